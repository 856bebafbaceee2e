"""A parsed JSON document read field by field; a refusal names the place and the reason."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar, cast

from app.domain.kernel.errors import DomainError
from app.domain.kernel.percent import Percent
from app.domain.kernel.validity import Validity

Member = TypeVar("Member", bound=StrEnum)
Value = TypeVar("Value")

VALIDITY_KEYS = ("valid_from", "valid_until")


class DocumentIsMalformed(DomainError):
    """A document is not of the shape that can be worked with."""

    code = "kernel.document.malformed"


@dataclass(frozen=True, slots=True)
class Fields:
    """One object of a document, and where in it the object stands."""

    where: str
    values: Mapping[str, object]

    @classmethod
    def of(cls, document: object, where: str, allowed: Collection[str]) -> "Fields":
        """Take an object that holds only fields that are known.

        Raises:
            DocumentIsMalformed: it is no object, or holds something else.
        """
        if not isinstance(document, Mapping):
            raise DocumentIsMalformed(where=where, reason="not an object")
        unknown = sorted(str(key) for key in document if key not in allowed)
        if unknown:
            raise DocumentIsMalformed(where=where, reason=f"unknown {unknown[0][:40]}")
        return cls(where, cast("Mapping[str, object]", document))

    def refusal(self, reason: str) -> DocumentIsMalformed:
        """Return the refusal of this object, to be raised."""
        return DocumentIsMalformed(where=self.where, reason=reason)

    def has(self, key: str) -> bool:
        """Return whether the field says something; null says nothing."""
        return self.values.get(key) is not None

    def text(self, key: str) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.refusal(key)
        return value

    def text_or(self, key: str, otherwise: str) -> str:
        return self.text(key) if self.has(key) else otherwise

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a field that is not there is an empty one."""
        values = self._list(key)
        if not all(isinstance(value, str) and value != "" for value in values):
            raise self.refusal(key)
        return tuple(cast("list[str]", values))

    def whole(self, key: str, *, at_least: int = 0) -> int:
        value = self.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < at_least:
            raise self.refusal(key)
        return value

    def whole_or_none(self, key: str, *, at_least: int = 0) -> int | None:
        return self.whole(key, at_least=at_least) if self.has(key) else None

    def truth(self, key: str, *, otherwise: bool | None = None) -> bool:
        value = self.values.get(key, otherwise)
        if not isinstance(value, bool):
            raise self.refusal(key)
        return value

    def percent(self, key: str) -> Percent:
        return self.read(key, Percent.parse)

    def validity(self) -> Validity:
        """Return from when to when the object holds."""
        try:
            return Validity(
                valid_from=self._day("valid_from"), valid_until=self._day("valid_until")
            )
        except DocumentIsMalformed:
            raise
        except DomainError:
            raise self.refusal("valid_until") from None

    def member(self, key: str, kind: type[Member]) -> Member:
        return self.read(key, kind)

    def members(self, key: str, kind: type[Member]) -> frozenset[Member]:
        """Return the members of a closed set that are named; a field not there names none."""
        return frozenset(self.reads(key, kind))

    def read(self, key: str, reader: Callable[[str], Value]) -> Value:
        """Return a text as what `reader` makes of it; what it refuses is refused here by name."""
        try:
            return reader(self.text(key))
        except DocumentIsMalformed:
            raise
        except (DomainError, ValueError):
            raise self.refusal(key) from None

    def read_or_none(self, key: str, reader: Callable[[str], Value]) -> Value | None:
        return self.read(key, reader) if self.has(key) else None

    def reads(self, key: str, reader: Callable[[str], Value]) -> tuple[Value, ...]:
        """Return a list of texts as what `reader` makes of each."""
        try:
            return tuple(reader(text) for text in self.texts(key))
        except DocumentIsMalformed:
            raise
        except (DomainError, ValueError):
            raise self.refusal(key) from None

    def built(self, build: Callable[[], Value]) -> Value:
        """Return what is built from this object; what refuses itself is refused here."""
        try:
            return build()
        except DocumentIsMalformed:
            raise
        except DomainError as refusal:
            raise self.refusal(refusal.code) from None

    def part(self, key: str, allowed: Collection[str]) -> "Fields":
        return Fields.of(self.values.get(key), f"{self.where}.{key}", allowed)

    def parts(self, key: str, allowed: Collection[str]) -> Iterator["Fields"]:
        """Yield the objects of a list; a field that is not there is an empty one."""
        for index, document in enumerate(self._list(key)):
            yield Fields.of(document, f"{self.where}.{key}[{index}]", allowed)

    def _list(self, key: str) -> list[object]:
        value = self.values.get(key, [])
        if not isinstance(value, list | tuple):
            raise self.refusal(key)
        return list(value)

    def _day(self, key: str) -> date | None:
        return self.read_or_none(key, date.fromisoformat)
