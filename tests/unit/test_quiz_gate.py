"""The gate: every flaw of the list, planted into sound items, is found by exactly the check that is there for it."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from quiz_manual import changed, manual
from test_quiz import rendered
from test_quiz_guess import bank as fair_bank
from test_quiz_guess import first_place

from drillbook.model.item import INTERACTIONS, Form, Item, ItemType, Option, Prompt
from drillbook.model.quiz import Blueprint
from drillbook.quiz import assemble
from drillbook.quiz.contract import coverage_schema
from drillbook.quiz.coverage import coverage, measure
from drillbook.quiz.generate import Bank
from drillbook.quiz.lint import Truths, flaws_of, lint_form
from drillbook.quiz.lint.flaw import Flaw
from drillbook.quiz.lint.gate import Report, judge
from drillbook.quiz.lint.guess import battery
from drillbook.quiz.lint.parity import parity
from drillbook.quiz.lint.proof import stale
from drillbook.quiz.view import View
from drillbook.words import words

LANGUAGES = ("zh-CN", "en")
CONTRACT = Path(__file__).parents[2] / "docs" / "reference" / "coverage.schema.json"


def item(
    *options: str, stem: str = "谁来做这件事？", key: int = 0, type_: ItemType = "single_choice", **values: object
) -> Item:
    """A single-choice item on a fact of its own, or another item with these values."""
    made = tuple(
        Option(id="abcdefgh"[n], text=text, key=n == key, rationale=f"{stem}{n}", link="x")
        for n, text in enumerate(options)
    )
    whole = {
        "id": "x~ask", "type": type_, "level": "recall", "lang": "zh-CN", "stem": stem, "options": made,
        "answer": ("abcdefgh"[key],), "facts": ("x",), "source": "f:1", "hash": "h", "link": "x", "template": "x.ask",
    }  # fmt: skip
    return Item.model_validate(whole | values)


def english(*options: str, stem: str = "Who does this?", **values: object) -> Item:
    """An English item."""
    return item(*options, stem=stem, **{"lang": "en", **values})  # type: ignore[arg-type]


def several(*options: str, keys: int) -> Item:
    """An item of which the first options are right."""
    made = item(*options, type_="multiple_response", answer=tuple("abcdefgh"[:keys]))
    return made.model_copy(
        update={"options": tuple(o.model_copy(update={"key": n < keys}) for n, o in enumerate(made.options))}
    )


def sorted_under(options: list[str], prompts: dict[str, int], type_: ItemType = "classification") -> Item:
    """Prompts, each with the place of its option."""
    made = item(*options, type_=type_, stem="请分到各类。")
    asked = tuple(Prompt(id=str(n), text=text, rationale="r", link="x") for n, text in enumerate(prompts, 1))
    answer = tuple(f"{n}={'abcdefgh'[place]}" for n, place in enumerate(prompts.values(), 1))
    options_ = tuple(o.model_copy(update={"key": True}) for o in made.options)
    return made.model_copy(update={"prompts": asked, "answer": answer, "options": options_})


SOUND = {
    "roles": item("销售员", "总经理", "送货工"),
    "English": english("Driver", "Seller", "Clerk"),
    "numbers": item("1天内", "2天内", "3天内", stem="多久之内要办完？", key=1),
    "several": several("核对价格", "登记客户", "隐瞒缺货", "口头答应", keys=2),
    "true or false": item("对", "不对", type_="true_false", stem="判断正误：报价由总经理负责。"),
    "cloze": item("3天内", type_="cloze", stem="报价要在____天内发出。", answer=("3",)),
    "classes": sorted_under(["准备", "商定"], {"登记询价": 0, "编制报价": 0, "谈判条款": 1, "签订合同": 1}),
    "matched": sorted_under(["甲组", "乙组", "丙组"], {"登记": 0, "报价": 1, "送货": 2}, "matching"),
}

PLANTED: list[tuple[str, str, Item]] = [
    ("the longest key", "Q01", item("由总经理当面核对以后签字", "办公室销售员", "驾驶室送货工")),
    ("the shortest key", "Q02", item("甲方", "办公室销售员", "驾驶室送货工")),
    ("a spread of lengths", "Q03", item("仓库送货工", "总部", "客户的采购主管和他的上级领导")),
    ("all of the above", "Q04", item("销售员", "以上都是", "送货工")),
    ("none of the above", "Q04", english("Driver", "Both of these", "Clerk")),
    ("an absolute distractor", "Q05", item("当面核对", "一律拒绝", "转告同事", stem="怎么办？")),
    ("an absolute key", "Q05", english("Always confirm", "Wait a while", "Call again", stem="What do you do?")),
    ("a vague key", "Q06", item("通常核对", "立即拒绝", "转告同事", stem="怎么办？")),
    ("a negative stem", "Q07", item("销售员", "总经理", "送货工", stem="下面哪一个不属于门店？")),
    ("a negative stem in English", "Q07", english("Driver", "Seller", "Clerk", stem="Who does not sign here?")),
    ("a double negative", "Q07", item("不签字", "先付款", "再发货", stem="下面哪一项不包括在内？")),
    ("clang", "Q08", item("合同审批专员", "门店导购专员", "仓库送货专员", stem="谁来做合同审批？")),
    ("clang in English", "Q08", english("Contract officer", "Shop driver", "Sales clerk", stem="Who signs the contract?")),
    ("a number beside its gap", "Q08", item("3天内", type_="cloze", stem="报价3天内有效，要在____天内发出。", answer=("3",)).model_copy(update={"options": (Option(id="a", text="3", key=True, rationale="r", link="x"),)})),
    ("prompts that find their options", "Q08", sorted_under(["登记组", "报价组", "送货组"], {"登记询价": 0, "编制报价": 1, "安排送货": 2}, "matching")),
    ("convergence", "Q09", item("核对报价并签字", "核对报价并归档", "复印文件并签字", stem="下一步是什么？")),
    ("the odd one out", "Q10", item("总经理", "仓库送货工", "仓库管理工")),
    ("the only figure", "Q10", item("科室2", "门店", "库房", stem="在哪里？")),
    ("a duplicate", "Q11", item("送货工", "总经理", "送货工。")),
    ("the key and its denial", "Q11", item("可以送货", "不可以送货", "可以问总部", stem="怎么办？")),
    ("a K-type option", "Q12", item("总经理", "A和B都对", "送货工")),
    ("an article", "Q13", english("Invoice", "Receipt", "Contract", stem="The clerk writes an ____")),
    ("a measure word", "Q13", item("报价单", "送货工", "总经理", stem="客户先收到一张____")),
    ("keys told by their verbs", "Q13", several("Leaving the room", "Hiding the date", "Ask the driver", "Write the total", keys=2).model_copy(update={"lang": "en", "stem": "Which of these do you stop?"})),
    ("a colon behind a colon", "Q25", item("销售员", "总经理", "送货工", stem="请看：这一步由谁做：登记？")),
    ("two question marks", "Q25", english("Driver", "Seller", "Clerk", stem="Who says: “Which colour?”?")),
    ("numbers out of order", "Q14", item("3天内", "1天内", "2天内", stem="多久之内要办完？")),
    ("overlapping ranges", "Q14", item("1-3天", "2-5天", "6-9天", stem="多久之内要办完？")),
    ("a stem that asks nothing", "Q15", item("销售员", "总经理", "送货工", stem="关于门店")),
    ("which is true", "Q15", item("销售员", "总经理", "送货工", stem="下列说法正确的是？")),
    ("a stem too long", "Q16", item("销售员", "总经理", "送货工", stem="问" * 121 + "？")),
    ("two options", "Q16", item("销售员", "总经理")),
    ("another language", "Q18", english("Driver", "销售员", "Clerk")),
    ("one class for all", "Q22", sorted_under(["准备", "商定"], {"登记询价": 0, "编制报价": 0, "谈判条款": 0, "签订合同": 0})),
    ("nothing but keys", "Q22", several("核对价格", "登记客户", "说明缺货", "书面答应", keys=4)),
]  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_sound_items_pass(name: str) -> None:
    """Items of every way of answering that have no flaw are left alone."""
    assert flaws_of(SOUND[name]) == []


@pytest.mark.parametrize(("check", "planted"), [row[1:] for row in PLANTED], ids=[row[0] for row in PLANTED])
def test_a_planted_flaw_is_found_by_its_check(check: str, planted: Item) -> None:
    """The flaw is found, and by no other check."""
    assert {flaw.check for flaw in flaws_of(planted)} == {check}


def test_what_sets_the_key_apart_is_told_as_it_is_written() -> None:
    """Authors read the signs they wrote."""
    quoted = item("写上“已收”", "通知门店", "交给库房", stem="收到以后做什么？")
    assert [flaw.detail for flaw in flaws_of(quoted) if flaw.check == "Q10"] == ["“”: 写上“已收”"]


# ------------------------------------------------------------------ proof


@cache
def both() -> Bank:
    """The bank of the small manual."""
    return Bank({lang: manual(lang) for lang in LANGUAGES})


@cache
def truths() -> Truths:
    """What the small manual states."""
    return Truths(View(manual(), words("zh-CN")))


def by_template(template: str) -> Item:
    """Any item of a template."""
    return next(i for i in both().items("zh-CN") if i.template.endswith(template))


@pytest.mark.parametrize(
    "template", [".ask", ".name", ".judge", ".order", ".gap", ".many", ".match", ".sort", ".mistake"]
)
def test_a_wrong_key_is_found(template: str) -> None:
    """An item of any template is proven as it is; with another answer, or other options marked, it is refused."""
    found = by_template(template)
    assert not [flaw for flaw in truths().check(found) if flaw.level == "error"]
    options = tuple(o.model_copy(update={"key": not o.key}) for o in found.options)
    other = ("a",) if found.answer == ("b",) else ("b",)
    answer = found.answer[1:] + found.answer[:1] if len(found.answer) > 1 and template != ".gap" else other
    if found.prompts:
        right = [a.partition("=")[2] for a in found.answer]
        answer = tuple(f"{p.id}={r}" for p, r in zip(found.prompts, right[1:] + right[:1], strict=True))
    spoilt = found.model_copy(
        update={"options": options, "answer": answer, "before": tuple((b, a) for a, b in found.before)}
    )
    assert "Q17" in {flaw.check for flaw in truths().check(spoilt)}


@pytest.mark.parametrize("type_", ["who_may_decide", "next_best_move"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_decisions_and_moves_are_proven(type_: str, lang: str) -> None:
    """Marking a wrong option as right in one of these is refused in each language, as the manual does not state it."""
    judge_ = Truths(next(view for view in both().views if view.lang == lang))
    items = [each for each in both().items(lang) if each.type == type_]
    assert items
    for found in items:
        wrong = next(o.text for o in found.options if not o.key)
        marked = tuple(o.model_copy(update={"key": o.key or o.text == wrong}) for o in found.options)
        assert "Q17" not in {flaw.check for flaw in judge_.check(found)}
        told = [f.detail for f in judge_.check(found.model_copy(update={"options": marked})) if f.check == "Q17"]
        assert told == [wrong]


def with_mistake(relation: str, lang: str = "zh-CN") -> tuple[Item, int, Truths]:
    """A procedure with a planted mistake, the place of its line, and what proves it."""
    found = next(i for i in both().items(lang) if i.template == f"{relation}.mistake")
    view = next(view for view in both().views if view.lang == lang)
    return found, [o.key for o in found.options].index(True), Truths(view)


def retold(item: Item, texts: list[str]) -> Item:
    """The item with other texts of its lines; what is marked stays."""
    options = tuple(o.model_copy(update={"text": t}) for o, t in zip(item.options, texts, strict=True))
    return item.model_copy(update={"options": options})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_another_wrong_line_of_a_procedure_is_found(lang: str) -> None:
    """A line that names a role the manual does not is refused where nothing was planted; so is a true line that is marked."""
    found, place, proof = with_mistake("step_actor", lang)
    texts = [o.text for o in found.options]
    step = found.options[place].link
    view = proof.view
    details = ((name, view.facts.get(f"{name}:{step}")) for name in ("step_actor", "step_deadline", "step_output"))
    true = view.line(step, [(name, view.value(fact.values[0])) for name, fact in details if fact]) or ""
    other = (place + 1) % len(texts)
    two_wrong = [texts[place] if n == other else text for n, text in enumerate(texts)]
    assert [flaw.detail for flaw in proof.check(retold(found, two_wrong))] == [texts[place]]
    none_wrong = [true if n == place else text for n, text in enumerate(texts)]
    assert [flaw.detail for flaw in proof.check(retold(found, none_wrong))] == [true]


def test_a_second_step_out_of_its_place_is_found() -> None:
    """Of a procedure told backwards more than the marked step stands too early."""
    found, _, proof = with_mistake("process_order")
    backwards = found.model_copy(update={"options": tuple(reversed(found.options))})
    assert "Q17" in {flaw.check for flaw in proof.check(backwards)}
    details, _, proof = with_mistake("step_actor")
    swapped = details.model_copy(update={"options": tuple(reversed(details.options))})
    assert "Q17" in {flaw.check for flaw in proof.check(swapped)}


def test_what_is_written_by_hand_is_not_proven() -> None:
    """Nothing of a hand-written item is proven from facts, but what it says it rests on must be there."""
    made = item("甲", "乙", "丙", template="written", facts=())
    assert not list(truths().check(made))
    assert {flaw.check for flaw in truths().check(made.model_copy(update={"facts": ("step_actor:gone",)}))} == {"Q24"}


def test_an_edit_that_makes_a_distractor_true_is_found() -> None:
    """Once the playbook also names its distractor as right, an item made before is refused."""
    found = next(i for i in both().items("zh-CN") if i.id == "step_actor:order.quote~ask")
    edited = changed(
        "title: 编制报价\n    phase: prepare\n    actor: seller",
        "title: 编制报价\n    phase: prepare\n    actor: [seller, clerk, boss, director, driver]",
    )
    assert "Q17" in {flaw.check for flaw in Truths(View(edited, words("zh-CN"))).check(found)}


def test_options_of_several_kinds_are_found() -> None:
    """A form among roles is an error of kind, not of truth."""
    found = next(i for i in both().items("zh-CN") if i.id == "step_actor:order.quote~ask")
    options = tuple(o if o.key else o.model_copy(update={"text": "报价单"}) for o in found.options)
    checks = {flaw.check for flaw in truths().check(found.model_copy(update={"options": options}))}
    assert "Q18" in checks and "Q17" not in checks


def test_items_on_what_is_gone_are_found() -> None:
    """An item whose fact is gone, whose place is another, or whose hash is not that of today is retired."""
    found = by_template(".ask")
    assert [f.check for f in truths().check(found.model_copy(update={"facts": ("step_actor:gone",)}))] == ["Q24"]
    assert "Q24" in {f.check for f in truths().check(found.model_copy(update={"source": "other.yml:1"}))}
    assert [f.detail for f in stale([found], {found.id: "other"})] == ["changed"]
    assert [f.detail for f in stale([found], {})] == ["gone"]
    assert list(stale([found], {found.id: found.hash})) == []


# ------------------------------------------------------------------ languages, forms, the whole


@pytest.mark.parametrize(
    ("change", "detail"),
    [({"level": "judge"}, "level"), ({"answer": ("z",)}, "answer"), ({"hash": "other"}, "hash"), ({"stem": " "}, "empty")],
)  # fmt: skip
def test_items_that_differ_between_languages_are_found(change: dict[str, object], detail: str) -> None:
    """The two wordings of an item are one item; whatever else differs is an error."""
    items = {lang: both().items(lang) for lang in LANGUAGES}
    assert [flaw for flaw in parity(items["en"], items["zh-CN"]) if flaw.level == "error"] == []
    spoilt = [items["en"][0].model_copy(update=change)]
    assert detail in {flaw.detail for flaw in parity(spoilt, items["zh-CN"])}


def test_a_wording_that_says_far_more_is_found() -> None:
    """Chinese three times as wide as the English is a warning."""
    chinese, other = item("销售员" * 8, "总经理" * 8, "送货工" * 8), english("Driver", "Seller", "Clerk")
    flaws = list(parity([other.model_copy(update={"link": "x"})], [chinese]))
    assert [(f.check, f.level) for f in flaws] == [("Q21", "warning")]


def form(*items: Item) -> Form:
    """A form of these items, each on a fact of its own."""
    own = (i.model_copy(update={"id": f"x{n}~ask", "facts": (f"x{n}",)}) for n, i in enumerate(items))
    return Form(id="f", title="F", lang="zh-CN", items=tuple(own))


def asked(number: int, key: int) -> Item:
    """A sound item with its key in a place."""
    return item("销售员", "总经理", "送货工", stem=f"第{number}步由谁来做？", key=key)


def test_flaws_of_forms_are_found() -> None:
    """Keys in one place or in a row, statements nearly all true, and an item that answers another are found in a form."""
    balanced = form(*(asked(n, n % 3) for n in range(9)))
    assert [flaw for flaw in lint_form(balanced) if flaw.level == "error"] == []
    in_a_row = form(*(asked(n, [0, 0, 0, 0, 1, 2, 1, 2, 1, 2][n]) for n in range(10)))
    assert "in a row" in " ".join(flaw.detail for flaw in lint_form(in_a_row) if flaw.check == "Q22")
    one_place = form(*(asked(n, 1) for n in range(9)))
    assert "key positions" in " ".join(flaw.detail for flaw in lint_form(one_place) if flaw.check == "Q22")
    true = form(*(item("对", "不对", type_="true_false", stem=f"判断正误：第{n}步不用签字。") for n in range(6)))
    assert "6 of 6 true" in {flaw.detail for flaw in lint_form(true)}
    cue = form(asked(1, 0), item("总经理", "司机甲", "会计乙", stem="谁代替销售员签字？"))
    assert {f.check for f in lint_form(cue)} == {"Q20"} or {f.check for f in lint_form(cue)} == set()
    longer = form(
        item("仓库送货工", "办公室文员", "门店销售员"), item("总经理", "司机甲", "会计乙", stem="仓库送货工向谁汇报？")
    )
    assert {f.check for f in lint_form(longer) if f.level == "error"} == {"Q20"}


def test_the_gate_says_why_it_does_not_pass() -> None:
    """A fair bank passes; errors, warnings, a bias and a bad form are each named as the reason."""
    fair = [i for i in fair_bank(3, 120) if not flaws_of(i)]
    (report,) = judge({"zh-CN": fair}, {}, {})
    assert list(report.reasons()) == [] and report.passes
    (flawed,) = judge({"zh-CN": [*fair, PLANTED[0][2]]}, {}, {})
    assert "errors" in set(flawed.reasons())
    (warned,) = judge({"zh-CN": [*fair, *[PLANTED[1][2]] * 3]}, {}, {})
    assert "warnings" in set(warned.reasons())
    biased = [i.model_copy(update={"facts": (f"y{n}",)}) for n, i in enumerate(fair_bank(4, 300, first_place))]
    (guessed,) = judge({"zh-CN": [i for i in biased if not flaws_of(i)]}, {}, {})
    assert {"guessers", "effect"} <= set(guessed.reasons())
    (bad_form,) = judge({"zh-CN": fair}, {}, {"zh-CN": [form(*(asked(n, 1) for n in range(9)))]})
    assert list(bad_form.reasons()) == ["forms"]
    assert bad_form.as_dict()["forms"][0]["passes"] is False


@pytest.mark.parametrize(
    ("items", "warned", "passes"), [(98, 5, True), (98, 6, False), (1000, 10, True), (1000, 11, False)]
)
def test_a_small_bank_may_have_a_few_warnings(items: int, warned: int, passes: bool) -> None:
    """One item in a hundred is what a large bank may have; where that is hardly one item, five may."""
    flaws = tuple(Flaw(f"item-{number}", "Q10", "warning") for number in range(warned))
    assert Report("zh-CN", items, flaws, (), ()).passes is passes


# ------------------------------------------------------------------ coverage


def test_coverage_counts_facts_and_steps() -> None:
    """Facts and steps with items are counted, and a critical step without items at two levels is named."""
    view = View(manual(), words("zh-CN"))
    found = coverage(manual(), view.facts.values(), both().items("zh-CN"))
    order = next(row for row in found.playbooks if row.id == "order")
    assert order.critical_steps == 1 and order.critical_steps_to_mend == ()
    assert 0 < order.facts_with_items <= order.facts
    assert found.total.items == len(both().items("zh-CN"))
    assert found == measure(both())
    without = coverage(manual(), view.facts.values(), [i for i in both().items("zh-CN") if i.link != "order.quote"])
    bare = next(row for row in without.playbooks if row.id == "order")
    assert bare.critical_steps_to_mend == ("order.quote",)
    assert "order.quote" in bare.steps_without_items and "order.quote" not in order.steps_without_items


def test_what_needs_a_new_review_covers_nothing() -> None:
    """An item that waits for its review does not count as asking about anything."""
    view = View(manual(), words("zh-CN"))
    waiting = [i.model_copy(update={"needs_review": True}) for i in both().items("zh-CN")]
    total = coverage(manual(), view.facts.values(), waiting).total
    assert total.facts > 0 and (total.items, total.facts_with_items, total.steps_with_items) == (0, 0, 0)


def test_coverage_is_as_its_schema_says() -> None:
    """The report fits the published schema, and holds ids and numbers only: no stem, no option."""
    told = measure(both()).as_dict()
    schema = json.loads(CONTRACT.read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(told)
    assert schema == coverage_schema()
    text = json.dumps(told, ensure_ascii=False)
    assert not any(option.text in text for item in both().items("zh-CN") for option in item.options)
    assert not any(item.stem in text for item in both().items("zh-CN"))


# ------------------------------------------------------------------ Q23: nothing around an option tells the key


def test_markup_does_not_tell_the_key() -> None:
    """In the page all options of an item are marked up alike, and neither reasons nor answers stand in it."""
    graph, shelf = manual(), both().shelf("zh-CN")
    for name in ("order", "quiz-all"):
        entity = graph.entities[name].entity
        drawn = (
            assemble.form(entity, shelf, graph)
            if isinstance(entity, Blueprint)
            else assemble.check_yourself(name, shelf)
        )
        page = rendered(drawn)
        assert drawn.items
        without_stems = page
        for stem in (i.stem for i in drawn.items):
            without_stems = without_stems.replace(stem, "")
        for asked_ in drawn.items:
            own = page[page.index(asked_.id) :].partition("</legend>")[2]
            around = {
                re.sub(
                    r'\b[a-h]\b|(?<=["-])[a-h](?=")',
                    "*",
                    own[: own.index(o.text)].rpartition("<li")[2].rpartition("<label")[2],
                )
                for o in asked_.options
                if INTERACTIONS[asked_.type] in ("choose_one", "choose_many")
            }
            assert len(around) <= 1, around
            assert not any(o.rationale in without_stems for o in asked_.options)


def test_letters_do_not_tell_the_key() -> None:
    """Over the bank each letter is the key as often as chance has it: the guessers of places find nothing."""
    assert {v.guesser for v in battery(both().items("zh-CN")) if v.fails and v.guesser.startswith("place")} == set()
