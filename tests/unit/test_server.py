"""The server of ``drillbook serve``."""

from __future__ import annotations

import gzip
import re
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from drillbook.plugin.server import Server
from drillbook.plugin.versions import FOREVER, Versions

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


def headers_of(folder: Path, place: str, query: str) -> dict[str, str]:
    """The headers with which a file is answered by a server that watches."""
    server = Server(folder, 0, lambda: None, [folder], lambda place: None)
    told: list[Any] = []
    list(server._serve_request({"PATH_INFO": place, "QUERY_STRING": query}, lambda *answer: told.extend(answer)) or ())
    server.server_close()
    return dict(told[1])


def test_scripts_and_styles_are_kept_as_long_as_they_are_the_same(tmp_path: Path) -> None:
    """A page names the version of what it loads; only under that name may a browser keep it, and a change makes another name."""
    style = tmp_path / "en" / "assets" / "own.css"
    style.parent.mkdir(parents=True)
    style.write_text("a{}", "utf-8")
    versions, page = Versions(tmp_path), b'<link href="../assets/own.css"><script src="../../assets/none.js"></script>'
    first = versions.in_page(page, "en/process/a.html")
    assert re.fullmatch(
        rb'<link href="\.\./assets/own\.css\?v=\w+"><script src="\.\./\.\./assets/none\.js"></script>', first
    )
    query = first.split(b"?")[1].split(b'"')[0].decode()
    assert headers_of(tmp_path, "/en/assets/own.css", query)["Cache-Control"] == FOREVER
    assert "Cache-Control" not in headers_of(tmp_path, "/en/assets/own.css", "")
    style.write_text("a{b:c}", "utf-8")
    assert "Cache-Control" not in headers_of(tmp_path, "/en/assets/own.css", query)
    assert versions.in_page(page, "en/process/a.html") != first


def test_an_open_page_gets_the_new_search(tmp_path: Path) -> None:
    """A page from before the last build asks for the old beginning of the index, and gets the new one; nothing else is another file."""
    folder = tmp_path / "en/assets/drillbook/search"
    folder.mkdir(parents=True)
    (folder / "heads.new.js").write_text("new", "utf-8")
    assert asked(tmp_path, "/en/assets/drillbook/search/heads.old.js", "")[1] == b"new"
    for place in ("/en/assets/drillbook/search/texts-0.old.js", "/assets/drillbook/search/heads.old.js"):
        with pytest.raises(IndexError):  # there is no answer
            asked(tmp_path, place, "")


@pytest.mark.parametrize("place", ["/../secret.html", "../secret.html", "//../secret.html", "/a/../../secret.html"])
def test_nothing_outside_the_site_is_served(tmp_path: Path, place: str) -> None:
    """An address cannot lead out of the folder."""
    (tmp_path / "site").mkdir()
    (tmp_path / "secret.html").write_text(PAGE, "utf-8")
    server = Server(tmp_path / "site", 0, lambda: None, [tmp_path / "site"], lambda place: None)
    try:
        told: list[Any] = []
        body = server._serve_request({"PATH_INFO": place}, lambda *answer: told.extend(answer)) or ()
        assert told[0].startswith("404") and b"404 Not Found" in b"".join(body)
    finally:
        server.server_close()


def test_what_comes_later_is_watched(tmp_path: Path) -> None:
    """A folder or file made, replaced or made again while the server runs is noticed, and so is what changes in it; other files are not."""
    (tmp_path / "playbooks").mkdir()
    options = tmp_path / "mkdocs.yml"
    options.write_text("a", "utf-8")
    told = threading.Event()
    watched = [tmp_path / "playbooks", tmp_path / "phrases", tmp_path / "more" / "synonyms.yml", options]
    server = Server(tmp_path / "site", 0, lambda: None, watched, lambda place: None)
    server._changed = told.set  # type: ignore[method-assign]
    server.observer.start()

    def is_noticed(act: Callable[[], object], seconds: float = 5) -> bool:
        time.sleep(0.2)
        told.clear()
        act()
        return told.wait(seconds)

    def replace(place: Path) -> None:
        (tmp_path / "draft~").write_text("b", "utf-8")
        (tmp_path / "draft~").replace(place)

    try:
        phrases = tmp_path / "phrases"
        assert is_noticed(phrases.mkdir)
        assert is_noticed(lambda: (phrases / "a.yml").write_text("a", "utf-8"))
        assert is_noticed(lambda: shutil.rmtree(phrases))
        assert is_noticed(phrases.mkdir)
        assert is_noticed(lambda: (phrases / "b.yml").write_text("a", "utf-8"))
        assert is_noticed((tmp_path / "more").mkdir)
        assert is_noticed(lambda: (tmp_path / "more" / "synonyms.yml").write_text("a", "utf-8"))
        assert is_noticed(lambda: replace(options)) and is_noticed(lambda: replace(options))
        assert not is_noticed(lambda: (tmp_path / "other.txt").write_text("a", "utf-8"), 0.5)
    finally:
        server.observer.stop()
        server.server_close()
