"""Rules over the whole manual, where the golden cases do not show what must not be told, or told only once."""

from __future__ import annotations

import pytest
from builders import check_texts, role

from drillbook.check import GRAPH_RULES, check_graph
from drillbook.check.texts import is_safe_link
from drillbook.graph import Graph
from drillbook.load import load_text

HEAD = "kind: process\nid: signing\ntitle: Signing\nsummary: S.\nowner: seller\npurpose: P.\ntrigger: T.\nsteps:\n"
TALK = "kind: talk-track\nid: opening\ntitle: Opening\nsummary: S.\nowner: seller\ngoal: G.\nsituation: S.\nturns:\n"


def told(**files: str) -> list[str]:
    """Code, line and first value of every problem, beside a role that may own things."""
    problems = check_texts({"seller.yml": role()} | {f"{name}.yml": text for name, text in files.items()})
    return [f"{p.code}:{p.line}:{next(iter(p.values.values()), '')}" for p in problems]


def steps(*ways: str) -> str:
    """A process with steps a, b, c ..., each with the keys given."""
    lines = [
        f"- {{id: {id_}, title: T, actor: seller, action: A{', ' if more else ''}{more}}}\n"
        for id_, more in zip("abcdefgh", ways, strict=False)
    ]
    return HEAD + "".join(lines)


def turns(*ways: str) -> str:
    """A talk track with turns a, b, c ..., each with the keys given."""
    return TALK + "".join(
        f"- {{id: {id_}, title: T, say: S{', ' if more else ''}{more}}}\n"
        for id_, more in zip("abcdefgh", ways, strict=False)
    )


@pytest.mark.parametrize(
    "ways",
    [
        ["next: [b, c]", "next: d", "next: d", ""],
        ["branches: [{when: x, goto: c}]", "next: end", ""],
        ["next: signing.b", "branches: [{when: x, goto: signing}]"],
        ["branches: [{when: x, goto: other}, {when: y, goto: other.z}]", ""],
        ["approval: {by: seller, what: W, if_refused: a}", ""],
        ["next: c", "next: end", "branches: [{when: x, goto: b}]"],
    ],
    ids=["parallel", "branch", "own full id", "other process", "refused", "backwards"],
)
def test_sound_flows_are_left_alone(ways: list[str]) -> None:
    """Every way of going on that the format offers counts as one."""
    other = steps("").replace("id: signing", "id: other").replace("id: a,", "id: z,").replace("Signing", "Other")

    assert told(x=steps(*ways), y=other) == []


def test_steps_behind_a_lost_step_are_not_told() -> None:
    """Of several steps that follow a step nothing leads to, only the first is told; a lost circle is told once."""
    assert told(x=steps("next: end", "", "", "next: end", "next: f", "next: e")) == [
        "DB403:10:b",
        "DB403:13:e",
        "DB402:14:f",
    ]


def test_lost_step_is_told_even_when_the_one_behind_it_stands_above() -> None:
    """The step to mend is the one nothing leads to, wherever it stands in the list."""
    assert told(x=steps("next: end", "next: end", "next: b")) == ["DB403:11:c"]


def test_each_circle_is_told_once_at_its_last_step() -> None:
    """Steps that lead into a circle are not told, and two circles are told both."""
    assert told(x=steps("", "branches: [{when: x, goto: e}]", "", "next: c", "", "next: e")) == [
        "DB402:12:d",
        "DB402:14:f",
    ]


def test_broken_branch_has_no_echo() -> None:
    """A `next` with a slip of the pen is one problem, not also a step out of reach."""
    assert told(x=steps("next: bb", "", "")) == ["DB405:9:bb"]


def test_talks_flow_like_processes() -> None:
    """Signals and `next` lead on; turns out of reach and circles are told with codes of their own."""
    assert told(x=turns("listen_for: [{signal: S, goto: c}]", "next: end", "next: end")) == []
    assert told(x=turns("next: end", "")) == ["DB404:10:b"]
    assert told(x=turns("", "next: a")) == ["DB407:10:b"]


