"""Translations: reading, writing, updating and applying gettext catalogues."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillbook.building.checked import check_manual
from drillbook.building.finding import read_graphs
from drillbook.graph import Graph
from drillbook.load import load_text
from drillbook.model.process import Process
from drillbook.new import create
from drillbook.settings import Settings, read_settings
from drillbook.text import Untranslated
from drillbook.translate import Catalogue, Entry, apply, check_catalogue, fill, read_catalogue, status, update
from drillbook.translate.extract import source_texts
from drillbook.translate.numbers import differ

PROCESS = """\
kind: process
id: signing
title: 合同签订
summary: 从起草到归档。
owner: seller
purpose: 让合同不出错。
trigger: 客户同意
aliases: [签约, 订约]
steps:
  - id: draft
    title: 起草合同
    actor: seller
    action: 在3天内按[[form-contract|合同]]起草。
    deadline: 3天
"""


def graph_of(*texts: str) -> Graph:
    """A graph over the given files."""
    loaded = []
    for number, text in enumerate(texts):
        more, problems = load_text(f"playbooks/{number}.yml", text.encode())
        assert problems == []
        loaded += more
    return Graph(loaded)


def catalogue_for(graph: Graph, translations: dict[str, str]) -> Catalogue:
    """A catalogue of a graph with some translations."""
    return fill(update(graph, Catalogue("en", "locales/en.po")), translations)[0]


def test_update_names_every_text_by_entity_and_place() -> None:
    """Keys are made of ids, so that they survive a reordering of steps."""
    entries = update(graph_of(PROCESS), Catalogue("en", "en.po")).entries

    assert entries["signing:steps.draft.action"].source == "在3天内按[[form-contract|合同]]起草。"
    assert list(entries)[:4] == ["signing:title", "signing:summary", "signing:aliases.0", "signing:aliases.1"]


def test_an_edited_text_keeps_its_translation_as_stale() -> None:
    """A translator sees what the text was before, and the page does not show the old translation."""
    before = catalogue_for(graph_of(PROCESS), {"signing:title": "Signing"})
    graph = graph_of(PROCESS.replace("合同签订", "合同签署"))

    entry = update(graph, before).entries["signing:title"]

    assert (entry.text, entry.is_fuzzy, entry.previous) == ("Signing", True, "合同签订")
    title = apply(graph, update(graph, before), "zh-CN").entities["signing"].entity.title
    assert isinstance(title, Untranslated)
    assert (title, title.state) == ("合同签署", "stale")


def test_an_edit_that_is_taken_back_makes_the_translation_valid_again() -> None:
    """No translator has to look at a text that is what it was."""
    before = catalogue_for(graph_of(PROCESS), {"signing:title": "Signing"})
    edited = update(graph_of(PROCESS.replace("合同签订", "合同签署")), before)

    entry = update(graph_of(PROCESS), edited).entries["signing:title"]

    assert (entry.text, entry.is_fuzzy, entry.previous) == ("Signing", False, "")


def test_a_second_edit_remembers_the_text_the_translation_was_made_from() -> None:
    """The previous text stays the one the translator knew, however often the source is edited."""
    catalogue = catalogue_for(graph_of(PROCESS), {"signing:title": "Signing"})
    for title in ("合同签署", "签合同"):
        catalogue = update(graph_of(PROCESS.replace("合同签订", title)), catalogue)

    assert catalogue.entries["signing:title"].previous == "合同签订"


def test_a_translation_follows_its_text_inside_a_list() -> None:
    """A new first alias does not make the translations of the others stale."""
    before = catalogue_for(graph_of(PROCESS), {"signing:aliases.0": "sign", "signing:aliases.1": "order"})

    entries = update(graph_of(PROCESS.replace("[签约,", "[签单, 签约,")), before).entries

    assert [entries[f"signing:aliases.{i}"].text for i in range(3)] == ["", "sign", "order"]
    assert not any(entry.is_fuzzy for entry in entries.values())


def test_a_translation_follows_an_entity_to_its_new_id() -> None:
    """``former_ids`` leads to the translations made under the old id."""
    before = catalogue_for(graph_of(PROCESS), {"signing:title": "Signing"})
    renamed = PROCESS.replace("id: signing\n", "id: contract-signing\nformer_ids: [signing]\n")

    after = update(graph_of(renamed), before)

    assert after.entries["contract-signing:title"].text == "Signing"
    assert "signing:title" not in after.obsolete


def test_translations_follow_a_part_to_its_new_id() -> None:
    """``former_ids`` of a step leads to its translations, alone and together with a new id of its entity."""
    before = catalogue_for(
        graph_of(PROCESS), {"signing:steps.draft.title": "Draft", "signing:steps.draft.action": "Write it."}
    )
    part = PROCESS.replace("id: draft\n", "id: draft-it\n    former_ids: [draft]\n")
    both = part.replace("id: signing\n", "id: contract-signing\nformer_ids: [signing]\n")

    for holder, renamed in (("signing", part), ("contract-signing", both)):
        after = update(graph_of(renamed), before)
        assert after.entries[f"{holder}:steps.draft-it.title"].text == "Draft"
        assert after.entries[f"{holder}:steps.draft-it.action"].text == "Write it."
        assert not after.obsolete


def test_every_kind_of_text_can_be_brought_up_to_date(tmp_path: Path) -> None:
    """A manual with all shapes of values, such as the wording of terms in several languages, gets a catalogue of all its texts."""
    create(tmp_path / "manual", "zh-CN")
    graph = read_graphs(read_settings(tmp_path / "manual"))[0]["zh-CN"]
    entries = update(graph, Catalogue("en", "en.po")).entries
    assert any(entity.entity.kind == "term" for entity in graph.entities.values())
    assert list(entries) == [text.key for text in source_texts(graph)]


def test_a_text_without_translation_says_its_language() -> None:
    """A screen reader is told the language the manual is written in, whichever that is."""
    english = graph_of(PROCESS)
    title = apply(english, Catalogue("de", "de.po"), "en").entities["signing"].entity.title
    assert isinstance(title, Untranslated)
    assert title.lang == "en"


def test_a_removed_text_becomes_obsolete_and_comes_back() -> None:
    """Nothing a translator wrote is lost when a text goes and returns."""
    before = catalogue_for(graph_of(PROCESS), {"signing:summary": "From draft to file."})

    gone = update(graph_of(PROCESS.replace("summary: 从起草到归档。", "summary: 别的。")), before)
    without = update(
        graph_of(PROCESS.replace("aliases: [签约, 订约]\n", "")), fill(before, {"signing:aliases.0": "sign"})[0]
    )
    back = update(graph_of(PROCESS), without)

    assert gone.entries["signing:summary"].is_fuzzy
    assert without.obsolete["signing:aliases.0"].text == "sign"
    assert back.entries["signing:aliases.0"].text == "sign"
    assert back.obsolete == {}


def test_two_updates_write_the_same_bytes(tmp_path: Path) -> None:
    """No dates and no order by chance stand in the file."""
    graph, path = graph_of(PROCESS), tmp_path / "en.po"
    catalogue_for(graph, {"signing:title": "Signing"}).write(path)
    first = path.read_bytes()

    update(graph, read_catalogue(path, tmp_path)[0]).write(path)

    assert path.read_bytes() == first


def test_apply_changes_texts_and_nothing_else() -> None:
    """Ids, references, deadlines and positions are those of the source."""
    graph = graph_of(PROCESS)
    english = apply(graph, catalogue_for(graph, {"signing:steps.draft.title": "Draft the contract"}), "zh-CN")
    process, source = english.entities["signing"].entity, graph.entities["signing"].entity
    assert isinstance(process, Process)
    assert isinstance(source, Process)

    assert process.steps[0].title == "Draft the contract"
    assert not isinstance(process.steps[0].title, Untranslated)
    assert (process.steps[0].actor, process.steps[0].deadline) == (source.steps[0].actor, source.steps[0].deadline)
    assert english.entities["signing"].line(("steps", 0, "title")) == 11
    assert source.steps[0].title == "起草合同"


def test_missing_texts_show_the_source() -> None:
    """A text without a translation is the source text, marked."""
    graph = graph_of(PROCESS)
    title = apply(graph, Catalogue("en", "en.po"), "zh-CN").entities["signing"].entity.title

    assert isinstance(title, Untranslated)
    assert (title, title.state) == ("合同签订", "missing")


def test_status_counts_by_kind() -> None:
    """Translated, stale and missing texts add up to all texts of a kind."""
    graph = graph_of(PROCESS)
    rows = status(graph, catalogue_for(graph, {"signing:title": "Signing", "signing:purpose": "No mistakes."}))

    assert [(row.kind, row.translated, row.stale, row.missing, row.total) for row in rows] == [("process", 2, 0, 6, 8)]


def test_check_points_at_the_entry_whose_numbers_differ(tmp_path: Path) -> None:
    """A wrong number is an error in the line of the catalogue that holds it."""
    graph, path = graph_of(PROCESS), tmp_path / "locales" / "en.po"
    wrong = {"signing:steps.draft.action": "Draft it with the [[form-contract|contract]] within 5 days."}
    catalogue_for(graph, wrong).write(path)
    catalogue, problems = read_catalogue(path, tmp_path)

    found = [p for p in check_catalogue(graph, catalogue, "en") if p.code == "DB601"]

    assert problems == []
    assert [(p.file, p.values["expected"], p.values["found"]) for p in found] == [("locales/en.po", "3", "5")]
    assert "3天内" in path.read_text("utf-8").splitlines()[found[0].line - 1]


def test_check_compares_links() -> None:
    """A translation must lead to the same entities."""
    graph = graph_of(PROCESS)
    catalogue = catalogue_for(graph, {"signing:steps.draft.action": "Draft it by [[form-offer]] within 3 days."})

    found = [p for p in check_catalogue(graph, catalogue, "en") if p.code == "DB605"]

    assert [(p.values["expected"], p.values["found"]) for p in found] == [("form-contract", "form-offer")]


def test_check_counts_missing_and_stale_once_for_each_language() -> None:
    """An author sees one line, not one for each text."""
    before = catalogue_for(graph_of(PROCESS), {"signing:title": "Signing"})
    graph = graph_of(PROCESS.replace("合同签订", "合同签署"))

    problems = list(check_catalogue(graph, before, "en"))

    assert [(p.code, p.level, p.values["count"]) for p in problems] == [
        ("DB602", "warning", "7"),
        ("DB603", "warning", "1"),
    ]


def test_fill_refuses_keys_the_manual_does_not_have() -> None:
    """A key with a slip of the pen is reported, not written."""
    catalogue, unknown = fill(
        update(graph_of(PROCESS), Catalogue("en", "en.po")), {"signing:titel": "x", "signing:title": " y "}
    )

    assert unknown == ["signing:titel"]
    assert catalogue.entries["signing:title"].text == "y"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('msgctxt "a:title"\nmsgid "甲"\nmsgstr "A\n', 3),
        ('<<<<<<< ours\nmsgctxt "a:title"\nmsgid "甲"\nmsgstr "A"\n', 1),
        ('msgctxt "a:title"\nmsgid "甲"\n\nmsgctxt "b:title"\nmsgid "乙"\nmsgstr "B"\n', 2),
        ("\xe9".encode("latin-1").decode("latin-1"), 1),
    ],
)
def test_a_broken_file_is_a_problem_with_its_line(tmp_path: Path, content: str, line: int) -> None:
    """A merge conflict or a lost quotation mark is reported, and nothing is taken from the file."""
    (tmp_path / "en.po").write_text(content, "utf-8")

    catalogue, problems = read_catalogue(tmp_path / "en.po", tmp_path)

    assert [(p.code, p.file, p.line) for p in problems] == [("DB604", "en.po", line)]
    assert catalogue.entries == {}


def test_a_file_in_another_encoding_is_a_problem(tmp_path: Path) -> None:
    """GBK is refused with words, not with a traceback."""
    (tmp_path / "en.po").write_bytes('msgid "合同"\nmsgstr ""\n'.encode("gbk"))

    assert [p.code for p in read_catalogue(tmp_path / "en.po", tmp_path)[1]] == ["DB604"]


def test_what_translators_and_tools_add_stays(tmp_path: Path) -> None:
    """Comments and the translator's name survive an update, Windows line ends and a byte order mark are read."""
    graph, path = graph_of(PROCESS), tmp_path / "en.po"
    text = catalogue_for(graph, {"signing:title": "Signing"}).to_po()
    text = text.replace('msgctxt "signing:title"', '# agreed with legal\nmsgctxt "signing:title"')
    text = text.replace(
        '"Language: en', '"Last-Translator: Ann <ann@example.org>\\n"\n"X-Generator: Poedit 3\\n"\n"Language: en'
    )
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    updated = update(graph, read_catalogue(path, tmp_path)[0])

    assert updated.entries["signing:title"].comments == ("agreed with legal",)
    assert updated.header == {"Last-Translator": "Ann <ann@example.org>", "X-Generator": "Poedit 3"}


