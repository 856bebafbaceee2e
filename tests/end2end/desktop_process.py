"""A device in a process of its own, made to be killed.

    python -m tests.end2end.desktop_process counter PROFILE --pin PIN --patient NUMBER [--alone]
    python -m tests.end2end.desktop_process bench PROFILE [--dies MOMENT]

It says what it did in JSON lines on standard output and then waits for its end. The moments at
which a bench dies by itself are put around the ports of the program; the program knows of none.
"""

import argparse
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Never
from uuid import UUID

import structlog

from app.adapters.security.slots import ProfileKey
from app.bootstrap.station import Station
from app.domain.lab.work_order import LabJob
from app.services.changes import Changes
from app.services.payment_ports import PaymentUnits
from app.services.print_ports import Printer, PrintJob, PrintQueue, PrintReport
from app.services.sync_inbox import StreamPage, SyncInbox
from app.services.sync_status import SyncCondition
from tests.end2end.house import condition_of, until
from tests.end2end.people import OPTICIAN, Optician


class Moment(StrEnum):
    """When a bench is struck down."""

    BEFORE_INBOX_COMMIT = "before-inbox-commit"
    AFTER_INBOX_COMMIT = "after-inbox-commit"
    BEFORE_PRINT_RECORD = "before-print-record"


def be_killed() -> Never:
    """Do to this process what `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("a killed process goes on")


@dataclass(frozen=True, slots=True, kw_only=True)
class DyingInbox(SyncInbox):
    """Dies before or after the commit of the first page that brings a job."""

    moment: Moment

    def apply(self, page: StreamPage) -> Changes:
        if not any(isinstance(document, LabJob) for document in page.documents):
            return SyncInbox.apply(self, page)
        dying = replace(self, units=_dying_units(self.units, self.moment))
        return SyncInbox.apply(dying, page)


def _dying_units(units: PaymentUnits, moment: Moment) -> PaymentUnits:
    def unit_with_an_end() -> Any:
        unit: Any = units()
        unit.commit = _fatal(unit.commit, moment)
        return unit

    return unit_with_an_end


def _fatal(commit: Callable[[], Changes], moment: Moment) -> Callable[[], Changes]:
    def commit_and_die() -> Changes:
        if moment is Moment.AFTER_INBOX_COMMIT:
            commit()
        be_killed()

    return commit_and_die


@dataclass(frozen=True, slots=True)
class DyingQueue(PrintQueue):
    """Dies when the printer has confirmed and the end of the job is about to be recorded."""

    queue: PrintQueue

    def printers(self) -> tuple[Printer, ...]:
        return self.queue.printers()

    def next_due(self, printer_id: UUID, now: datetime) -> PrintJob | None:
        return self.queue.next_due(printer_id, now)

    def mark_sending(self, job_id: UUID) -> None:
        self.queue.mark_sending(job_id)

    def record(
        self, job_id: UUID, report: PrintReport, *, now: datetime, next_attempt_at: datetime
    ) -> None:
        be_killed()

    def interrupted(self, now: datetime) -> tuple[PrintJob, ...]:
        return self.queue.interrupted(now)


def main() -> None:
    options = _parser().parse_args()
    # Standard output is for what the test reads.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    station = Station(options.profile)
    station.open(ProfileKey(folder=options.profile).database_key).result()
    options.run(station, options)
    threading.Event().wait()


def _work_at_counter(station: Station, options: argparse.Namespace) -> None:
    if not options.alone:
        station.start()
        # A first answer brings the nonce, so that the push that follows is one the server takes.
        until(lambda: condition_of(station) is SyncCondition.ONLINE, "the counter is online")
    optician = Optician.signs_in(station, OPTICIAN, options.pin)
    order = optician.takes_an_order(options.patient)
    _say(number=str(order.number), order_id=str(order.order_id))


def _work_at_bench(station: Station, options: argparse.Namespace) -> None:
    match options.dies:
        case Moment.BEFORE_PRINT_RECORD:
            station.spooler.queue = DyingQueue(station.spooler.queue)
        case Moment():
            inbox = station.inbox
            station.inbox = DyingInbox(
                units=inbox.units,
                lab=inbox.lab,
                clock=inbox.clock,
                new_id=inbox.new_id,
                moment=options.dies,
            )
    station.start()
    _say(is_started=True)


def _say(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    roles = parser.add_subparsers(required=True)
    counter = roles.add_parser("counter")
    counter.add_argument("profile", type=Path)
    counter.add_argument("--pin", required=True)
    counter.add_argument("--patient", required=True)
    counter.add_argument("--alone", action="store_true", help="without the server")
    counter.set_defaults(run=_work_at_counter)
    bench = roles.add_parser("bench")
    bench.add_argument("profile", type=Path)
    bench.add_argument("--dies", type=Moment, choices=tuple(Moment))
    bench.set_defaults(run=_work_at_bench)
    return parser


if __name__ == "__main__":
    main()
