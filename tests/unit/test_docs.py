"""The hand-written documentation says what is so: examples load, links lead somewhere, commands exist, languages agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from drillbook.building.build import check_manual
from drillbook.check import check_graph
from drillbook.cli.app import app
from drillbook.errors import Problem, sort_problems
from drillbook.framing import variant
from drillbook.graph import Graph
from drillbook.load import Loaded, load_folder, load_text
from drillbook.model.item import Item, Option
from drillbook.model.process import Process, Step
from drillbook.quiz.shortage import blueprint_problems
from drillbook.settings import listed, read_config, read_settings, settings_from
from drillbook.site.nav import PRACTICE
from drillbook.site.registers import REGISTERS
from drillbook.words import words

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
READMES = {"en": ROOT / "README.md", "zh-CN": ROOT / "README.zh-CN.md"}
CHINESE = sorted([*DOCS.glob("guide/*[a-z].md"), *DOCS.glob("contributing/*.md")])
CHINESE = [page for page in CHINESE if not page.name.endswith(".en.md")]
ENGLISH = [page.with_name(f"{page.stem}.en.md") for page in CHINESE]
CHANGELOGS = {"en": DOCS / "changelog.md", "zh-CN": DOCS / "changelog.zh-CN.md"}
CHINESE.append(CHANGELOGS["zh-CN"])
ENGLISH.append(CHANGELOGS["en"])
PAGES = [*READMES.values(), *CHINESE, *ENGLISH]
GENERATED = {DOCS / "reference" / f"{name}.md" for name in (*REGISTERS, "sources")} | {DOCS / "index.md"}
GENERATED |= {DOCS / "practice" / f"{name}.md" for name in PRACTICE}

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#{1,6}) (.+?)(?: \{#([a-z][a-z0-9-]*)\})?$", re.MULTILINE)
_ANY_ID = re.compile(r"\{#([A-Za-z][\w-]*)\}")
_LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
_SCRIPT = re.compile(r"scripts/(\w+)\.py((?: --[\w-]+)*)")
_CODE = re.compile(r"`([^`\n]+)`")


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _prose(text: str) -> str:
    """A page without its blocks of code."""
    return _FENCE.sub("", text)


@dataclass(frozen=True)
class Block:
    """A block of code of a page."""

    page: Path
    number: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{_name(self.page)}-{self.number}"


def _blocks(*languages: str) -> list[Block]:
    found = []
    for page in PAGES:
        for number, match in enumerate(_FENCE.finditer(page.read_text("utf-8")), 1):
            if match[1] in languages:
                found.append(Block(page, number, match[1], match[2]))
    return found


@cache
def _bundled() -> tuple[Loaded, ...]:
    loaded = []
    for folder in ("playbooks", "quizzes"):
        more, _ = load_folder(ROOT / folder, ROOT)
        loaded += more
    return tuple(loaded)


def _problems_with(text: str, file: str = "playbooks/b-core/sample-delivery.yml") -> list[Problem]:
    """What is wrong with a new file in the bundled manual."""
    loaded, problems = load_text(file, text.encode())
    everything = [*problems, *check_graph(Graph([*_bundled(), *loaded]))]
    return sort_problems(problem for problem in everything if problem.file == file)


def _in_its_place(piece: dict[str, Any]) -> str:
    """A piece of a playbook put where its keys belong: on top of a process, or into its step."""
    step = {"id": "first", "title": "t", "actor": "salesperson", "action": "a"}
    process = {
        "kind": "process",
        "id": "docs-example",
        "title": "t",
        "summary": "s",
        "owner": "sales-manager",
        "purpose": "p",
        "trigger": "t",
    }
    if not set(piece) <= set(Process.model_fields):
        assert set(piece) <= set(Step.model_fields), piece.keys()
        step, piece = step | piece, {}
    return yaml.safe_dump({**process, "steps": [step], **piece}, allow_unicode=True)


def _options(config: Any) -> Any:
    return next(options for _, name, options in listed(config["plugins"]) if name == "drillbook")


@pytest.mark.parametrize("block", _blocks("yaml"), ids=str)
def test_yaml_in_the_documentation_is_sound(block: Block) -> None:
    """A reader who copies an example gets what the page promises: it loads and fits the bundled manual."""
    data = yaml.load(block.text, yaml.BaseLoader)

    if data is None:
        assert "$schema=" in block.text
    elif "plugins" in data:
        assert settings_from(_options(data), "Manual", ROOT).languages
    else:
        problems = _problems_with(block.text if "kind" in data else _in_its_place(data))
        # An example may use a name that something in the bundled manual has, and lists sources that nothing uses.
        assert [problem.line_text() for problem in problems if problem.code not in ("DB306", "DB311")] == []


def test_blueprints_of_the_guides_can_be_drawn() -> None:
    """The bundled manual yields all items and all forms that an example blueprint asks for: copied, it passes the check."""
    examples = [block for block in _blocks("yaml") if "kind: blueprint" in block.text]
    assert {block.page.name for block in examples} >= {"trainer.md", "trainer.en.md"}
    shelf = check_manual(read_settings(ROOT)).bank.shelf("zh-CN")
    for block in examples:
        loaded, _ = load_text("quizzes/blueprints/of-the-guide.yml", block.text.encode())
        problems = blueprint_problems(Graph([*_bundled(), *loaded]), shelf)
        told = [problem.line_text() for problem in problems if problem.file.endswith("of-the-guide.yml")]
        assert told == [], block


@pytest.mark.parametrize("block", [b for b in _blocks("text") if "DB303" in b.text], ids=str)
def test_quoted_problem_is_what_the_program_says(block: Block) -> None:
    """The problem shown as an example is told word for word when the example of the README is spoilt as described."""
    lang = "zh" if "错误" in block.text else "en"
    readme = READMES["zh-CN" if lang == "zh" else "en"]
    example = next(b for b in _blocks("yaml") if b.page == readme)
    spoilt = example.text.replace("actor: warehouse-officer", "actor: warehouse-oficer")

    told = [f"{problem.line_text(lang)}\n    {problem.hint(lang)}\n" for problem in _problems_with(spoilt)]

    assert told == [block.text]


def _links() -> Iterator[tuple[Path, str, bool]]:
    for page in PAGES:
        for image, target in _LINK.findall(_prose(page.read_text("utf-8"))):
            if "://" not in target:
                yield page, target, bool(image)


@pytest.mark.parametrize(
    ("page", "target"),
    [(p, t) for p, t, image in _links() if not image],
    ids=lambda v: _name(v) if isinstance(v, Path) else v,
)
def test_link_leads_to_a_page_and_a_heading(page: Path, target: str) -> None:
    """A link names a page that exists or that the engine makes, and a heading of it, in the same language."""
    place, _, anchor = target.partition("#")
    file = (page.parent / place).resolve() if place else page
    translated = file.with_name(f"{file.stem}.en.md")
    if page in ENGLISH and translated.is_file():
        file = translated

    assert file.is_file() or file in GENERATED
    assert not anchor or anchor in _ANY_ID.findall(file.read_text("utf-8"))


@pytest.mark.parametrize(
    ("page", "target"),
    [(p, t) for p, t, image in _links() if image],
    ids=lambda v: _name(v) if isinstance(v, Path) else v,
)
def test_picture_is_there(page: Path, target: str) -> None:
    """No page shows a broken picture."""
    assert (page.parent / target).is_file()


def _written_commands() -> Iterator[tuple[str, str]]:
    """Every call of the program in code, with the page it stands on; DIR stands for an argument."""
    for page in PAGES:
        text = page.read_text("utf-8")
        pieces = _CODE.findall(_prose(text)) + [
            line for m in _FENCE.finditer(text) if m[1] == "sh" for line in m[2].splitlines()
        ]
        yield from ((_name(page), piece) for piece in pieces if re.match(r"drillbook( |$)", piece))


@pytest.mark.parametrize(("page", "line"), sorted(set(_written_commands())))
def test_command_exists_with_its_options(page: str, line: str) -> None:
    """Every command that a page names is one of the program, and takes the options it is shown with."""
    command: Any = typer.main.get_command(app)
    rest = line.split()[1:]
    while rest and hasattr(command, "commands"):
        assert rest[0] in command.commands, f"{page}: {line}"
        command = command.commands[rest.pop(0)]
    options = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)} | {
        "--help"
    }

    assert {word for word in rest if word.startswith("-")} <= options, f"{page}: {line}"


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_script_exists_with_its_options(page: Path) -> None:
    """Every script that a page names exists and knows the options it is shown with."""
    for name, options in _SCRIPT.findall(page.read_text("utf-8")):
        script = (ROOT / "scripts" / f"{name}.py").read_text("utf-8")
        assert all(f'"{option}"' in script for option in options.split()), f"{name} {options}"


def _outline(page: Path) -> list[tuple[int, str]]:
    return [(len(marks), id_) for marks, _, id_ in _HEADING.findall(_prose(page.read_text("utf-8")))]


@pytest.mark.parametrize(("chinese", "english"), list(zip(CHINESE, ENGLISH, strict=True)), ids=_name)
def test_both_languages_have_the_same_headings(chinese: Path, english: Path) -> None:
    """The language switch and every link find the same place in both languages."""
    assert _outline(chinese) == _outline(english)


def _bullets(page: Path) -> dict[str, int]:
    """How many bullets stand under each heading."""
    _, *groups = re.split(r"^#+ ", page.read_text("utf-8"), flags=re.MULTILINE)
    return {_ANY_ID.findall(group)[0]: len(re.findall(r"^- ", group, re.MULTILINE)) for group in groups}


def test_both_changelogs_say_the_same() -> None:
    """A reader of either language is told of as many things in each group."""
    one, other = (_bullets(page) for page in CHANGELOGS.values())

    assert list(one.items()) == list(other.items())
    assert sum(one.values()) > 0


@pytest.mark.parametrize("page", [*CHINESE, *ENGLISH], ids=_name)
def test_page_has_one_title_and_named_headings(page: Path) -> None:
    """A page begins with its only title, and no heading relies on a generated anchor."""
    outline = _outline(page)

    assert page.read_text("utf-8").startswith("# ")
    assert [level for level, _ in outline].count(1) == 1
    assert all(id_ for level, id_ in outline if level > 1)
    assert len({id_ for _, id_ in outline}) == len(outline)
    assert all(below - above <= 1 for (above, _), (below, _) in pairwise(outline))


def test_both_readmes_say_the_same() -> None:
    """The two READMEs have the same headings, blocks of code, links and commands."""
    one, other = (page.read_text("utf-8") for page in READMES.values())

    assert _levels(one) == _levels(other)
    assert [m[1] for m in _FENCE.finditer(one)] == [m[1] for m in _FENCE.finditer(other)]
    assert [t for _, t in _LINK.findall(one)[1:]] == [t for _, t in _LINK.findall(_with_english_names(other))[1:]]
    assert _listed(one) == _listed(other)


def _levels(text: str) -> list[int]:
    return [len(marks) for marks, _, _ in _HEADING.findall(_prose(text))]


def _listed(text: str) -> list[str]:
    """The commands of the README's table."""
    return re.findall(r"^\| `(drillbook[a-z ]*[a-z])(?: DIR)?`", text, re.MULTILINE)