TEXTS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1)
    .map(str.strip)
    .filter(bool)
)


@given(source=TEXTS, text=TEXTS, previous=TEXTS, is_fuzzy=st.booleans())
def test_any_text_survives_the_file(
    tmp_path_factory: pytest.TempPathFactory, source: str, text: str, previous: str, is_fuzzy: bool
) -> None:
    """Quotation marks, backslashes, line ends and look-alikes of PO syntax come back as they were."""
    entry = Entry("a:title", source, text, is_fuzzy, previous if is_fuzzy else "")
    path = tmp_path_factory.getbasetemp() / "en.po"
    Catalogue("en", "en.po", {"a:title": entry}).write(path)

    catalogue, problems = read_catalogue(path, path.parent)

    assert problems == []
    assert replace(catalogue.entries["a:title"], line=1) == entry


def test_other_tools_read_our_files(tmp_path: Path) -> None:
    """polib, and gettext's own msgfmt where it is installed, accept fuzzy, obsolete and long entries."""
    path, long = tmp_path / "en.po", "a very long text, " * 20
    entries = {"a:title": Entry("a:title", "新\n行", "new\nlines", True, long), "b:title": Entry("b:title", "乙", long)}
    Catalogue("en", "en.po", entries, {"c:title": Entry("c:title", "丙\n丁", "C\nD")}).write(path)

    found = {e.msgctxt: e for e in polib.pofile(str(path))}

    assert (found["a:title"].fuzzy, found["a:title"].previous_msgid, found["b:title"].msgstr) == (True, long, long)
    assert found["c:title"].obsolete
    if shutil.which("msgfmt"):
        subprocess.run(["msgfmt", "--check-format", "-o", "-", str(path)], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("三天内回复", "Reply within three days"),
        ("三天内", "within 3 days"),
        ("3个工作日", "three working days"),
        ("一般情况统一处理", "Handle it as a rule"),
        ("十分重要,万一出错", "Very important in case of a mistake"),
        ("打8折", "20% off"),
        ("10万元", "RMB 100,000"),
        ("按骑五年拆成每天一块六毛", "Over five years of riding it is 1.60 yuan a day"),
        ("每双三十块五，寄一次12块半", "30.5 yuan a pair, 12.50 for sending"),
        ("一双12块5、13块5；寄一次2块5毛，打包3块5角", "12.5 or 13.5 yuan a pair; 2.5 for sending, 3.5 for packing"),
        ("单价12块5\n运费另算", "12.5 yuan each\nDelivery is extra"),
        ("带3块10公斤的样品。", "Bring 3 samples of 10 kg."),
        ("切3块12毫米的钢板", "Cut 3 steel plates of 12 mm"),
        ("准备3块5米长的横幅", "Prepare 3 banners 5 m long"),
        ("准备3块5.5米长、2块5,000克重的横幅", "Prepare 3 banners 5.5 m long and 2 of 5,000 g"),
        ("每箱2块50元的电池", "2 batteries at 50 yuan in every box"),
        ("用2块3M胶带", "Use 2 strips of 3M tape"),
        ("送3块半成品", "Send 3 half-finished pieces"),
        ("百分之六十", "60%"),
        ("上午8点半", "8:30 a.m."),
        ("17:30", "5:30 p.m."),
        ("八点前", "before 8:00"),
        ("以下3点", "three points"),
        ("第一季度", "Q1"),
        ("12月", "December"),
        ("三四天", "3 to 4 days"),
        ("半年", "six months"),
        ("双方签字", "both sides sign"),
        ("周三人员到齐", "All staff on Wednesday"),
        ("E2 节点", "node E2"),
        ("见[[s2-x3|这里]]", "see [[s2-x3]]"),
        ("①②", "1, 2"),
    ],
)
def test_equal_numbers_are_no_problem_in_either_direction(source: str, translation: str) -> None:
    """Words, digits, discounts, clock times and idioms raise no false alarm."""
    assert differ(source, translation) is None
    assert differ(translation, source) is None


