"""Small things that no linter knows, each with one sentence of advice.

`python -m tests.architecture.advice` prints what it found and exits 1.
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import PurePosixPath

from tests.architecture.tracked import ROOT, project_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A pattern, where it is looked for, where it is right all the same, and what to do instead."""

    pattern: str
    sentence: str
    within: tuple[str, ...] = ("*.py",)
    allowed: tuple[str, ...] = ()

    def concerns(self, name: str) -> bool:
        return _is_any(name, self.within) and not _is_any(name, self.allowed)


# The edges where a thread must outlive what it runs; the store's hands errors on in a Future.
THREAD_EDGES = ("app/adapters/sync/pump.py", "app/adapters/printing/printer_worker.py")
COMMANDS = ("app/cli/*", "app/__main__.py", "sync_server/__main__.py")
# These say the patterns themselves, and the tests of them.
SELF = ("tests/architecture/*",)
# It times single turns of the event loop.
LOOP_OF_THE_BENCH = "tests/bench/painting.py"
PROGRAM = ("app/*.py", "sync_server/*.py")

ADVICE = (
    Advice(
        pattern=r"\bprocessEvents\(",
        sentence="Give the work to the Runner and let the event loop run.",
        allowed=(*SELF, LOOP_OF_THE_BENCH),
    ),
    Advice(
        pattern=r"\.setStyleSheet\(",
        sentence="Colours and spaces come from app/ui/theme; give the widget a name or a property.",
        within=PROGRAM,
        allowed=("app/ui/theme/*",),
    ),
    Advice(
        pattern=r"\butc(now|fromtimestamp)\b",
        sentence="It returns a time without a zone: ask the Clock port.",
        allowed=SELF,
    ),
    Advice(
        pattern=r"(?<!def )(?<![\w.])print\(",
        sentence="Log an event with ids and codes; only a command speaks on standard output.",
        within=PROGRAM,
        allowed=COMMANDS,
    ),
    Advice(
        pattern=r"except\b.*\bException\b|except:",
        sentence="Catch what you can handle; only the edges of two threads may outlive a bug.",
        within=PROGRAM,
        allowed=THREAD_EDGES,
    ),
    Advice(
        pattern=r"#\s*(noqa(?!: ?[A-Z])|type:\s*ignore(?!\[)|pragma: no cover\s*$)",
        sentence="Name the rule that is waived and say why.",
        allowed=SELF,
    ),
    Advice(
        pattern=r"#.*\b(TODO|FIXME)\b",
        sentence="Do it, or file it as an issue.",
        allowed=SELF,
    ),
    Advice(
        pattern=r"\btime\.sleep\(",
        sentence="Wait for an event, so that the thread can be told to stop.",
        within=("app/*.py",),
    ),
    Advice(
        pattern=r"(?i)\b(pypi[.]org|python[h]osted[.]org|npmjs[.](org|com)|deb[.]debian[.]org|ghcr[.]io|docker[.]io)\b"
        r"|--(extra-)?index-url",
        sentence="Where packages come from is the machine's business; name the package alone.",
        within=("*",),
        allowed=(*SELF, "*.ttf", "*.png"),
    ),
)


def _is_any(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)


def advise(text: str, name: str) -> Iterator[str]:
    """Say for each line of a file what to do instead."""
    concerned = [advice for advice in ADVICE if advice.concerns(name)]
    for number, line in enumerate(text.splitlines(), start=1):
        for advice in concerned:
            if re.search(advice.pattern, line):
                yield f"{name}:{number}: {advice.sentence} [{line.strip()[:60]}]"


def main() -> int:
    complaints = [
        complaint
        for path in project_files()
        for complaint in advise(
            path.read_bytes().decode("utf-8", errors="ignore"),
            str(PurePosixPath(path.relative_to(ROOT))),
        )
    ]
    print("\n".join(complaints), end="\n" if complaints else "")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
