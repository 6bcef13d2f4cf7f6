"""A small manual in two languages with something of every kind that questions are made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from drillbook.graph import Graph
from drillbook.load import Loaded, load_text
from drillbook.text import Untranslated

# Each text stands in both languages, as `Chinese | English`; a file holds entities of one part of the manual.
FILES = {
    "playbooks/a/part.yml": "kind: part\nid: part-a\ntitle: 基础 | Foundations\nsummary: 概要。 | Summary.\nowner: boss\n",
    "playbooks/a/roles.yml": "",
    "playbooks/a/order.yml": """
kind: process
id: order
title: 接单流程 | Order process
summary: 从询价到发货。 | From inquiry to shipping.
purpose: 每张订单都有依据。 | Every order has a basis.
trigger: 客户发来询价 | A customer sends an inquiry
outcome: 货物签收，款项到账 | Goods are signed for and money is in
owner: boss
phases:
  - {id: prepare, title: 准备 | Preparation}
  - {id: agree, title: 商定 | Agreement}
  - {id: deliver, title: 交付 | Delivery}
steps:
  - id: log
    title: 登记询价 | Log the inquiry
    phase: prepare
    actor: clerk
    action: 记下询价。 | Note the inquiry.
    outputs: form-inquiry
    deadline: 当天
    check: 登记簿里当天有一行 | The register has a line of the same day
  - id: quote
    title: 编制报价 | Draw up a quotation
    phase: prepare
    actor: seller
    action: 写报价。 | Write the quotation.
    inputs: form-inquiry
    outputs: form-offer
    deadline: 2天
    critical: true
    check: 报价单上写着有效期 | The quotation names its validity
    dont: [凭记忆报价 | Quoting from memory]
  - id: approve
    title: 审核报价 | Review the quotation
    phase: agree
    actor: boss
    action: 核对价格。 | Check the prices.
    approval: {by: director, what: 能否发出 | Whether it may go out, if_refused: quote}
    branches:
      - {when: 客户撤回询价 | The customer withdraws, goto: archive}
    check: 报价单有签字 | The quotation is signed
  - id: send
    title: 发出报价 | Send the quotation
    phase: agree
    actor: seller
    action: 发给客户。 | Send it to the customer.
    deadline: 3天
    check: 客户回了收悉 | The customer has confirmed receipt
  - id: ship
    title: 安排发货 | Arrange shipping
    phase: deliver
    actor: clerk
    action: 通知仓库。 | Tell the warehouse.
    outputs: form-note
    deadline: 5天
  - id: archive
    title: 归档资料 | File the papers
    phase: deliver
    actor: clerk
    action: 存档。 | Put on file.
    outputs: form-file
    deadline: 2小时
""",
    "playbooks/a/reference.yml": """
kind: model
id: classes
title: 客户分级 | Customer classes
summary: 分三级。 | Three classes.
use_when: 安排拜访之前 | Before planning visits
owner: boss
complete: true
categories:
  - {id: key, title: 重点客户 | Key account, definition: 买得多，合作久 | Buys much and has stayed long, criteria: [每月都下单 | Orders every month]}
  - {id: growing, title: 成长客户 | Growing account, definition: 买得少，潜力大 | Buys little but could buy more, criteria: [刚开始试用 | Has just started a trial]}
  - {id: casual, title: 零散客户 | Occasional buyer, definition: 偶尔来一次 | Comes once in a while, criteria: [一年一两单 | One or two orders in a year]}
""",
    "playbooks/a/terms.yml": """
kind: term
owner: boss
entries:
  - {id: term-lead, title: 线索 | Lead, definition: 还没有核实的购买可能 | A chance to sell that nobody has checked yet}
  - {id: term-offer, title: 报价 | Offer, definition: 写明价格和有效期的承诺 | A promise that names price and validity}
  - {id: term-deposit, title: 定金 | Deposit, definition: 签约前先付的一部分钱 | Money paid in part before signing}
  - {id: term-claim, title: 索赔 | Claim, definition: 买方要求赔偿损失 | The buyer asks to be paid for a loss}
""",
    "playbooks/a/objections.yml": """
kind: objection
owner: boss
category: price
method: 三步法 | Three moves
entries:
  - id: objection-dear
    title: 太贵 | Too dear
    says: [这也太贵了吧 | That is far too dear]
    concern: 看不出值在哪里 | Cannot see what it is worth
    moves: &moves
      - {id: listen, move: 听完 | Hear out, how: 不打断 | Do not interrupt}
      - {id: ask, move: 问清 | Ask, how: 问原因 | Ask why}
      - {id: answer, move: 回答 | Answer, how: 只答一点 | Answer one point}
    reply: 您是和哪家比的？ | What do you compare it with?
    do_not_say: [嫌贵就别买 | Then do not buy]
  - id: objection-later
    title: 以后再说 | Later
    says: [过阵子再看吧 | Let us see some other time]
    concern: 还没人拍板 | Nobody has decided yet
    moves: *moves
    reply: 您那边还要等谁点头？ | Whose word are you waiting for?
    do_not_say: [今天不买就涨价 | It gets dearer tomorrow]
  - id: objection-doubt
    title: 不放心 | Doubts
    says: [出了问题找谁 | Whom do I call if it breaks]
    concern: 怕售后没有人管 | Fears to be left alone afterwards
    moves: *moves
    reply: 我把服务电话写给您。 | I write down the service number for you.
    do_not_say: [不会出问题的 | It will not break]
