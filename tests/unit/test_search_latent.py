"""What entries are about is learnt from what readers ask, the same everywhere, and decides where words alone do not."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drillbook.building.finding import ManualSearch, read_graphs
from drillbook.search import latent, learning, vectors
from drillbook.search.engine import Engine
from drillbook.search.entries import Entry
from drillbook.search.index import each_file
from drillbook.settings import read_settings
from drillbook.storage.memory import CACHE

MONEY = ["退款多久", "返钱流程", "money back"]
DELIVERY = ["发货几天", "运输时间", "shipping date"]


def numbers_of(bags: list[str]) -> list[list[int]]:
    """The rows as numbers."""
    text, width = latent.rows(bags), latent.DIMENSIONS
    return [[ord(each) - ord(latent.ZERO) for each in text[i : i + width]] for i in range(0, len(text), width)]


def likeness(a: list[int], b: list[int]) -> float:
    """The cosine of the angle between two rows."""
    return sum(x * y for x, y in zip(a, b, strict=True)) / (math.hypot(*a) * math.hypot(*b))


def test_entries_that_are_asked_for_alike_lie_close(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two entries without a common word are close when others join their words, and far from those of another subject."""
    monkeypatch.setattr(latent, "DIMENSIONS", 2)
    bags = ["退款 到账", "到账 退钱", "退钱 退回", "发货 送到", "送到 运输", "运输 物流"]
    numbers = numbers_of(bags)
    assert likeness(numbers[0], numbers[2]) > 0.5
    assert abs(likeness(numbers[0], numbers[4])) < 0.2


def test_the_same_words_give_the_same_rows_in_another_process() -> None:
    """Nothing depends on chance, on the order of hashes, or on what was computed before."""
    bags = [f"{way} {i % 7}" for i in range(30) for way in (MONEY[i % 3], DELIVERY[i % 3])]
    told = f"from drillbook.search import latent; print(latent.rows({bags!r}))"
    other = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=60)
    assert other.stdout.strip() == latent.rows(bags)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=12))
def test_whatever_stands_there_has_rows(bags: list[str]) -> None:
    """Each text, an empty one too, has a row of plain characters, which need no escaping in a script."""
    text = latent.rows(bags)
    assert len(text) == latent.DIMENSIONS * len(bags)
    assert all(abs(ord(each) - ord(latent.ZERO)) <= latent.STEPS for each in text)


class OnlyAbout:
    """Learns what entries are about, and of words nothing."""

    about = staticmethod(latent.about)

    @staticmethod
    def meant(_: Sequence[learning.Asked], entries: int) -> dict[str, Any]:
        """Knows no word."""
        return vectors.meant([], entries)


def entry(id_: str, title: str, phrases: list[str], lines: list[str]) -> Entry:
    """Something that can be found."""
    return Entry(id_, "policy", title, (), f"{id_}.html", lines=tuple(lines), phrases=tuple(phrases))


def test_what_an_entry_is_about_decides_between_equal_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two entries with the same words of a query, that comes first which is about the rest of it, though it has none of its words."""
    monkeypatch.setattr(latent, "DIMENSIONS", 3)
    entries = [
        *(entry(f"money-{i}", f"退款规则{i}", MONEY, []) for i in range(8)),
        *(entry(f"ship-{i}", f"发货规则{i}", DELIVERY, []) for i in range(8)),
        *(entry(f"paper-{i}", f"登记单{i}", ["填写表格"], []) for i in range(8)),
        entry("form-a", "登记单甲", ["运输时间"], []),
        entry("form-b", "登记单乙", ["返钱流程"], []),
    ]

    def first(learns: bool, query: str) -> str:
        files = dict(each_file(entries, "zh-CN", learns=OnlyAbout() if learns else None))
        return next(result.id for result in Engine(files).search(query) if result.id.startswith("form"))

    assert first(True, "退款多久的登记单") == "form-b"
    assert first(True, "发货几天的登记单") == "form-a"
    assert {first(False, "退款多久的登记单"), first(False, "发货几天的登记单")} == {"form-a"}


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


def test_it_is_learnt_once_and_only_from_enough(manual: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A few phrases teach nothing; enough are learnt from once, until the words change, and a damaged memory is learnt anew."""
    asked: list[int] = []

    def rows(bags: list[str]) -> str:
        asked.append(len(bags))
        return latent.ZERO * latent.DIMENSIONS * len(bags)

    def index() -> str:
        options = read_settings(manual)
        return next(
            iter(
                text
                for place, text in ManualSearch(options, read_graphs(options)[0]).files("zh-CN")
                if "topics" in place
            ),
            "",
        )

    monkeypatch.setattr(latent, "rows", rows)
    assert (index(), asked) == ("", [])
    monkeypatch.setattr(learning, "LEAST", 1)
    assert '"latent"' in index()
    learnt = index()
    assert asked == [1]
    place = manual / CACHE / "about-zh-CN"
    place.write_text(place.read_text("utf-8")[:-1], "utf-8")
    assert index() == learnt
    assert asked == [1, 1]
    (manual / "phrases/a.yml").write_text("refund:\n  zh-CN: [退钱]\n", encoding="utf-8")
    index()
    assert asked == [1, 1, 1]
