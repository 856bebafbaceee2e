"""What a typed text means in each field of the prescription grid.

A text without a decimal point has up to three readings (n, n/10, n/100). The only one inside
the field's range and on its step is taken; where more fit, the likely one is taken and the
field stays amber with a hint until a person looks again.
"""

import re
from dataclasses import dataclass
from typing import Generic, Literal, TypeAlias, TypeVar

from app.domain.kernel.errors import DomainError
from app.domain.optics.power import EIGHTHS, Dioptres, Millimetres
from app.domain.optics.prescription import (
    ADD_MAX,
    ADD_MIN,
    AXIS_MAX_DEG,
    CYLINDER_MAX,
    NO_POWER,
    PD_MAX_MM,
    PD_MIN_MM,
    PRISM_MAX,
    SPHERE_MAX,
    SPHERE_MIN,
)

Value = TypeVar("Value")
Direction: TypeAlias = Literal["horizontal", "vertical"]

HINT_SIGN = "optics.entry.hint.sign"
HINT_TWO_READINGS = "optics.entry.hint.two_readings"
HINT_BASE = "optics.entry.hint.base"

# Four digits without a point are hundredths: -1250 is -12.50.
TYPED = re.compile(
    r"(?P<sign>[+\-\u2212]?)(?P<size>[0-9]{1,4}|[0-9]{0,2}[.,][0-9]{1,3}|[0-9]{1,2}[.,])"
)
PLANO = ("p", "pl", "plano")
BASES = {
    "horizontal": {"i": 1, "in": 1, "o": -1, "out": -1, "+": 1, "-": -1},
    "vertical": {"u": 1, "up": 1, "d": -1, "down": -1, "+": 1, "-": -1},
}
DIGITS_SURE = 3
LONGEST = 12


class EntryIsUnreadable(DomainError):
    """A typed text is no number of this field."""

    code = "optics.entry.unreadable"


class EntryIsOutOfRange(DomainError):
    """A typed number fits the field in none of its readings."""

    code = "optics.entry.out_of_range"


class AxisIsZero(DomainError):
    """An axis was typed as 0; it is written 180."""

    code = "optics.entry.axis_zero"


class PdLooksBinocular(DomainError):
    """A PD of both eyes was typed into the field of one."""

    code = "optics.entry.pd_binocular"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Generic[Value]):
    """The value of a typed text; with a hint it is amber until a person looks again."""

    value: Value
    hint: str | None = None

    @property
    def is_amber(self) -> bool:
        return self.hint is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """Range and step of a field in thousandths, and the reading to prefer where two fit."""

    name: str
    low: int
    high: int
    step: int
    usual_first: tuple[int, ...] = (100, 10, 1)
    has_eighths: bool = False

    def fits(self, value: int) -> bool:
        return self.low <= value <= self.high and value % self.step == 0


SPHERE = FieldRule(
    name="sphere",
    low=SPHERE_MIN.thousandths,
    high=SPHERE_MAX.thousandths,
    step=125,
    has_eighths=True,
)
CYLINDER = FieldRule(
    name="cylinder",
    low=-CYLINDER_MAX.thousandths,
    high=CYLINDER_MAX.thousandths,
    step=125,
    has_eighths=True,
)
# An add of 0.25 is rarer than one of 2.50, so "25" is read as tenths first.
ADD = FieldRule(
    name="add",
    low=ADD_MIN.thousandths,
    high=ADD_MAX.thousandths,
    step=250,
    usual_first=(10, 100, 1),
)
PRISM = FieldRule(name="prism", low=0, high=PRISM_MAX.thousandths, step=250)
PD = FieldRule(name="pd", low=PD_MIN_MM.hundredths * 10, high=PD_MAX_MM.hundredths * 10, step=10)
# Lower than 8 mm no lens is fitted; the span stays under tenfold, so one reading fits.
HEIGHT = FieldRule(name="height", low=8_000, high=60_000, step=10)
BINOCULAR_PD = FieldRule(
    name="pd", low=2 * PD_MIN_MM.hundredths * 10, high=2 * PD_MAX_MM.hundredths * 10, step=10
)


def parse_sphere(text: str) -> Entry[Dioptres]:
    """Read a sphere; without a sign it stays amber, unless it is plano.

    Raises:
        EntryIsUnreadable, EntryIsOutOfRange: see there.
    """
    if text.strip().lower() in PLANO:
        return Entry(value=NO_POWER)
    sign, size = _split(text, SPHERE)
    value, is_sure = _reading(size, SPHERE, negative=sign == "-")
    if value and not sign:
        return Entry(value=Dioptres(value), hint=HINT_SIGN)
    return Entry(value=Dioptres(value), hint=None if is_sure else HINT_TWO_READINGS)


def parse_cylinder(text: str, *, is_minus_shop: bool = True) -> Entry[Dioptres]:
    """Read a cylinder; without a sign it takes the one of the shop's convention.

    Raises:
        EntryIsUnreadable, EntryIsOutOfRange: see there.
    """
    sign, size = _split(text, CYLINDER)
    negative = sign == "-" or (not sign and is_minus_shop)
    value, is_sure = _reading(size, CYLINDER, negative=negative)
    return Entry(value=Dioptres(value), hint=None if is_sure else HINT_TWO_READINGS)


