"""The grid as a document: every field with its text, its value and what is unsure about it."""

from collections.abc import Mapping
from typing import TypeAlias

from app.domain.optics.power import Dioptres, Millimetres
from app.ui.rx.cells import Cell, Column, Value, read
from app.ui.rx.form import Place, RxForm

Document: TypeAlias = dict[str, object]

LENGTHS = (Column.PD, Column.HEIGHT)


def rx_to_document(form: RxForm) -> Document:
    """Return the fields that were touched, by eye and column."""
    return {f"{eye}.{column.value}": _of_cell(cell) for (eye, column), cell in form.cells.items()}


def rx_from_document(document: Mapping[str, object]) -> RxForm:
    """Read what `rx_to_document` wrote; raises KeyError, TypeError or ValueError."""
    return RxForm(cells=dict(_cell_of(name, fields) for name, fields in document.items()))


def _of_cell(cell: Cell) -> Document:
    return {
        "text": cell.text,
        "value": _small(cell.value),
        "hint": cell.hint,
        "is_visited": cell.is_visited,
        "is_refused": cell.refusal is not None,
    }


def _cell_of(name: str, fields: object) -> tuple[Place, Cell]:
    if not isinstance(fields, dict):
        raise TypeError
    word, column = name.split(".")
    place: Place = ("right" if word == "right" else "left", Column(column))
    text = str(fields["text"])
    if fields["is_refused"]:
        return place, read(place[1], text)
    hint, value = fields["hint"], fields["value"]
    cell = Cell(
        text=text,
        value=None if value is None else _value(place[1], value),
        hint=None if hint is None else str(hint),
        is_visited=bool(fields["is_visited"]),
    )
    return place, cell


def _small(value: Value | None) -> int | None:
    match value:
        case Dioptres(thousandths):
            return thousandths
        case Millimetres(hundredths):
            return hundredths
        case _:
            return value


def _value(column: Column, small: object) -> Value:
    if not isinstance(small, int):
        raise TypeError
    if column is Column.AXIS:
        return small
    return Millimetres(small) if column in LENGTHS else Dioptres(small)
