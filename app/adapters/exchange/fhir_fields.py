"""The fields of a FHIR resource, read with their type and their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from app.domain.kernel.errors import DomainError

DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(T.*)?", re.DOTALL)


class FhirError(DomainError):
    """A FHIR resource cannot be read; `facts["position"]` is the path of the field."""


class FhirFieldIsMalformed(FhirError):
    """A field is missing, or is no value of its type."""

    code = "exchange.fhir.field_malformed"


@dataclass(frozen=True, slots=True)
class FhirNode:
    """An object of a resource and the path to it."""

    fields: dict[str, Any]
    path: str

    def at(self, name: str) -> str:
        """Return the path of a field."""
        return f"{self.path}.{name}" if self.path else name

    def text(self, name: str) -> str | None:
        """Return a text, or None if there is none."""
        value = self.fields.get(name)
        if value is None or isinstance(value, str):
            return value
        raise self._malformed(name, "text")

    def texts(self, name: str) -> list[str]:
        """Return a list of texts."""
        values = self._list(name)
        if any(not isinstance(value, str) for value in values):
            raise self._malformed(name, "text")
        return values

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """Return a code that must be there and be one of `choices`."""
        value = self.fields.get(name)
        if isinstance(value, str) and value in choices:
            return value
        raise self._malformed(name, " or ".join(choices))

    def number(self, name: str) -> Decimal | None:
        """Return a number, or None if there is none."""
        value = self.fields.get(name)
        if value is None:
            return None
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            # Trailing zeros say nothing; -2.500 is -2.5.
            return Decimal(value).normalize() + 0
        raise self._malformed(name, "number")

    def required(self, name: str) -> Decimal:
        """Return a number that must be there."""
        number = self.number(name)
        if number is None:
            raise self._malformed(name, "number")
        return number

    def day(self, name: str) -> date | None:
        """Return the day of a date or a time; None if it tells no day."""
        text = self.text(name)
        match = None if text is None else DAY.fullmatch(text)
        if match is None:
            return None
        try:
            return date.fromisoformat(match[1])
        except ValueError:
            raise self._malformed(name, "date") from None

    def node(self, name: str) -> "FhirNode | None":
        """Return an object, or None if there is none."""
        value = self.fields.get(name)
        if value is None:
            return None
        if isinstance(value, dict):
            return FhirNode(value, self.at(name))
        raise self._malformed(name, "object")

    def nodes(self, name: str) -> "list[FhirNode]":
        """Return a list of objects."""
        return list(self._nodes(name))

    def _nodes(self, name: str) -> "Iterator[FhirNode]":
        for index, value in enumerate(self._list(name)):
            if not isinstance(value, dict):
                raise self._malformed(f"{name}[{index}]", "object")
            yield FhirNode(value, self.at(f"{name}[{index}]"))

    def _list(self, name: str) -> list[Any]:
        values = self.fields.get(name)
        if values is None:
            return []
        if isinstance(values, list):
            return values
        raise self._malformed(name, "list")

    def _malformed(self, name: str, expected: str) -> FhirFieldIsMalformed:
        path = self.at(name)
        return FhirFieldIsMalformed(field=path, expected=expected, position=path)


def fhir_node(value: Any) -> FhirNode:  # noqa: ANN401 - JSON is any of its types
    """Return the resource of a JSON value.

    Raises:
        FhirFieldIsMalformed: it is no object.
    """
    if not isinstance(value, dict):
        raise FhirFieldIsMalformed(field="resource", expected="object", position="")
    return FhirNode(value, "")
