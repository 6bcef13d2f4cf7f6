"""Progress as a file and back, and a storage that is blocked, full, broken, old, newer or foreign."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from playwright.sync_api import Page, expect

from browser.conftest import Opener
from browser.hand_made import every_type, form, write_cards, write_form, write_items, write_practice
from unit.quiz_manual import manual

FACT = {"hash": "h", "said": "说法", "lang": "zh-CN", "stage": 1, "due": "2026-03-01", "last": "2026-02-20"}
OWN: dict[str, Any] = {
    "drillbook:quiz": {"v": 1, "forms": {"order": {"hash": "h", "answers": {"i": {"hash": "h", "response": ["a"], "checked": True, "first": ["b"]}}}}},
    "drillbook:learned": {"v": 1, "who": "me", "facts": {"r:order": FACT}, "entities": {"order": "s"}},
    "drillbook:cards": {"v": 1, "cards": {"term-a": {"known": True, "last": "2026-02-20"}}},
    "drillbook:ticks": {"v": 1, "items": {"path.read": True}},
}  # fmt: skip
BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('blocked'); }});"
NOT_KEPT = "这个浏览器不保存进度：可以练习，但关掉页面后不会记得。"
NEWER = "这里的进度是新版本保存的，这一版不会改动它，现在做的也不会保存。"
FULL = "Storage.prototype.setItem = function () { throw new DOMException('full', 'QuotaExceededError'); };"


def put(page: Page, values: dict[str, Any]) -> None:
    """Stores values as they are."""
    for key, value in values.items():
        text = value if isinstance(value, str) else json.dumps(value)
        page.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])


def kept(page: Page) -> dict[str, str]:
    """Everything that is stored."""
    return dict(page.evaluate("Object.fromEntries(Object.entries(localStorage))"))


def opened(page: Page, folder: Path, values: dict[str, Any]) -> Page:
    """The progress page with something stored."""
    page.goto(write_practice(folder, "progress"))
    put(page, values)
    page.reload()
    return page


def import_(page: Page, text: str) -> str:
    """Imports a file; what the page says to that."""
    page.locator('[data-drillbook="progress-import"]').set_input_files(
        {"name": "p.json", "mimeType": "application/json", "buffer": text.encode("utf-8", "surrogatepass")}
    )
    report = page.locator(".db-progress-report")
    expect(report).not_to_be_empty()
    return report.inner_text()


def a_file(parts: Any, **other: Any) -> str:
    """A progress file."""
    return json.dumps({"format": "drillbook-progress", "v": 1, "saved": "2026-03-01T00:00:00Z", "parts": parts} | other)


def test_export_and_import_on_another_device(tmp_path: Path, open_page: Opener) -> None:
    """What is exported and imported into an empty browser is there again, record by record, and a second time changes nothing."""
    page = opened(open_page("about:blank"), tmp_path, OWN)
    expect(page.locator('[data-drillbook="progress"]')).to_contain_text("学过的内容：1 项")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出成文件").click()
    text = download.value.path().read_text("utf-8")
    other = opened(open_page("about:blank"), tmp_path, {})
    assert "导入了 4 条" in import_(other, text)
    expect(other.locator('[data-drillbook="progress"]')).to_contain_text("上手路径打勾：1 项")
    expect(other.get_by_role("status")).to_contain_text("导入了 4 条")
    for key, value in OWN.items():
        found = json.loads(kept(other)[key])
        assert {name: found[name] for name in value if name != "who"} == {n: v for n, v in value.items() if n != "who"}
    assert "导入了 0 条，4 条没有比现有的新" in import_(other, text)


def test_import_merges_by_the_later_day(tmp_path: Path, open_page: Opener) -> None:
    """Of the same fact or card the later one counts; answers that are here stay, missing ones are added."""
    page = opened(open_page("about:blank"), tmp_path, OWN)
    later = FACT | {"stage": 2, "last": "2026-02-21"}
    earlier = {"known": False, "last": "2026-02-01"}
    answers = {
        "i": {"hash": "h", "response": ["z"], "checked": True},
        "j": {"hash": "h", "response": ["b"], "checked": False},
    }
    text = a_file({
        "learned": {"v": 1, "facts": {"r:order": later, "r:new": FACT}},
        "cards": {"v": 1, "cards": {"term-a": earlier}},
        "quiz": {"v": 1, "forms": {"order": {"hash": "other", "answers": answers}}},
    })  # fmt: skip
    assert "导入了 3 条，1 条没有比现有的新，0 条不能用" in import_(page, text)
    now = {key: json.loads(value) for key, value in kept(page).items()}
    assert now["drillbook:learned"]["facts"] == {"r:order": later, "r:new": FACT}
    assert now["drillbook:cards"] == OWN["drillbook:cards"]
    found = now["drillbook:quiz"]["forms"]["order"]["answers"]
    assert found == {"i": OWN["drillbook:quiz"]["forms"]["order"]["answers"]["i"], "j": answers["j"]}


FOREIGN = {
    "no JSON": "{",
    "empty": "",
    "binary": "\x00\x01PK\ufffd",
    "a list": "[]",
    "another program": json.dumps({"format": "other", "v": 1, "parts": {}}),
    "no parts": json.dumps({"format": "drillbook-progress", "v": 1}),
    "parts a list": a_file([]),
    "newer": a_file({"learned": OWN["drillbook:learned"]}, v=2),
    "no version": a_file({"learned": OWN["drillbook:learned"]}, v="1"),
    "part newer": a_file({"learned": {"v": 2, "facts": {"x:y": FACT}}}),
    "part a text": a_file({"learned": "facts", "cards": 5, "quiz": None, "ticks": []}),
    "tables of a wrong kind": a_file({"learned": {"v": 1, "facts": [FACT]}}),
    "records of a wrong kind": a_file({
        "learned": {"v": 1, "facts": {"a:b": FACT | {"due": "soon"}, "c:d": FACT | {"stage": 9}, "e:f": None}},
        "cards": {"v": 1, "cards": {"term-a": {"known": 1, "last": "2026-02-20"}, "x": {"known": True, "last": ""}}},
        "ticks": {"v": 1, "items": {"x": "yes"}},
    }),
    "prototype": '{"format":"drillbook-progress","v":1,"parts":{"ticks":{"v":1,"items":{"__proto__":true}},"__proto__":{"v":1}}}',
}  # fmt: skip


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_or_broken_file_changes_nothing(tmp_path: Path, open_page: Opener, text: str) -> None:
    """Whatever is chosen, the page says what it refused, and what is stored stays as it is."""
    page = opened(open_page("about:blank"), tmp_path, OWN)
    before = {key: json.loads(value) for key, value in kept(page).items()}
    said = import_(page, text)
    assert "没有改动" in said or "导入了 0 条" in said
    after = {key: json.loads(value) for key, value in kept(page).items()}
    assert after == before
    assert page.evaluate("({}).v") is None


def test_clearing_asks_twice(tmp_path: Path, open_page: Opener) -> None:
    """One press clears nothing; the second clears all that is ours and nothing else."""
    page = opened(open_page("about:blank"), tmp_path, {**OWN, "someone-else": "1"})
    button = page.locator('[data-drillbook="progress-forget"]')
    button.click()
    assert set(OWN) <= set(kept(page))
    expect(button).to_contain_text("再点一次")
    button.click()
    assert set(kept(page)) == {"someone-else"}


# A storage that is not as it should be.


def pages(folder: Path, script: str = "") -> list[str]:
    """A page of each sort that remembers something."""
    write_items(folder, every_type())
    return [
        write_form(folder, form(every_type()[:2]), script),
        write_practice(folder, "drill", script=script),
        write_cards(folder, manual()),
        write_practice(folder, "progress", script=script),
    ]


@pytest.mark.parametrize("script", [BLOCKED, FULL], ids=["blocked", "full"])
def test_without_storage_every_page_works(tmp_path: Path, open_page: Opener, script: str) -> None:
    """Blocked or full storage leaves quiz, drill, cards and progress usable, and the pages say that nothing is kept."""
    quiz, drill, cards, progress = pages(tmp_path)
    page = open_page("about:blank")
    page.add_init_script(script)
    page.goto(quiz)
    page.locator('input[value="b"]').first.check()
    page.locator('[data-drillbook="quiz-check"]').first.click()
    expect(page.locator('[data-drillbook="quiz-feedback"]').first).to_contain_text("答对了")
    expect(page.locator(".db-practice-note")).to_have_text(NOT_KEPT)
    page.goto(drill)
    expect(page.locator('[data-drillbook="drill"]')).to_contain_text("不保存进度")
    expect(page.get_by_text("怎样开始")).to_be_hidden()
    expect(page.get_by_role("link", name="去练习与测验")).to_be_visible()
    page.goto(cards)
    page.locator('[data-drillbook="card-reveal"]').click()
    page.get_by_role("button", name="认识", exact=True).click()
    expect(page.locator(".db-flash-front")).to_be_visible()
    page.goto(progress)
    said = import_(page, a_file({"learned": OWN["drillbook:learned"]}))
    assert "没有保存成功" in said


@pytest.mark.parametrize("script", [BLOCKED, FULL, ""], ids=["blocked", "full", "newer"])
def test_a_quiz_says_that_nothing_is_kept(tmp_path: Path, open_page: Opener, script: str) -> None:
    """A quiz page says once that nothing is kept and no longer the opposite: before the first answer, or where only writing fails, with it."""
    says = Markup('<p class="db-quiz-private">答案和进度只保存在这台设备的浏览器里。</p>')
    address = write_form(tmp_path, form(every_type()[:2]), before=says)
    page = open_page(address)
    expect(page.locator(".db-quiz-private")).to_be_visible()
    if script:
        page.add_init_script(script)
    else:
        put(page, {"drillbook:learned": {"v": 2}})
    page.goto(address)
    note = page.locator(".db-practice-note")
    for id_ in ("a", "b"):
        if script == FULL or id_ == "b":
            page.locator(f'input[value="{id_}"]').first.check()
        expect(note).to_have_text(NOT_KEPT if script else NEWER)
        expect(page.locator(".db-quiz-private")).to_have_count(0)
    page.locator('[data-drillbook="quiz-check"]').first.click()
    expect(page.locator('[data-drillbook="quiz-feedback"]').first).to_contain_text("答对了")


def test_a_quiz_that_is_kept_says_nothing_of_it(tmp_path: Path, open_page: Opener) -> None:
    """Where answers are kept no notice appears, neither when the page has come to rest nor with an answer."""
    page = open_page(write_form(tmp_path, form(every_type()[:2])))
    page.evaluate("new Promise(done => requestIdleCallback(done))")
    page.locator('input[value="b"]').first.check()
    page.locator('[data-drillbook="quiz-check"]').first.click()
    expect(page.locator('[data-drillbook="quiz-feedback"]').first).to_contain_text("答对了")
    expect(page.locator(".db-practice-note")).to_have_count(0)


BROKEN: list[Any] = ["{", "[]", "null", "5", '"x"', {"v": 0}, {"v": 1, "facts": []}, {"v": "1"}, {"facts": {}}]


@pytest.mark.parametrize("value", BROKEN, ids=lambda value: json.dumps(value)[:30])
def test_broken_storage_of_one_concern_leaves_the_others(tmp_path: Path, open_page: Opener, value: Any) -> None:
    """Whatever stands under one key, the pages work, the other keys stay, and what was there is put aside."""
    quiz, drill, _, progress = pages(tmp_path)
    page = open_page(progress)
    others = {key: text for key, text in OWN.items() if key != "drillbook:learned"}
    put(page, {**others, "drillbook:learned": value})
    page.goto(drill)
    expect(page.locator('[data-drillbook="drill"]')).to_contain_text("怎样开始")
    page.goto(quiz)
    page.locator('input[value="b"]').first.check()
    page.locator('[data-drillbook="quiz-check"]').first.click()
    page.goto(progress)
    expect(page.locator('[data-drillbook="progress"]')).to_contain_text("学过的内容：1 项")
    now = kept(page)
    assert json.loads(now["drillbook:cards"]) == OWN["drillbook:cards"]
    text = value if isinstance(value, str) else json.dumps(value)
    assert now["drillbook:learned:unreadable"] == text


def test_what_a_newer_version_wrote_is_left_alone(tmp_path: Path, open_page: Opener) -> None:
    """Answering, drilling, importing and clearing do not touch what a newer version stored."""
    quiz, drill, cards, progress = pages(tmp_path)
    page = open_page(progress)
    newer = {key: {"v": 2, "other": "x"} for key in OWN}
    put(page, newer)
    page.goto(quiz)
    page.locator('input[value="b"]').first.check()
    page.locator('[data-drillbook="quiz-check"]').first.click()
    page.goto(drill)
    expect(page.locator('[data-drillbook="drill"] .db-practice-note')).to_have_text(NEWER)
    expect(page.get_by_text("怎样开始")).to_be_hidden()
    expect(page.get_by_text("还没有答对过")).to_be_hidden()
    page.goto(cards)
    expect(page.locator(".db-practice-note")).to_have_text(NEWER)
    page.locator('[data-drillbook="card-reveal"]').click()
    page.get_by_role("button", name="认识", exact=True).click()
    page.goto(progress)
    assert "“学过的内容”不能导入" in import_(page, a_file({"learned": OWN["drillbook:learned"]}))
    page.locator('[data-drillbook="progress-forget"]').click()
    page.locator('[data-drillbook="progress-forget"]').click()
    assert {key: json.loads(text) for key, text in kept(page).items()} == newer
