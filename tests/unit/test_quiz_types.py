"""Every item type of a bank: shape, answers, reasons, and proof that what is wrong is wrong."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quiz_manual import changed, manual

from drillbook.building.build import check_manual
from drillbook.facts import facts
from drillbook.facts.fact import Fact
from drillbook.model.item import GAP, INTERACTIONS, Item
from drillbook.model.organisation import Role
from drillbook.quiz.generate import Bank
from drillbook.quiz.harvest import harvest
from drillbook.quiz.score import grade
from drillbook.quiz.shelf import WRITTEN
from drillbook.quiz.stems import sheets
from drillbook.quiz.view import Cell, View
from drillbook.settings import read_settings
from drillbook.words import words

ROOT = Path(__file__).parents[2]
LANGUAGES = ("zh-CN", "en")
ROLES_ASKED = (
    "step_actor",
    "step_approver",
    "step_consult",
    "step_inform",
    "approval_what",
    "form_filled_by",
    "form_goes_to",
)


@cache
def bank() -> Bank:
    """The bank of the bundled manual."""
    return check_manual(read_settings(ROOT)).bank


@cache
def items(lang: str = "zh-CN") -> dict[str, Item]:
    """Its generated items by id."""
    return {item.id: item for item in bank().items(lang) if item.template not in ("", WRITTEN)}


@cache
def view(lang: str = "zh-CN") -> View:
    """The facts of the bundled manual in one language."""
    return next(v for v in bank()._bench.views if v.lang == lang)


def of_type(type_: str) -> list[Item]:
    """The generated items of a type."""
    found = [item for item in items().values() if item.type == type_]
    assert found
    return found


def values(fact: Fact) -> set[str]:
    """What is true in a fact, as readers see it."""
    return {view().value(value) or "" for value in fact.values}


# ------------------------------------------------------------------ every type


def test_a_bank_has_every_type_and_level() -> None:
    """The bundled manual yields at least 3,000 items, some dozens of each type, and many of each level."""
    types = Counter(item.type for item in items().values())
    assert set(types) == set(INTERACTIONS)
    assert min(types.values()) >= 50, types
    assert sum(types.values()) >= 3000
    assert min(Counter(item.level for item in items().values()).values()) >= 1000


def test_every_option_and_prompt_says_why_and_where() -> None:
    """No rationale and no link is empty, and every link leads to a node of the manual."""
    for lang in LANGUAGES:
        for item in items(lang).values():
            for part in (*item.options, *item.prompts):
                assert part.rationale.strip(), item.id
                assert part.text.strip(), item.id
                assert part.link in view().graph.nodes, item.id
            for prompt in item.prompts:
                assert prompt.fact in item.facts, item.id
                assert (prompt.link, prompt.topic) == (view().facts[prompt.fact].place, view(lang).path(prompt.link))


def test_answers_name_what_is_there() -> None:
    """The key of each item is made of its own options, its right response is graded as right, and languages agree."""
    for item in items().values():
        other = items("en").get(item.id)
        ids = {option.id for option in item.options}
        if INTERACTIONS[item.type] == "match":
            pairs = dict(answer.split("=") for answer in item.answer)
            assert list(pairs) == [prompt.id for prompt in item.prompts]
            assert set(pairs.values()) == {option.id for option in item.options if option.key}
        elif item.type != "cloze":
            assert set(item.answer) == {option.id for option in item.options if option.key} <= ids
        response = item.answer[:1] if item.type == "cloze" else item.answer
        assert grade(item, response).right, item.id
        assert other is None or item.type == "cloze" or other.answer == item.answer


def test_every_critical_step_is_asked_at_different_levels() -> None:
    """On each critical step rest at least two items, at two levels or more."""
    levels: dict[str, set[str]] = {}
    for item in items().values():
        for fact in item.facts:
            levels.setdefault(view().facts[fact].subject, set()).add(item.level)
    critical = {
        f"{id_}.{step.id}"
        for id_, loaded in view().graph.entities.items()
        for step in getattr(loaded.entity, "steps", ())
        if step.critical and loaded.entity.status == "active"
    }
    assert critical
    assert [step for step in critical if len(levels.get(step, ())) < 2] == []


def test_the_same_items_however_many_processes_make_them() -> None:
    """One process and several make the same bank, whatever the hash seed."""
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from test_quiz_types import items; import hashlib; "
        "print(hashlib.sha256(repr(list(items('en').values())).encode()).hexdigest())"
    )
    env = {**os.environ, "PYTHONHASHSEED": "2", "DRILLBOOK_JOBS": "1"}
    command = [sys.executable, "-c", code, str(Path(__file__).parent)]
    found = subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout.strip()
    assert found == hashlib.sha256(repr(list(items("en").values())).encode()).hexdigest()


def test_a_failing_process_is_reported() -> None:
    """An error while items are made is told, whichever process it happens in."""

    def fail(entity: str) -> list[tuple[Item | None, ...]]:
        raise ValueError(entity)

    with pytest.raises(ValueError, match="only"):
        harvest(["only"], fail)


# ------------------------------------------------------------------ provably wrong


def test_wrong_choices_are_no_values_of_the_fact() -> None:
    """Whatever the type: no wrong option of a choice is a value of the fact that is asked, nor one that may be true."""
    for item in items().values():
        if item.type not in ("single_choice", "multiple_response", "who_may_decide", "next_best_move"):
            continue
        fact = view().facts[item.facts[0]]
        if item.template.endswith((".ask", ".many")):
            maybe = values(fact) | {view().value(value) or "" for value in fact.excluded}
            assert maybe.isdisjoint(o.text for o in item.options if not o.key), item.id


def test_the_reason_of_a_judgement_is_about_what_was_asked() -> None:
    """The key of a statement to judge agrees with it or states the fact it is about; in an order, the same two steps."""
    for lang in LANGUAGES:
        told, agrees, turned = view(lang), words(lang)["quiz_agrees"], 0
        for item in items(lang).values():
            key = next(option for option in item.options if option.key)
            if item.type != "true_false" or key.rationale == agrees:
                continue
            fact = told.facts[item.facts[0]]
            if sheets()[fact.relation].reverse:
                steps = told.facts.of_relation(fact.entity, fact.relation)
                titles = {told.title(id_) for step in steps for id_ in (step.subject, *(v.id for v in step.values))}
                asked = {title for title in titles if title and f"“{title}”" in item.stem}
                assert len(asked) == 2, item.id
                assert all(f"“{step}”" in key.rationale for step in asked), item.id
                turned += item.answer == ("b",)
            else:
                assert key.rationale in [told.stated(Cell(fact.id, nth)) for nth in range(len(fact.values))], item.id
        assert turned > 50


def test_no_prompt_fits_two_options() -> None:
    """In matching and classification the place of every other prompt is wrong for a prompt."""
    for item in (*of_type("matching"), *of_type("classification")):
        relation = item.template.partition(".")[0]
        by_value = sheets()[relation].prompt == "value"
        told = [view().facts[id_] for id_ in item.facts]
        right = dict(answer.split("=") for answer in item.answer)
        for prompt in item.prompts:
            option = {o.id: o.text for o in item.options}
            wrong = {text for id_, text in option.items() if id_ != right[prompt.id]}
            for fact in told:
                subject = view().title(fact.subject) or ""
                if by_value and prompt.text in values(fact):
                    assert subject not in wrong, item.id
                if not by_value and sheets()[relation].prompt == "subject" and prompt.text == subject:
                    assert wrong.isdisjoint(values(fact)), item.id


def test_matching_needs_knowledge() -> None:
    """Three to five prompts, an option for each, and at most one pair that stands side by side."""
    for item in of_type("matching"):
        assert 3 <= len(item.prompts) <= 5
        assert len(item.prompts) <= len(item.options) <= len(item.prompts) + 1
        side_by_side = sum(answer in ("1=a", "2=b", "3=c", "4=d", "5=e") for answer in item.answer)
        assert side_by_side <= 1, item.id


def test_classification_has_more_prompts_than_headings() -> None:
    """Two or three headings, each used, and more prompts than headings."""
    for item in of_type("classification"):
        assert 2 <= len(item.options) <= 3
        assert len(item.options) < len(item.prompts) <= 6


def test_multiple_response_has_several_keys_and_several_distractors() -> None:
    """Two or three keys, at least two distractors; do stands against don't."""
    for item in of_type("multiple_response"):
        keys = sum(option.key for option in item.options)
        assert 2 <= keys <= 3
        assert 2 <= len(item.options) - keys <= 3
        against = sheets()[item.template.partition(".")[0]].against
        if against:
            bad = {text for fact in view().facts.values() if fact.relation == against for text in values(fact)}
            assert all(option.text in bad for option in item.options if not option.key), item.id


