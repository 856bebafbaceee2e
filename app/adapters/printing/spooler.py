"""The spooler: one plain thread per printer takes jobs from the queue and says how each ended."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from app.adapters.printing.printer_worker import PrinterWorker
from app.services.ports import Clock
from app.services.print_ports import (
    Notifier,
    PrintDevice,
    Printer,
    PrintJobState,
    PrintQueue,
    TicketEncoder,
)


@dataclass(kw_only=True, slots=True)
class Spooler:
    """Prints what is queued, one job at a time per printer, printers side by side.

    `devices` and `encoder` are asked anew for every job, so that a corrected address holds at
    once. `jitter` gives a number from 0 to 1 that spreads the retries.
    """

    queue: PrintQueue
    devices: Callable[[Printer], PrintDevice]
    encoder: Callable[[Printer], TicketEncoder]
    notifier: Notifier
    clock: Clock
    jitter: Callable[[], float]
    _workers: dict[UUID, PrinterWorker] = field(default_factory=dict, init=False)
    _is_running: bool = field(default=False, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def start(self) -> None:
        """Say of every job that was being sent when the program ended that its end is unknown.

        Then print. Asks the queue on the calling thread.
        """
        for job in self.queue.interrupted(self.clock()):
            self.notifier.job_changed(job.job_id, PrintJobState.UNKNOWN)
        known = [printer.printer_id for printer in self.queue.printers()]
        with self._lock:
            self._is_running = True
            self._workers = {printer_id: self._employ(printer_id) for printer_id in known}

    def wake(self, printer_id: UUID | None = None) -> None:
        """Look for work at once, at one printer or at all of them; never waits for anything.

        A printer that was added since the start gets its thread when it is named here.
        """
        with self._lock:
            if not self._is_running:
                return
            if printer_id is not None and printer_id not in self._workers:
                self._workers[printer_id] = self._employ(printer_id)
            for known_id, worker in self._workers.items():
                if printer_id in {None, known_id}:
                    worker.wake()

    def stop(self, timeout_s: float) -> bool:
        """Take no more work, and return whether every thread ended in time.

        A thread that is still waiting for its printer is left behind; its job stays SENDING and
        is UNKNOWN at the next start.
        """
        with self._lock:
            self._is_running = False
            workers = tuple(self._workers.values())
            for worker in workers:
                worker.stop()
        limit = time.monotonic() + timeout_s
        return all(worker.ended(max(limit - time.monotonic(), 0)) for worker in workers)

    def _employ(self, printer_id: UUID) -> PrinterWorker:
        worker = PrinterWorker(
            printer_id=printer_id,
            queue=self.queue,
            devices=self.devices,
            encoder=self.encoder,
            notifier=self.notifier,
            clock=self.clock,
            jitter=self.jitter,
        )
        worker.start()
        return worker
