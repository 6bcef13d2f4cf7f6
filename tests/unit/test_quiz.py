"""Questions: generated from facts, provably right, free of flaws, the same on every machine."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter
from quiz_manual import FILES, changed, manual, manual_with, untranslated

from drillbook.graph import Graph
from drillbook.manual import read_manual
from drillbook.model.item import Form, Item, Option
from drillbook.model.played import received, secrets
from drillbook.model.process import Process
from drillbook.model.quiz import Blueprint, Draw, WrittenItem
from drillbook.model.values import Duration
from drillbook.quiz import assemble
from drillbook.quiz.assemble import CHECK_YOURSELF
from drillbook.quiz.contract import bank_schema
from drillbook.quiz.drawing import Kind, kind_of
from drillbook.quiz.generate import Bank, bank
from drillbook.quiz.handwritten import mark_of
from drillbook.quiz.lint import Truths, flaws_of, lint, lint_form
from drillbook.quiz.score import grade
from drillbook.quiz.shelf import Shelf, shelf_of
from drillbook.quiz.shortage import blueprint_problems
from drillbook.quiz.stems import Template, sheets
from drillbook.quiz.view import View
from drillbook.quiz.wording import folded
from drillbook.search.entries import entries
from drillbook.settings import read_settings
from drillbook.site.environment import environment
from drillbook.site.page import has_page
from drillbook.site.stubs import addresses
from drillbook.words import words

ROOT = Path(__file__).parents[2]
VECTORS = json.loads((ROOT / "tests/vectors/quiz-grade.json").read_text("utf-8"))
LANGUAGES = ("zh-CN", "en")


@cache
def both() -> Bank:
    """The bank of the small manual."""
    return Bank({lang: manual(lang) for lang in LANGUAGES})


@cache
def items(lang: str = "zh-CN") -> Mapping[str, Item]:
    """Its items by id."""
    return {item.id: item for item in both().items(lang)}


@cache
def bundled() -> Graph:
    """The bundled manual."""
    return read_manual(read_settings(ROOT)).graph


@cache
def bundled_bank() -> tuple[Item, ...]:
    """Its items."""
    return tuple(Bank({"zh-CN": bundled()}).items("zh-CN"))


def dump(found: Mapping[str, Item] | list[Item]) -> str:
    """Items as bytes to compare."""
    values = found.values() if isinstance(found, Mapping) else found
    return json.dumps([item.model_dump() for item in values], ensure_ascii=False)


def texts(item: Item, *, key: bool) -> list[str]:
    """The texts of the key, or of the distractors."""
    return [option.text for option in item.options if option.key is key]


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFFFF, exclude_categories=["Cs"])))
def test_texts_are_folded_as_by_nfkc(text: str) -> None:
    """To replace the usual Chinese marks first changes nothing of what Unicode's compatibility form gives."""
    assert folded(f"，{text}？") == unicodedata.normalize("NFKC", f"，{text}？").casefold()


# ------------------------------------------------------------------ generation


def test_actor_item() -> None:
    """Who does a step: the key is its actor, every distractor a role of another step, with that step as its reason."""
    item = items()["step_actor:order.quote~ask"]
    assert texts(item, key=True) == ["销售员"]
    assert set(texts(item, key=False)) <= {"总经理", "销售经理", "销售内勤", "送货员"}
    key = next(option for option in item.options if option.key)
    assert (key.rationale, key.link) == ("《接单流程》中，“编制报价”由销售员负责。", "order.quote")
    clerk = next(option for option in item.options if option.text == "销售内勤")
    assert clerk.rationale == "《接单流程》中，“登记询价”由销售内勤负责。"
    assert clerk.link == "order.log"
    assert (item.critical, item.facts, item.level) == (True, ("step_actor:order.quote",), "recall")
    assert item.source == manual().entities["order"].source.file + ":26"
    assert manual().entities["order"].source.text.splitlines()[25].strip() == "actor: seller"


def test_numbers_stand_in_their_order() -> None:
    """Deadlines are offered from the shortest to the longest, none of which could be meant by another."""
    item = items()["step_deadline:order.quote~ask"]
    assert [option.text for option in item.options] == sorted(
        (o.text for o in item.options), key=lambda t: ["2小时内", "当天", "2天内", "3天内", "5天内"].index(t)
    )
    assert texts(item, key=True) == ["2天内"]


def test_true_false_items_explain_both_sides() -> None:
    """A false statement names a value that is wrong here and says where it is right."""
    swapped = [
        i
        for i in items().values()
        if i.template.startswith("step_actor") and i.type == "true_false" and i.answer == ("b",)
    ]
    assert swapped
    for item in swapped:
        wrong, right = item.options
        subject = manual().nodes[item.link].title
        assert subject in right.rationale
        assert wrong.rationale.startswith("这句话与手册不符。《接单流程》中，“")
        assert subject not in wrong.rationale


