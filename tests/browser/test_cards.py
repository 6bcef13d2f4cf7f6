"""Flashcards: keyboard, memory, filters, what screen readers hear."""

from __future__ import annotations

import json
from pathlib import Path

from playwright.sync_api import Page, expect

from browser.conftest import Opener
from browser.hand_made import write_cards
from drillbook.model.organisation import ManualPart
from drillbook.model.reference import Term
from drillbook.model.talk import Objection
from unit.quiz_manual import manual

KEY = "drillbook:cards"


def known(page: Page) -> dict[str, bool]:
    """What the learner said of each card."""
    stored = json.loads(page.evaluate(f"localStorage.getItem('{KEY}') || '{{\"cards\":{{}}}}'"))["cards"]
    return {id_: card["known"] for id_, card in stored.items()}


def front(page: Page) -> str:
    """What the front of the card says."""
    return page.locator(".db-flash-front").inner_text()


def test_terms_by_keyboard(tmp_path: Path, open_page: Opener) -> None:
    """Space turns a card, the arrows say known or not known, and after the last known card the deck is done."""
    page = open_page(write_cards(tmp_path, manual()))
    terms = {term.title: term for term in manual().of(Term)}
    expect(page.locator(".db-flash-back")).to_have_count(0)
    for number in range(len(terms)):
        expect(page.locator(".db-flash-front")).to_be_visible()
        term = terms[front(page)]
        page.keyboard.press("Space")
        expect(page.locator(".db-flash-back")).to_contain_text(term.definition)
        expect(page.get_by_role("status")).to_contain_text(term.definition)
        expect(page.locator(".db-flash-card a")).to_have_attribute("href", f"reference/glossary.html#{term.id}")
        page.keyboard.press("ArrowRight")
        assert len(known(page)) == number + 1
    expect(page.locator(".db-flash-card")).to_contain_text("这一组都练完了")
    assert set(known(page).values()) == {True}
    page.get_by_role("button", name="再练一遍").press("Enter")
    assert front(page) in terms


def test_arrows_do_nothing_before_the_card_is_turned(tmp_path: Path, open_page: Opener) -> None:
    """Nobody says known of a card whose back was not seen; a key pressed in a field is left to it."""
    page = open_page(write_cards(tmp_path, manual()))
    page.locator(".db-flash-front").wait_for()
    page.keyboard.press("ArrowRight")
    page.locator("select").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    assert known(page) == {}


def test_space_twice_says_nothing(tmp_path: Path, open_page: Opener) -> None:
    """Space, or Enter on the button, turns a card; once more does nothing, and Tab leads to the two answers."""
    page = open_page(write_cards(tmp_path, manual()), viewport={"width": 800, "height": 300})
    page.locator(".db-flash-front").wait_for()
    for key in ("Space", "Enter"):
        if key == "Enter":
            page.locator('[data-drillbook="card-reveal"]').focus()
        page.keyboard.press(key)
        expect(page.locator(".db-flash-back")).to_be_visible()
        before = front(page), page.evaluate("scrollY")
        page.keyboard.press(key)
        assert (front(page), page.evaluate("scrollY")) == before
        assert page.evaluate("document.activeElement.className") == "db-flash-front"
        count = len(known(page))
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="不认识")).to_be_focused()
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="认识", exact=True)).to_be_focused()
        page.keyboard.press("Enter")
        assert len(known(page)) == count + 1


def test_what_is_not_known_comes_first_the_next_time(tmp_path: Path, open_page: Opener) -> None:
    """After a reload known cards are left out, the one not known comes first; on wish the known ones are asked too."""
    page = open_page(write_cards(tmp_path, manual()))
    page.locator(".db-flash-front").wait_for()
    missed = front(page)
    page.keyboard.press("Space")
    page.get_by_role("button", name="不认识").click()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.reload()
    page.locator(".db-flash-front").wait_for()
    assert front(page) == missed
    expect(page.locator(".db-flash-line")).to_have_text("还剩 3 张；4 张中已认识 1 张")
    page.get_by_label("只练还不认识的").uncheck()
    expect(page.locator(".db-flash-line")).to_have_text("还剩 4 张；4 张中已认识 1 张")


def test_decks_and_parts(tmp_path: Path, open_page: Opener) -> None:
    """Objections have their concern, moves and reply on the back; a part filters."""
    page = open_page(write_cards(tmp_path, manual()))
    page.get_by_label("练什么").select_option("objection")
    objections = {objection.says[0]: objection for objection in manual().of(Objection)}
    page.locator(".db-flash-front").get_by_text(next(iter(objections))[:1]).or_(
        page.locator(".db-flash-ask")
    ).first.wait_for()
    expect(page.locator(".db-flash-ask")).to_have_text("客户这样说，您怎么回答？")
    shown = objections[front(page)]
    page.locator('[data-drillbook="card-reveal"]').click()
    for text in (shown.concern, shown.reply, *(move.move for move in shown.moves)):
        expect(page.locator(".db-flash-back")).to_contain_text(text)
    titles = {part.id: part.title for part in manual().of(ManualPart)}
    options = page.get_by_label("哪一部分").locator("option").all_inner_texts()
    assert set(options[1:]) <= set(titles.values())
    page.get_by_label("哪一部分").select_option(index=1)
    expect(page.locator(".db-flash-line")).to_contain_text("3 张中已认识 0 张")


def test_broken_cards_of_the_storage_are_passed_over(tmp_path: Path, open_page: Opener) -> None:
    """Records that make no sense count for nothing; the others count."""
    page = open_page(write_cards(tmp_path, manual()))
    cards = {
        "term-lead": {"known": True, "last": "2026-01-01"},
        "term-offer": 5,
        "term-claim": {"known": "yes"},
        "__proto__": {},
    }
    text = json.dumps({"v": 1, "cards": cards})
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    page.reload()
    expect(page.locator(".db-flash-line")).to_have_text("还剩 3 张；4 张中已认识 1 张")


def test_keys_are_named_where_there_are_keys(tmp_path: Path, open_page: Opener) -> None:
    """A computer is told the keys, a phone is not: there are buttons."""
    address = write_cards(tmp_path, manual())
    for options, count in (({}, 1), ({"is_mobile": True, "has_touch": True}, 0)):
        page = open_page(address, **options)
        page.locator(".db-flash-front").wait_for()
        expect(page.get_by_text("键盘：")).to_have_count(count)
