"""A paper as it will come out: the printer's own bytes, drawn by the virtual printer's head."""

from app.adapters.printing.capabilities import PrinterProfile
from app.adapters.printing.escpos_ticket import EscposTicketEncoder
from app.adapters.printing.job_document import blocks_to_print, job_mark
from app.adapters.printing.virtual_head import Head
from app.adapters.printing.virtual_paper import PAPER_DOTS, Sheet
from app.services.print_ports import PrintJob


def picture_of_job(job: PrintJob, profile: PrinterProfile) -> bytes:
    """Return a PNG of a job's stored document, its mark of a copy included.

    Raises:
        PaperIsDamaged: the document is not the one that was queued.
    """
    encoder = EscposTicketEncoder(profile)
    document = encoder.encode(blocks_to_print(job), job_mark=job_mark(job))
    return picture_of_paper(document, dots=profile.dots)


def picture_of_paper(document: bytes, *, dots: int = PAPER_DOTS) -> bytes:
    """Return a PNG of the first sheet that the bytes print; empty where they cut none off."""
    sheet = sheet_of(document, dots=dots)
    return b"" if sheet is None else sheet.png


def sheet_of(document: bytes, *, dots: int = PAPER_DOTS) -> Sheet | None:
    """Return the first sheet that the bytes print, or None where they cut none off."""
    machine = _PaperOnly(document)
    head = Head(machine, dots=dots)
    while machine.sheet is None:
        try:
            head.obey_next()
        except _NothingLeft:
            break
    return machine.sheet


class _NothingLeft(Exception):
    """The last byte was read."""


class _PaperOnly:
    """A machine that has bytes and paper, and nobody to answer to."""

    def __init__(self, document: bytes) -> None:
        self._bytes = iter(document)
        self.sheet: Sheet | None = None

    def take(self) -> int:
        byte = next(self._bytes, None)
        if byte is None:
            raise _NothingLeft
        return byte

    def line_printed(self) -> None:
        """Have paper without end."""

    def answer(self, data: bytes) -> None:
        """Tell nobody."""

    def report_status(self, *, is_wanted: bool) -> None:
        """Have nothing to report."""

    def transmitted_status(self, question: int) -> bytes:
        del question
        return b""

    def identity(self, question: int) -> bytes:
        del question
        return b""

    def kick_drawer(self) -> None:
        """Have no drawer."""

    def lock_drawer(self) -> None:
        """Have no drawer."""

    def eject(self, sheet: Sheet) -> None:
        self.sheet = sheet
