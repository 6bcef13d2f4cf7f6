"""The search box, on a small site that is served at a sub-path or opened from disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from browser.access import violations
from browser.conftest import Opener
from browser.search_page import ENTRIES, served, write_site
from drillbook.search.entries import Entry
from drillbook.search.phrases import Topic

FIELD = '[data-drillbook="search-input"]'
RESULT = '[data-drillbook="search-result"]'
BOX = '[data-drillbook="search-box"]'
PHONE = {"viewport": {"width": 320, "height": 640}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site."""
    base = tmp_path_factory.mktemp("search")
    write_site(base / "team" / "manual")
    return base


@pytest.fixture(params=["http", "file"])
def start(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The address of the small site."""
    if request.param == "file":
        yield (folder / "team" / "manual").as_uri() + "/"
    else:
        with served(folder) as address:
            yield f"{address}team/manual/"


@pytest.fixture
def home(folder: Path) -> str:
    """The address of the small site's first page, from disk."""
    return (folder / "team" / "manual" / "index.html").as_uri()


def type_query(page: Page, query: str) -> None:
    """Opens the search by key and types."""
    page.keyboard.press("/")
    page.locator(FIELD).fill(query)


def test_words_that_stand_nowhere_are_told(home: str, open_page: Opener) -> None:
    """A reader sees that the results were found without a word of the query."""
    page = open_page(home)
    type_query(page, "盖章 zzzqqq")
    expect(page.locator(RESULT).first).to_have_attribute("data-id", "signing.seal")
    expect(page.locator(".db-search-status")).to_contain_text("手册里没有“zzzqqq”")


def test_a_result_opens_at_its_step(start: str, open_page: Opener) -> None:
    """From any page, at a sub-path and from disk, a hit names kind, title and path and leads to the step."""
    page = open_page(f"{start}role/seller.html")
    type_query(page, "合同盖章")
    first = page.locator(RESULT).first
    expect(first).to_have_attribute("data-id", "signing.seal")
    expect(first).to_contain_text("步骤")
    expect(first).to_contain_text("核心流程 › 合同签订")
    first.click()
    page.wait_for_url(f"{start}process/signing.html#seal")


def test_nothing_is_loaded_before_the_search_opens(start: str, open_page: Opener) -> None:
    """Engine and index are asked for on the first opening, once."""
    page = open_page(f"{start}index.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(start)))
    page.wait_for_timeout(200)
    assert asked == []
    type_query(page, "合同")
    expect(page.locator(RESULT).first).to_be_visible()
    page.keyboard.press("Escape")
    type_query(page, "客户")
    expect(page.locator(RESULT).first).to_be_visible()
    names = [re.sub(r"\.[0-9a-f]{10}", "", name.removeprefix("assets/drillbook/")) for name in asked]
    assert sorted(names) == sorted(["search-engine.js", "search/heads.js", "search/texts-0.js"])


def test_keyboard_alone_is_enough(home: str, open_page: Opener) -> None:
    """A key opens, arrows choose and go round, Enter opens what is chosen, Escape closes and gives the focus back."""
    page = open_page(home)
    field = page.locator(FIELD)
    for key in ("/", "s", "Control+k"):
        page.locator(".md-header__option button").focus()
        page.keyboard.press(key)
        expect(field).to_be_focused()
        expect(field).to_have_value("")
        page.keyboard.press("Escape")
        expect(page.locator(".md-header__option button")).to_be_focused()
    type_query(page, "合同")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator('[aria-selected="true"]')).to_have_count(0)
    page.keyboard.press("ArrowDown")
    first = page.locator(RESULT).first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", first.get_attribute("id") or "")
    page.keyboard.press("ArrowUp")
    expect(page.locator(RESULT).last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    target = first.get_attribute("href") or ""
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_every_result_can_be_reached(tmp_path: Path, open_page: Opener) -> None:
    """Below the first twenty a row brings more, by pointer and by key, and the reader goes on where the new ones begin."""
    write_site(
        tmp_path, [Entry(f"rule-{n}", "policy", f"退货规定{n}", (), f"policy/rule-{n}.html", (), ()) for n in range(50)]
    )
    page = open_page((tmp_path / "index.html").as_uri())
    type_query(page, "退货规定")
    more, results = page.locator('[data-drillbook="search-more"]'), page.locator(RESULT)
    expect(results).to_have_count(20)
    expect(more).to_have_text("显示更多结果")
    more.click()
    expect(results).to_have_count(40)
    expect(page.locator(FIELD)).to_be_focused()
    expect(results.nth(20)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Home")
    for _ in range(20):
        page.keyboard.press("ArrowDown")
    expect(page.locator(FIELD)).to_have_attribute("aria-activedescendant", more.get_attribute("id") or "-")
    page.keyboard.press("Enter")
    expect(results).to_have_count(50)
    expect(more).to_have_count(0)
    expect(page.locator(".db-search-status")).to_have_text("找到 50 条结果")
    found = [result.get_attribute("data-id") for result in results.all()]
    assert len(set(found)) == 50
    page.locator(FIELD).fill("退货")
    expect(page.locator(".db-search-status")).to_have_text("找到 50 条结果，显示前 20 条")
    expect(results).to_have_count(20)


def test_enter_without_a_choice_opens_the_best_result(home: str, open_page: Opener) -> None:
    """Whoever only types and presses Enter gets the first result."""
    page = open_page(home)
    type_query(page, "业务员")
    expect(page.locator(RESULT).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/role/seller.html")


def test_enter_before_the_index_has_come_is_kept(folder: Path, browser: Browser) -> None:
    """On a slow line Enter opens the first result as soon as there is one."""
    with served(folder) as address:
        page = browser.new_page()
        waiting: list[Route] = []
        page.route("**/heads.*.js", lambda route: waiting.append(route))
        page.goto(f"{address}team/manual/index.html")
        type_query(page, "业务员")
        expect(page.locator(".db-search-status")).to_contain_text("正在载入")
        page.keyboard.press("Enter")
        waiting[0].continue_()
        page.wait_for_url("**/role/seller.html")
        page.close()


def test_shortcut_keys_stay_letters_where_people_type(home: str, open_page: Opener) -> None:
    """In a text field the keys write; on a radio button they open the search."""
    page = open_page(home)
    page.locator("textarea").focus()
    page.keyboard.type("s/")
    expect(page.locator("textarea")).to_have_value("s/")
    page.locator("input[type=radio]").focus()
    page.keyboard.press("s")
    expect(page.locator(FIELD)).to_be_focused()


def test_an_input_method_is_left_alone(home: str, open_page: Opener) -> None:
    """While Chinese is being composed nothing is searched and Enter opens nothing; the finished word is searched at once."""
    page = open_page(home)
    type_query(page, "太贵")
    expect(page.locator(RESULT).first).to_have_attribute("data-id", "expensive")
    page.evaluate(
        """field => {
            const input = document.querySelector(field);
            input.dispatchEvent(new CompositionEvent("compositionstart", {bubbles: true}));
            input.value = "ke'hu";
            input.dispatchEvent(new InputEvent("input", {bubbles: true, isComposing: true}));
            input.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true, isComposing: true}));
            input.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape", bubbles: true, isComposing: true}));
        }""",
        FIELD,
    )
    expect(page.locator(RESULT).first).to_have_attribute("data-id", "expensive")
    assert page.url == home
    page.evaluate(
        """field => {
            const input = document.querySelector(field);
            input.value = "客户拜访";
            input.dispatchEvent(new CompositionEvent("compositionend", {bubbles: true}));
        }""",
        FIELD,
    )
    expect(page.locator(RESULT).first).to_have_attribute("data-id", "visit")


def test_matches_are_marked_and_texts_stay_texts(home: str, open_page: Opener) -> None:
    """The matching line is shown with its match marked; markup in a title is shown, not run."""
    page = open_page(home)
    type_query(page, "便宜一半")
    expect(page.locator(RESULT).first.locator("mark")).to_have_text("便宜一半")
    page.locator(FIELD).fill("绝不运行")
    expect(page.locator(RESULT).first).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator(RESULT).first).to_contain_text("<script>alert(1)</script>")
    assert page.locator(".db-search img, .db-search script, .db-search b").count() == 0


def test_screen_readers_hear_the_count(home: str, open_page: Opener) -> None:
    """The number of results is announced, in words."""
    page = open_page(home)
    type_query(page, "合同")
    live = page.get_by_role("status")
    expect(live).to_have_text("找到 3 条结果")
    page.locator(FIELD).fill("嬲嬲")
    expect(live).to_contain_text("没有找到“嬲嬲”")


def test_an_empty_result_offers_what_is_near(home: str, open_page: Opener) -> None:
    """Nothing found says so and lists entries with a similar name, which arrows and Enter reach."""
    page = open_page(home)
    type_query(page, "crmsys")
    expect(page.locator(RESULT)).to_have_count(0)
    expect(page.locator(".db-search-status")).to_contain_text("没有找到“crmsys”。相近的内容")
    expect(page.locator('[data-drillbook="search-near"]').first).to_have_attribute("data-id", "term-crm")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reference/glossary.html#term-crm")


def test_a_result_on_the_same_page_closes_the_box(start: str, open_page: Opener) -> None:
    """The step is scrolled to and nothing covers it."""
    page = open_page(f"{start}process/signing.html")
    type_query(page, "加盖合同章")
    page.keyboard.press("Enter")
    page.wait_for_url("**#seal")
    expect(page.locator(RESULT).first).to_be_hidden()
    expect(page.locator("#seal")).to_be_in_viewport()


def test_a_click_elsewhere_closes_the_box(home: str, open_page: Opener) -> None:
    """The results do not stay over the page, and what was typed is still there on return."""
    page = open_page(home)
    type_query(page, "合同")
    expect(page.locator(RESULT).first).to_be_visible()
    page.locator("h1").click(position={"x": 5, "y": 5})
    expect(page.locator(RESULT).first).to_be_hidden()
    page.locator(FIELD).click()
    expect(page.locator(RESULT).first).to_be_visible()


def test_a_phone_gets_the_whole_screen(start: str, open_page: Opener) -> None:
    """At 320 px the button opens a sheet without sideways scrolling; it closes by button and by Escape."""
    page = open_page(f"{start}index.html", **PHONE)
    opener = page.get_by_role("button", name="打开搜索")
    for leave in (lambda: page.get_by_role("button", name="关闭搜索").click(), lambda: page.keyboard.press("Escape")):
        opener.click()
        expect(page.locator(FIELD)).to_be_focused()
        page.locator(FIELD).fill("合同")
        expect(page.locator(RESULT).first).to_be_visible()
        assert page.locator("dialog[open]").bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 640}
        assert page.evaluate("() => document.documentElement.scrollWidth") == 320
        leave()
        expect(page.locator("dialog[open]")).to_have_count(0)
        expect(opener).to_be_focused()


def test_a_keyboard_on_the_screen_makes_room_for_results(start: str, open_page: Opener) -> None:
    """On a phone its search key, and a finger that moves the list, put the keyboard away; no result is opened unseen."""
    page = open_page(f"{start}index.html", **PHONE, has_touch=True, is_mobile=True)
    page.get_by_role("button", name="打开搜索").tap()
    field, first = page.locator(FIELD), page.locator(RESULT).first
    field.fill("合同")
    expect(first).to_be_visible()
    field.press("Enter")
    expect(field).not_to_be_focused()
    expect(first).to_be_focused()
    assert page.url == f"{start}index.html"
    field.tap()
    expect(field).to_be_focused()
    first.dispatch_event("touchmove")
    expect(field).not_to_be_focused()
    expect(first).to_be_visible()


def test_a_keyboard_at_a_tablet_opens_the_first_result(start: str, open_page: Opener) -> None:
    """Who types on a tablet held upright leaves the field by Enter, as on a phone, and opens the first result by another."""
    tablet = {"viewport": {"width": 768, "height": 1024}, "has_touch": True, "is_mobile": True}
    page = open_page(f"{start}index.html", **tablet)
    page.keyboard.press("/")
    page.locator(FIELD).fill("合同")
    first = page.locator(RESULT).first
    expect(first).to_be_visible()
    wanted = first.get_attribute("href")
    page.keyboard.press("Enter")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(str(wanted))


def test_filters_take_one_row_on_a_phone(tmp_path: Path, open_page: Opener) -> None:
    """However many filters there are, they take one row that moves sideways, and the page does not; clearing them comes first."""
    marked = [
        Entry("seller", "role", "销售员", (), "role/seller.html"),
        Entry("retail", "industry", "零售连锁门店与加盟商", (), "industry/retail.html"),
        Entry("sign", "process", "合同", (), "process/sign.html", roles=("seller",), industries=("retail",)),
    ]
    write_site(tmp_path, marked)
    page = open_page((tmp_path / "index.html").as_uri(), **PHONE)
    page.get_by_role("button", name="打开搜索").click()
    page.locator(FIELD).fill("合同")
    page.locator('[data-drillbook="search-filter-role"]').select_option("seller")
    expect(page.get_by_role("button", name="清除筛选")).to_be_in_viewport()
    shown = page.locator(".db-search-filters > :not([hidden])")
    assert shown.count() == 4
    assert len(set(shown.evaluate_all("each => each.map(one => one.offsetTop)"))) == 1
    assert page.evaluate("() => document.documentElement.scrollWidth") == 320


def test_the_header_does_not_move_when_the_box_arrives(home: str, browser: Browser) -> None:
    """The place of the box is kept by the style sheet, on every width."""
    for width in (320, 800, 1000, 1280):
        places = []
        for blocked in (True, False):
            page = browser.new_page(viewport={"width": width, "height": 600})
            if blocked:
                page.route("**/search.js", lambda route: route.abort())
            page.goto(home)
            places.append(
                page.locator(".md-header__option").evaluate("e => Math.round(e.getBoundingClientRect().left)")
            )
            page.close()
        assert places[0] == places[1], width


def test_an_index_that_does_not_load_is_told_and_tried_again(folder: Path, browser: Browser) -> None:
    """A broken connection leaves a sentence, and the next opening tries again."""
    with served(folder) as address:
        page = browser.new_page()
        page.route("**/heads.*.js", lambda route: route.abort())
        page.goto(f"{address}team/manual/index.html")
        type_query(page, "合同")
        expect(page.locator(".db-search-status")).to_contain_text("没有载入")
        page.unroute("**/heads.*.js")
        page.keyboard.press("Escape")
        type_query(page, "合同")
        expect(page.locator(RESULT).first).to_be_visible()
        page.close()


def test_an_index_of_several_files_is_searched_whole(tmp_path: Path, open_page: Opener) -> None:
    """Entries of the last file are found as well as those of the first."""
    write_site(tmp_path, ENTRIES, file_characters=20)
    assert len(list((tmp_path / "assets/drillbook/search").glob("texts-2.*.js"))) == 1
    page = open_page((tmp_path / "index.html").as_uri())
    type_query(page, "客户管理系统")
    expect(page.locator(RESULT).first).to_have_attribute("data-id", "term-crm")
    page.locator(FIELD).fill("起草合同")
    expect(page.locator(RESULT).first).to_have_attribute("data-id", "signing.draft")


def hold_texts(page: Page, folder: Path) -> list[Route]:
    """Opens the small site with its clock stopped; the texts of its index do not come before they are let through."""
    held: list[Route] = []
    page.route("**/texts-*.js", lambda route: held.append(route))
    page.clock.install()
    page.goto((folder / "team" / "manual" / "index.html").as_uri())
    page.clock.pause_at("2100-01-01")
    return held


def first_held(page: Page, held: list[Route]) -> Route:
    """The request for the texts, as soon as it has come."""
    for _ in range(500):
        if held:
            break
        page.wait_for_timeout(20)
    return held[0]


def test_a_small_index_is_waited_for(folder: Path, browser: Browser) -> None:
    """No list is shown that would change a moment later: the first one comes from the whole index."""
    page = browser.new_page()
    held = hold_texts(page, folder)
    type_query(page, "合同")
    expect(page.locator(".db-search-filters")).to_be_visible()  # engine and names are there
    expect(page.locator(BOX)).to_have_attribute("data-state", "loading")
    expect(page.locator(RESULT)).to_have_count(0)
    first_held(page, held).continue_()
    expect(page.locator(BOX)).to_have_attribute("data-state", "whole")
    expect(page.locator(RESULT).first).to_have_attribute("data-id", "signing")
    page.close()


def test_nothing_moves_away_under_the_pointer(folder: Path, browser: Browser) -> None:
    """On a slow line titles are found first; what comes later changes the list only when the pointer has left it."""
    page = browser.new_page()
    held = hold_texts(page, folder)
    type_query(page, "合同章")
    expect(page.locator(".db-search-filters")).to_be_visible()
    page.clock.run_for(1000)
    expect(page.locator(BOX)).to_have_attribute("data-state", "partial")
    expect(page.locator(RESULT)).to_have_count(1)
    page.locator(RESULT).hover()
    first_held(page, held).continue_()
    page.wait_for_function("drillbookSearch.length === 0 && document.querySelectorAll('script[src*=texts-]').length")
    page.wait_for_timeout(100)
    expect(page.locator(RESULT)).to_have_count(1)
    page.mouse.move(5, 700)
    expect(page.locator(BOX)).to_have_attribute("data-state", "whole")
    expect(page.locator(RESULT).first).to_have_attribute("data-id", "signing.seal")
    page.close()


def test_an_open_box_sends_for_the_texts(folder: Path, browser: Browser) -> None:
    """Whoever opens the search and then thinks finds the whole index at the first letter."""
    page = browser.new_page()
    held = hold_texts(page, folder)
    page.keyboard.press("/")
    expect(page.locator(".db-search-filters")).to_have_count(1)
    page.clock.run_for(200)
    first_held(page, held)
    assert len(held) == 1
    page.close()


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("options", [{}, PHONE])
def test_axe_finds_nothing_in_the_open_box(
    home: str, options: dict[str, object], scheme: str, open_page: Opener
) -> None:
    """The open box breaks no accessibility rule, in both colour schemes, with and without results."""
    page = open_page(home, **options)
    page.evaluate("scheme => document.body.setAttribute('data-md-color-scheme', scheme)", scheme)
    for query in ("", "合同", "嬲嬲"):
        type_query(page, query)
        page.wait_for_timeout(100)
        assert violations(page, ".db-search-box") == [], query
        page.keyboard.press("Escape")


def test_the_box_comes_on_a_page_without_a_header(tmp_path: Path, open_page: Opener) -> None:
    """A page of another theme gets the box on top."""
    write_site(tmp_path)
    file = tmp_path / "index.html"
    file.write_text(file.read_text("utf-8").replace("md-header__inner", "other"), "utf-8")
    page = open_page(file.as_uri())
    type_query(page, "合同")
    expect(page.locator(RESULT).first).to_be_visible()
    assert page.evaluate("() => document.body.firstElementChild.className") == "db-search"


def test_pinyin_says_what_it_was_taken_for(home: str, open_page: Opener) -> None:
    """Whoever types pinyin sees the words that were searched for, and the step opens."""
    page = open_page(home)
    type_query(page, "hetong qianding")
    expect(page.locator(RESULT).first).to_have_attribute("data-id", "signing")
    expect(page.locator(".db-search-status")).to_contain_text("按“合同签订”查找，找到")


def test_results_are_filtered_by_kind(home: str, open_page: Opener) -> None:
    """The choice lists the kinds that were found; only those of the chosen kind stay, until the filter is cleared."""
    page = open_page(home)
    type_query(page, "合同")
    expect(page.locator(RESULT)).to_have_count(3)
    kinds = page.locator('[data-drillbook="search-filter-kind"]')
    kinds.select_option("step")
    expect(page.locator(RESULT)).to_have_count(2)
    page.locator('[data-drillbook="search-reset"]').click()
    expect(page.locator(RESULT)).to_have_count(3)


def test_recent_searches_come_back(start: str, open_page: Opener) -> None:
    """A search whose result was opened is offered in the empty box, works again by keyboard, and can be forgotten."""
    page = open_page(f"{start}index.html")
    page.evaluate("() => localStorage.setItem('drillbook:recent-searches:1', '{broken')")
    type_query(page, "业务员")
    expect(page.locator(RESULT).first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/role/seller.html")
    type_query(page, "合")
    expect(page.locator(RESULT).first).to_be_visible()
    page.locator(FIELD).fill("")
    expect(page.locator('[data-drillbook="search-recent"]')).to_have_text(["业务员"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(FIELD)).to_have_value("业务员")
    expect(page.locator(RESULT).first).to_have_attribute("data-id", "seller")
    page.locator(FIELD).fill("")
    page.locator('[data-drillbook="search-forget"]').click()
    expect(page.locator('[data-drillbook="search-recent"]')).to_have_count(0)


@pytest.mark.parametrize(
    ("report", "address"),
    [
        ("team@example.com", "mailto:team@example.com?subject="),
        ("https://example.com/new?x=1", "https://example.com/new?x=1&title="),
        ("javascript:alert(1)", None),
        ("", None),
    ],
)
def test_a_gap_can_be_reported(report: str, address: str | None, tmp_path: Path, open_page: Opener) -> None:
    """Nothing found offers a prefilled mail or issue; without an address a note to copy; a script is no address."""
    write_site(tmp_path, options={"report": report})
    page = open_page((tmp_path / "index.html").as_uri())
    type_query(page, "嬲嬲")
    shown = page.locator('[data-drillbook="search-report"]')
    expect(shown).to_be_visible()
    if address is None:
        assert shown.evaluate("e => e.tagName") == "BUTTON"
    else:
        assert (shown.get_attribute("href") or "").startswith(address)
        assert "%E5%AC%B2%E5%AC%B2" in (shown.get_attribute("href") or "")


def test_a_word_that_stands_nowhere_can_be_reported_below_what_is_near(home: str, open_page: Opener) -> None:
    """Where the query itself is not in the manual, the list of what is nearest does not hide that something is missing."""
    page = open_page(home)
    report = page.locator('[data-drillbook="search-report"]')
    type_query(page, "合章")
    expect(page.locator(RESULT).first).to_be_visible()
    expect(report).to_be_visible()
    page.locator(FIELD).fill("合同")
    expect(report).to_have_count(0)


def test_another_language_is_searched_from_here(tmp_path: Path, open_page: Opener) -> None:
    """The choice of languages searches the other index and leads to the other language's page."""
    other = (Entry("expensive", "objection", "Too expensive", ("Core",), "objection/expensive.html"),)
    write_site(tmp_path, options={"others": [{"lang": "en", "name": "English", "root": "en/"}]})
    write_site(tmp_path / "en", other, "en")
    page = open_page((tmp_path / "index.html").as_uri())
    type_query(page, "expensive")
    page.locator('[data-drillbook="search-filter-lang"]').select_option("0")
    expect(page.locator(RESULT)).to_have_attribute("data-id", "expensive")
    page.locator(RESULT).click()
    page.wait_for_url("**/en/objection/expensive.html")


@pytest.mark.parametrize("how", ["pointer", "keyboard"])
def test_clearing_the_filters_keeps_the_box_open(how: str, home: str, open_page: Opener) -> None:
    """The button that goes away hands the focus to the field, and the results stay."""
    page = open_page(home)
    type_query(page, "合同")
    page.locator('[data-drillbook="search-filter-kind"]').select_option("step")
    reset = page.locator('[data-drillbook="search-reset"]')
    if how == "pointer":
        reset.click()
    else:
        reset.focus()
        page.keyboard.press("Enter")
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(RESULT)).to_have_count(3)
    expect(page.locator(RESULT).first).to_be_visible()


def test_a_filter_that_hides_everything_is_no_gap(home: str, open_page: Opener) -> None:
    """The reader is told how many results there are without the filters and gets them by one button; nothing is to report."""
    page = open_page(home)
    type_query(page, "太贵")
    page.locator('[data-drillbook="search-filter-kind"]').select_option("objection")
    page.locator(FIELD).fill("合同")
    expect(page.locator(".db-search-status")).to_have_text("“合同”在当前筛选下没有结果，不筛选时有 3 条。")
    expect(page.locator('[data-drillbook="search-report"]')).to_have_count(0)
    assert violations(page, ".db-search-box") == []
    page.locator('[data-drillbook="search-widen"]').click()
    expect(page.locator(RESULT)).to_have_count(3)
    expect(page.locator(RESULT).first).to_be_visible()
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator('[data-drillbook="search-widen"]')).to_have_count(0)


@pytest.mark.parametrize("part", ["search-filter-kind", "search-reset"])
@pytest.mark.parametrize("options", [{}, PHONE])
def test_escape_closes_from_every_part(part: str, options: dict[str, object], home: str, open_page: Opener) -> None:
    """The filters and buttons close the box by Escape as the field does."""
    page = open_page(home, **options)
    type_query(page, "合同")
    page.locator('[data-drillbook="search-filter-kind"]').select_option("step")
    page.locator(f'[data-drillbook="{part}"]').focus()
    page.keyboard.press("Escape")
    expect(page.locator(RESULT).first).to_be_hidden()
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_escape_closes_from_the_clear_button(home: str, open_page: Opener) -> None:
    """The button in the field itself hears Escape, too."""
    page = open_page(home)
    type_query(page, "合同")
    expect(page.locator(RESULT).first).to_be_visible()
    page.locator(".db-search-clear").focus()
    page.keyboard.press("Escape")
    expect(page.locator(RESULT).first).to_be_hidden()


@pytest.mark.parametrize("broken", ["texts-0", "topics"])
def test_what_has_come_is_searched_though_a_file_is_lost(broken: str, tmp_path: Path, browser: Browser) -> None:
    """One file that does not come costs its own texts only; it is said, and the next letter fetches that file and no other."""
    topics = (Topic(("signing.seal",), ("怎么盖章",)),)
    write_site(tmp_path, ENTRIES, topics=topics, file_characters=20)
    page = browser.new_page()
    page.route(f"**/{broken}.*.js", lambda route: route.abort())
    page.goto((tmp_path / "index.html").as_uri())
    type_query(page, "太贵")
    expect(page.locator(RESULT).first).to_have_attribute("data-id", "expensive")
    status = page.locator(".db-search-status")
    expect(status).to_contain_text("找到 1 条结果。部分搜索数据没有载入")
    page.locator(FIELD).fill("嬲嬲")
    expect(status).to_contain_text("结果可能不全")
    expect(page.locator('[data-drillbook="search-report"]')).to_have_count(0)
    page.unroute(f"**/{broken}.*.js")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator(FIELD).fill("怎么盖章")
    expect(page.locator(BOX)).to_have_attribute("data-state", "whole")
    expect(page.locator(RESULT).first).to_have_attribute("data-id", "signing.seal")
    expect(status).not_to_contain_text("没有载入")
    assert [name for name in asked if "heads" in name or "texts-1" in name] == []
    page.close()


def test_enter_opens_what_was_found_though_a_file_is_lost(folder: Path, browser: Browser) -> None:
    """Enter does not wait for a file that will not come."""
    page = browser.new_page()
    page.route("**/texts-*.js", lambda route: route.abort())
    page.goto((folder / "team" / "manual" / "index.html").as_uri())
    type_query(page, "业务员")
    page.keyboard.press("Enter")
    page.wait_for_url("**/role/seller.html")
    page.close()


def test_a_script_that_does_not_load_is_tried_again(folder: Path, browser: Browser) -> None:
    """Where the names came and a script did not, the next letter mends it, and nothing is found twice."""
    page = browser.new_page()
    page.route("**/search-engine.js", lambda route: route.abort())
    page.goto((folder / "team" / "manual" / "index.html").as_uri())
    type_query(page, "合同")
    expect(page.locator(BOX)).to_have_attribute("data-state", "failed")
    page.unroute("**/search-engine.js")
    page.locator(FIELD).fill("合同")
    expect(page.locator(BOX)).to_have_attribute("data-state", "whole")
    expect(page.locator(RESULT)).to_have_count(3)
    page.close()


def test_the_first_rows_come_with_the_letter_and_rows_that_stay_are_kept(tmp_path: Path, browser: Browser) -> None:
    """Ten rows stand there at once, the others a frame later in their order; rows that say the same stay what they were."""
    write_site(tmp_path, [Entry(f"e{i}", "term", f"合同{i}", (), f"term/e{i}.html") for i in range(15)])
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    type_query(page, "合同")
    expect(page.locator(RESULT)).to_have_count(15)
    typing = """([field, result, text]) => {
        const rows = () => [...document.querySelectorAll(result)];
        rows().forEach(row => { row.isOld = true; });
        document.querySelector(field).value = text;
        document.querySelector(field).dispatchEvent(new Event("input"));
        return [rows().length, rows().filter(row => row.isOld).length];
    }"""
    assert page.evaluate(typing, [FIELD, RESULT, "合"]) == [10, 0]
    expect(page.locator(RESULT)).to_have_count(15)
    assert page.locator(RESULT).evaluate_all("rows => rows.map(row => row.id)") == [
        f"db-search-option-{i}" for i in range(15)
    ]
    assert page.evaluate(typing, [FIELD, RESULT, "合 "]) == [15, 15]
    page.close()


def test_another_language_that_does_not_load_leaves_a_way_back(tmp_path: Path, browser: Browser) -> None:
    """It is told; the language of the page can be searched again, and so can the other one once it comes."""
    other = (Entry("expensive", "objection", "Too expensive", ("Core",), "objection/expensive.html"),)
    write_site(tmp_path, options={"others": [{"lang": "en", "name": "English", "root": "en/"}]})
    write_site(tmp_path / "en", other, "en")
    page = browser.new_page()
    page.route("**/en/assets/drillbook/search.js", lambda route: route.abort())
    page.goto((tmp_path / "index.html").as_uri())
    type_query(page, "合同")
    languages = page.locator('[data-drillbook="search-filter-lang"]')
    languages.select_option("0")
    expect(page.locator(BOX)).to_have_attribute("data-state", "failed")
    languages.select_option("")
    expect(page.locator(RESULT)).to_have_count(3)
    languages.select_option("0")
    expect(page.locator(BOX)).to_have_attribute("data-state", "failed")
    page.unroute("**/en/assets/drillbook/search.js")
    page.locator(FIELD).fill("expensive")
    expect(page.locator(RESULT)).to_have_attribute("data-id", "expensive")
    expect(page.locator(RESULT)).to_contain_text("Too expensive")
    page.close()


def test_the_field_takes_no_more_than_a_question(home: str, open_page: Opener) -> None:
    """A page of text pasted into the field is cut at 200 characters."""
    page = open_page(home)
    page.keyboard.press("/")
    page.keyboard.insert_text("客户" * 300)
    assert len(page.locator(FIELD).input_value()) == 200


def test_the_choice_is_seen_in_forced_colours(home: str, open_page: Opener) -> None:
    """With the computer's own colours the result chosen by key has an outline, the others have none, and the panel has an edge."""
    page = open_page(home, forced_colors="active")
    type_query(page, "合同")
    expect(page.locator(RESULT).nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(RESULT).first).to_have_css("outline-style", "solid")
    expect(page.locator(RESULT).nth(1)).to_have_css("outline-style", "none")
    expect(page.locator(".db-search-panel")).to_have_css("border-top-width", "1px")
