"""Search entries and the files of the index."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drillbook.graph import Graph
from drillbook.search import characters, synonyms
from drillbook.search.columns import head_columns, text_columns
from drillbook.search.entries import Entry, entries
from drillbook.search.index import box_script, each_file
from drillbook.words import words
from unit.builders import graph_of, role

SIGNING = """\
kind: process
id: signing
title: 合同签订
summary: 从起草到归档。
owner: seller
aliases: [签约流程]
purpose: 让合同**不出错**。
trigger: 客户同意
phases: [{id: draft-phase, title: 起草}]
steps:
  - id: draft
    title: 起草合同
    phase: draft-phase
    actor: [seller, boss]
    action: 按[[form-contract]]的模板填写,见[[signing.seal|盖章一步]]。
    outputs: form-contract
    deadline: 2天
    code: E8
    figures: [{id: copies, name: 正本份数, value: '2', unit: 份}]
  - {id: seal, title: 盖合同章, actor: boss, action: 盖章。}
"""
FORMS = """\
kind: form
owner: seller
entries:
  - {id: form-contract, title: 销售合同, fields: [{id: price, title: 成交价}]}
"""
EXPENSIVE = """\
kind: objection
id: expensive
title: 太贵了
owner: seller
category: price
says: [你们这个太贵了, 别家便宜一半]
concern: 怕不值。
method: 认同澄清
moves: [{id: agree, move: 认同感受, how: 先点头。}]
reply: 您说得对。
"""
TERM = """\
kind: term
id: term-discount
title: 优惠
owner: seller
definition: 价格上的让步。
wording:
  zh-CN: {synonyms: [折扣], forbidden: [让利], abbreviations: [YH]}
  en: {synonyms: [discount]}
"""
PLAY = """\
kind: scenario
id: haggle
title: 价格谈判
summary: 练习还价。
owner: seller
situation: 客户来电。
trainee_role: seller
trainee_brief: 守住价格。
customer_brief: 预算其实够。
customer_lines: [再便宜点]
rubric: rubric-talk
"""
BLUEPRINT = """\
kind: blueprint
id: quiz-a
title: 小测
summary: 看看记住多少。
owner: seller
covers: signing
draw:
  - {type: single_choice, count: 3}
"""
ROLES = (role(title="销售员", aliases="[业务员]"), role("boss", title="销售经理"))


def url_of(id_: str) -> str:
    """An address for any id."""
    entity, _, part = id_.partition(".")
    return f"page/{entity}.html" + (f"#{part}" if part else "")


def found(graph: Graph, lang: str = "zh-CN") -> dict[str, Entry]:
    """The entries of a manual by id."""
    return {entry.id: entry for entry in entries(graph, words(lang), url_of)}


def read(files: dict[str, str]) -> list[dict[str, Any]]:
    """The data of index files as the browser gets it."""
    texts = [text for name, text in sorted(files.items()) if "/search/" in name]
    return [json.loads(text[text.index("push(") + 5 : text.rindex(");")]) for text in texts]


def test_every_entity_and_part_has_an_entry_at_its_address() -> None:
    """A process is followed by its steps and their figures, each with its own address and path."""
    all_found = found(graph_of(SIGNING, FORMS, *ROLES))
    assert [id_ for id_ in all_found if id_.startswith("signing")] == [
        "signing",
        "signing.draft",
        "signing.copies",
        "signing.seal",
    ]
    step = all_found["signing.draft"]
    assert (step.kind, step.title, step.path, step.url) == (
        "step",
        "E8 起草合同",
        ("合同签订",),
        "page/signing.html#draft",
    )
    assert all_found["signing.copies"].title == "正本份数：2份"


def test_texts_lose_their_marks() -> None:
    """Bold marks and links are gone; a link without a text of its own becomes the title."""
    all_found = found(graph_of(SIGNING, FORMS, *ROLES))
    assert "让合同不出错。" in all_found["signing"].lines
    assert "按销售合同的模板填写,见盖章一步。" in all_found["signing.draft"].lines


def test_a_step_says_who_does_it_until_when_and_with_which_form() -> None:
    """References and calculated values become lines in the reader's words."""
    lines = found(graph_of(SIGNING, FORMS, *ROLES))["signing.draft"].lines
    assert {"执行人：销售员、销售经理", "产出的表单：销售合同", "期限：2天内"} <= set(lines)


