"""The drawing of a process keeps its lines and its words apart."""

from __future__ import annotations

import re
from itertools import pairwise

from drillbook.site.flow import Flow, Way
from drillbook.site.lettering import drawn_width
from drillbook.site.swimlane import Box, Chip, draw

LABEL = "任何一步客户说到人身安全或诉讼"


def test_lines_pass_by_the_conditions() -> None:
    """Beside the last lane, the ways that skip steps run right of the conditions written there, and nothing is cut off."""
    ways = (
        Way(0, 1, "", "next"),
        Way(0, 2, LABEL, "branch"),
        Way(0, 3, LABEL, "branch"),
        Way(1, 2, "", "next"),
        Way(2, 3, "", "next"),
    )
    boxes = [Box("判定级别", "#a", 1, labels=2), Box("派人", "#b", 0), Box("回访", "#c", 0)]
    drawn = str(draw(Flow(("x", "y"), (), ways, ()), boxes, [("甲", "x"), ("乙", "y")], str, "投诉"))
    ends = [
        int(x) + 11 * len(text.removesuffix("…"))
        for x, text in re.findall(r'<text class="k" x="(\d+)"[^>]*>(?:<title>[^<]*</title>)?([^<]+)', drawn)
    ]
    tracks = [int(x) for x in re.findall(r"M\d+ \d+H(\d+)V", drawn)]
    assert len(ends) == len(tracks) == 2
    assert max(ends) < min(tracks)


def test_a_turning_line_is_below_the_conditions() -> None:
    """The line to the next step in a lane to the right turns below the conditions written at its step."""
    ways = (Way(0, 1, "", "next"), Way(0, 2, "太贵", "branch"), Way(0, 2, "太慢", "branch"), Way(1, 2, "", "next"))
    boxes = [Box("报价", "#a", 0, labels=2), Box("送批", "#b", 1)]
    drawn = str(draw(Flow(("x", "y"), (), ways, ()), boxes, [("甲", "x"), ("乙", "y")], str, "报价"))
    lowest = max(int(y) for y in re.findall(r'<text class="k" x="\d+" y="(\d+)"', drawn))
    turns = [int(y) for y in re.findall(r"M\d+ \d+V(\d+)H", drawn)]
    assert min(turns) >= lowest + 6, "its letters do not touch the line"


def test_conditions_stand_below_each_other() -> None:
    """The condition of the way to the next step and those of ways that skip steps never share a line."""
    ways = (
        Way(0, 1, "太贵", "branch"),
        Way(0, 2, "太慢", "branch"),
        Way(0, 2, "太远", "branch"),
        Way(1, 2, "", "next"),
    )
    boxes = [Box("报价", "#a", 0, labels=3), Box("送批", "#b", 1)]
    drawn = str(draw(Flow(("x", "y"), (), ways, ()), boxes, [("甲", "x"), ("乙", "y")], str, "报价"))
    heights = sorted(int(y) for y in re.findall(r'<text class="k" x="\d+" y="(\d+)"', drawn))
    assert len(heights) == 3
    assert all(below - above >= 14 for above, below in pairwise(heights))


def test_english_notes_stay_inside_their_box() -> None:
    """A bold Latin line wider than its step goes on in a second line; what is cut even so can be read in the title."""
    chips = (Chip("Approval: Sales manager at home", "ap"), Chip("Regional marketing communications " * 3, "ot"))
    boxes = [Box("Sign", "#a", 0, chips)]
    drawn = str(draw(Flow(("x",), (), (), ()), boxes, [("Seller", "x")], str, "Sale"))
    lines = re.findall(r'<tspan class="(?:ap|ot)"[^>]*>([^<]+)', drawn)
    assert lines[:2] == ["Approval: Sales", "manager at home"]
    assert len(lines) == 4
    assert all(drawn_width(line, 11, bold=True) < 152 for line in lines[:2])
    assert f"<title>{chips[1].text}</title>" in drawn


def test_names_of_phases_make_way_for_the_arrow() -> None:
    """A name that would lie under the arrow into its first step stands right of it; a short one stays on the left."""
    boxes = [
        Box("Ask", "#a", 0),
        Box("Offer", "#b", 0, phase="Offer a good solution"),
        Box("Sign", "#c", 0, phase="签约"),
    ]
    ways = (Way(0, 1, "", "next"), Way(1, 2, "", "next"))
    drawn = str(draw(Flow(("x", "y"), (), ways, ()), boxes, [("Seller", "x"), ("Chief", "y")], str, "Sale"))
    offer, sign = (int(x) for x in re.findall(r'class="ph" x="(\d+)"', drawn))
    assert offer > 96 > sign


def test_lines_pass_by_a_condition_of_the_way_on() -> None:
    """A line that skips steps runs right of the condition on the way to the next step, also where the lane is narrower than that."""
    ways = (Way(0, 1, "客户有投诉或者没解决的问题", "branch"), Way(0, 2, "", "next"), Way(1, 2, "", "next"))
    boxes = [Box("联系客户", "#a", 0, labels=1), Box("处理投诉", "#b", 0)]
    drawn = str(draw(Flow(("x",), (), ways, ()), boxes, [("甲", "x")], str, "酒店"))
    x, text = re.findall(r'<text class="k" x="(\d+)"[^>]*>([^<]+)', drawn)[0]
    (track,) = (int(x) for x in re.findall(r"M\d+ \d+H(\d+)V", drawn))
    assert int(x) + drawn_width(text, 11) < track
