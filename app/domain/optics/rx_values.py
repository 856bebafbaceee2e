"""The values of a written prescription: what each clause of an eye says as a number."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from app.domain.kernel.errors import DomainError
from app.domain.optics.power import Dioptres, PowerIsOffStep
from app.domain.optics.prescription import (
    ADD_MAX,
    ADD_MIN,
    AXIS_MAX_DEG,
    CYLINDER_MAX,
    NO_POWER,
    PRISM_MAX,
    SPHERE_MAX,
    SPHERE_MIN,
    AxisIsOutOfRange,
    AxisNeedsCylinder,
    CylinderNeedsAxis,
    EyePower,
    PowerIsOutOfLimits,
    Prism,
)
from app.domain.optics.rx_clauses import EyeClauses
from app.domain.optics.rx_words import Piece

QUARTER = 250
FULL_TURN_DEG = 360
SIGNS = ("+", "-", "\u2212")

Reader: TypeAlias = Callable[[str], Dioptres]


class EyeIsMissing(DomainError):
    """A text does not say which eye a power is for."""

    code = "optics.rx.eye_missing"


class SignIsMissing(DomainError):
    """A power was written without its sign, the most dangerous slip of all."""

    code = "optics.rx.sign_missing"


class BaseIsOutOfRange(DomainError):
    """The direction of a prism's base lies outside 0 to 360 degrees."""

    code = "optics.prism.base_out_of_range"


class AxisIsMalformed(DomainError):
    """An ordered axis is no whole number of degrees."""

    code = "optics.axis.malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredPower:
    """What a lensmeter showed: any 0.01 D, an axis with decimals, no limits of making."""

    sphere: Dioptres
    cylinder: Dioptres = NO_POWER
    axis_deg: float | None = None
    add: Dioptres | None = None
    prism: Prism | None = None


def ordered_eye(clauses: EyeClauses) -> EyePower:
    sphere = _power(clauses.sphere, Dioptres.ordered)
    cylinder = _power(clauses.cylinder, Dioptres.ordered)
    _require_limits("sphere", sphere, clauses.sphere, (SPHERE_MIN, SPHERE_MAX))
    _require_limits("cylinder", cylinder, clauses.cylinder, (-CYLINDER_MAX, CYLINDER_MAX))
    return EyePower(
        sphere=sphere,
        cylinder=cylinder,
        axis_deg=_ordered_axis(clauses, cylinder),
        add=_ordered_add(clauses.add),
        prism=_prism(clauses, _on_quarters),
        is_balance=clauses.is_balance,
    )


def measured_eye(clauses: EyeClauses, reader: Reader) -> MeasuredPower:
    cylinder = _power(clauses.cylinder, reader)
    axis = None if clauses.axis is None else _axis(clauses.axis)
    if axis is None and cylinder != NO_POWER:
        raise CylinderNeedsAxis(cylinder=str(cylinder), position=_end(clauses.cylinder))
    return MeasuredPower(
        sphere=_power(clauses.sphere, reader),
        cylinder=cylinder,
        axis_deg=axis if cylinder != NO_POWER else None,
        add=None if clauses.add is None else _read(clauses.add, reader),
        prism=_prism(clauses, reader),
    )


def ordered_or_measured(text: str) -> Dioptres:
    # 0.12 is an exact eighth here, as in an order; only what lies off the steps is taken as it is.
    try:
        return Dioptres.ordered(text)
    except PowerIsOffStep:
        return Dioptres.measured(text)


def _ordered_axis(clauses: EyeClauses, cylinder: Dioptres) -> int | None:
    if clauses.axis is None:
        if cylinder != NO_POWER:
            raise CylinderNeedsAxis(cylinder=str(cylinder), position=_end(clauses.cylinder))
        return None
    if cylinder == NO_POWER:
        raise AxisNeedsCylinder(axis_deg=clauses.axis.text, position=clauses.axis.position)
    if not clauses.axis.text.isdigit():
        raise AxisIsMalformed(axis=clauses.axis.text[:20], position=clauses.axis.position)
    return int(_axis(clauses.axis))


def _axis(piece: Piece) -> float:
    if piece.text.startswith(SIGNS):
        raise AxisIsMalformed(axis=piece.text[:20], position=piece.position)
    axis_deg = float(piece.text.replace(",", "."))
    if not 0 < axis_deg <= AXIS_MAX_DEG:
        raise AxisIsOutOfRange(axis_deg=piece.text[:20], position=piece.position)
    return axis_deg


def _ordered_add(piece: Piece | None) -> Dioptres | None:
    if piece is None:
        return None
    add = _read(piece, _on_quarters)
    _require_limits("add", add, piece, (ADD_MIN, ADD_MAX))
    return add


def _prism(clauses: EyeClauses, reader: Reader) -> Prism | None:
    if clauses.polar is not None:
        return _polar_prism(clauses, clauses.polar)
    if not clauses.bases:
        return None
    sizes = {"horizontal": NO_POWER, "vertical": NO_POWER}
    for direction, (amount, base) in clauses.bases.items():
        size = _read(amount, reader)
        _require_limits("prism", size, amount, (NO_POWER, PRISM_MAX))
        sizes[direction] = size if base.text in ("in", "up") else -size
    return Prism(base_in=sizes["horizontal"], base_up=sizes["vertical"])


def _polar_prism(clauses: EyeClauses, polar: tuple[Piece, Piece]) -> Prism:
    if clauses.eye is None:
        # 0 degrees is nasal for the right eye and temporal for the left one (ISO 8429).
        raise EyeIsMissing(position=polar[1].position)
    size = _read(polar[0], Dioptres.measured)
    _require_limits("prism", size, polar[0], (NO_POWER, PRISM_MAX))
    base_deg = float(polar[1].text.replace(",", ".").replace("\u2212", "-"))
    if not 0 <= base_deg <= FULL_TURN_DEG:
        raise BaseIsOutOfRange(base_deg=polar[1].text[:20], position=polar[1].position)
    base = math.radians(base_deg)
    inwards = math.cos(base) if clauses.eye == "right" else -math.cos(base)
    return Prism(
        base_in=Dioptres(round(size.thousandths * inwards)),
        base_up=Dioptres(round(size.thousandths * math.sin(base))),
    )


def _power(piece: Piece | None, reader: Reader) -> Dioptres:
    if piece is None or piece.text == "plano":
        return NO_POWER
    power = _read(piece, reader)
    if power != NO_POWER and not piece.text.startswith(SIGNS):
        raise SignIsMissing(power=piece.text[:20], position=piece.position)
    return power


def _read(piece: Piece, reader: Reader) -> Dioptres:
    try:
        return reader(piece.text)
    except DomainError as refusal:
        refusal.facts["position"] = piece.position
        raise


def _on_quarters(text: str) -> Dioptres:
    power = Dioptres.ordered(text)
    if power.thousandths % QUARTER:
        raise PowerIsOffStep(power=str(power))
    return power


def _require_limits(
    name: str, power: Dioptres, piece: Piece | None, limits: tuple[Dioptres, Dioptres]
) -> None:
    low, high = limits
    if piece is not None and not low <= power <= high:
        raise PowerIsOutOfLimits(
            field=name, power=str(power), low=str(low), high=str(high), position=piece.position
        )


def _end(piece: Piece | None) -> int:
    return 0 if piece is None else piece.end
