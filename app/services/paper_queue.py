"""Putting a paper into the print queue of the printer that is meant for it."""

from dataclasses import dataclass, replace
from hashlib import sha256

from app.domain.kernel.canonical import canonical_json
from app.domain.kernel.paper import Notice, OpenDrawer, PaperBlock
from app.domain.kernel.paper_document import paper_to_json
from app.messages.language import tr
from app.papers.kinds import PaperKind, PrinterRole, role_of
from app.services.ports import Clock, NewId, UnitOfWork
from app.services.print_ports import Printer, PrintJob, PrintJobState


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper laid out: its kind, the number people know it by, and the key of its subject."""

    kind: PaperKind
    reference: str
    subject: str
    blocks: tuple[PaperBlock, ...]

    def as_copy(self, number: int) -> "Paper":
        """Return the paper as a copy: it says so first, and opens no drawer."""
        rest = tuple(block for block in self.blocks if not isinstance(block, OpenDrawer))
        mark = Notice(tr("COPY {number}", number=number))
        return replace(self, blocks=(mark, *rest))

    def opening_drawer(self) -> "Paper":
        """Return the paper that opens the drawer first."""
        return replace(self, blocks=(OpenDrawer(), *self.blocks))


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperQueue:
    """Writes print jobs in whatever transaction is open."""

    clock: Clock
    new_id: NewId

    def add(self, unit: UnitOfWork, paper: Paper, printer: Printer) -> PrintJob:
        """Queue a paper on a printer and return its job."""
        document = canonical_json(paper_to_json(paper.blocks))
        now = self.clock()
        job = PrintJob(
            job_id=self.new_id(),
            printer_id=printer.printer_id,
            kind=paper.kind.value,
            reference=paper.reference,
            subject=paper.subject,
            document=document,
            document_sha256=sha256(document).hexdigest(),
            copy_number=1,
            state=PrintJobState.QUEUED,
            attempts=0,
            reason=None,
            queued_at=now,
            next_attempt_at=now,
        )
        unit.print_jobs.add(job)
        return job


def printer_for(unit: UnitOfWork, kind: PaperKind) -> Printer | None:
    """Return the printer a kind of paper goes to, or None where the site has none."""
    return printer_with(unit, role_of(kind))


def printer_with(unit: UnitOfWork, role: PrinterRole) -> Printer | None:
    """Return the printer that has a role; where nobody gave it, the one that was set last."""
    printer_id = unit.papers.printer_of(role)
    for printer in unit.print_jobs.printers():
        if printer.printer_id == printer_id:
            return printer
    return unit.print_jobs.default_printer()
