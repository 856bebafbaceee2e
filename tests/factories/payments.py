"""Payments, refunds, journals and gift cards that are valid; a test names what matters."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from app.domain.kernel.ids import CommandId, DeviceId, OrderId, UserId
from app.domain.kernel.money import Money
from app.domain.payments.checkpoints import Checkpoint, is_checkpoint_due
from app.domain.payments.documents import (
    DocumentType,
    FiscalDocument,
    ReceiptContent,
    ReceiptLine,
    TaxAmount,
    TillMovement,
    cash_document,
)
from app.domain.payments.ids import AttemptId, PaymentId, RefundId, StoredValueId, TillSessionId
from app.domain.payments.journal import JournalEntry, JournalHead, Stamp
from app.domain.payments.payment import Payment, Purpose, Refund, RefundLine
from app.domain.payments.stored_value import StoredValue, StoredValueEntry, ValueMovement
from app.domain.payments.tender import CASH_DRAWER, Tender, TenderKey, TenderLine
from app.domain.payments.terminal import (
    Direction,
    TerminalAttempt,
    TerminalMark,
    TerminalRequest,
)
from app.services.payment_ports import Signer
from tests.factories.moments import NOW, TODAY
from tests.fakes.payments import FakeSigner

TILL = DeviceId(UUID("0198a000-0000-7000-8000-00000000000a"))
CASHIER = UserId(UUID("0198a000-0000-7000-8000-00000000000b"))
ORDER = OrderId(UUID("0198a000-0000-7000-8000-00000000000c"))
DEVICE_KEY = FakeSigner()
SHIFT = TillSessionId(UUID("0198a000-0000-7000-8000-00000000000d"))


def euro(minor: int) -> Money:
    return Money(minor, "EUR")


def cash(minor: int, *, handed_over: int | None = None) -> TenderLine:
    handed = None if handed_over is None else euro(handed_over)
    return TenderLine(key=CASH_DRAWER, amount=euro(minor), handed_over=handed)


def by(tender: Tender, minor: int, reference: str = "R-1") -> TenderLine:
    return TenderLine(key=TenderKey(tender=tender, reference=reference), amount=euro(minor))


def a_payment(*lines: TenderLine, **changes: Any) -> Payment:
    payment = Payment(
        payment_id=PaymentId(uuid4()),
        purpose=Purpose.DEPOSIT,
        order_id=ORDER,
        lines=lines or (cash(10_000),),
        rounding=euro(0),
        taken_at=NOW,
        taken_by=CASHIER,
        till_id=TILL,
    )
    return replace(payment, **changes)


def back(minor: int, source: TenderKey = CASH_DRAWER, to: TenderKey | None = None) -> RefundLine:
    return RefundLine(source=source, to=to or source, amount=euro(minor))


def a_refund(*lines: RefundLine, **changes: Any) -> Refund:
    refund = Refund(
        refund_id=RefundId(uuid4()),
        order_id=ORDER,
        payment_id=None,
        lines=lines or (back(5_000),),
        credit=euro(0),
        rounding=euro(0),
        given_at=NOW,
        given_by=CASHIER,
        till_id=TILL,
    )
    return replace(refund, **changes)


def a_content(total: int = 10_000, *, rate_bp: int = 1900, **changes: Any) -> ReceiptContent:
    """Return a receipt over one pair of spectacles with its tax."""
    net = total * 10_000 // (10_000 + rate_bp)
    line = ReceiptLine(
        sku="FR-1", description="Spectacles", quantity=1, amount_minor=total, tax_code="standard"
    )
    tax = TaxAmount(code="standard", rate_bp=rate_bp, net_minor=net, tax_minor=total - net)
    content = ReceiptContent(lines=(line,), taxes=(tax,), reference="O-LIN-26-1")
    return replace(content, **changes)


def a_document(
    type_: DocumentType = DocumentType.SALE, minor: int = 10_000, tender: Tender = Tender.CASH
) -> FiscalDocument:
    return FiscalDocument(
        type=type_,
        currency="EUR",
        total_minor=minor,
        movements=(TillMovement(tender=tender, amount_minor=minor),),
    )


def a_stamp(minute: int = 0, **changes: Any) -> Stamp:
    stamp = Stamp(
        at=NOW + timedelta(minutes=minute),
        actor=CASHIER,
        command_id=CommandId(uuid4()),
        business_day=TODAY,
        session_id=SHIFT,
    )
    return replace(stamp, **changes)


def a_head(**changes: Any) -> JournalHead:
    return replace(JournalHead(till_id=TILL, till_code="LIN-1"), **changes)


def a_journal(*documents: FiscalDocument) -> list[JournalEntry]:
    """Return a till's whole journal: the documents given, a minute apart, in one session."""
    head, entries = a_head(), []
    for minute, document in enumerate(documents):
        entry = head.append(document, a_stamp(minute))
        entries.append(entry)
        head = head.after(entry)
    return entries


def a_shift(sales: int = 6) -> list[JournalEntry]:
    """Return an opening, so many sales, and the Z that closes it."""
    opening = cash_document(DocumentType.OPENING, euro(20_000), {})
    sold = [a_document(minor=1_000 + 7 * at) for at in range(sales)]
    return a_journal(opening, *sold, FiscalDocument(type=DocumentType.Z_REPORT, currency="EUR"))


def checkpoints_of(entries: list[JournalEntry], signer: Signer = DEVICE_KEY) -> list[Checkpoint]:
    """Return what the device signed while it sealed these entries."""
    signed: list[Checkpoint] = []
    for entry in entries:
        if is_checkpoint_due(entry, signed[-1].number if signed else 0):
            bare = Checkpoint(
                till_id=entry.till_id,
                number=entry.number,
                hash=entry.hash,
                at=entry.stamp.at,
                public_key=signer.public_hex,
            )
            signed.append(bare.signed(signer.sign(bare.signing_input())))
    return signed


def a_gift_card(minor: int = 5_000, **changes: Any) -> StoredValue:
    stored_value_id = StoredValueId(uuid4())
    issued = StoredValueEntry(
        entry_id="issued",
        stored_value_id=stored_value_id,
        movement=ValueMovement.ISSUE,
        amount=euro(minor),
        at=NOW - timedelta(days=1),
        device_id=TILL,
    )
    card = StoredValue(
        stored_value_id=stored_value_id,
        kind=Tender.GIFT_CARD,
        number="GC-7001-4455",
        currency="EUR",
        entries=(issued,),
    )
    return replace(card, **changes)


def an_attempt(
    minor: int = 31_455, *, minute: int = 0, before: str | None = "41", **changes: Any
) -> TerminalAttempt:
    """Return a card payment that was begun; `before` is the terminal's last payment."""
    request = TerminalRequest(
        key=AttemptId(uuid4()),
        direction=Direction.CHARGE,
        amount=euro(minor),
        before=None if before is None else TerminalMark(number=before),
    )
    attempt = TerminalAttempt.begin(
        request, till_id=TILL, order_id=ORDER, by=CASHIER, now=NOW + timedelta(minutes=minute)
    )
    return replace(attempt, **changes)
