"""What a reader does with the built site, in a real browser, served and from disk, in both languages."""

from __future__ import annotations

import json
import re
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from browser.access import rest
from browser.conftest import Opener

LANGUAGES = ["", "en/"]
BLOCKED = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } })"
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"


@pytest.mark.parametrize("folder", LANGUAGES)
def test_a_newcomer_gets_from_home_to_a_form(root: str, folder: str, open_page: Opener) -> None:
    """Home, a role card, a step it performs and the form of that step are one click apart each."""
    page = open_page(f"{root}{folder}index.html")
    page.locator('.db-roles a[href="role/sales-consultant.html"]').click()
    page.locator(
        '.db-performs + ul a[href="../process/approval-flow.html#reception-record"], .db-performs + ul a[href*="process/approval-flow.html#"]'
    ).first.click()
    expect(page.locator("h1#section-top")).to_be_visible()
    assert page.url.partition("#")[2], "a step was opened"
    page.locator('.db-step a[href*="../form/"]').first.click()
    expect(page.locator("h1#section-top")).to_be_visible()
    assert "/form/" in page.url


def test_language_switch_keeps_page_and_place(root: str, open_page: Opener) -> None:
    """Switching the language leads to the same step of the same page."""
    page = open_page(f"{root}process/contract-signing.html")
    step = page.locator(".db-step h3, .db-step h4").nth(3)
    step.scroll_into_view_if_needed()
    page.evaluate(
        "id => { document.getElementById(id).scrollIntoView(); window.scrollBy(0, -80); }", step.get_attribute("id")
    )
    page.locator(".md-select").hover()
    page.locator('a[data-drillbook="language"][hreflang="en"]').click()
    page.wait_for_url("**/en/process/contract-signing.html#*")
    assert page.url.endswith(f"#{step.get_attribute('id')}")
    expect(page.locator("h1#section-top")).not_to_contain_text("签约")
    page.locator(".md-select").hover()
    page.locator('a[data-drillbook="language"][hreflang="zh-CN"]').click()
    expect(page.locator("h1#section-top")).to_contain_text("签约")


def test_small_page_leads_on_in_the_readers_language(http_root: str, open_page: Opener) -> None:
    """A permanent link to a step opens the step, in English for an English reader."""
    page = open_page(f"{http_root}id/contract-signing.{_first_step(http_root, open_page)}/index.html", locale="en-US")
    page.wait_for_url("**/en/process/contract-signing.html#*")
    chinese = open_page(f"{http_root}id/contract-signing/index.html", locale="zh-CN")
    chinese.wait_for_url("**/manual/process/contract-signing.html")


def test_a_deep_link_shows_the_step(root: str, open_page: Opener) -> None:
    """The small page of a step leads to it: in view, below the header, marked."""
    page = open_page(f"{root}id/approval-flow.collect-deposit/index.html", locale="zh-CN")
    page.wait_for_url("**/process/approval-flow.html#collect-deposit")
    step = page.locator(".db-step:has(> #collect-deposit)")
    expect(step).to_be_in_viewport()
    expect(step).not_to_have_css("outline-style", "none")
    top = page.locator("#collect-deposit").bounding_box()
    header = page.locator(".md-header").bounding_box()
    assert top and header and top["y"] >= header["y"] + header["height"]


@pytest.mark.parametrize("folder", ["", "en/"])
def test_an_entry_is_found_on_another_page_of_its_register(root: str, folder: str, open_page: Opener) -> None:
    """A register grows over its pages: an old link to its first page still leads to the entry, in the same language."""
    page = open_page(f"{root}{folder}reference/kpis.html#kpi-buying-amount", locale="fr-FR")
    page.wait_for_url(f"{root}{folder}reference/kpis-2.html#kpi-buying-amount")
    assert page.locator("#kpi-buying-amount").is_visible()


def test_going_back_keeps_the_scroll(root: str, open_page: Opener) -> None:
    """Back leads to where the reader was, forward again to the page opened from there."""
    page = open_page(f"{root}process/approval-flow.html")
    page.locator("#collect-deposit").scroll_into_view_if_needed()
    page.evaluate("window.scrollBy(0, 200)")
    was = page.evaluate("window.scrollY")
    page.locator('.db-step:has(> #collect-deposit) a[href^="../form/"]').first.click()
    page.wait_for_url("**/form/*.html")
    page.go_back()
    page.wait_for_url("**/process/approval-flow.html")
    page.wait_for_function("was => Math.abs(window.scrollY - was) < 5", arg=was)
    page.go_forward()
    page.wait_for_url("**/form/*.html")


def test_the_next_page_is_fetched_ahead(http_root: str, site: Path, open_page: Opener) -> None:
    """Resting on a link fetches its page once when served; from disk nothing is fetched."""
    for start, expected in ((http_root, 1), (site.as_uri() + "/", 0)):
        page = open_page(f"{start}process/approval-flow.html")
        link = page.locator('.db-step a[href^="../form/"]').first
        for _ in range(2):
            link.hover()
            page.wait_for_timeout(200)
            expect(page.locator('link[rel="prefetch"]')).to_have_count(expected)
            page.mouse.move(0, 0)


def test_permanent_links_are_copied(http_root: str, open_page: Opener) -> None:
    """One click copies the permanent address of the page, of a step and of a rule."""
    page = open_page(f"{http_root}process/approval-flow.html", permissions=["clipboard-read", "clipboard-write"])

    def copied(place: str) -> str:
        page.locator(".db-told").evaluate_all("lines => lines.forEach(line => line.remove())")  # of the copy before
        page.locator(f"{place} .db-copy").first.click()
        expect(page.locator(".db-told")).to_have_text("已复制")
        return str(page.evaluate("navigator.clipboard.readText()"))

    assert copied(".db-meta") == f"{http_root}id/approval-flow/"
    assert copied("#collect-deposit") == f"{http_root}id/approval-flow.collect-deposit/"
    page.goto(copied("#collect-deposit"))
    page.wait_for_url("**/approval-flow.html#collect-deposit")


def _first_step(http_root: str, open_page: Opener) -> str:
    page = open_page(f"{http_root}process/contract-signing.html")
    return str(page.locator(".db-step h3, .db-step h4").first.get_attribute("id"))


@pytest.mark.parametrize("touch", [False, True])
def test_terms_are_explained_in_place(root: str, touch: bool, open_page: Opener) -> None:
    """A term in the text opens its explanation by mouse, by touch and by keyboard, and Escape closes it."""
    page = open_page(f"{root}process/prospecting-and-leads.html", has_touch=touch)
    term = page.locator("a.db-term").first
    popover = page.locator(".db-popover")
    expect(popover).to_be_hidden()
    term.tap() if touch else term.click()
    expect(popover).to_be_visible()
    page.keyboard.press("Escape")
    expect(popover).to_be_hidden()
    term.press("Enter")
    expect(popover).to_be_visible()


