"""JOIA lensmeter files (Japan's common XML of ophthalmic devices), read into measured powers.

Two generations are met: the older writes `Add1`, `H` and `V` (with the attribute Prism="P"),
the newer `ADD`, `PrismX base="in"` and `PrismY base="up"`. The sign of H and V is not told in
public sources: base in and base up are taken as positive, as in DCS.
"""

import re
from dataclasses import dataclass

from app.adapters.exchange.plain_xml import leaves_of
from app.domain.kernel.errors import DomainError
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import NO_POWER, Prism
from app.domain.optics.rx_values import MeasuredPower, ordered_or_measured

NUMBER = re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{1,3})?")
POWER_MAX = 40
PRISM_MAX = 20
AXIS_MAX_DEG = 180
SIDES = {"R": "right", "L": "left", "S": "single"}
READING_DEPTH = 5
NO_VALUE = ("", "?", "-", "---")


class JoiaError(DomainError):
    """A lensmeter file cannot be read; `facts["position"]` says where."""


class JoiaHasNoReading(JoiaError):
    """There is no lensmeter reading in the file."""

    code = "exchange.joia.no_reading"


class JoiaValueIsMalformed(JoiaError):
    """A value in the file is no number that a lensmeter can show."""

    code = "exchange.joia.value_malformed"


@dataclass(frozen=True, slots=True)
class _Value:
    """The text of a field with its attributes and its line."""

    name: str
    text: str
    base: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LensmeterReading:
    """What a lensmeter read; `single` is a lens that was not told right or left."""

    right: MeasuredPower | None
    left: MeasuredPower | None
    single: MeasuredPower | None


def read_joia(data: bytes) -> LensmeterReading:
    """Read a lensmeter file.

    Raises:
        JoiaError, XmlError: with the line in `facts["position"]`.
    """
    values: dict[str, dict[str, _Value]] = {side: {} for side in SIDES}
    for leaf in leaves_of(data):
        # Ophthalmology / Measure / LM / R / Sphere
        path = leaf.path[-READING_DEPTH:]
        if len(path) == READING_DEPTH and path[2] == "LM" and path[3] in SIDES:
            base = leaf.attributes.get("base", "").strip().lower()
            values[path[3]][path[4].lower()] = _Value(path[4], leaf.text.strip(), base, leaf.line)
    powers = {SIDES[side]: _power(fields) for side, fields in values.items()}
    if not any(powers.values()):
        raise JoiaHasNoReading(position={"line": 1})
    return LensmeterReading(**powers)


def _power(fields: dict[str, _Value]) -> MeasuredPower | None:
    sphere = _dioptres(fields, POWER_MAX, "sphere")
    if sphere is None:
        return None
    cylinder = _dioptres(fields, POWER_MAX, "cylinder") or NO_POWER
    add = _dioptres(fields, POWER_MAX, "add", "add1")
    return MeasuredPower(
        sphere=sphere,
        cylinder=cylinder,
        axis_deg=_axis(fields) if cylinder != NO_POWER else None,
        add=None if add == NO_POWER else add,
        prism=_prism(fields),
    )


def _axis(fields: dict[str, _Value]) -> float:
    text = _number(fields, AXIS_MAX_DEG, "axis")
    if text is None:
        raise _malformed("Axis", "", fields["cylinder"].line)
    return abs(float(text)) or AXIS_MAX_DEG


def _prism(fields: dict[str, _Value]) -> Prism | None:
    prism = Prism(
        base_in=_component(fields, "out", "h", "prismx"),
        base_up=_component(fields, "down", "v", "prismy"),
    )
    return None if prism == Prism() else prism


def _component(fields: dict[str, _Value], negative_base: str, *names: str) -> Dioptres:
    size = _dioptres(fields, PRISM_MAX, *names)
    if size is None:
        return NO_POWER
    base = next(fields[name].base for name in names if name in fields)
    if not base:
        return size
    return -abs(size) if base == negative_base else abs(size)


def _dioptres(fields: dict[str, _Value], limit: int, *names: str) -> Dioptres | None:
    text = _number(fields, limit, *names)
    return None if text is None else ordered_or_measured(text)


def _number(fields: dict[str, _Value], limit: int, *names: str) -> str | None:
    value = next((fields[name] for name in names if name in fields), None)
    if value is None or value.text in NO_VALUE:
        return None
    text = value.text.replace(",", ".").replace(" ", "")
    if NUMBER.fullmatch(text) is None or abs(float(text)) > limit:
        raise _malformed(value.name, value.text, value.line)
    return text


def _malformed(field: str, text: str, line: int) -> JoiaValueIsMalformed:
    return JoiaValueIsMalformed(field=field, text=text[:20], line=line, position={"line": line})
