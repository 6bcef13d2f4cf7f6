"""Words of the interface as phrases in both languages, for the sentences of problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from drillbook.rules import Phrase
from drillbook.words import words


def phrase(key: str, /, **values: str | Phrase) -> Phrase:
    """A word, or a sentence filled with values, in both languages.

    Raises:
        KeyError: There is no such word.
    """
    return Phrase(*(_filled(key, lang, values) for lang in ("en", "zh-CN")))


def _filled(key: str, lang: str, values: Mapping[str, str | Phrase]) -> str:
    text = words(lang)[key]
    return (
        text.format(**{k: v.text(lang) if isinstance(v, Phrase) else v for k, v in values.items()}) if values else text
    )


def noun(name: str) -> Phrase:
    """What a kind, or a piece of one, is called: ``role``, ``form-field``."""
    key = f"kind_{name}"
    return phrase(key if key in words("en") else f"noun_{name}")


def value_called(name: str, values: Iterable[str]) -> str:
    """The one of some fixed values that readers know by a name: ``price`` for ``价格``; or nothing."""
    keys = [key for key, word in words("zh-CN").items() if word == name.strip()]
    return next((value for value in values if any(key.endswith(f"_{value}") for key in keys)), "")


def with_article(noun: Phrase) -> Phrase:
    """``a role``, ``an objection``; Chinese has no article."""
    return Phrase(f"{'an' if noun.en[0] in 'aeiou' else 'a'} {noun.en}", noun.zh)


def listing(items: Iterable[str]) -> Phrase:
    """Ids or values one after the other."""
    return listing_of(Phrase(item, item) for item in items)


def listing_of(items: Iterable[Phrase]) -> Phrase:
    """Phrases one after the other."""
    items = list(items)
    separator = phrase("and_list")
    return Phrase(separator.en.join(item.en for item in items), separator.zh.join(item.zh for item in items))


def either(nouns: Iterable[Phrase]) -> Phrase:
    """``turn, objection or process``."""
    *first, last = nouns
    if not first:
        return last
    before, joint = listing_of(first), phrase("or_list")
    return Phrase(before.en + joint.en + last.en, before.zh + joint.zh + last.zh)


def language(code: str) -> Phrase:
    """What a language is called: ``English``; its code where nobody knows it."""
    from babel import Locale, UnknownLocaleError  # here, because loading it is slow and few problems name a language

    try:
        locale = Locale.parse(code, sep="-")
    except (ValueError, UnknownLocaleError):
        return Phrase(code, code)
    return Phrase(locale.get_display_name("en") or code, locale.get_display_name("zh_Hans_CN") or code)
