"""The scripts as the site serves them."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from drillbook.assets import slim

SCRIPTS = {
    file.name: file.read_text("utf-8")
    for file in (resources.files("drillbook") / "browser").iterdir()
    if file.name.endswith(".js")
}


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_slimming_a_script_takes_blanks_and_comments_only(name: str) -> None:
    """Every text of a script stays as it is, and no line of code is drawn into a remark."""
    served = slim(SCRIPTS[name])
    for text in re.findall(r'"(?:[^"\\\n]|\\.)*"', served):
        assert text in SCRIPTS[name]
    assert not re.search(r" // .*(?:function\(|;.*;)", served)


def test_slimming_says_what_goes() -> None:
    """Comments, indentation, ends of lines and blanks go; a remark keeps its line, a text its blanks."""
    script = '/** A. */\nvar a = 1; // a, b;\nif (a === 1 && a) {\n  // b\n  say("x  y, (z)", function (b) { return b; });\n}\n'
    assert slim(script) == 'var a=1; // a, b;\nif(a===1&&a){say("x  y, (z)", function(b){return b; });}\n'