def test_the_planted_line_is_wrong_and_the_others_are_right() -> None:
    """In a procedure with a mistake exactly one line contradicts the manual: in a detail, or by its place."""
    for item in of_type("find_mistake"):
        assert 4 <= len(item.options) <= 6
        assert sum(option.key for option in item.options) == 1
        steps = [option.link for option in item.options]
        order = view().facts[f"process_order:{steps[0].partition('.')[0]}"]
        wrong = {(b, a) for n, a in enumerate(steps) for b in steps[n + 1 :]} & order.before
        if item.template == "process_order.mistake":
            early = next(option.link for option in item.options if option.key)
            assert wrong
            assert {after for _, after in wrong} == {early}
        else:
            assert not wrong
            planted = next(option for option in item.options if option.key)
            true = view().facts[item.facts[0]]
            assert true.subject == planted.link
            shown = planted.text.partition("（")[2]
            assert not any(text in shown.strip("）").split("；") for text in values(true)), item.id


def test_an_error_is_planted_in_one_line_only() -> None:
    """The same manual with the planted detail made true has another item, or none."""
    graph = manual()
    found = [i for i in Bank({"zh-CN": graph}).items("zh-CN") if i.template == "step_output.mistake"]
    edited = changed("outputs: form-offer", "outputs: [form-offer, form-inquiry, form-note, form-file]")
    after = [i for i in Bank({"zh-CN": edited}).items("zh-CN") if i.id == "step_output:order.quote~mistake"]
    assert any(i.id == "step_output:order.quote~mistake" for i in found)
    assert after == []


