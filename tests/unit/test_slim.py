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


ADMONITIONS = ":root{--md-admonition-icon--note:x;--md-admonition-icon--tip:y}.note{a:b}.tip>summary{c:d}details.tip{e:f}.tip-top{g:h}"


def test_kinds_of_admonitions_nobody_writes_are_left_out(tmp_path: Path) -> None:
    """A kind is kept where a hand-written page marks something with it, in any of Markdown's ways, and not for its word alone."""
    for written in (
        "!!! tip",
        "    ???+ tip inline",
        "/// tip",
        '<details class="tip">',
        '<div class="admonition tip">',
    ):
        assert slim(ADMONITIONS, config(tmp_path), f"# A\n\n{written}\n") == ADMONITIONS, written
    bare = slim(ADMONITIONS, config(tmp_path), "!!! note\n    A tip.")
    assert bare == ADMONITIONS.replace(".tip>summary{c:d}details.tip{e:f}", "")


def test_kinds_stay_where_others_may_write_pages(tmp_path: Path) -> None:
    """With a theme folder of one's own, or another plugin, nobody knows what pages hold: every kind stays."""
    (tmp_path / "own").mkdir()
    own = config(tmp_path, theme={"name": "material", "custom_dir": str(tmp_path / "own")})
    other = config(tmp_path)
    other.plugins["macros"] = other.plugins.get("macros")
    assert slim(ADMONITIONS, own) == slim(ADMONITIONS, other) == ADMONITIONS


def test_a_rule_for_old_browsers_serves_all(tmp_path: Path) -> None:
    """A mask is said once, by the name that every browser takes."""
    css = "a{-webkit-mask-image:var(--x);mask-image:var(--x);-webkit-mask-size:1px;mask-size:2px}/*# sourceMappingURL=a.map */"
    assert slim(css, config(tmp_path)) == "a{-webkit-mask-image:var(--x);-webkit-mask-size:1px;mask-size:2px}"


def test_drawings_nobody_asks_for_are_left_out(tmp_path: Path) -> None:
    """A drawing goes when no rule of any sheet of the site uses it, also not one of the manual's own."""
    drawn = ':root{--a:url("data:image/svg+xml,<svg b=\'1;2\'>");--b:url("data:,b");--c:1px}.x{mask:var(--a)}'
    assert without_unused(drawn, drawn, config(tmp_path)) == drawn.replace('--b:url("data:,b");', "")
    assert without_unused(drawn, drawn + "i{mask:var(--b)}", config(tmp_path)) == drawn
