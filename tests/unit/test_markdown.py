"""Texts of the manual as HTML."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from drillbook.site.markdown import Renderer

KNOWN = {"a": ("x/a.html?b&c", "A \"one\" & 'two'"), "a.b": ("", "no page")}


@given(
    st.text("[]|ab. \"'&*-甲：", max_size=24)
    | st.lists(st.sampled_from(["[[a]]", "[[a|b's]]", "[[ a.b ]]", "[[c]]", "甲 ", "]", '"', "(u)", ":"])).map("".join)
)
def test_links_alone_need_no_parser(text: str) -> None:
    """A text with no marks but ``[[id]]`` becomes the same HTML as the parser makes of it."""
    renderer = Renderer(KNOWN.get)
    short = renderer._linked(text)
    assert not short or short == renderer._parsed(text)


def test_links_of_all_sorts_are_taken_the_short_way() -> None:
    """Links with and without a page, known and unknown, with their own words and without."""
    shown = Renderer(KNOWN.get).line('"[[a]]" [[a|b & c]] [[a.b]] [[c]]')
    assert (
        shown
        == "&quot;<a href=\"x/a.html?b&amp;c\">A &quot;one&quot; &amp; 'two'</a>&quot; [b & c] no page c".replace(
            "[b & c]", '<a href="x/a.html?b&amp;c">b &amp; c</a>'
        )
    )
    assert Renderer(KNOWN.get)._linked("[[a]] *b*") == ""
