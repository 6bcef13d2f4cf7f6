"""The words readers type: how they are read, where they stand in the index, and what they find."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from drillbook.building import stamp
from drillbook.building.finding import ManualSearch
from drillbook.manual import read_manual
from drillbook.search.columns import head_columns, text_columns, topic_columns
from drillbook.search.engine import Engine
from drillbook.search.entries import Entry, entries
from drillbook.search.index import each_file
from drillbook.search.phrases import Phrases, Topic, Typed, read
from drillbook.settings import Settings
from drillbook.words import words
from unit.builders import graph_of, role

POLICY = """\
kind: policy
id: returns
title: Goods sent back
summary: What happens to goods that come back.
owner: seller
rules:
  - {id: deadline, rule: Goods are taken back for two weeks.}
  - {id: receipt, rule: Whoever comes without a receipt gets a voucher.}
"""
FORM = "kind: form\nid: form-slip\ntitle: Slip\nowner: seller\nfields: [{id: reason, title: Reason}]\n"
OTHER = "kind: form\nid: form-offer\ntitle: Offer\nowner: seller\nstatus: STATUS\nsummary: For a customer.\n"
GRAPH = graph_of(role("seller"), POLICY, FORM, OTHER.replace("STATUS", "draft"))
LANGUAGES = ("en", "zh-CN")


def typed_in(folder: Path, **files: str) -> tuple[Typed, list[str]]:
    """What some files say that readers type, and the codes of what is wrong with them."""
    for name, text in files.items():
        place = folder / "phrases" / f"{name}.yml"
        place.parent.mkdir(exist_ok=True)
        place.write_text(text, "utf-8")
    found, problems = read(folder / "phrases", folder, GRAPH, LANGUAGES)
    return found, [f"{p.code} {p.file}:{p.line}:{p.column}" for p in problems]


def phrases(folder: Path, **files: str) -> tuple[Phrases, list[str]]:
    """The phrases of single ids in some files, and the codes of what is wrong with them."""
    found, problems = typed_in(folder, **files)
    return found.phrases, problems


def engine(*found: Entry) -> Engine:
    """The search over some entries."""
    return Engine(dict(each_file(found, "en")))


def ids(found: Engine, query: str) -> list[str]:
    """The ids found, the best first."""
    return [result.id for result in found.search(query)]


def test_phrases_are_read_by_language_and_id(tmp_path: Path) -> None:
    """Every file of the folder counts; a single phrase needs no list, a number is a text, a file may hold nothing yet."""
    found, problems = phrases(
        tmp_path,
        a="returns:\n  en: [money back, refund]\n  zh-CN: 退钱\nreturns.deadline:\n  en: [14]\n",
        b="form-slip:\n  zh-CN: [小票]\n",
        c="# later\n",
    )
    assert problems == []
    assert found == {
        "en": {"returns": ("money back", "refund"), "returns.deadline": ("14",)},
        "zh-CN": {"returns": ("退钱",), "form-slip": ("小票",)},
    }


def test_without_the_folder_there_are_no_phrases(tmp_path: Path) -> None:
    """A manual need not have any."""
    assert phrases(tmp_path) == ({"en": {}, "zh-CN": {}}, [])


def test_everything_that_is_wrong_is_told_at_once_and_the_rest_is_kept(tmp_path: Path) -> None:
    """Each problem has its place, and what is right beside it is still found."""
    found, problems = phrases(
        tmp_path,
        a="return:\n  en: [x]\nreturns:\n  de: [weg]\n  en: [refund, '', Refund, [x], money back]\nseller: [boss]\nform-slip:\n  en:\n",
        b="returns:\n  en: [again]\nreturns: {en: [twice]}\n",
        c="- refund\n- {ids: [returns, form-slipp, [x]], en: [refund, Refund], de: [weg]}\n- ids: returns\n",
        d="returns.receipt:\n\ten: [x]\n",
    )
    assert problems == [
        "DB905 phrases/a.yml:1:1", "DB906 phrases/a.yml:4:3", "DB204 phrases/a.yml:5:16", "DB908 phrases/a.yml:5:20",
        "DB904 phrases/a.yml:5:28", "DB904 phrases/a.yml:6:1", "DB204 phrases/a.yml:8:3", "DB107 phrases/b.yml:3:1",
        "DB907 phrases/b.yml:1:1", "DB910 phrases/c.yml:1:3", "DB905 phrases/c.yml:2:19", "DB910 phrases/c.yml:2:31", "DB908 phrases/c.yml:2:50",
        "DB906 phrases/c.yml:2:59", "DB910 phrases/c.yml:3:3", "DB101 phrases/d.yml:2:1",
    ]  # fmt: skip
    assert found["en"]["returns"] == ("refund", "money back")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- id: [returns]\n  en: [x]\n", ["DB201 1:3"]),
        ("- ids: []\n  en: [x]\n", ["DB910 1:3"]),
        ("- ids: [returns, seller, returns]\n  en: [x]\n", ["DB908 1:26"]),
        ("- ids: [returns]\n  zh: [x]\n", ["DB906 2:3", "DB910 1:3"]),
        ("- ids: [returns]\n  question: [x]\n  en: [x]\n", ["DB201 2:3"]),
        ("returns: {en: [what: now, {a: b, c: d}]}\n", ["DB904 1:27", "DB914 1:16"]),
        ("returns: {en: {a: b}}\n", ["DB914 1:11"]),
        ("returns: {zh-CN: [怎么签，去哪签]}\n", ["DB915 1:19"]),
        ("returns: {en: ['???', goods sent back]}\n", ["DB916 1:16", "DB916 1:23"]),
        (f"returns: {{en: [{'x' * 201}]}}\n", ["DB916 1:16"]),
        ("returns: {en: [a]}\nreturns.deadline: {en: [b]}\n", []),
    ],
)
def test_every_mistake_is_told_at_its_place(tmp_path: Path, text: str, told: list[str]) -> None:
    """Misspelt keys, colons, commas of the other language, and phrases that nobody can search for."""
    found = [line.replace("phrases/a.yml:", "") for line in phrases(tmp_path, a=text)[1]]
    assert sorted(found) == sorted(told)


def test_a_second_place_of_an_id_does_not_hide_its_other_mistakes(tmp_path: Path) -> None:
    """All of it is told at once, and the first place counts."""
    found, problems = phrases(tmp_path, a="returns: {en: [a]}\n", b="returns: {de: [x], en: [what: now]}\n")
    assert problems == ["DB907 phrases/b.yml:1:1", "DB906 phrases/b.yml:1:11", "DB914 phrases/b.yml:1:25"]
    assert found["en"]["returns"] == ("a",)


def test_files_that_are_not_read_are_told(tmp_path: Path) -> None:
    """Phrases in a text file, or in a folder with a name that is not quite right; notes and hidden files are left alone."""
    (tmp_path / "phrase").mkdir()
    assert phrases(tmp_path)[1] == ["DB917 phrase:1:1"]
    (tmp_path / "phrase").rename(tmp_path / "phrases")
    for name in ("x.txt", "_y.txt", ".DS_Store", "README.md"):
        (tmp_path / "phrases" / name).touch()
    assert phrases(tmp_path)[1] == ["DB917 phrases/x.txt:1:1"]


def test_an_id_of_a_file_with_errors_is_not_blamed(tmp_path: Path) -> None:
    """While a playbook cannot be read, its phrases are left alone; those of a draft wait for it."""
    (tmp_path / "playbooks").mkdir()
    (tmp_path / "playbooks/a.yml").write_text("kind: form\nid: form-bad\ntitle: [x\n", "utf-8")
    (tmp_path / "phrases").mkdir()
    (tmp_path / "phrases/a.yml").write_text("form-bad.a:\n  en: [x]\n", "utf-8")
    graph = read_manual(Settings(root=tmp_path, languages=("en",))).graph
    assert read(tmp_path / "phrases", tmp_path, graph, ["en"]) == (({"en": {}}, {"en": []}), [])
    assert phrases(tmp_path, a="form-offer:\n  en: [quote]\n")[1] == []


@given(st.text(), st.text())
def test_nothing_that_is_written_makes_reading_fall_over(id_: str, text: str) -> None:
    """Any key and any text give phrases or problems, and what is read keeps the columns of the index in step."""
    from drillbook.search.listed import parsed
    from drillbook.search.phrases import _Reader

    reader = _Reader(GRAPH, LANGUAGES)
    written = ({id_: {"en": [text]}}, {"returns": {"en": [text, id_]}}, [{"ids": [id_, "returns"], "en": text}], [text])
    for content in (text, *map(yaml.safe_dump, written)):
        source, data, _ = parsed("a.yml", content.encode("utf-8", "replace"))
        if source is not None:
            list(reader.problems_in(source, data))
    kept = tuple(each for some in reader.found["en"].values() for each in some)
    made = [Entry(f"e{i}", "form", "E", (), "x.html", phrases=kept) for i in range(3)]
    assert len((text_columns(made, 0)["own_phrases"] or "\n\n").split("\n")) == 3


def test_phrases_count_for_what_has_an_entry() -> None:
    """Those of an entity and of a rule stand with it; those of a field, which has no entry, with its form."""
    typed = {
        "returns": ("refund",),
        "returns.deadline": ("how long",),
        "form-slip.reason": ("why",),
        "form-slip": ("paper",),
    }
    found = {entry.id: entry.phrases for entry in entries(GRAPH, words("en"), lambda id_: "x.html", typed)}
    assert found["returns"] == ("refund",) and found["returns.deadline"] == ("how long",)
    assert found["form-slip"] == ("paper", "why") and found["returns.receipt"] == ()


def test_phrases_stand_in_the_texts_and_never_in_the_heads() -> None:
    """A column for entities and one for parts; both empty, and nothing longer, where nobody has written any."""
    entity, part = Entry("a", "form", "A", (), "a.html"), Entry("a.b", "step", "B", ("A",), "a.html#b")
    assert (text_columns([entity, part], 0)["own_phrases"], text_columns([entity, part], 0)["phrases"]) == ("", "")
    typed = [Entry("a", "form", "A", (), "a.html", phrases=("one\ttwo", "three")), part]
    body = text_columns(typed, 0)
    assert (body["own_phrases"], body["phrases"]) == ("one two\tthree", "")
    assert head_columns(typed[:1], []) == head_columns([entity], [])


def test_a_file_of_texts_is_cut_by_its_phrases_too() -> None:
    """Phrases are counted for the size of a file."""
    long = [Entry(f"e{i}", "form", "E", (), "x.html", phrases=("x" * 40,)) for i in range(2)]
    assert sum("/texts-" in name for name in dict(each_file(long, "en", file_characters=30))) == 2


RETURNS = Entry(
    "returns", "policy", "Goods sent back", ("Rules",), "r.html", (), ("Two weeks.",), ("refund a customer",)
)
DEADLINE = Entry("returns.deadline", "rule", "Goods are taken back for two weeks", ("Rules", "Goods sent back"), "r.html#deadline",
                 (), (), ("too late to bring it in", "how long does it last"))  # fmt: skip
OFFER = Entry("offer", "form", "Offer", ("Forms",), "o.html", (), ("For a customer.",))
FILLER = tuple(
    Entry(f"f{i}", "form", f"Form {i}", ("Forms",), f"f{i}.html", (), ("For a customer.",)) for i in range(9)
)


def test_words_that_stand_in_phrases_only_find_their_entry() -> None:
    """An entity by its phrase, a part by its own before the entity."""
    found = engine(RETURNS, DEADLINE, OFFER, *FILLER)
    assert ids(found, "refunding customers")[0] == "returns"
    assert ids(found, "too late bringing it in")[0] == "returns.deadline"


def test_phrases_are_not_shown() -> None:
    """The line of a result is a text of the manual: its first one when only a phrase matches."""
    (result, *_) = engine(RETURNS, OFFER).search("refund")
    assert (result.id, result.line) == ("returns", (("Two weeks.", False),))


def test_phrases_do_not_lengthen_what_they_belong_to() -> None:
    """An entry with many phrases is found by its own words as high as without them."""
    typed = OFFER._replace(phrases=("x y z",) * 40)
    plain, long = engine(OFFER, RETURNS, *FILLER), engine(typed, RETURNS, *FILLER)
    scores = [next(r.score for r in each.search("offer")) for each in (plain, long)]
    assert scores[0] == scores[1]


def test_one_phrase_counts_not_the_sum_of_all() -> None:
    """A word in every phrase of one entry weighs no more than in the only phrase of another."""
    one = Entry("one", "form", "First", ("Forms",), "1.html", (), ("For a customer.",), ("expensive",))
    many = Entry("many", "form", "Second", ("Forms",), "2.html", (), ("For a customer.",), tuple(f"expensive {w}" for w in ("car", "house", "boat", "hat")))  # fmt: skip
    assert ids(engine(many, one, *FILLER), "expensive")[0] == "one"


def test_phrases_make_no_word_more_common_and_a_name_comes_first() -> None:
    """What is called by the query stays first, with the same score, when another entry has it as a phrase."""
    other = RETURNS._replace(phrases=("offer",))
    plain, typed = engine(OFFER, RETURNS, *FILLER).search("offer"), engine(OFFER, other, *FILLER).search("offer")
    assert [result.id for result in typed] == ["offer", "returns"]
    assert typed[0].score == plain[0].score


def test_topics_are_read_with_all_that_answers_them(tmp_path: Path) -> None:
    """One id, or one phrase, needs no list; a language without phrases has no topic, and an id may stand in many."""
    found, problems = typed_in(
        tmp_path,
        a="- ids: [returns, form-slip.reason]\n  en: [bring it back, refund]\n- {ids: returns, zh-CN: 退钱}\n",
        b="returns: {en: [money back]}\n",
    )
    assert problems == []
    assert found.topics == {
        "en": [Topic(("returns", "form-slip.reason"), ("bring it back", "refund"))],
        "zh-CN": [Topic(("returns",), ("退钱",))],
    }


def test_a_topic_stands_once_with_its_answers_by_number() -> None:
    """What has no entry of its own is answered by its entity; what is not found at all, or a topic without answers, is left out."""
    topics = [Topic(("offer", "returns.deadline", "offer.field"), ("a\tb", "c")), Topic(("draft",), ("d",))]
    places = {"returns": (0, 0), "returns.deadline": (0, 1), "offer": (1, 0)}
    assert topic_columns(topics, places) == {"topics": "a b\tc", "answers": [[(1, 0), (0, 1)]]}
    assert not any("/topics." in name for name in dict(each_file([OFFER], "en")))


def test_a_topic_finds_all_that_answers_it() -> None:
    """Whatever words they use themselves, in the order of the topic; words of no topic are found as before."""
    topics = [Topic(("returns.deadline", "offer", "f3"), ("swap shoes", "exchanging a pair"))]
    made = dict(each_file([RETURNS, DEADLINE, OFFER, *FILLER], "en", topics=topics))
    assert ids(Engine(made), "exchange the pair?") == ["returns.deadline", "offer", "f3"]
    assert ids(Engine(made), "refund a customer")[0] == "returns"


def test_a_topic_lifts_what_answers_it_over_what_shares_a_word() -> None:
    """Of forms that all speak of customers, the one that answers the topic comes first."""
    found = [OFFER, *FILLER]
    assert ids(engine(*found), "customer form")[0] != "f7"
    made = dict(each_file(found, "en", topics=[Topic(("f7",), ("form for a customer", "customer shouts"))]))
    assert ids(Engine(made), "customer form")[0] == "f7"


def test_hostile_phrases_stay_texts() -> None:
    """Markup and the ends of scripts stand in the index as strings, and are never shown."""
    nasty = '");alert(1);("</script><img src=x onerror=alert(1)>\u2028'
    files = dict(each_file([Entry("a", "form", "A", (), "a.html", (), ("A line.",), (nasty, "money"))], "en"))
    (body,) = (text for name, text in files.items() if "/texts-" in name)
    data: dict[str, Any] = json.loads(body[body.index("push(") + 5 : body.rindex(");")])
    assert data["own_phrases"] == nasty.strip() + "\tmoney"
    (result,) = Engine(files).search("onerror")
    assert (result.id, result.line) == ("a", (("A line.", False),))


def test_what_a_thing_is_called_in_another_language_finds_it(tmp_path: Path) -> None:
    """A title, an alias or a part's title of another language finds the entry, and is not shown; a missing translation adds nothing."""
    (tmp_path / "mkdocs.yml").write_text("plugins: [drillbook]\n", "utf-8")
    settings = Settings(root=tmp_path, languages=("zh-CN", "en"))
    chinese = graph_of(role(title="销售员") + "responsibilities:\n  - {id: ledger, text: 登记台账。}\n")
    english = graph_of(
        role(title="Seller", aliases="[rep]") + "responsibilities:\n  - {id: ledger, text: Keep the ledger.}\n"
    )
    found = Engine(dict(ManualSearch(settings, {"zh-CN": chinese, "en": english}).files("zh-CN")))
    assert [found.search(query)[0].id for query in ("rep", "seller", "ledger 登记")] == [
        "seller",
        "seller",
        "seller.ledger",
    ]
    assert "Seller" not in str(found.search("rep"))
    alone = Engine(dict(ManualSearch(settings, {"zh-CN": chinese}).files("zh-CN")))
    assert not alone.search("rep")


@pytest.mark.parametrize("name", ["phrases/a.yml", "synonyms.yml"])
def test_an_edit_is_another_input_and_another_index(tmp_path: Path, name: str) -> None:
    """What a build compares covers phrases and synonyms, and the index follows; what is not there yet counts as well."""
    (tmp_path / "mkdocs.yml").write_text("plugins: [drillbook]\n", "utf-8")
    (tmp_path / "playbooks").mkdir()
    (tmp_path / "playbooks/a.yml").write_text(role("seller"), "utf-8")
    settings = Settings(root=tmp_path, languages=("en",))
    seen = []
    for text in ("", "seller: {en: [boss]}\n", "seller: {en: [chief]}\n"):
        if text:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text if "phrases" in name else f"en: [[seller, {text[14:18]}]]\n", "utf-8")
        files = dict(ManualSearch(settings, {"en": read_manual(settings).graph}).files("en"))
        seen.append((stamp.inputs_of(settings, "material"), str(sorted(files))))
    assert len({digest for digest, _ in seen}) == len({made for _, made in seen}) == 3
