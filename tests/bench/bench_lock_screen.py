"""How soon the lock screen is visible after `dioptre` is started, on a warm machine."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from app.adapters.security.profile_keys import new_key
from app.bootstrap.station import Station
from tests.bench.figures import MS_PER_S, Figure

GOAL_P95_MS = 800.0
RUNS = 15
WARM_UP = 2

# Runs the program's own start-up and ends it when the window has been painted once.
PROGRAM = """
import sys, time
from PySide6.QtCore import QEvent, QObject
from pathlib import Path
from PySide6.QtWidgets import QApplication

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.objectName() == "lockCard":
            print(time.time(), flush=True)
            QApplication.instance().quit()
        return False

import app.bootstrap.desktop as desktop
plain = desktop.open_desktop

def watched(application, opening):
    painted = Painted(application)
    application.installEventFilter(painted)
    return plain(application, opening)

desktop.open_desktop = watched
sys.exit(desktop.run_desktop(Path(sys.argv[1])))
"""


def run() -> dict[str, Any]:
    """Return the time from the start of the process to the first paint of the lock screen."""
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder)
        _make_profile(profile)
        times = [_start(profile) for _ in range(WARM_UP + RUNS)][WARM_UP:]
    figure = Figure(name="lock screen visible", times_ms=times, goal_p95_ms=GOAL_P95_MS)
    return {figure.name: figure.as_json()}


def _make_profile(profile: Path) -> None:
    station = Station(profile)
    station.open(new_key(profile, kind="demo")).result()
    station.close()


def _start(profile: Path) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    started = time.time()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(profile)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
        timeout=60,
    )
    painted = float(done.stdout.split()[0])
    return (painted - started) * MS_PER_S