def test_a_talk_is_practised_turn_by_turn(root: str, open_page: Opener) -> None:
    """In practice only one turn is shown, and what the customer answers leads to the turn it names."""
    page = open_page(f"{root}talk-track/talk-closing.html")
    page.get_by_role("button", name="逐句练习").click()
    expect(page.locator(".db-turn:visible")).to_have_count(1)
    while page.locator(".db-turn:visible [data-goto]").count() == 0:
        page.get_by_role("button", name="下一句").click()
    link = page.locator(".db-turn:visible [data-goto]").first
    target = link.get_attribute("data-goto")
    link.click()
    expect(page.locator(f'.db-turn:visible[data-turn="{target}"]')).to_have_count(1)


def test_ticks_of_a_path_stay(http_root: str, open_page: Opener) -> None:
    """A tick survives a reload; broken storage neither breaks the page nor keeps it from working."""
    page = open_page(f"{http_root}path/path-sales-consultant.html")
    page.locator("input[data-tick]").first.check()
    page.reload()
    expect(page.locator("input[data-tick]").first).to_be_checked()
    page.evaluate("localStorage.setItem('drillbook:销售手册:ticks', '{broken')")
    page.reload()
    expect(page.locator("input[data-tick]").first).not_to_be_checked()
    page.locator("input[data-tick]").first.check()
    expect(page.locator('[data-drillbook="path-progress"]')).to_contain_text("1 /")


def test_two_tabs_keep_each_others_ticks(http_root: str, open_page: Opener) -> None:
    """What is ticked in one tab shows in the other one, and a tick there does not take it away."""
    one = open_page(f"{http_root}path/path-sales-consultant.html")
    other = one.context.new_page()
    other.goto(one.url)
    one.locator("input[data-tick]").nth(0).check()
    expect(other.locator("input[data-tick]").nth(0)).to_be_checked()
    other.locator("input[data-tick]").nth(1).check()
    one.reload()
    for place in (0, 1):
        expect(one.locator("input[data-tick]").nth(place)).to_be_checked()


