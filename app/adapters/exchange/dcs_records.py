"""The lines of a DCS file as they were found, and the errors that name a place in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.kernel.errors import DomainError

# A file saved from a serial line may begin with the start mark of its packet.
LABEL = re.compile(rb"[\x00-\x20]*([A-Za-z0-9_.][A-Za-z0-9_.#/-]{0,31})[ \t]*=")
FIELDS_PER_PAIR = 2


class DcsError(DomainError):
    """A DCS text cannot be read; `facts` hold the reason and the position (line and byte)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record begins: its line, counted from 1, and its first byte, counted from 0."""

    line: int
    byte: int

    @classmethod
    def of(cls, lines: Sequence[bytes], index: int) -> "Place":
        """Return where a line begins."""
        return cls(index + 1, sum(map(len, lines[:index])))

    def facts(self, *, offset: int = 0) -> dict[str, object]:
        """Return the place as the facts of an error, `offset` bytes into the record."""
        byte = self.byte + offset
        return {"line": self.line, "byte": byte, "position": {"line": self.line, "byte": byte}}


@dataclass(frozen=True, slots=True)
class Sides:
    """What a record says of each eye: None is absent, `?` is unknown."""

    right: str | None
    left: str | None


NOTHING_SAID = Sides(None, None)


@dataclass(frozen=True, slots=True)
class DcsRecord:
    """One line with its line end, exactly as found; a line that is no record has no label."""

    raw: bytes

    @property
    def label(self) -> str | None:
        """Return the label, or None for a line that is no record."""
        match = LABEL.match(self.raw)
        return None if match is None else match[1].decode("ascii")

    @property
    def body(self) -> bytes:
        """Return what stands behind the `=`, without the line end."""
        return self.raw.partition(b"=")[2].rstrip(b"\r\n")

    @property
    def text(self) -> str:
        """Return what stands behind the `=` as text."""
        return decoded(self.body)

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the values between the semicolons."""
        return tuple(self.text.split(";"))

    @property
    def sides(self) -> Sides:
        """Return right and left: one value is for both eyes, an empty one is absent."""
        fields = [field.strip() or None for field in self.fields]
        if len(fields) < FIELDS_PER_PAIR:
            return Sides(fields[0], fields[0])
        return Sides(fields[0], fields[1])


def label_of(line: bytes) -> str:
    """Return the label of a line in capitals, or an empty text for a line that is no record."""
    match = LABEL.match(line)
    return "" if match is None else match[1].decode("ascii").upper()


def decoded(data: bytes) -> str:
    """Return bytes as text: the standard asks for ASCII, found are UTF-8 and Latin letters."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
