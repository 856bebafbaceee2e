"""A program that is killed between the paper and the record: `… killed_program URL FILE < job`.

FILE then holds the id of the job whose start had been recorded.
"""

import os
import pickle
import signal
import sys
import threading
from pathlib import Path
from uuid import UUID

from app.adapters.printing.capabilities import load_profile
from app.adapters.printing.devices import network_device
from app.adapters.printing.escpos_ticket import EscposTicketEncoder
from app.adapters.printing.spooler import Spooler
from tests.factories.printing import a_printer
from tests.fakes.printing import FakeNotifier, FakePrintQueue


class DyingQueue(FakePrintQueue):
    """Remembers on disk that sending began, and dies when its end is to be recorded."""

    def mark_sending(self, job_id: UUID) -> None:
        Path(sys.argv[2]).write_text(str(job_id))
        super().mark_sending(job_id)

    def record(self, job_id, report, *, now, next_attempt_at) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    job = pickle.load(sys.stdin.buffer)  # noqa: S301 - the test that starts us writes it
    printer = a_printer(printer_id=job.printer_id, url=sys.argv[1])
    profile = load_profile("tm-t88vii")
    Spooler(
        queue=DyingQueue(known=[printer], jobs={job.job_id: job}),
        devices=lambda each: network_device(each, profile=profile, notifier=FakeNotifier()),
        encoder=lambda _printer: EscposTicketEncoder(profile),
        notifier=FakeNotifier(),
        clock=lambda: job.queued_at,
        jitter=lambda: 0.0,
    ).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
