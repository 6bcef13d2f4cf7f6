"""The graph: what an id means, what refers to what, and what an author probably meant."""

from __future__ import annotations

import pytest
from builders import graph_of, role
from hypothesis import given
from hypothesis import strategies as st

from drillbook.graph import Graph, Link
from drillbook.load import load_text
from drillbook.model.fields import END, Reference
from drillbook.model.organisation import Role
from drillbook.model.process import Process
from drillbook.site.markdown import Renderer
from drillbook.site.page import Draft, Shared, render_links
from drillbook.ways import Way, reachable, successors
from drillbook.words import words

PROCESS = """\
kind: process
id: signing
title: Sign the contract
summary: S.
owner: seller
purpose: See [[seller]] and [[signing.draft|the draft]].
trigger: T.
former_ids: contract
phases:
- {id: before, title: Before}
steps:
- id: draft
  title: Write it
  phase: before
  actor: [seller, boss]
  action: A.
  branches: [{when: it is new, goto: file}]
- id: sign
  title: Sign it
  actor: boss
  action: A.
  approval: {by: boss, what: W., if_refused: draft}
  next: [file, other.first]
- {id: file, title: File it, actor: seller, action: A.}
"""
OTHER = """\
kind: process
id: other
title: Another
summary: S.
owner: seller
purpose: P.
trigger: T.
steps:
- {id: first, title: F, actor: seller, action: A., next: contract.sign}
"""
ROLES = (role("seller", title="Salesperson", aliases="[Vendor]"), role("boss"))
KINDS_ROLE = Reference(kinds=("role",))
GOTO = Reference(kinds=("process",), parts=True, local="steps")


@pytest.fixture(scope="module")
def graph() -> Graph:
    """Two processes and two roles."""
    return graph_of(PROCESS, OTHER.replace("contract.sign", "signing.sign"), *ROLES)


def test_nodes_are_entities_and_parts(graph: Graph) -> None:
    """Every entity and every piece with an id has its node, with title and place."""
    assert set(graph.nodes) >= {"signing", "signing.draft", "signing.before", "other.first", "seller"}
    assert graph.nodes["signing.sign"].title == "Sign it"
    assert graph.nodes["signing.sign"].path == ("steps", 1)
    assert graph.nodes["signing"].title == "Sign the contract"
    assert list(graph.entities) == ["signing", "other", "seller", "boss"]


def test_links_lead_both_ways(graph: Graph) -> None:
    """A reference is known at who makes it, at the step it names and at the entity of that step; with the innermost part that makes it."""
    assert Link("signing", "signing.draft", "actor", "boss") in graph.links
    assert Link("signing", "signing.draft", "goto", "signing.file") in graph.links
    assert Link("signing", "signing.sign", "by", "boss") in graph.links
    assert Link("signing", "signing", "text", "signing.draft") in graph.links
    assert {link.source for link in graph.links_to["signing.sign"]} == {"other"}
    assert graph.links_to["signing.sign"][0] in graph.links_to["signing"]
    assert {link.target for link in graph.links if link.source == "other"} == {"seller", "signing.sign"}
    assert graph.dangling == []


def test_every_link_is_found_with_its_place_too(graph: Graph) -> None:
    """The fast collection of links and the slow one with places agree, in the same order."""
    slow = [
        (item.entity.id, target)
        for item in graph.entities.values()
        for _, _, target in graph.references(item)
        if target != END
    ]

    assert [(link.source, link.target) for link in graph.links] == slow


@pytest.mark.parametrize(
    ("value", "marker", "target"),
    [
        ("seller", KINDS_ROLE, "seller"), ("nobody", KINDS_ROLE, None), ("signing.draft", KINDS_ROLE, None), ("draft", GOTO, "signing.draft"),
        ("end", GOTO, END), ("other", GOTO, "other"), ("other.first", GOTO, "other.first"), ("contract", Reference(), "signing"),
        ("end", Reference(), None), ("before", Reference(local="phases"), "signing.before"), ("signing.before", Reference(local="phases"), None),
    ],
)  # fmt: skip
def test_references_are_resolved(graph: Graph, value: str, marker: Reference, target: str | None) -> None:
    """Local names, full names, former ids and `end` mean what the field allows."""
    assert graph.resolve(value, marker, graph.nodes["signing"].entity) == target


