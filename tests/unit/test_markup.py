"""What a page writes as it is, and what it escapes."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from drillbook.site.environment import environment
from drillbook.site.markup import escaped, ready, shown
from drillbook.text import Untranslated


@given(st.text(alphabet="a中<>&'\" ") | st.integers())
def test_values_are_shown_as_markupsafe_escapes_them(value: object) -> None:
    """A short way around the library must not let anything through."""
    assert shown(value) == escape(value)


@given(st.text(alphabet="a中<>&'\" "))
def test_texts_are_escaped_as_the_standard_library_does_it(text: str) -> None:
    """With quotation marks and without."""
    assert escaped(text) == html.escape(text)
    assert escaped(text, quote=False) == html.escape(text, quote=False)


def test_what_only_looks_like_a_text_is_escaped() -> None:
    """Of the texts that are not translated, too, nothing is shown as it is."""
    assert shown(Untranslated("<b>", "missing", "en")) == "&lt;b&gt;"
    assert shown(ready("<b>")) == "<b>"


def test_a_choice_of_texts_is_escaped_where_it_must_be() -> None:
    """A text chosen under a condition is escaped like any other, whichever it is."""
    template = environment().from_string("{{ 'a' if x else 'b' }}{{ '<' if x }}{{ y if x else 'b' }}{{ p.title(y) }}")

    class Titled:
        def title(self, text: str) -> str:
            return text

    assert template.render(x=True, y="<i>", p=Titled()) == "a&lt;&lt;i&gt;&lt;i&gt;"
