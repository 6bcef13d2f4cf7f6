"""The drill: what comes back when, what changed in the manual, and the calendar file."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from icalendar import Calendar
from playwright.sync_api import Page, expect

from browser.conftest import Opener
from browser.hand_made import every_type, form, item, write_form, write_items, write_practice
from drillbook.model.item import Item

START = date(2026, 3, 27)  # Summer time begins in between in Europe: days must not be counted in hours.
KEY = "drillbook:learned"


def items(count: int) -> list[Item]:
    """Items on as many facts, two on each."""
    found = []
    for number in range(1, count + 1):
        one = item("single_choice", ("b",), number=number)
        found += [one, one.model_copy(update={"id": f"{one.id}-2", "stem": "换一种问法"})]
    return found


def at(page: Page, days: int) -> None:
    """Makes it so many days after the start, at noon."""
    page.clock.set_fixed_time(f"{START + timedelta(days=days)}T12:00:00")


def stored(page: Page) -> dict[str, Any]:
    """What is remembered of every fact."""
    return dict(json.loads(page.evaluate(f"localStorage.getItem('{KEY}') || '{{\"facts\":{{}}}}'"))["facts"])


def answer_all(page: Page, id_: str = "b") -> int:
    """Gives every open question the same answer; how many there were."""
    boxes = page.locator('[data-drillbook="quiz-item"]:not([data-state])')
    count = boxes.count()
    for _ in range(count):
        box = boxes.first
        box.locator(f'input[value="{id_}"]').check()
        box.locator('[data-drillbook="quiz-check"]').click()
    return count


def passed(page: Page, folder: Path, made: list[Item]) -> str:
    """Passes a form of items at the start; gives the address of the drill."""
    at(page, 0)
    page.goto(write_form(folder, form(tuple(made[::2]))))
    answer_all(page)
    write_items(folder, made)
    return write_practice(folder, "drill")


def test_nothing_learned_explains_how_to_start(tmp_path: Path, open_page: Opener) -> None:
    """Who has passed nothing yet is told where to begin."""
    write_items(tmp_path, items(1))
    page = open_page(write_practice(tmp_path, "drill"))
    expect(page.locator('[data-drillbook="drill"]')).to_contain_text("怎样开始")
    expect(page.get_by_role("link", name="去练习与测验")).to_have_attribute("href", "reference/quizzes.html")


def test_what_was_passed_comes_back_after_2_7_21_and_60_days(tmp_path: Path, open_page: Opener) -> None:
    """Each right answer on its day moves a fact on; after the fourth it rests; nothing is asked before its day."""
    page = open_page("about:blank", timezone_id="Europe/Berlin")
    url = passed(page, tmp_path, items(3))
    day = 0
    for stage, step in enumerate((2, 7, 21, 60)):
        at(page, day + step - 1)
        page.goto(url)
        expect(page.locator('[data-drillbook="drill"]')).to_contain_text("今天没有要练的")
        expect(page.locator("fieldset")).to_have_count(0)
        day += step
        at(page, day)
        page.goto(url)
        expect(page.locator('[data-drillbook="drill"]')).to_contain_text("今天该练 3 项")
        expect(page.locator("fieldset")).to_have_count(3)
        assert answer_all(page) == 3
        expect(page.locator('[data-drillbook="drill"]')).to_contain_text("今天的练完了")
        assert {known["stage"] for known in stored(page).values()} == {stage + 1}
    assert {known["due"] for known in stored(page).values()} == {""}
    at(page, day + 400)
    page.goto(url)
    expect(page.locator('[data-drillbook="drill"]')).to_contain_text("所有内容都已按计划练完")


def test_a_miss_begins_anew(tmp_path: Path, open_page: Opener) -> None:
    """A wrong answer in the drill brings the fact back after two days, whatever stage it had reached."""
    page = open_page("about:blank")
    url = passed(page, tmp_path, items(3))
    for day, right in ((2, True), (9, False)):
        at(page, day)
        page.goto(url)
        answer_all(page, "b" if right else "a")
    assert {(known["stage"], known["due"]) for known in stored(page).values()} == {(0, str(START + timedelta(days=11)))}


def test_a_miss_that_is_corrected_is_a_miss(tmp_path: Path, open_page: Opener) -> None:
    """Who chooses the right answer once the key is shown has missed it all the same: it comes back after two days."""
    page = open_page("about:blank")
    url = passed(page, tmp_path, items(3))
    at(page, 2)
    page.goto(url)
    answer_all(page, "a")
    for number in range(3):
        page.locator("fieldset").nth(number).locator('input[value="b"]').check()
        page.locator("fieldset").nth(number).locator('[data-drillbook="quiz-check"]').click()
    expect(page.locator(".db-quiz-result").last).to_contain_text("答对 0 题。另有 3 题答错后改对")
    assert {(known["stage"], known["due"]) for known in stored(page).values()} == {(0, str(START + timedelta(days=4)))}


def test_a_right_answer_before_the_day_moves_nothing(tmp_path: Path, open_page: Opener) -> None:
    """Practising ahead does not shorten the way: the dates stay."""
    page = open_page("about:blank")
    url = passed(page, tmp_path, items(3))
    before = {fact: (known["stage"], known["due"]) for fact, known in stored(page).items()}
    at(page, 1)
    page.goto(url)
    page.get_by_role("button", name="现在就练 3 题").click()
    expect(page.locator("fieldset")).to_have_count(3)
    answer_all(page)
    assert {fact: (known["stage"], known["due"]) for fact, known in stored(page).items()} == before


def test_a_wrong_answer_to_something_new_is_not_scheduled(tmp_path: Path, open_page: Opener) -> None:
    """Only what was passed once comes back; what was answered wrongly is for the retake."""
    page = open_page(write_form(tmp_path, form(tuple(items(1)[:1]))))
    answer_all(page, "a")
    assert stored(page) == {}


def test_at_least_three_and_at_most_ten(tmp_path: Path, open_page: Opener) -> None:
    """A single fact due is asked with two others; of many, ten come first and the rest on demand."""
    page = open_page("about:blank")
    url = passed(page, tmp_path, items(13))
    at(page, 2)
    page.goto(url)
    expect(page.locator("fieldset")).to_have_count(10)
    answer_all(page)
    page.get_by_role("button", name="继续练剩下的 3 项").click()
    expect(page.locator("fieldset")).to_have_count(3)
    answer_all(page)
    facts = stored(page)
    one = next(iter(facts))
    facts[one]["due"] = str(START + timedelta(days=3))
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, json.dumps({"v": 1, "facts": facts})])
    at(page, 3)
    page.goto(url)
    expect(page.locator('[data-drillbook="drill"]')).to_contain_text("今天该练 1 项")
    expect(page.locator("fieldset")).to_have_count(3)


def test_another_item_is_asked_than_last_time(tmp_path: Path, open_page: Opener) -> None:
    """Where a fact has two items, the drill asks the one that was not asked before."""
    page = open_page("about:blank")
    url = passed(page, tmp_path, items(3))
    asked = {known["item"] for known in stored(page).values()}
    at(page, 2)
    page.goto(url)
    expect(page.locator("fieldset")).to_have_count(3)
    now = {page.locator("fieldset").nth(n).get_attribute("data-id") for n in range(3)}
    assert not asked & now


def test_a_changed_fact_comes_back_at_once(tmp_path: Path, open_page: Opener) -> None:
    """When the manual states something else since, the fact is due the next day, with the old and the new statement."""
    page = open_page("about:blank")
    made = items(3)
    url = passed(page, tmp_path, made)
    fact = made[0].facts[0]
    write_items(tmp_path, made, statements={fact: ("f-new", "现在由财务审批")})
    at(page, 1)
    page.goto(url)
    expect(page.locator('[data-drillbook="drill"]')).to_contain_text("今天该练 1 项。其中 1 项因为手册改了")
    change = page.locator('[data-drillbook="drill-change"]')
    expect(change).to_have_count(1)
    change.locator("summary").click()
    expect(change.locator("del")).to_have_text(f"{fact} 的说法")
    expect(change.locator("ins")).to_have_text("现在由财务审批")
    answer_all(page)
    known = stored(page)[fact]
    assert (known["hash"], known["stage"], known["due"]) == ("f-new", 0, str(START + timedelta(days=3)))
    assert "was" not in known


def test_a_change_without_a_question_is_shown(tmp_path: Path, open_page: Opener) -> None:
    """A changed fact no item asks about is shown all the same, and comes back two days later."""
    page = open_page("about:blank")
    made = items(3)
    url = passed(page, tmp_path, made)
    fact = made[0].facts[0]
    write_items(tmp_path, made[2:], statements={fact: ("f-new", "")})
    at(page, 1)
    page.goto(url)
    change = page.locator('[data-drillbook="drill-change"]')
    expect(change).to_contain_text("这一项没有题目")
    assert stored(page)[fact]["due"] == str(START + timedelta(days=3))


def test_what_is_gone_is_forgotten(tmp_path: Path, open_page: Opener) -> None:
    """A fact, or a whole playbook, that is no longer in the manual is not asked again."""
    page = open_page("about:blank")
    made = items(3)
    url = passed(page, tmp_path, made)
    write_items(tmp_path, made[2:])
    at(page, 2)
    page.goto(url)
    expect(page.locator('[data-drillbook="drill"]')).to_contain_text("有 1 项已从手册中删除")
    expect(page.locator('[data-drillbook="drill"]')).to_contain_text("今天该练 2 项")
    write_items(tmp_path, [], entity="other")
    page.goto(url)
    expect(page.locator('[data-drillbook="drill"]')).to_contain_text("怎样开始")
    assert stored(page) == {}


def test_without_the_data_nothing_is_lost(tmp_path: Path, open_page: Opener) -> None:
    """Where the items cannot be loaded, what was learned stays."""
    page = open_page("about:blank")
    url = passed(page, tmp_path, items(3))
    before = stored(page)
    for file in (tmp_path / "assets/drillbook/items").iterdir():
        file.write_text("/* nothing */", "utf-8")
    at(page, 2)
    page.goto(url)
    expect(page.locator('[data-drillbook="drill"]')).to_contain_text("今天该练 3 项")
    assert stored(page) == before


def test_the_calendar_file(tmp_path: Path, open_page: Opener) -> None:
    """The dates download as a calendar that a parser reads: one whole day each, the same id when downloaded again."""
    page = open_page("about:blank")
    url = passed(page, tmp_path, items(3))
    at(page, 1)
    texts = []
    for _ in range(2):
        page.goto(url)
        with page.expect_download() as download:
            page.get_by_role("button", name="下载日历文件").click()
        texts.append(download.value.path().read_bytes())
        assert download.value.suggested_filename == "drillbook.ics"
    assert b"\n" not in texts[0].replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in texts[0].split(b"\r\n"))
    events = [Calendar.from_ical(text).walk("VEVENT") for text in texts]
    (event,), (again,) = events
    assert event["UID"] == again["UID"]
    assert event.decoded("DTSTART") == START + timedelta(days=2)
    assert event.decoded("DTEND") == START + timedelta(days=3)
    assert str(event["SUMMARY"]) == "每日练习：3 项"
    assert event.decoded("DTSTAMP").tzinfo is not None


def test_calendar_text_survives_folding(tmp_path: Path, open_page: Opener) -> None:
    """Long texts of wide characters, commas, quotes and line breaks come out of a parser as they went in."""
    write_items(tmp_path, items(1))
    page = open_page(write_practice(tmp_path, "drill"))
    title = "练习，a;b,c\\d “好”😀" * 12 + "\n第二行"
    text = page.evaluate(
        """title => drillbookCalendar.file([{day: '2026-12-31', title}],
          {who: 'me', text: title, url: 'https://example.org/' + 'x'.repeat(200), now: new Date(0), next: () => '2027-01-01'})""",
        title,
    )
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert str(event["SUMMARY"]) == title
    assert str(event["URL"]) == "https://example.org/" + "x" * 200


def test_answers_from_before_enter_the_schedule(tmp_path: Path, open_page: Opener) -> None:
    """What an earlier version stored as answered right is scheduled when its page is opened."""
    one = every_type()[0]
    page = open_page(write_form(tmp_path, form((one,))))
    saved = {"hash": one.hash, "response": list(one.answer), "checked": True}
    old = {"v": 1, "forms": {"order": {"hash": "x", "answers": {one.id: saved}}}}
    page.evaluate("text => localStorage.setItem('drillbook:quiz', text)", json.dumps(old))
    page.reload()
    assert set(stored(page)) == set(one.facts)
