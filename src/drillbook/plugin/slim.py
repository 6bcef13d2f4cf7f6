"""Material's style sheets without the rules for features a site does not use: a fifth of what a first visit waits for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from mkdocs.config.defaults import MkDocsConfig

_FEATURES: Final = {
    "tabbed": r"\.tabbed-",
    "keys": r"\.keys\b|\.key-",
    "annotate": r"\.md-annotation",
    "tooltips": r"\.md-tooltip",
    "version": r"\.md-version",
    "tags": r"\.md-tags?\b",
    "blog": r"\.md-(?:post|author|profile|pagination|pin|draft|meta)|--post\b",
    "consent": r"\.md-consent",
    "analytics": r"\.md-feedback",
    "code.copy": r"\.md-clipboard",
    "critic": r"\.critic\b",
    "grids": r"\.grid\b",
    "tasklist": r"\.task-list",
    "search": r"\.md-search",
    "highlight|hilite|superfences": r"\.highlight|\.linenodiv|\.md-code\b|\.md-code__",
    "footnotes": r"\.footnote",
    "emoji": r"\.(?:emojione|gemoji|twemoji)\b",
    "arithmatex": r"\.arithmatex",
    "mermaid": r"\.mermaid",
    "giscus": r"\.giscus",
    "navigation.path": r"\.md-path",
    "navigation.instant.progress": r"\.md-progress",
    "toc.integrate": r"\.md-nav--integrated",
    "social": r"\.md-social",
    "navigation.footer|custom_dir": r"\.md-footer__",
    "custom_dir": r"\.md-(?:banner|input)\b|\.md-banner__",
    "md-button|custom_dir": r"\.md-button",
    "git-|custom_dir": r"\.md-source-file",
    "status": r"\.md-status",
    "repo_url": r"\.md-source(?!-file)",
    "rtl": r"\[dir=rtl\]",
}
"""The words in mkdocs.yml or in a marked place of a hand-written page that turn a feature on, and what its rules select."""

_OURS: Final = frozenset({"drillbook", "search", "material/search"})
_MARKED = re.compile(r"^.*(?:!!!|\?\?\?|///|admonition|<details|md-button).*$", re.M)
_KIND = re.compile(r"--md-admonition-icon--([\w-]+):")
_PLAIN_KIND: Final = "note"
_TWICE = re.compile(r"(-webkit-(mask-[\w-]+:[^;}]*));\2(?=[;}])")
_MAP = re.compile(r"\s*/\*# sourceMappingURL=.*?\*/")

_RIGHT_TO_LEFT: Final = ("ar", "fa", "he", "ur")
_PALETTE = re.compile(r"\[data-md-color-(?:primary|accent)=([\w-]+)\]")
_ICON = re.compile(r'(--[\w-]+):url\("data:[^"]*"\);?')
_MERMAID = re.compile(r"(--md-mermaid-[\w-]+):[^;}]*;?")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'')


def slim(css: str, config: MkDocsConfig, written: str = "") -> str:
    """A style sheet without the rules that nothing on the site matches.

    Args:
        css: A minified style sheet of Material.
        config: The site's options; what they turn on keeps its rules.
        written: The hand-written pages, as Markdown.
    """
    marked = "\n".join(_MARKED.findall(written))
    options = f"{_options(config)} {marked}"
    off = [pattern for word, pattern in _FEATURES.items() if not re.search(word, options)]
    off += [_of_kind(kind) for kind in _kinds(css, config) if not re.search(rf"\b{kind}\b", marked)]
    colours = {str(entry[key]).replace(" ", "-") for entry in config.theme["palette"] for key in ("primary", "accent")}
    kept = _kept(_MAP.sub("", css), re.compile("|".join(off) or r"(?!)"), colours)
    # Every browser takes the prefixed name for the plain one.
    return _TWICE.sub(r"\1", kept)


def _options(config: MkDocsConfig) -> str:
    """What mkdocs.yml turns on."""
    extensions = f"{config.markdown_extensions} {config.mdx_configs}"
    options = f"{config.theme['features']} {extensions} {list(config.plugins)} {config.extra}"
    options += " repo_url" if config.repo_url else ""
    options += " custom_dir" if config.theme.custom_dir else ""
    return options + (" rtl" if config.theme["language"] in _RIGHT_TO_LEFT else "")


def _kinds(css: str, config: MkDocsConfig) -> set[str]:
    """The kinds of admonitions that only hand-written pages can ask for; none where somebody else may write pages too."""
    if config.theme.custom_dir or not _OURS.issuperset(config.plugins):
        return set()
    return set(_KIND.findall(css)) - {_PLAIN_KIND}


def _of_kind(kind: str) -> str:
    return rf"\.{re.escape(kind)}(?![\w-])"


def without_unused(css: str, others: str, config: MkDocsConfig) -> str:
    """A slim style sheet without the drawings and settings that no rule asks for any more.

    Args:
        css: A slim style sheet.
        others: All style sheets of the site.
        config: The site's options.
    """
    bare = _ICON.sub(lambda match: match[0] if f"var({match[1]}" in others else "", css)
    return bare if "mermaid" in f"{config.mdx_configs} {config.extra}" else _MERMAID.sub("", bare)


def _kept(css: str, off: re.Pattern[str], colours: set[str]) -> str:
    found = []
    for selector, body in _rules(css):
        if selector.startswith(("@media", "@supports")):
            inner = _kept(body, off, colours)
            found += [f"{selector}{{{inner}}}"] if inner else []
        elif selector.endswith(";"):
            found.append(selector)
        elif selector.startswith("@"):
            found.append(f"{selector}{{{body}}}")
        elif wanted := [part for part in _parts(selector) if not off.search(part) and _has_colour(part, colours)]:
            found.append(f"{','.join(wanted)}{{{body}}}")
    return "".join(found)


def _has_colour(selector: str, colours: set[str]) -> bool:
    return all(colour in colours for colour in _PALETTE.findall(selector))


def _parts(selector: str) -> list[str]:
    """The selectors of a list; commas within brackets do not part them."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(selector):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0:
            parts.append(selector[start:place])
            start = place + 1
    return [*parts, selector[start:]]


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selector and body of every rule; a statement without a body comes with an empty one."""
    # Braces in strings, as in drawings within addresses, must not count.
    bare = _STRING.sub(lambda match: "\0" * len(match[0]), css)
    at = 0
    while (start := bare.find("{", at)) >= 0:
        semicolon = bare.rfind(";", at, start)
        if semicolon >= 0:
            yield css[at : semicolon + 1], ""
            at = semicolon + 1
        depth, end = 1, start + 1
        while depth:
            found = re.compile(r"[{}]").search(bare, end)
            if found is None:
                break
            depth += 1 if found[0] == "{" else -1
            end = found.end()
        yield css[at:start], css[start + 1 : end - 1]
        at = end