def test_parts_without_an_entry_count_for_what_is_around_them() -> None:
    """A phase is found with its process, a form's field with the form, a move with the objection."""
    all_found = found(graph_of(SIGNING, FORMS, EXPENSIVE, *ROLES))
    assert "起草" in all_found["signing"].lines
    assert "成交价" in all_found["form-contract"].lines
    assert "认同感受" in all_found["expensive"].lines


def test_names_hold_everything_that_means_exactly_this() -> None:
    """Aliases, what customers say, and a term's synonyms, short forms and forbidden words in all languages."""
    all_found = found(graph_of(EXPENSIVE, TERM, *ROLES))
    assert all_found["seller"].names == ("业务员",)
    assert all_found["expensive"].names == ("你们这个太贵了", "别家便宜一半")
    assert all_found["term-discount"].names == ("YH", "折扣", "让利", "discount")


def test_the_customers_side_of_a_role_play_cannot_be_found() -> None:
    """What only the customer's side may know, and what a quiz covers, is in no entry."""
    rubric = "kind: rubric\nid: rubric-talk\ntitle: 评分\nowner: seller\ncriteria:\n- {id: a, title: 礼貌, levels: [{score: 0, behaviour: 无}, {score: 1, behaviour: 有}]}\n"
    all_found = found(graph_of(PLAY, rubric, BLUEPRINT, SIGNING, FORMS, *ROLES))
    text = " ".join(all_found["haggle"].lines)
    assert "守住价格" in text and "预算其实够" not in text and "再便宜点" not in text
    assert all_found["quiz-a"].lines == ("看看记住多少。",)


def test_drafts_and_retired_entities_are_left_out() -> None:
    """Nobody is sent to a page that is not there."""
    draft = FORMS.replace("title: 销售合同", "title: 销售合同, status: draft")
    assert "form-contract" not in found(graph_of(draft, role()))


def test_a_title_that_links_in_circles_is_harmless() -> None:
    """Two titles that link each other give an entry each instead of an endless loop."""
    texts = [f"kind: form\nid: form-{a}\ntitle: '[[form-{b}]]'\nowner: seller\n" for a, b in ("ab", "ba")]
    assert {"form-a", "form-b"} <= set(found(graph_of(*texts, role())))


def test_columns_leave_out_what_follows_from_the_entity() -> None:
    """A part's address, id and path are derived; only another address is written down."""
    whole = Entry("signing", "process", "合同签订", ("核心",), "process/signing.html", ("签约",), ("一", "二"))
    part = Entry("signing.draft", "step", "起草", ("核心", "合同签订"), "process/signing.html#draft")
    odd = Entry("signing.seal", "step", "盖章", ("核心", "合同签订"), "elsewhere.html")
    heads, body = head_columns([whole], []), text_columns([whole, part, odd], 7)
    assert (heads["id"], heads["url"], heads["names"]) == ("signing", "process/signing.html", "签约")
    assert (heads["kinds"], heads["kind"], heads["path"], heads["paths"]) == (["process"], [0], [0], [["核心"]])
    assert (body["id"], body["url"], body["own"], body["lines"]) == ("draft\nseal", "\nelsewhere.html", "一\t二", "\n")
    assert (body["first"], body["counts"], body["kinds"], body["kind"]) == (7, [2], ["step"], [0, 0])


