"""The practice pages as a whole: hostile text, narrow screens, accessibility, the built site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.access import violations
from browser.conftest import Opener
from browser.hand_made import every_type, form, write_cards, write_form, write_items, write_practice
from drillbook.model.item import Item
from unit.quiz_manual import FILES, graph_from, manual, text_in

NASTY = (
    '</script></template><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>&amp;&lt;b&gt;\'"`${1}\\u0041'
    "\u202eABC\u202c\u200b\u2028\u2029\ufeff שלום 👩‍👩‍👧 [[x]] {count} %s \\"
)
LONG = "很长" * 3000 + "x" * 3000


def hostile(text: str) -> tuple[Item, ...]:
    """An item of every type in which every text is hostile."""

    def of(part: object) -> object:
        return part.model_copy(update={"text": text, "rationale": text, "link": "javascript:alert(1)"})  # type: ignore[attr-defined]

    return tuple(
        one.model_copy(update={
            "stem": text, "topic": text, "options": tuple(map(of, one.options)), "prompts": tuple(map(of, one.prompts)),
        })
        for one in every_type()
    )  # fmt: skip


def assert_harmless(page: Page) -> None:
    """Nothing ran, nothing became markup, no link runs a script."""
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, form script, .db-flash-card script").count() == 0
    assert page.locator('a[href^="javascript" i]').count() == 0


def check_everything(page: Page) -> None:
    """Answers every open question somehow."""
    for box in page.locator('[data-drillbook="quiz-item"]').all():
        for select in box.locator("select").all():
            select.select_option(index=1)
        if box.locator('input[type="text"]').count():
            box.locator("input").fill(NASTY.replace("\u2028", ""))
        elif box.locator("input").count():
            box.locator("input").first.check()
        box.locator('[data-drillbook="quiz-check"]').click()


@pytest.mark.parametrize("text", [NASTY, LONG], ids=["markup", "long"])
def test_hostile_items_stay_text(tmp_path: Path, open_page: Opener, text: str) -> None:
    """Every text of an item of every type is shown as it is: in the form, its feedback, the retake and the drill."""
    page = open_page("about:blank", viewport={"width": 320, "height": 700})
    items = hostile(text)
    page.clock.set_fixed_time("2026-03-01T12:00:00")
    page.goto(write_form(tmp_path, form(items)))
    write_items(tmp_path, items, statements={one.facts[0]: ("h", text) for one in items})
    shown = page.locator('[data-drillbook="quiz-item"] label > span').first.evaluate("e => e.textContent")
    assert shown == text.replace("\r", "")
    check_everything(page)
    assert_harmless(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.locator('[data-drillbook="quiz-retake"]').click()
    expect(page.locator('[data-drillbook="quiz-extra"] fieldset').first).to_be_visible()
    assert_harmless(page)
    page.clock.set_fixed_time("2026-03-09T12:00:00")
    page.goto(write_practice(tmp_path, "drill"))
    expect(page.locator("fieldset").first).to_be_visible()
    check_everything(page)
    assert_harmless(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_hostile_statements_and_cards_stay_text(tmp_path: Path, open_page: Opener) -> None:
    """The old and new statement of a change and the two sides of a card are text."""
    items = every_type()[:1]
    known = {"hash": "old", "said": NASTY, "lang": "zh-CN", "stage": 1, "due": "2020-01-01", "last": "2020-01-01"}
    write_items(tmp_path, items, statements={items[0].facts[0]: ("new", NASTY)})
    page = open_page(write_practice(tmp_path, "drill"))
    stored = json.dumps({"v": 1, "facts": {items[0].facts[0]: known}})
    page.evaluate("text => localStorage.setItem('drillbook:learned', text)", stored)
    page.reload()
    change = page.locator('[data-drillbook="drill-change"]')
    assert change.locator("ins").evaluate("e => e.textContent") == NASTY
    assert change.locator("del").evaluate("e => e.textContent") == NASTY
    assert_harmless(page)
    quoted = "'</script><script>window.hacked=1</script>\u202e\u200b\"😀'"
    terms = FILES["playbooks/a/terms.yml"].replace("title: 线索 | Lead", f"title: {quoted}")
    edited = {name: text_in(text, "zh-CN") for name, text in {**FILES, "playbooks/a/terms.yml": terms}.items() if text}
    assert manual()  # the small manual is sound; the edited one has a hostile title only
    page.goto(write_cards(tmp_path, graph_from(edited)))
    for _ in range(4):
        page.locator('[data-drillbook="card-reveal"]').click()
        assert_harmless(page)
        page.keyboard.press("ArrowRight")


def test_a_hostile_progress_file_stays_text(tmp_path: Path, open_page: Opener) -> None:
    """Texts that come in with a file are shown as text, too."""
    items = every_type()[:1]
    write_items(tmp_path, items)
    page = open_page(write_practice(tmp_path, "progress"))
    fact = {
        "hash": "old",
        "said": NASTY,
        "lang": "<b>",
        "stage": 1,
        "due": "2020-01-01",
        "last": "2020-01-01",
        "was": NASTY,
    }
    parts = {"learned": {"v": 1, "facts": {items[0].facts[0]: fact}, "who": "\r\nBEGIN:VEVENT\r\n"}}
    text = json.dumps({"format": "drillbook-progress", "v": 1, "parts": parts})
    page.locator('[data-drillbook="progress-import"]').set_input_files(
        {"name": "<img src=x onerror=alert(1)>.json", "mimeType": "application/json", "buffer": text.encode()}
    )
    expect(page.locator(".db-progress-report")).to_contain_text("导入了 1 条")
    page.goto(write_practice(tmp_path, "drill"))
    expect(page.locator('[data-drillbook="drill-change"] del')).to_have_count(1)
    assert_harmless(page)


# The built site.


@pytest.mark.parametrize("folder", ["", "en/"])
def test_from_a_process_to_the_drill(root: str, folder: str, open_page: Opener) -> None:
    """On the bundled manual: three items before reading, the items of the page, and two days later the drill, in both languages."""
    page = open_page("about:blank")
    page.clock.set_fixed_time("2026-03-01T12:00:00")
    page.goto(f"{root}{folder}process/contract-signing.html")
    page.locator('[data-drillbook="pretest"] > summary').click()
    expect(page.locator('[data-drillbook="pretest"] fieldset')).to_have_count(3)
    own = page.locator('[data-drillbook="quiz"] fieldset')
    answers = page.evaluate(
        "new Promise(done => drillbookData.load('forms/contract-signing', told => done("
        "Object.fromEntries(Object.entries(told.items).map(([id, item]) => [id, [item.type, item.answer]])))))"
    )
    for box in own.all():
        type_, answer = answers[box.get_attribute("data-id")]
        if type_ in (
            "single_choice",
            "true_false",
            "who_may_decide",
            "next_best_move",
            "find_mistake",
            "multiple_response",
        ):
            for id_ in answer:
                box.locator(f'input[value="{id_}"]').check()
        box.locator('[data-drillbook="quiz-check"]').click()
    learned = json.loads(page.evaluate("localStorage.getItem('drillbook:销售手册:learned')"))["facts"]
    assert learned, "something was passed"
    page.clock.set_fixed_time("2026-03-03T12:00:00")
    page.goto(f"{root}{folder}practice/drill.html")
    expect(page.locator("fieldset").first).to_be_visible()
    link = page.locator("fieldset").first
    link.locator("input, button").first.click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("folder", ["", "en/"])
def test_axe_finds_nothing_in_use(http_root: str, folder: str, scheme: str, open_page: Opener) -> None:
    """Axe reports nothing on drill, cards and progress while they are used: questions, a change, a card turned, a report."""
    page = open_page(f"{http_root}{folder}practice/progress.html", color_scheme=scheme)
    found = {}

    def look(name: str) -> None:
        if seen := violations(page):
            found[name] = seen

    look("progress")
    data = page.evaluate(
        "new Promise(done => drillbookData.items('contract-signing', s => done(Object.entries(s.facts).filter(f => f[1][1]))))"
    )
    known = {"lang": "zh-CN", "stage": 0, "due": "2026-01-01", "last": "2026-01-01", "said": "以前的说法"}
    facts = {fact: {**known, "hash": "old" if n == 0 else hash_} for n, (fact, (hash_, _)) in enumerate(data)}
    stored = json.dumps({"v": 1, "facts": facts})
    page.evaluate("text => localStorage.setItem('drillbook:销售手册:learned', text)", stored)
    page.goto(f"{http_root}{folder}practice/drill.html")
    expect(page.locator("fieldset").first).to_be_visible()
    page.locator('[data-drillbook="drill-change"] > summary').first.click()
    check_everything(page)
    look("drill")
    page.goto(f"{http_root}{folder}practice/cards.html")
    for deck in ("term", "objection", "move"):
        page.locator(".db-flash-choices select").first.select_option(deck)
        page.locator('[data-drillbook="card-reveal"]').click()
        look(deck)
    page.goto(f"{http_root}{folder}process/contract-signing.html")
    page.locator('[data-drillbook="pretest"] > summary').click()
    expect(page.locator('[data-drillbook="pretest"] fieldset').first).to_be_visible()
    check_everything(page)
    look("process")
    assert found == {}
