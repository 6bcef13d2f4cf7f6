"""What is wrong with the options of a manual, in the author's words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pydantic_core import ErrorDetails

from drillbook.errors import Problem
from drillbook.rules import Phrase
from drillbook.settings.model import ELSEWHERE, Search, Settings
from drillbook.settings.options import Keys, OptionsText, Values
from drillbook.text import apart, closest, closest_language
from drillbook.words.phrases import listing, phrase

OPTIONS: Final = tuple(name for name in Settings.model_fields if name not in ELSEWHERE)
_SHAPES: Final = {
    "tuple_type": "list", "too_short": "list", "dict_type": "mapping", "mapping_type": "mapping", "model_type": "mapping",
    "bool_type": "yes-no", "bool_parsing": "yes-no",
}  # fmt: skip
_YES_NO: Final = ("true", "false", "yes", "no")


def complaint(text: OptionsText, details: ErrorDetails) -> Problem:
    """The problem behind one complaint of the validator."""
    keys = tuple(step for step in details["loc"] if step != "[key]")
    kind, found = details["type"], details["input"]
    if kind == "extra_forbidden":
        return unknown(text, keys)
    expected = _SHAPES.get(kind, "text")
    if is_nothing(found) or not isinstance(found, str):
        return wrong_shape(text, keys, phrase(f"shape_{expected}"), found)
    if kind == "bool_parsing":
        values: Values = {
            "key": _name(keys),
            "value": found,
            "reason": phrase("fit_yes-no"),
            "description": example(keys),
        }
        return text.problem("DB506", keys, values, suggestion=closest(found.lower(), _YES_NO))
    if kind == "string_pattern_mismatch":
        option = _option(keys)
        if pieces := apart(found):
            return text.problem("DB315", keys, {"value": found, "mended": ", ".join(pieces)})
        allowed = phrase(f"allowed_{option}" if option in ("languages", "accept", "report_to") else "allowed_folder")
        is_key = len(keys) < len(details["loc"])
        return not_allowed(text, keys, found, allowed, at_key=is_key, suggestion=_meant(option, found))
    return wrong_shape(text, keys, phrase(f"shape_{expected}"), found)


def unknown(text: OptionsText, keys: Keys) -> Problem:
    """An option that there is not."""
    name = str(keys[-1])
    known = OPTIONS if len(keys) == 1 else tuple(Search.model_fields)
    where = phrase("noun_options" if len(keys) == 1 else "noun_search-options")
    values: Values = {"key": name, "where": where, "allowed": listing(known)}
    return text.problem("DB201", keys, values, at_key=True, suggestion=closest(name, known))


def wrong_shape(text: OptionsText, keys: Keys, expected: Phrase, found: Any) -> Problem:
    """A value that is no list, no group ... where one must stand."""
    shape = "list" if isinstance(found, list) else "mapping" if isinstance(found, dict) else "text"
    stands = phrase("shape_nothing" if is_nothing(found) else f"shape_{shape}")
    values: Values = {"key": _name(keys), "expected": expected, "found": stands, "example": example(keys)}
    return text.problem("DB203", keys, values, at_key=is_nothing(found))


def is_nothing(found: Any) -> bool:
    """Whether an option was written without anything behind it."""
    return found is None or found in ([], {}, ()) or (isinstance(found, str) and not found.strip())


def example(keys: Keys) -> Phrase:
    """How an option is written; one of them where none was named."""
    return phrase(f"option_{_option(keys)}")


def doubtful(text: OptionsText, settings: Settings) -> Iterator[Problem]:
    """What the validator lets pass, but nobody can mean."""
    for number, lang in enumerate(settings.languages):
        if lang in settings.languages[:number]:
            yield not_allowed(text, ("languages", number), lang, phrase("allowed_once"))
    for option, table in (("titles", settings.titles), ("nav_titles", settings.nav_titles)):
        for lang, value in table.items():
            if lang not in settings.languages and (meant := closest_language(lang, settings.languages)):
                known = listing(settings.languages)
                yield not_allowed(text, (option, lang), lang, known, at_key=True, suggestion=meant)
            elif is_nothing(value) and option == "titles":
                yield wrong_shape(text, (option, lang), phrase("shape_text"), value)


def missing(text: OptionsText, settings: Settings, root: Path) -> Iterator[Problem]:
    """Files and folders that the author names, and that are not there; those of the default names need not be."""
    for option, place in (("synonyms", settings.search.synonyms), ("phrases", settings.search.phrases)):
        if option in settings.search.model_fields_set and not (root / place).exists():
            folder = (root / place).parent
            beside = [each.name for each in folder.iterdir()] if folder.is_dir() else []
            values: Values = {"reason": phrase("file_missing")}
            near = closest((root / place).name, beside, 0.8)
            yield text.problem("DB115", ("search", option), values, suggestion=near)


def not_allowed(
    text: OptionsText, keys: Keys, found: str, allowed: Phrase, *, at_key: bool = False, suggestion: str = ""
) -> Problem:
    """A value, or a key that the author chose, which cannot stand there."""
    values: Values = {"key": _option(keys), "value": found, "allowed": allowed}
    return text.problem("DB205", keys, values, at_key=at_key, suggestion=suggestion)


def _meant(option: str, found: str) -> str:
    if option == "languages":
        near = closest_language(found, ("zh-CN", "zh-TW", "en"))
        return near if near != found else ""
    if option == "report_to" and "." in found.split("/")[0] and not {*found} & {*" :@"}:
        return f"https://{found}"
    return ""


def _option(keys: Keys) -> str:
    if not keys:
        return "languages"
    return str(keys[1] if keys[0] == "search" and len(keys) > 1 else keys[0])


def _name(keys: Keys) -> str:
    """The last key; that of a list for what stands in it."""
    return next(str(step) for step in reversed(("drillbook", *keys)) if isinstance(step, str))
