"""Facts: what the manual states, as data that questions are made of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quiz_manual import changed, graph_from, manual, manual_with, untranslated

from drillbook.facts import Fact, Facts, entity_of, facts, partial_order, store
from drillbook.graph import Graph
from drillbook.manual import read_manual
from drillbook.model.process import Process
from drillbook.settings import read_settings

ROOT = Path(__file__).parents[2]


@cache
def bundled() -> Graph:
    """The bundled manual."""
    return read_manual(read_settings(ROOT)).graph


def by_id(graph: Graph, source: Graph | None = None) -> dict[str, Fact]:
    """The facts by id."""
    found = facts(graph, source)
    assert len({fact.id for fact in found}) == len(found), "ids are unique"
    return {fact.id: fact for fact in found}


@pytest.mark.parametrize(
    ("fact", "values"),
    [
        ("step_actor:order.quote", ["seller"]),
        ("step_output:order.quote", ["form-offer"]),
        ("step_input:order.quote", ["form-inquiry"]),
        ("step_approver:order.approve", ["director"]),
        ("step_refused:order.approve", ["order.quote"]),
        ("step_next:order.approve", ["order.send"]),
        ("step_branch:order.approve:archive", ["order.archive"]),
        ("phase_of_step:order.ship", ["order.deliver"]),
        ("phases_order:order", ["order.prepare", "order.agree", "order.deliver"]),
        ("step_before:order.send", ["order.ship", "order.archive"]),
        ("reports_to:seller", ["boss"]),
        ("form_filled_by:form-note", ["clerk"]),
        ("form_goes_to:form-note", ["seller"]),
        ("objection_moves:objection-dear", ["objection-dear.listen", "objection-dear.ask", "objection-dear.answer"]),
    ],
)
def test_relations_between_entities(fact: str, values: list[str]) -> None:
    """A reference in a field becomes a fact whose values are the nodes it names."""
    assert [value.id for value in by_id(manual())[fact].values] == values


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("step_check:order.log", "登记簿里当天有一行"),
        ("step_dont:order.quote", "凭记忆报价"),
        ("process_trigger:order", "客户发来询价"),
        ("category_definition:classes.key", "买得多，合作久"),
        ("term_definition:term-lead", "还没有核实的购买可能"),
        ("objection_concern:objection-dear", "看不出值在哪里"),
        ("form_when:form-note", "装车之前"),
    ],
)
def test_relations_to_texts(fact: str, text: str) -> None:
    """A text in a field becomes a fact whose value is the text without marks."""
    assert by_id(manual())[fact].values[0].text == text


def test_source_is_the_line_of_the_statement() -> None:
    """`file:line` leads to the very line an author must edit."""
    file, _, line = by_id(manual())["step_actor:order.approve"].source.rpartition(":")
    graph = manual()
    text = next(item.source.text for item in graph.loaded if item.source.file == file)
    assert text.splitlines()[int(line) - 1].strip() == "actor: boss"


def test_ids_and_hashes_are_those_of_the_source_language() -> None:
    """A translated manual states the same facts under the same ids, with the hashes of the source."""
    source, english = by_id(manual()), by_id(manual("en"), manual())
    assert list(source) == list(english)
    assert [fact.hash for fact in source.values()] == [fact.hash for fact in english.values()]
    assert english["step_check:order.log"].values[0].text == "The register has a line of the same day"


def test_a_hash_changes_with_its_statement_only() -> None:
    """Giving a step to another role changes that fact; renaming the role, or editing another step, does not."""
    fact = "step_actor:order.quote"
    before = by_id(manual())[fact].hash
    assert (
        by_id(
            changed(
                "title: 编制报价\n    phase: prepare\n    actor: seller",
                "title: 编制报价\n    phase: prepare\n    actor: clerk",
            )
        )[fact].hash
        != before
    )
    assert by_id(changed("title: 销售员", "title: 业务员"))[fact].hash == before
    assert by_id(changed("title: 归档资料", "title: 归档全部资料"))[fact].hash == before


def test_ids_do_not_depend_on_positions() -> None:
    """Swapping the files, and with them all positions, changes no id and no hash."""
    graph = manual()
    turned = by_id(Graph(list(reversed(graph.loaded))))
    assert {id_: fact.hash for id_, fact in turned.items()} == {id_: fact.hash for id_, fact in by_id(graph).items()}


def test_untranslated_text_is_known_as_such() -> None:
    """A fact that rests on a missing translation says so; the others do not."""
    found = by_id(untranslated(manual("en"), "term-lead", "definition"), manual())
    assert found["term_definition:term-lead"].values[0].state == "missing"
    assert found["term_definition:term-offer"].values[0].state == ""


def test_untranslated_title_of_a_value_counts_too() -> None:
    """A role whose title is not translated makes the facts that name it untranslated."""
    found = by_id(untranslated(manual("en"), "seller", "title"), manual())
    assert found["step_actor:order.quote"].values[0].state == "missing"


PROCESS = "kind: process\nid: p\ntitle: P\nsummary: S\npurpose: S\ntrigger: S\nowner: r\nsteps:\n"


def order_of(*steps: str) -> dict[str, set[str]]:
    """The partial order of a process of these steps."""
    text = PROCESS + "".join(f"  - {{{step}, title: T, action: A, actor: r}}\n" for step in steps)
    graph = graph_from({"p.yml": text})
    return partial_order(next(graph.of(Process)))


def test_order_of_a_line() -> None:
    """In a straight line each step comes before all later ones."""
    assert order_of("id: a", "id: b", "id: c") == {"a": {"b", "c"}, "b": {"c"}, "c": set()}


def test_parallel_steps_have_no_order() -> None:
    """Steps that run side by side come in no order, but before what joins them."""
    found = order_of("id: a, next: [b, c]", "id: b, next: d", "id: c, next: d", "id: d")
    assert found == {"a": {"b", "c", "d"}, "b": {"d"}, "c": {"d"}, "d": set()}


def test_a_loop_back_does_not_undo_the_order() -> None:
    """Steps inside a loop keep the order of their first time."""
    found = order_of("id: a", "id: b", "id: c, branches: [{when: W, goto: a}]", "id: d")
    assert found["a"] == {"b", "c", "d"}
    assert found["b"] == {"c", "d"}


def test_a_step_skipped_by_a_branch_and_returned_to_keeps_its_place() -> None:
    """Where a branch leads back to a step another branch had skipped, the main course decides which comes first."""
    found = order_of(
        "id: a, branches: [{when: W, goto: d}]", "id: b", "id: c", "id: d", "id: e, branches: [{when: W, goto: c}]",
        "id: f, branches: [{when: W, goto: d}]", "id: g",
    )  # fmt: skip
    assert found == {"abcdefg"[n]: set("abcdefg"[n + 1 :]) for n in range(7)}


def test_parallel_steps_inside_a_loop_have_no_order() -> None:
    """Steps side by side stay so when what joins them may lead back before them."""
    found = order_of("id: a, next: [b, c]", "id: b, next: d", "id: c, next: d", "id: d, branches: [{when: W, goto: a}]")
    assert found == {"a": {"b", "c", "d"}, "b": {"d"}, "c": {"d"}, "d": set()}


def test_a_way_out_comes_after_everything_that_leads_to_it() -> None:
    """What a loop is left for comes after every step of the loop, those behind the way out included."""
    found = order_of("id: a, branches: [{when: W, goto: d}]", "id: b", "id: c, next: a", "id: d")
    assert found == {"a": {"b", "c", "d"}, "b": {"c", "d"}, "c": {"d"}, "d": set()}


_STEPS = "abcdefg"


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=9))
def test_branches_back_change_no_order(branches: list[tuple[int, int]]) -> None:
    """In a line with any branches ahead and back, the order is that of the line."""
    goes = {n: ", ".join(f"{{when: W, goto: {_STEPS[to]}}}" for at, to in branches if at == n) for n in range(7)}
    found = order_of(*(f"id: {_STEPS[n]}, branches: [{goes[n]}]" for n in range(7)))
    assert found == {_STEPS[n]: set(_STEPS[n + 1 :]) for n in range(7)}


_WAYS = st.lists(st.lists(st.integers(0, 6), min_size=1, max_size=3), min_size=7, max_size=7)


@settings(deadline=None, max_examples=150)
@given(_WAYS)
def test_the_order_is_an_order(ways: list[list[int]]) -> None:
    """However steps lead to each other: no step comes before itself, and what comes later than a later one comes later."""
    found = order_of(*(f"id: {_STEPS[n]}, next: [{', '.join(_STEPS[to] for to in ways[n])}]" for n in range(7)))
    for step, later in found.items():
        assert step not in later
        assert all(found[other] <= later for other in later)


def test_complaints_are_handled_in_one_order() -> None:
    """In the bundled manual, a solution is carried out after it was proposed, though a check may lead back before both."""
    found = partial_order(next(p for p in bundled().of(Process) if p.id == "complaint-handling"))
    assert {"propose-solution", "carry-out", "verify"} <= found["report-progress"]
    assert {"report-progress", "propose-solution", "carry-out"} <= found["investigate"]
    assert "carry-out" in found["propose-solution"] and "propose-solution" not in found["carry-out"]


def test_a_step_that_may_be_skipped_still_comes_before() -> None:
    """A step on one of two ways comes before what follows both."""
    found = order_of("id: a, branches: [{when: W, goto: c}]", "id: b", "id: c")
    assert found["b"] == {"c"}


def test_unpublished_things_are_in_no_fact() -> None:
    """Drafts state nothing, and a value that is a draft is left out."""
    graph = changed("id: driver\n", "id: driver\nstatus: draft\n")
    found = by_id(graph)
    assert not any(fact.entity == "driver" for fact in found.values())
    assert not any(value.id == "driver" for fact in found.values() for value in fact.values)


def test_cross_references_are_not_part_of_a_statement() -> None:
    """`see [[...]]` at the end of a sentence is dropped; a link inside a sentence is read as its title."""
    graph = changed(
        "definition: 还没有核实的购买可能", "definition: '还没有核实的可能，用 [[form-inquiry]] 登记，见 [[order]]。'"
    )
    assert by_id(graph)["term_definition:term-lead"].values[0].text == "还没有核实的可能，用询价登记簿登记。"


def test_a_cross_reference_goes_with_what_it_is_about() -> None:
    """In English the words that lead to a link at the end go with it: no half sentence is left."""
    graph = changed(
        "definition: 还没有核实的购买可能", "definition: 'Not checked yet. For how to use it see [[form-inquiry]].'"
    )
    assert by_id(graph)["term_definition:term-lead"].values[0].text == "Not checked yet."


def test_facts_of_the_bundled_manual() -> None:
    """The bundled manual yields many relations; every subject, place and value is a published node."""
    graph = bundled()
    found = by_id(graph)
    assert len({fact.relation for fact in found.values()}) >= 40
    named = {id_ for f in found.values() for id_ in (f.subject, f.place, *(v.id for v in f.values if v.id))}
    assert named <= set(graph.nodes)
    assert all(graph.nodes[id_].entity.status == "active" for id_ in named)


def test_a_cell_that_says_it_is_empty_is_no_statement() -> None:
    """A comparison states what stands in its cells, not that one has nothing in it."""
    text = """
