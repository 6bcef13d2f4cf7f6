"""Where pages are on the web: what is told to search engines, and the page for wrong addresses."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from drillbook.building.build import build
from drillbook.new import create
from drillbook.plugin import frame
from drillbook.plugin.addresses import Addresses
from drillbook.settings import read_settings

SITE = "https://example.com/manual/"
PAGE = "process/contract-signing.html"
LINK = re.compile(r'<link rel="(canonical|alternate) ?"(?: hreflang="([^"]*)")? href="([^"]*)">')
XML = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def built(folder: Path, first_line: str = "") -> Path:
    """A small manual in two languages, with a line of its own in mkdocs.yml."""
    create(folder / "manual", "zh-CN")
    file = folder / "manual" / "mkdocs.yml"
    file.write_text(f"{first_line}\n{file.read_text('utf-8')}", "utf-8")
    build(read_settings(folder / "manual"), folder / "site", frame=frame)
    return folder / "site"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that knows its address, below the root of its host."""
    return built(tmp_path_factory.mktemp("published"), f"site_url: {SITE}")


@pytest.fixture(scope="module")
def nameless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that does not know its address."""
    return built(tmp_path_factory.mktemp("nameless"))


@pytest.mark.parametrize("place", [PAGE, "index.html", "about.html", "part/part-core/index.html"])
def test_every_page_names_itself_in_all_languages(published: Path, place: str) -> None:
    """The canonical address is the page's own in its language, and the alternates name both languages, each the other's."""
    addresses = {"zh-CN": SITE + place, "en": f"{SITE}en/{place}", "x-default": SITE + place}
    for folder, lang in (("", "zh-CN"), ("en/", "en")):
        found = LINK.findall((published / f"{folder}{place}").read_text("utf-8"))
        assert [address for kind, _, address in found if kind == "canonical"] == [addresses[lang]]
        assert {lang: address for kind, lang, address in found if kind == "alternate"} == addresses


def test_the_sitemap_lists_every_page_in_every_language(published: Path) -> None:
    """One sitemap at the root holds each page once, with its address in the other languages; no page is missing, none made up."""
    urls = ElementTree.parse(published / "sitemap.xml").getroot().findall("s:url", XML)
    places = [str(url.findtext("s:loc", namespaces=XML)).removeprefix(SITE) for url in urls]
    pages = {str(file.relative_to(published)) for file in published.rglob("*.html")}
    assert sorted(places) == sorted(
        page for page in pages if not page.startswith(("id/", "print/")) and not page.endswith("404.html")
    )
    assert all(
        [link.get("hreflang") for link in url.findall("x:link", XML)] == ["zh-CN", "en", "x-default"] for url in urls
    )
    assert not (published / "en" / "sitemap.xml").exists()


def test_a_site_without_an_address_tells_none(nameless: Path) -> None:
    """Without ``site_url`` no page names an address of its own, and there is no sitemap, which would be empty."""
    assert not LINK.search((nameless / PAGE).read_text("utf-8"))
    assert not list(nameless.rglob("sitemap.xml"))


def test_addresses_are_escaped() -> None:
    """What stands in an address breaks neither a page nor the sitemap; a single language has no alternates."""
    found = Addresses("https://example.com/", {"zh-CN": ""}).sitemap(["a&b.html"])
    assert "<loc>https://example.com/a&amp;b.html</loc></url>" in found


@pytest.mark.parametrize(("site", "root"), [("published", "/manual/"), ("nameless", "/")])
def test_wrong_addresses_are_told_in_their_language(site: str, root: str, request: pytest.FixtureRequest) -> None:
    """The page for wrong addresses takes search, logo and styles from its own language and leads to the other one."""
    folder: Path = request.getfixturevalue(site)
    for own, other in ((root, f"{root}en/index.html"), (f"{root}en/", f"{root}en/../index.html")):
        html = (folder / own.removeprefix(root) / "404.html").read_text("utf-8")
        assert f'src="{own}assets/drillbook/search.js"' in html
        assert re.search(r'href="([^"]*)"[^>]*class="md-header__button md-logo"', html)[1] == f"{own}index.html"  # type: ignore[index]
        found = set(re.findall(r'(?:href|src)="(/[^"]*)"', html))
        assert all(address.startswith(own) for address in found - {other}), found
        assert other in found
        scope = re.search(r'__md_scope=new URL\("([^"]*)"', html)
        assert scope and urljoin(SITE, scope[1]) == urljoin(SITE, root)


def test_a_plain_build_leads_to_no_language_it_does_not_make(tmp_path: Path) -> None:
    """``mkdocs build`` makes the source language only, and links no other: neither in the header nor from permanent links."""
    create(tmp_path / "manual", "zh-CN")
    config = load_config(str(tmp_path / "manual" / "mkdocs.yml"), site_dir=str(tmp_path / "site"), site_url=SITE)
    mkdocs_build(config)
    pages = [file.read_text("utf-8") for file in (tmp_path / "site").rglob("*.html")]
    assert len(pages) > 40
    assert not [html for html in pages if re.search(r'href="[^"]*\ben/', html) or "md-select__list" in html]
    assert "alternate" not in (tmp_path / "site" / "sitemap.xml").read_text("utf-8")
