"""What all models are: frozen dataclasses with slots, validated by pydantic."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self, dataclass_transform

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass as pydantic_dataclass
from pydantic.fields import FieldInfo
from pydantic_core import SchemaSerializer, SchemaValidator

_CONFIG = ConfigDict(extra="forbid", str_strip_whitespace=True, defer_build=True)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(Field,))
class _Slotted(type):
    """Makes frozen dataclasses with slots, validated by pydantic, of the classes below ``Model``.

    A manual is a hundred thousand of them, and each would take four times the memory as a pydantic ``BaseModel``.
    """

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> "_Slotted":
        made: Any = super().__new__(cls, name, bases, namespace)
        if "__slots__" not in namespace:  # to get slots, a dataclass makes its class once more
            made = pydantic_dataclass(made, frozen=True, slots=True, kw_only=True, config=_CONFIG)
            made.model_fields = made.__pydantic_fields__
        slotted: _Slotted = made
        return slotted


class Model(metaclass=_Slotted):
    """A frozen value that refuses keys it does not know. It speaks like a model of pydantic, as far as that is needed."""

    __slots__ = ()
    __pydantic_validator__: ClassVar[SchemaValidator]
    __pydantic_serializer__: ClassVar[SchemaSerializer]
    model_fields: ClassVar[Mapping[str, FieldInfo]] = {}

    @classmethod
    def model_validate(cls, raw: object) -> Self:
        """Makes one from plain data.

        Raises:
            ValidationError: The data does not fit.
        """
        made: Self = cls.__pydantic_validator__.validate_python(raw)
        return made

    def model_copy(self, *, update: Mapping[str, Any]) -> Self:
        """The same with other values in some fields, which are not validated again."""
        made = object.__new__(type(self))
        for name in self.model_fields:
            object.__setattr__(made, name, update[name] if name in update else getattr(self, name))
        return made

    def model_dump(self) -> dict[str, Any]:
        """Plain data: dicts, tuples, and the values as they are."""
        dumped: dict[str, Any] = self.__pydantic_serializer__.to_python(self)
        return dumped

    def model_dump_json(self, *, exclude: set[str], exclude_defaults: bool = False) -> str:
        """JSON of all fields but some."""
        json = self.__pydantic_serializer__.to_json(
            self, exclude=exclude, exclude_defaults=exclude_defaults, warnings=False
        )
        return json.decode()
