"""Percentiles of measured times, and the shape every benchmark reports them in."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

MS_PER_S = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured thing: its times in milliseconds, the goal for p95, and ratios beside it."""

    name: str
    times_ms: Sequence[float]
    goal_p95_ms: float | None = None
    ratios: dict[str, float] = field(default_factory=dict)

    @property
    def p50_ms(self) -> float:
        """Return the median."""
        return percentile(self.times_ms, 50)

    @property
    def p95_ms(self) -> float:
        """Return the 95th percentile."""
        return percentile(self.times_ms, 95)

    def as_json(self) -> dict[str, object]:
        """Return the figure as plain JSON."""
        return {
            "n": len(self.times_ms),
            "p50_ms": round(self.p50_ms, 3),
            "p95_ms": round(self.p95_ms, 3),
            "goal_p95_ms": self.goal_p95_ms,
            **{name: round(ratio, 3) for name, ratio in self.ratios.items()},
        }


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` percent of `values` lie (nearest rank)."""
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * share // 100))
    return ordered[int(rank) - 1]


def times_of(work: Callable[[], object], *, runs: int, warm_up: int = 3) -> list[float]:
    """Return how long each of `runs` calls took, in milliseconds, after a warm-up."""
    for _ in range(warm_up):
        work()
    times: list[float] = []
    for _ in range(runs):
        with stopwatch(times):
            work()
    return times


@contextmanager
def stopwatch(times_ms: list[float]) -> Iterator[None]:
    """Append how long the block took."""
    start = time.perf_counter()
    yield
    times_ms.append((time.perf_counter() - start) * MS_PER_S)
