"""The JSON Schemas and the page on the playbook format."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from drillbook import schema
from drillbook.files import yaml_files
from drillbook.load import load_text
from drillbook.model import KINDS, SMALL_KINDS
from drillbook.model.walk import slots_of
from drillbook.schema.fields import fields_of, groups_of
from drillbook.schema.json_schema import schema_of
from drillbook.schema.reference import example, format_pages

ROOT = Path(__file__).parents[2]


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do (1.2 core): dates, ``no`` and ``08:30`` are text, ``true`` and ``5`` are not."""


EditorLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("tag:yaml.org,2002:bool", "^(?:true|false)$", "tf"),
    ("tag:yaml.org,2002:int", r"^[-+]?\d+$", "-+0123456789"),
    ("tag:yaml.org,2002:float", r"^[-+]?\d+\.\d*$", "-+0123456789"),
    ("tag:yaml.org,2002:null", "^(?:null|~|)$", ["~", "n", ""]),
):
    EditorLoader.add_implicit_resolver(tag, re.compile(pattern), list(first))


def complaints(text: str) -> list[str]:
    """What an editor would underline in a file, by the schema of its kind."""
    data: Any = yaml.load(text, EditorLoader)
    validator = jsonschema.Draft7Validator(schema_of(data["kind"]))
    return [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(data)]


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_valid_and_explains_every_key(kind: str) -> None:
    """Each schema is valid draft 7, closed, and describes each key in both languages."""
    made = schema_of(kind)
    jsonschema.Draft7Validator.check_schema(made)

    assert made["$schema"] == "http://json-schema.org/draft-07/schema#"
    for part in [made, *made.get("definitions", {}).values()]:
        for name, key in part.get("properties", {}).items():
            assert re.search(r"[\u4e00-\u9fff]", key["description"]), name
            assert len(key["description"].splitlines()) >= 2, name
        assert "properties" not in part or part["additionalProperties"] is False


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_example_is_loaded_and_fits_its_schema(kind: str, lang: str) -> None:
    """What the format page shows is what the loader and the editor accept, in both languages."""
    text = example(kind, lang)
    loaded, problems = load_text(f"{kind}.yml", text.encode())

    assert problems == []
    assert {item.entity.kind for item in loaded} == {kind}
    assert complaints(text) == []


@pytest.mark.parametrize("kind", KINDS)
def test_examples_use_the_same_ids_in_both_languages(kind: str) -> None:
    """The English example is the Chinese one in other words."""
    ids = [re.findall(r"\b(?:id|goto|kind|actor|by): ([\w-]+)", example(kind, lang)) for lang in ("zh-CN", "en")]

    assert ids[0] == ids[1]


@pytest.mark.parametrize("kind", KINDS)
def test_examples_show_every_key(kind: str) -> None:
    """A full example holds each key of its kind at least once; the common header is shown by some kinds."""
    text = example(kind, "en")
    model = KINDS[kind]
    header = {
        "aliases",
        "applies_to",
        "asked",
        "audience",
        "former_ids",
        "note",
        "replaced_by",
        "retired_because",
        "retired_on",
    }
    header |= {"review", "status", "tags", "version", "summary", "sources"}
    wanted = {field.name for field in fields_of(model)} - header

    assert {name for name in wanted if not re.search(rf"\b{name}:", text)} == set()


def test_every_file_of_the_manual_fits_its_schema() -> None:
    """An editor underlines nothing in the bundled manual, and every file names the schema of its kind."""
    files = [*yaml_files(ROOT / "playbooks"), *yaml_files(ROOT / "quizzes")]
    wrong = [f"{file.name}: {found}" for file in files for found in complaints(file.read_text("utf-8"))]

    assert len(files) > 50
    assert wrong == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("actor: salesperson", "actr: salesperson"), "'actr' was unexpected"),
        (("    actor: salesperson\n", ""), "'actor' is a required property"),
        (("critical: true", "critical: maybe"), "'maybe' is not of type 'boolean'"),
        (("id: draft", "id: Draft!"), "does not match"),
        (("steps:", "stepps:"), "'stepps' was unexpected"),
    ],
)
def test_an_editor_underlines_mistakes(change: tuple[str, str], named: str) -> None:
    """A wrong key, a missing actor, a wrong type and a bad id are seen while writing."""
    found = complaints(example("process", "en").replace(*change, 1))

    assert any(named in complaint for complaint in found), found


