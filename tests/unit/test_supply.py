"""What the browser can ask beyond the forms: items of an entity, and what their facts state."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from drillbook.facts import Fact
from drillbook.model.item import Form, Item
from drillbook.model.played import received
from drillbook.quiz import assemble
from drillbook.quiz.generate import Bank
from drillbook.quiz.lint.proof import Truths
from drillbook.quiz.shelf import AGAIN
from drillbook.quiz.supply import MOST_ITEMS, state, supply, with_facts
from unit.quiz_manual import changed, manual


def bank() -> Bank:
    """The items of the small manual in both languages."""
    return Bank({"zh-CN": manual(), "en": manual("en")})


def asked(form: Form) -> list[str]:
    """The facts a form asks for."""
    return [fact for item in form.items for fact in item.facts]


def test_a_form_says_what_its_facts_state() -> None:
    """Every fact of a form comes with its hash and a sentence in the form's language."""
    shelf = bank().shelf("en")
    form = with_facts(assemble.check_yourself("order", shelf), shelf)
    assert set(form.facts) == set(asked(form))
    for fact, (hash_, said) in form.facts.items():
        assert hash_ == shelf.hash_of(fact)
        assert said == shelf.statement(fact)


def test_items_are_few_and_those_asked_come_first() -> None:
    """The cap holds, each fact a form asks for has an item, and the same bank gives the same items."""
    shelf = bank().shelf("zh-CN")
    wanted = asked(assemble.check_yourself("order", shelf))
    found = supply("order", shelf, str, wanted)
    assert found is not None
    assert 0 < len(found["items"]) <= MOST_ITEMS
    assert set(wanted) <= {fact for item in found["items"] for fact in item["facts"]}
    assert found == supply("order", bank().shelf("zh-CN"), str, wanted)


def test_languages_share_hashes() -> None:
    """The same facts have the same hashes in both languages, so that progress is one."""
    shelves = [bank().shelf(lang) for lang in ("zh-CN", "en")]
    zh, en = (supply("order", shelf, str, ["step_actor:order.log"]) for shelf in shelves)
    assert zh and en
    assert {fact: hash_ for fact, (hash_, _) in zh["facts"].items()} == {
        fact: hash_ for fact, (hash_, _) in en["facts"].items()
    }
    assert state("order", shelves[0]) == state("order", shelves[1])


def test_an_edit_changes_the_state() -> None:
    """When a step gets another actor, the state of its playbook is another, and that of the others is not."""
    step = "title: 发出报价\n    phase: agree\n    actor: "
    before = Bank({"zh-CN": manual()}).shelf("zh-CN")
    after = Bank({"zh-CN": changed(f"{step}seller", f"{step}clerk")}).shelf("zh-CN")
    old, new = (
        {entity: state(entity, shelf) for entity in ("order", "classes", "nobody")} for shelf in (before, after)
    )
    assert old["order"] and old["classes"] and not old["nobody"]
    assert old["order"] != new["order"]
    assert old["classes"] == new["classes"]


def test_an_entity_without_questions_has_none() -> None:
    """Where nothing can be asked there is no file."""
    assert supply("nobody", bank().shelf("zh-CN"), str) is None


def test_what_no_form_asks_needs_no_items() -> None:
    """An entity no form asks about has hashes of what it states, and no items; making them would be in vain."""
    found = supply("order", bank().shelf("zh-CN"), str)
    assert found is not None
    assert found["items"] == []
    assert all(hash_ for hash_, _ in found["facts"].values())


def test_asked_facts_have_several_items() -> None:
    """Most facts a form asks for can be asked in another way, so that a retake is no repetition."""
    shelf = bank().shelf("zh-CN")
    wanted = asked(assemble.check_yourself("order", shelf))
    found = supply("order", shelf, str, wanted)
    assert found is not None
    counts = [sum(fact in item["facts"] for item in found["items"]) for fact in wanted]
    assert sum(count > 1 for count in counts) >= len(counts) / 2, counts


def test_what_was_missed_is_asked_again_and_nothing_else() -> None:
    """An item of a form has no stand-in on another fact: what is drawn asks for what forms ask for, or for what is critical."""
    made = bank()
    shelf, facts = made.shelf("zh-CN"), made.views[0].facts
    shown = {item.id: item.facts[0] for item in assemble.check_yourself("order", shelf).items}
    found = supply("order", shelf, str, set(shown.values()), shown)
    assert found is not None
    others = [item["facts"][0] for item in found["items"] if item["facts"][0] not in shown.values()]
    assert others and all(facts[fact].critical for fact in others)


def second_items() -> list[tuple[Item, Item | None, Fact]]:
    """Every item that asks for a fact a second time in the same way, the usual one, and the fact."""
    made = bank()
    shelf = made.shelf("zh-CN")
    found = []
    for fact in made.views[0].facts.values():
        usual = {
            offer.id: offer for stack in shelf.stacks_of(fact.entity) for t in stack.types for offer in stack.offers(t)
        }
        for offer in shelf.spares(fact.id):
            item = shelf.take(offer) if offer.id.endswith(AGAIN) else None
            if item:
                first = usual.get(item.id.removesuffix(AGAIN))
                found.append((item, shelf.take(first) if first else None, fact))
    return found


def test_a_second_item_is_another_and_as_sound() -> None:
    """Asked again in the same way, a fact has other options or another stem, and the manual proves the item."""
    truths = Truths(bank().views[0])
    kinds: Counter[str] = Counter()
    for item, usual, fact in second_items():
        kinds[item.id.rpartition("~")[2]] += 1
        assert item.facts[0] == fact.id
        assert [flaw for flaw in truths.check(item) if flaw.level == "error"] == []
        if usual:
            assert (item.stem, {o.text for o in item.options}) != (usual.stem, {o.text for o in usual.options}), item.id
    assert set(kinds) == {"ask-2", "name-2", "judge-2", "many-2"}, kinds


def test_a_second_statement_to_judge_is_the_contrary() -> None:
    """What was to be called true the first time is to be called false the second time, and the other way round."""
    pairs = [(item, usual) for item, usual, _ in second_items() if usual and item.type == "true_false"]
    assert pairs
    assert all(item.answer != usual.answer for item, usual in pairs)


@pytest.mark.parametrize(
    "text", ["报价“A”\n\t\\ </script>", "\x00\x1f\x7f\u2028\u2029", "😀", "half \ud83d of a character"]
)
def test_a_script_tells_what_it_was_given(text: str) -> None:
    """What a script holds is read back as it was, whatever the characters, and stands on one line of JavaScript."""
    told = received("items/a", {"entity": text, "facts": {text: ("hash", "")}, "is_shown": True, "none": None})
    given = told.removeprefix('drillbookData.receive("items/a",').removesuffix(");\n")
    assert json.loads(given) == {"entity": text, "facts": {text: ["hash", ""]}, "is_shown": True, "none": None}
    assert len(given.splitlines()) == 1