def test_bad_practice_is_false() -> None:
    """A don't is offered as if it were good practice, and is to be judged wrong."""
    item = items()["step_dont:order.quote~judge"]
    assert item.answer == ("b",)
    assert "凭记忆报价" in item.stem


def test_every_allowed_order_is_right_and_no_other() -> None:
    """Of all orders of an ordering item exactly those are right in which no step comes before one it must follow."""
    for item in (i for i in items().values() if i.type == "ordering"):
        ids = [option.id for option in item.options]
        for order in permutations(ids):
            allowed = all(order.index(a) < order.index(b) for a, b in item.before)
            assert grade(item, order).right is allowed
        assert grade(item, item.answer).right
        assert not grade(item, ids).right, "what is shown first is not a right order"


def test_same_bytes_in_every_process() -> None:
    """The bank is the same whatever Python's hash seed."""
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]); from test_quiz import dump, items; "
        "print(hashlib.sha256((dump(items()) + dump(items('en'))).encode()).hexdigest())"
    )
    here = hashlib.sha256((dump(items()) + dump(items("en"))).encode()).hexdigest()
    for seed in ("1", "2"):
        command = [sys.executable, "-c", code, str(Path(__file__).parent)]
        found = subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        )
        assert found.stdout.strip() == here


def test_languages_agree() -> None:
    """In every language an item has the same id, options, places, key, links, source and hash, and other words."""
    assert list(items()) == list(items("en"))
    for item in items().values():
        other = items("en")[item.id]
        same = {"id", "type", "level", "before", "facts", "source", "hash", "link", "template", "critical"}
        assert item.model_dump(include=same) == other.model_dump(include=same)
        # What is written into a gap is the same number, with the unit of each language.
        assert item.answer[:1] == other.answer[:1] if item.type == "cloze" else item.answer == other.answer
        assert [(p.id, p.link) for p in item.prompts] == [(p.id, p.link) for p in other.prompts]
        assert [(o.id, o.key, o.link) for o in item.options] == [(o.id, o.key, o.link) for o in other.options]
        assert item.stem != other.stem


def test_one_language_alone() -> None:
    """The bank of a translation is planned with its source."""
    assert dump(bank(manual("en"), words("en"), manual())) == dump(items("en"))


def test_untranslated_items_are_left_out_of_that_language_only() -> None:
    """What rests on a missing translation is not asked in that language; everywhere else it is."""
    partly = Bank({"zh-CN": manual(), "en": untranslated(manual("en"), "term-lead", "definition")})
    missing = {i.id for i in partly.items("zh-CN")} - {i.id for i in partly.items("en")}
    assert "term_definition:term-lead~name" in missing
    assert all("term_definition" in id_ for id_ in missing)


def test_an_edit_retires_the_items_that_rest_on_it() -> None:
    """Another actor gives the item another hash; items on other facts keep theirs."""
    edited = {
        lang: changed(
            f"title: {title}\n    phase: prepare\n    actor: seller",
            f"title: {title}\n    phase: prepare\n    actor: driver",
            lang,
        )
        for lang, title in (("zh-CN", "编制报价"), ("en", "Draw up a quotation"))
    }
    after = {item.id: item for item in Bank(edited).items("zh-CN")}
    assert after["step_actor:order.quote~ask"].hash != items()["step_actor:order.quote~ask"].hash
    assert after["term_definition:term-lead~name"].hash == items()["term_definition:term-lead~name"].hash


def test_a_translation_changes_no_hash() -> None:
    """A better translation leaves ids and hashes alone, so nobody loses an answer over it."""
    better = Bank(
        {
            "zh-CN": manual(),
            "en": changed("Money paid in part before signing", "Part of the money that is paid before signing", "en"),
        }
    )
    assert {i.id: i.hash for i in better.items("en")} == {id_: i.hash for id_, i in items("en").items()}


def test_names_of_the_same_thing_are_no_distractors() -> None:
    """A role with the same title as the key, or an alias equal to it, is never offered against it."""
    graph = changed("id: driver\ntitle: 送货员\n", "id: driver\ntitle: 外勤\naliases: [销售员]\n")
    for item in Bank({"zh-CN": graph}).items("zh-CN"):
        if "销售员" in texts(item, key=True):
            assert "外勤" not in texts(item, key=False), item.id


