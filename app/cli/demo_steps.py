"""The demo's steps: each is said on one line with its time, and kept for the summary."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MS_PER_S = 1000


@dataclass(slots=True)
class Steps:
    """The steps taken so far, each with its milliseconds; spoken on standard error.

    Standard output stays free for the one JSON object of `--json`.
    """

    times_ms: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str, sentence: str) -> Iterator[None]:
        """Time a step and say it when it is done."""
        start = time.perf_counter()
        yield
        elapsed_ms = round((time.perf_counter() - start) * MS_PER_S)
        self.times_ms[name] = elapsed_ms
        print(f"{elapsed_ms:>7} ms  {sentence}", file=sys.stderr, flush=True)
