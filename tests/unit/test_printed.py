"""Pages to print: the whole manual and the set of one role, each as one page."""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from drillbook.building.build import build
from drillbook.cli.app import app
from drillbook.new import create
from drillbook.pdf import VARIABLE, find_browser, print_book, print_pdf
from drillbook.plugin import frame
from drillbook.settings import read_settings
from drillbook.site.assemble import make_site
from drillbook.site.printed import print_pages
from drillbook.words import words
from unit.builders import graph_of, role


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small manual built with pages to print."""
    folder = tmp_path_factory.mktemp("printed")
    create(folder / "manual", "zh-CN")
    settings = read_settings(folder / "manual").model_copy(update={"print": True})
    build(settings, folder / "site", frame=frame)
    return folder / "site"


def pages(site: Path) -> list[Path]:
    """The print pages of the source language."""
    return sorted((site / "print").glob("*.html"))


def test_links_lead_within_the_page(printed: Path) -> None:
    """Every anchor is there exactly once, and no link leads out to a page of the site."""
    for page in pages(printed):
        html = page.read_text("utf-8")
        ids = re.findall(r'\sid="([^"]*)"', html)
        assert len(ids) == len(set(ids)), page.name
        anchors = re.findall(r'<a\b[^>]*href="#([^"]*)"', html)
        assert set(anchors) <= set(ids), page.name
        if page.name != "index.html":
            assert not re.findall(r'<a\b[^>]*href="(?!#|https?:)([^"]*)"', html), page.name


def test_the_manual_holds_every_playbook(printed: Path) -> None:
    """Whatever has a page of its own is in the whole manual; quizzes and what only works on a screen are not."""
    html = (printed / "print" / "manual.html").read_text("utf-8")
    for kind in ("process", "role", "form"):
        for page in (printed / kind).glob("*.html"):
            assert f'id="{kind}--{page.stem}"' in html
    assert "<form" not in html and "<script" not in html and "<button" not in html
    assert "practice--drill" not in html


def test_the_manual_holds_what_goes_on_elsewhere(tmp_path: Path) -> None:
    """Further rows of a register, other ways of a process and the steps of a role that have pages of their own are printed too."""
    terms = "".join(f"  - {{id: term-{n}, title: 词{n}, definition: 解释。}}\n" for n in range(90))
    steps = "".join(f"  - {{id: step-{n}, title: 第{n}步, actor: seller, action: 做}}\n" for n in range(101))
    variants = "variants:\n  - id: quick\n    title: 急单\n    summary: 赶时间\n    differs: [{id: fast, step: step-1, text: 马上做}]\n"
    graph = graph_of(
        role(),
        f"kind: term\nowner: seller\nsources: editorial\nentries:\n{terms}",
        f"kind: process\nid: selling\ntitle: 销售\nsummary: 卖\nowner: seller\npurpose: 卖\ntrigger: 要买\nsteps:\n{steps}{variants}sources: editorial\n",
        "kind: part\nid: all\ntitle: 全部\nsummary: 全部\nowner: seller\n",
    )
    site = make_site(graph, words("zh-CN"), "手册", lambda id_: None)
    printed = dict(print_pages(site, graph, words("zh-CN"), "手册"))
    html = printed["print/manual.html"]
    for anchor in ("reference--glossary-3--term-89", "process--selling.variants", "role--seller.steps"):
        assert f'id="{anchor}"' in html, anchor
    assert html.count(">术语表<") == 2 and "db-pager" not in html
    assert "永久链接" not in html and "db-lanes--large" not in html and ">流程图<" not in html
    assert 'id="process--selling.variants"' in printed["print/role-seller.html"]


def test_what_goes_over_several_pages_is_named_once_in_the_contents() -> None:
    """The steps of a role that fill three pages stand under one heading; contents and headings do not say the same thrice."""
    steps = "".join(f"  - {{id: step-{n}, title: 第{n}步, actor: seller, action: 做}}\n" for n in range(60))
    processes = [
        f"kind: process\nid: selling-{n}\ntitle: 销售{n}\nsummary: 卖\nowner: seller\npurpose: 卖\ntrigger: 要买\nsteps:\n{steps}sources: editorial\n"
        for n in range(8)
    ]
    graph = graph_of(role(), *processes)
    site = make_site(graph, words("zh-CN"), "手册", lambda id_: None)
    assert "role/seller.steps-3" in [page.src for page in site.pages]
    html = dict(print_pages(site, graph, words("zh-CN"), "手册"))["print/role-seller.html"]
    assert len(re.findall("data-page[^>]*>[^<]*：全部步骤<", html)) == 1
    assert len(re.findall("<h[1-6][^>]*>[^<]*：全部步骤<", html)) == 1
    assert 'id="role--seller.steps-3"' in html


def test_a_role_page_links_its_set_only_when_there_is_one(printed: Path) -> None:
    """The link to the print pages stands on the site that was built with them."""
    role = next((printed / "role").glob("*.html"))
    assert f"print/role-{role.stem.partition('.')[0]}.html" in role.read_text("utf-8")
    assert 'href="print/index.html"' in (printed / "index.html").read_text("utf-8")


def test_the_pdf_holds_its_fonts_and_its_text(printed: Path, tmp_path: Path) -> None:
    """Every font of the PDF is embedded, Chinese text can be taken out again, and headings are bookmarks."""
    browser = find_browser()
    if browser is None:
        pytest.skip("no browser that prints")
    print_book(printed / "print" / "manual.html", tmp_path / "manual.pdf", browser)
    reader = PdfReader(tmp_path / "manual.pdf")
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"].get("/Font", {}).values()]
    assert fonts and all(_is_embedded(font) for font in fonts)
    text = "".join(page.extract_text() for page in reader.pages)
    assert "目录" in text and "流程" in text and "客户" in text
    written = unescape((printed / "print" / "manual.html").read_text("utf-8"))
    assert {sign for sign in text if sign > "\u2e7f"} <= set(written)
    assert reader.outline
    assert f"打印于 {date.today()}" in " ".join(reader.pages[0].extract_text().split())
    assert str(printed) not in (tmp_path / "manual.pdf").read_bytes().decode("latin-1")


def test_the_pdf_is_offered_where_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that saves the PDF links it from home, the pages to print and the manual on a screen; one without leaves neither behind, and says so.

    Where the browser cannot print it, the site stays as it was.
    """
    if find_browser() is None:
        pytest.skip("no browser that prints")
    create(tmp_path, "zh-CN")
    command = ["build", "-C", str(tmp_path)]
    done = CliRunner().invoke(app, [*command, "--pdf"])
    assert done.exit_code == 0, done.output
    for folder in ("", "en/"):
        assert (tmp_path / "site" / folder / "print/manual.pdf").read_bytes().startswith(b"%PDF")
        assert linking_pdf(tmp_path / "site" / folder) == {"index.html", "print/index.html", "print/manual.html"}

    monkeypatch.setenv(VARIABLE, sys.executable)
    assert CliRunner().invoke(app, [*command, "--pdf", "--clean"]).exit_code == 1
    assert (tmp_path / "site/print/manual.pdf").exists()

    done = CliRunner().invoke(app, [*command, "--print"])
    assert done.exit_code == 0
    assert [line for line in done.output.splitlines() if "drillbook build --pdf" in line and "manual.pdf" in line]
    assert not list((tmp_path / "site").rglob("*.pdf"))
    assert "manual.pdf" not in CliRunner().invoke(app, [*command, "--print", "--clean"]).output
    assert not linking_pdf(tmp_path / "site") | linking_pdf(tmp_path / "site/en")