def test_facts_are_told_as_sentences() -> None:
    """A fact can be told in each language, whatever is asked about it; one that is not there, or not translated, cannot."""
    shelf = both().shelf("zh-CN")
    assert shelf.statement("step_actor:order.quote") == "《接单流程》中，“编制报价”由销售员负责。"
    assert both().shelf("en").statement("phases_order:order") == (
        "The order of “Order process”: Preparation → Agreement → Delivery."
    )
    assert shelf.statement("step_actor:order.gone") is None
    assert shelf.hash_of("step_actor:order.quote") == both().shelf("en").hash_of("step_actor:order.quote")
    partly = Bank({"zh-CN": manual(), "en": untranslated(manual("en"), "term-lead", "definition")})
    assert partly.statement("term_definition:term-lead", "en") is None
    assert partly.statement("term_definition:term-lead", "zh-CN") == "“线索”指：还没有核实的购买可能。"


def test_the_asked_step_is_no_option() -> None:
    """What a question names in its stem is never among its wrong options."""
    for item in items().values():
        subject = manual().nodes[item.facts[0].split(":")[1]].title
        assert item.type != "single_choice" or subject not in texts(item, key=False), item.id


# ------------------------------------------------------------------ wording


@pytest.mark.parametrize("relation", sorted(sheets()))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_sheets_are_complete(relation: str, lang: str) -> None:
    """Every relation has a statement and at least three different wordings of each question, with slots that exist."""
    sheet = sheets()[relation]
    kinds = ("ask", "name", "order", "many", "match", "sort", "gap", "mistake")
    assert sheet.judge or any(getattr(sheet, kind) for kind in kinds)
    assert {*sheet.pool, *sheet.foils, *filter(None, [sheet.against])} <= set(sheets())
    assert {word for mistakes in sheet.foils.values() for word in mistakes} <= set(words(lang))
    assert set(sheet.spoken) <= set(sheet.foils)
    for kind in kinds:
        wordings = getattr(sheet, kind).get(lang, ())
        assert bool(wordings) == bool(getattr(sheet, kind))
        assert not wordings or len(set(wordings)) >= 3
        assert all(("{gap}" in wording) == (kind == "gap") for wording in wordings)
    sentences = [
        sheet.say[lang],
        *sheet.claim.values(),
        *(s for k in kinds for s in getattr(sheet, k).get(lang, ())),
    ]
    for sentence in sentences:
        template = Template(sentence, lang)
        assert set(template.slots) <= {"subject", "entity", "value", "given", "given2", "gap"}
        filled = template.fill(dict.fromkeys(template.slots, "X"))
        assert "{" not in filled
        assert "}" not in filled


@pytest.mark.parametrize(
    ("sentence", "value", "said"),
    [
        ("“{value}”由谁负责？", "说“好”", "“说‘好’”由谁负责？"),
        ("理由：{value}。", "为什么不呢？", "理由：“为什么不呢？”"),
        ("做法：{value}。", "买过的：推荐搭配品类", "做法：“买过的：推荐搭配品类”。"),
        ("时间：{value}。", "每天 09:00", "时间：每天 09:00。"),
        (
            "Which one says: {value:mid}?",
            "Which colour do you prefer?",
            "Which one says: “Which colour do you prefer?”",
        ),
        ("You hear “{value}”. What now?", "What does it cost?", "You hear “What does it cost?” What now?"),
        ("不要说“{value}”。", "真的吗？", "不要说“真的吗？”"),
        ("The reason: {value:mid}.", "A plan helps", "The reason: a plan helps."),
        ("The role is the {value:mid}.", "Sales manager", "The role is the sales manager."),
        ("It is {value:mid}.", "ABC class", "It is ABC class."),
        ("“{value:mid}” is it.", "Sales", "“Sales” is it."),
    ],
)
def test_slots_fit_into_their_sentence(sentence: str, value: str, said: str) -> None:
    """Quotation marks nest, full stops do not double, and English titles lose their capital inside a sentence."""
    assert Template(sentence, "en").fill({"value": value}) == said


def test_braces_of_authors_stay_text() -> None:
    """A text with braces is shown as it is and fills no slot."""
    assert Template("{subject}: {value}", "en").fill({"subject": "{value}", "value": "{0}"}) == "{value}: {0}"


# ------------------------------------------------------------------ lint


@pytest.mark.parametrize("lang", LANGUAGES)
def test_generated_items_have_no_flaw(lang: str) -> None:
    """Nothing the generator makes has an error, and every distractor is proven false anew from the facts."""
    truths = Truths(View(manual(lang), words(lang), manual()))
    assert [
        flaw
        for item in items(lang).values()
        for flaw in (*flaws_of(item), *truths.check(item))
        if flaw.level == "error"
    ] == []


