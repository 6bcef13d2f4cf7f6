"""The guesser battery: exact limits, planted biases that it finds, and no more false alarms than it promises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import comb, floor
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from drillbook.model.item import Item, Option, Prompt
from drillbook.quiz.lint.gate import Report
from drillbook.quiz.lint.guess import ALPHA, EFFECT, GUESSERS, battery, riddles
from drillbook.quiz.lint.tail import most_hits, upper_tail

WORDS = "报价 合同 回款 拜访 订单 发货 样品 审核 签字 登记 回访 投诉 培训 库存 渠道 折扣 发票 展会 方案 演示".split()


def exact_tail(trials: Mapping[Fraction, int], hits: int) -> Fraction:
    """The tail by exact fractions, one trial after the other."""
    masses = [Fraction(1)]
    for chance, count in trials.items():
        for _ in range(count):
            masses = [
                (masses[n] if n < len(masses) else 0) * (1 - chance) + (masses[n - 1] if n else 0) * chance
                for n in range(len(masses) + 1)
            ]
    return sum(masses[hits:], Fraction(0))


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(st.sampled_from([2, 3, 4, 5]), st.integers(0, 25), min_size=1),
    st.integers(0, 60),
)
def test_the_tail_is_exact(counts: dict[int, int], hits: int) -> None:
    """The upper tail equals the one calculated in fractions, for items with different numbers of options together."""
    exact = exact_tail({Fraction(1, k): count for k, count in counts.items()}, hits)
    found = upper_tail({1 / k: count for k, count in counts.items()}, hits)
    assert found == pytest.approx(float(exact), rel=1e-9, abs=1e-15)


@pytest.mark.parametrize(("items", "limit"), [(20, 10), (40, 17), (60, 24), (100, 36), (200, 66)])
def test_limits_are_those_published(items: int, limit: int) -> None:
    """For eight guessers and four options the most hits allowed are those of the specification."""
    assert most_hits({0.25: items}, 0.05 / 8) == limit
    assert upper_tail({0.25: items}, limit) >= 0.05 / 8 > upper_tail({0.25: items}, limit + 1)


def test_a_hundred_thousand_items() -> None:
    """With 100,000 items of four sizes the tail is still that of the exact binomial where both can be calculated."""
    term = comb(100_000, 25_300) * 3**74_700
    whole = 0
    for hits in range(25_300, 26_300):
        whole += term
        term = term * (100_000 - hits) // (3 * (hits + 1))
    assert upper_tail({0.25: 100_000}, 25_300) == pytest.approx(float(Fraction(whole, 4**100_000)), rel=1e-9)
    mixed = {0.2: 25_000, 0.25: 25_000, 1 / 3: 25_000, 0.5: 25_000}
    assert upper_tail(mixed, 32_083) == pytest.approx(0.5, abs=0.01)
    assert upper_tail(mixed, 33_000) < 1e-9


# ------------------------------------------------------------------ banks


def fair_text(chance: Random) -> str:
    """A text of a few words."""
    return "".join(chance.sample(WORDS, chance.randint(1, 4)))


def item(number: int, stem: str, texts: list[str], key: int, **values: object) -> Item:
    """An item of a test bank."""
    options = tuple(
        Option(id="abcdefgh"[n], text=text, key=n == key, rationale="r", link="x") for n, text in enumerate(texts)
    )
    whole = {
        "id": f"relation:x.{number}~ask", "type": "single_choice", "level": "recall", "lang": "zh-CN", "stem": stem,
        "options": options, "answer": ("abcdefgh"[key],), "facts": (f"relation:x.{number}",), "source": "f:1", "hash": "h",
        "link": "x",
    }  # fmt: skip
    return Item.model_validate(whole | values)


def bank(seed: int, size: int, plant: Callable[[Random, list[str], int], tuple[str, int]] | None = None) -> list[Item]:
    """A bank whose keys are drawn by lot among their options.

    Args:
        seed: Another seed gives another bank.
        size: How many items.
        plant: May change the options in place; gives the stem and the place of the key.
    """
    chance = Random(seed)
    found = []
    for number in range(size):
        texts = list(dict.fromkeys(fair_text(chance) for _ in range(12)))[: chance.randint(3, 5)]
        key = chance.randrange(len(texts))
        stem, key = plant(chance, texts, key) if plant else (f"{fair_text(chance)}由谁做？", key)
        found.append(item(number, stem, texts, key))
    return found


def failing(items: list[Item]) -> set[str]:
    """The guessers that fail on a bank."""
    return {verdict.guesser for verdict in battery(items) if verdict.fails}


def longest(chance: Random, texts: list[str], key: int) -> tuple[str, int]:
    """Makes the key longer than all others."""
    texts[key] += "并且当面签字确认以后归档"
    return "谁做？", key


def shortest(chance: Random, texts: list[str], key: int) -> tuple[str, int]:
    """Makes the key shorter than all others."""
    texts[key] = chance.choice("甲乙丙丁戊己庚辛壬癸")
    return "谁做？", key


def first_place(chance: Random, texts: list[str], key: int) -> tuple[str, int]:
    """Puts the key first in every second item."""
    return "谁做？", 0 if chance.random() < 0.5 else key


def last_place(chance: Random, texts: list[str], key: int) -> tuple[str, int]:
    """Puts the key third in every second item."""
    return "谁做？", 2 if chance.random() < 0.5 else key


def clang(chance: Random, texts: list[str], key: int) -> tuple[str, int]:
    """Lets the stem speak the words of the key."""
    return f"{texts[key]}由谁做？", key


def convergence(chance: Random, texts: list[str], key: int) -> tuple[str, int]:
    """Makes every distractor share one half with the key, and nothing with the others."""
    halves = chance.sample(WORDS, 5)
    for number in range(len(texts)):
        texts[number] = "".join(halves[:4]) if number == key else halves[number % 4] + chance.choice(WORDS)
    return "谁做？", key


def odd_one_out(chance: Random, texts: list[str], key: int) -> tuple[str, int]:
    """Lets all distractors share a word that the key has not."""
    for number in range(len(texts)):
        texts[number] += "" if number == key else "专员小组"
    return "谁做？", key


def qualified(chance: Random, texts: list[str], key: int) -> tuple[str, int]:
    """Qualifies the key."""
    texts[key] = f"通常{texts[key]}"
    return "谁做？", key


def absolutes(chance: Random, texts: list[str], key: int) -> tuple[str, int]:
    """Makes distractors absolute."""
    for number in range(len(texts)):
        texts[number] = texts[number] if number == key else f"一律{texts[number]}"
    return "谁做？", key


def specific(chance: Random, texts: list[str], key: int) -> tuple[str, int]:
    """Gives the key a figure."""
    texts[key] += str(chance.randint(2, 99))
    return "谁做？", key


def frequent(chance: Random, texts: list[str], key: int) -> tuple[str, int]:
    """Uses few texts as keys, and as distractors as often as all others."""
    texts[key] = chance.choice(["甲组", "乙组"])
    wrong = (key + 1) % len(texts)
    if chance.random() < 0.2:
        texts[wrong] = "丙组"
    return "谁做？", key


def only_keys(chance: Random, texts: list[str], key: int) -> tuple[str, int]:
    """Draws all distractors from a small stock, and no key from it."""
    stock = chance.sample(WORDS[:8], len(texts))
    for number in range(len(texts)):
        texts[number] = f"{chance.choice(WORDS[8:])}{chance.choice(WORDS[8:])}" if number == key else stock[number]
    return "谁做？", key


def telling_words(chance: Random, texts: list[str], key: int) -> tuple[str, int]:
    """Gives most keys a turn of phrase that distractors do not have."""
    if chance.random() < 0.7:
        texts[key] = texts[key][:2] + chance.choice("一二三四五六") + "为先" + chance.choice(WORDS)
    return "谁做？", key


PLANTED = {
    "longest": longest,
    "shortest": shortest,
    "place_1": first_place,
    "place_3": last_place,
    "stem_overlap": clang,
    "convergence": convergence,
    "odd_one_out": odd_one_out,
    "most_qualified": qualified,
    "avoids_absolutes": absolutes,
    "most_specific": specific,
    "key_frequency": frequent,
    "never_a_distractor": only_keys,
    "choices_only": telling_words,
}


@pytest.mark.parametrize("guesser", PLANTED)
def test_a_planted_bias_is_found(guesser: str) -> None:
    """A bias planted into a bank is found by the guesser that goes by it; the same bank without it passes."""
    assert failing(bank(11, 240)) == set()
    assert guesser in failing(bank(11, 240, PLANTED[guesser]))


def test_every_guesser_has_a_planted_bias() -> None:
    """No guesser is without a bank that it fails; of the places two stand for all five."""
    assert {name for name in GUESSERS if not name.startswith("place")} == {n for n in PLANTED if "place" not in n}


def test_true_or_false_is_guessed_by_the_statement() -> None:
    """Statements that are true whenever they are put carefully are found, though their options never change."""
    chance = Random(5)
    told = []
    for number in range(200):
        true = chance.random() < 0.5
        stem = f"判断正误：{fair_text(chance)}{'酌情' if true else '一律'}处理。"
        told.append(item(number, stem, ["对", "不对"], 0 if true else 1, type="true_false"))
    assert {"choices_only", "avoids_absolutes", "most_qualified"} <= failing(told)


def test_several_keys_are_guessed_one_at_a_time() -> None:
    """Of an item with several keys the chance is that of hitting any of them; the longest option gives them away."""
    texts = ["报价报价报价报价", "合同合同合同合同", "回款", "拜访"]
    items = []
    for number in range(60):
        made = item(number, "哪些对？", texts, 0, type="multiple_response", answer=("a", "b"))
        options = tuple(o.model_copy(update={"key": n < 2}) for n, o in enumerate(made.options))
        items.append(made.model_copy(update={"options": options}))
    verdict = next(v for v in battery(items) if v.guesser == "longest")
    assert (verdict.hits, verdict.chance, verdict.fails) == (60, 50.0, True)


def test_of_elements_to_match_one_is_guessed() -> None:
    """Of a matching item one prompt is taken, because guesses on the others would not be independent."""
    prompts = tuple(
        Prompt(id=str(n + 1), text=f"{word}单", rationale="r", link="x") for n, word in enumerate(WORDS[:3])
    )
    made = item(1, "配对。", [f"{word}员" for word in WORDS[:3]], 0, type="matching", prompts=prompts)
    made = made.model_copy(update={"answer": ("1=a", "2=b", "3=c")})
    (riddle,) = riddles([made])
    assert riddle.chance == 1 / 3
    assert riddle.options[next(iter(riddle.keys))][:2] == riddle.stem[:2]


def test_an_empty_bank_passes() -> None:
    """Nothing to guess is no failure."""
    assert failing([]) == set()


def reasons(items: list[Item]) -> list[str]:
    """Why the gate would not let a bank pass whose items have no other flaw."""
    return list(Report("zh-CN", len(items), (), tuple(battery(items)), ()).reasons())


@settings(deadline=None, max_examples=3)
@given(st.integers(0, 1 << 30), st.integers(20, 120))
def test_false_alarms_are_as_rare_as_promised(seed: int, size: int) -> None:
    """Of banks whose keys were drawn by lot no more fail than alpha allows, with three standard errors for the count."""
    rounds = 40
    failed = sum(bool(reasons(bank(seed * rounds + number, size))) for number in range(rounds))
    assert failed / rounds <= ALPHA + 3 * (ALPHA * (1 - ALPHA) / rounds) ** 0.5


def test_one_lucky_guesser_of_many_fails_no_small_bank() -> None:
    """Six hits of nine guesses have a chance of 1 %; among sixteen guessers that is nothing, and no reason to fail."""
    echoes = [item(n, f"{WORDS[n]}由谁做？", [WORDS[n], "甲", "乙", "丙"], int(n >= 6)) for n in range(9)]
    silent = [item(n, "谁做？", ["甲", "乙", "丙", "丁"], n % 4) for n in range(9, 26)]
    verdict = next(v for v in battery([*echoes, *silent]) if v.guesser == "stem_overlap")
    assert (verdict.hits, verdict.guesses) == (6, 9)
    assert verdict.effect > EFFECT and verdict.p < ALPHA and not verdict.matters


@settings(deadline=None, max_examples=100)
@given(st.fixed_dictionaries({1 / n: st.integers(0, 2000) for n in (2, 3, 4, 5, 6)}), st.integers(800, 20000))
def test_five_points_count_in_every_full_bank(trials: dict[float, int], size: int) -> None:
    """From 800 items on, a guesser that gains more than five points fails, whatever it has an opinion on."""
    size = max(size, sum(trials.values()))
    expected = sum(chance * count for chance, count in trials.items())
    hits = floor(expected + size * EFFECT / 100) + 1
    assume(hits <= sum(trials.values()))
    assert upper_tail(trials, hits) < ALPHA / len(GUESSERS)