def test_an_entry_says_whom_and_which_industries_it_concerns() -> None:
    """An entity names its readers, a step who does it; both name the industries of the entity."""
    text = SIGNING.replace("owner: seller\n", "owner: seller\naudience: [boss]\napplies_to: [retail]\n", 1)
    all_found = found(graph_of(text, FORMS, *ROLES))
    assert (all_found["signing"].roles, all_found["signing.draft"].roles) == (("boss",), ("seller", "boss"))
    assert all_found["signing.draft"].industries == ("retail",)
    assert all_found["seller"].roles == ("seller",)
    heads = head_columns([all_found["signing"]], ["boss"])
    assert (heads["role_ids"], heads["roles"], heads["industry_ids"], heads["industries"]) == (
        ["boss"],
        [[0]],
        ["retail"],
        [[0]],
    )


@given(st.lists(st.text(), max_size=5))
def test_any_text_keeps_the_columns_in_step(texts_: list[str]) -> None:
    """Line breaks and tabs inside a text cannot shift the entries behind it."""
    entries_ = [Entry(f"e{i}", "term", text, (), "x.html", (text,), (text, text)) for i, text in enumerate(texts_)]
    heads, body = head_columns(entries_, []), text_columns(entries_, 0)
    for column in (heads["title"], heads["names"], heads["url"], body["own"]):
        assert len(column.split("\n")) == max(len(texts_), 1)


def test_index_is_cut_between_entities() -> None:
    """A file that is full ends before the next entity, never between an entity and its parts."""
    found = [Entry(f"e{i}{part}", "term", "字" * 10, (), "x.html") for i in range(4) for part in ("", ".a")]
    heads, *chunks = read(dict(each_file(found, "en", file_characters=30)))
    assert heads["id"] == "e0\ne1\ne2\ne3"
    assert [(each["first"], each["counts"]) for each in chunks] == [(0, [1, 1]), (2, [1, 1])]


def test_names_of_files_change_with_their_content() -> None:
    """The heads name the files of texts, the box names the heads; another word gives another name, the same word the same."""
    once, again, other = (
        dict(each_file([Entry("a", "term", text, (), "a.html", (), (text,))], "en")) for text in ("One", "One", "Two")
    )
    assert once == again and not set(once) & set(other) - {"assets/drillbook/search.js"}
    heads = read(once)[0]
    assert set(once) == {f"assets/drillbook/{name}" for name in (*heads["texts"], "search.js", _heads_of(once))}


def _heads_of(files: dict[str, str]) -> str:
    return str(_settings_of(files["assets/drillbook/search.js"])["heads"])


def _settings_of(script: str) -> dict[str, Any]:
    found: dict[str, Any] = json.JSONDecoder().raw_decode(script, script.index("const SETTINGS=") + 15)[0]
    return found


def test_an_empty_manual_still_has_an_index() -> None:
    """The box finds a file to load even when there is nothing in it."""
    assert _heads_of(dict(each_file([], "en"))).startswith("search/heads.")


def test_index_is_plain_utf8() -> None:
    """Chinese stands in the file as it is, and a hostile text stays inside its string."""
    hostile = '");alert(1);("</script>\u2028'
    files = dict(each_file([Entry("a", "term", "报价" + hostile, (), "a.html")], "zh-CN"))
    assert any("报价" in text for text in files.values())
    assert read(files)[0]["title"] == "报价" + '");alert(1);("</script>'


