"""What each field of the playbook format means, in the reader's language.

The English stands in the models and nowhere else; ``fields.yml`` holds the other languages, ``Model: {field: text}``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from drillbook.model import KINDS
from drillbook.model.record import Model
from drillbook.rules import Phrase
from drillbook.storage.kept import yaml_data


@cache
def _chinese() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = yaml_data([Path(__file__).with_name("fields.yml")])[0]
    return table


def _subclasses(model: type[Model]) -> dict[str, type[Model]]:
    found = {model.__name__: model}
    for each in model.__subclasses__():
        found |= _subclasses(each)
    return found


@cache
def format_models() -> dict[str, type[Model]]:
    """Every model of the playbook format by its name: the kinds and the pieces they are made of."""
    assert KINDS  # importing them is what makes the subclasses known
    return _subclasses(Model)


def field_description(model_name: str, field: str, lang: str) -> str:
    """What a field means; a field of the common header is described once for all kinds.

    Args:
        model_name: The name of the model's class, such as ``Process`` or ``Step``.
        field: The key in the YAML.
        lang: Chinese for any ``zh``, English otherwise.

    Returns:
        One sentence; empty for a key the model does not have.
    """
    model = format_models()[model_name]
    return field_phrase(model, field).text(lang)


def model_description(model_name: str, lang: str) -> str:
    """What a kind, or a piece of one, is: one sentence.

    Args:
        model_name: The name of the model's class, such as ``Process`` or ``Step``.
        lang: Chinese for any ``zh``, English otherwise.
    """
    english = (format_models()[model_name].__doc__ or "").partition("\n")[0]
    return Phrase(english, _chinese().get(model_name, {}).get("_", english)).text(lang)


def field_phrase(model: type[Model], field: str) -> Phrase:
    """What a field means, in both languages. What a kind leaves unsaid the header says."""
    family = [m for m in model.__mro__ if issubclass(m, Model) and field in m.model_fields]
    english = next((text for m in family if (text := m.model_fields[field].description)), "")
    return Phrase(english, next((text for m in family if (text := _chinese().get(m.__name__, {}).get(field))), english))