def test_colours_follow_the_computer_until_somebody_chooses(root: str, open_page: Opener) -> None:
    """From the first paint of the first visit on, and while the page is open; a choice stays, and can be taken back."""

    def scheme() -> str | None:
        return page.locator("body").get_attribute("data-md-color-scheme")

    page = open_page(f"{root}index.html", color_scheme="dark")
    page.route("**/bundle.*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.evaluate("localStorage.clear()")
    page.reload()
    assert scheme() == "slate"
    page.unroute_all()
    page.reload()
    expect(page.locator('label[for="__palette_1"]')).to_be_visible()
    page.emulate_media(color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    page.locator('label[for="__palette_1"]').click()
    page.reload()
    assert scheme() == "slate"
    page.locator('label[for="__palette_2"]').click()
    page.emulate_media(color_scheme="dark")
    page.reload()
    assert scheme() == "default"
    page.locator('label[for="__palette_0"]').click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_blocked_storage_is_harmless(http_root: str, open_page: Opener) -> None:
    """Our scripts work when the browser refuses to store anything; the theme's own scripts complain, which does no harm."""
    page = open_page(f"{http_root}index.html", tolerate="blocked")
    page.add_init_script(BLOCKED)
    page.goto(f"{http_root}path/path-sales-consultant.html")
    page.locator("input[data-tick]").first.check()
    expect(page.locator('[data-drillbook="path-progress"]')).to_contain_text("1 /")
    expect(page.locator('[data-drillbook="path-progress"]')).to_contain_text("离开这一页就没有了")


@pytest.mark.parametrize("storage", ["blocked", "full"])
def test_no_mark_is_promised_where_nothing_is_kept(http_root: str, open_page: Opener, storage: str) -> None:
    """Blocked or full storage: bookmark, tick and note say that they cannot be saved, and nothing says that they were."""
    page = open_page(f"{http_root}index.html", tolerate="blocked")
    page.add_init_script(BLOCKED if storage == "blocked" else FULL)
    page.goto(http_root + PROCESS)
    bar = page.locator('[data-drillbook="marks"]')
    lost = page.locator("article .db-lost")
    for name in ("收藏", "标为已读", "笔记"):
        page.reload()
        expect(lost).to_have_text("")
        bar.get_by_role("button", name=name).click()
        expect(lost).to_contain_text("留不下来")
        assert "已" not in (page.locator(".db-told").text_content() if page.locator(".db-told").count() else "")
        assert bar.get_by_role("button", name=name).get_attribute("aria-pressed") != "true"
    expect(page.get_by_label("写给自己的笔记")).to_be_hidden()
    bar.get_by_role("button", name="字号").click()
    expect(page.locator(".db-told")).to_have_text("字号：大（浏览器没有保存，离开这一页就没有了）")
    expect(page.locator("html")).to_have_class(re.compile("db-text-1"))
    page.goto(f"{http_root}en/practice/marks.html")
    expect(page.locator("article")).to_contain_text("This browser keeps nothing")
    expect(page.locator("article")).not_to_contain_text("None yet")


def test_a_note_that_does_not_fit_any_more_stays_in_its_field(http_root: str, open_page: Opener) -> None:
    """Storage that fills up while a note is written: what is typed stays to be copied, and the page says that it is not saved."""
    page = open_page(http_root + PROCESS)
    page.locator('[data-drillbook="marks"]').get_by_role("button", name="笔记").click()
    field = page.get_by_label("写给自己的笔记")
    field.fill("第一句")
    page.evaluate(f"() => {{ {FULL}; }}")
    field.fill("第一句，第二句")
    expect(page.locator("article .db-lost")).to_contain_text("留不下来")
    page.get_by_role("button", name="收藏").focus()
    field.focus()
    expect(field).to_have_value("第一句，第二句")


def test_two_tabs_keep_each_others_marks(root: str, open_page: Opener) -> None:
    """Ticks, bookmarks and notes of one tab reach the other, its list and its navigation; a note is never written over unseen."""
    one = open_page(root + PROCESS)
    other, marks = one.context.new_page(), one.context.new_page()
    other.goto(one.url)
    marks.goto(f"{root}practice/marks.html")
    bar = '[data-drillbook="marks"]'
    one.locator(bar).get_by_role("button", name="笔记").click()
    one.get_by_label("写给自己的笔记").fill("第一个标签页的笔记")
    other.locator(bar).get_by_role("button", name="标为已读").click()
    other.locator(bar).get_by_role("button", name="收藏").click()
    for name in ("收藏", "已读"):
        expect(one.locator(bar).get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true")
    expect(one.locator(".md-nav--primary .db-tick")).to_have_count(1)
    other.locator(bar).get_by_role("button", name="笔记").click()
    field = other.get_by_label("写给自己的笔记")
    expect(field).to_have_value("第一个标签页的笔记")
    field.press_sequentially("二")
    expect(one.get_by_label("写给自己的笔记")).to_have_value(field.input_value())
    expect(marks.locator(".db-marks li")).to_have_count(3)
    expect(marks.locator(".db-own-text")).to_contain_text("第一个标签页的笔记")
    marks.locator(".db-marks button").first.click()
    expect(one.locator(bar).get_by_role("button", name="收藏")).to_have_attribute("aria-pressed", "false")


def test_swimlane_becomes_a_list_on_a_phone(http_root: str, open_page: Opener) -> None:
    """A desktop shows the drawing; paper too, unless it would be too small to read; a phone shows the steps with their roles."""
    page = open_page(f"{http_root}process/approval-flow.html")
    expect(page.locator(".db-lanes")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".db-lanes--large")).to_be_hidden()
    expect(page.locator("#section-flow")).to_be_hidden()
    expect(page.locator(".db-step .db-who a").first).to_be_visible()
    page.goto(f"{http_root}process/closing.html")
    expect(page.locator(".db-lanes")).to_be_visible()
    phone = open_page(f"{http_root}process/approval-flow.html", viewport={"width": 390, "height": 844})
    expect(phone.locator(".db-lanes")).to_be_hidden()
    expect(phone.locator(".db-step .db-who a").first).to_be_visible()


def test_a_drawing_as_high_as_a_sheet_is_printed_last(http_root: str, open_page: Opener) -> None:
    """On paper the steps begin on the first sheet, and the drawing has the last one; on the screen it is back where it was."""
    page = open_page(f"{http_root}process/complaint-handling.html")
    order = "[...document.querySelectorAll('h2')].map(heading => heading.id)"
    before = page.evaluate(order)
    printed = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    sheets = [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in printed]
    assert "立即响应倾听" in sheets[0] and "流程图" not in sheets[0]
    assert "流程图" in sheets[-1] and "来源编号" not in "".join(sheets)
    assert page.evaluate(order) == before
    assert page.evaluate("document.querySelector('.db-flow').previousElementSibling.dataset.drillbook") == "flow"


def test_pages_to_print_fit_their_sheet_and_a_phone(http_root: str, open_page: Opener) -> None:
    """In the printed manual no card hangs over what follows its list; on a small phone no page to print is wider than the screen."""
    page = open_page(f"{http_root}en/print/manual.html")
    page.emulate_media(media="print")
    hanging = page.evaluate(
        """() => [...document.querySelectorAll(".db-cards a")].filter(card =>
            card.getBoundingClientRect().bottom > card.closest("ul").getBoundingClientRect().bottom + 1).length"""
    )
    assert hanging == 0
    phone = open_page(f"{http_root}en/print/role-sales-supervisor.html", viewport={"width": 320, "height": 640})
    assert phone.evaluate("document.documentElement.scrollWidth") == 320


def test_a_printed_rubric_has_lines_to_write_on(http_root: str, open_page: Opener) -> None:
    """Who observes whom and when, the sum out of the best one, and what was seen of each criterion; nothing of it on the screen."""
    page = open_page(f"{http_root}rubric/rubric-complaint.html")
    lines = page.locator(".db-fill")
    expect(lines.first).to_be_hidden()
    page.emulate_media(media="print")
    expect(lines.first).to_have_text("学员：评分人：日期：得分： / 16")
    expect(lines).to_have_count(1 + page.locator(".db-levels").count())
    expect(lines.last).to_be_visible()
    assert page.locator(".db-fill span").first.evaluate("e => getComputedStyle(e).borderBottomStyle") == "solid"


def test_the_customers_card_is_printed_on_a_sheet_of_its_own(http_root: str, open_page: Opener) -> None:
    """A trainer prints a role-play and hands out the trainee's sheets without the customer's card."""
    page = open_page(f"{http_root}scenario/scenario-complaint.html")
    printed = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    sheets = [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in printed]
    (first,) = (number for number, sheet in enumerate(sheets) if "我打了三次了" in sheet)
    trainees, customers = "".join(sheets[:first]), "".join(sheets[first:])
    assert "学员卡" in trainees and "练习内容" in trainees and "学员卡" not in customers


def test_a_drawing_takes_the_readers_own_colours(http_root: str, open_page: Opener) -> None:
    """With forced colours, words, boxes, lanes and arrows of a drawing have the system's colours, whatever scheme was chosen."""
    page = open_page(f"{http_root}process/complaint-handling.html", forced_colors="active", color_scheme="dark")
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'default')")
    drawn = page.evaluate(
        """() => {
            const probe = document.createElement("i");
            document.body.append(probe);
            const system = name => { probe.style.color = name; return getComputedStyle(probe).color; };
            const found = { CanvasText: system("CanvasText"), Canvas: system("Canvas"), GrayText: system("GrayText") };
            const of = (selector, property) => getComputedStyle(document.querySelector(".db-lanes " + selector))[property];
            return [found, [of(".t", "fill"), of(".k", "fill"), of(".w", "stroke"), of(".c", "stroke"), of(".dl", "fill")],
                [of(".s", "fill"), of(".l0", "fill")], [of(".l0", "stroke"), of(".l1", "stroke"), of(".p", "stroke")]];
        }"""
    )
    system, text, ground, edges = drawn
    assert set(text) == {system["CanvasText"]} and set(ground) == {system["Canvas"]}
    assert set(edges) == {system["GrayText"]}


PROCESS = "process/approval-flow.html"
WHOLE = "text=全屏看流程图"
WALK = '[data-drillbook="process"] > .db-button--main'
CLOSED = "!(history.state || {}).drillbookOpen"
"""The browser is back at the place of the page itself, which takes it a moment."""


def test_a_process_is_done_step_by_step(root: str, open_page: Opener) -> None:
    """One step at a time with who, what, forms; arrows and branches lead on, Escape closes, the place is kept."""
    page = open_page(root + PROCESS)
    titles = [t.removesuffix("#") for t in page.locator(".db-step :is(h3, h4)").all_inner_texts()]
    page.locator(WALK).click()
    dialog = page.locator(".db-walk")
    title = dialog.locator("h2")
    expect(title).to_have_text(titles[0])
    expect(title).to_be_focused()
    expect(dialog.locator(".db-who")).to_contain_text("销售顾问")
    expect(dialog.locator(".db-walk__until")).to_contain_text("当天")
    expect(dialog.locator(".db-walk__fill a[href*='../form/']").first).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(title).to_have_text(titles[1])
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text(titles[0])
    while dialog.locator(".db-walk__ways > *").count() == 1:
        page.keyboard.press("ArrowRight")
    branch = dialog.locator(".db-walk__ways > button", has_not_text="流程结束").last
    target = branch.inner_text().rsplit("→", 1)[-1].strip()
    branch.click()
    expect(title).to_have_text(target)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.wait_for_function(CLOSED)
    page.reload()
    expect(page.locator(WALK)).to_have_text(f"接着做第 {titles.index(target) + 1} 步")
    page.locator(WALK).click()
    expect(title).to_have_text(target)


def test_the_end_of_step_by_step_stays(http_root: str, open_page: Opener) -> None:
    """Whoever presses the arrow once more at the end does not begin again; the button does."""
    page = open_page(f"{http_root}process/approval-flow.html")
    page.locator(WALK).click()
    title = page.locator(".db-walk h2")
    first = title.inner_text()
    while title.inner_text() != "流程走完了":
        page.locator(".db-walk__ways > button").last.click()
    page.keyboard.press("ArrowRight")
    expect(title).to_have_text("流程走完了")
    page.get_by_role("button", name="从头再来").click()
    expect(title).to_have_text(first)


def test_step_by_step_opens_again_only_where_it_was_left_open(root: str, open_page: Opener) -> None:
    """Back leads into the open step again; another visit to the process stays closed, also when it is loaded again."""
    page = open_page(root + PROCESS)
    dialog = page.locator(".db-walk")
    page.locator(WALK).click()
    dialog.locator(".db-who a").first.click()
    page.wait_for_url("**/role/*.html")
    page.go_back()
    expect(dialog).to_be_visible()
    page.reload()
    expect(dialog).to_be_visible()
    dialog.locator(".db-who a").first.click()
    page.wait_for_url("**/role/*.html")
    page.goto(root + PROCESS)
    expect(page.locator(WALK)).to_be_visible()
    expect(dialog).to_be_hidden()
    page.reload()
    expect(page.locator(WALK)).to_be_visible()
    expect(dialog).to_be_hidden()
    page.locator(WALK).click()
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.wait_for_function(CLOSED)
    page.reload()
    expect(page.locator(WALK)).to_be_visible()
    expect(dialog).to_be_hidden()


@pytest.mark.parametrize(("opener", "dialog"), [(WALK, ".db-walk"), (WHOLE, ".db-full")])
def test_back_closes_what_fills_the_screen(root: str, open_page: Opener, opener: str, dialog: str) -> None:
    """Back leaves step by step or the whole screen, not the page, and Forward returns; closed by hand, it leaves no place behind."""
    page = open_page(f"{root}index.html", viewport={"width": 390, "height": 844}, has_touch=True)
    page.goto(f"{root}{PROCESS}#section-flow")
    page.locator(opener).tap()
    expect(page.locator(dialog)).to_be_visible()
    page.evaluate("history.back()")
    expect(page.locator(dialog)).to_be_hidden()
    assert page.url.endswith(f"{PROCESS}#section-flow")
    page.wait_for_function("!document.fullscreenElement")
    page.evaluate("history.forward()")
    expect(page.locator(dialog)).to_be_visible()
    # The end of the full screen that was left before may be told only now.
    page.evaluate("document.dispatchEvent(new Event('fullscreenchange'))")
    page.wait_for_timeout(100)
    page.locator(dialog).get_by_role("button", name="关闭").tap()
    expect(page.locator(dialog)).to_be_hidden()
    page.wait_for_function(CLOSED)
    page.locator(opener).evaluate("e => e.scrollIntoView({ block: 'center', behavior: 'instant' })")
    place = page.evaluate("scrollY")
    page.locator(opener).tap()
    page.locator(dialog).get_by_role("button", name="关闭").tap()
    expect(page.locator(dialog)).to_be_hidden()
    page.wait_for_function(CLOSED)
    assert page.evaluate("scrollY") == place
    page.go_back()
    page.wait_for_url("**/index.html")


def test_a_step_chosen_in_the_drawing_takes_its_place(root: str, open_page: Opener) -> None:
    """Back from a step that was chosen on the whole screen leads to where the drawing was opened, and then to the page before."""
    page = open_page(f"{root}index.html")
    page.goto(root + PROCESS)
    page.get_by_role("button", name="全屏看流程图").click()
    page.locator('.db-full a[href="#collect-deposit"]').press("Enter")
    expect(page.locator("#collect-deposit")).to_be_in_viewport()
    assert page.url.endswith("#collect-deposit")
    page.evaluate("history.back()")
    page.wait_for_url(f"**/{PROCESS}")
    expect(page.locator(".db-full")).to_be_hidden()
    page.go_back()
    page.wait_for_url("**/index.html")


def test_a_tab_of_its_own_leaves_the_page_as_it_is(http_root: str, open_page: Opener) -> None:
    """A step of the drawing and a term that open in another tab neither close the whole screen nor explain themselves here."""
    page = open_page(http_root + PROCESS)
    page.locator(WHOLE).click()
    with page.context.expect_page() as tab:
        page.locator('.db-full a[href="#collect-deposit"]').click(modifiers=["Control"])
    expect(page.locator(".db-full .db-flow")).to_be_visible()
    tab.value.wait_for_url(f"**/{PROCESS}#collect-deposit")
    page.goto(f"{http_root}process/prospecting-and-leads.html")
    with page.context.expect_page():
        page.locator("a.db-term").first.click(modifiers=["Control"])
    expect(page.locator(".db-popover")).to_be_hidden()


MOMENTS = {
    "closed": "dialog.close(); press();",
    "told": "dialog.addEventListener('close', press, { once: true }); dialog.close();",
    "back": "addEventListener('popstate', press, { once: true }); history.back();",
    "news": """dialog.addEventListener("close", () => document.dispatchEvent(new Event("fullscreenchange")), { once: true });
        dialog.close(); press();""",
}
"""When a reader in haste presses: before the page is told of the end of a dialog, before the browser is back, right after Back, before late news of the full screen."""


def in_haste(page: Page, moment: str, dialog: str, pressed: str) -> None:
    """Opens the whole screen or step by step, leaves it, and presses something of the page at a moment; what comes late has come then."""
    page.locator(dialog).locator(".db-walk__body, .db-flow").wait_for()
    if moment == "news" and dialog == ".db-full":
        page.wait_for_function("document.fullscreenElement")
    page.evaluate(
        f"""([dialog, pressed]) => {{
            const press = () => pressed.dispatchEvent(new MouseEvent("click", {{ bubbles: true, cancelable: true }}));
            {MOMENTS[moment]}
        }}""",
        [page.locator(dialog).element_handle(), page.locator(pressed).element_handle()],
    )
    page.wait_for_timeout(300)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize(
    ("first", "left", "then", "opened"),
    [
        (WALK, ".db-walk", WALK, ".db-walk"),
        (WHOLE, ".db-full", WHOLE, ".db-full"),
        (WHOLE, ".db-full", WALK, ".db-walk"),
    ],
)
def test_haste_opens_what_fills_the_screen_once(
    root: str, open_page: Opener, first: str, left: str, then: str, opened: str, moment: str
) -> None:
    """Opened again at once, or the other one instead: it is there with all it shows, and has one place in the history."""
    page = open_page(f"{root}index.html")
    page.goto(root + PROCESS)
    page.locator(first).click()
    in_haste(page, moment, left, then)
    expect(page.locator(opened).locator(".db-walk__body, .db-flow")).to_be_visible()
    page.evaluate("history.back()")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.wait_for_function(CLOSED)
    assert page.url.endswith(PROCESS)
    page.go_back()
    page.wait_for_url("**/index.html")


@pytest.mark.parametrize("moment", MOMENTS)
def test_haste_leads_where_the_link_does(root: str, open_page: Opener, moment: str) -> None:
    """A step of the drawing chosen just when the whole screen is left is shown; Back leads to the page without it, then to the one before."""
    page = open_page(f"{root}index.html")
    page.goto(root + PROCESS)
    page.locator(WHOLE).click()
    in_haste(page, moment, ".db-full", '.db-flow a[href="#collect-deposit"]')
    expect(page.locator("#collect-deposit")).to_be_in_viewport()
    assert page.url.endswith("#collect-deposit")
    page.evaluate("history.back()")
    page.wait_for_url(f"**/{PROCESS}")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.go_back()
    page.wait_for_url("**/index.html")


def test_the_table_of_contents_follows_a_deep_link(root: str, open_page: Opener) -> None:
    """What the address names is what the table of contents marks: a turn of a talk, a phase, a section."""
    page = open_page(f"{root}index.html")
    for place in ("talk-track/talk-quotation.html#pause", PROCESS + "#confirm", PROCESS + "#section-steps"):
        page.goto(f"{root}index.html")
        page.goto(root + place)
        marked = page.locator(".md-nav--secondary .md-nav__link--active").last
        expect(marked).to_have_attribute("href", re.compile(f"#{place.partition('#')[2]}$"))


def test_broken_places_start_anew(http_root: str, open_page: Opener) -> None:
    """A remembered step that is gone, or storage that makes no sense, starts the process at its first step."""
    page = open_page(http_root + PROCESS)
    for key, value in (
        ("walk", '{"v":1,"at":{"approval-flow":["gone",7]}}'),
        ("walk", '{"v":1,"at":3}'),
        ("role", "[1"),
    ):
        page.evaluate("pair => localStorage.setItem('drillbook:销售手册:' + pair[0], pair[1])", [key, value])
        page.reload()
        expect(page.locator(WALK)).to_have_text("一步一步做")
        page.locator(WALK).click()
        expect(page.locator(".db-walk__head p")).to_contain_text("第 1 步")
        page.keyboard.press("Escape")
        page.wait_for_function(CLOSED)


def test_what_a_newer_version_stored_is_left_alone(http_root: str, open_page: Opener) -> None:
    """Storage of a later version is neither read nor overwritten."""
    page = open_page(http_root + PROCESS)
    newer = '{"v":9,"at":{"approval-flow":["hold-talk"]}}'
    page.evaluate("text => localStorage.setItem('drillbook:销售手册:walk', text)", newer)
    page.reload()
    page.locator(WALK).click()
    expect(page.locator(".db-walk__head p")).to_contain_text("第 1 步")
    page.keyboard.press("ArrowRight")
    expect(page.locator(".db-walk__head p")).to_contain_text("第 2 步")
    assert page.evaluate("localStorage.getItem('drillbook:销售手册:walk')") == newer


def test_my_role_stands_out_on_every_page(http_root: str, open_page: Opener) -> None:
    """A role chosen once dims the steps and boxes of others here and on the next process; choosing all shows all."""
    page = open_page(http_root + PROCESS)
    select = page.get_by_label("我的岗位", exact=True)
    select.select_option("finance-officer")
    expect(page.locator(".db-step.db-mine")).to_have_count(page.locator(".db-step:not(.db-other)").count())
    expect(page.locator(".db-step:has(> #collect-deposit)")).to_have_class("db-step db-critical db-mine")
    expect(page.locator('.db-lanes a[href="#receive"]')).to_have_class("db-other")
    page.goto(f"{http_root}process/contract-signing.html")
    expect(page.locator(".db-step.db-mine").first).to_be_attached()
    page.goto(http_root + PROCESS)
    page.get_by_label("我的岗位", exact=True).select_option("")
    expect(page.locator(".db-other")).to_have_count(0)


def test_phases_fold_and_links_open_them(root: str, open_page: Opener) -> None:
    """A folded phase hides its steps; a link to one of them opens it."""
    page = open_page(root + PROCESS)
    step = page.locator("#collect-deposit")
    page.get_by_role("button", name="收起各阶段").click()
    expect(step).to_be_hidden()
    page.evaluate("location.hash = '#collect-deposit'")
    expect(step).to_be_visible()
    expect(page.locator("#hold-talk")).to_be_hidden()


def test_the_button_for_all_phases_follows_them(root: str, open_page: Opener) -> None:
    """It offers to open once the last phase was folded by hand, and to fold as soon as one of them is open."""
    page = open_page(root + PROCESS)
    folds = page.locator(".db-fold")
    for place in range(folds.count()):
        expect(page.get_by_role("button", name="收起各阶段")).to_be_visible()
        folds.nth(place).click()
    page.get_by_role("button", name="展开各阶段").click()
    expect(page.locator('.db-fold[aria-expanded="false"]')).to_have_count(0)
    page.get_by_role("button", name="收起各阶段").click()
    folds.first.click()
    expect(page.get_by_role("button", name="收起各阶段")).to_be_visible()


def test_ones_role_is_named_in_the_language_of_the_page(root: str, open_page: Opener) -> None:
    """A role chosen on a Chinese page has its English title on an English process without it."""
    page = open_page(f"{root}process/complaint-handling.html")
    page.get_by_label("我的岗位").select_option("customer-service-supervisor")
    page.goto(f"{root}en/process/hotel-sales.html")
    expect(page.locator('[data-drillbook="process"] option:checked')).to_have_text(
        re.compile("^[ -~]+ [(]not here[)]$")
    )


def test_the_drawing_grows_and_fills_the_screen(root: str, open_page: Opener) -> None:
    """Buttons and keys change the size of the drawing; whole screen works on a phone too, and Escape brings it back."""
    page = open_page(root + PROCESS)
    drawing = page.locator(".db-lanes")
    before = drawing.bounding_box()
    page.get_by_role("button", name="放大").click()
    after = drawing.bounding_box()
    assert before and after and after["width"] > before["width"]
    page.locator(".db-flow").press("0")
    fitted = drawing.bounding_box()
    assert fitted and fitted["width"] <= 700
    phone = open_page(root + PROCESS, viewport={"width": 390, "height": 844}, has_touch=True)
    phone.get_by_role("button", name="全屏看流程图").tap()
    expect(phone.locator(".db-full .db-lanes")).to_be_visible()
    phone.get_by_role("button", name="放大").tap()
    phone.get_by_role("button", name="关闭").tap()
    expect(phone.locator(".db-lanes")).to_be_hidden()
    expect(phone.locator("article > .db-flow")).to_have_count(1)


def test_larger_enlarges_and_smaller_shrinks(http_root: str, open_page: Opener) -> None:
    """However large the drawing is, on the page or on the whole screen, by key or by button, the next size lies in the direction wanted."""
    page = open_page(f"{http_root}process/complaint-handling.html")
    flow, drawing = page.locator(".db-flow"), page.locator(".db-lanes")

    def width_after(key: str) -> float:
        flow.press(key)
        return float(drawing.evaluate("e => e.getBoundingClientRect().width"))

    def check_both_ways() -> None:
        larger = [width_after(key) for key in "0++"]
        assert larger[0] < larger[1] < larger[2]
        smaller = [width_after(key) for key in "0--"]
        assert smaller[0] > smaller[1] > smaller[2]

    check_both_ways()
    page.get_by_role("button", name="全屏看流程图").click()
    expect(flow).to_be_focused()
    check_both_ways()
    fitted = width_after("0")
    page.locator(".db-full").get_by_role("button", name="缩小").click()
    assert float(drawing.evaluate("e => e.getBoundingClientRect().width")) < fitted


def test_the_whole_screen_gives_the_focus_back(root: str, open_page: Opener) -> None:
    """After Escape the focus is on the button that opened the drawing; a step chosen in the drawing is in view, also when it is chosen again."""
    page = open_page(root + PROCESS)
    opener = page.get_by_role("button", name="全屏看流程图")
    opener.press("Enter")
    expect(page.locator(".db-full .db-flow")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    opener.press("Enter")
    expect(page.locator(".db-full .db-flow")).to_be_focused()
    page.locator('.db-full a[href="#collect-deposit"]').press("Enter")
    expect(page.locator("#collect-deposit")).to_be_in_viewport()
    expect(opener).not_to_be_in_viewport()
    opener.press("Enter")
    expect(page.locator(".db-full .db-flow")).to_be_focused()
    page.locator('.db-full a[href="#collect-deposit"]').press("Enter")
    expect(page.locator(".db-full")).to_be_hidden()
    expect(page.locator("#collect-deposit")).to_be_in_viewport()


def test_the_names_of_the_lanes_stay_in_sight(root: str, open_page: Opener) -> None:
    """On the whole screen, a drawing higher than the screen keeps the names of its lanes at the top; back on the page they are as drawn."""
    page = open_page(
        f"{root}process/manufacturer-contract-flow.html", viewport={"width": 390, "height": 700}, has_touch=True
    )
    page.get_by_role("button", name="全屏看流程图").tap()
    heads, flow = page.locator(".db-heads"), page.locator(".db-full .db-flow")
    expect(flow).to_be_visible()
    expect(heads).to_be_hidden()
    flow.evaluate("e => { e.scrollTop = 600; }")
    expect(heads).to_be_visible()
    at, window = heads.bounding_box(), flow.bounding_box()
    assert at and window and abs(at["y"] - window["y"]) < 3
    assert heads.locator("text").all_text_contents()[:2] == ["公司领导", "销售内勤"]
    page.get_by_role("button", name="关闭").tap()
    expect(heads).to_be_hidden()


def test_marks_stay_and_are_listed(http_root: str, open_page: Opener) -> None:
    """Bookmark, read tick and note survive a reload, stand on the page of marks in both languages, and can be removed there."""
    page = open_page(http_root + PROCESS)
    bar = page.locator('[data-drillbook="marks"]')
    bar.get_by_role("button", name="收藏").click()
    bar.get_by_role("button", name="标为已读").click()
    bar.get_by_role("button", name="笔记").click()
    page.get_by_label("写给自己的笔记").fill("<b>先问</b>")
    page.reload()
    expect(bar.get_by_role("button", name="收藏")).to_have_attribute("aria-pressed", "true")
    expect(bar.get_by_role("button", name="已读")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("写给自己的笔记")).to_have_value("<b>先问</b>")
    page.goto(f"{http_root}en/practice/marks.html")
    expect(page.locator(".db-marks li")).to_have_count(3)
    expect(page.locator(".db-marks a").first).to_have_text("Node-coded approval flow")
    expect(page.locator(".db-own-text")).to_have_text("<b>先问</b>")
    page.locator(".db-marks button").first.click()
    expect(page.locator(".db-marks li")).to_have_count(2)


def test_manuals_at_one_address_keep_apart(root: str, open_page: Opener) -> None:
    """What a manual keeps bears its name; what an earlier version kept without one is taken over once; another manual's stays alone."""
    page = open_page(f"{root}index.html")
    mark = json.dumps({"v": 1, "pages": {"contract-signing": {"star": True, "note": "问法务", "last": "2026-01-01"}}})
    others = json.dumps({"v": 1, "pages": {"contract-signing": {"note": "别的手册", "last": "2026-02-02"}}})
    page.evaluate(
        "([mine, others]) => { localStorage.clear(); localStorage['drillbook:marks'] = mine; localStorage['drillbook:别的:marks'] = others; }",
        [mark, others],
    )
    page.goto(f"{root}process/contract-signing.html")
    star = page.get_by_role("button", name="收藏", exact=True)
    expect(star).to_have_attribute("aria-pressed", "true")
    star.click()
    kept = page.evaluate(
        "Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith('drillbook:')))"
    )
    assert set(kept) == {
        "drillbook:lang",
        "drillbook:销售手册:marks",
        "drillbook:别的:marks",
    }  # a language is the reader's
    assert kept["drillbook:别的:marks"] == others
    assert json.loads(kept["drillbook:销售手册:marks"])["pages"]["contract-signing"]["note"] == "问法务"


def test_a_tick_is_outdated_after_a_material_change(root: str, open_page: Opener) -> None:
    """A tick of another major version asks to read again; of another minor version it stays."""
    page = open_page(root + PROCESS)
    button = page.locator('[data-drillbook="marks"] > button').nth(1)
    for version, text in (("0.9", "已更新，请重读"), ("1.9", "已读")):
        mark = '{"v":1,"pages":{"approval-flow":{"read":"%s","last":"2026-01-01"}}}' % version  # noqa: UP031 - braces
        page.evaluate("text => localStorage.setItem('drillbook:销售手册:marks', text)", mark)
        page.reload()
        expect(button).to_contain_text(text)


def test_read_ticks_stand_wherever_a_playbook_is_named(root: str, open_page: Opener) -> None:
    """What was read is ticked in lists, paths, registers and the navigation, in both languages, what is outdated with a warning."""
    page = open_page(root + PROCESS)
    page.locator('[data-drillbook="marks"]').get_by_role("button", name="标为已读").click()
    here = page.locator(".md-nav--primary a.md-nav__link--active .db-tick")
    expect(here).to_have_attribute("aria-label", "已读")
    expect(page.locator(".md-nav .db-tick")).to_have_count(1)
    read = {"read": "1.0", "last": "2026-01-01"}
    marks = {"approval-flow": read, "objection-too-expensive": read, "sales-manager": {**read, "read": "0.9"}}
    page.evaluate(
        "text => localStorage.setItem('drillbook:销售手册:marks', text)", json.dumps({"v": 1, "pages": marks})
    )
    for place, link, text in (
        ("part/part-c/index.html", "../../process/approval-flow.html", "✓ 已读"),
        ("en/part/part-c/index.html", "../../process/approval-flow.html", "✓ Read"),
        ("reference/objections.html", "../objection/objection-too-expensive.html", "✓ 已读"),
        ("index.html", "role/sales-manager.html", "! 已更新，请重读"),
        ("reference/roles.html", "../role/sales-manager.html", "! 已更新，请重读"),
    ):
        page.goto(root + place)
        expect(page.locator(f'article a[href="{link}"] .db-tick').first).to_have_text(text)
    page.goto(f"{root}process/quotation-and-tender.html")
    expect(page.locator(".md-nav--primary .db-tick")).to_have_count(1)
    page.goto(root + PROCESS)
    page.locator('[data-drillbook="marks"]').get_by_role("button", name="已读").click()
    expect(here).to_have_count(0)


def test_marks_travel_in_the_progress_file(http_root: str, open_page: Opener) -> None:
    """The progress file holds the marks; importing it elsewhere brings them."""
    page = open_page(http_root + PROCESS)
    page.locator('[data-drillbook="marks"]').get_by_role("button", name="收藏").click()
    page.goto(f"{http_root}practice/progress.html")
    file = page.evaluate("window.drillbookProgress.exported()")
    page.evaluate("localStorage.clear()")
    page.evaluate("text => window.drillbookProgress.imported(text)", file)
    page.goto(f"{http_root}practice/marks.html")
    expect(page.locator(".db-marks li")).to_have_count(1)


def test_the_text_grows_and_stays(http_root: str, open_page: Opener) -> None:
    """The size of the text is chosen once and holds on the next page, without sideways scrolling on a small phone."""
    page = open_page(http_root + PROCESS, viewport={"width": 320, "height": 640})
    before = page.evaluate("getComputedStyle(document.querySelector('article')).fontSize")
    for _ in range(2):
        page.get_by_role("button", name="字号").click()
    page.goto(f"{http_root}role/sales-consultant.html")
    after = page.evaluate("getComputedStyle(document.querySelector('article')).fontSize")
    assert float(after[:-2]) > 1.2 * float(before[:-2])
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_paper_is_white_also_for_who_reads_in_the_dark(http_root: str, open_page: Opener) -> None:
    """Printed from a dark page, links and coloured words have the colours of a light one."""
    colours = []
    for scheme in ("light", "dark"):
        page = open_page(http_root + PROCESS, color_scheme=scheme)
        expect(page.locator("body")).to_have_attribute(
            "data-md-color-scheme", {"light": "default", "dark": "slate"}[scheme]
        )
        page.emulate_media(media="print", color_scheme=scheme)
        rest(page)  # links fade from one colour to the other
        of = "s => getComputedStyle(document.querySelector(s)).color"
        colours.append(
            [page.evaluate(of, place) for place in ("article p a", ".db-do strong", ".db-dont strong", ".db-lanes .ap")]
        )
    assert colours[0] == colours[1]


def test_a_phone_has_its_bar(root: str, open_page: Opener) -> None:
    """At the bottom of a phone stand search, the path opened last, drill and marks; a desktop has no such bar."""
    page = open_page(root + "path/path-sales-consultant.html", viewport={"width": 320, "height": 640}, has_touch=True)
    page.goto(root + PROCESS)
    bar = page.get_by_role("navigation", name="常用")
    bar.get_by_role("button", name="搜索").tap()
    expect(page.locator('[data-drillbook="search-input"]:visible')).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert str(bar.get_by_role("link", name="我的路径").get_attribute("href")).endswith(
        "path/path-sales-consultant.html"
    )
    bar.get_by_role("link", name="今日练习").tap()
    page.wait_for_url("**/practice/drill.html")
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(bar).to_be_hidden()


def test_tables_become_cards_on_a_phone(http_root: str, open_page: Opener) -> None:
    """A wide table is cards with the names of its columns on a phone, and still a table for screen readers."""
    page = open_page(f"{http_root}reference/roles.html", viewport={"width": 320, "height": 640})
    table = page.get_by_role("table")
    expect(table.get_by_role("rowheader").first).to_be_visible()
    cell = table.locator("tbody td:not(:empty)").first
    label = cell.get_attribute("data-label")
    assert label and label in page.evaluate("cell => getComputedStyle(cell, '::before').content", cell.element_handle())
    assert page.evaluate("document.querySelector('table').scrollWidth <= 320")


def test_the_drawing_leads_to_its_steps(http_root: str, open_page: Opener) -> None:
    """Every box of the drawing is a link to its step that the keyboard reaches."""
    page = open_page(f"{http_root}process/approval-flow.html")
    boxes = page.locator(".db-lanes a[href^='#']")
    assert boxes.count() == page.locator(".db-step").count()
    boxes.nth(2).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".db-step :target")).to_be_visible()


