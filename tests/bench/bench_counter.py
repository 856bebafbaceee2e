"""The counter's windows over 200,000 patients and 500,000 orders: what a person waits for.

`BENCH_SOAK_MINUTES` sets how long the scripted soak goes on.
"""

import json
import os
import subprocess
import sys
from typing import Any

from tests.bench.chain_store import a_chain_store
from tests.bench.figures import Figure

GOALS_P95_MS = {
    "search: key to painted list": 50.0,
    "patient: Enter to painted page": 100.0,
    "order: scan to painted": 100.0,
    "key echo: form": 16.0,
    "screen: first show": 200.0,
    "screen: shown again": 50.0,
}
GOAL_STALL_MS = 100.0
GOAL_RSS_MIB = 350.0
BARE = "key echo: bare field"
SOAK_MINUTES = os.environ.get("BENCH_SOAK_MINUTES", "1")


def run() -> dict[str, Any]:
    """Return the figures of one counter, with the ratio of its echo to that of a bare field."""
    with a_chain_store() as profile:
        done = subprocess.run(
            [
                *(sys.executable, "-m", "tests.bench.counter_at_work"),
                *(str(profile), "--minutes", SOAK_MINUTES),
            ],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )
    told = json.loads(done.stdout.splitlines()[-1])
    bare = Figure(name=BARE, times_ms=told["times"][BARE])
    figures = [
        Figure(name=name, times_ms=told["times"][name], goal_p95_ms=goal)
        for name, goal in GOALS_P95_MS.items()
    ]
    for figure in figures:
        figure.ratios["p95_to_bare_echo"] = figure.p95_ms / bare.p95_ms
    results: dict[str, Any] = {each.name: each.as_json() for each in (*figures, bare)}
    results["soak: windows stood still"] = {**told["stalls"], "goal_longest_ms": GOAL_STALL_MS}
    results["memory after the soak"] = {**told["memory"], "goal_rss_mib": GOAL_RSS_MIB}
    return results