def linking_pdf(folder: Path) -> set[str]:
    """The pages of a language that link the PDF of the same language."""
    own = (page for page in folder.rglob("*.html") if folder.name == "en" or page.relative_to(folder).parts[0] != "en")
    return {
        page.relative_to(folder).as_posix()
        for page in own
        for link in re.findall(r'href="([^"]*\.pdf)"', page.read_text("utf-8"))
        if (page.parent / link).resolve() == (folder / "print/manual.pdf").resolve()
    }


def test_the_contents_of_the_pdf_name_pages(printed: Path, tmp_path: Path) -> None:
    """Beside every entry of the contents stands the page on which its title is printed; nothing is left beside the source."""
    browser = find_browser()
    if browser is None:
        pytest.skip("no browser that prints")
    before = sorted((printed / "print").iterdir())
    print_book(printed / "print" / "role-salesperson.html", tmp_path / "set.pdf", browser)
    assert sorted((printed / "print").iterdir()) == before
    reader = PdfReader(tmp_path / "set.pdf")
    sheets = [unicodedata.normalize("NFKC", page.extract_text()) for page in reader.pages]
    entries = re.findall(r"^([^\d\n].*\D)(\d+)$", sheets[0].partition("目录")[2], re.M)
    assert len(entries) > 3
    for title, number in entries:
        assert title.strip() in sheets[int(number) - 1], (title, number)


