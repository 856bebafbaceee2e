"""What printing asks of the world: a queue that survives, and a device that tells the truth."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from app.domain.kernel.paper import PaperBlock
from app.papers.kinds import PrinterRole
from app.papers.letterhead import Letterhead


class PageSize(StrEnum):
    """The pages a paper may be drawn on."""

    A4 = "A4"
    A5 = "A5"
    A6 = "A6"


class PrintOutcome(StrEnum):
    """The four honest ends of a job.

    PRINTED: the printer itself confirmed it. NOT_SENT: not one byte left, safe to try again.
    HELD: the printer has it and says why it stopped. UNKNOWN: it may be on paper; a person decides.
    """

    PRINTED = "PRINTED"
    NOT_SENT = "NOT_SENT"
    HELD = "HELD"
    UNKNOWN = "UNKNOWN"


class PrintJobState(StrEnum):
    """Where a job stands in the queue; the last four are outcomes."""

    QUEUED = "QUEUED"
    SENDING = "SENDING"
    PRINTED = "PRINTED"
    NOT_SENT = "NOT_SENT"
    HELD = "HELD"
    UNKNOWN = "UNKNOWN"
    CANCELLED = "CANCELLED"


class PrinterReason(StrEnum):
    """Why a printer does not print; each has a sentence in `app.messages`."""

    UNREACHABLE = "printing.printer.unreachable"
    ADDRESS_INVALID = "printing.printer.address_invalid"
    OFFLINE = "printing.printer.offline"
    PAPER_OUT = "printing.printer.paper_out"
    PAPER_LOW = "printing.printer.paper_low"
    COVER_OPEN = "printing.printer.cover_open"
    CUTTER_JAM = "printing.printer.cutter_jam"
    PRINTER_ERROR = "printing.printer.error"
    NO_ANSWER = "printing.printer.no_answer"
    LINE_DROPPED = "printing.printer.line_dropped"
    INTERRUPTED = "printing.job.interrupted"
    DOCUMENT_DAMAGED = "printing.job.document_damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintReport:
    """How a job ended: the outcome, its reason if it is not PRINTED, and the bytes handed over.

    A PRINTED report may carry what the printer needs next, such as PAPER_LOW.
    """

    outcome: PrintOutcome
    reason: PrinterReason | None = None
    bytes_sent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """One document for one printer.

    `document` is the canonical JSON of the ticket's blocks and `document_sha256` its hash, taken
    when it was queued. `copy_number` is 1 for the first print; anything above says COPY on paper.
    `subject` is the key of what it prints, such as the number of an entry or the id of an order.
    """

    job_id: UUID
    printer_id: UUID
    kind: str
    reference: str
    document: bytes
    document_sha256: str
    copy_number: int
    state: PrintJobState
    attempts: int
    reason: PrinterReason | None
    queued_at: datetime
    next_attempt_at: datetime
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """A printer of this site: `url` is `tcp://host:port` (usb, cups and file come with part 4)."""

    printer_id: UUID
    name: str
    url: str
    paper_mm: int


class PaperSettings(Protocol):
    """What the papers of this site look like and where they come out."""

    def printer_of(self, role: PrinterRole) -> UUID | None:
        """Return the printer that has a role, or None where nobody gave it to one."""

    def route(self, role: PrinterRole, printer_id: UUID) -> None:
        """Give a role to a printer."""

    def letterhead(self) -> Letterhead | None:
        """Return what stands at the head of this site's papers, or None before it was set."""

    def save_letterhead(self, letterhead: Letterhead) -> None:
        """Keep what stands at the head of this site's papers."""


class PrintQueue(Protocol):
    """The persistent queue in the encrypted store; each call is one committed transaction."""

    def printers(self) -> tuple[Printer, ...]:
        """Return the printers of this site."""

    def next_due(self, printer_id: UUID, now: datetime) -> PrintJob | None:
        """Return the oldest QUEUED or NOT_SENT job that is due, or None."""

    def mark_sending(self, job_id: UUID) -> None:
        """Record that bytes may leave from now on; called before the first byte."""

    def record(
        self, job_id: UUID, report: PrintReport, *, now: datetime, next_attempt_at: datetime
    ) -> None:
        """Record how an attempt ended; NOT_SENT becomes due again at `next_attempt_at`."""

    def interrupted(self, now: datetime) -> tuple[PrintJob, ...]:
        """Turn every SENDING job of an earlier life into UNKNOWN and return those jobs."""


class PrintDevice(Protocol):
    """One printer at the end of one connection."""

    def print(
        self, document: bytes, *, job_mark: bytes, before_first_byte: Callable[[], None]
    ) -> PrintReport:
        """Send the document and wait for the printer's own word.

        `job_mark` is the 4-byte process id the printer answers with once it has printed
        (`GS ( H` function 48). `before_first_byte` is called once the printer is known to be
        ready and nothing has been sent yet.
        """


class TicketEncoder(Protocol):
    """Turns blocks into one printer's bytes."""

    def encode(self, blocks: tuple[PaperBlock, ...], *, job_mark: bytes) -> bytes:
        """Return the document with its cut and, last, the request to confirm `job_mark`."""


class Notifier(Protocol):
    """Tells people and screens about a printer; called from any thread."""

    def printer_changed(self, printer_id: UUID, reason: PrinterReason | None) -> None:
        """Say that a printer is ready (`reason` None) or why it is not."""

    def job_changed(self, job_id: UUID, state: PrintJobState) -> None:
        """Say that a print job moved to another state."""