def _with_english_names(text: str) -> str:
    return re.sub(r"\((docs/[\w/-]+)\.md", r"(\1.en.md", text)


def test_readme_lists_every_command() -> None:
    """No command is left out of the README's table."""
    program: Any = typer.main.get_command(app)
    known = {
        f"drillbook {name} {below}".rstrip()
        for name, command in program.commands.items()
        for below in getattr(command, "commands", [""])
    }

    assert set(_listed(READMES["en"].read_text("utf-8"))) == known


def _places(items: list[Any]) -> Iterator[str]:
    for item in items:
        for value in item.values() if isinstance(item, dict) else [item]:
            yield from _places(value) if isinstance(value, list) else [value]


def _titles(items: list[Any]) -> Iterator[str]:
    for item in items:
        if isinstance(item, dict):
            for title, value in item.items():
                yield title
                yield from _titles(value) if isinstance(value, list) else ()


def test_navigation_holds_every_page_and_its_titles_are_translated() -> None:
    """Every hand-written and generated reference page is in the navigation once; its titles exist in English."""
    config = read_config(ROOT)
    places = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    here = {place for place in places if not variant(place, tuple(READMES))}

    assert sorted(_places(config["nav"])) == sorted(here)
    assert set(_titles(config["nav"])) == set(_options(config)["nav_titles"]["en"])


