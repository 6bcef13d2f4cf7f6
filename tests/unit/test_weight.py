"""What a page weighs does not depend on how large the manual is."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path

import pytest

from drillbook.building.checked import check_manual
from drillbook.building.language import language_site
from drillbook.plugin.preview import FramedPages
from drillbook.settings import read_settings

SCRIPTS = Path(__file__).parents[2] / "scripts"
SIZES = (40, 400)
MORE_SECTIONS = 9
"""A page of the large one has three more parts and six more chapters beside its own: it shows ten of each at most."""
SECTION = 200
"""Bytes that one more part or chapter beside the page's own adds to the navigation."""


HEAVIEST = 60 * 1024
MORE = 1.15
"""How much heavier the heaviest page of a sort may be in the large manual: ids and numbers are longer there."""


def write_more(folder: Path, processes: int) -> None:
    """KPIs, objections, terms and forms in the same number, and an industry and a part that everything belongs to."""
    entries = {
        "kpi": "definition: 每月做成的与开始做的之比，退货的不算。\n    formula: 做成的 ÷ 开始做的\n    unit: 次\n    measured: month",
        "objection": "category: price\n    says: [别家便宜一半]\n    concern: 怕买贵了。\n    method: 先认同\n    moves: [{id: first, move: 认同, how: 先认同。}]\n    reply: 您说得对。",
        "term": "definition: 谈过并留下联系方式的人。",
        "form": "filled_by: salesperson\n    goes_to: [salesperson]\n    fields: [{id: item, title: 事项}]",
    }
    for kind, own in entries.items():
        lines = [f"  - id: {kind}-many-{n}\n    title: 第{n}个{kind}\n    {own}\n" for n in range(processes)]
        head = f"kind: {kind}\nowner: sales-manager\napplies_to: [trade]\nsources: editorial\nentries:\n"
        _write(folder / f"playbooks/many/{kind}.yml", head + "".join(lines))
    part = "kind: part\nid: part-many\ntitle: 许多\nsummary: 大家都在这里\nowner: sales-manager\n"
    _write(folder / "playbooks/many/part.yml", part)
    _write(
        folder / "playbooks/trade.yml", "kind: industry\nid: trade\ntitle: 商贸\nsummary: 买卖\nowner: sales-manager\n"
    )
    rules = [f"  - id: rule-{n}\n    rule: 见[[policy-one]]与[[form-1]]。\n" for n in range(5)]
    for number in range(processes):
        text = f"kind: policy\nid: policy-{number}\ntitle: 规定{number}\nsummary: 说明\nowner: sales-manager\nsources: editorial\nrules:\n"
        _write(
            folder / f"playbooks/many/policy-{number}.yml",
            text + "".join(rules).replace("policy-one", f"policy-{number // 300}"),
        )


def _write(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")


def weights(folder: Path, processes: int) -> dict[str, int]:
    """Bytes of every framed page of a generated manual, without its questions."""
    spec = importlib.util.spec_from_file_location("bench_manual", SCRIPTS / "_bench_manual.py")
    assert spec is not None and spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    bench.write_manual(folder, processes)
    write_more(folder, processes)
    settings = read_settings(folder)
    checked = check_manual(settings)
    assert [p.line_text() for p in checked.problems if p.level == "error"] == []
    site = language_site(settings, checked, "zh-CN", lambda id_: None)
    framed = FramedPages(settings, site)
    return {page.src: len((framed.html(f"{page.src}.html") or "").encode()) for page in site.site.pages}


def heaviest(weights: dict[str, int]) -> dict[str, int]:
    """The heaviest page of each sort: numbers in places count as one."""
    found: dict[str, int] = {}
    for place, weight in weights.items():
        sort = re.sub(r"\d+", "#", place)
        found[sort] = max(found.get(sort, 0), weight)
    return found


def test_pages_stay_as_light_in_a_large_manual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With ten times as many playbooks the same process weighs the same but for the chapters beside it, and no page outgrows 60 KB."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    monkeypatch.delitem(sys.modules, "_common", raising=False)
    small, large = (weights(tmp_path / str(size), size) for size in SIZES)
    for number in (5, 11, 25):
        place = f"process/process-{number}"
        assert 0 < large[place] - small[place] < MORE_SECTIONS * SECTION, place
    assert len([place for place in large if place.startswith(("reference/", "practice/"))]) > 40
    assert {place: weight for place, weight in large.items() if weight > HEAVIEST} == {}
    assert large["reference/deadlines-2"] < 1.2 * small["reference/deadlines-2"]
    assert {"role/trainer.steps-2", "form/form-1.used-2", "reference/kpis-10", "part/part-many/policy-2"} <= set(large)
    before, after = heaviest(small), heaviest(large)
    whole = [sort for sort in before if not sort.startswith("reference/") and ".used" not in sort]
    grown = {s: (before[s], after[s]) for s in whole if after[s] > MORE * before[s] + MORE_SECTIONS * SECTION}
    assert grown == {}
