"""The lens filter: whether a lens can be made for these eyes in this frame, and why not."""

from collections.abc import Iterable, Iterator, Sequence

from app.domain.catalog.fitting import EyeNeed, Fitting, in_mm
from app.domain.catalog.lens_range import LensRange
from app.domain.catalog.lenses import Lens
from app.domain.catalog.verdict import Reason, Unchecked, Verdict
from app.domain.optics.power import Millimetres


def fits(lens: Lens, fitting: Fitting) -> Verdict:
    """Return whether the lens can be made, with every reason why not.

    Raises:
        OffsetIsImplausible: the frame and the pupillary distance do not belong together.
    """
    return _verdict(lens, fitting, tuple(fitting.needs()))


def verdicts(lenses: Iterable[Lens], fitting: Fitting) -> Iterator[tuple[Lens, Verdict]]:
    """Yield each lens with its verdict; what they all need of a blank is worked out once.

    Raises:
        OffsetIsImplausible: the frame and the pupillary distance do not belong together.
    """
    needs = tuple(fitting.needs())
    for lens in lenses:
        yield lens, _verdict(lens, fitting, needs)


def _verdict(lens: Lens, fitting: Fitting, needs: Sequence[EyeNeed]) -> Verdict:
    reasons = list(_article_reasons(lens, fitting))
    unchecked = {Unchecked.FRAME} if fitting.frame is None else set()
    if not lens.limits.ranges:
        unchecked.add(Unchecked.POWERS)
    for need in needs:
        reasons.extend(_measurement_reasons(lens, need))
        reasons.extend(_range_reasons(lens.limits.ranges, need))
        if not need.is_blank_known:
            unchecked.add(Unchecked.BLANK)
    return Verdict(reasons=tuple(reasons), unchecked=frozenset(unchecked))


def _article_reasons(lens: Lens, fitting: Fitting) -> Iterator[Reason]:
    if not lens.validity.holds_on(fitting.day):
        yield Reason.of("not_sold", day=fitting.day.isoformat())
    if fitting.frame is not None and fitting.frame.rim not in lens.limits.rims:
        yield Reason.of("rim", rim=fitting.frame.rim.value)


def _measurement_reasons(lens: Lens, need: EyeNeed) -> Iterator[Reason]:
    if lens.limits.needs_near_pd and need.measured.near_pd_mm is None:
        yield Reason.of("near_pd_missing", need.eye)
    if not lens.needs_add:
        return
    if need.power.add is None and not need.power.is_balance:
        yield Reason.of("add_missing", need.eye)
    if need.height_mm is None:
        yield Reason.of("height_missing", need.eye)
    else:
        yield from _height_reasons(lens, need, need.height_mm)


def _height_reasons(lens: Lens, need: EyeNeed, height: Millimetres) -> Iterator[Reason]:
    least, above = lens.limits.least_height_mm, lens.limits.least_above_mm
    if least is not None and height < least:
        yield Reason.of("height_too_low", need.eye, height_mm=height, limit_mm=least)
    if above is None or need.b_mm is None:
        return
    left = Millimetres(need.b_mm.hundredths - height.hundredths)
    if left < above:
        yield Reason.of("height_too_high", need.eye, left_mm=left, limit_mm=above)


def _range_reasons(ranges: tuple[LensRange, ...], need: EyeNeed) -> tuple[Reason, ...]:
    if not ranges:
        return ()
    misses = [(line, line.misses(need.eye, need.power)) for line in ranges]
    made = [line for line, missed in misses if not missed]
    if not made:
        # Told by the line that comes closest, the largest blank first among equals.
        closest = min(misses, key=lambda miss: (len(miss[1]), -miss[0].diameter_mm.hundredths))
        return closest[1]
    return tuple(_blank_reasons(made, need))


def _blank_reasons(made: list[LensRange], need: EyeNeed) -> Iterator[Reason]:
    lacking = [
        (needed - in_mm(line.diameter_mm), needed, line)
        for line in made
        if (needed := need.blank_mm(line.centre)) is not None
    ]
    if len(lacking) < len(made) or any(short <= 0 for short, _, _ in lacking):
        return
    _, needed, line = min(lacking, key=lambda each: (each[0], each[2].diameter_mm))
    yield Reason.of(
        "blank_too_small", need.eye, needed_mm=f"{needed:.1f}", largest_mm=line.diameter_mm
    )