def item_with(
    *options: str, stem: str = "谁来做？", key: int = 0, type_: str = "single_choice", lang: str = "zh-CN"
) -> Item:
    """An item with these options."""
    made = tuple(
        Option(id="abcdef"[n], text=text, key=n == key, rationale="r", link="x") for n, text in enumerate(options)
    )
    values = {
        "id": "x~ask",
        "type": type_,
        "level": "recall",
        "lang": lang,
        "stem": stem,
        "options": made,
        "answer": ("abcdef"[key],),
    }
    return Item.model_validate(
        values | {"facts": ("x",), "source": "f:1", "hash": "h", "link": "x", "template": "x.ask"}
    )


@pytest.mark.parametrize(
    ("check", "item"),
    [
        ("Q01", item_with("由销售经理当面审核并且签字确认以后", "销售员", "总经理")),
        ("Q02", item_with("甲方", "负责订单登记的销售内勤", "负责客户拜访的销售代表")),
        ("Q04", item_with("销售员", "以上都是", "总经理")),
        ("Q04", item_with("None of the above", "Clerk", "Seller", lang="en")),
        ("Q08", item_with("合同审批的专员", "销售员一名", "总经理一名", stem="谁来做合同审批？")),
        ("Q08", item_with("Contract officer", "Sales clerk", "Driver", stem="Who signs the contract?", lang="en")),
        ("Q11", item_with("销售员", "销售员。", "总经理")),
        ("Q12", item_with("A和B都对", "销售员", "总经理")),
        ("Q14", item_with("3天内", "1天内", "2天内")),
        ("Q16", item_with("销售员", "总经理")),
        ("Q16", item_with("销售员", "总经理", "销售经理", stem="问" * 130)),
    ],
)
def test_planted_flaws_are_found(check: str, item: Item) -> None:
    """Each check finds the flaw it is there for."""
    assert check in {flaw.check for flaw in flaws_of(item)}


def test_a_sound_item_passes() -> None:
    """An item without flaws is left alone."""
    assert flaws_of(item_with("销售员", "总经理", "送货工")) == []


def test_an_edit_that_makes_a_distractor_true_is_found() -> None:
    """An item made from an older manual is proven wrong once the playbook also names its distractor as right."""
    item = items()["step_actor:order.quote~ask"]
    edited = changed(
        "title: 编制报价\n    phase: prepare\n    actor: seller",
        "title: 编制报价\n    phase: prepare\n    actor: [seller, clerk, boss, director, driver]",
    )
    assert "Q17" in {flaw.check for flaw in Truths(View(edited, words("zh-CN"))).check(item)}


def test_an_edit_that_changes_an_order_is_found() -> None:
    """An ordering item is proven wrong once the process runs another way."""
    item = items()["process_order:order~order"]
    edited = changed("    deadline: 3天\n", "    deadline: 3天\n    next: end\n")
    assert "Q17" in {flaw.check for flaw in Truths(View(edited, words("zh-CN"))).check(item)}


def test_position_bias_is_found() -> None:
    """Keys that always stand in the same place are found in a form, statements that are always true over the bank too."""
    same_place = tuple(item_with("甲", "乙", "丙", "丁") for _ in range(20))
    always_true = [item_with("对", "不对", type_="true_false") for _ in range(20)]
    assert {flaw.check for flaw in lint_form(Form(id="f", title="F", lang="zh-CN", items=same_place))} >= {"Q22"}
    assert {flaw.check for flaw in lint(always_true)} >= {"Q22"}


def test_enemies_in_a_form_are_found() -> None:
    """Two items on the same fact in one form are an error."""
    twice = Form(id="f", title="F", lang="zh-CN", items=(item_with("甲", "乙", "丙"), item_with("甲", "乙", "丁")))
    assert "Q20" in {flaw.check for flaw in lint_form(twice)}


# ------------------------------------------------------------------ forms


def blueprint(graph: Graph | None = None, **values: object) -> Blueprint:
    """The blueprint of the small manual, with other values."""
    found = next((graph or manual()).of(Blueprint))
    return found.model_copy(update=values)


def test_form_has_what_the_blueprint_asks_for() -> None:
    """A form has the asked number of each type, no fact twice, and keys and truth in balance."""
    form = assemble.form(blueprint(), both().shelf("zh-CN"), manual())
    assert Counter(item.type for item in form.items) == {"single_choice": 5, "true_false": 4, "ordering": 1}
    assert [flaw for flaw in lint_form(form) if flaw.level == "error"] == []
    assert len({item.link.partition(".")[0] for item in form.items}) >= 6, "spread over the playbooks"


