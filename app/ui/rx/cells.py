"""One field of the prescription grid: what was typed, what it means, and what is wrong with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeAlias

from app.domain.kernel.errors import DomainError
from app.domain.optics.entry import (
    HINT_BASE,
    HINT_SIGN,
    Entry,
    parse_add,
    parse_axis,
    parse_cylinder,
    parse_height,
    parse_pd,
    parse_prism,
    parse_sphere,
)
from app.domain.optics.power import Dioptres, Millimetres
from app.messages import formats
from app.messages.catalogue import tr

Value: TypeAlias = Dioptres | Millimetres | int

SIGNS = {"+": "+", "-": "-", "\u2212": "-"}


class Column(StrEnum):
    """The fields of one eye, in the order they are filled in."""

    SPHERE = "sphere"
    CYLINDER = "cylinder"
    AXIS = "axis"
    ADD = "add"
    PRISM_H = "prism_h"
    PRISM_V = "prism_v"
    PD = "pd"
    HEIGHT = "height"


POWER_COLUMNS = (
    Column.SPHERE,
    Column.CYLINDER,
    Column.AXIS,
    Column.ADD,
    Column.PRISM_H,
    Column.PRISM_V,
)
SIGNED_COLUMNS = (Column.SPHERE, Column.CYLINDER, Column.PRISM_H, Column.PRISM_V)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Cell:
    """A field: amber while it has a hint, red while it has a refusal."""

    text: str = ""
    value: Value | None = None
    hint: str | None = None
    refusal: DomainError | None = None
    is_visited: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.text


EMPTY = Cell()
LEFT_EMPTY = Cell(is_visited=True)

_READERS: Mapping[Column, Callable[[str], Entry[Any]]] = {
    Column.SPHERE: parse_sphere,
    Column.CYLINDER: parse_cylinder,
    Column.AXIS: parse_axis,
    Column.ADD: parse_add,
    Column.PRISM_H: lambda text: parse_prism(text, direction="horizontal"),
    Column.PRISM_V: lambda text: parse_prism(text, direction="vertical"),
    Column.PD: parse_pd,
    Column.HEIGHT: parse_height,
}


def read(column: Column, text: str) -> Cell:
    """Return the field after a text was typed into it and left."""
    typed = text.strip()
    if not typed:
        return LEFT_EMPTY
    try:
        entry: Entry[Value] = _READERS[column](typed)
    except DomainError as refusal:
        return Cell(text=text, refusal=refusal, is_visited=True)
    return holding(column, entry.value, hint=entry.hint)


def signed(column: Column, cell: Cell, sign: str) -> Cell:
    """Return the field with the sign a person typed on its own."""
    if not isinstance(cell.value, Dioptres) or column not in SIGNED_COLUMNS:
        return read(column, sign)
    size = abs(cell.value)
    return holding(column, -size if SIGNS[sign] == "-" else size)


def flipped(column: Column, cell: Cell) -> Cell:
    """Return the field with the other sign or base; choosing it is as good as typing it."""
    if not isinstance(cell.value, Dioptres) or column not in SIGNED_COLUMNS:
        return cell
    return holding(column, -cell.value)


def confirmed(column: Column, cell: Cell) -> Cell:
    """Return an amber field after a person looked again and said that it is right."""
    if cell.value is None or cell.hint is None:
        return cell
    return holding(column, cell.value)


def holding(column: Column, value: Value, *, hint: str | None = None) -> Cell:
    """Return a field that holds a value, written as the screen writes it."""
    text = written(column, value)
    if hint in (HINT_SIGN, HINT_BASE):
        # What nobody has said must not be shown as if it had been.
        text = text.lstrip("+").split(" ")[0]
    return Cell(text=text, value=value, hint=hint, is_visited=True)


def written(column: Column, value: Value) -> str:
    """Return a value as its field shows it."""
    match value:
        case Dioptres() if column is Column.PRISM_H:
            return formats.base(value, positive=tr("in"), negative=tr("out"))
        case Dioptres() if column is Column.PRISM_V:
            return formats.base(value, positive=tr("up"), negative=tr("down"))
        case Dioptres():
            return formats.power(value)
        case Millimetres():
            return formats.length(value)
        case _:
            return formats.axis(value)


def visited(cell: Cell) -> Cell:
    """Return the field as one that was passed, so that it may be told that it is empty."""
    return replace(cell, is_visited=True)
