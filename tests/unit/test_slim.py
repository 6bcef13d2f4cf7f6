"""Material's style sheets without what a site has no use for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import material
import pytest
from mkdocs.config import load_config

from drillbook.plugin.slim import slim, without_unused

STYLES = sorted((Path(material.__file__).parent / "templates" / "assets" / "stylesheets").glob("*.css"))


def config(folder: Path, **more: Any) -> Any:
    """The options of a small site."""
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "mkdocs.yml").write_text("site_name: x\ntheme: {name: material}\nplugins: []\n", "utf-8")
    found = load_config(str(folder / "mkdocs.yml"), **more)
    found.theme["features"] = []
    found.theme["palette"] = [{"primary": "indigo", "accent": "indigo"}]
    return found


def test_rules_are_told_apart(tmp_path: Path) -> None:
    """Lists lose only what is unused; nested rules, strings with braces and statements stay as they are."""
    css = (
        '@charset "UTF-8";a:is(.x,.y),.tabbed-set{b:c}.tabbed-set{d:e}'
        '@media print{.critic{f:g}}@media screen{i{content:"}{"}}[data-md-color-primary=red]{k:l}.m{}'
    )
    kept = '@charset "UTF-8";a:is(.x,.y){b:c}@media screen{i{content:"}{"}}.m{}'
    assert slim(css, config(tmp_path)) == kept


def test_what_is_turned_on_keeps_its_rules(tmp_path: Path) -> None:
    """A Markdown extension or feature in mkdocs.yml keeps the rules it needs."""
    wanted = config(tmp_path)
    wanted.theme["features"] = ["content.tooltips"]
    assert ".md-tooltip" in slim(".md-tooltip{a:b}.md-annotation{c:d}", wanted)
    assert ".md-annotation" not in slim(".md-tooltip{a:b}.md-annotation{c:d}", wanted)


@pytest.mark.parametrize("file", STYLES, ids=lambda file: file.name.partition(".")[0])
def test_the_real_sheets_shrink_and_stay_whole(file: Path, tmp_path: Path) -> None:
    """Material's own sheets lose more than a half, keep balanced braces and what every page needs."""
    css = file.read_text("utf-8")
    found = slim(css, config(tmp_path))
    assert len(found) < 0.5 * len(css)
    assert found.count("{") - found.count("}") == css.count("{") - css.count("}")
    assert ("md-header" in found) or file.name.startswith("palette")


def test_drawings_nobody_asks_for_are_left_out(tmp_path: Path) -> None:
    """A drawing goes when no rule of any sheet of the site uses it, also not one of the manual's own."""
    drawn = ':root{--a:url("data:image/svg+xml,<svg b=\'1;2\'>");--b:url("data:,b");--c:1px}.x{mask:var(--a)}'
    assert without_unused(drawn, drawn, config(tmp_path)) == drawn.replace('--b:url("data:,b");', "")
    assert without_unused(drawn, drawn + "i{mask:var(--b)}", config(tmp_path)) == drawn