def test_form_is_the_same_in_every_language_and_way_of_asking() -> None:
    """The form holds the same items in each language, and whether drawn from a shelf or from a finished bank."""
    ids = [[i.id for i in assemble.form(blueprint(), both().shelf(lang), manual(lang)).items] for lang in LANGUAGES]
    from_list = assemble.form(blueprint(), list(items().values()), manual())
    assert ids[0] == ids[1] == [item.id for item in from_list.items]
    assert from_list.title == "小测"


def test_another_seed_draws_another_form() -> None:
    """The seed decides the draw."""
    forms = {
        tuple(i.id for i in assemble.form(blueprint(seed=seed), both().shelf("zh-CN"), manual()).items)
        for seed in "123"
    }
    assert len(forms) == 3


def test_blueprint_of_one_step() -> None:
    """A blueprint may cover a single step; then nothing else is drawn."""
    form = assemble.form(blueprint(covers=("order.quote",)), both().shelf("zh-CN"), manual())
    assert form.items
    assert {item.link for item in form.items} == {"order.quote"}


def test_blueprint_that_asks_too_much_is_a_problem() -> None:
    """Asking for more than there is says how many there are, at the line of the number."""
    graph = changed("{type: ordering, count: 1}", "{type: ordering, level: apply, count: 40}")
    problems = list(blueprint_problems(graph, Bank({"zh-CN": graph}).shelf("zh-CN")))
    assert [(p.code, p.values["wanted"], str(p.values["kind"].zh)) for p in problems] == [
        ("DB801", "40", "应用层次的排序题")
    ]
    assert "phases_order:order" in problems[0].message("en")
    assert problems[0].file == "playbooks/b/quiz.yml"
    assert list(blueprint_problems(manual(), list(items().values()))) == []


def test_what_waits_for_review_excuses_no_more_than_it_would_fill() -> None:
    """Rows stay an error unless forms could be drawn of what there is and what waits; one item fills one row."""
    rows = "  - {type: single_choice, count: 5}\n  - {type: true_false, count: 4}\n  - {type: ordering, count: 1}\n"
    by_type: dict[str, list[Item]] = {}
    for item in items().values():
        by_type.setdefault(item.type, []).append(item)
    choice, truth, order = by_type["single_choice"], by_type["true_false"], by_type["ordering"]

    def codes(draw: str, there: list[Item], waiting: list[Item]) -> list[str]:
        return [p.code for p in blueprint_problems(changed(f"draw:\n{rows}", draw), there, waiting)]

    alike = "forms: 2\ndraw:\n  - {type: true_false, count: 1}\n"
    assert codes(alike, [*choice, truth[0]], []) == ["DB801"]
    assert codes(alike, [*choice, truth[0]], order) == ["DB801"]
    assert codes(alike, [*choice, truth[0]], truth) == ["DB803"]
    unlike = "forms: 2\ndraw:\n  - {count: 1}\n"
    assert codes(unlike, [choice[0], truth[0]], []) == ["DB802"]
    assert codes(unlike, [choice[0], truth[0]], order[:1]) == ["DB802"]
    assert codes(unlike, [choice[0], truth[0]], truth) == ["DB803"]
    twice = "draw:\n  - {type: ordering, count: 1}\n  - {level: apply, type: ordering, count: 1}\n"
    one = [item for item in order if item.level == "apply"][:1]
    assert sorted(codes(twice, choice, one)) == ["DB801", "DB803"]


def test_check_yourself() -> None:
    """A process page asks three items of three types, critical ones first, the same from a shelf and from a bank."""
    form = assemble.check_yourself("order", both().shelf("zh-CN"))
    assert [item.type in types for item, types in zip(form.items, CHECK_YOURSELF, strict=True)] == [True] * 3
    assert form.items[0].critical
    from_list = assemble.check_yourself("order", list(items().values()))
    assert [item.model_copy(update={"source": ""}) for item in form.items] == [
        item.model_copy(update={"source": ""}) for item in from_list.items
    ]
    assert form.hash == from_list.hash
    assert (form.id, form.title, form.lang) == ("order", "自测", "zh-CN")


def test_check_yourself_without_items() -> None:
    """An entity nothing is asked about gives an empty form."""
    assert assemble.check_yourself("part-a", both().shelf("zh-CN")).items == ()


# ------------------------------------------------------------------ grading, contract, markup


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_grading(vector: dict[str, object]) -> None:
    """Grades as the shared vectors say; the player in the browser is held to the same."""
    item = item_with("甲", "乙", "丙").model_copy(update=vector["item"])
    found = grade(item, vector["response"])  # type: ignore[arg-type]
    assert {"score": found.score, "right": found.right, "amiss": list(found.amiss)} == vector["grade"]