def test_ids_in_the_documentation_are_those_of_the_bundled_manual() -> None:
    """A reader who follows an example finds what it names: links, permanent links and keys of the catalogue."""
    graph = Graph(list(_bundled()))
    for page in PAGES:
        text = page.read_text("utf-8")
        named = re.findall(r"\[\[([a-z][\w.-]+)(?:\|[^\]]*)?\]\]", text) + re.findall(r"/id/([a-z][\w.-]+)/", text)
        assert [id_ for id_ in named if id_ not in graph.nodes and id_ != "id"] == [], page
        for key, source in re.findall(r'msgctxt "(.+?)"\nmsgid "(.+?)"', text):
            entity, _, place = key.partition(":steps.")
            assert graph.nodes[f"{entity}.{place.removesuffix('.title')}"].title == source


# Quoted in guides, but no words of the interface.
_OTHER_QUOTES = {
    "zh-CN": {
        "书上改了、题还是老的",
        "客户",
        "证据",
        "需要处理",
        "3天",
        "5 days",
        "怎么改",
        "谁保管哪张表",
        "检查出的问题怎么改",
        "英文冒号加空格",
        "空格加井号",
    },
    "en": {"needs work", "5 days", "3天"},
}
_QUOTES = {"zh-CN": re.compile(r"“([^”]+)”"), "en": re.compile(r'"([^"\n]+)"')}


