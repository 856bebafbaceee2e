"""`python -m tests.fuzz [NAME ...] [--runs N | --seconds N]`: fuzz the parsers and print figures.

A crash, an input that takes longer than a second or one gigabyte of memory ends a target with
the input kept in build/fuzz/. What the fuzzer found worth keeping grows in build/fuzz/NAME/.
"""

import argparse
import re
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from tests.fuzz.targets import TARGETS

TIMEOUT_S = 1
MEMORY_MB = 1024
# Small inputs reach every branch of these parsers, and a million of them take minutes.
INPUT_BYTES_MAX = 2048
FIGURES = re.compile(rb"stat::(\w+):\s+(\d+)")


def main() -> int:
    """Fuzz one target after another and return 1 if one of them gave way."""
    parser = argparse.ArgumentParser(prog="tests.fuzz", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*TARGETS, []], metavar="NAME")
    parser.add_argument("--runs", type=int, default=0, help="inputs per target")
    parser.add_argument("--seconds", type=int, default=0, help="seconds per target")
    options = parser.parse_args()
    if find_spec("atheris") is None:
        print("atheris is not installed: pip install -e '.[fuzz]'")
        return 0
    limits = [f"-runs={options.runs}"] if options.runs else []
    limits += [f"-max_total_time={options.seconds}"] if options.seconds else []
    broken = [name for name in options.names or TARGETS if not _holds(name, limits)]
    return 1 if broken else 0


def _holds(name: str, limits: list[str]) -> bool:
    artifacts = Path("build/fuzz") / f"{name}-"
    artifacts.parent.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    answer = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.fuzz.one",
            name,
            *limits,
            f"-timeout={TIMEOUT_S}",
            f"-rss_limit_mb={MEMORY_MB}",
            f"-max_len={INPUT_BYTES_MAX}",
            f"-artifact_prefix={artifacts}",
            "-print_final_stats=1",
            "-verbosity=0",
        ],
        capture_output=True,
        check=False,
    )
    figures = dict(FIGURES.findall(answer.stderr))
    print(
        f"{name:<6} {'held' if answer.returncode == 0 else 'BROKEN'}"
        f"  {int(figures.get(b'number_of_executed_units', 0))} inputs"
        f"  {time.monotonic() - began:.0f} s"
        f"  slowest {int(figures.get(b'slowest_unit_time_sec', 0))} s"
        f"  peak {int(figures.get(b'peak_rss_mb', 0))} MB",
        flush=True,
    )
    if answer.returncode != 0:
        print(answer.stderr.decode(errors="replace")[-3000:])
    return answer.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
