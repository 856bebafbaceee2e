"""What nobody expected, kept in the profile: types, codes and places, never a value.

The hooks of the interpreter and of its threads write a report; a crash below Python leaves the
stacks of all threads in `fault.log`, which the next start sets aside.
"""

import faulthandler
import hashlib
import json
import platform
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import structlog

from app import __version__
from app.adapters.telemetry.places import Told, told
from app.services.ports import Clock

REPORTS_KEPT = 20
FAULT_LOG = "fault.log"
EARLIER_FAULT_LOG = "fault-earlier.log"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrashReports:
    """Writes reports into `folder`; a disk that takes no more loses the report, not the program."""

    folder: Path
    clock: Clock

    def install(self) -> Callable[[], None]:
        """Catch what nobody catches, from now on; the function returned ends that."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._set_earlier_fault_aside()
        fault_log = (self.folder / FAULT_LOG).open("ab")
        faulthandler.enable(fault_log)
        before = sys.excepthook, threading.excepthook
        sys.excepthook, threading.excepthook = self._on_error, self._on_thread_error

        def uninstall() -> None:
            sys.excepthook, threading.excepthook = before
            faulthandler.disable()
            fault_log.close()

        return uninstall

    def record(self, error: BaseException) -> Path | None:
        """Write a report of an error that was met on this thread; None if the disk took none."""
        errors = told(error)
        group = _group_of(errors[-1])
        at = self.clock()
        report = {
            "at": at.isoformat(),
            "version": __version__,
            "python": platform.python_version(),
            "system": platform.system(),
            "thread": threading.current_thread().name,
            "group": group,
            "errors": errors,
        }
        log.error("crash.reported", error=type(error).__qualname__, group=group)
        path = self.folder / f"crash-{at:%Y%m%dT%H%M%S%f}-{group}.json"
        try:
            path.write_text(json.dumps(report, indent=1), encoding="utf-8")
            self._drop_old_ones()
        except OSError:
            return None
        return path

    def reports(self) -> tuple[Path, ...]:
        """Return the reports that are kept, oldest first."""
        return tuple(sorted(self.folder.glob("crash-*.json")))

    def _on_error(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.record(error)

    def _on_thread_error(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self.record(args.exc_value)

    def _set_earlier_fault_aside(self) -> None:
        fault_log = self.folder / FAULT_LOG
        if fault_log.exists() and fault_log.stat().st_size > 0:
            fault_log.replace(self.folder / EARLIER_FAULT_LOG)
            log.warning("crash.earlier_fault")

    def _drop_old_ones(self) -> None:
        for path in self.reports()[:-REPORTS_KEPT]:
            path.unlink(missing_ok=True)


def _group_of(innermost: Told) -> str:
    """Return the same eight digits for crashes of one kind in one place, whatever the line."""
    frames = innermost["frames"] or ["nowhere:0 nothing"]
    place, _, function = frames[-1].partition(" ")
    named = f"{place.rpartition(':')[0]} {function} {innermost['type']}"
    return hashlib.sha256(named.encode()).hexdigest()[:8]
