"""The server of ``drillbook serve``."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from drillbook.plugin.server import Server

PAGE = "<html><body>" + "客户" * 500 + "</body></html>"


def asked(folder: Path, place: str, accepts: str) -> tuple[dict[str, str], bytes]:
    """Headers and body of an answer."""
    server = Server(folder, 0, lambda: None, [], lambda place: None)
    told: list[Any] = []
    environ = {"PATH_INFO": place, "HTTP_ACCEPT_ENCODING": accepts, "REQUEST_METHOD": "GET"}
    body = b"".join(server._serve_request(environ, lambda *answer: told.extend(answer)) or ())
    server.server_close()
    return dict(told[1]), body


@pytest.mark.parametrize("place", ["/", "/index.html", "/own.js"])
def test_texts_go_compressed_to_those_who_can_read_them(tmp_path: Path, place: str) -> None:
    """A browser gets fewer bytes of the same text; who cannot read them compressed gets them as they are."""
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    (tmp_path / "own.js").write_text(PAGE, "utf-8")
    headers, packed = asked(tmp_path, place, "gzip, deflate, br")
    plain_headers, plain = asked(tmp_path, place, "")
    assert headers["Content-Encoding"] == "gzip" and int(headers["Content-Length"]) == len(packed)
    assert "Content-Encoding" not in plain_headers
    assert gzip.decompress(packed) == plain
    assert PAGE[12:400] in plain.decode()


def test_pictures_go_as_they_are(tmp_path: Path) -> None:
    """What is compressed by itself is not compressed again."""
    (tmp_path / "a.png").write_bytes(b"\x89PNG" * 99)
    headers, body = asked(tmp_path, "/a.png", "gzip")
    assert "Content-Encoding" not in headers and body == b"\x89PNG" * 99
