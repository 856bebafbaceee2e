"""Both eyes of the prescription grid as one value; every key press gives a new one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from app.domain.kernel.errors import DomainError
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import NO_POWER, EyeMeasurements, EyePower, Prism
from app.domain.optics.spherocylinder import transposed_eye
from app.domain.optics.trace import Eye
from app.ui.rx.cells import (
    EMPTY,
    POWER_COLUMNS,
    SIGNS,
    Cell,
    Column,
    Value,
    confirmed,
    flipped,
    holding,
    read,
    signed,
    visited,
)
from app.ui.rx.steps import Stride, turned

Place: TypeAlias = tuple[Eye, Column]

TORIC_COLUMNS = (Column.SPHERE, Column.CYLINDER, Column.AXIS)
EYES: tuple[Eye, Eye] = ("right", "left")
# Right eye first, as everybody in the trade writes it; never mirrored.
PLACES: tuple[Place, ...] = tuple((eye, column) for eye in EYES for column in Column)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RxForm:
    """The sixteen fields as they stand."""

    cells: Mapping[Place, Cell] = field(default_factory=dict)

    def cell(self, place: Place) -> Cell:
        """Return a field; one that nobody touched is empty."""
        return self.cells.get(place, EMPTY)

    def texts(self) -> dict[Place, str]:
        """Return what stands in the fields that are not empty."""
        return {place: cell.text for place, cell in self.cells.items() if cell.text}

    def holds(self, place: Place, cell: Cell) -> "RxForm":
        """Return the form with another field in that place."""
        return replace(self, cells={**self.cells, place: cell})

    def typed(self, place: Place, text: str) -> "RxForm":
        """Return the form after a text was typed into a field and left."""
        cell, column = self.cell(place), place[1]
        if text == cell.text and cell.is_visited:
            return self
        if text.strip() in SIGNS:
            return self.holds(place, signed(column, cell, text.strip()))
        return self.holds(place, read(column, text))

    def turned(self, place: Place, stride: Stride, *, is_up: bool) -> "RxForm":
        """Return the form with a field one stride up or down."""
        return self.holds(place, turned(place[1], self.cell(place), stride, is_up=is_up))

    def flipped(self, place: Place) -> "RxForm":
        """Return the form with the other sign in a field."""
        return self.holds(place, flipped(place[1], self.cell(place)))

    def plano(self, place: Place) -> "RxForm":
        """Return the form with no power in a sphere; other fields have no such word."""
        if place[1] is not Column.SPHERE:
            return self
        return self.holds(place, holding(Column.SPHERE, NO_POWER))

    def same_as_other_eye(self, place: Place) -> "RxForm":
        """Return the form with the other eye's field in that place."""
        eye, column = place
        return self.holds(place, self.cell((_other(eye), column)))

    def right_copied_to_left(self) -> "RxForm":
        """Return the form with the right eye's fields in both rows."""
        left: dict[Place, Cell] = {
            ("left", column): self.cell(("right", column)) for column in Column
        }
        return replace(self, cells={**self.cells, **left})

    def transposed(self) -> "RxForm":
        """Return the form with both eyes written with the other sign of cylinder.

        An eye that is unsure, incomplete or without cylinder stays as it is.
        """
        form = self
        for eye in EYES:
            form = form._transposed_eye(eye)
        return form

    def confirmed(self, place: Place) -> "RxForm":
        """Return the form after a person said that an amber field is right as it is read."""
        return self.holds(place, confirmed(place[1], self.cell(place)))

    def all_visited(self) -> "RxForm":
        """Return the form as it is judged before saving: every empty field counts as passed."""
        return replace(self, cells={place: visited(self.cell(place)) for place in PLACES})

    def has_power(self, eye: Eye) -> bool:
        """Return whether anything was written for an eye's power."""
        return any(not self.cell((eye, column)).is_empty for column in POWER_COLUMNS)

    def power(self, eye: Eye) -> EyePower | None:
        """Return an eye's power, or None for an eye nothing was written for.

        Raises:
            CylinderNeedsAxis, AxisNeedsCylinder, PowerIsOutOfLimits: see there.
        """
        if not self.has_power(eye):
            return None
        return EyePower(
            sphere=self._dioptres(eye, Column.SPHERE) or NO_POWER,
            cylinder=self._dioptres(eye, Column.CYLINDER) or NO_POWER,
            axis_deg=self._axis(eye),
            add=self._dioptres(eye, Column.ADD),
            prism=self._prism(eye),
        )

    def measurements(self, eye: Eye) -> EyeMeasurements:
        """Return what was measured for an eye."""
        return EyeMeasurements(
            monocular_pd_mm=self._length(eye, Column.PD),
            fitting_height_mm=self._length(eye, Column.HEIGHT),
        )

    def _transposed_eye(self, eye: Eye) -> "RxForm":
        cells = [self.cell((eye, column)) for column in TORIC_COLUMNS]
        if any(cell.value is None or cell.hint is not None for cell in cells):
            return self
        try:
            power = self.power(eye)
            turned_power = None if power is None else transposed_eye(power)
        except DomainError:
            return self
        return replace(self, cells={**self.cells, **_cells_of(eye, turned_power)})

    def _prism(self, eye: Eye) -> Prism | None:
        base_in = self._dioptres(eye, Column.PRISM_H)
        base_up = self._dioptres(eye, Column.PRISM_V)
        if base_in is None and base_up is None:
            return None
        return Prism(base_in=base_in or NO_POWER, base_up=base_up or NO_POWER)

    def _dioptres(self, eye: Eye, column: Column) -> Dioptres | None:
        value = self.cell((eye, column)).value
        return value if isinstance(value, Dioptres) else None

    def _length(self, eye: Eye, column: Column) -> Millimetres | None:
        value = self.cell((eye, column)).value
        return value if isinstance(value, Millimetres) else None

    def _axis(self, eye: Eye) -> int | None:
        value = self.cell((eye, Column.AXIS)).value
        return value if isinstance(value, int) else None


def form_of(right: EyePower | None, left: EyePower | None) -> RxForm:
    """Return a form that holds an earlier prescription's powers; measurements are taken anew."""
    cells = {**_cells_of("right", right), **_cells_of("left", left)}
    return RxForm(cells=cells)


def _cells_of(eye: Eye, power: EyePower | None) -> dict[Place, Cell]:
    if power is None:
        return {}
    prism = power.prism
    values: dict[Column, Value | None] = {
        Column.SPHERE: power.sphere,
        Column.CYLINDER: power.cylinder if power.axis_deg is not None else None,
        Column.AXIS: power.axis_deg,
        Column.ADD: power.add,
        Column.PRISM_H: prism.base_in if prism and prism.base_in != NO_POWER else None,
        Column.PRISM_V: prism.base_up if prism and prism.base_up != NO_POWER else None,
    }
    return {
        (eye, column): holding(column, value)
        for column, value in values.items()
        if value is not None
    }


def _other(eye: Eye) -> Eye:
    return "left" if eye == "right" else "right"
