"""What words mean is learnt from what readers type and what it finds, the same everywhere, and finds what has none of the words."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillbook.building.finding import ManualSearch, read_graphs
from drillbook.search import latent, learning, softmax, vectors
from drillbook.search.engine import Engine
from drillbook.search.entries import Entry
from drillbook.search.index import each_file
from drillbook.search.learning import Asked
from drillbook.search.matrices import STEPS, ZERO
from drillbook.search.phrases import Topic
from drillbook.search.vectors import DIMENSIONS, WORD_STEPS, Vectors
from drillbook.settings import read_settings

MONEY = ["退款多久", "返钱流程", "把钱要回来", "money back", "refund a buyer"]
DELIVERY = ["发货几天", "运输时间", "东西怎么还没到", "shipping date", "where is the parcel"]
ASKED: list[Asked] = [*((each, (0,)) for each in MONEY * 6), *((each, (1, 2)) for each in DELIVERY * 6)]


def nearest(learnt: Vectors, text: str) -> int:
    """The entry to which the words of a text add up."""
    numbers = dict(zip(learnt.words, rows(learnt.word_rows), strict=True))
    of_words = [numbers[word] for word in vectors.words_of(text) if word in numbers]
    asked = [sum(each) for each in zip(*of_words, strict=True)]
    entries = rows(learnt.entry_rows)

    def cosine(entry: int) -> float:
        return sum(x * y for x, y in zip(asked, entries[entry], strict=True)) / math.hypot(*entries[entry])

    return max(range(len(entries)), key=cosine)


def rows(text: str) -> list[list[int]]:
    """Rows as numbers."""
    return [[ord(each) - ord(ZERO) for each in text[i : i + DIMENSIONS]] for i in range(0, len(text), DIMENSIONS)]


def test_words_add_up_to_what_they_find() -> None:
    """A question of words from several phrases finds their entry; of what several entries answer, one of them."""
    learnt = vectors.learnt(ASKED, 4)
    assert nearest(learnt, "要返钱") == nearest(learnt, "refunds back") == 0
    assert nearest(learnt, "东西几天运到") in {1, 2}
    assert nearest(learnt, "where is my shipping") in {1, 2}


def test_the_same_phrases_give_the_same_numbers_in_another_process() -> None:
    """Nothing depends on the order of hashes, or on what was computed before."""
    told = f"from drillbook.search import vectors; print(*vectors.learnt({ASKED!r}, 4), sep='|')"
    other = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=60)
    assert other.stdout.strip() == "|".join(map(str, vectors.learnt(ASKED, 4)))


def test_of_many_entries_some_are_compared_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Which entry is meant is learnt as well where each time only a few are compared; and of many words the commonest are kept."""
    monkeypatch.setattr(softmax, "_COMPARED", 2)
    monkeypatch.setattr(vectors, "_MOST", 50)
    learnt = vectors.learnt(ASKED, 40)
    assert len(learnt.words) == 50
    assert nearest(learnt, "返钱流程") == 0
    assert nearest(learnt, "发货几天") in {1, 2}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=20), st.lists(st.integers(0, 4), max_size=3, unique=True)), max_size=12))
def test_whatever_is_asked_every_entry_and_word_has_numbers(asked: list[Asked]) -> None:
    """Phrases without words and without answers are passed over; the rows are plain characters, which need no escaping in a script."""
    words, word_rows, entry_rows = vectors.learnt(asked * 5, 5)
    assert len(word_rows) == DIMENSIONS * len(words)
    assert len(entry_rows) == DIMENSIONS * 5
    assert all(abs(ord(each) - ord(ZERO)) <= WORD_STEPS for each in word_rows)
    assert all(abs(ord(each) - ord(ZERO)) <= STEPS for each in entry_rows)


def test_words_are_cut_alike_in_python_and_in_the_browser() -> None:
    """What was learnt of a word is found again when a reader types it."""
    texts = [
        "合同怎么批",
        "A类客户 VIP 折扣",
        "Who signs the sales contract?",
        "ｖｉｐ－客户",
        "refund, please",
        "第3天",
    ]
    for text in texts:
        words = list(vectors.words_of(text))
        files = dict(each_file([entry("a", "甲", [])], "zh-CN", learns=Knows(words)))
        assert looked_up(files, text) == len(words) > 0


def looked_up(files: dict[str, str], text: str) -> int:
    """How many of the words of a text the engine knows: each has the same number."""
    engine = Engine(files)
    folded = f"drillbookSearchEngine.normalise({json.dumps(text)})"
    found: float = engine._context.eval(
        f"(() => {{ const v = index.ranking.vectors; let n = 0; const get = v.words.get.bind(v.words);"
        f" v.words.get = (word) => {{ const at = get(word); n += at !== undefined; return at; }}; v.of({folded}); return n; }})()"
    )
    return int(found)


class Learns:
    """Learns what words mean, and of entries nothing."""

    @staticmethod
    def about(bags: Sequence[str]) -> dict[str, Any]:
        """Entries that are about nothing."""
        return latent.about([""] * len(bags))

    meant: Callable[[Sequence[Asked], int], dict[str, Any]] = staticmethod(vectors.meant)