def test_circles_of_roles_are_told_once_each() -> None:
    """Two circles are two problems; who only reports into a circle is not told; a former id counts."""
    files = {
        "a": role("a", reports_to="b"), "b": role("b", reports_to="old-a"), "c": role("c", reports_to="a"),
        "d": role("d", reports_to="d"), "e": role("e", reports_to="seller"),
    }  # fmt: skip
    files["a"] += "former_ids: old-a\n"

    assert told(**files) == ["DB401:7:a → b → a", "DB401:7:d → d"]


def test_retired_entities_give_their_names_free() -> None:
    """What replaces something may take its names; and what is retired may refer to what is retired."""
    retired = "status: retired\nretired_on: 2026-01-01\nretired_because: R.\n"
    old = role("old", title="Sales desk", aliases="Vendor", reports_to="older") + retired

    assert told(x=old, y=role("older") + retired, z=role("new", aliases="[Vendor, SALES DESK]")) == []


def test_alias_may_not_be_an_id_of_something_else() -> None:
    """Ids of today and of before are names too; one's own are no clash."""
    assert told(x=role("new", aliases="[Role new, new, seller]")) == ["DB306:7:seller"]


def test_draft_may_refer_to_drafts() -> None:
    """Only what readers get must not lead to what they do not get."""
    draft = "status: draft\n"

    assert told(x=role("a", reports_to="b") + draft, y=role("b") + draft) == []
    assert told(x=role("a", reports_to="b"), y=role("b") + draft) == ["DB310:7:b"]


def test_every_broken_link_of_a_text_is_told_in_its_column() -> None:
    """Two links in one text are two problems at two places."""
    problems = check_texts({"seller.yml": role(mission="See [[nobody]] and [[seller|us]] and [[no-one|them]].")})

    assert [(p.code, p.column) for p in problems] == [("DB303", 16), ("DB303", 49)]


def test_references_to_files_that_could_not_be_read_are_no_problem() -> None:
    """When a file is broken, only that is told."""
    loaded, _ = load_text("x.yml", role("a", reports_to="b", owner="c").encode())

    assert [p.values["value"] for p in check_graph(Graph(loaded, frozenset({"b"})))] == ["c"]


@pytest.mark.parametrize(
    "link",
    [
        "https://a.example/b?c=d:e",
        "HTTP://x",
        "mailto:a@b.example",
        "tel:+49123",
        "#anchor",
        "other.html",
        "a/b:c",
        "?q=a:b",
    ],
)
def test_safe_links(link: str) -> None:
    """Links of the web, mail, telephone and inside the manual are fine."""
    assert is_safe_link(link)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:x",
        "JAVASCRIPT:x",
        " java\tscript:x",
        "java&#x73;cript:x",
        "javascript&colon;x",
        "&#106avascript:x",
        "java\\script:x",
        "data:x",
        "vbscript:x",
        "file:///x",
        "C:\\x",
        "blob:x",
        "\x01javascript:x",
    ],
)
def test_unsafe_links(link: str) -> None:
    """Other schemes are not, however they are disguised."""
    assert not is_safe_link(link)


@pytest.mark.parametrize(
    "text",
    [
        "a <5% b",
        "价格<5万元且>1万元",
        "<客户姓名>",
        "x < y > z",
        "`<b>`",
        "<https://a.example>",
        "<a@b.example>",
        "-> <- <=>",
    ],
)
def test_signs_that_are_no_html(text: str) -> None:
    """Comparisons, placeholders in Chinese, code and web addresses are not taken for HTML."""
    assert told(x=role("a", mission=f"'{text}'")) == []


def test_every_rule_says_which_codes_it_holds() -> None:
    """The first words of each rule's docstring name its codes."""
    assert all((rule.__doc__ or "").startswith("DB") for rule in GRAPH_RULES)