def test_hidden_sources_take_no_sheet(printed: Path, tmp_path: Path) -> None:
    """What ends just at the foot of a sheet is followed by the next one, wherever its numbers of sources, which are not printed, would stand."""
    browser = find_browser()
    if browser is None:
        pytest.skip("no browser that prints")
    graph = graph_of(
        role(),
        "kind: process\nid: selling\ntitle: Selling\nsummary: Sell\nowner: seller\npurpose: Sell\ntrigger: A wish\n"
        "steps:\n  - {id: ask, title: Ask, actor: seller, action: Ask}\n  - {id: offer, title: Offer, actor: seller, action: Offer}\n"
        "variants:\n  - {id: quick, title: Quick, summary: In a hurry, sources: S1-001, differs: [{id: fast, text: At once}]}\nsources: S1-001\n",
    )
    page = dict(print_pages(make_site(graph, words("en"), "M", lambda id_: None), graph, words("en"), "M"))
    head, article = page["print/role-seller.html"], '<article class="flowing" id="process--selling.variants">'
    variants = article + head.partition(article)[2].partition("</article>")[0] + "</article>"
    assert "S1-001" in variants
    sheets = (
        f'<article class="sheet"><div style="height:{height}px">Above</div></article>{variants}'
        for height in range(700, 960, 3)
    )
    shutil.copytree(printed / "assets", tmp_path / "assets")
    (tmp_path / "print").mkdir()
    (tmp_path / "print/all.html").write_text(head.partition('<header class="cover">')[0] + "".join(sheets), "utf-8")
    print_pdf(tmp_path / "print/all.html", tmp_path / "all.pdf", browser)
    texts = [sheet.extract_text() for sheet in PdfReader(tmp_path / "all.pdf").pages]
    assert any("Above" in text and "At once" not in text for text in texts)
    assert [number for number, text in enumerate(texts, 1) if re.fullmatch(r"[\d\s/]*", text)] == []


def _is_embedded(font: dict) -> bool:  # type: ignore[type-arg]
    if font["/Subtype"] == "/Type3":  # its glyphs are drawings in the file itself
        return "/CharProcs" in font
    below = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    return any(key.startswith("/FontFile") for key in below["/FontDescriptor"].get_object())


def test_a_tall_drawing_comes_last() -> None:
    """In a set to print, a drawing that needs a sheet of its own stands behind all else of its process, and a short one before the steps."""
    processes = [
        f"kind: process\nid: p{count}\ntitle: 流程{count}\nsummary: 卖\nowner: seller\npurpose: 卖\ntrigger: 要买\nsteps:\n"
        + "".join(f"  - {{id: step-{n}, title: 第{n}步, actor: seller, action: 做}}\n" for n in range(count))
        + "sources: editorial\n"
        for count in (3, 20)
    ]
    graph = graph_of(role(), *processes, "kind: part\nid: all\ntitle: 全部\nsummary: 全部\nowner: seller\n")
    html = dict(print_pages(make_site(graph, words("zh-CN"), "手册", lambda id_: None), graph, words("zh-CN"), "手册"))
    short, tall = (
        article
        for article in re.findall(r"<article.*?</article>", html["print/manual.html"], re.S)
        if "<svg" in article
    )
    assert short.index("<svg") < short.index(">第0步") < tall.index("<svg")
    assert tall.index("section-raci") < tall.index("section-flow") < tall.index("<svg")


def test_a_chapter_is_named_once(printed: Path) -> None:
    """The page that opens a chapter under the chapter's own name repeats it neither below the heading nor in the contents."""
    html = (printed / "print" / "manual.html").read_text("utf-8")
    names = re.findall(r"<h[123]>([^<]*)</h[123]>(?:<article[^>]*>\s*<h[2-4][^>]*>([^<]*)</h[2-4]>)?", html)
    assert len(names) > 5 and not [name for name, below in names if name == below]
    assert not re.search(r"<li>([^<]*)<ol><li><a[^>]*>\1</a>", html)
    assert re.search(r'<li><a href="#part--[^"]*" data-page="">[^<]*</a><ol>', html)


def test_headings_are_as_deep_as_what_they_head(printed: Path) -> None:
    """A page's title lies one level below that of its chapter, and its sections below it: bookmarks of a PDF are made of headings."""
    for page in ("manual.html", "role-salesperson.html"):
        html = (printed / "print" / page).read_text("utf-8")
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
        assert max(levels) > 3
        assert all(deeper <= level + 1 for level, deeper in pairwise(levels)), page
