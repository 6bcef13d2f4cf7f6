"""The pages of a manual as plain Markdown, for the generators that bench.py compares."""

from __future__ import annotations

import json
import shutil
from html.parser import HTMLParser
from pathlib import Path


def write_markdown(manual: Path, folder: Path) -> None:
    """Writes the pages of a manual as Markdown for MkDocs: the same text, titles and navigation."""
    from drillbook import framing
    from drillbook.building.checked import check_manual
    from drillbook.building.language import language_site
    from drillbook.building.practice import Practice
    from drillbook.settings import read_settings

    shutil.rmtree(folder, ignore_errors=True)
    settings = read_settings(manual)
    checked = check_manual(settings)
    site = language_site(settings, checked, "zh-CN", Practice(checked, {"zh-CN": ""}).forms("zh-CN"))
    for page in site.site.pages:
        path = folder / "docs" / f"{page.src}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_markdown(page.html), "utf-8")
    (folder / "docs" / "about.md").write_text("# 关于\n", "utf-8")
    config = {
        "site_name": "测速手册",
        "theme": {"name": "material", "language": "zh"},
        "markdown_extensions": ["admonition", "attr_list", "tables"],
        "nav": framing.nav(site, ["about.md"], settings),
    }
    (folder / "mkdocs.yml").write_text(json.dumps(config, ensure_ascii=False), "utf-8")


class _Plain(HTMLParser):
    """Turns the HTML of a page into headings, paragraphs, lists and tables of Markdown."""

    _BLOCKS = frozenset(
        "p div section article header footer ul ol dl table tr dt dd figure figcaption details summary aside nav form fieldset legend label".split()
    )
    _SKIPPED = frozenset({"script", "style", "template", "svg", "button"})

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._text, self._skipping, self._mark = "", 0, ""
        self._row: list[str] | None = None
        self._is_head = False
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SKIPPED:
            self._skipping += 1
        elif tag == "a":
            self._links.append("" if self._skipping else _target_of(dict(attrs)))
            self._text += "[" if self._links[-1] else ""
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6", "li"):
            self._flush()
            self._mark = "- " if tag == "li" else "#" * int(tag[1]) + " "
        elif tag == "table":
            self._flush()
            self._is_head = True
        elif tag == "tr":
            self._row = []
        elif tag in ("strong", "b"):
            self._text += "**"
        elif tag in self._BLOCKS and self._row is None:
            self._flush()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SKIPPED:
            self._skipping -= 1
        elif tag == "a":
            target = self._links.pop()
            self._text += f"]({target})" if target else ""
        elif tag in ("td", "th") and self._row is not None:
            self._row.append(" ".join(self._text.replace("|", "/").split()))
            self._text = ""
        elif tag == "tr" and self._row is not None:
            self._end_row(self._row)
        elif tag in ("strong", "b"):
            self._text += "**"
        elif (tag in self._BLOCKS or tag in ("li", "h1", "h2", "h3", "h4", "h5", "h6")) and self._row is None:
            self._flush()

    def _end_row(self, row: list[str]) -> None:
        self.lines.append(f"| {' | '.join(row)} |")
        if self._is_head:
            self.lines.append("| " + " | ".join("---" for _ in row) + " |")
        self._row, self._is_head = None, False

    def handle_data(self, data: str) -> None:
        if not self._skipping and data != "#":  # the sign of a permalink
            self._text += data

    def _flush(self) -> None:
        text = " ".join(self._text.replace("****", "").split())
        if text:
            self.lines.append(f"\n{self._mark}{text}" if self._mark != "- " else f"- {text}")
        self._text, self._mark = "", ""


def _target_of(attrs: dict[str, str | None]) -> str:
    """The Markdown file that a link inside the manual leads to; nothing for other links."""
    path, _, anchor = (attrs.get("href") or "").partition("#")
    if not path.endswith(".html") or ":" in path or "id/" in path:
        return ""
    return path.removesuffix(".html") + ".md" + (f"#{anchor}" if anchor else "")


def as_markdown(html: str) -> str:
    """The text of a page as plain Markdown."""
    parser = _Plain()
    parser.feed(html)
    parser.close()
    lines, found = parser.lines, []
    for before, line in zip(["", *lines], lines, strict=False):
        starts = line.startswith(("- ", "| ")) and before[:2] != line[:2]
        found.append(f"\n{line}" if starts else line)
    return "\n".join(found) + "\n"
