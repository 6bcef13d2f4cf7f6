"""The queries under ``search: must_find:``, as they may be written: for each an id or a list of ids, by language or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from drillbook.errors import Problem
from drillbook.settings.complaints import is_nothing, not_allowed, wrong_shape
from drillbook.settings.options import Keys, OptionsText
from drillbook.words.phrases import phrase

Ids = tuple[str, ...]
_MUST_FIND: Final = ("search", "must_find")


def queries(text: OptionsText, written: Any) -> tuple[dict[str, Ids | dict[str, Ids]], list[Problem]]:
    """The queries that are written rightly, and what is wrong with the others."""
    if not isinstance(written, dict):
        return {}, [wrong_shape(text, _MUST_FIND, phrase("shape_mapping"), written)]
    found: dict[str, Ids | dict[str, Ids]] = {}
    problems: list[Problem] = []
    for key, value in written.items():
        if isinstance(value, dict) and value:
            found[str(key)] = _queries(text, (*_MUST_FIND, str(key)), value, problems)
        else:
            found |= _queries(text, _MUST_FIND, {key: value}, problems)
    return found, problems


def _queries(text: OptionsText, above: Keys, written: dict[Any, Any], problems: list[Problem]) -> dict[str, Ids]:
    found = {}
    for query, value in written.items():
        keys = (*above, str(query))
        wrong = list(_wrong(text, keys, value))
        problems += wrong
        if not wrong:
            found[str(query)] = tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
    return found


def _wrong(text: OptionsText, keys: Keys, value: Any) -> Iterator[Problem]:
    query = str(keys[-1])
    if not query.strip():
        yield not_allowed(text, keys, query, phrase("allowed_query"), at_key=True)
    elif is_nothing(value) or isinstance(value, dict):
        yield wrong_shape(text, keys, phrase("shape_ids"), value)
    else:
        for number, each in enumerate(value) if isinstance(value, list | tuple) else ():
            if is_nothing(each) or isinstance(each, list | dict):
                yield wrong_shape(text, (*keys, number), phrase("shape_ids"), each)
