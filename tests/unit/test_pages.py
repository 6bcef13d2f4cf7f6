"""What generated pages say, made from small manuals."""

from __future__ import annotations

from drillbook.site.assemble import make_site
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


def made(*texts: str, lang: str = "zh-CN") -> dict[str, str]:
    """The pages of a manual: place -> content."""
    site = make_site(graph_of(*texts), words(lang), "手册", lambda id_: None)
    return {page.src: page.html for page in site.pages}


def test_numbers_are_explained_where_numbers_stand() -> None:
    """A process names its steps by number in the table of duties and says so; the register of roles has letters only."""
    for lang, saying in (("zh-CN", "数字是步骤序号"), ("en", "Numbers are steps. R responsible")):
        pages = made(role(), PROCESS, lang=lang)
        assert saying in pages["process/selling"] and "<td>1–2</td>" in pages["process/selling"]
        assert saying not in pages["reference/roles"] and "<td>R/A</td>" in pages["reference/roles"]


def test_an_approval_has_one_mark_before_who_approves() -> None:
    """The full stop of what is decided gives way to the colon that the page sets behind it."""
    approved = PROCESS.replace("action: 卖}", "action: 卖, approval: {by: seller, what: 是否卖。}}")
    page = made(role(), approved)["process/selling"]
    assert "是否卖：" in page and "。：" not in page
