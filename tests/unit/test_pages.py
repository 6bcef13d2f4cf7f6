"""What generated pages say, made from small manuals."""

from __future__ import annotations

import re

import pytest

from drillbook.graph import Graph
from drillbook.model.item import Form
from drillbook.site.assemble import make_site
from drillbook.site.stubs import _reason
from drillbook.text import Untranslated
from drillbook.translate.apply import apply
from drillbook.translate.catalogue import Catalogue
from drillbook.words import words
from unit.builders import graph_of, role

PROCESS = """\
kind: process
id: selling
title: 销售
owner: seller
summary: 卖东西
purpose: 卖出去
trigger: 有人要买
steps:
  - {id: ask, title: 询问, actor: seller, action: 问}
  - {id: sell, title: 卖出, actor: seller, action: 卖}
sources: editorial
"""


QUIZ = """\
kind: blueprint
id: quiz-selling
title: 测验
owner: seller
summary: 考一考
covers: [selling]
draw: [{type: ordering, count: 1}]
cut_score: 80
sources: editorial
"""


def made(*texts: str, lang: str = "zh-CN", form: Form | None = None) -> dict[str, str]:
    """The pages of a manual, whose quizzes have a form: place -> content."""
    site = make_site(graph_of(*texts), words(lang), "手册", lambda id_: form)
    return {page.src: page.html for page in site.pages}


def test_numbers_are_explained_where_numbers_stand() -> None:
    """A process names its steps by number in the table of duties and says so; the register of roles has letters only."""
    for lang, saying in (("zh-CN", "数字是步骤序号"), ("en", "Numbers are steps. R responsible")):
        pages = made(role(), PROCESS, lang=lang)
        assert saying in pages["process/selling"] and "<td>1–2</td>" in pages["process/selling"]
        assert saying not in pages["reference/roles"] and "<td>R/A</td>" in pages["reference/roles"]


@pytest.mark.parametrize(
    ("by", "chinese", "english"),
    [
        ("每月", "每月（建议）", "every month (建议)"),
        ("每季度初", "每季度初（建议）", "at the start of every quarter (建议)"),
        ("每月20日", "每月20日前（建议）", "by: every month on day 20 (建议)"),
        ("每年12月", "每年12月（建议）", "every year in December (建议)"),
        ("每周六 上午", "每周六上午（建议）", "every Saturday morning (建议)"),
        ("每周五", "每周五前（建议）", "by: every Friday (建议)"),
        ("每月末", "每月末（建议）", "at the end of every month (建议)"),
        ("每天底", "每天结束前（建议）", "at the end of every day (建议)"),
    ],
)
def test_what_is_done_every_month_is_not_due_before_it(by: str, chinese: str, english: str) -> None:
    """A stretch of time is no moment before which something must be done: so it is told in steps, drawing and register."""
    process = PROCESS.replace("action: 问", f"action: 问, deadline: {{by: {by}, note: 建议}}")
    for lang, told in (("zh-CN", chinese), ("en", english)):
        pages = made(role(), process, lang=lang)
        assert f">{told}<" in pages["process/selling"]
        assert f">{told}<" in pages["reference/deadlines"]
        if lang == "zh-CN":
            assert f">{told.partition('（')[0]}<" in pages["process/selling"].partition("</svg>")[0]


def test_two_limits_of_a_deadline_are_kept_apart() -> None:
    """A length of time and a moment of the calendar in one deadline do not run together."""
    process = PROCESS.replace("action: 问", "action: 问, deadline: {within: 1天, by: 每月3日}")
    for lang, told in (("zh-CN", "1天内、每月3日前"), ("en", "within 1 day, by: every month on day 3")):
        assert f">{told}<" in made(role(), process, lang=lang)["process/selling"]


def test_an_approval_has_one_mark_before_who_approves() -> None:
    """The full stop of what is decided gives way to the colon that the page sets behind it."""
    approved = PROCESS.replace("action: 卖}", "action: 卖, approval: {by: seller, what: 是否卖。}}")
    page = made(role(), approved)["process/selling"]
    assert "是否卖：" in page and "。：" not in page


