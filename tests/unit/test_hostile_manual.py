"""A manual whose every text tries to become markup, built by both engines: it stays text everywhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from test_cli import drillbook

NASTY = "'</title></script><script>alert(1)</script>\"><img src=x onerror=alert(1)>'"


class Elements(HTMLParser):
    """Notes what a browser would run."""

    def __init__(self) -> None:
        super().__init__()
        self.harmful: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that nobody but the author's text can have brought."""
        self._script = tag == "script"
        if any(name.startswith("on") for name, _ in attrs):
            self.harmful.append(f"<{tag} {attrs}>")

    def handle_data(self, data: str) -> None:
        """The text of a script."""
        if self._script and data.startswith("alert("):
            self.harmful.append(data)
        self._script = False


@pytest.mark.parametrize("engine", ["material", "zensical"])
def test_texts_never_become_markup(tmp_path: Path, engine: str) -> None:
    """Titles, summaries and sentences with markup run nothing on any page, the small ones under id/ included."""
    drillbook("new", "manual", cwd=tmp_path)
    manual = tmp_path / "manual"
    for file in (manual / "playbooks").rglob("*.yml"):
        text = file.read_text("utf-8")
        text = re.sub(
            r"^((?:- |  )*(?:title|summary|action|purpose|mission|definition):) .*$", rf"\1 {NASTY}", text, flags=re.M
        )
        file.write_text(text, "utf-8")
    (manual / "quizzes/quiz-signing.yml").unlink()
    built = drillbook("build", "--engine", engine, cwd=manual)
    assert built.returncode == 0, built.stderr
    pages = list((manual / "site").rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        found = Elements()
        found.feed(page.read_text("utf-8"))
        assert found.harmful == [], page
