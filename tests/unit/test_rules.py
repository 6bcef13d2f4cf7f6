"""The catalogue of rules, the words for problems, and the pages made from them."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest
from builders import CASES

from drillbook.errors import Problem, report, sort_problems, summary
from drillbook.load.shape import noun_of
from drillbook.model import KINDS
from drillbook.model.record import Model
from drillbook.problem_docs import problem_pages
from drillbook.rules import RULES, Phrase, Rule
from drillbook.words.fields import field_description, format_models, model_description
from drillbook.words.phrases import either, language, listing, noun, phrase, with_article

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
_HAN = re.compile("[\u4e00-\u9fff]")


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_rule_says_the_same_in_both_languages(rule: Rule) -> None:
    """Both languages have a title, a message and a hint, filled with the same values; only the Chinese is Chinese."""
    assert _places(rule.en.message) == _places(rule.zh.message)
    assert _places(rule.en.hint) == _places(rule.zh.hint)
    assert _HAN.search(rule.zh.message)
    assert _HAN.search(rule.zh.title + rule.zh.message)
    assert not _HAN.search(rule.en.title + rule.en.message)
    assert rule.en.message.endswith(".")
    assert rule.zh.message.endswith("。")


@pytest.mark.parametrize("ending", [".md", ".en.md"])
def test_reference_pages_are_fresh(ending: str, request: pytest.FixtureRequest) -> None:
    """The committed pages are what the rules and cases of today yield; every rule is listed and has a heading to link."""
    pages = {name: text for name, text in problem_pages(CASES).items() if name.endswith(ending)}
    if request.config.getoption("--update-golden"):
        for name, page in pages.items():
            (REFERENCE / name).parent.mkdir(parents=True, exist_ok=True)
            (REFERENCE / name).write_text(page, "utf-8")

    assert {name: (REFERENCE / name).read_text("utf-8") for name in pages} == pages
    for code in RULES:
        group = f"problems/{code[:3].lower()}"
        assert f"({group}.md#{code})" in pages[f"problems{ending}"]
        assert re.search(rf"^## {code} .+ {{#{code}}}$", pages[f"{group}{ending}"], re.MULTILINE), code


@pytest.mark.parametrize("model", format_models())
def test_every_field_is_described_in_both_languages(model: str) -> None:
    """No field of the format is without a meaning in English and in Chinese."""
    for field in format_models()[model].model_fields:
        assert field_description(model, field, "en"), field
        assert _HAN.search(field_description(model, field, "zh-CN")), f"add it to words/fields.yml: {model}: {field}"


@pytest.mark.parametrize("name", [name for name, model in format_models().items() if model is not Model])
def test_every_model_is_described_in_both_languages(name: str) -> None:
    """No kind and no piece of one is without a meaning and a name in both languages."""
    assert model_description(name, "en").endswith(".")
    assert model_description(name, "zh").endswith("。")
    if name not in ("Entity", "Part"):
        assert _HAN.search(noun(noun_of(format_models()[name])).zh)


def test_chinese_descriptions_belong_to_fields_that_exist() -> None:
    """The Chinese table holds nothing that was renamed or removed in the models."""
    from drillbook.words.fields import _chinese

    for name, fields in _chinese().items():
        assert set(fields) - {"_"} <= set(format_models()[name].model_fields), name


def test_descriptions_of_a_kind_come_before_those_of_the_header() -> None:
    """A kind that says better what a field of the header means is heard."""
    assert field_description("Role", "summary", "zh") == "一句话介绍这个岗位。"
    assert field_description("Term", "summary", "zh") == field_description("Entity", "summary", "zh")
    assert field_description("Term", "nonsense", "zh") == ""


def test_phrases_join_in_each_language() -> None:
    """Lists, choices and articles are put together as each language does it."""
    assert with_article(noun("objection")) == Phrase("an objection", "异议")
    assert either([noun("role"), noun("form")]) == Phrase("role or form", "岗位或表单")
    assert listing(["a", "b"]) == Phrase("a, b", "a、b")
    assert phrase("write_text", key="x").text("zh").startswith("写成一行：`x: ……`")
    assert language("en") == Phrase("English", "英语")
    assert language("not-a-language!") == Phrase("not-a-language!", "not-a-language!")
    assert all(_HAN.search(noun(kind).zh) for kind in KINDS)


def test_problem_stays_on_one_readable_line() -> None:
    """Long values are cut and control characters shown, also in file names; half a character breaks nothing."""
    problem = Problem("a\udcff\x1b.yml", 1, 2, "DB504", {"value": "x\ny\x07" + "长" * 300}, "z\r")
    told = problem.line_text("zh")

    assert told.startswith("a\\udcff\\u001b.yml:1:2: 错误 DB504: “x y\\u0007长长")
    assert told.endswith("...”不是日期。您是不是想写“z ”？")
    assert "\n" not in told
    assert len(told) < 300
    told.encode()
    assert Problem("a", 1, 1, "DB604", {"reason": Phrase("x\x1b[2J", "x")}).message().endswith("x\\u001b[2J.")


def test_problems_are_sorted_and_told_once() -> None:
    """The order is file, line, column, code; what is found twice is told once."""
    some = [Problem(file, line, 1, code) for file in "ba" for line in (10, 9) for code in ("DB112", "DB105")]
    ordered = [(p.file, p.line, p.code) for p in sort_problems(some + some)]

    assert ordered == [(f, n, c) for f in "ab" for n in (9, 10) for c in ("DB105", "DB112")]


def test_summary_counts() -> None:
    """The last line says how many errors and warnings there are, in how many files."""
    some = [Problem("a", 1, 1, "DB112"), Problem("b", 1, 1, "DB105"), Problem("b", 2, 1, "DB105")]

    assert summary(some) == "1 error and 2 warnings in 2 files."
    assert summary(some, "zh") == "2 个文件，1 个错误，2 个警告。"
    assert summary([]) == "No problems found."
    assert report(some[:1]).splitlines()[-1] == "1 error and 0 warnings in 1 file."
