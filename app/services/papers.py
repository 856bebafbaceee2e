"""Paper for the counter: printed with the money it tells of, printed again, or drawn as a PDF."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from app.domain.kernel.access import Action
from app.domain.kernel.ids import CommandId, OrderId, PrescriptionId
from app.domain.kernel.paper import OpenDrawer
from app.domain.payments.journal import JournalEntry
from app.papers.kinds import PaperKind, PrinterRole
from app.papers.letterhead import Letterhead
from app.services.auditing import Access, Gate
from app.services.changes import Changes
from app.services.journal import JournalService
from app.services.paper_facts import (
    entry_at,
    moves_cash,
    paper_of_entry,
    paper_of_gift_card,
    paper_of_order,
    paper_of_prescription,
)
from app.services.paper_ports import PagePrinter, PaperUnit, PaperUnits
from app.services.paper_queue import Paper, PaperQueue, printer_for
from app.services.payment_ports import PaymentUnit
from app.services.print_ports import PageSize
from app.services.printing import NoPrinterIsSet
from app.services.session import Session

SUBJECT = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which paper: an order's or prescription's by id, a card's or journal entry's by number."""

    kind: PaperKind
    id: UUID | None = None
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPapers:
    """Plays ReceiptPrinting: the till hands every document it seals over to it."""

    queue: PaperQueue

    def queue_entry(
        self, unit: PaymentUnit, session: Session, entry: JournalEntry, *, is_wanted: bool
    ) -> None:
        """Queue the paper of a sealed document, in the transaction that seals it.

        A site without a printer sells all the same. For cash the drawer opens, paper or not.
        """
        paper = paper_of_entry(unit, session, entry) if is_wanted else None
        if moves_cash(entry):
            paper = _drawer_only(entry) if paper is None else paper.opening_drawer()
        printer = printer_for(unit, PaperKind.RECEIPT)
        if paper is not None and printer is not None:
            self.queue.add(unit, paper, printer)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperService:
    """The use cases of paper; each is one transaction."""

    units: PaperUnits
    gate: Gate
    queue: PaperQueue
    pages: PagePrinter
    journal: JournalService

    def print_order_confirmation(self, session: Session, order_id: OrderId) -> Changes:
        """Print the order form that the patient signs; raises OrderNotFound, NoPrinterIsSet."""
        return self.print(session, Wanted(kind=PaperKind.ORDER_CONFIRMATION, id=order_id))

    def print_quote(self, session: Session, order_id: OrderId) -> Changes:
        """Print a quotation; raises OrderNotFound, OrderIsNoQuotation, NoPrinterIsSet."""
        return self.print(session, Wanted(kind=PaperKind.QUOTATION, id=order_id))

    def print_collection_slip(self, session: Session, order_id: OrderId) -> Changes:
        """Print the slip a patient signs for the goods; raises OrderNotFound, NoPrinterIsSet."""
        return self.print(session, Wanted(kind=PaperKind.COLLECTION_SLIP, id=order_id))

    def print_prescription(self, session: Session, prescription_id: PrescriptionId) -> Changes:
        """Print a copy of a prescription; raises PrescriptionNotFound, NoPrinterIsSet."""
        return self.print(session, Wanted(kind=PaperKind.PRESCRIPTION, id=prescription_id))

    def print_gift_card(self, session: Session, number: str) -> Changes:
        """Print the slip that is a gift card; raises StoredValueNotFound, NoPrinterIsSet."""
        return self.print(session, Wanted(kind=PaperKind.GIFT_CARD, number=number))

    def print(self, session: Session, wanted: Wanted) -> Changes:
        """Print a paper that is no fiscal document: it may be printed as often as is wished.

        Raises:
            AccessDenied, NoPrinterIsSet, and what has no such paper: see there.
        """
        with self.units() as unit:
            paper = self._paper(unit, session, wanted)
            printer = printer_for(unit, paper.kind)
            if printer is None:
                raise NoPrinterIsSet
            self.queue.add(unit, paper, printer)
            return unit.commit()

    def reprint(
        self, session: Session, command_id: CommandId, *, number: int, reason: str
    ) -> Changes:
        """Seal that a receipt is printed again and print it as COPY n, in one transaction.

        Raises:
            AccessDenied, ReasonIsMissing, EntryNotFound, EntryIsNoReceipt, NoPrinterIsSet:
            see there; nothing is sealed then.
        """
        with self.units() as unit:
            if printer_for(unit, PaperKind.RECEIPT) is None:
                raise NoPrinterIsSet
        _, changes = self.journal.reprint(session, command_id, number=number, reason=reason)
        return changes

    def print_report(self, session: Session, *, number: int, reason: str) -> Changes:
        """Print an X or Z report again, as a copy.

        Raises:
            AccessDenied, ReasonIsMissing, EntryNotFound, NoPrinterIsSet: see there.
        """
        with self.units() as unit:
            entry = entry_at(unit, number)
            self._pass(unit, session, entry.stamp.command_id, reason)
            printer = printer_for(unit, PaperKind.TILL_REPORT)
            if printer is None:
                raise NoPrinterIsSet
            paper = paper_of_entry(unit, session, entry)
            earlier = unit.print_jobs.of_reference(entry.reference)
            if paper is not None:
                self.queue.add(unit, paper.as_copy(max(len(earlier), 1)), printer)
            return unit.commit()

    def as_pdf(self, session: Session, wanted: Wanted, size: PageSize = PageSize.A4) -> bytes:
        """Return any paper as a page; the PDF of a receipt is an original like the stored entry.

        Raises:
            AccessDenied, and what has no such paper: see there.
        """
        with self.units() as unit:
            paper = self._paper(unit, session, wanted)
            unit.commit()
        return self.pages(paper.blocks, size)

    def route(self, session: Session, role: PrinterRole, printer_id: UUID) -> Changes:
        """Give a role to a printer; raises AccessDenied."""
        return self._set(session, printer_id, lambda unit: unit.papers.route(role, printer_id))

    def save_letterhead(self, session: Session, letterhead: Letterhead) -> Changes:
        """Set what stands at the head of this site's papers; raises AccessDenied."""
        return self._set(
            session, session.site_id, lambda unit: unit.papers.save_letterhead(letterhead)
        )

    def _set(
        self, session: Session, subject_id: UUID, change: Callable[[PaperUnit], None]
    ) -> Changes:
        with self.units() as unit:
            self.gate.pass_through(unit, session, _access(Action.PRINTER_SET, subject_id))
            change(unit)
            return unit.commit()

    def _paper(self, unit: PaperUnit, session: Session, wanted: Wanted) -> Paper:
        subject_id = wanted.id or session.site_id
        self.gate.pass_through(unit, session, _access(Action.PAPER_PRINT, subject_id))
        match wanted.kind:
            case PaperKind.GIFT_CARD:
                return paper_of_gift_card(unit, wanted.number)
            case PaperKind.PRESCRIPTION:
                return paper_of_prescription(unit, PrescriptionId(subject_id))
            case (
                PaperKind.ORDER_CONFIRMATION | PaperKind.QUOTATION | PaperKind.COLLECTION_SLIP
            ) as kind:
                return paper_of_order(unit, kind, OrderId(subject_id))
            case _:
                paper = paper_of_entry(unit, session, entry_at(unit, int(wanted.number)))
                if paper is None:
                    raise LookupError(f"entry {wanted.number} has no paper")
                return paper

    def _pass(self, unit: PaperUnit, session: Session, subject_id: UUID, reason: str) -> None:
        self.gate.pass_through(
            unit, session, _access(Action.PAPER_REPRINT, subject_id, reason=reason)
        )


def _access(action: Action, subject_id: UUID, *, reason: str | None = None) -> Access:
    return Access(
        action=action,
        subject_type=SUBJECT,
        subject_id=subject_id,
        correlation_id=subject_id,
        reason=reason,
    )


def _drawer_only(entry: JournalEntry) -> Paper:
    return Paper(
        kind=PaperKind.CASH_SLIP,
        reference=entry.reference,
        subject=str(entry.number),
        blocks=(OpenDrawer(),),
    )