@pytest.mark.parametrize(
    ("source", "translation"),
    [
        ("三天内", "within four days"),
        ("3天", "within 5 days"),
        ("尽快", "within 5 days"),
        ("60%", "50%"),
        ("E2 节点", "node E3"),
        ("10万元", "RMB 10,000"),
        ("三个月", "within months"),
        ("17:30", "5:00 p.m."),
        ("3天内2次", "3 days"),
        ("打8折", "30% off"),
        ("三天", "two days"),
    ],
)
def test_different_numbers_are_found_in_either_direction(source: str, translation: str) -> None:
    """A number that is lost, added or changed is found."""
    assert differ(source, translation) is not None
    assert differ(translation, source) is not None


def test_a_code_is_translated_where_it_is_words() -> None:
    """``第5问`` has a translation; ``A-3`` is the same in every language and asks for none."""
    worded, bare = (graph_of(PROCESS.replace("actor:", f"code: {code}\n    actor:")) for code in ("第5问", "A-3"))
    key = "signing:steps.draft.code"
    shown = apply(worded, catalogue_for(worded, {key: "Question 5"}), "zh-CN").nodes["signing.draft"].part
    kept = apply(bare, catalogue_for(bare, {}), "zh-CN").nodes["signing.draft"].part

    assert getattr(shown, "code", None) == "Question 5"
    assert key not in update(bare, Catalogue("en", "en.po")).entries
    assert not isinstance(getattr(kept, "code", None), Untranslated)


@pytest.mark.parametrize("name", ["EN.po", "en.po.txt"])
def test_a_catalogue_that_is_not_read_for_its_name_is_told(tmp_path: Path, name: str) -> None:
    """Whoever saves translations under a name that is not quite right learns which name is."""
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales" / name).write_text("", "utf-8")
    (tmp_path / "locales/notes.txt").write_text("", "utf-8")

    problems = check_manual(Settings(root=tmp_path, languages=("zh-CN", "en"))).problems
    told = [(problem.file, problem.values["name"]) for problem in problems if problem.code == "DB917"]
    assert told == [(f"locales/{name}", "en.po")]