def test_sources_are_shown_on_demand(http_root: str, open_page: Opener) -> None:
    """Codes of sources are hidden until asked for; what was added by the editors is always marked."""
    page = open_page(f"{http_root}process/approval-flow.html")
    code = page.locator(".db-source").first
    expect(code).to_be_hidden()
    page.locator('button[data-drillbook="sources"]').click()
    expect(code).to_be_visible()


def test_no_button_shows_codes_where_there_are_none(site: Path, http_root: str, open_page: Opener) -> None:
    """A page on which no source has a number has no button for the numbers either."""
    address = "process/approval-flow.html"
    page = open_page(f"{http_root}{address}")
    button = page.locator('button[data-drillbook="sources"]')
    expect(button).to_be_visible()
    without = (site / address).read_text("utf-8").replace('class="db-source"', "")
    page.route(f"**/{address}", lambda route: route.fulfill(body=without, content_type="text/html"))
    page.reload()
    expect(page.locator(".db-source")).to_have_count(0)
    page.wait_for_function("document.readyState === 'complete'")
    expect(button).to_be_hidden()


def one_of_each_kind(site: Path, folder: str) -> list[str]:
    """The heaviest page of every folder, and home; of pages to print, each of which holds many, none."""
    found, others = [f"{folder}index.html"], ("assets", "id", "en", "schemas", "images", "print")
    for kind in sorted(p for p in (site / folder).iterdir() if p.is_dir() and p.name not in others):
        pages = sorted(kind.glob("*.html"), key=lambda f: f.stat().st_size)
        found += [pages[-1].relative_to(site).as_posix()] if pages else []
    found += [
        f"{folder}reference/{name}.html" for name in ("roles", "glossary", "kpis", "calendar", "figures", "objections")
    ]
    return found


