"""What the printers last said, told by their threads and shown by the printer pill."""

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from uuid import UUID

from app.services.changes import Changes, Topic
from app.services.print_ports import Printer, PrinterReason, PrintJobState


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterState:
    """One printer: its name, and why it does not print (None: it is ready)."""

    name: str
    reason: PrinterReason | None


class PrinterStates:
    """A Notifier that remembers: spoolers tell it on their threads, the pill asks it on Qt's."""

    def __init__(self, publish: Callable[[Changes], None]) -> None:
        self._publish = publish
        self._lock = Lock()
        self._names: dict[UUID, str] = {}
        self._reasons: dict[UUID, PrinterReason | None] = {}

    def introduce(self, *printers: Printer) -> None:
        """Learn what the printers of this site are called."""
        with self._lock:
            self._names.update({printer.printer_id: printer.name for printer in printers})
        self._publish(frozenset({Topic.PRINTERS}))

    def printer_changed(self, printer_id: UUID, reason: PrinterReason | None) -> None:
        """Remember that a printer is ready (`reason` None) or why it is not."""
        with self._lock:
            self._reasons[printer_id] = reason
        self._publish(frozenset({Topic.PRINTERS}))

    def job_changed(self, job_id: UUID, state: PrintJobState) -> None:
        """Tell the screens that a print job moved; they ask the store how it stands."""
        del job_id, state
        self._publish(frozenset({Topic.PRINT_JOBS}))

    def state_of(self, printer_id: UUID) -> PrinterState | None:
        """Return what a printer last said, or None before it has spoken."""
        with self._lock:
            if printer_id not in self._reasons:
                return None
            name = self._names.get(printer_id, "")
            return PrinterState(name=name, reason=self._reasons[printer_id])

    def worst(self) -> PrinterState | None:
        """Return a printer in trouble, or else one that is ready, or None before any has spoken."""
        with self._lock:
            known = [
                PrinterState(name=self._names.get(printer_id, ""), reason=reason)
                for printer_id, reason in self._reasons.items()
            ]
        return min(known, key=lambda state: state.reason is None, default=None)
