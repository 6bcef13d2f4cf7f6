"""Reading YAML files: positions, decoding, folders, and that nothing an author writes makes it fall over."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
import yaml
from builders import CASES, check_texts, read_case, role
from hypothesis import example, given, settings
from hypothesis import strategies as st

from drillbook.check import check_graph
from drillbook.errors import Problem, report, sort_problems
from drillbook.files import MAX_BYTES, read_file, yaml_files
from drillbook.graph import Graph
from drillbook.load import load_folder, load_text, unread_ids
from drillbook.load.shape import closest_id
from drillbook.model.process import Process
from drillbook.model.reference import Kpi
from drillbook.model.walk import walk

PROCESS = """\
# A comment.
kind: process
id: signing
title: Sign the contract
summary: "From the draft
  to the archive."
owner: seller
purpose: |
  So that nothing is forgotten.
trigger: the customer agrees
aliases: [Signing, 'Contract: signed']
steps:
- id: draft
  title: Write it
  actor: seller
  action: Use the standard text.
  branches:
    - when: it is new
      goto: end
    - {when: it is large, goto: sign}
- {id: sign, title: Sign it, actor: [seller, boss], action: Sign twice.}
"""


def loaded_ids(text: str | bytes) -> tuple[list[str], list[Problem]]:
    """The ids in a text and what is wrong with it."""
    loaded, problems = load_text("x.yml", text if isinstance(text, bytes) else text.encode())
    return [item.entity.id for item in loaded], problems


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_every_value_is_found_where_it_stands(newline: str) -> None:
    """The line and column of each text and reference are those of its first character, or of its quotation mark."""
    text = PROCESS.replace("\n", newline)
    (item,), problems = load_text("x.yml", text.encode())
    lines = PROCESS.split("\n")

    assert problems == []
    marks = list(walk(item.entity))
    assert len(marks) == 18
    for mark in marks:
        line, column = item.source.locate(mark.path)
        first = lines[line - 1][column - 1 :].lstrip("\"'")
        assert first.startswith(("|", mark.value.split()[0])), (mark.path, line, column)


def test_swapped_letters_are_guessed() -> None:
    """Two letters in the wrong order are the commonest slip, and the id that was meant is found."""
    assert closest_id("contract-singing", ["contract-signing", "form-contract", "order"]) == "contract-signing"
    assert not closest_id("contract-shipment", ["contract-signing", "form-contract", "order"])


def test_missing_value_is_placed_at_what_should_hold_it() -> None:
    """A path that is not written leads to the innermost thing that is."""
    (item,), _ = load_text("x.yml", PROCESS.encode())

    assert item.source.locate(("steps", 1, "deadline")) == (21, 3)
    assert item.source.locate(("nothing",)) == (2, 1)
    assert item.source.locate(("steps", 0, "branches", 1, "goto"), at_key=True) == (20, 27)
    assert item.line(("steps", 0)) == 13


def test_piece_of_a_text_is_found_inside_it() -> None:
    """A link or tag inside a text has its own column, also in a text over several lines; else the text's place counts."""
    text = role().replace("What it is for.", "|\n  One line.\n  See [[seller]] here.")
    (item,), _ = load_text("x.yml", text.encode())

    assert item.source.locate(("mission",), inside="[[seller") == (7, 7)
    assert item.source.locate(("title",), inside="seller") == (3, 13)
    assert item.source.locate(("title",), inside="nowhere") == (3, 8)


def test_entries_share_what_stands_above_them() -> None:
    """Keys beside `entries` hold for each entry unless it has its own; their place is found too."""
    text = "kind: kpi\nowner: boss\nunit: EUR\nentries:\n- {id: a, title: A, definition: x}\n- {id: b, title: B, definition: x, unit: hours}\n"
    loaded, problems = load_text("x.yml", text.encode())

    assert problems == []
    assert [(i.entity.owner, i.entity.unit) for i in loaded if isinstance(i.entity, Kpi)] == [
        ("boss", "EUR"),
        ("boss", "hours"),
    ]
    assert loaded[0].line(("unit",)) == 3
    assert loaded[1].line(("unit",)) == 6


def test_plain_words_stay_text() -> None:
    """What other readers of YAML turn into numbers, dates and truth values stays what the author wrote."""
    text = role(title="no", summary="1.10", mission="08:30", version="2.0", department="2026-11-01", note="~")
    (item,), problems = load_text("x.yml", text.encode())

    assert problems == []
    dumped = item.entity.model_dump()
    assert [dumped[key] for key in ("title", "summary", "mission", "version", "department", "note")] == [
        "no", "1.10", "08:30", "2.0", "2026-11-01", "~",
    ]  # fmt: skip