def test_doors_lead_to_what_there_is() -> None:
    """The home page names a register only when something stands in it, and speaks of a path only when there is one."""
    for lang, path in (("zh-CN", "上手路径"), ("en", "your path")):
        word, home = words(lang), made(role(), PROCESS, lang=lang)["index"]
        empty = ("deadlines", "figures", "calendar", "forms", "kpis", "glossary", "objections")
        assert [name for name in empty if f"reference/{name}.html" in home] == []
        assert path not in home and word["by_part"] not in home
        assert all(f"reference/{name}.html" in home for name in ("roles", "sources", "quizzes"))
        timed = PROCESS.replace("action: 卖}", "action: 卖, deadline: 2天}")
        assert "reference/deadlines.html" in made(role(), timed, lang=lang)["index"]


@pytest.mark.parametrize(
    "name", ["deadlines", "figures", "calendar", "forms", "kpis", "glossary", "objections", "industries"]
)
def test_an_empty_register_says_so(name: str) -> None:
    """A register with nothing in it has no empty table and no filter, but says that there is none."""
    for lang in ("zh-CN", "en"):
        page = made(role(), PROCESS, lang=lang)[f"reference/{name}"]
        assert words(lang)["none_yet"] in page
        assert not any(tag in page for tag in ("<table", "<dl", "<input"))


def test_a_quiz_without_questions_says_why() -> None:
    """Where nothing a quiz rests on is translated, its page says that instead of showing an empty form."""
    for lang in ("zh-CN", "en"):
        word = words(lang)
        form = Form(id="quiz-selling", title="测验", lang=lang, items=())
        page = made(role(), PROCESS, QUIZ, lang=lang, form=form)["quiz/quiz-selling"]
        assert word["quiz_untranslated"] in page
        assert "<form" not in page and word["stays_here"] not in page


def test_the_list_of_quizzes_says_what_is_not_translated() -> None:
    """A quiz without questions in a language, and a title that is not in it, are told in the list; a whole translation draws nothing for that."""
    drawn: list[str] = []

    def none(id_: str) -> Form:
        drawn.append(id_)
        return Form(id=id_, title="Quiz", lang="en", items=())

    def listed(graph: Graph) -> str:
        pages = make_site(graph, words("en"), "Manual", none).pages
        return next(page.html for page in pages if page.src == "reference/quizzes")

    source = graph_of(role(), PROCESS, QUIZ)
    page = listed(apply(source, Catalogue("en", "en.po"), "zh-CN"))
    assert words("en")["quiz_no_questions"] in page and drawn == ["quiz-selling"]
    assert (
        f'<strong><span class="db-untranslated" lang="zh-CN">测验 <small class="db-badge">{words("en")["badge_missing"]}'
        in page
    )
    assert words("en")["quiz_no_questions"] not in listed(source) and drawn == ["quiz-selling"]


def test_what_a_path_only_links_is_named_once() -> None:
    """A thing to do without words of its own shows the link alone; its box is read out with the same name."""
    path = (
        "kind: path\nid: way\ntitle: 路径\nowner: seller\nsummary: 新人\nrole: seller\nmilestones:\n"
        "  - {id: first, day: 1, title: 第一天, goal: 知道。, items: [{id: read-it, do: read, link: selling}, {id: say, do: read, link: selling, text: 说一遍。}]}\n"
    )
    alone, worded = re.findall(r"<li id=.*?</li>", made(role(), PROCESS, path)["path/way"], re.S)
    assert len(re.findall(">销售<", alone)) == 1 and 'aria-label="阅读：销售"' in alone
    assert "说一遍。" in worded and "aria-label" not in worded


def test_a_reason_says_which_language_it_is_in() -> None:
    """On a small page, why something is retired carries its own language where it is not translated, and is escaped."""
    assert _reason(Untranslated("换成 <新表>", "missing", "zh-CN")) == '<span lang="zh-CN">换成 &lt;新表&gt;</span>'
    assert _reason("Use the <new> form") == "Use the &lt;new&gt; form"