""",
    "playbooks/b/part.yml": "kind: part\nid: part-b\ntitle: 参考 | Reference\nsummary: 概要。 | Summary.\nowner: boss\n",
    "playbooks/b/forms.yml": """
kind: form
owner: boss
entries:
  - {id: form-inquiry, title: 询价登记簿 | Inquiry register, filled_by: clerk, goes_to: boss, when: 收到询价时 | When an inquiry comes in}
  - {id: form-offer, title: 报价单 | Quotation, filled_by: seller, goes_to: director, when: 需求问清以后 | When the needs are clear}
  - {id: form-note, title: 送货单 | Delivery note, filled_by: clerk, goes_to: seller, when: 装车之前 | Before loading}
  - {id: form-file, title: 客户档案 | Customer file, filled_by: seller, goes_to: boss, when: 第一次成交后 | After the first sale}
""",
    "playbooks/b/quiz.yml": """
kind: blueprint
id: quiz-all
title: 小测 | Quiz
summary: 全部内容。 | Everything.
owner: boss
covers: [part-a, part-b]
draw:
  - {type: single_choice, count: 5}
  - {type: true_false, count: 4}
  - {type: ordering, count: 1}
""",
}

ROLES = {
    "director": ("总经理 | General manager", ""),
    "boss": ("销售经理 | Sales manager", "director"),
    "seller": ("销售员 | Salesperson", "boss"),
    "clerk": ("销售内勤 | Sales clerk", "boss"),
    "driver": ("送货员 | Driver", "clerk"),
}


def _roles() -> dict[str, str]:
    return {
        f"playbooks/a/{id_}.yml": f"kind: role\nid: {id_}\ntitle: {title}\nsummary: 岗位。 | A role.\nmission: 使命 {id_} | Mission {id_}\n"
        f"owner: boss\n" + (f"reports_to: {above}\n" if above else "")
        for id_, (title, above) in ROLES.items()
    }


def text_in(text: str, lang: str) -> str:
    """One language of a file: of every `Chinese | English` one half stays."""
    lines = []
    for line in text.splitlines():
        pieces = _split(line)
        lines.append("".join(piece[0 if lang == "zh-CN" else 1] for piece in pieces))
    return "\n".join(lines) + "\n"


def _split(line: str) -> list[tuple[str, str]]:
    """The line as pieces in both languages; a text ends where its value does."""
    head, bar, tail = line.partition(" | ")
    if not bar:
        return [(line, line)]
    start = max(head.rfind(": "), head.rfind("["), head.rfind("{") if ": " not in head else -1)
    start += 2 if head[start : start + 2] == ": " else 1
    end = next((i for i in range(len(tail)) if tail[i] in "]}" or tail[i : i + 2] == ", "), len(tail))
    return [(head[:start], head[:start]), (head[start:], tail[:end]), *_split(tail[end:])]


@cache
def manual(lang: str = "zh-CN") -> Graph:
    """The manual in one language."""
    return manual_with({}, lang)


def manual_with(more: Mapping[str, str], lang: str = "zh-CN") -> Graph:
    """The manual with more files, in one language."""
    return graph_from({name: text_in(text, lang) for name, text in (FILES | _roles() | dict(more)).items() if text})


def changed(old: str, new: str, lang: str = "zh-CN") -> Graph:
    """The manual with one edit, which must apply somewhere."""
    texts = {name: text_in(text, lang) for name, text in (FILES | _roles()).items() if text}
    assert any(old in text for text in texts.values()), old
    return graph_from({name: text.replace(old, new) for name, text in texts.items()})


def graph_from(texts: dict[str, str]) -> Graph:
    """The graph over files that must be without problems."""
    loaded: list[Loaded] = []
    for name, text in texts.items():
        more, problems = load_text(name, text.encode())
        assert problems == [], [problem.line_text() for problem in problems]
        loaded += more
    return Graph(loaded)


def untranslated(graph: Graph, id_: str, field: str) -> Graph:
    """The graph with one text of one entity left untranslated."""

    def edit(item: Loaded) -> Loaded:
        if item.entity.id != id_:
            return item
        text = Untranslated(getattr(item.entity, field), "missing", "zh-CN")
        return replace(item, entity=item.entity.model_copy(update={field: text}))

    return Graph([edit(item) for item in graph.loaded])
