"""What stands on paper as pure blocks; every renderer (thermal, PDF, screen) draws the same."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Heading:
    """The line read from across the room: large and bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Subheading:
    """A bold line that opens a part of the paper."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class FieldPair:
    """Two fields that share a line."""

    left: Field
    right: Field


@dataclass(frozen=True, slots=True)
class EyeRow:
    """One eye of a table: `eye` is R or L, `cells` stand under the table's columns."""

    eye: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EyeTable:
    """Numbers of both eyes under common column heads, right eye first, never mirrored."""

    columns: tuple[str, ...]
    rows: tuple[EyeRow, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code to scan, with the same words below for people."""

    payload: str
    caption: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What must not be overlooked, such as the mark of a reprint: white on black."""

    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence or two that wrap as they need, in the middle where that is wished."""

    text: str
    is_centred: bool = False


@dataclass(frozen=True, slots=True)
class PricedRow:
    """Words that wrap, and an amount at the edge of the paper; a strong one is a total."""

    text: str
    amount: str
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class SumTable:
    """Figures under column heads: the first column is words, all others are amounts."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class SignHere:
    """A line to sign on, with what is signed below it."""

    caption: str


@dataclass(frozen=True, slots=True)
class OpenDrawer:
    """Opens the cash drawer at the printer; on a page it is nothing."""


PaperBlock: TypeAlias = (
    Heading
    | Subheading
    | Field
    | FieldPair
    | EyeTable
    | Rule
    | QrCode
    | Notice
    | Words
    | PricedRow
    | SumTable
    | SignHere
    | OpenDrawer
)