def test_steps_of_an_exception_are_not_put_into_the_order() -> None:
    """A step that is only reached under a condition or after a refusal stands in no ordering."""
    graph = changed(
        "    deadline: 3天\n",
        "    deadline: 3天\n    next: archive\n    branches:\n      - {when: 客户要样品, goto: ship}\n",
    )
    order = next(fact for fact in facts(graph) if fact.id == "process_order:order")
    assert "order.ship" not in [value.id for value in order.values]
    assert "order.archive" in [value.id for value in order.values]


# ------------------------------------------------------------------ numbers


def test_cloze_accepts_the_number_with_and_without_its_unit() -> None:
    """The stem has one gap and shows the unit; the number comes first, then the number with its unit."""
    for lang in LANGUAGES:
        for item in items(lang).values():
            if item.type != "cloze":
                continue
            assert item.stem.count(GAP) == 1
            assert item.answer[0] in item.options[0].text
            assert len(set(item.answer)) == len(item.answer)
    same = {
        id_: (item.answer[0], items("en")[id_].answer[0])
        for id_, item in items().items()
        if item.type == "cloze" and id_ in items("en")
    }
    assert all(zh == en for zh, en in same.values())


@given(st.integers(1, 99), st.sampled_from(["小时", "天", "个工作日", "个月"]))
def test_what_is_written_into_a_gap(number: int, unit: str) -> None:
    """Full-width digits and spaces, with the unit or without, are taken for the number."""
    graph = changed("deadline: 2天", f"deadline: {number}{unit}")
    view_ = View(graph, words("zh-CN"))
    accepted = view_.accepted(Cell("step_deadline:order.quote", 0))
    item = of_type("cloze")[0].model_copy(update={"answer": accepted})
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))
    for response in (str(number), wide, f" {wide} {unit}", f"{number}{unit}内"):
        assert grade(item, [response]).right, (accepted, response)
    assert not grade(item, [str(number + 1)]).right


@pytest.mark.parametrize("number", [1, 3])
def test_words_behind_a_gap_do_not_tell_the_number(number: int) -> None:
    """In English the same words stand behind the gap for one day and for several."""
    view_ = View(changed("deadline: 2天", f"deadline: {number}个工作日"), words("en"))
    assert view_.gapped(Cell("step_deadline:order.quote", 0)) == "within ____ working day(s)"


# ------------------------------------------------------------------ who may decide, next best move


def test_nobody_named_in_the_stem_is_offered() -> None:
    """A role of which the stem says that it may not decide is no wrong option: it could be ruled out by reading."""
    asked = [item for item in of_type("who_may_decide") if item.template == "decides_otherwise.ask"]
    assert asked
    for item in asked:
        role = view().facts[item.facts[0]].entity
        assert view().title(role) not in [option.text for option in item.options], item.id