def test_all_problems_of_a_file_are_told_at_once() -> None:
    """One run lists a repeated key, a tag, a wrong value and a missing key of the same file."""
    text = PROCESS.replace("action: Sign twice.", "action: !x Sign, action: Again, critical: perhaps").replace(
        "  title: Write it\n", ""
    )
    _, problems = loaded_ids(text)

    assert sorted(p.code for p in problems) == ["DB107", "DB110", "DB202", "DB506"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("{by: boss, what: Price, not yet}", "DB213"),
        ("{by: boss, what: Price, wrong: }", "DB201"),
        ("{general-manager}", "DB201"),
        ("{general-manager, what: Price}", "DB201"),
        ("\n      what: Price\n      ? wrong", "DB201"),
    ],
)
def test_a_comma_is_blamed_only_where_it_cut_a_text(written: str, code: str) -> None:
    """A key without a colon that no comma inside braces stands before is only a wrong key."""
    _, problems = loaded_ids(PROCESS.replace("  branches:", f"  approval: {written}\n  branches:"))

    assert {p.code for p in problems} & {"DB201", "DB213"} == {code}


def test_repeated_key_leaves_the_entity_known() -> None:
    """Whoever refers to an entity with a repeated key is not told that it does not exist."""
    ids, problems = loaded_ids(role() + "title: Again\n")

    assert ids == ["seller"]
    assert [p.code for p in problems] == ["DB107"]


def test_alias_repeats_a_piece() -> None:
    """A few aliases are fine: they mean the piece they name, and each use has the place of that piece."""
    text = PROCESS.replace("actor: seller", "actor: &us [seller, boss]").replace("actor: [seller, boss]", "actor: *us")
    (item,), problems = load_text("x.yml", text.encode())

    assert problems == []
    assert isinstance(item.entity, Process)
    assert item.entity.steps[1].actor == ("seller", "boss")


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 500_000,
        b"{a: " * 200_000,
        b"- " * 500_000,
        b"&a [*a]",
        b"? " * 100_000,
        b"a: " + b"'" * 900_001,
        b"*a : *a",
        b"--- &a\n<<: *a",
    ],
    ids=lambda content: content[:8].decode(),
)
def test_hostile_nesting_is_refused(content: bytes) -> None:
    """Brackets without end and pieces that hold themselves end with a problem, neither in a crash nor after minutes."""
    ids, problems = loaded_ids(content)

    assert ids == []
    assert problems