@pytest.mark.parametrize("folder", LANGUAGES)
@pytest.mark.parametrize("size", [0, 2])
def test_nothing_is_wider_than_a_small_phone(
    site: Path, http_root: str, folder: str, size: int, open_page: Opener
) -> None:
    """At 320 px no page scrolls sideways, in the largest letters neither; wide tables scroll inside themselves."""
    page = open_page(f"{http_root}index.html", viewport={"width": 320, "height": 640})
    page.evaluate(f"localStorage.setItem('drillbook:text', '{size}')")
    wide = []
    for place in one_of_each_kind(site, folder):
        page.goto(http_root + place)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(place)
    assert wide == []


def test_a_permanent_link_stays_in_the_language_read(http_root: str, open_page: Opener) -> None:
    """On a Chinese page the permanent link leads back to it, whatever the language of the browser; on an English one as well."""
    page = open_page(f"{http_root}process/contract-signing.html", locale="en-US")
    page.locator(".db-permalink").click()
    page.wait_for_url("**/manual/process/contract-signing.html")
    page.goto(f"{http_root}en/process/contract-signing.html")
    page.locator(".db-permalink").click()
    page.wait_for_url("**/en/process/contract-signing.html")


def test_the_size_of_the_text_reaches_other_tabs(http_root: str, open_page: Opener) -> None:
    """A size chosen in one tab shows in the other at once, and the next press there goes on from it."""
    first = open_page(f"{http_root}process/contract-signing.html")
    second = first.context.new_page()
    second.goto(f"{http_root}process/complaint-handling.html")
    second.get_by_role("button", name="字号").click()
    expect(first.locator("html")).to_have_class(re.compile("db-text-1"))
    first.get_by_role("button", name="字号").click()
    expect(second.locator("html")).to_have_class(re.compile("db-text-2"))