def test_next_moves_name_the_mistake() -> None:
    """A wrong move on an objection says what is wrong with it, before it says where it would be right."""
    word = words("zh-CN")
    mistakes = [
        word[key] for key in ("quiz_mistake_soon", "quiz_mistake_late", "quiz_mistake_worse", "quiz_mistake_line")
    ]
    for item in of_type("next_best_move"):
        if item.template != "turn_for_signal.ask":
            wrong = [option.rationale for option in item.options if not option.key]
            assert all(any(reason.startswith(mistake) for mistake in mistakes) for reason in wrong), item.id


def test_nobody_above_is_called_wrong() -> None:
    """Where a role may decide alone, its superiors are not offered as wrong."""
    for item in of_type("who_may_decide"):
        if item.template.startswith("may_decide"):
            role = view().facts[item.facts[0]].entity
            above = view().graph.entities[role].entity.reports_to
            title = view().title(above) if above else None
            assert title not in [option.text for option in item.options], item.id


def test_next_moves_tell_too_soon_from_done() -> None:
    """A move of the same objection is called done where it comes before the one just made, and too soon where it comes after."""
    word = words("zh-CN")
    seen = set()
    for item in of_type("next_best_move"):
        if item.template != "move_next.ask":
            continue
        entity = view().graph.entities[item.link.partition(".")[0]].entity
        places = {f"{entity.id}.{move.id}": place for place, move in enumerate(entity.moves)}  # type: ignore[attr-defined]
        for option in item.options:
            if not option.key and option.link in places:
                is_later = places[option.link] > places[view().facts[item.facts[0]].subject]
                seen.add(is_later)
                assert option.rationale.startswith(word["quiz_mistake_soon" if is_later else "quiz_mistake_late"]), (
                    item.id
                )
    assert seen == {True, False}


def test_what_is_said_stands_in_quotation_marks_among_what_is_done() -> None:
    """A line to avoid does not stand bare among instructions."""
    avoided = {value for fact in view().facts.values() if fact.relation == "objection_avoid" for value in values(fact)}
    for item in of_type("next_best_move"):
        assert avoided.isdisjoint(option.text for option in item.options), item.id
    assert any(
        "“" in o.text for item in of_type("next_best_move") if item.template == "move_next.ask" for o in item.options
    )


def test_nobody_from_outside_stands_among_the_staff() -> None:
    """The customer is no wrong answer to the question which of the staff does something."""
    outside = {role.title for role in view().graph.of(Role) if role.external}
    assert outside
    for item in items().values():
        if item.type in ("single_choice", "who_may_decide") and item.template.partition(".")[0] in ROLES_ASKED:
            assert outside & values(view().facts[item.facts[0]]) or outside.isdisjoint(
                option.text for option in item.options
            ), item.id


def test_who_may_be_meant_by_one_name_is_not_called_wrong() -> None:
    """Who belongs to the company leaders is no wrong answer where the company leaders are right, nor they where he is."""
    pairs = {(view().title(r.id), view().title(other)) for r in view().graph.of(Role) for other in r.includes}
    assert pairs
    for item in items().values():
        shown = {option.text: option.key for option in item.options}
        assert not any(a in shown and b in shown and shown[a] != shown[b] for a, b in pairs if not item.prompts), (
            item.id
        )


@pytest.mark.parametrize(
    ("lang", "amount", "unit", "said"),
    [
        ("zh-CN", "≥60%", None, "至少____%"),
        ("en", "≥60%", None, "at least ____%"),
        ("en", "1", "visits", "____ visit(s)"),
        ("en", "3", "visits", "____ visit(s)"),
        ("en", "2", "people", "____ people"),
        ("en", "2-3", "days", None),
    ],
)
def test_gaps_of_figures(lang: str, amount: str, unit: str | None, said: str | None) -> None:
    """A limit stands in words before the gap, the unit tells nothing of the number, and a range leaves no gap."""
    counted = f", unit: {unit}" if unit else ""
    figure = f"    critical: true\n    figures:\n      - {{id: rate, name: Rate, value: '{amount}'{counted}}}\n"
    view_ = View(changed("    critical: true\n", figure, lang), words(lang))
    assert view_.gapped(Cell("part_figure:order.rate", 0)) == said
