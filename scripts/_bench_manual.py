"""A manual of any size to measure with: parts of parts of processes, in Chinese; a part of bench.py."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

ROLES = (
    ("salesperson", "销售员"), ("sales-manager", "销售部经理"), ("sales-administrator", "销售内勤"), ("finance-officer", "财务人员"),
    ("general-manager", "总经理"), ("legal-officer", "法务人员"), ("warehouse-officer", "仓储人员"), ("trainer", "培训师"),
)  # fmt: skip
_VERBS = (
    "核对",
    "登记",
    "通知",
    "确认",
    "整理",
    "提交",
    "审核",
    "安排",
    "记录",
    "回访",
    "跟进",
    "汇总",
    "说明",
    "预约",
    "归档",
)
_THINGS = (
    "客户资料",
    "报价单",
    "合同条款",
    "交货日期",
    "付款方式",
    "样品清单",
    "拜访计划",
    "会议纪要",
    "库存数量",
    "售后记录",
)
_WAYS = (
    "先看上一次的记录，再与客户当面核对，不清楚的地方当场问明。", "按模板逐项填写，不留空白，有改动的地方由双方签字。",
    "超过权限的部分不口头答应，写明理由后报上级决定。", "当天把结果写进系统，第二天早会上说明进展和困难。",
    "客户有异议时先听完，弄清真正的顾虑，再针对这一点回答。", "价格、数量、日期三项必须与书面文件一致，不一致时先停下来。",
)  # fmt: skip


def write_manual(folder: Path, pages: int) -> None:
    """Writes a manual of many processes as YAML, in one language; the same number gives the same files."""
    shutil.rmtree(folder, ignore_errors=True)
    files = {"mkdocs.yml": _MKDOCS, "docs/about.md": "# 关于\n\n用来测量速度的手册。\n"}
    for id_, title in ROLES:
        files[f"playbooks/roles/{id_}.yml"] = _role(id_, title)
    files["playbooks/roles/part.yml"] = _part("part-roles", "岗位")
    files["playbooks/forms.yml"] = _forms()
    for number in range(pages):
        part, section = number // 100, number // 10
        files[f"playbooks/p{part:02}/part.yml"] = _part(f"part-{part}", f"第 {part + 1} 部分")
        files[f"playbooks/p{part:02}/s{section:03}/part.yml"] = _part(f"part-{part}-{section}", f"第 {section + 1} 章")
        files[f"playbooks/p{part:02}/s{section:03}/process-{number}.yml"] = _process(number, pages)
    for place, text in files.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(text, "utf-8")


_MKDOCS = """\
site_name: 测速手册
use_directory_urls: false
theme: {name: material}
plugins:
  - drillbook: {languages: [zh-CN]}
nav:
  - about.md
markdown_extensions: [admonition, attr_list, md_in_html, tables]
"""


def _part(id_: str, title: str) -> str:
    return f"kind: part\nid: {id_}\ntitle: {title}\nsummary: 手册的一个部分。\nowner: sales-manager\n"


def _role(id_: str, title: str) -> str:
    above = "" if id_ == "general-manager" else "reports_to: general-manager\n"
    head = f"kind: role\nid: {id_}\ntitle: {title}\nsummary: {title}做什么。\nowner: sales-manager\nmission: 把客户的事情办好。\n"
    return f"{head}{above}responsibilities:\n  - {{id: records, text: 当天写好记录。}}\n"


def _forms() -> str:
    entries = [
        f"  - id: form-{n}\n    title: {thing}表\n    filled_by: salesperson\n    fields:\n      - {{id: item, title: {thing}}}\n"
        for n, thing in enumerate(_THINGS)
    ]
    return "kind: form\nowner: sales-manager\nentries:\n" + "".join(entries)


def _process(number: int, pages: int) -> str:
    chance = random.Random(number)
    other = (number * 7 + 1) % pages
    lines = [
        "kind: process", f"id: process-{number}", f"title: 流程{number}：{chance.choice(_VERBS)}{chance.choice(_THINGS)}",
        f"summary: {chance.choice(_WAYS)}", "owner: sales-manager", "audience: [salesperson]",
        f"purpose: {chance.choice(_WAYS)}", f"trigger: 客户需要{chance.choice(_THINGS)}", "steps:",
    ]  # fmt: skip
    for step in range(10):
        lines += _step(chance, step, other)
    lines += [
        "do:",
        *(f"  - {way}" for way in chance.sample(_WAYS, 2)),
        "dont:",
        *(f"  - 不{verb}就往下做。" for verb in chance.sample(_VERBS, 2)),
    ]
    return "\n".join([*lines, "sources: editorial", ""])


def _step(chance: random.Random, step: int, other: int) -> Iterator[str]:
    yield f"  - id: step-{step}"
    yield f"    title: {_VERBS[step]}{chance.choice(_THINGS)}"
    yield f"    actor: {chance.choice(ROLES)[0]}"
    yield f"    action: {chance.choice(_WAYS)}{chance.choice(_WAYS)}"
    if step % 2:
        yield f"    outputs: form-{chance.randrange(len(_THINGS))}"
        yield f"    deadline: {chance.randrange(1, 9)}个工作日"
    else:
        yield f"    inputs: form-{chance.randrange(len(_THINGS))}"
        yield f"    check: {chance.choice(_WAYS)}"
    if step == 4:
        yield "    approval: {by: general-manager, what: 是否继续, if_refused: step-0}"
    if step == 6:
        yield f"    note: 参看[[process-{other}]]。"
        yield "    branches:\n      - {when: 客户不同意, goto: step-3}"
