"""Searching and answering on the built manual itself, served and from disk, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.access import violations
from browser.conftest import Opener


@pytest.mark.parametrize(
    ("folder", "words", "wanted"),
    [
        ("", "客户嫌贵怎么办", "objection"),
        ("", "签订预定书", "approval-flow"),
        ("en/", "discount request", "discount"),
    ],
)
def test_search_leads_to_the_place(root: str, folder: str, words: str, wanted: str, open_page: Opener) -> None:
    """A phrase typed into the search box lists results by keyboard, and Enter opens one of the right kind."""
    page = open_page(f"{root}{folder}index.html")
    page.keyboard.press("/")
    box = page.locator('[data-drillbook="search-input"]:visible')
    box.fill(words)
    results = page.locator('[data-drillbook="search-result"]')
    expect(page.locator('[data-drillbook="search-box"]')).to_have_attribute("data-state", "whole")
    ids = [result.get_attribute("data-id") or "" for result in results.all()[:5]]
    assert any(wanted in id_ for id_ in ids), ids
    position = next(i for i, id_ in enumerate(ids) if wanted in id_)
    for _ in range(position + 1):
        box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(f"**/{folder}*/*.html*")
    expect(page.locator("h1#section-top")).to_be_visible()


def answer_by_keyboard(page: Page) -> int:
    """Answers every item of the first form with the keyboard only; returns how many items it has."""
    items = page.locator('[data-drillbook="quiz-item"]')
    for item in items.all():
        choices = item.locator('input[type="radio"], input[type="checkbox"]')
        if choices.count():
            choices.first.focus()
            page.keyboard.press("Space")
        elif item.locator("select").count():
            for select in item.locator("select").all():
                select.focus()
                page.keyboard.press("ArrowDown")
        elif item.locator("input").count():
            item.locator("input").focus()
            page.keyboard.type("3")
        else:
            move = item.locator("button:not([disabled])").first
            move.focus()
            page.keyboard.press("Enter")
        check = item.locator('[data-drillbook="quiz-check"]')
        check.focus()
        page.keyboard.press("Enter")
        expect(item.locator(".db-quiz-verdict")).to_be_visible()
    return items.count()


@pytest.mark.parametrize("folder", ["", "en/"])
def test_a_quiz_is_answered_by_keyboard(root: str, folder: str, open_page: Opener) -> None:
    """All items of a quiz are answered without a mouse; each explains its options and links what to reread."""
    page = open_page(f"{root}{folder}quiz/quiz-part-b.html")
    count = answer_by_keyboard(page)
    assert count >= 10
    expect(page.locator('[data-drillbook="quiz-result"]')).to_contain_text(str(count))
    expect(page.locator('[data-drillbook="quiz-result"] .db-quiz-topics li').first).to_be_visible()
    feedback = page.locator('[data-drillbook="quiz-feedback"]').first
    feedback.locator("a").first.click()
    expect(page.locator("h1#section-top")).to_be_visible()


@pytest.mark.parametrize("folder", ["", "en/"])
def test_every_process_ends_with_three_items(site: Path, folder: str) -> None:
    """Each process page of the bundled manual has a form of three items to check oneself."""
    pages = [p for p in (site / folder / "process").glob("*.html") if not p.name.endswith(".variants.html")]
    counts = {p.name: p.read_text("utf-8").count('data-drillbook="quiz-item"') for p in pages}
    assert len(counts) >= 12
    assert {name: count for name, count in counts.items() if count != 3} == {}


@pytest.mark.parametrize("folder", ["", "en/"])
def test_quiz_pages_are_light(site: Path, folder: str) -> None:
    """A quiz page with our own scripts and styles weighs less than 150 KB, uncompressed."""
    own = re.compile(r'(?:src|href)="([^"]*assets/drillbook/[^"]+[.](?:js|css))"')
    weights = {}
    for page in (site / folder / "quiz").glob("*.html"):
        files = {page, *((page.parent / place).resolve() for place in own.findall(page.read_text("utf-8")))}
        weights[page.name] = sum(file.stat().st_size for file in files) / 1024
    assert len(weights) >= 5
    assert {name: weight for name, weight in weights.items() if weight >= 150} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_feedback_is_accessible(http_root: str, scheme: str, open_page: Opener) -> None:
    """Axe finds nothing in an answered form either."""
    page = open_page(f"{http_root}quiz/quiz-part-c.html", color_scheme=scheme)
    answer_by_keyboard(page)
    assert violations(page) == []


def test_answers_stay_in_the_browser(http_root: str, open_page: Opener) -> None:
    """Answers survive a reload; nothing is sent anywhere while answering, and only the keys of the form are asked for."""
    page = open_page(f"{http_root}process/closing.html")
    page.wait_for_load_state("networkidle")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    answer_by_keyboard(page)
    assert sent == [f"{http_root}assets/drillbook/forms/closing.js"]
    page.reload()
    expect(page.locator('[data-drillbook="quiz-feedback"]').first).not_to_be_empty()
