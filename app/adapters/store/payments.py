"""Payments and refunds with their lines, only ever added."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select

from app.adapters.store.money_rows import (
    payments_payment_lines,
    payments_payments,
    payments_refund_lines,
    payments_refunds,
)
from app.adapters.store.statements import insert_once
from app.adapters.store.transaction import Found, Transaction
from app.domain.kernel.ids import DeviceId, OrderId, UserId
from app.domain.kernel.money import Money
from app.domain.payments.balance import OrderEntry
from app.domain.payments.ids import PaymentId, RefundId
from app.domain.payments.payment import Payment, Purpose, Refund, RefundLine
from app.domain.payments.tender import Tender, TenderKey, TenderLine

PAYMENTS = payments_payments.c
REFUNDS = payments_refunds.c
PAID_LINES = payments_payment_lines.c
BACK_LINES = payments_refund_lines.c

ADD_PAYMENT = insert_once(payments_payments)
ADD_PAYMENT_LINES = insert_once(payments_payment_lines)
ADD_REFUND = insert_once(payments_refunds)
ADD_REFUND_LINES = insert_once(payments_refund_lines)


class SqlPayments:
    """Plays PaymentRepository."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add_payment(self, payment: Payment) -> None:
        """Insert a payment; the same one twice is harmless."""
        if self._transaction.write(ADD_PAYMENT, _payment_fields(payment)):
            self._transaction.insert(ADD_PAYMENT_LINES, _payment_line_fields(payment))

    def add_refund(self, refund: Refund) -> None:
        """Insert a refund; the same one twice is harmless."""
        if self._transaction.write(ADD_REFUND, _refund_fields(refund)):
            self._transaction.insert(ADD_REFUND_LINES, _refund_line_fields(refund))

    def payment(self, payment_id: PaymentId) -> Payment | None:
        """Return the payment, or None."""
        return next(iter(self._payments(PAYMENTS.payment_id == payment_id)), None)

    def refund(self, refund_id: RefundId) -> Refund | None:
        """Return the refund, or None."""
        return next(iter(self._refunds(REFUNDS.refund_id == refund_id)), None)

    def entries_of_order(self, order_id: OrderId) -> tuple[OrderEntry, ...]:
        """Return every payment and refund of an order."""
        paid = self._payments(PAYMENTS.order_id == order_id)
        return (*paid, *self._refunds(REFUNDS.order_id == order_id))

    def entries_of_payment(self, payment_id: PaymentId) -> tuple[OrderEntry, ...]:
        """Return a payment, and the refunds that name it."""
        paid = self._payments(PAYMENTS.payment_id == payment_id)
        return (*paid, *self._refunds(REFUNDS.payment_id == payment_id))

    def _payments(self, which: ColumnElement[bool]) -> list[Payment]:
        query = select(payments_payments).where(which).order_by(PAYMENTS.taken_at)
        return [_payment(row, self._lines_of_payment(row)) for row in self._transaction.read(query)]

    def _refunds(self, which: ColumnElement[bool]) -> list[Refund]:
        query = select(payments_refunds).where(which).order_by(REFUNDS.given_at)
        return [_refund(row, self._lines_of_refund(row)) for row in self._transaction.read(query)]

    def _lines_of_payment(self, row: Found) -> Sequence[Found]:
        lines = select(payments_payment_lines).where(PAID_LINES.payment_id == row.payment_id)
        return self._transaction.read(lines.order_by(PAID_LINES.position))

    def _lines_of_refund(self, row: Found) -> Sequence[Found]:
        lines = select(payments_refund_lines).where(BACK_LINES.refund_id == row.refund_id)
        return self._transaction.read(lines.order_by(BACK_LINES.position))


def _payment_fields(payment: Payment) -> dict[str, Any]:
    return {
        "payment_id": payment.payment_id,
        "purpose": payment.purpose.value,
        "order_id": payment.order_id,
        "currency": payment.rounding.currency,
        "rounding_minor": payment.rounding.minor,
        "taken_at": payment.taken_at,
        "taken_by": payment.taken_by,
        "till_id": payment.till_id,
    }


def _payment_line_fields(payment: Payment) -> list[dict[str, Any]]:
    return [
        {
            "payment_id": payment.payment_id,
            "position": position,
            "tender": line.key.tender.value,
            "reference": line.key.reference,
            "amount_minor": line.amount.minor,
            "handed_over_minor": None if line.handed_over is None else line.handed_over.minor,
        }
        for position, line in enumerate(payment.lines, start=1)
    ]


def _refund_fields(refund: Refund) -> dict[str, Any]:
    return {
        "refund_id": refund.refund_id,
        "order_id": refund.order_id,
        "payment_id": refund.payment_id,
        "currency": refund.credit.currency,
        "credit_minor": refund.credit.minor,
        "rounding_minor": refund.rounding.minor,
        "given_at": refund.given_at,
        "given_by": refund.given_by,
        "till_id": refund.till_id,
    }


def _refund_line_fields(refund: Refund) -> list[dict[str, Any]]:
    return [
        {
            "refund_id": refund.refund_id,
            "position": position,
            "from_tender": line.source.tender.value,
            "from_reference": line.source.reference,
            "to_tender": line.to.tender.value,
            "to_reference": line.to.reference,
            "amount_minor": line.amount.minor,
        }
        for position, line in enumerate(refund.lines, start=1)
    ]


def _payment(row: Found, lines: Sequence[Found]) -> Payment:
    currency: str = row.currency
    return Payment(
        payment_id=PaymentId(row.payment_id),
        purpose=Purpose(row.purpose),
        order_id=None if row.order_id is None else OrderId(row.order_id),
        lines=tuple(_tender_line(line, currency) for line in lines),
        rounding=Money(row.rounding_minor, currency),
        taken_at=row.taken_at,
        taken_by=UserId(row.taken_by),
        till_id=DeviceId(row.till_id),
    )


def _tender_line(line: Found, currency: str) -> TenderLine:
    handed_over = line.handed_over_minor
    return TenderLine(
        key=TenderKey(tender=Tender(line.tender), reference=line.reference),
        amount=Money(line.amount_minor, currency),
        handed_over=None if handed_over is None else Money(handed_over, currency),
    )


def _refund(row: Found, lines: Sequence[Found]) -> Refund:
    currency: str = row.currency
    return Refund(
        refund_id=RefundId(row.refund_id),
        order_id=None if row.order_id is None else OrderId(row.order_id),
        payment_id=None if row.payment_id is None else PaymentId(row.payment_id),
        lines=tuple(_refund_line(line, currency) for line in lines),
        credit=Money(row.credit_minor, currency),
        rounding=Money(row.rounding_minor, currency),
        given_at=row.given_at,
        given_by=UserId(row.given_by),
        till_id=DeviceId(row.till_id),
    )


def _refund_line(line: Found, currency: str) -> RefundLine:
    return RefundLine(
        source=TenderKey(tender=Tender(line.from_tender), reference=line.from_reference),
        to=TenderKey(tender=Tender(line.to_tender), reference=line.to_reference),
        amount=Money(line.amount_minor, currency),
    )