def test_items_keep_the_contract() -> None:
    """Generated items, made without validation for speed, are valid, and the schema names every field."""
    TypeAdapter(list[Item]).validate_json(dump(items()))
    fields = bank_schema()["$defs"]["Item"]["properties"]
    assert set(fields) == set(Item.model_fields)


def rendered(form: Form) -> str:
    """A form as the page shows it."""
    macro = environment().get_template("quiz.html.jinja").module.quiz_form  # type: ignore[attr-defined]
    return str(macro(form, words(form.lang), "../"))


def told_of(form: Form) -> dict[str, Any]:
    """What the player is told beside the page, read as the browser reads it."""
    script = received("forms/f", secrets(form, lambda id_: f"x/{id_.replace('.', '.html#')}"))
    found: dict[str, Any] = json.loads(script.removeprefix('drillbookData.receive("forms/f",').removesuffix(");\n"))
    return found


def test_markup_is_readable_without_the_player() -> None:
    """Stems and options stand in the page; keys and rationales only in the script beside it."""
    form = assemble.check_yourself("order", both().shelf("zh-CN"))
    visible = rendered(form)
    for item in form.items:
        assert item.stem in visible
        assert all(option.text in visible for option in item.options)
        assert item.type != "single_choice" or not any(option.rationale in visible for option in item.options)
    assert told_of(form)["items"][form.items[0].id]["answer"] == list(form.items[0].answer)


def test_hostile_text_stays_text() -> None:
    """Markup in a text is escaped in the page and in the data, and survives the round trip."""
    nasty = "</template><script>alert(1)</script>&amp;“‘\"'\u202e\u200b😀"
    item = item_with(nasty, "乙", "丙", stem=nasty)
    item = item.model_copy(
        update={"options": tuple(o.model_copy(update={"rationale": nasty}) for o in item.options), "topic": nasty}
    )
    form = Form(id="f", title="F", lang="zh-CN", items=(item,))
    assert rendered(form).count("<script") == 1, "the player"
    assert "</template>" not in rendered(form)
    assert told_of(form)["items"][item.id]["options"][0][2] == nasty


# ------------------------------------------------------------------ the bundled manual


def test_bundled_bank_has_no_flaw() -> None:
    """No item of the bundled manual has an error; every distractor is proven false; keys and truth are in balance."""
    found = lint(bundled_bank(), Truths(View(bundled(), words("zh-CN"))))
    assert [flaw for flaw in found if flaw.level == "error"] == []
    assert len(found) <= len(bundled_bank()) / 100


def test_bundled_forms_are_sound_and_light() -> None:
    """Every blueprint is met, every form is without error, and every process asks three items in under 7 KB."""
    graph = bundled()
    assert list(blueprint_problems(graph, bundled_bank())) == []
    for plan in graph.of(Blueprint):
        for form in assemble.forms(plan, bundled_bank(), graph):
            assert [flaw for flaw in lint_form(form) if flaw.level == "error"] == []
    for process in graph.of(Process):
        form = assemble.check_yourself(process.id, bundled_bank())
        assert len(form.items) == 3
        assert len(rendered(form).encode()) < 7168, process.id


# ------------------------------------------------------------------ forms and hand-written items


def forms_of(**change: object) -> tuple[Form, ...]:
    """The forms of the small manual's blueprint, changed."""
    plan = next(manual().of(Blueprint)).model_copy(update=change)
    return assemble.forms(plan, both().shelf("zh-CN"), manual())


def rows(*found: dict[str, object]) -> tuple[Draw, ...]:
    """Rows of a blueprint."""
    return tuple(Draw.model_validate(row) for row in found)


def test_forms_have_equal_composition_and_no_fact_in_common() -> None:
    """Forms A, B and C have as many items of each type and level, as many critical ones, and never ask for the same."""
    found = forms_of(forms=3, draw=rows({"type": "single_choice", "count": 3}, {"type": "true_false", "count": 2}))
    assert [form.name for form in found] == ["A", "B", "C"]
    assert len({form.id for form in found}) == 3
    compositions = [Counter((item.type, item.level) for item in form.items) for form in found]
    assert compositions[0] == compositions[1] == compositions[2]
    facts = [{fact for item in form.items for fact in item.facts} for form in found]
    assert not facts[0] & facts[1] and not facts[0] & facts[2] and not facts[1] & facts[2]
    assert [flaw for form in found for flaw in lint_form(form) if flaw.level == "error"] == []