class Knows(Learns):
    """Knows some words, all with the same numbers."""

    def __init__(self, words: Sequence[str]) -> None:
        words = sorted(set(words))
        self.meant = lambda _, entries: (
            vectors.meant([], entries)
            | {
                "words": "\n".join(words),
                "word_rows": "A" * DIMENSIONS * len(words),
                "rows": "A" * DIMENSIONS * entries,
            }
        )


def entry(id_: str, title: str, phrases: Sequence[str]) -> Entry:
    """Something that can be found."""
    return Entry(id_, "policy", title, (), f"{id_}.html", phrases=tuple(phrases))


ENTRIES = [
    *(entry(f"money-{i}", f"退款规则{i}", MONEY) for i in range(6)),
    *(entry(f"ship-{i}", f"发货规则{i}", DELIVERY) for i in range(6)),
    entry("bank", "到账通知", []),
    entry("road", "司机名单", []),
]
TOPICS = [
    Topic(("bank",), ("返钱到了没有", "退款到了没有", "把钱要回来到了没有", "多久返钱")),
    Topic(("road",), ("运输的人", "发货的人", "东西怎么运", "运输的车")),
] * 3


def test_what_words_mean_brings_what_has_none_of_them() -> None:
    """An entry whose title shares no word with a query comes when the words of the query were learnt to mean it, and only then."""

    def found(learns: Learns | None, query: str) -> list[str]:
        engine = Engine(dict(each_file(ENTRIES, "zh-CN", learns=learns)))
        return [result.id for result in engine.search(query, 20)]

    class Taught(Learns):
        """Learns from topics that the index does not hold."""

        @staticmethod
        def meant(asked: Sequence[Asked], entries: int) -> dict[str, Any]:
            """Adds what readers ask elsewhere."""
            numbers = {each.id: i for i, each in enumerate(ENTRIES)}
            more = [(phrase, (numbers[topic.ids[0]],)) for topic in TOPICS for phrase in topic.phrases * 3]
            return vectors.meant([*asked, *more], entries)

    assert "road" not in found(None, "怎么运输东西的车")
    assert "road" in found(Taught(), "怎么运输东西的车")
    assert "bank" in found(Taught(), "返钱到了没有")


def test_a_title_that_is_the_query_stays_first() -> None:
    """What was learnt never pushes away what is called exactly so."""
    engine = Engine(dict(each_file(ENTRIES, "zh-CN", topics=TOPICS, learns=Learns())))
    for title, id_ in (("到账通知", "bank"), ("司机名单", "road"), ("退款规则3", "money-3")):
        assert engine.search(title)[0].id == id_


def test_topics_are_learnt_from_with_the_entries_that_answer_them() -> None:
    """Each phrase of a topic asks for all its entries; a part without an entry of its own is answered by its entity."""
    seen: list[tuple[list[Asked], int]] = []

    class Notes(Learns):
        """Notes what it is taught."""

        def __init__(self) -> None:
            self.meant = self.noted

        @staticmethod
        def noted(asked: Sequence[Asked], entries: int) -> dict[str, Any]:
            """Learns nothing of it."""
            seen.append(([(text, tuple(answers)) for text, answers in asked], entries))
            return vectors.meant([], entries)

    entries = [entry("a", "甲", ["一"]), entry("a.x", "乙", []), entry("b", "丙", [])]
    topics = [Topic(("b.gone", "a.x", "b", "lost"), ("问", "答"))]
    list(each_file(entries, "zh-CN", topics=topics, learns=Notes()))
    assert seen == [([("甲", (0,)), ("一", (0,)), ("乙", (1,)), ("丙", (2,)), ("问", (2, 1)), ("答", (2, 1))], 3)]


@pytest.fixture
def manual(tmp_path: Path) -> Path:
    """A manual in which readers ask for one figure in their own words."""
    (tmp_path / "playbooks").mkdir()
    (tmp_path / "phrases").mkdir()
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nplugins: [{drillbook: {languages: [zh-CN]}}]\n", encoding="utf-8"
    )
    (tmp_path / "playbooks/refund.yml").write_text(
        "kind: kpi\nid: refund\ntitle: 退款率\nowner: salesperson\ndefinition: 退款订单占全部订单多少。\nformula: 退款订单除以订单。\n",
        encoding="utf-8",
    )
    (tmp_path / "phrases/a.yml").write_text("refund:\n  zh-CN: [退钱, 把钱要回来]\n", encoding="utf-8")
    return tmp_path


def test_it_is_learnt_once_and_the_same_as_anew(manual: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered gives the same files as what is learnt; a damaged memory is learnt anew, and so are other words."""
    learnt: list[int] = []
    first = vectors.learnt

    def counted(asked: Sequence[Asked], entries: int) -> Vectors:
        learnt.append(entries)
        return first(asked, entries)

    def files() -> dict[str, str]:
        options = read_settings(manual)
        return dict(ManualSearch(options, read_graphs(options)[0]).files("zh-CN"))

    monkeypatch.setattr(vectors, "learnt", counted)
    monkeypatch.setattr(learning, "LEAST", 1)
    made = files()
    assert files() == made
    assert len(learnt) == 1
    place = manual / ".drillbook-cache" / "meant-zh-CN"
    place.write_text(place.read_text("utf-8").replace("@", "A", 1), "utf-8")
    assert files() == made
    assert len(learnt) == 2
    (manual / "phrases/a.yml").write_text("refund:\n  zh-CN: [退钱]\n", encoding="utf-8")
    files()
    assert len(learnt) == 3
