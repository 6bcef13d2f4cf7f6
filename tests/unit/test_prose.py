"""The rules on wording: what they find, what they let pass, and how an author accepts a finding."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from builders import graph_of, problems_of, role
from hypothesis import given
from hypothesis import strategies as st

from drillbook.building.build import check_manual
from drillbook.check.prose import check_prose
from drillbook.check.prose.alike import likeness, pairs
from drillbook.errors import DrillbookError
from drillbook.settings import Settings, settings_from

_TERM = "kind: term\nid: term-x\ntitle: {title}\nowner: seller\ndefinition: What it means.\nwording: {{{lang}: {{forbidden: [{word}]}}}}\n"
_POLICY = "kind: policy\nid: {id}\ntitle: {id}\nsummary: About {id}.\nowner: seller\nrules:\n{rules}"


def _codes(*texts: str, lang: str = "zh-CN") -> list[str]:
    return [problem.code for problem in check_prose(graph_of(*texts), lang)]


def _rules(id_: str, *rules: str) -> str:
    lines = "".join(f"  - {{id: r{number}, rule: {rule!r}}}\n" for number, rule in enumerate(rules))
    return _POLICY.format(id=id_, rules=lines)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("做好复访。", True),
        ("做好复访记录。", False),
        ("不说“复访”。", False),
        ("写在`复访`一栏。", False),
    ],
)
def test_forbidden_word_counts_only_by_itself(text: str, found: bool) -> None:
    """A word inside a longer name the manual knows, in quotation marks or in code is not used."""
    term = _TERM.format(title="回访", lang="zh-CN", word="复访")
    form = "kind: form\nid: form-x\ntitle: 复访记录\nowner: seller\n"

    assert _codes(role(mission=text), term, form) == (["DB703"] if found else [])


@pytest.mark.parametrize(("text", "found"), [("Two clues.", True), ("A CLUE", True), ("Cluedo, clueless", False)])
def test_forbidden_word_in_a_script_with_spaces(text: str, found: bool) -> None:
    """Case and the plural do not hide a word; as a piece of another word it does not count."""
    term = _TERM.format(title="lead", lang="en", word="clue")

    assert _codes(role(mission=text), term, lang="en") == (["DB703"] if found else [])


def test_customers_may_say_any_word() -> None:
    """What customers say, and what staff must not say, is not the manual's own wording."""
    term = _TERM.format(title="deposit", lang="en", word="good-faith money")
    objection = (
        "kind: objection\nid: objection-x\ntitle: Deposit\nowner: seller\ncategory: price\nmethod: asking\nreply: Of course.\n"
        "concern: Fears to lose it.\nmoves: [{id: ask, move: ask, how: Ask.}]\nsays: I want my good-faith money back\n"
        "do_not_say: The good-faith money is gone\n"
    )

    assert _codes(role(), term, objection, lang="en") == []


@pytest.mark.parametrize(("lang", "found"), [("zh-CN", ["DB704"]), ("en", [])])
def test_length_counts_columns_of_what_readers_see(lang: str, found: list[str]) -> None:
    """A translation may be longer than Chinese; a link counts by the words it shows, not by its id."""
    assert _codes(role(title="x" * 60), lang=lang) == found
    assert _codes(role(title="'[[seller-with-a-very-long-id-that-nobody-sees|short]]'"), lang=lang) == []


_SENTENCE = st.lists(
    st.sampled_from("客户 合同 报价 签字 复核 当天 经理 登记 回款 发货 样品 仓库 财务 邮件 周报".split()),
    min_size=8,
    max_size=14,
    unique=True,
).map("".join)


@given(text=_SENTENCE, place=st.integers(0, 2))
def test_a_rule_said_again_with_one_more_word_is_found(text: str, place: int) -> None:
    """Wherever a word is put in between the clauses of a rule, its twin is recognised, and from both ends alike."""
    clauses = [text[:6], text[6:12], text[12:]]
    other = [*clauses[:place], "凡是" + clauses[place], *clauses[place + 1 :]]
    one, two = "，".join(clauses), "，".join(other)

    assert likeness(pairs(one), pairs(two)) == likeness(pairs(two), pairs(one))
    if likeness(pairs(one), pairs(two)) >= 0.7:
        assert _codes(role(), _rules("a", one), _rules("b", two)) == ["DB705"]


def test_rules_that_differ_in_a_number_are_two() -> None:
    """The same sentence with another limit is another rule."""
    assert (
        _codes(
            role(),
            _rules("a", "合同金额超过10万元的，报销售经理审批后再签。", "合同金额超过50万元的，报销售经理审批后再签。"),
        )
        == []
    )


def test_time_grows_with_the_manual_not_with_its_square() -> None:
    """A phrase that stands in every text does not make every text be compared with every other."""
    text = "凡是超过权限的优惠，先请示销售经理，编号{}再答复客户。"
    sizes = (300, 2400)
    seconds = []
    for size in sizes:
        graph = graph_of(
            role(),
            _rules(
                "a",
                *(text.format("".join(chr(0x4E00 + (n * 7 + k * 131) % 9000) for k in range(9))) for n in range(size)),
            ),
        )
        start = time.perf_counter()
        list(check_prose(graph, "zh-CN"))
        seconds.append(time.perf_counter() - start)

    assert seconds[1] < 24 * seconds[0] + 0.5


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("找销售部经理。", True),
        ("找销售部门经理签字。", True),
        ("找“销售部经理”。", False),
        ("找酒店销售部经理。", False),
        ("找销售经理。", False),
    ],
)
def test_almost_the_name_of_a_role(text: str, found: bool) -> None:
    """A name with another word for the department is told; names the manual knows, and quotations, are not."""
    others = role("hotel", title="酒店销售部经理"), role("manager", title="销售经理")

    assert _codes(role(mission=text), *others) == (["DB706"] if found else [])


def test_a_name_near_two_roles_is_nobodys() -> None:
    """Where two titles are equally near, nothing is said: the author may mean either."""
    assert _codes(role(mission="找市场部专员。"), role("a", title="市场专员"), role("b", title="市场部人员")) == []


def test_findings_are_accepted_by_entity_or_part(tmp_path: Path) -> None:
    """An id under `accept` silences one rule in one place, and nothing else."""
    rules = _rules(
        "a", "凡是超过权限的优惠，先请示销售经理，再答复客户。", "超过权限的优惠，先请示销售经理，再答复客户。"
    )
    files = {"playbooks/r.yml": role("seller", title="x" * 90), "playbooks/a.yml": rules}
    assert [p.code for p in problems_of(files, tmp_path)] == ["DB705", "DB704"]

    settings = Settings(root=tmp_path, languages=("zh-CN",), accept={"DB705": ("a.r1",), "DB704": ("a",)})
    assert [p.code for p in check_manual(settings).problems] == ["DB704"]


def test_only_judgements_can_be_accepted() -> None:
    """A rule that protects readers or builds cannot be switched off, and a typing mistake is told."""
    with pytest.raises(DrillbookError):
        settings_from({"accept": {"DB702": ["x"]}}, "Manual", Path())
