"""How patients stand, for a list of them: the last prescription, what waits, what is unpaid."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, bindparam, func, select, text

from app.adapters.store.money_rows import (
    payments_payment_lines,
    payments_payments,
    payments_refund_lines,
    payments_refunds,
)
from app.adapters.store.patient_rows import customers_merged
from app.adapters.store.rows import customers_prescriptions, orders_orders
from app.adapters.store.transaction import Transaction
from app.domain.kernel.money import Money
from app.domain.orders import OrderStatus

ORDERS = orders_orders.c
PAYMENTS = payments_payments.c
REFUNDS = payments_refunds.c
PRESCRIPTIONS = customers_prescriptions.c
IDS: BindParameter[Any] = bindparam("ids", expanding=True)
READY = (OrderStatus.AT_STORE.value, OrderStatus.NOTIFIED.value)
OWES_NOTHING = tuple(
    status.value
    for status in (
        OrderStatus.QUOTE,
        OrderStatus.DRAFT,
        OrderStatus.CANCELLED,
        OrderStatus.RETURNED,
    )
)

FIND_MERGED = select(customers_merged).where(customers_merged.c.winner_id.in_(IDS))
LAST_PRESCRIPTIONS = (
    select(PRESCRIPTIONS.patient_id, func.max(PRESCRIPTIONS.issued_on).label("issued_on"))
    .where(PRESCRIPTIONS.patient_id.in_(IDS))
    .group_by(PRESCRIPTIONS.patient_id)
)
# Said as the index of open orders says it; what was handed over was paid, or went on account.
IS_OPEN = text(
    "(status NOT IN ('quote', 'draft', 'collected', 'cancelled', 'returned')"
    " OR json_extract(details, '$.handover.account_reason') IS NOT NULL)"
)
FIND_ORDERS = select(
    ORDERS.order_id, ORDERS.patient_id, ORDERS.status, ORDERS.total_minor, ORDERS.currency
).where(ORDERS.patient_id.in_(IDS), IS_OPEN)
PAID = (
    select(
        PAYMENTS.order_id,
        func.coalesce(func.sum(payments_payment_lines.c.amount_minor), 0).label("minor"),
    )
    .join(payments_payment_lines, payments_payment_lines.c.payment_id == PAYMENTS.payment_id)
    .where(PAYMENTS.order_id.in_(IDS))
    .group_by(PAYMENTS.order_id)
)
PAID_ROUNDING = (
    select(PAYMENTS.order_id, func.sum(-PAYMENTS.rounding_minor).label("minor"))
    .where(PAYMENTS.order_id.in_(IDS))
    .group_by(PAYMENTS.order_id)
)
GIVEN_BACK = (
    select(REFUNDS.order_id, func.sum(-payments_refund_lines.c.amount_minor).label("minor"))
    .join(payments_refund_lines, payments_refund_lines.c.refund_id == REFUNDS.refund_id)
    .where(REFUNDS.order_id.in_(IDS))
    .group_by(REFUNDS.order_id)
)
CREDITED = (
    select(
        REFUNDS.order_id,
        func.sum(REFUNDS.credit_minor + REFUNDS.rounding_minor).label("minor"),
    )
    .where(REFUNDS.order_id.in_(IDS))
    .group_by(REFUNDS.order_id)
)
SETTLED = (PAID, PAID_ROUNDING, GIVEN_BACK, CREDITED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a list says beside the name."""

    last_rx_on: date | None = None
    ready: int = 0
    due: Money | None = None


def standing_of(transaction: Transaction, ids: Sequence[UUID]) -> dict[UUID, Standing]:
    """Return how each patient stands, merged records counted with the one that is shown."""
    standing = {patient_id: Standing() for patient_id in ids}
    if not ids:
        return standing
    shown = {row.loser_id: row.winner_id for row in transaction.read(FIND_MERGED, ids=list(ids))}
    everyone = [*ids, *shown]
    for row in transaction.read(LAST_PRESCRIPTIONS, ids=everyone):
        owner = shown.get(row.patient_id, row.patient_id)
        known = standing[owner].last_rx_on
        issued_on = row.issued_on if known is None else max(known, row.issued_on)
        standing[owner] = replace(standing[owner], last_rx_on=issued_on)
    orders = transaction.read(FIND_ORDERS, ids=everyone)
    settled = _settled(transaction, [row.order_id for row in orders])
    for row in orders:
        owner = shown.get(row.patient_id, row.patient_id)
        was = standing[owner]
        ready = was.ready + (row.status in READY)
        standing[owner] = replace(was, ready=ready)
        left = row.total_minor - settled.get(row.order_id, 0)
        if row.status not in OWES_NOTHING and left > 0:
            due = Money(left, row.currency)
            # Amounts of two currencies have no sum; the first one is told.
            is_same = was.due is not None and was.due.currency == row.currency
            total = was.due + due if was.due is not None and is_same else was.due or due
            standing[owner] = replace(standing[owner], due=total)
    return standing


def _settled(transaction: Transaction, order_ids: list[UUID]) -> dict[UUID, int]:
    """Return what is paid of each order, less what was given back, plus what was credited."""
    settled: dict[UUID, int] = {}
    for query in SETTLED if order_ids else ():
        for row in transaction.read(query, ids=order_ids):
            settled[row.order_id] = settled.get(row.order_id, 0) + row.minor
    return settled
