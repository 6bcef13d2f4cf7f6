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
    """Every text of a script stays as it is, and no remark is left."""
    served = slim(SCRIPTS[name])
    for text in re.findall(r'"(?:[^"\\\n]|\\.)*"', served):
        assert text in SCRIPTS[name]
    assert " // " not in served and " /*" not in served


def test_slimming_says_what_goes() -> None:
    """Comments, remarks, indentation, ends of lines and blanks go; a text keeps its blanks, a place for data its name."""
    script = (
        "/** A. */\nvar a = 1; // a, b;\nif (a === 1 && a) {\n  // b\n"
        '  say("x  y, (z)", function (b) { return b ? a + .5 : b; /* b */ });\n}\nvar c = {/* settings */} // c\n'
    )
    assert slim(script) == (
        'var a=1;if(a===1&&a){say("x  y, (z)",function(b){return b?a + .5 : b; });}\nvar c={/* settings */}\n'
    )
