"""`python -m tests.bench [NAME ...]`: run the benchmarks and print their figures as one table."""

import json
import os
import platform
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

FIGURES_FILE = Path("build/bench.json")
COLUMNS = ("p50_ms", "p95_ms", "goal_p95_ms")


def main(names: list[str]) -> int:
    """Run the named benchmarks, or all of them, in one process after another's import."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))
    wanted = [name for name in found if not names or name.removeprefix("bench_") in names]
    if not wanted:
        print(f"no benchmark of that name; there are: {', '.join(found)}")
        return 2
    results: dict[str, Any] = {"machine": f"{os.cpu_count()} cores, {platform.machine()}"}
    print(f"{results['machine']}, Python {platform.python_version()}")
    for name in wanted:
        figures = import_module(f"tests.bench.{name}").run()
        results |= figures
        for figure, values in figures.items():
            print(f"{figure:<44} {_line(values)}", flush=True)
    FIGURES_FILE.parent.mkdir(parents=True, exist_ok=True)
    FIGURES_FILE.write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    print(f"written to {FIGURES_FILE}")
    return 0


def _line(values: dict[str, Any]) -> str:
    p50, p95, goal = (values.get(column) for column in COLUMNS)
    head = f"p50 {p50:>9} ms  p95 {p95:>9} ms" if p50 is not None else ""
    against = f"  goal {goal} ms" if goal is not None else ""
    shown = (*COLUMNS, "n")
    rest = "".join(f"  {name} {value}" for name, value in values.items() if name not in shown)
    return f"{head}{against}{rest}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
