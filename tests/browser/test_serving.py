"""An edit is shown in the page that is open: words in their places, everything else by loading the page again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.conftest import Opener
from drillbook.plugin.server import Server

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html><head><meta charset="utf-8"><title>合同</title><meta name="description" content="起草合同">
<link rel="icon" href="data:,"></head><body>
<article id="draft"><p class="lead">起草合同</p><ul><li>标准</li><li>标准</li></ul><label>备注 <input></label></article>
<section id="sign"><h2>签字</h2><p title="盖章">盖章</p></section>
<footer></footer><script>document.querySelector("footer").textContent = document.querySelector("h2").textContent;</script>
<script src="assets/drillbook/search.js?v=1"></script><script src="assets/own.js?v=1"></script></body></html>"""

GONE = "<!doctype html><html><head><meta charset='utf-8'><title>404</title></head><body>没有这一页</body></html>"
Edit = Callable[[str, str], None]


@pytest.fixture
def served(tmp_path: Path, open_page: Opener) -> Iterator[tuple[Page, Edit]]:
    """A page that is open and waits for edits, and what edits it: a text, and what takes its place."""
    shown = {"html": PAGE}
    (tmp_path / "site/assets/drillbook").mkdir(parents=True)
    for script in ("drillbook/search.js", "own.js"):
        (tmp_path / "site/assets" / script).write_text("", "utf-8")
    (tmp_path / "site/404.html").write_text(GONE, "utf-8")
    server = Server(tmp_path / "site", 0, lambda: None, [tmp_path], lambda place: shown["html"] or None)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.serve_thread.is_alive():
        pass
    page = open_page(f"http://127.0.0.1:{server.server_address[1]}/index.html", tolerate="404 (Not Found)")
    page.evaluate("window.isSame = true")
    page.fill("input", "记下")

    def edit(old: str, new: str) -> None:
        assert old in shown["html"]  # nothing stands for the whole page
        shown["html"] = shown["html"].replace(old, new) if old else new
        server.reload()

    try:
        yield page, edit
    finally:
        page.context.close()
        server.shutdown()
        thread.join()


def wait_for(page: Page, text: str) -> None:
    """Until the page holds a text, by itself or by being loaded again."""
    page.wait_for_function("text => document.documentElement.outerHTML.includes(text)", arg=text, polling=20)


def test_words_change_in_their_places(served: tuple[Page, Edit]) -> None:
    """New words show at once, one edit after the other; what the reader has entered stays, because the page is not loaded again."""
    page, edit = served
    edit("起草合同", "拟定合同")
    wait_for(page, ">拟定合同<")
    edit("拟定合同", "拟定合同 &amp; 附件")
    wait_for(page, ">拟定合同 &amp; 附件<")
    edit(">盖章<", ">用印<")
    wait_for(page, '<p title="盖章">用印</p>')
    edit("search.js?v=1", "search.js?v=2")
    edit("<title>合同", "<title>协议")
    page.wait_for_function("document.title === '协议'")
    edit("<li>标准</li></ul>", "<li>例外</li></ul>")
    wait_for(page, "例外")
    assert page.locator("li").all_text_contents() == ["标准", "例外"]
    assert (page.evaluate("window.isSame"), page.input_value("input")) == (True, "记下")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<li>标准</li></ul>", "<li>标准</li><li>新条款</li></ul>"),
        ('class="lead"', 'class="lead new"'),
        ("<h2>签字", "<h2>签署"),
        ('"footer"', '"footer" '),
        ("own.js?v=1", "own.js?v=2"),
    ],
    ids=["another element", "an attribute", "words a script copied", "a script", "the version of a script"],
)
def test_everything_else_loads_the_page_again(served: tuple[Page, Edit], old: str, new: str) -> None:
    """Where more changes than words, or a script may have taken the words elsewhere, the whole page is as it was sent."""
    page, edit = served
    edit(old, new)
    page.wait_for_function("!window.isSame && document.readyState === 'complete'", polling=20)
    assert page.locator("footer").text_content() == page.locator("h2").text_content()
    assert new.strip() in page.content()


def test_a_deleted_page_says_that_it_is_gone_and_comes_back(served: tuple[Page, Edit]) -> None:
    """Who deletes what is open sees the page for wrong addresses, and the page again once the file is back."""
    page, edit = served
    edit(PAGE, "")
    wait_for(page, "没有这一页")
    assert page.title() == "404"
    edit("", PAGE.replace("起草合同", "拟定合同"))
    wait_for(page, ">拟定合同<")