def test_one_text_may_stand_for_a_list_and_for_a_deadline() -> None:
    """What the loader takes in short form, the schema takes too."""
    step = schema_of("process")["definitions"]["Step"]["properties"]

    assert [part.get("type") for part in step["actor"]["anyOf"]] == [["string", "number"], "array"]
    assert step["deadline"]["anyOf"][0]["type"] == "string"


@pytest.mark.parametrize("kind", sorted(SMALL_KINDS))
def test_small_kinds_may_share_a_file(kind: str) -> None:
    """One entry alone and a list under ``entries`` are both allowed."""
    text = example(kind, "en")
    assert "entries:" in text
    first = yaml.load(text, EditorLoader)
    alone = {key: value for key, value in first.items() if key != "entries"} | first["entries"][0]

    assert complaints(yaml.safe_dump(alone, allow_unicode=True)) == []


def test_committed_files_are_fresh() -> None:
    """The schemas and pages in the checkout are what the models of today yield."""
    assert schema.outdated(ROOT) == []


def test_write_makes_what_is_missing_and_pages_only_where_they_are_wanted(tmp_path: Path) -> None:
    """A company's own manual gets the schemas; the reference pages only if it has the folder for them."""
    schema.write(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == sorted(f"{kind}.json" for kind in KINDS)
    assert schema.outdated(tmp_path) == []

    (tmp_path / "docs" / "reference").mkdir()
    pages = schema.outdated(tmp_path)
    assert len(pages) == 2 * (1 + len(KINDS))
    assert {"docs/reference/format.md", "docs/reference/kinds/role.en.md"} <= set(pages)
    (tmp_path / "docs" / "schemas" / "role.json").write_text("{}")
    schema.write(tmp_path)
    assert schema.outdated(tmp_path) == []
    assert json.loads((tmp_path / "docs" / "schemas" / "role.json").read_text("utf-8"))["title"] == "岗位 · role"


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_format_pages_have_every_kind_and_every_key(lang: str) -> None:
    """Nothing an author may write is missing from the pages."""
    pages = format_pages(lang)

    for kind, model in KINDS.items():
        assert f"kinds/{kind}.md" in pages["format"]
        for group in [model, *groups_of(model)]:
            for field in fields_of(group):
                assert f"| `{field.name}` |" in pages["format"] + pages[f"kinds/{kind}"]


@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_links_of_the_format_pages_lead_somewhere(lang: str) -> None:
    """Anchors are written down, unique on their page, and every link finds its page and anchor."""
    pages = format_pages(lang)
    anchors = {name: re.findall(r"\{#([\w-]+)\}", text) for name, text in pages.items()}

    for name, text in pages.items():
        assert (
            len(anchors[name])
            == len(set(anchors[name]))
            == len(re.findall(r"^#+ ", text.split("```")[0], re.MULTILINE))
        )
        for path, anchor in re.findall(r"\]\(([\w./-]*?)(?:\.md)?(?:#([\w-]+))?\)", text):
            target = {"": name, "../format": "format"}.get(path, path)
            if target != "problems":
                assert target in pages, path
                assert not anchor or anchor in anchors[target], anchor


def test_fields_agree_with_the_models() -> None:
    """The reading of types for schemas finds the same translated and referring fields as the walk over models."""
    for model in KINDS.values():
        for each in [model, *groups_of(model)]:
            marked = {slot.name for slot in slots_of(each) if slot.marker}
            assert {f.name for f in fields_of(each) if f.leaf in ("text", "reference")} == marked