def parse_axis(text: str) -> Entry[int]:
    """Read an axis in whole degrees, 1 to 180.

    Raises:
        AxisIsZero, EntryIsUnreadable, EntryIsOutOfRange: see there.
    """
    digits = text.strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > LONGEST:
        raise EntryIsUnreadable(field="axis", text=text[:LONGEST])
    axis_deg = int(digits)
    if axis_deg == 0:
        raise AxisIsZero(write=AXIS_MAX_DEG)
    if axis_deg > AXIS_MAX_DEG:
        raise EntryIsOutOfRange(field="axis", text=text[:LONGEST], low=1, high=AXIS_MAX_DEG)
    return Entry(value=axis_deg)


def parse_add(text: str) -> Entry[Dioptres]:
    """Read an add, always positive.

    Raises:
        EntryIsUnreadable, EntryIsOutOfRange: see there.
    """
    sign, size = _split(text, ADD)
    value, is_sure = _reading(size, ADD, negative=sign == "-")
    return Entry(value=Dioptres(value), hint=None if is_sure else HINT_TWO_READINGS)


def parse_prism(text: str, *, direction: Direction) -> Entry[Dioptres]:
    """Read one component of prism: `1.5 in`, `0.5u`, `+1`; in and up are positive.

    Raises:
        EntryIsUnreadable, EntryIsOutOfRange: see there.
    """
    number, base = _number_and_base(text)
    factor = BASES[direction].get(base)
    if base and factor is None:
        raise EntryIsUnreadable(field="prism", text=text[:LONGEST])
    _, size = _split(number, PRISM)
    value, is_sure = _reading(size, PRISM, negative=False)
    if value and factor is None:
        return Entry(value=Dioptres(value), hint=HINT_BASE)
    hint = None if is_sure else HINT_TWO_READINGS
    return Entry(value=Dioptres(value * (factor or 1)), hint=hint)


def parse_pd(text: str) -> Entry[Millimetres]:
    """Read a monocular PD; 63 is refused as a PD of both eyes.

    Raises:
        PdLooksBinocular, EntryIsUnreadable, EntryIsOutOfRange: see there.
    """
    _, size = _split_length(text, PD)
    readings = _readings(size, BINOCULAR_PD, negative=False)
    if readings and not _readings(size, PD, negative=False):
        raise PdLooksBinocular(pd_mm=str(Millimetres(readings[0] // 10)))
    value, _ = _reading(size, PD, negative=False)
    return Entry(value=Millimetres(value // 10))


def parse_height(text: str) -> Entry[Millimetres]:
    """Read a fitting or segment height from the lower box.

    Raises:
        EntryIsUnreadable, EntryIsOutOfRange: see there.
    """
    _, size = _split_length(text, HEIGHT)
    value, _ = _reading(size, HEIGHT, negative=False)
    return Entry(value=Millimetres(value // 10))


def _number_and_base(text: str) -> tuple[str, str]:
    typed = text.strip().lower().replace("\u2212", "-")
    if typed[:1] in ("+", "-"):
        return typed[1:].strip(), typed[0]
    number = typed.rstrip("abcdefghijklmnopqrstuvwxyz").rstrip()
    return number, typed[len(number) :].strip()


def _split(text: str, rule: FieldRule) -> tuple[str, str]:
    match = TYPED.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if match is None:
        raise EntryIsUnreadable(field=rule.name, text=text[:LONGEST])
    return match["sign"].replace("\u2212", "-"), match["size"].replace(",", ".")


def _split_length(text: str, rule: FieldRule) -> tuple[str, str]:
    sign, size = _split(text, rule)
    if sign == "-":
        raise EntryIsOutOfRange(field=rule.name, text=text[:LONGEST])
    return sign, size


def _reading(size: str, rule: FieldRule, *, negative: bool) -> tuple[int, bool]:
    """Return the value and whether it is the only sensible one."""
    readings = _readings(size, rule, negative=negative)
    if not readings:
        raise EntryIsOutOfRange(field=rule.name, text=size)
    # Whoever types three digits typed the hundredths: nobody writes 22.5 as 225 for a power.
    is_sure = len(readings) == 1 or len(size) >= DIGITS_SURE
    return readings[0], is_sure


def _readings(size: str, rule: FieldRule, *, negative: bool) -> list[int]:
    """Return the readings that fit, the likely one first."""
    factor = -1 if negative else 1
    if "." in size:
        exact = factor * _thousandths(size, rule)
        return [exact] if rule.fits(exact) else []
    if int(size) == 0:
        return [0] if rule.low <= 0 <= rule.high else []
    order = (1, 10, 100) if len(size) == 1 else rule.usual_first
    values = [factor * _thousandths(_divided(size, divisor), rule) for divisor in order]
    return [value for value in values if rule.fits(value)]


def _divided(size: str, divisor: int) -> str:
    whole, part = divmod(int(size), divisor)
    return f"{whole}.{part:0{len(str(divisor)) - 1}d}" if divisor > 1 else f"{whole}.0"


def _thousandths(decimal: str, rule: FieldRule) -> int:
    whole, _, part = decimal.partition(".")
    fraction = int(part.ljust(3, "0") or 0)
    if rule.has_eighths:
        fraction = EIGHTHS.get(part, fraction)
    return int(whole or 0) * 1000 + fraction
