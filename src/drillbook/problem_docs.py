"""The reference of all problems as Markdown: made of the rules and of the golden cases, so that it cannot be out of date."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from drillbook.rules import RULES, Phrase, Rule

_ENDINGS: Final = {".md": "zh-CN", ".en.md": "en"}
_CONTEXT: Final = 1
_VISIBLE: Final = str.maketrans({"\t": "⇥", "\0": "␀", "\ufeff": "[BOM]"})
_TITLE = Phrase("Problems and how to mend them", "检查出的问题怎么改")
_INTRO = Phrase(
    """`drillbook check` lists everything that is wrong in the manual, all at once. Each problem stands on a line like this:

```text
playbooks/contract.yml:12:9: error DB303: There is no role 'saleperson'. Did you mean 'salesperson'?
```

That is the file, the line, the column, the level, the code and what is wrong; the indented line under it says what to do.
An error stops the build, a warning does not (with `--strict` it does). Look the code up below; `--lang zh-CN` tells everything in Chinese.""",
    """`drillbook check` 会一次列出手册里的所有问题。每个问题一行，例如：

```text
playbooks/contract.yml:12:9: 错误 DB303: 没有 id 为“saleperson”的岗位。您是不是想写“salesperson”？
```

依次是文件、行号、列号、级别、代码和问题所在；下面缩进的一行说明怎么改。
“错误”会停止生成，“警告”不会（加上 `--strict` 时也会）。请在下面按代码查找；`--lang en` 可以换成英文。""",
)
_GROUPS: Final = {
    "DB1": Phrase("The file cannot be read", "文件读不了"),
    "DB2": Phrase("The shape is wrong", "写法不对"),
    "DB3": Phrase("Ids and references", "id 与引用"),
    "DB4": Phrase("The flow", "流程与层级"),
    "DB5": Phrase("Values", "数值、期限与日期"),
    "DB6": Phrase("Translations", "译文"),
    "DB7": Phrase("Texts", "文字内容"),
    "DB8": Phrase("Quizzes", "测验"),
    "DB9": Phrase("Search", "搜索"),
}
_LEVELS: Final = {"error": Phrase("Error. ", "错误。"), "warning": Phrase("Warning. ", "警告。")}
_WRONG, _RIGHT = Phrase("Wrong:", "错误写法："), Phrase("Right:", "正确写法：")
_TOLD, _ALSO = Phrase("This is what you see:", "看到的提示："), Phrase("Also told as:", "同类情况：")


@dataclass(frozen=True, slots=True)
class _Case:
    about: Phrase
    bad: dict[str, Any]
    good: dict[str, Any]
    told: Phrase
    shown: bool


def problem_pages(cases: Path) -> dict[str, str]:
    """Makes a page that lists all codes, and one for each group of them, by their places: ``problems/db3.en.md``.

    Args:
        cases: The folder of the golden cases.
    """
    known = _read(cases)
    made: dict[str, str] = {}
    for ending, lang in _ENDINGS.items():
        made[f"problems{ending}"] = "\n".join(_contents(lang)) + "\n"
        for group in _GROUPS:
            made[f"problems/{group.lower()}{ending}"] = "\n".join(_page(group, known, lang)) + "\n"
    return made


def _read(folder: Path) -> dict[str, list[_Case]]:
    """The cases of each code; the one to be shown in full comes first."""
    found: dict[str, list[_Case]] = defaultdict(list)
    for path in sorted(folder.glob("DB*.yml")):
        raw = yaml.safe_load(path.read_text("utf-8"))
        told = Phrase(raw["expect"]["en"], raw["expect"]["zh"])
        case = _Case(Phrase(**raw["about"]), raw["bad"], raw["good"], told, raw.get("shown", False))
        found[raw["code"]].append(case)
    return {code: sorted(group, key=lambda case: not case.shown) for code, group in found.items()}


def _contents(lang: str) -> Iterator[str]:
    yield f"# {_TITLE.text(lang)} {{#section-top}}\n\n{_INTRO.text(lang)}"
    for group, title in _GROUPS.items():
        yield f"\n## {title.text(lang)} {{#{group}}}\n"
        for rule in _rules_of(group):
            yield f"- [{rule.code}](problems/{group.lower()}.md#{rule.code}) {rule.text(lang).title}"


def _page(group: str, cases: dict[str, list[_Case]], lang: str) -> Iterator[str]:
    yield f"# {group}..: {_GROUPS[group].text(lang)} {{#section-top}}"
    for rule in _rules_of(group):
        yield f"\n## {rule.code} {rule.text(lang).title} {{#{rule.code}}}\n"
        yield from _section(rule, cases.get(rule.code, []), lang)


def _rules_of(group: str) -> list[Rule]:
    return [rule for rule in RULES.values() if rule.code.startswith(group)]


def _section(rule: Rule, cases: list[_Case], lang: str) -> Iterator[str]:
    hint = rule.text(lang).hint
    yield (_LEVELS[rule.level].text(lang) + ("" if "{" in hint else hint)).rstrip()
    for case in cases[:1]:
        yield from _full(case, lang)
    if cases[1:]:
        yield f"\n{_ALSO.text(lang)}"
        yield "\n" + "\n".join(f"- {case.about.text(lang)}" for case in cases[1:])


def _full(case: _Case, lang: str) -> Iterator[str]:
    yield f"\n{case.about.text(lang)}"
    wrong, right = _excerpts(case)
    if wrong:
        yield f"\n{_WRONG.text(lang)}\n\n{_fence(wrong)}"
    yield f"\n{_TOLD.text(lang)}\n\n{_fence(case.told.text(lang))}"
    if wrong and right:
        yield f"\n{_RIGHT.text(lang)}\n\n{_fence(right)}"


def _fence(text: str) -> str:
    """A block of code, without a language: colouring every word of a hundred examples would double the page."""
    return f"```text\n{text.translate(_VISIBLE).rstrip()}\n```"


def _excerpts(case: _Case) -> tuple[str, str]:
    """What differs between the bad and the good files, with a few lines around; nothing for what is no text."""
    wrong: list[str] = []
    right: list[str] = []
    for name in case.bad | case.good:
        bad, good = case.bad.get(name, ""), case.good.get(name, "")
        if isinstance(bad, str) and isinstance(good, str) and bad != good:
            for lines, piece in zip((wrong, right), _differing(bad, good), strict=True):
                lines.append(f"# {name}\n{piece}" if piece else "")
    return "\n".join(filter(None, wrong)), "\n".join(filter(None, right))


def _differing(bad: str, good: str) -> tuple[str, str]:
    a, b = bad.splitlines(), good.splitlines()
    changes = [o for o in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes() if o[0] != "equal"]
    first, last = changes[0], changes[-1]
    wrong = a[max(0, first[1] - _CONTEXT) : last[2] + _CONTEXT]
    right = b[max(0, first[3] - _CONTEXT) : last[4] + _CONTEXT]
    return "\n".join(wrong), "\n".join(right)
