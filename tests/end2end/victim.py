"""A device in a process of its own, so that a test can take its life."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.architecture.tracked import ROOT
from tests.end2end.house import LAB, LINDENSTRASSE, PATIENCE_S, House
from tests.end2end.people import OPTICIAN

PROGRAM = "tests.end2end.desktop_process"


@dataclass(frozen=True, slots=True)
class Victim:
    """The process; it says in lines of JSON what it did."""

    process: subprocess.Popen[str]

    def says(self) -> dict[str, Any]:
        if self.process.stdout is None:
            raise AssertionError("the victim was born without a voice")
        said: dict[str, Any] = json.loads(self.process.stdout.readline())
        return said

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE_S)

    def dies(self) -> int:
        """Wait for its end and return the signal that it died of."""
        return -self.process.wait(PATIENCE_S)


@contextmanager
def a_bench(house: House, *words: str) -> Iterator[Victim]:
    with _a_victim(house, "bench", str(house.profile(LAB)), *words) as victim:
        yield victim


@contextmanager
def a_counter(house: House, patient: str, *words: str) -> Iterator[Victim]:
    profile = str(house.profile(LINDENSTRASSE))
    pin = house.pin_of(OPTICIAN)
    with _a_victim(house, "counter", profile, "--pin", pin, "--patient", patient, *words) as victim:
        yield victim


@contextmanager
def _a_victim(house: House, role: str, *words: str) -> Iterator[Victim]:
    with (
        (house.folder / f"{role}.log").open("ab") as log,
        subprocess.Popen(
            [sys.executable, "-m", PROGRAM, role, *words],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        try:
            yield Victim(process)
        finally:
            process.kill()
