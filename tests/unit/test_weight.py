"""What a page weighs does not depend on how large the manual is."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from drillbook.checked import check_manual
from drillbook.language import language_site
from drillbook.plugin.preview import FramedPages
from drillbook.settings import read_settings

SCRIPTS = Path(__file__).parents[2] / "scripts"
SIZES = (40, 400)
MORE_SECTIONS = 9
"""A page of the large one has three more parts and six more chapters beside its own: it shows ten of each at most."""
SECTION = 200
"""Bytes that one more part or chapter beside the page's own adds to the navigation."""


def weights(folder: Path, processes: int) -> dict[str, int]:
    """Bytes of every framed page of a generated manual, without its questions."""
    spec = importlib.util.spec_from_file_location("bench_for_weight", SCRIPTS / "bench.py")
    assert spec is not None and spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    bench.write_manual(folder, processes)
    settings = read_settings(folder)
    site = language_site(settings, check_manual(settings), "zh-CN", lambda id_: None)
    framed = FramedPages(settings, site)
    return {page.src: len((framed.html(f"{page.src}.html") or "").encode()) for page in site.site.pages}


def test_pages_stay_as_light_in_a_large_manual(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With ten times as many playbooks the same process weighs the same but for the chapters beside it, and no register outgrows 60 KB."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    monkeypatch.delitem(sys.modules, "_common", raising=False)
    small, large = (weights(tmp_path / str(size), size) for size in SIZES)
    for number in (5, 11, 25):
        place = f"process/process-{number}"
        assert 0 < large[place] - small[place] < MORE_SECTIONS * SECTION, place
    registers = {place: weight for place, weight in large.items() if place.startswith(("reference/", "practice/"))}
    assert len(registers) > 40
    assert {place: weight for place, weight in registers.items() if weight > 60 * 1024} == {}
    assert large["reference/deadlines-2"] < 1.2 * small["reference/deadlines-2"]