def test_own_words_stand_behind_those_of_drillbook(tmp_path: Path) -> None:
    """Groups of a manual's file are used with ours; without the file, or with an empty one, there are none."""
    file = tmp_path / "synonyms.yml"
    assert synonyms.read(file, tmp_path, ["zh-CN"]) == ({}, [])
    file.write_text("# later\n", "utf-8")
    assert synonyms.read(file, tmp_path, ["zh-CN"]) == ({}, [])
    file.write_text("zh-CN:\n  - [老板, 大当家]\n", "utf-8")
    own, problems = synonyms.read(file, tmp_path, ["zh-CN"])
    groups = read(dict(each_file([], "zh-CN", own_synonyms=own["zh-CN"])))[0]["synonyms"]
    assert problems == [] and groups[-1] == ["老板", "大当家"] and len(groups) > 10


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("eng:\n  - [a, b]\n", ["DB912 1:1 en"]),
        ("zh:\n  - [a, b]\n", ["DB912 1:1 zh-CN"]),
        ("en: [sample, tester]\n", ["DB913 1:6 ", "DB913 1:14 "]),
        ("en: sample\n", ["DB911 1:5 "]),
        ("en: {a: b}\n", ["DB911 1:1 "]),
        ("- [a, b]\n", ["DB911 1:1 "]),
        ("sample\n", ["DB911 1:1 "]),
        ("en:\n", ["DB204 1:1 "]),
        ("en:\n  - [a]\n  - ['', b]\n  - [c, C]\n", ["DB913 2:5 ", "DB204 3:6 ", "DB913 4:5 "]),
        ("zh-CN:\n  - [样品，小样]\n  - [样品, [小样]]\n", ["DB315 2:5 ", "DB911 3:10 "]),
        ("en:\n  - what: now\n  - []\n  - [a, b: c]\n", ["DB914 2:5 ", "DB204 3:5 ", "DB914 4:9 "]),
        ("en: [\n", ["DB102 2:1 "]),
        ("en:\n  - [a, b]\nen:\n  - [c, d]\n", ["DB107 3:1 "]),
    ],
)
def test_every_mistake_in_own_words_is_told_at_its_place(tmp_path: Path, text: str, told: list[str]) -> None:
    """Nothing that is written has no effect without a word, and nothing falls over."""
    (tmp_path / "synonyms.yml").write_text(text, "utf-8")
    _, problems = synonyms.read(tmp_path / "synonyms.yml", tmp_path, ["en", "zh-CN"])
    assert [f"{p.code} {p.line}:{p.column} {p.suggestion}" for p in problems] == told


def test_a_file_whose_name_is_not_quite_right_is_told(tmp_path: Path) -> None:
    """An author who writes into it would wait in vain."""
    (tmp_path / "synonyms.yaml").write_text("en: [[a, b]]\n", "utf-8")
    _, problems = synonyms.read(tmp_path / "synonyms.yml", tmp_path, ["en"])
    assert [(p.code, p.file) for p in problems] == [("DB917", "synonyms.yaml")]


def test_characters_are_those_a_manual_needs() -> None:
    """Traditional forms only of what stands in the text; readings of its characters and of everyday ones, in all their readings."""
    pairs = characters.simplified_pairs("报价单")
    assert {pairs[i : i + 2] for i in range(0, len(pairs), 2)} >= {"單单", "報报", "價价"} and "國" not in pairs
    table = {
        entry.rstrip("".join(filter(lambda c: c > "z", entry))): entry for entry in characters.readings("赟").split(" ")
    }
    assert "赟" in table["yun"] and "率" in table["lv"]
    assert "行" in table["xing"] and "行" in table["hang"]


def test_box_speaks_the_language_of_the_page() -> None:
    """The script carries the words of its language, and a name for every kind of result."""
    graph = graph_of(SIGNING, FORMS, EXPENSIVE, TERM, *ROLES)
    shown = _settings_of(box_script(words("en"), {}))["words"]
    assert shown["label"] == "Search the manual"
    assert {f"kind_{entry.kind}" for entry in found(graph).values()} <= set(shown)
    assert "搜索手册" in box_script(words("zh-CN"), {})


def test_entries_are_made_fast_enough() -> None:
    """Entries and index of 2,000 steps take less than a quarter of a millisecond each."""
    steps = "".join(
        f"  - {{id: s{i}, title: 第{i}步, actor: seller, action: '按[[form-contract]]办第{i}件事。', deadline: 2天}}\n"
        for i in range(100)
    )
    process = SIGNING[: SIGNING.index("phases:")].replace("[签约流程]", "[]") + "steps:\n" + steps
    graph = graph_of(FORMS, role(), *(process.replace("id: signing", f"id: signing-{n}", 1) for n in range(20)))
    start = time.process_time()
    made = list(entries(graph, words("zh-CN"), url_of))
    dict(each_file(made, "zh-CN"))
    assert len(made) > 2000
    assert (time.process_time() - start) / len(made) < 0.00025