def compositions(plan: Blueprint, shelf: Shelf, graph: Graph) -> list[Counter[tuple[int, Kind]]]:
    """What each form has of each row: so many items of this type and level, critical or not."""
    made = assemble.drawn(plan, shelf, graph).forms
    return [Counter((form.rows[item.id], kind_of(item)) for item in form.items) for form in made]


def test_bundled_forms_are_of_equal_composition() -> None:
    """In every bundled quiz, B and C have row by row the types, levels and critical items of A, and no fact in common."""
    graph, shelf = bundled(), shelf_of(bundled_bank())
    for plan in graph.of(Blueprint):
        first, *others = compositions(plan, shelf, graph)
        assert first.total() == plan.total
        assert [other for other in others if other != first] == [], plan.id
        asked = Counter(f for form in assemble.forms(plan, shelf, graph) for i in form.items for f in set(i.facts))
        assert [fact for fact, often in asked.items() if often > 1] == [], plan.id


_ROWS = st.fixed_dictionaries(
    {"count": st.integers(1, 3)},
    optional={
        "type": st.sampled_from(["single_choice", "true_false", "ordering", "matching", "cloze"]),
        "level": st.sampled_from(["recall", "apply", "judge"]),
        "origin": st.sampled_from(["written", "generated"]),
    },
)


@settings(deadline=None, max_examples=40)
@given(st.lists(_ROWS, min_size=1, max_size=4), st.integers(1, 4), st.sampled_from("123"))
def test_forms_are_alike_or_it_is_told(draw: list[dict[str, object]], forms: int, seed: str) -> None:
    """Whatever a blueprint asks for: its forms are full and alike row by row, or the row that is not has a problem."""
    graph = manual_with({"items.yml": WRITTEN})
    plan = blueprint(draw=rows(*draw), forms=forms, seed=seed)
    shelf = with_written().shelf("zh-CN")
    made = assemble.drawn(plan, shelf, graph)
    for number, row in enumerate(plan.draw):
        kinds = [Counter(kind_of(i) for i in form.items if form.rows[i.id] == number) for form in made.forms]
        is_full = all(found.total() == row.count for found in kinds)
        assert (is_full and all(found == kinds[0] for found in kinds)) is not bool(made.lacking[number])
        assert made.found(number) <= row.count * forms
    facts = [{fact for item in form.items for fact in item.facts} for form in made.forms]
    assert sum(map(len, facts)) == len(set().union(*facts))


def test_a_row_draws_by_level_and_source() -> None:
    """A row with a level and a playbook brings nothing else."""
    (form,) = forms_of(draw=rows({"covers": "order", "level": "recall", "count": 3}))
    assert [item.level for item in form.items] == ["recall"] * 3
    assert {item.link.partition(".")[0] for item in form.items} == {"order"}


def test_a_form_carries_what_its_blueprint_demands() -> None:
    """Cut score, critical items and time limit stand in the form; a single form has no letter."""
    (form,) = forms_of(all_critical=True, time_limit=Duration.parse("1小时"), cut_score=70)
    assert (form.name, form.all_critical, form.minutes, form.cut_score) == ("", True, 60, 70)


WRITTEN = """
kind: item
owner: boss
entries:
  - id: item-choice
    title: 选择 | Choice
    type: single_choice
    stem: 客户催得急，怎么办？ | The customer is in a hurry. What do you do?
    options:
      - {text: 先核对价格 | Check the prices first, key: true, rationale: 手册要求。 | The manual says so.}
      - {text: 先口头报价 | Quote by word of mouth, rationale: 没有依据。 | Nothing supports it.}
      - {text: 请客户再等等 | Ask for patience, rationale: 没有下一步。 | No next step.}
    tests: order.quote
  - id: item-match
    title: 配对 | Match
    type: classification
    stem: 各属于哪一类？ | Which belongs where?
    pairs:
      - {prompt: 甲 | One, option: 前 | Before, rationale: 因为前。 | Before it.}
      - {prompt: 乙 | Two, option: 后 | After, rationale: 因为后。 | After it.}
      - {prompt: 丙 | Three, option: 前 | Before, rationale: 也在前。 | Before it too.}
    options: [{text: 从不 | Never, rationale: 没有这一类。 | There is no such class.}]
    tests: order.quote
  - id: item-order
    title: 排序 | Order
    type: ordering
    stem: 按先后排列。 | Put in order.
    options:
      - {text: 一 | A one, rationale: 最先。 | First.}
      - {text: 二 | B two, rationale: 其次。 | Then.}
      - {text: 三 | C three, rationale: 最后。 | Last.}
    tests: order.quote
  - id: item-gap
    title: 填空 | Gap
    type: cloze
    stem: 在 ____ 天内寄出。 | Sent within ____ days.
    accept: ['3', 三 | three]
    options: [{text: 三天 | three days, rationale: 手册要求。 | The manual says so.}]
    tests: order.quote
"""


