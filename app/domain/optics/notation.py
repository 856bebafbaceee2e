"""The written prescription: `R -2.25 -0.75x95 add 2.00; L -2.75 -1.50x80`, read and written."""

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
from app.domain.optics.rx_clauses import EyeClauses, RxIsEmpty, clauses_of
from app.domain.optics.rx_words import Piece

QUARTER = 250
SIGNS = ("+", "-", "\u2212")

Reader: TypeAlias = Callable[[str], Dioptres]


class EyeIsMissing(DomainError):
    """A text does not say which eye a power is for."""

    code = "optics.rx.eye_missing"


class OneEyeIsExpected(DomainError):
    """A text for one eye holds two, or none."""

    code = "optics.rx.one_eye_expected"


class SignIsMissing(DomainError):
    """A power was written without its sign, the most dangerous slip of all."""

    code = "optics.rx.sign_missing"


class AxisIsMalformed(DomainError):
    """An ordered axis is no whole number of degrees."""

    code = "optics.axis.malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RxPair:
    """The powers of both eyes; an eye that was not written, or written `N/A`, is None."""

    right: EyePower | None = None
    left: EyePower | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredPower:
    """What a lensmeter showed: any 0.01 D, an axis with decimals, no limits of making."""

    sphere: Dioptres
    cylinder: Dioptres = NO_POWER
    axis_deg: float | None = None
    add: Dioptres | None = None
    prism: Prism | None = None


def parse_rx(text: str) -> RxPair:
    """Read one eye or both, each named R or L.

    Raises:
        DomainError: with the reason as its code and the place in `facts["position"]`.
    """
    eyes: dict[str, EyePower | None] = {}
    for clauses in clauses_of(text):
        if clauses.eye is None:
            raise EyeIsMissing(position=clauses.position)
        eyes[clauses.eye] = None if _is_absent(clauses) else _ordered(clauses)
    return RxPair(right=eyes.get("right"), left=eyes.get("left"))


def parse_eye(text: str) -> EyePower:
    """Read the power of one eye; R or L before it may stand or be left out.

    Raises:
        DomainError: with the reason as its code and the place in `facts["position"]`.
    """
    return _ordered(_only_eye(text))


def parse_measured(text: str) -> MeasuredPower:
    """Read what a lensmeter showed for one eye.

    Raises:
        DomainError: with the reason as its code and the place in `facts["position"]`.
    """
    return _measured(_only_eye(text), Dioptres.measured)


def parse_target(text: str) -> MeasuredPower:
    """Read the power a lens is checked against: an ordered one, or one compensated to 0.01 D.

    Raises:
        DomainError: with the reason as its code and the place in `facts["position"]`.
    """
    return _measured(_only_eye(text), _ordered_or_measured)


def format_eye(power: EyePower) -> str:
    """Write one eye as the trade does; `parse_eye` reads it back."""
    words = ["BAL"] if power.is_balance else []
    if power.sphere != NO_POWER:
        words.append(str(power.sphere))
    elif not power.is_balance or power.cylinder != NO_POWER:
        words.append("plano")
    if power.cylinder != NO_POWER:
        words.append(f"{power.cylinder}x{power.axis_deg}")
    elif power.sphere != NO_POWER:
        words.append("DS")
    if power.add is not None:
        words.append(f"add {_size(power.add)}")
    if power.prism is not None:
        words.extend(_prism_words(power.prism))
    return " ".join(words)


def format_rx(pair: RxPair) -> str:
    """Write both eyes, right eye first."""
    eyes = (("R", pair.right), ("L", pair.left))
    return "; ".join(f"{eye} {format_eye(power)}" for eye, power in eyes if power is not None)


def _only_eye(text: str) -> EyeClauses:
    eyes = clauses_of(text)
    if len(eyes) > 1:
        raise OneEyeIsExpected(position=eyes[1].position)
    if _is_absent(eyes[0]):
        raise RxIsEmpty(position=eyes[0].position)
    return eyes[0]


def _is_absent(clauses: EyeClauses) -> bool:
    return clauses.sphere is None and not clauses.is_balance


def _ordered(clauses: EyeClauses) -> EyePower:
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


def _measured(clauses: EyeClauses, reader: Reader) -> MeasuredPower:
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
    base = math.radians(float(polar[1].text.replace(",", ".").replace("\u2212", "-")))
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


def _ordered_or_measured(text: str) -> Dioptres:
    # 0.12 is an exact eighth here, as in an order; only what lies off the steps is taken as it is.
    try:
        return Dioptres.ordered(text)
    except PowerIsOffStep:
        return Dioptres.measured(text)


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
    return 0 if piece is None else piece.position + len(piece.text)


def _prism_words(prism: Prism) -> list[str]:
    words = ["prism"]
    if prism.base_up != NO_POWER or prism.base_in == NO_POWER:
        base = "down" if prism.base_up < NO_POWER else "up"
        words += [_size(prism.base_up), base]
    if prism.base_in != NO_POWER:
        base = "out" if prism.base_in < NO_POWER else "in"
        words += [_size(prism.base_in), base]
    return words


def _size(power: Dioptres) -> str:
    return str(abs(power)).lstrip("+")