@pytest.mark.parametrize("folder", LANGUAGES)
def test_copy_buttons_are_large_enough(http_root: str, folder: str, open_page: Opener) -> None:
    """Every button that copies a link is at least 24 px high, and makes no heading higher than it was."""
    page = open_page(f"{http_root}{folder}process/approval-flow.html")
    heights = page.locator(".db-copy:visible").evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert heights and min(heights) >= 24
    grown = page.evaluate(
        """() => [...document.querySelectorAll(":is(h3, h4, .db-meta):has(.db-copy)")].filter(place => {
            const before = place.offsetHeight, button = place.querySelector(".db-copy");
            button.style.height = "0";
            return place.offsetHeight !== before;
        }).length"""
    )
    assert grown == 0


@pytest.mark.parametrize("folder", LANGUAGES)
def test_the_title_is_whole_on_a_small_phone(http_root: str, folder: str, open_page: Opener) -> None:
    """At 320 px the title in the header is not cut, not even with the largest text."""
    page = open_page(f"{http_root}{folder}index.html", viewport={"width": 320, "height": 640})
    for size in (0, 2):
        page.evaluate("size => window.drillbook.textSize(size)", size)
        cut = page.locator(".md-header__topic .md-ellipsis").first.evaluate(
            "e => e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight + 1"
        )
        assert not cut


