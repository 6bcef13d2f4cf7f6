"""The quiz player on a page of its own, opened from disk: keyboard, feedback, progress, hostile text, broken storage."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import Opener
from browser.hand_made import write_form
from drillbook.graph import Graph
from drillbook.model.item import Form, ItemType
from drillbook.model.quiz import Blueprint
from drillbook.quiz import assemble
from drillbook.quiz.generate import Bank
from drillbook.quiz.supply import with_facts
from unit.quiz_manual import changed, manual

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "tests/vectors/quiz-grade.json").read_text("utf-8"))
STORE = "drillbook:quiz"
BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }});"


@cache
def small_form() -> Form:
    """Three items on the order process: single choice, true/false, ordering."""
    return check(manual())


def check(graph: Graph) -> Form:
    """Three items on the order process, of the types every test here knows."""
    types: tuple[ItemType, ...] = ("single_choice", "true_false", "ordering")
    shelf = Bank({"zh-CN": graph}).shelf("zh-CN")
    stacks = sorted(shelf.stacks_of("order"), key=lambda stack: (stack.place != "order.quote", stack.fact))
    found = {}
    for stack in stacks:
        for type_ in set(types) & set(stack.types) - set(found):
            found[type_] = next((i for offer in stack.offers(type_) if (i := shelf.take(offer))), None)
            if found[type_] is None:
                del found[type_]
    items = tuple(item for type_ in types if (item := found[type_]))
    return with_facts(Form(id="order", title="自测", lang="zh-CN", items=items, cut_score=0), shelf)


def quiz() -> Form:
    """The quiz of the small manual."""
    graph = manual()
    return assemble.form(next(graph.of(Blueprint)), Bank({"zh-CN": graph}).shelf("zh-CN"), graph)


write = write_form


def question(page: Page, number: int) -> Locator:
    """A question of the first form."""
    return page.locator('[data-drillbook="quiz-item"]').nth(number)


def choose(page: Page, number: int, id_: str) -> None:
    """Chooses an option and checks it."""
    question(page, number).locator(f'input[value="{id_}"]').check()
    question(page, number).locator('[data-drillbook="quiz-check"]').click()


def verdict(page: Page, number: int) -> Locator:
    """What the player said to a question."""
    return question(page, number).locator('[data-drillbook="quiz-feedback"]')


def test_answer_by_keyboard(tmp_path: Path, open_page: Opener) -> None:
    """Tab, arrows and Enter answer a question; every option is explained and links where that is written."""
    page = open_page(write(tmp_path, small_form()))
    item = small_form().items[0]
    place = [option.key for option in item.options].index(True)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(place):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.url.endswith("page.html"), "Enter did not send the form"
    expect(verdict(page, 0)).to_contain_text("答对了。")
    expect(page.get_by_role("status")).to_have_text("答对了。")
    for option in item.options:
        expect(verdict(page, 0)).to_contain_text(f"{option.rationale}")
    assert verdict(page, 0).locator("a").count() == len(item.options)
    assert verdict(page, 0).locator("a").nth(place).get_attribute("href") == "order.html#quote"


def test_wrong_answer_names_the_right_one(tmp_path: Path, open_page: Opener) -> None:
    """A wrong answer is marked in words, the key is named to screen readers too, and a new choice clears the verdict."""
    page = open_page(write(tmp_path, small_form()))
    item = small_form().items[0]
    wrong, key = next(o for o in item.options if not o.key), next(o for o in item.options if o.key)
    choose(page, 0, wrong.id)
    expect(verdict(page, 0)).to_contain_text("答错了。")
    expect(page.get_by_role("status")).to_contain_text(f"正确答案 “{key.text}”")
    question(page, 0).locator(f'input[value="{key.id}"]').check()
    expect(verdict(page, 0)).to_be_empty()


def test_nothing_chosen(tmp_path: Path, open_page: Opener) -> None:
    """Checking without an answer asks for one and grades nothing."""
    page = open_page(write(tmp_path, small_form()))
    question(page, 0).locator('[data-drillbook="quiz-check"]').click()
    expect(verdict(page, 0)).to_have_text("请先选一个答案。")
    expect(page.locator('[data-drillbook="quiz-result"]')).to_be_empty()


def test_keys_come_with_the_first_answer(tmp_path: Path, open_page: Opener) -> None:
    """No key is on the page before something is answered; then the answer is graded at once, also when read again."""
    page = open_page(write(tmp_path, small_form()))
    keys = page.locator('script[src*="forms/"]')
    expect(question(page, 2).locator(".db-quiz-move").first).to_be_visible()
    assert keys.count() == 0
    choose(page, 0, small_form().items[0].answer[0])
    expect(question(page, 0)).to_have_attribute("data-state", "right")
    assert keys.count() == 1
    page.reload()
    expect(question(page, 0)).to_have_attribute("data-state", "right")


def test_keys_that_cannot_be_had_are_asked_for_again(tmp_path: Path, open_page: Opener) -> None:
    """Where keys do not load, the player says so, keeps the answer, and grades it when they come."""
    address = write(tmp_path, small_form())
    keys = tmp_path / "assets/drillbook/forms/order.js"
    text = keys.read_text("utf-8")
    keys.write_text("", "utf-8")
    page = open_page(address)
    choose(page, 0, small_form().items[0].answer[0])
    expect(verdict(page, 0)).to_have_text("答案没有载入。请检查网络，再点一次。")
    keys.write_text(text, "utf-8")
    question(page, 0).locator('[data-drillbook="quiz-check"]').click()
    expect(question(page, 0)).to_have_attribute("data-state", "right")


def test_order_by_keyboard(tmp_path: Path, open_page: Opener) -> None:
    """Steps are brought into order with buttons alone; each move is announced and keeps the focus."""
    page = open_page(write(tmp_path, small_form()))
    item = small_form().items[2]
    for place, id_ in enumerate(item.answer):
        row = question(page, 2).locator(f'li[data-id="{id_}"]').first
        while question(page, 2).locator("ol > li").nth(place).get_attribute("data-id") != id_:
            row.locator("button").first.focus()
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.tagName") == "BUTTON"
            expect(page.get_by_role("status")).to_contain_text("已移到第")
    question(page, 2).locator('[data-drillbook="quiz-check"]').press("Enter")
    expect(verdict(page, 2)).to_contain_text("答对了。")


def test_progress_survives_a_reload_and_an_edit(tmp_path: Path, open_page: Opener) -> None:
    """Answers come back after a reload; an item that was edited since loses its answer, the others keep theirs."""
    page = open_page(write(tmp_path, small_form()))
    before = small_form()
    choose(page, 0, "a")
    choose(page, 1, "a")
    page.reload()
    expect(verdict(page, 0)).not_to_be_empty()
    expect(verdict(page, 1)).not_to_be_empty()
    edited = before.model_copy(
        update={"items": (before.items[0].model_copy(update={"hash": "other"}), *before.items[1:])}
    )
    write(tmp_path, edited)
    page.reload()
    expect(verdict(page, 0)).to_be_empty()
    assert question(page, 0).locator("input:checked").count() == 0
    expect(verdict(page, 1)).not_to_be_empty()


def test_an_edit_of_the_manual_changes_the_hash_in_the_page(tmp_path: Path) -> None:
    """What the player compares is the hash of the item, which follows the playbook."""
    graphs = manual(), changed("deadline: 3天", "deadline: 4天")
    before, after = ({i.id: i.hash for i in Bank({"zh-CN": graph}).items("zh-CN")} for graph in graphs)
    on_the_step = [id_ for id_ in before if id_.startswith("step_deadline:order.send~") and id_ in after]
    assert on_the_step
    assert all(before[id_] != after[id_] for id_ in on_the_step)
    assert before["process_order:order~order"] == after["process_order:order~order"]


def test_score_and_what_to_read_again(tmp_path: Path, open_page: Opener) -> None:
    """After the last answer the form shows the score against the cut score and links what was missed; reset clears all when pressed again."""
    form = quiz()
    page = open_page(write(tmp_path, form))
    for number, item in enumerate(form.items):
        if item.type == "ordering":
            question(page, number).locator('[data-drillbook="quiz-check"]').click()
        else:
            choose(page, number, item.answer[0])
    result = page.locator('[data-drillbook="quiz-result"]')
    expect(result).to_contain_text("得分 90%，通过（要求 80%）。")
    missed = next(item for item in form.items if item.type == "ordering")
    expect(result.locator(".db-quiz-topics a")).to_have_text([missed.topic.partition(" › ")[2] or missed.topic])
    reset = page.locator('[data-drillbook="quiz-reset"]')
    reset.click()
    expect(reset).to_have_text("再点一次，清空答案")
    assert page.locator("input:checked").count() > 0, "one press only asks"
    reset.blur()
    expect(reset).to_have_text("重新开始")
    reset.click()
    reset.click()
    expect(result).to_be_empty()
    assert page.locator("input:checked").count() == 0
    assert form.id not in json.loads(page.evaluate(f"localStorage.getItem('{STORE}')"))["forms"]


BROKEN: list[Any] = [
    "{", "[]", "null", "5", '""',
    {"v": 1}, {"v": 1, "forms": []}, {"v": 1, "forms": {"order": 5}}, {"v": 1, "forms": {"order": {"answers": []}}},
    {"v": 1, "forms": {"order": {"answers": {"ITEM": {"hash": "HASH", "response": "a"}}}}},
    {"v": 1, "forms": {"order": {"answers": {"ITEM": {"hash": "HASH", "response": [{}, "z"], "checked": True}}}}},
    {"v": 1, "forms": {"order": {"answers": {"ITEM": None}}}},
]  # fmt: skip


@pytest.mark.parametrize("stored", BROKEN, ids=lambda value: json.dumps(value)[:60])
def test_broken_storage_is_harmless(tmp_path: Path, open_page: Opener, stored: Any) -> None:
    """Whatever stands in the storage, the page works and remembers from then on."""
    item = small_form().items[0]
    text = stored if isinstance(stored, str) else json.dumps(stored).replace("ITEM", item.id).replace("HASH", item.hash)
    page = open_page(write(tmp_path, small_form()))
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [STORE, text])
    page.reload()
    choose(page, 0, "a")
    expect(verdict(page, 0)).not_to_be_empty()
    page.reload()
    expect(verdict(page, 0)).not_to_be_empty()


def test_other_forms_and_newer_versions_are_left_alone(tmp_path: Path, open_page: Opener) -> None:
    """Answering one form keeps what is stored of others; what a newer player wrote is not touched."""
    page = open_page(write(tmp_path, small_form()))
    other = {"hash": "h", "answers": {"x": {"hash": "h", "response": ["a"], "checked": True}}}
    for version in (1, 2):
        stored = json.dumps({"v": version, "forms": {"another": other}})
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [STORE, stored])
        page.reload()
        choose(page, 0, "a")
        expect(verdict(page, 0)).not_to_be_empty()
        after = json.loads(page.evaluate(f"localStorage.getItem('{STORE}')"))
        assert after["forms"]["another"] == other
        assert ("order" in after["forms"]) == (version == 1)


def test_blocked_storage_is_harmless(tmp_path: Path, open_page: Opener) -> None:
    """With storage switched off the quiz works, only without memory."""
    page = open_page(write(tmp_path, small_form(), BLOCKED))
    choose(page, 0, "a")
    expect(verdict(page, 0)).not_to_be_empty()


def test_grading_equals_python(tmp_path: Path, open_page: Opener) -> None:
    """The browser grades as the shared vectors say, and so as Python does."""
    page = open_page(write(tmp_path, small_form()))
    found = page.evaluate("all => all.map(v => drillbookGrade.grade(v.item, v.response))", VECTORS)
    assert found == [vector["grade"] for vector in VECTORS]


def test_hostile_text_stays_text(tmp_path: Path, open_page: Opener) -> None:
    """Markup in texts and rationales is shown, never carried out; an address that is a script is no link."""
    nasty = "<img src=x onerror=alert(1)></template><script>window.hacked=1</script>"
    first = small_form().items[0]
    options = tuple(
        o.model_copy(update={"text": f"{nasty} {o.id}", "rationale": nasty, "link": "javascript:alert(1)"})
        for o in first.options
    )
    item = first.model_copy(update={"stem": nasty, "options": options, "topic": nasty})
    page = open_page(write(tmp_path, small_form().model_copy(update={"items": (item,)})))
    choose(page, 0, next(option.id for option in options if not option.key))
    expect(verdict(page, 0)).to_contain_text(nasty)
    assert page.locator("form img, form script").count() == 0
    assert page.evaluate("window.hacked") is None
    assert verdict(page, 0).locator("a[href]").count() == 0


def test_readable_without_javascript(tmp_path: Path, browser: Browser) -> None:
    """Without JavaScript all questions stand there to read and print, and no button that would do nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(write(tmp_path, small_form()))
    for number, item in enumerate(small_form().items):
        expect(question(page, number)).to_contain_text(item.stem)
        for option in item.options:
            expect(question(page, number)).to_contain_text(option.text)
    assert page.locator("button:visible").count() == 0
    context.close()


def test_narrow_screen(tmp_path: Path, open_page: Opener) -> None:
    """At 320 px nothing runs out of the screen, feedback included, and every control is at least 24 px high."""
    page = open_page(write(tmp_path, small_form()), viewport={"width": 320, "height": 700})
    for number in range(2):
        choose(page, number, "a")
    question(page, 2).locator('[data-drillbook="quiz-check"]').click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    heights = page.locator("button:visible, label").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24
