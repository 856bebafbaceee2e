"""Tolerance sets as data: the shape a file must have, and the row that holds for a lens.

Numbers are written as decimals in the file and kept as thousandths here, so no verdict ever
hangs on a rounding. A row that could not be checked against the standard itself says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, cast

from app.domain.kernel.errors import DomainError
from app.domain.optics.power import DECIMAL

SCHEMA = 1
LENSES = ("single-vision", "multifocal", "progressive")
UNITS = ("D", "deg", "prism", "mm")
MERIDIANS = ("highest", "each")
ARGUMENTS = ("meridian", "cylinder", "add")
BOUNDS = ("from", "above", "up_to")
ROW_KEYS = frozenset(
    ("check", "lenses", "when", "limit", "percent", "or_mm", "unit", "verified", "note")
)
CHECKS = frozenset(
    (
        "sphere", "cylinder", "axis", "add", "prism_horizontal", "prism_vertical",
        "reference_point", "imbalance_horizontal", "imbalance_vertical", "segment_height",
        "segment_height_pair", "segment_tilt", "centre_thickness", "base_curve",
        "centre_horizontal", "centre_vertical_difference",
    )
)  # fmt: skip

Facts: TypeAlias = Mapping[str, int]


class ToleranceSetIsMalformed(DomainError):
    """A tolerance file is not of the shape that can be judged by."""

    code = "optics.tolerance.malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A span of one argument in thousandths; `above` excludes its own value, the others do not."""

    of: str
    at_least: int | None = None
    above: int | None = None
    up_to: int | None = None

    def holds(self, value: int) -> bool:
        if self.at_least is not None and value < self.at_least:
            return False
        if self.above is not None and value <= self.above:
            return False
        return self.up_to is None or value <= self.up_to


@dataclass(frozen=True, slots=True, kw_only=True)
class ToleranceRow:
    """One limit, the lenses and powers it holds for, and whether anyone saw it in the standard.

    The limit is in thousandths of its unit, or in thousandths of a per cent of the power. A
    prism also passes where moving the lens by `or_mm` would make up for it.
    """

    check: str
    lenses: frozenset[str]
    when: tuple[Bound, ...]
    limit: int | None
    percent: int | None
    or_mm: int | None
    unit: str
    is_verified: bool
    note: str

    def holds(self, check: str, lens: str, facts: Facts) -> bool:
        if self.check != check or lens not in self.lenses:
            return False
        return all(bound.holds(facts.get(bound.of, 0)) for bound in self.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToleranceSet:
    """All limits of one standard in one version."""

    set_id: str
    version: str
    title: str
    source: str
    is_each_meridian: bool
    rows: tuple[ToleranceRow, ...]

    def row(self, check: str, lens: str, facts: Facts) -> ToleranceRow | None:
        """Return the row that holds, or None where the standard sets no limit."""
        return next((row for row in self.rows if row.holds(check, lens, facts)), None)


def tolerance_set(document: object) -> ToleranceSet:
    """Check a parsed file and return the set.

    Raises:
        ToleranceSetIsMalformed: with the place and the reason.
    """
    fields = _mapping(document, "file")
    if fields.get("schema") != SCHEMA:
        raise ToleranceSetIsMalformed(where="schema", reason="version")
    rows = fields.get("rows")
    if not isinstance(rows, list) or not rows:
        raise ToleranceSetIsMalformed(where="rows", reason="missing")
    return ToleranceSet(
        set_id=_text(fields, "id", "file"),
        version=_text(fields, "version", "file"),
        title=_text(fields, "title", "file"),
        source=_text(fields, "source", "file"),
        is_each_meridian=_one_of(fields, "meridians", MERIDIANS, "file") == "each",
        rows=tuple(_row(row, f"rows[{index}]") for index, row in enumerate(rows)),
    )


def _row(document: object, where: str) -> ToleranceRow:
    fields = _mapping(document, where)
    unknown = set(fields) - ROW_KEYS
    if unknown:
        raise ToleranceSetIsMalformed(where=where, reason=f"unknown {min(unknown)}")
    limit, percent = _decimal(fields, "limit", where), _decimal(fields, "percent", where)
    if (limit is None) == (percent is None):
        raise ToleranceSetIsMalformed(where=where, reason="limit or percent")
    is_verified = fields.get("verified")
    if not isinstance(is_verified, bool):
        raise ToleranceSetIsMalformed(where=where, reason="verified")
    return ToleranceRow(
        check=_one_of(fields, "check", CHECKS, where),
        lenses=frozenset(_lenses(fields, where)),
        when=tuple(_bounds(fields, where)),
        limit=limit,
        percent=percent,
        or_mm=_decimal(fields, "or_mm", where),
        unit=_one_of(fields, "unit", UNITS, where),
        is_verified=is_verified,
        note=_text(fields, "note", where) if "note" in fields else "",
    )


def _lenses(fields: Mapping[str, object], where: str) -> Iterator[str]:
    lenses = fields.get("lenses")
    if not isinstance(lenses, list) or not lenses:
        raise ToleranceSetIsMalformed(where=where, reason="lenses")
    for lens in lenses:
        if lens not in LENSES:
            raise ToleranceSetIsMalformed(where=where, reason="lenses")
        yield lens


def _bounds(fields: Mapping[str, object], where: str) -> Iterator[Bound]:
    bounds = fields.get("when", [])
    if not isinstance(bounds, list):
        raise ToleranceSetIsMalformed(where=where, reason="when")
    for document in bounds:
        bound = _mapping(document, where)
        if set(bound) - {"of", *BOUNDS}:
            raise ToleranceSetIsMalformed(where=where, reason="when")
        yield Bound(
            of=_one_of(bound, "of", ARGUMENTS, where),
            at_least=_decimal(bound, "from", where),
            above=_decimal(bound, "above", where),
            up_to=_decimal(bound, "up_to", where),
        )


def _mapping(document: object, where: str) -> Mapping[str, object]:
    if not isinstance(document, Mapping):
        raise ToleranceSetIsMalformed(where=where, reason="not an object")
    return cast("Mapping[str, object]", document)


def _text(fields: Mapping[str, object], key: str, where: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str) or not value:
        raise ToleranceSetIsMalformed(where=where, reason=key)
    return value


def _one_of(
    fields: Mapping[str, object], key: str, allowed: tuple[str, ...] | frozenset[str], where: str
) -> str:
    value = _text(fields, key, where)
    if value not in allowed:
        raise ToleranceSetIsMalformed(where=where, reason=key)
    return value


def _decimal(fields: Mapping[str, object], key: str, where: str) -> int | None:
    if key not in fields:
        return None
    value = fields[key]
    match = DECIMAL.fullmatch(value) if isinstance(value, str) else None
    if match is None or match["sign"]:
        raise ToleranceSetIsMalformed(where=where, reason=key)
    return int(match["whole"] or 0) * 1000 + int((match["part"] or "").ljust(3, "0"))
