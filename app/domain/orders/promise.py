"""The day an order can be promised for, from how long this lab took of late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# Below this many jobs a percentile is chance, and the house's own setting is better.
JOBS_MIN = 8
# Nine of ten jobs were back by then.
PERCENT = 90
SUNDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The day, how many days that is, and what it rests on: `history` of jobs or a `setting`."""

    day: date
    days: int
    basis: str
    jobs: int


def promise_from(
    today: date, lab_days: Sequence[int], *, usual_days: int, way_days: int = 1
) -> Promise:
    """Return what can be promised: the days nine of ten jobs took, and the way to the store."""
    is_history = len(lab_days) >= JOBS_MIN
    days = (_percentile(lab_days) + way_days) if is_history else usual_days
    day = today + timedelta(days=max(days, 0))
    if day.weekday() == SUNDAY:
        day += timedelta(days=1)
    return Promise(
        day=day,
        days=(day - today).days,
        basis="history" if is_history else "setting",
        jobs=len(lab_days),
    )


def _percentile(values: Sequence[int]) -> int:
    """Return the smallest value that so many of a hundred do not exceed."""
    ordered = sorted(values)
    place = -(-PERCENT * len(ordered) // 100)
    return ordered[place - 1]