@cache
def with_written(reviewed: str = "") -> Bank:
    """The bank of the small manual with items written by hand."""
    text = (
        WRITTEN.replace("tests: order.quote", f"tests: order.quote\n    reviewed: {reviewed}") if reviewed else WRITTEN
    )
    return Bank({lang: manual_with({"items.yml": text}, lang) for lang in LANGUAGES})


def written(lang: str = "zh-CN") -> dict[str, Item]:
    """The items written by hand."""
    return {item.id: item for item in with_written().items(lang) if item.template == "written"}


def test_written_items_keep_the_contract_of_generated_ones() -> None:
    """Options have opaque ids, the same in every language; the key, the order and the pairs are what the author wrote."""
    choice, match, order, gap = (written()[f"item-{name}"] for name in ("choice", "match", "order", "gap"))
    assert texts(choice, key=True) == ["先核对价格"]
    assert choice.answer == tuple(option.id for option in choice.options if option.key)
    text = {option.id: option.text for option in match.options}
    assert sorted(text.values()) == ["从不", "前", "后"]
    matched = dict(pair.split("=") for pair in match.answer)
    assert [(p.text, text[matched[p.id]]) for p in match.prompts] == [("甲", "前"), ("乙", "后"), ("丙", "前")]
    assert {option.text: option.rationale for option in match.options} == {
        "前": "“甲”属于这一项。因为前。",
        "后": "“乙”属于这一项。因为后。",
        "从不": "没有这一类。",
    }
    assert {(p.link, p.topic) for p in match.prompts} == {(match.link, match.topic)}
    assert {p.fact for p in match.prompts} == {match.facts[0]}
    assert [next(o.text for o in order.options if o.id == id_) for id_ in order.answer] == ["一", "二", "三"]
    assert len(order.before) == 3
    assert gap.answer == ("3", "三")
    for id_, item in written("en").items():
        same = written()[id_]
        assert ([o.id for o in item.options], item.hash) == ([o.id for o in same.options], same.hash)
        assert item.facts == same.facts and "step_actor:order.quote" in item.facts
        assert item.source.startswith("items.yml:") and item.link == "order.quote"


def test_written_items_can_be_drawn_until_what_they_test_changes() -> None:
    """A form may hold them; one whose mark is old is in the bank, marked, and in no form."""
    shelf = with_written().shelf("zh-CN")
    assert {"item-choice", "item-match"} <= {stack.fact for stack in shelf.stacks_of("order")}
    old = with_written("00000000")
    assert {stack.relation for stack in old.shelf("zh-CN").stacks_of("order")}.isdisjoint({"written"})
    assert [item.needs_review for item in old.items("zh-CN") if item.template == "written"] == [True] * 4


def test_a_new_id_alone_asks_for_no_review() -> None:
    """Whoever gives a step another id, and names the old one, changes nothing that readers see."""
    renamed = manual_with({"items.yml": WRITTEN, "playbooks/a/order.yml": renamed_quote()})
    before = manual_with({"items.yml": WRITTEN})
    marks = [[mark_of(item, graph) for item in graph.of(WrittenItem)] for graph in (before, renamed)]
    assert renamed.nodes.keys() - before.nodes.keys() == {"order.offer"}
    assert marks[0] == marks[1]


def renamed_quote() -> str:
    """The process with another id for the step that the items test."""
    return FILES["playbooks/a/order.yml"].replace("- id: quote\n", "- id: offer\n    former_ids: quote\n")


def test_written_items_are_not_to_be_found_beforehand() -> None:
    """No page, no link, no permalink and no search result leads to a question."""
    graph = manual_with({"items.yml": WRITTEN})
    assert not has_page(graph.nodes["item-choice"])
    assert not any(id_.startswith("item-") for of_entity in addresses(graph).values() for id_ in of_entity)
    found = list(entries(graph, words("zh-CN"), lambda id_: id_))
    assert not any(entry.id.startswith("item-") for entry in found)


def test_a_row_may_ask_for_written_or_generated_items_only() -> None:
    """`origin` decides."""
    shelf = with_written().shelf("zh-CN")
    plan = next(manual().of(Blueprint))
    made = {}
    for origin in ("written", "generated"):
        draw = rows({"covers": "order", "origin": origin, "count": 2})
        made[origin] = assemble.form(plan.model_copy(update={"draw": draw}), shelf, manual()).items
    assert {item.template == "written" for item in made["written"]} == {True}
    assert {item.template == "written" for item in made["generated"]} == {False}
