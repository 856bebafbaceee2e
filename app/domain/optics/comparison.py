"""What changed since the last prescription, as far as a slip of the pen could have done it.

Both are compared in minus cylinder, so writing the same lens the other way is no change.
"""

from collections.abc import Iterator

from app.domain.optics.doubts import Doubt, Wearer
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import NO_POWER, EyeMeasurements, EyePower
from app.domain.optics.spherocylinder import axis_difference_deg, in_minus_cylinder
from app.domain.optics.trace import Eye

CHANGE_MAX = Dioptres(750)
ADD_CHANGE_MAX = Dioptres(750)
AXIS_CHANGE_MAX_DEG = 10
AXIS_MATTERS_FROM = Dioptres(750)
PD_JUMP_MAX_MM = Millimetres(2_00)


def doubts_since(last: Wearer, now: Wearer) -> tuple[Doubt, ...]:
    """Return every change that needs a second look, the right eye's first."""
    doubts: list[Doubt] = []
    for (eye, power, measured), (_, last_power, last_measured) in zip(
        now.eyes(), last.eyes(), strict=True
    ):
        if power is not None and last_power is not None and not power.is_balance:
            doubts.extend(_power_doubts(eye, last_power, power))
        if measured is not None and last_measured is not None:
            doubts.extend(_pd_doubts(eye, last_measured, measured))
    doubts.extend(_swap_doubts(last, now))
    return tuple(doubts)


def _power_doubts(eye: Eye, last: EyePower, now: EyePower) -> Iterator[Doubt]:
    yield from _sign_doubts(eye, last, now)
    old, new = in_minus_cylinder(last), in_minus_cylinder(now)
    for field, before, after in (
        ("sphere", old.sphere, new.sphere),
        ("cylinder", old.cylinder, new.cylinder),
    ):
        if abs(after - before) > CHANGE_MAX:
            yield _changed(eye, field, before, after)
    yield from _axis_doubts(eye, last, now)
    before, after = last.add or NO_POWER, now.add or NO_POWER
    if last.add and now.add and abs(after - before) > ADD_CHANGE_MAX:
        yield _changed(eye, "add", before, after)


def _changed(eye: Eye, field: str, before: Dioptres, after: Dioptres) -> Doubt:
    facts = (("field", field), ("before", str(before)), ("after", str(after)))
    return Doubt(code="optics.doubt.changed", eye=eye, facts=facts)


def _sign_doubts(eye: Eye, last: EyePower, now: EyePower) -> Iterator[Doubt]:
    old, new = in_minus_cylinder(last), in_minus_cylinder(now)
    if old.sphere.thousandths * new.sphere.thousandths < 0:
        facts = (("field", "sphere"), ("before", str(old.sphere)), ("after", str(new.sphere)))
        yield Doubt(code="optics.doubt.sign_flipped", eye=eye, facts=facts)
    if now.cylinder != NO_POWER and now.cylinder == -last.cylinder and not _is_crossed(last, now):
        facts = (
            ("field", "cylinder"),
            ("before", str(last.cylinder)),
            ("after", str(now.cylinder)),
        )
        yield Doubt(code="optics.doubt.sign_flipped", eye=eye, facts=facts)


def _is_crossed(last: EyePower, now: EyePower) -> bool:
    """Return whether the axis went along with the sign, as it does when a power is transposed."""
    turn = axis_difference_deg(last.axis_deg or 0, now.axis_deg or 0)
    return abs(turn) > 90 - AXIS_CHANGE_MAX_DEG


def _axis_doubts(eye: Eye, last: EyePower, now: EyePower) -> Iterator[Doubt]:
    old, new = in_minus_cylinder(last), in_minus_cylinder(now)
    if old.axis_deg is None or new.axis_deg is None:
        return
    if max(abs(old.cylinder), abs(new.cylinder)) < AXIS_MATTERS_FROM:
        return
    if abs(axis_difference_deg(old.axis_deg, new.axis_deg)) > AXIS_CHANGE_MAX_DEG:
        facts = (("before", f"{old.axis_deg:g}"), ("after", f"{new.axis_deg:g}"))
        yield Doubt(code="optics.doubt.axis_turned", eye=eye, facts=facts)


def _pd_doubts(eye: Eye, last: EyeMeasurements, now: EyeMeasurements) -> Iterator[Doubt]:
    before, after = last.monocular_pd_mm, now.monocular_pd_mm
    if before is None or after is None:
        return
    if abs(after.hundredths - before.hundredths) > PD_JUMP_MAX_MM.hundredths:
        facts = (("before", str(before)), ("after", str(after)))
        yield Doubt(code="optics.doubt.pd_jumped", eye=eye, facts=facts)


def _swap_doubts(last: Wearer, now: Wearer) -> Iterator[Doubt]:
    if last.right is None or last.left is None or _same(last.right, last.left):
        return
    pairs: tuple[tuple[Eye, EyePower | None, EyePower, EyePower], ...] = (
        ("right", now.right, last.left, last.right),
        ("left", now.left, last.right, last.left),
    )
    for eye, power, others, own in pairs:
        if power is not None and _same(power, others) and not _same(power, own):
            yield Doubt(code="optics.doubt.eyes_swapped", eye=eye)


def _same(first: EyePower, second: EyePower) -> bool:
    return in_minus_cylinder(first) == in_minus_cylinder(second)
