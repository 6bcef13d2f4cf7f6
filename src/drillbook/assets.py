"""The scripts and styles that are shipped, as the site serves them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any, Final

from drillbook.model.played import compact
from drillbook.words import Words

FOLDER: Final = "assets/drillbook"

SEARCH: Final = (
    "search-words.js",
    "search-language.js",
    "search-numbers.js",
    "search-columns.js",
    "search-spelling.js",
    "search-entries.js",
    "search-places.js",
    "search-meaning.js",
    "search-readings.js",
    "search-scores.js",
    "search-phrases.js",
    "search-latent.js",
    "search-vectors.js",
    "search-ranking.js",
    "search-engine.js",
)
"""The search engine, in the order in which it is loaded; see docs/contributing/architecture.md."""
_BUNDLES: Final = {
    "player.js": (
        "quiz-grade.js",
        "keys.js",
        "quiz-store.js",
        "quiz-data.js",
        "quiz-learned.js",
        "quiz-item.js",
        "quiz.js",
    ),
    "practice.js": ("calendar.js", "drill.js", "cards.js", "progress.js"),
    "drillbook.js": ("keys.js", "drillbook.js", "reading.js", "phone.js"),
    "later.css": ("search.css", "scripts.css"),
    "search-engine.js": (*SEARCH, "search-list.js", "search-results.js"),
    "process.js": ("history.js", "flow.js", "role.js", "phases.js", "walk.js"),
    **{name: (name,) for name in ("lists.js", "talk.js", "marks.js")},
}
"""What pages load together is served as one file; its parts stay plain ones with one job each."""
_SITE: Final = re.compile(r'window\.drillbookSite=("(?:[^"\\]|\\.)*");')


def shipped() -> dict[str, str]:
    """Every script and style sheet: name -> text."""
    folder = resources.files("drillbook") / "browser"
    files = {
        f.name: f.read_text("utf-8")
        for f in sorted(folder.iterdir(), key=lambda f: f.name)
        if f.name.endswith((".js", ".css"))
    }
    files = {name: slim(text) if name.endswith(".js") else _slim_style(text) for name, text in files.items()}
    bundles = {name: "".join(files[part] for part in parts) for name, parts in _BUNDLES.items()}
    joined = {part for parts in _BUNDLES.values() for part in parts}
    return {name: text for name, text in files.items() if name not in joined} | bundles


def slim(script: str) -> str:
    """A script without its comments, its indentation, most line ends and many blanks: less than a half of it.

    No text goes over several lines, or looks like code or like a remark.
    """
    bare = re.sub(r"^\s*/\*(?:(?!\*/).)*\*/\s*$", "", script, flags=re.S | re.M)
    bare = re.sub(r"/\*\* .*?\*/ ?|(?<= )/\* .*?\*/ ?", "", bare)
    lines = (re.sub(r"(?:^| )// .*", "", line.strip()) for line in bare.split("\n"))
    text = "".join(line if line.endswith(("{", ";", ",", "(", "[")) else line + "\n" for line in lines if line)
    text = re.sub(r"\b(function|if) \(", r"\1(", re.sub(r"\) ?\{ ?", "){", text))
    text = re.sub(r"([,:]) (?=function\()", r"\1", text)
    return re.sub(r" (&&|\|\||[!=]==|[=?]) ", r"\1", text)


def _slim_style(style: str) -> str:
    """A style sheet without its comments and without white space around signs; strings stay as they are."""
    bare = re.sub(r"/\*.*?\*/", "", style, flags=re.S)
    pieces = re.split(r'("[^"\n]*")', bare)
    pieces[::2] = [
        re.sub(r"([:,]) ", r"\1", re.sub(r"\s*([{};])\s*", r"\1", re.sub(r"\s+", " ", piece))) for piece in pieces[::2]
    ]
    return "".join(pieces).replace(";}", "}").strip() + "\n"


def in_language(words: Words, site: str = "") -> dict[str, str]:
    """The scripts and style sheets; scripts that say something bring its words in a language.

    Args:
        words: The words of the interface.
        site: The name under which browsers keep what belongs to the manual.
    """
    files = shipped()
    for name, area in (("drillbook.js", "browser"), ("player.js", "player"), ("practice.js", "practice")):
        own = {key.removeprefix(f"{area}_"): text for key, text in words.items() if key.startswith(f"{area}_")}
        named = f"window.drillbookSite={compact(site)};\n" if site else ""
        files[name] = (
            f"{named}(window.drillbookWords=window.drillbookWords||{{}}).{area}={compact(own)};\n{files[name]}"
        )
    return files


def site_in(folder: Path) -> str | None:
    """The name under which browsers keep what belongs to the manual whose site lies in a folder; None where there is no site of ours.

    It is empty where the site was made before there were names.
    """
    try:
        script = (folder / FOLDER / "drillbook.js").read_text("utf-8")
    except (OSError, ValueError):
        return None
    named = _SITE.match(script)
    return str(json.loads(named[1])) if named else ""


def assigned(name: str, value: Mapping[str, Any]) -> str:
    """Data as a script, not as JSON: pages opened from disk may not fetch."""
    return f"window.{name} = {compact(value)};\n"