def test_the_page_for_wrong_addresses_leads_to_this_host(site: Path) -> None:
    """The pages for wrong addresses say so in their language, lead home and to no other host; the skip link in Chinese says the whole."""
    for place in ("404.html", "en/404.html"):
        assert not re.search(r'href="//', (site / place).read_text("utf-8"))
    wrong = (site / "404.html").read_text("utf-8")
    assert "<h1>没有这一页</h1>" in wrong and "<h1>There is no such page</h1>" in (site / "en" / "404.html").read_text(
        "utf-8"
    )
    assert {"/index.html", "/en/index.html"} <= set(re.findall(r'href="([^"]+)"', wrong.partition("<article")[2]))
    assert "跳到正文" in (site / "process" / "contract-signing.html").read_text("utf-8")


def test_quizzes_say_that_they_need_javascript(site: Path) -> None:
    """A page of questions says what it needs in the words of the drill; a small page under id/ has its icon."""
    needed = "<noscript><p>这里的练习和记录要在打开 JavaScript 的浏览器里使用。</p></noscript>"
    for place in ("practice/drill.html", "quiz/quiz-part-a.html"):
        assert needed in (site / place).read_text("utf-8")
    small = site / "id" / "approval-flow"
    icon = re.search(r'rel="icon" href="([^"]+)"', (small / "index.html").read_text("utf-8"))
    assert icon and (small / icon[1]).is_file()
