"""What a paper says, gathered from the unit of work and laid out."""

from collections.abc import Callable
from uuid import UUID

from app.domain.kernel.access import Action, Resource, decide
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import OrderId, PrescriptionId, UserId
from app.domain.kernel.money import Money
from app.domain.kernel.paper import PaperBlock
from app.domain.orders import OrderNotFound
from app.domain.payments.balance import balance_of
from app.domain.payments.documents import RECEIPTS, DocumentType
from app.domain.payments.errors import EntryNotFound, StoredValueNotFound
from app.domain.payments.journal import JournalEntry
from app.domain.payments.tender import Tender
from app.papers.gift_card import gift_card
from app.papers.kinds import PaperKind
from app.papers.letterhead import Letterhead
from app.papers.order_papers import OrderPaper, collection_slip, order_confirmation, quotation
from app.papers.prescription_copy import prescription_copy
from app.papers.receipt import Receipt, receipt
from app.papers.till_papers import cash_slip, till_report
from app.services.paper_ports import PaperUnit
from app.services.paper_queue import Paper
from app.services.payment_ports import PaymentUnit
from app.services.payments import entries_of
from app.services.session import Session

REPORTS = frozenset({DocumentType.X_REPORT, DocumentType.Z_REPORT})
SLIPS = frozenset({DocumentType.PAY_IN, DocumentType.PAY_OUT, DocumentType.DRAWER})


class OrderIsNoQuotation(DomainError):
    """An order that was never quoted has no quotation to print."""

    code = "printing.order.no_quotation"


def paper_of_entry(unit: PaymentUnit, session: Session, entry: JournalEntry) -> Paper | None:
    """Return the paper of a sealed document, or None for one that has none."""
    shop, by = letterhead_of(unit), person_name(unit, entry.stamp.actor)
    type_ = entry.document.type
    if type_ in RECEIPTS:
        return _paper(PaperKind.RECEIPT, entry, receipt(shop, _receipt(unit, entry, by)))
    if type_ in REPORTS:
        blocks = till_report(shop, entry, by, is_blind=_is_blind(session, entry))
        return _paper(PaperKind.TILL_REPORT, entry, blocks)
    if type_ in SLIPS:
        return _paper(PaperKind.CASH_SLIP, entry, cash_slip(shop, entry, by))
    if type_ is DocumentType.REPRINT:
        return copy_of_entry(unit, session, entry)
    return None


def copy_of_entry(unit: PaymentUnit, session: Session, reprint: JournalEntry) -> Paper:
    """Return the paper a sealed reprint asks for: the original's, and which copy it is."""
    details = reprint.document.details
    original = entry_at(unit, int(str(details["of"])))
    paper = paper_of_entry(unit, session, original)
    if paper is None:
        raise EntryNotFound(number=original.number)
    return paper.as_copy(int(str(details["copy"])))


def entry_at(unit: PaymentUnit, number: int) -> JournalEntry:
    """Return an entry of this till; raises EntryNotFound."""
    entry = unit.journal.entry(unit.sync.identity().device_id, number)
    if entry is None:
        raise EntryNotFound(number=number)
    return entry


def moves_cash(entry: JournalEntry) -> bool:
    """Return whether the drawer has to open for a document."""
    if entry.document.type is DocumentType.DRAWER:
        return True
    return any(move.tender is Tender.CASH for move in entry.document.movements)


def paper_of_order(unit: PaymentUnit, kind: PaperKind, order_id: OrderId) -> Paper:
    """Return the confirmation, the quotation or the slip of an order.

    Raises:
        OrderNotFound, OrderIsNoQuotation: see there.
    """
    shop, paper = letterhead_of(unit), _order_paper(unit, order_id)
    layouts: dict[PaperKind, Callable[[], tuple[PaperBlock, ...]]] = {
        PaperKind.ORDER_CONFIRMATION: lambda: order_confirmation(shop, paper),
        PaperKind.QUOTATION: lambda: _quotation(shop, paper),
        PaperKind.COLLECTION_SLIP: lambda: collection_slip(shop, paper),
    }
    quote = paper.order.quote
    number = str(paper.order.number)
    if kind is PaperKind.QUOTATION and quote is not None:
        number = quote.number
    return Paper(kind=kind, reference=number, subject=str(order_id), blocks=layouts[kind]())


