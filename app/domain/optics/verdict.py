"""The verdict on a finished lens: every measured value against its limit, with the reason."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import NO_POWER, Prism
from app.domain.optics.rx_values import MeasuredPower
from app.domain.optics.spherocylinder import (
    SpheroCylinder,
    axis_difference_deg,
    in_sign_of,
)
from app.domain.optics.tolerance import Facts, ToleranceRow, ToleranceSet

PERCENT = 100_000  # thousandths of a per cent in a whole
MM_PER_CM = 10

WITHIN = "optics.verdict.within"
WITHIN_BY_SHIFT = "optics.verdict.within_by_shift"
BEYOND = "optics.verdict.beyond"
NOT_MEASURED = "optics.verdict.not_measured"
NO_AXIS_MEASURED = "optics.verdict.no_axis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One value judged; limit and delta (measured minus ordered) are thousandths of `unit`.

    The limit is rounded for showing only. `is_verified` is False where nobody could check the
    row against the standard itself.
    """

    check: str
    unit: str
    limit: int
    delta: int | None
    passes: bool
    reason: str
    is_verified: bool
    note: str


def passes(verdicts: tuple[Verdict, ...]) -> bool:
    """Return whether every value passes."""
    return all(verdict.passes for verdict in verdicts)


def judge_lens(
    tolerances: ToleranceSet, lens: str, ordered: MeasuredPower, measured: MeasuredPower
) -> tuple[Verdict, ...]:
    """Judge one lens; what the standard sets no limit for is left out."""
    facts = facts_of(ordered)
    deltas = _deltas(tolerances, ordered, measured)
    return tuple(
        verdict
        for check, delta in deltas
        if (verdict := _judge(tolerances.row(check, lens, facts), delta, facts)) is not None
    )


def judge_value(
    tolerances: ToleranceSet, check: str, lens: str, delta: int, facts: Facts
) -> Verdict | None:
    """Judge one difference of a pair or a mounting, told in thousandths of the row's unit."""
    return _judge(tolerances.row(check, lens, facts), delta, facts)


def facts_of(ordered: MeasuredPower) -> Facts:
    """Return what the rows choose by: the highest meridian, the cylinder and the add."""
    add = ordered.add or NO_POWER
    return {
        "meridian": max(abs(power.thousandths) for power in _meridians(ordered)),
        "cylinder": abs(ordered.cylinder.thousandths),
        "add": add.thousandths,
    }


def _deltas(
    tolerances: ToleranceSet, ordered: MeasuredPower, measured: MeasuredPower
) -> Iterator[tuple[str, int | None]]:
    found = in_sign_of(measured, ordered)
    yield "sphere", _sphere_delta(tolerances, ordered, found)
    yield "cylinder", (found.cylinder - ordered.cylinder).thousandths
    if ordered.axis_deg is not None:
        yield "axis", _axis_delta(ordered.axis_deg, found.axis_deg)
    if ordered.add is not None and measured.add is None:
        yield "add", None
    elif measured.add is not None:
        yield "add", (measured.add - (ordered.add or NO_POWER)).thousandths
    if ordered.prism is not None or measured.prism is not None:
        wanted, got = ordered.prism or Prism(), measured.prism or Prism()
        yield "prism_horizontal", (got.base_in - wanted.base_in).thousandths
        yield "prism_vertical", (got.base_up - wanted.base_up).thousandths


def _sphere_delta(tolerances: ToleranceSet, ordered: MeasuredPower, found: SpheroCylinder) -> int:
    wanted, got = _meridians(ordered), _meridians(found)
    deltas = [(now - then).thousandths for then, now in zip(wanted, got, strict=True)]
    if tolerances.is_each_meridian:
        return max(deltas, key=abs)
    # A sphere has no meridian of its own; the higher one of the lens at hand is judged.
    judged = got if ordered.cylinder == NO_POWER else wanted
    highest = max(map(abs, judged))
    return max(
        (delta for delta, power in zip(deltas, judged, strict=True) if abs(power) == highest),
        key=abs,
    )


def _meridians(power: MeasuredPower | SpheroCylinder) -> tuple[Dioptres, Dioptres]:
    return power.sphere, power.sphere + power.cylinder


def _axis_delta(ordered_deg: float, measured_deg: float | None) -> int | None:
    if measured_deg is None:
        return None
    return round(axis_difference_deg(ordered_deg, measured_deg) * 1000)


def _judge(row: ToleranceRow | None, delta: int | None, facts: Facts) -> Verdict | None:
    if row is None:
        return None
    limit = _limit(row, facts)
    if delta is None:
        reason = NO_AXIS_MEASURED if row.check == "axis" else NOT_MEASURED
        return _verdict(row, limit, None, reason)
    if abs(delta) * PERCENT <= limit:
        return _verdict(row, limit, delta, WITHIN)
    shift_limit = (row.or_mm or 0) * facts.get("meridian", 0) // MM_PER_CM * (PERCENT // 1000)
    if abs(delta) * PERCENT <= shift_limit:
        return _verdict(row, shift_limit, delta, WITHIN_BY_SHIFT)
    return _verdict(row, max(limit, shift_limit), delta, BEYOND)


def _limit(row: ToleranceRow, facts: Facts) -> int:
    """Return the limit in thousandths of the unit times PERCENT, so that it is a whole number."""
    if row.limit is not None:
        return row.limit * PERCENT
    of = facts.get("cylinder" if row.check == "cylinder" else "meridian", 0)
    return (row.percent or 0) * of


def _verdict(row: ToleranceRow, limit: int, delta: int | None, reason: str) -> Verdict:
    return Verdict(
        check=row.check,
        unit=row.unit,
        limit=(limit + PERCENT // 2) // PERCENT,
        delta=delta,
        passes=reason in (WITHIN, WITHIN_BY_SHIFT),
        reason=reason,
        is_verified=row.is_verified,
        note=row.note,
    )