@pytest.mark.parametrize(
    ("value", "marker", "guess"),
    [
        ("seler", KINDS_ROLE, "seller"), ("Salesperson", KINDS_ROLE, "seller"), ("ＶＥＮＤＯＲ", KINDS_ROLE, "seller"), ("xyz", KINDS_ROLE, ""),
        ("darft", GOTO, "draft"), ("signin.sgin", Reference(parts=True), "signing.sign"), ("othre.xyz", Reference(parts=True), "other"),
        ("befor", Reference(local="phases"), "before"), ("Salesperson", Reference(local="phases"), ""), ("Another", KINDS_ROLE, ""),
    ],
)  # fmt: skip
def test_guesses_fit_the_field(graph: Graph, value: str, marker: Reference, guess: str) -> None:
    """Slips are found by spelling, titles and aliases by name; what would not fit the field is never proposed."""
    assert graph.guess(value, marker, graph.nodes["signing"].entity) == guess


def test_guesses_end_after_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A manual with thousands of broken references is told so at once, not after minutes of guessing."""
    monkeypatch.setattr("drillbook.graph._MOST_COMPARED", 10)
    graph = graph_of(*ROLES)
    holder = graph.nodes["boss"].entity

    guesses = [graph.guess(f"seller{n}", KINDS_ROLE, holder) for n in range(8)]
    assert guesses == ["seller"] * 5 + [""] * 3


def test_second_entity_with_an_id_is_set_aside() -> None:
    """The first in the order of files keeps the id; steps with the same id are set aside too."""
    loaded, _ = load_text("a.yml", ROLES[0].encode())
    again, _ = load_text("b.yml", ROLES[0].encode())
    graph = Graph(loaded + again)

    assert graph.nodes["seller"].loaded is loaded[0]
    assert [(item.source.file, first.id) for item, first in graph.duplicates] == [("b.yml", "seller")]
    doubled = graph_of(PROCESS.replace("id: file", "id: before"), *ROLES)
    assert [(path, part.id) for _, path, part in doubled.duplicate_parts] == [(("steps", 2), "before")]


def test_former_ids_lead_on() -> None:
    """A reference to an id of before is a reference to what it is called today."""
    graph = graph_of(PROCESS, OTHER, *ROLES)

    assert graph.former["contract"] == "signing"
    assert graph.former["contract.sign"] == "signing.sign"
    assert graph.dangling == []
    assert graph.resolve("contract", Reference(parts=True), graph.nodes["other"].entity) == "signing"


def test_published_entities_of_a_kind() -> None:
    """Drafts come only when asked for; retired ones never."""
    graph = graph_of(role("a"), role("b") + "status: draft\n", role("c") + "status: retired\n")

    assert [r.id for r in graph.of(Role)] == ["a"]
    assert [r.id for r in graph.of(Role, with_drafts=True)] == ["a", "b", "c"]


def test_steps_lead_on(graph: Graph) -> None:
    """The ordinary way, branches and a refusal are all ways on; the last step leads to the end."""
    process = graph.nodes["signing"].entity
    assert isinstance(process, Process)
    draft, sign, file = process.steps

    ways = successors(process)
    assert ways[draft.id] == [Way("sign"), Way("file", "it is new", "branch")]
    assert ways[sign.id] == [Way("file"), Way("other.first"), Way("draft", kind="refused")]
    assert ways[file.id] == [Way(END)]


def test_parts_of_the_manual_hold_their_folders() -> None:
    """A file belongs to the innermost part whose folder it lies in, a part to the part above; outside there is none."""
    part = "kind: part\nid: {0}\ntitle: {0}\nowner: a\nsummary: S.\n"
    files = {
        "m/a/part.yml": part.format("basics"), "m/a/b/c/x.yml": role("a"), "m/a/b/part.yml": part.format("inner"), "m/y.yml": role("b"),
        "top.yml": part.format("top"),
    }  # fmt: skip
    graph = Graph([item for name, text in files.items() for item in load_text(name, text.encode())[0]])

    assert [[p.id for p in graph.parts_for(item)] for item in graph.loaded] == [
        [],
        ["inner", "basics"],
        ["basics"],
        [],
        [],
    ]
    assert graph.part_for(graph.entities["a"]) == graph.entities["inner"].entity


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdef"), max_size=3), max_size=6))
def test_reachable_is_closed(edges: dict[str, list[str]]) -> None:
    """What is reached from something reached is reached, and nothing else is."""
    found = reachable("a", edges)

    assert "a" in found
    assert all(target in found for id_ in found for target in edges.get(id_, ()))
    assert all(any(id_ in edges.get(source, ()) for source in found) for id_ in found - {"a"})


def test_former_ids_of_entities_and_parts_lead_on() -> None:
    """Renamed entities and steps are found by every name they had, alone and together."""
    text = PROCESS_BEFORE.encode()
    loaded, problems = load_text("playbooks/x.yml", text)
    assert problems == []
    former = Graph(loaded).former
    assert former == {
        "old-sign": "sign",
        "old-sign.draft": "sign.write",
        "old-sign.write": "sign.write",
        "sign.draft": "sign.write",
    }


PROCESS_BEFORE = """\
kind: process
id: sign
former_ids: [old-sign]
title: 签约
summary: 签订合同。
owner: seller
purpose: 签订合同
trigger: 谈妥
steps:
  - {id: write, former_ids: [draft], title: 起草, actor: seller, action: 起草合同}
