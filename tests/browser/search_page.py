"""A small site with nothing but the search on it, for tests of the box and the engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page

from drillbook.assets import FOLDER, shipped
from drillbook.search.entries import Entry
from drillbook.search.index import each_file

_PAGE = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>Test</title><meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="{root}assets/drillbook/drillbook.css"><link rel="stylesheet" href="{root}assets/drillbook/search.css">
<style>body {{ margin: 0 }} .md-header {{ background: #4051b5; color: #fff }} .md-header__inner {{ display: flex; align-items: center; min-height: 2.4rem }}
.md-header__title {{ flex-grow: 1 }} .md-header__button {{ margin: .2rem; padding: .4rem }} h2 {{ margin-top: 120vh }}
[data-md-color-scheme=slate] {{ --md-default-bg-color: #1e2129; --md-default-fg-color: hsla(225, 15%, 90%, .82); background: #1e2129; color: #eee }}</style></head>
<body><header class="md-header"><nav class="md-header__inner" aria-label="Header"><div class="md-header__title">Manual</div>
<div class="md-header__option"><button type="button">Aa</button></div></nav></header>
<main><h1>{title}</h1><p><label>Answer <textarea></textarea></label> <label><input type="radio"> yes</label></p>{steps}</main>
<script src="{root}assets/drillbook/search.js"></script></body></html>"""

ENTRIES = (
    Entry("signing", "process", "合同签订", ("核心流程",), "process/signing.html", ("签约流程",), ("从起草到归档。", "起草合同、加盖合同章")),
    Entry("signing.draft", "step", "起草合同", ("核心流程", "合同签订"), "process/signing.html#draft", (), ("按模板填写成交价。",)),
    Entry("signing.seal", "step", "加盖合同章", ("核心流程", "合同签订"), "process/signing.html#seal", (), ("批准之后，把合同送到销售内勤盖章。",)),
    Entry("expensive", "objection", "太贵了", ("核心流程",), "objection/expensive.html", ("你们这个太贵了", "别家便宜一半"), ("怕不值这个价。",)),
    Entry("seller", "role", "销售员", ("基础",), "role/seller.html", ("业务员",), ("拜访客户，跟进线索。",)),
    Entry("visit", "process", "客户拜访", ("核心流程",), "process/visit.html", (), ("销售员出门前订好拜访计划。",)),
    Entry("term-crm", "term", "客户管理系统", ("参考",), "reference/glossary.html#term-crm", ("CRM",), ("记录客户资料的系统。",)),
    Entry("hostile", "policy", "<img src=x onerror=alert(1)>", ("<b>核心</b>",), "policy/hostile.html", (), ("绝不运行 <script>alert(1)</script> 这样的话。",)),
)  # fmt: skip


def write_site(folder: Path, entries: Sequence[Entry] = ENTRIES, lang: str = "zh-CN", **options: Any) -> None:
    """Writes the pages of the entries, with the search and nothing else."""
    files = dict(each_file(entries, lang, **options))
    for name in ("drillbook.css", "search.css"):
        files[f"{FOLDER}/{name}"] = (resources.files("drillbook") / "browser" / name).read_text("utf-8")
    files[f"{FOLDER}/search-engine.js"] = shipped()["search-engine.js"]
    files["index.html"] = _page(lang, "", "Home", [])
    for entry in entries:
        place, _, _ = entry.url.partition("#")
        anchors = [other.url.partition("#")[2] for other in entries if other.url.startswith(f"{place}#")]
        files[place] = _page(lang, "../", entry.id, anchors)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def _page(lang: str, root: str, title: str, anchors: list[str]) -> str:
    steps = "".join(f'<h2 id="{anchor}">{anchor}</h2>' for anchor in anchors)
    return _PAGE.format(lang=lang, root=root, title=title, steps=steps)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        return


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serves a folder below a sub-path; yields its address."""
    (folder / "team").mkdir(exist_ok=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def engine_page(browser: Browser, entries: Sequence[Entry], lang: str = "zh-CN") -> Page:
    """An empty page with the engine and an index of the entries as ``index``."""
    page = browser.new_page()
    page.add_script_tag(content=shipped()["search-engine.js"])
    for place, text in sorted(dict(each_file(entries, lang)).items()):
        if "/search/" in place:
            page.add_script_tag(content=text)
    page.evaluate(
        "() => { window.index = new drillbookSearchEngine.SearchIndex(); drillbookSearch.forEach(d => index.add(d)); }"
    )
    return page


def search(page: Page, query: str, limit: int = 10) -> list[str]:
    """The ids found, the best first."""
    return list(page.evaluate("([query, limit]) => index.search(query, limit).results.map(r => r.id)", [query, limit]))
