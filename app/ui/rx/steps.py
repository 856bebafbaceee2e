"""Turning a field up and down with the arrow keys, by the steps lenses are made in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.optics.entry import ADD, CYLINDER, HEIGHT, PD, PRISM, SPHERE
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import AXIS_MAX_DEG
from app.ui.rx.cells import Cell, Column, Value, holding


class Stride(StrEnum):
    """How far one key turns a field."""

    FINE = "fine"
    NORMAL = "normal"
    COARSE = "coarse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strides:
    """The strides of a field and its range, in its own small unit."""

    fine: int
    normal: int
    coarse: int
    low: int
    high: int

    def of(self, stride: Stride) -> int:
        return {Stride.FINE: self.fine, Stride.NORMAL: self.normal, Stride.COARSE: self.coarse}[
            stride
        ]


_STRIDES: Mapping[Column, Strides] = {
    Column.SPHERE: Strides(fine=125, normal=250, coarse=1000, low=SPHERE.low, high=SPHERE.high),
    Column.CYLINDER: Strides(
        fine=125, normal=250, coarse=1000, low=CYLINDER.low, high=CYLINDER.high
    ),
    Column.AXIS: Strides(fine=1, normal=1, coarse=10, low=1, high=AXIS_MAX_DEG),
    Column.ADD: Strides(fine=250, normal=250, coarse=1000, low=ADD.low, high=ADD.high),
    Column.PRISM_H: Strides(fine=250, normal=250, coarse=1000, low=-PRISM.high, high=PRISM.high),
    Column.PRISM_V: Strides(fine=250, normal=250, coarse=1000, low=-PRISM.high, high=PRISM.high),
    # Lengths turn by half millimetres, in hundredths.
    Column.PD: Strides(fine=10, normal=50, coarse=100, low=PD.low // 10, high=PD.high // 10),
    Column.HEIGHT: Strides(
        fine=10, normal=50, coarse=100, low=HEIGHT.low // 10, high=HEIGHT.high // 10
    ),
}


def turned(column: Column, cell: Cell, stride: Stride, *, is_up: bool) -> Cell:
    """Return the field one stride up or down; it stays amber if it was, and stops at its range."""
    strides = _STRIDES[column]
    change = strides.of(stride) if is_up else -strides.of(stride)
    if cell.value is None:
        amount = min(max(change, strides.low), strides.high)
    elif column is Column.AXIS:
        amount = (_amount(cell.value) - 1 + change) % AXIS_MAX_DEG + 1
    else:
        amount = _amount(cell.value) + change
    if not strides.low <= amount <= strides.high:
        return cell
    return holding(column, _value(column, amount), hint=cell.hint)


def _amount(value: Value) -> int:
    match value:
        case Dioptres(thousandths):
            return thousandths
        case Millimetres(hundredths):
            return hundredths
        case _:
            return value


def _value(column: Column, amount: int) -> Value:
    if column is Column.AXIS:
        return amount
    if column in (Column.PD, Column.HEIGHT):
        return Millimetres(amount)
    return Dioptres(amount)