def test_largest_file_is_read() -> None:
    """The bound is one mebibyte, to the byte."""
    text = role().encode()

    assert loaded_ids(text + b"#" * (MAX_BYTES - len(text))) == (["seller"], [])
    assert [p.code for p in loaded_ids(text + b"#" * (MAX_BYTES - len(text) + 1))[1]] == ["DB108"]


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, MAX_BYTES])
def test_a_file_is_read_to_its_end(tmp_path: Path, size: int) -> None:
    """Files of every size up to the bound are read as a whole, those around the usual size too."""
    content = (b"0123456789" * (size // 10 + 1))[:size]
    (tmp_path / "a.yml").write_bytes(content)

    assert read_file(tmp_path / "a.yml", "a.yml") == (content, [])


def test_no_more_is_read_than_tells_that_a_file_is_too_large(tmp_path: Path) -> None:
    """Of a file beyond the bound one byte more than it is read."""
    (tmp_path / "a.yml").write_bytes(b"#" * (2 * MAX_BYTES))

    assert len(read_file(tmp_path / "a.yml", "a.yml")[0]) == MAX_BYTES + 1


def test_files_come_in_the_order_of_their_folders(tmp_path: Path) -> None:
    """A folder is sorted by its name, not by what stands behind it in the path: ``a`` before ``a-b``."""
    names = ["a.yml", "a-b/x.yml", "a/x.yml", "a/b/x.yml", "a/b-c.yml"]
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    found = list(yaml_files(tmp_path))

    assert found == sorted(found)
    assert {path.relative_to(tmp_path).as_posix() for path in found} == set(names)


def test_a_hundred_problems_are_all_listed_in_order() -> None:
    """A hundred problems of the shape and of the whole manual, in two files, come out sorted, with a line that counts them."""
    head = PROCESS[: PROCESS.index("- id: draft")]
    unknown_role = "".join(f"- {{id: step-{n}, title: T, actor: nobody, action: A}}\n" for n in range(50))
    unknown_key = "".join(f"- {{id: step-{n}, title: T, actor: boss, action: A, colour: red}}\n" for n in range(50))
    problems = check_texts(
        {
            "b.yml": head.replace("seller", "boss") + unknown_key,
            "a.yml": head.replace("seller", "boss") + unknown_role,
            "c.yml": role("boss"),
        }
    )
    told = report(problems).splitlines()

    expected = [f"{file}.yml:{line}" for file in "ab" for line in range(13, 63)]
    assert [line.rpartition(":")[0] for line in (told_at.split(": ")[0] for told_at in told[:-1:2])] == expected
    assert told[-1] == "100 errors and 0 warnings in 2 files."


def test_files_of_a_folder(tmp_path: Path) -> None:
    """Files are read in the order of their names; hidden ones, templates and other endings are left out."""
    for name in ("b/2.yml", "b/1.yaml", "a.yml", "_template.yml", ".hidden/x.yml", "b/_x/y.yml", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text(role("r" + str(len(name))))
    (tmp_path / "folder.yml").mkdir()

    assert [p.relative_to(tmp_path).as_posix() for p in yaml_files(tmp_path)] == ["a.yml", "b/1.yaml", "b/2.yml"]
    loaded, problems = load_folder(tmp_path, tmp_path.parent)
    assert [item.source.file for item in loaded] == [
        f"{tmp_path.name}/{name}" for name in ("a.yml", "b/1.yaml", "b/2.yml")
    ]
    assert problems == []
    assert load_folder(tmp_path / "nowhere", tmp_path) == ([], [])


def test_link_out_of_the_folder_is_left_out(tmp_path: Path) -> None:
    """A symbolic link reads nothing that lies outside the manual."""
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.yml").write_text(role("secret"))
    (inside / "link.yml").symlink_to(tmp_path / "secret.yml")
    (inside / "own.yml").write_text(role("own"))
    (inside / "again.yml").symlink_to(inside / "own.yml")

    assert [p.name for p in yaml_files(inside)] == ["again.yml", "own.yml"]


def test_ids_of_unread_files_are_known(tmp_path: Path) -> None:
    """The ids in a broken file, and the one by which it may be named, are found without understanding it."""
    (tmp_path / "x.yml").write_text(role("broken") + "\tid: 'other'\n")
    _, problems = load_folder(tmp_path, tmp_path)

    assert unread_ids(tmp_path, problems) == {"broken", "other", "x"}


GOOD = sorted(
    {text for path in CASES.glob("DB*.yml") for text in read_case(path)["good"].values() if isinstance(text, str)}
)
NASTY = st.sampled_from(
    [
        *"\t\n\r :-[]{}'\"|>&*!%@`#,?\\\0\x85\ufeff\u2028：",
        "- ",
        ": ",
        "---\n",
        "...",
        "<<: ",
        "!!str ",
        "null",
        "[[x]]",
        "kind",
        "id",
    ]
)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A valid file with a few edits as a slip of the hand, or of malice, makes them."""
    text = draw(st.sampled_from(GOOD))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        lines = text.split("\n")
        one, two = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        swapped = [lines[two] if n == one else lines[one] if n == two else line for n, line in enumerate(lines)]
        pasted = draw(NASTY | st.text(max_size=3))
        text = draw(
            st.sampled_from([text[:start] + text[end:], text[:start] + pasted + text[end:], "\n".join(swapped)])
        )
    return text


def survive(content: bytes) -> None:
    """Loads, connects, checks and tells; whatever is wrong comes out as problems with a place inside the file."""
    loaded, problems = load_text("x.yml", content)
    base, _ = load_text("y.yml", role("sales-manager").encode())
    problems = sort_problems([*problems, *check_graph(Graph(loaded + base))])
    for lang in ("en", "zh-CN"):
        report(problems, lang).encode()
    assert all(p.line >= 1 and p.column >= 1 for p in problems)
    assert loaded or problems


@settings(max_examples=400, deadline=None)
@given(mutated())
@example("kind: {}\n")
@example("kind: term\nentries: []\n")
@example("kind: [role]\nentries: []\n")
@example("kind: term\nentries: [[], {kind: []}]\n")
def test_edited_files_never_fall_over(text: str) -> None:
    """Any slip in a valid file ends in problems, never in a traceback."""
    survive(text.encode("utf-8", "replace"))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
@example(b"\xff\xfe")
@example("a: \x80".encode())
@example(b'a: "\\ud800"')
def test_arbitrary_bytes_never_fall_over(content: bytes) -> None:
    """Any bytes at all end in problems, never in a traceback."""
    survive(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "title", "steps", "kind", "owner", "entries", "turns"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(GOOD), st.data())
def test_values_of_any_shape_never_fall_over(text: str, data: st.DataObject) -> None:
    """Any value in the place of another, of any type, ends in problems, never in a traceback."""
    try:
        raw: Any = yaml.safe_load(text)
    except yaml.YAMLError:
        return
    holder, keys = raw, []
    while isinstance(holder, dict | list) and holder:
        keys = [holder, data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))]
        holder = holder[keys[1]]
        if data.draw(st.booleans()):
            break
    if keys:
        keys[0][keys[1]] = data.draw(JSON)
        survive(yaml.safe_dump(raw, allow_unicode=True).encode())


def test_base64_cases_are_what_they_say() -> None:
    """The case of the wrong encoding really is text in another encoding."""
    bad = read_case(CASES / "DB104-gbk.yml")["bad"]["playbooks/x.yml"]

    assert "报价单" in base64.b64decode(bad["base64"]).decode("gbk")