def paper_of_prescription(unit: PaperUnit, prescription_id: PrescriptionId) -> Paper:
    """Return the copy of a prescription; raises PrescriptionNotFound."""
    prescription = unit.patients.prescription(prescription_id)
    patient = unit.patients.patient(prescription.patient_id)
    return Paper(
        kind=PaperKind.PRESCRIPTION,
        reference=patient.number,
        subject=str(prescription_id),
        blocks=prescription_copy(letterhead_of(unit), patient, prescription),
    )


def paper_of_gift_card(unit: PaymentUnit, number: str) -> Paper:
    """Return the slip of a gift card; raises StoredValueNotFound.

    What it is known by in the print queue is masked: whoever knows the number can spend it.
    """
    value = unit.stored_value.by_number(number.strip())
    if value is None:
        raise StoredValueNotFound
    return Paper(
        kind=PaperKind.GIFT_CARD,
        reference=f"…{value.number[-4:]}",
        subject=str(value.stored_value_id),
        blocks=gift_card(letterhead_of(unit), value),
    )


def letterhead_of(unit: PaymentUnit) -> Letterhead:
    """Return the head of this site's papers; until it is set, the site's name alone."""
    return unit.papers.letterhead() or Letterhead(name=unit.sync.identity().site_name)


def person_name(unit: PaymentUnit, user_id: UserId) -> str:
    """Return what a person is called, or nothing of who has left."""
    names = {member.user_id: member.name for member in unit.staff.members()}
    return names.get(user_id, "")


def _paper(kind: PaperKind, entry: JournalEntry, blocks: tuple[PaperBlock, ...]) -> Paper:
    return Paper(kind=kind, reference=entry.reference, subject=str(entry.number), blocks=blocks)


def _receipt(unit: PaymentUnit, entry: JournalEntry, served_by: str) -> Receipt:
    order_id = entry.document.details.get("order")
    if not isinstance(order_id, str):
        return Receipt(entry=entry, served_by=served_by)
    try:
        order = unit.orders.get(OrderId(UUID(order_id)))
    except OrderNotFound:
        return Receipt(entry=entry, served_by=served_by)
    bill = order.draft.bill
    is_sale = entry.document.type is DocumentType.SALE
    charged = 0 if bill is None else sum(line.gross_minor for line in bill.disclosed)
    dispensing = Money(charged, entry.document.currency) if charged and is_sale else None
    return Receipt(
        entry=entry, served_by=served_by, order_number=str(order.number), dispensing=dispensing
    )


def _order_paper(unit: PaymentUnit, order_id: OrderId) -> OrderPaper:
    order = unit.orders.get(order_id)
    balance = balance_of(entries_of(unit, order_id), order.total.currency)
    served_by = person_name(unit, order.created_by)
    return OrderPaper(order=order, served_by=served_by, held=balance.held)


def _quotation(shop: Letterhead, paper: OrderPaper) -> tuple[PaperBlock, ...]:
    quote = paper.order.quote
    if quote is None:
        raise OrderIsNoQuotation(number=paper.order.number)
    return quotation(shop, paper, number=quote.number, valid_until=quote.valid_until)


def _is_blind(session: Session, entry: JournalEntry) -> bool:
    """Return whether the report must not tell what the drawer should hold: it is uncounted."""
    tenders = entry.document.details.get("tenders")
    rows = tenders if isinstance(tenders, list | tuple) else ()
    is_counted = any(isinstance(row, dict) and row["counted"] is not None for row in rows)
    may_see = decide(session.subject, Action.TILL_SEE_EXPECTED, Resource()).is_allowed
    return not is_counted and not may_see