@pytest.mark.parametrize("page", [*CHINESE, *ENGLISH], ids=_name)
def test_quoted_labels_are_those_of_the_interface(page: Path) -> None:
    """What a guide calls a button or heading is what readers see."""
    lang = "en" if page in ENGLISH else "zh-CN"
    shown = "\n".join(words(lang).values())
    prose = _CODE.sub("", _prose(page.read_text("utf-8")))

    assert [q for q in _QUOTES[lang].findall(prose) if q not in _OTHER_QUOTES[lang] and q not in shown] == []


@pytest.mark.parametrize("name", ["trainer.md", "trainer.en.md"])
def test_the_guide_tells_every_field_of_the_bank(name: str) -> None:
    """The table of the bank's JSON has the fields of an item in their order, with those of its options."""
    table = (DOCS / "guide" / name).read_text("utf-8").partition("{#bank-format}")[2].partition("\n#")[0]

    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(Item.model_fields)
    options = next(line for line in table.splitlines() if line.startswith("| `options`"))
    assert set(Option.model_fields) <= set(_CODE.findall(options))


@pytest.mark.parametrize("page", [READMES["zh-CN"], *CHINESE], ids=_name)
def test_chinese_has_chinese_punctuation(page: Path) -> None:
    """Between Chinese characters stand full-width marks, and a sentence ends its line."""
    prose = _CODE.sub("", _LINK.sub("", _prose(page.read_text("utf-8"))))

    assert re.findall(r"[\u4e00-\u9fff] ?[,;:!?()][\u4e00-\u9fff]?", prose) == []
    assert [
        line
        for line in prose.splitlines()
        if re.search(r"[。！？](?=[^”）*|\s])", line) and not re.match(r"\s*(?:[-|]|\d+\.)", line)
    ] == []