"""


def test_titles_are_found_by_former_ids_and_links_to_themselves_end() -> None:
    """A former id has the title of today, an unknown one stays as it is, and a title that links itself is still printed."""
    graph = graph_of(PROCESS_BEFORE.replace("title: 签约", "title: '[[sign]]签约'"))
    draft = Draft(graph, words("zh-CN"), "index", Renderer(render_links(graph, "")), Shared())

    assert graph.title_of("old-sign.draft") == graph.title_of("sign.write") == "起草"
    assert graph.title_of("nothing") == "nothing"
    assert draft.title("sign") == "sign签约"


EDITS = {
    "nothing": ("title: Another", "title: Another"),
    "a text": ("purpose: P.", "purpose: Another purpose."),
    "a title and a name": ("title: Another", "title: Renamed\naliases: [Old]"),
    "a new link": ("purpose: P.", "purpose: See [[boss]]."),
    "another link": ("owner: seller", "owner: boss"),
    "a new part": ("steps:\n", "steps:\n- {id: zeroth, title: Z, actor: boss, action: A.}\n"),
    "a renamed part": ("- {id: first,", "- {id: second,"),
    "a former name": ("owner: seller", "owner: seller\nformer_ids: [before]"),
    "a former name of a part": ("- {id: first,", "- {id: first, former_ids: [zeroth],"),
    "another name": ("id: other", "id: another"),
    "a draft": ("owner: seller", "owner: seller\nstatus: draft"),
    "a link that leads nowhere": ("purpose: P.", "purpose: See [[nothing]]."),
    "a name that is taken": ("id: other", "id: boss"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("is_used", [True, False], ids=["used", "fresh"])
def test_a_renewed_graph_is_that_of_a_new_one(edit: tuple[str, str], is_used: bool) -> None:
    """After any edit, what is taken over from the graph before says the same as looking through everything again."""
    before = graph_of(PROCESS, OTHER.replace("contract.sign", "signing.sign"), *ROLES)
    if is_used:
        found_in(before)
    text = OTHER.replace("contract.sign", "signing.sign")
    edited = load_text("playbooks/1.yml", text.replace(*edit, 1).encode())[0]
    assert edited
    loaded = [item for old in before.loaded for item in (edited if old.entity.id == "other" else [old])]
    renewed = before.renewed(loaded)
    assert found_in(renewed) == found_in(Graph(loaded))
    assert found_in(renewed.renewed(before.loaded)) == found_in(Graph(before.loaded))


def found_in(graph: Graph) -> list[object]:
    """All that a graph says."""
    links = [graph.links, list(graph.links_to.items())]
    names = [list(graph.nodes.items()), list(graph.entities.items()), graph.former, graph.named, graph.part_of_file]
    ranks = [graph.rank(item.entity) for item in graph.loaded]
    return [*links, *names, ranks, graph.dangling, graph.duplicates, graph.duplicate_parts, graph.loaded]


def test_a_thing_to_do_without_words_of_its_own_is_called_what_it_links() -> None:
    """Readers see the title of what is to be read, never an id; also where a thing to do links itself."""
    path = (
        "kind: path\nid: way\ntitle: Way\nowner: seller\nsummary: For newcomers.\nrole: seller\nmilestones:\n"
        "  - {id: first, day: 1, title: First, goal: Knows it., items: [{id: read-it, do: read, link: sign}, "
        "{id: round, do: read, link: way.round}, {id: say, do: read, link: sign, text: Say it.}]}\n"
    )
    graph = graph_of(PROCESS_BEFORE, path)
    assert graph.title_of("way.read-it") == graph.title_of("sign")
    assert graph.title_of("way.round") == "round"
    assert graph.title_of("way.say") == "Say it."