kind: model
id: schemes
title: 三种做法
summary: 对照。
owner: seller
use_when: 要选做法的时候。
dimensions: [{id: after, title: 售后}]
categories:
  - {id: one, title: 甲, definition: 甲的做法。, compared: {after: 每月回访}}
  - {id: two, title: 乙, definition: 乙的做法。, compared: {after: 未单列}}
  - {id: three, title: 丙, definition: 丙的做法。, compared: {after: 没有专人，由销售兼任}}
"""
    found = {fact.subject for fact in facts(manual_with({"schemes.yml": text})) if fact.relation == "category_compared"}
    assert {"schemes.one", "schemes.three"} <= found
    assert "schemes.two" not in found


def test_what_is_only_looked_up_states_nothing() -> None:
    """With `asked: false` an entity has no facts."""
    assert any(fact.entity == "classes" for fact in facts(manual()))
    quiet = changed("id: classes\n", "id: classes\nasked: false\n")
    assert not any(fact.entity == "classes" for fact in facts(quiet))


@pytest.mark.parametrize(
    "note", ["（编者建议）", "（资料不全）", " (our suggestion)", " (how is missing in the source)"]
)
def test_remarks_of_the_editor_are_not_asked(note: str) -> None:
    """What the editor says about a statement is no part of it; other brackets are."""
    told = changed("definition: 买得多，合作久", f"definition: 买得多（合作久）{note}")
    assert by_id(told)["category_definition:classes.key"].values[0].text == "买得多（合作久）"


def test_facts_that_were_let_go_of_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that keeps next to nothing gives the same facts as one that keeps all, in whatever order they are asked for."""
    known = by_id(manual())
    monkeypatch.setattr(store, "_FEW_NODES", 0)
    monkeypatch.setattr(store, "_MOST_KEPT", 5)
    found = Facts(manual())
    for id_ in sorted(known, key=lambda id_: id_[::-1]):
        assert found[id_] == known[id_]
        assert known[id_] in found.of_relation(entity_of(id_), known[id_].relation)
    assert list(found.values()) == list(known.values())
    assert found.get("step_actor:order.nothing") is None
    assert "nothing" not in found


def test_what_is_left_out_is_no_fact_any_more() -> None:
    """Facts that are left out are gone for good, and the others are numbered without them."""
    found = Facts(manual())
    before = [fact.id for fact in found.of("order")]
    found.leave_out("order", before[1:3])
    assert [fact.id for fact in found.of("order")] == [before[0], *before[3:]]
    assert [fact.number for fact in found.of("order")] == list(range(len(before) - 2))
    assert before[1] not in found
    assert before[1] not in {fact.id for fact in found.values()}
