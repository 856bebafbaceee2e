"""What came back of orders, and what is put aside, in their tables."""

import json
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from app.adapters.store.order_life_rows import orders_parked, orders_returns
from app.adapters.store.statements import insert_once, insert_or_as_new
from app.adapters.store.transaction import Found, Transaction
from app.domain.kernel.ids import OrderId, PatientId, SiteId, UserId
from app.domain.orders.errors import ParkedOrderNotFound
from app.domain.orders.parked import ParkedOrder
from app.domain.orders.returns import Disposition, OrderReturn, ReturnedLine

RETURNS = orders_returns.c
PARKED = orders_parked.c

ADD_RETURN = insert_once(orders_returns)
FIND_RETURNS = (
    select(orders_returns)
    .where(RETURNS.order_id == bindparam("order_id"))
    .order_by(RETURNS.at, RETURNS.return_id)
)
PARK = insert_or_as_new(orders_parked, PARKED.version)
FIND_PARKED = select(orders_parked).where(PARKED.parked_id == bindparam("parked_id"))
FIND_WAITING = select(orders_parked).where(PARKED.is_open).order_by(PARKED.at.desc())


class SqlOrderLife:
    """The returns and the forms that wait."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add_return(self, order_return: OrderReturn) -> bool:
        """Keep a return; the same one twice is harmless. True if it was new."""
        fields = {
            "return_id": order_return.return_id,
            "order_id": order_return.order_id,
            "site_id": order_return.site_id,
            "currency": order_return.currency,
            "lines": json.dumps([_line_fields(line) for line in order_return.lines]),
            "reason": order_return.reason,
            "at": order_return.at,
            "recorded_by": order_return.by,
        }
        return self._transaction.write(ADD_RETURN, fields) > 0

    def returns_of(self, order_id: OrderId) -> tuple[OrderReturn, ...]:
        """Return what came back of an order, oldest first."""
        rows = self._transaction.read(FIND_RETURNS, order_id=order_id)
        return tuple(_return(row) for row in rows)

    def park(self, parked: ParkedOrder) -> None:
        """Keep what is parked, or replace an older version of it."""
        fields = {
            "parked_id": parked.parked_id,
            "site_id": parked.site_id,
            "patient_id": parked.patient_id,
            "title": parked.title,
            "form": parked.form,
            "at": parked.at,
            "parked_by": parked.by,
            "version": parked.version,
            "is_open": parked.is_open,
        }
        self._transaction.write(PARK, fields)

    def parked(self, parked_id: UUID) -> ParkedOrder:
        """Return what is parked under an id, taken up or not; raises ParkedOrderNotFound."""
        row = self._transaction.first(FIND_PARKED, parked_id=parked_id)
        if row is None:
            raise ParkedOrderNotFound(parked_id=str(parked_id))
        return _parked(row)

    def all_parked(self) -> tuple[ParkedOrder, ...]:
        """Return what waits to be taken up, the newest first."""
        return tuple(_parked(row) for row in self._transaction.read(FIND_WAITING))


def _line_fields(line: ReturnedLine) -> dict[str, Any]:
    return {
        "line_id": line.line_id,
        "sku": line.sku,
        "pieces": line.pieces,
        "disposition": line.disposition.value,
        "credit_minor": line.credit_minor,
    }


def _return(row: Found) -> OrderReturn:
    return OrderReturn(
        return_id=row.return_id,
        order_id=OrderId(row.order_id),
        site_id=SiteId(row.site_id),
        lines=tuple(
            ReturnedLine(**{**line, "disposition": Disposition(line["disposition"])})
            for line in json.loads(row.lines)
        ),
        currency=row.currency,
        reason=row.reason,
        at=row.at,
        by=UserId(row.recorded_by),
    )


def _parked(row: Found) -> ParkedOrder:
    return ParkedOrder(
        parked_id=row.parked_id,
        site_id=SiteId(row.site_id),
        patient_id=None if row.patient_id is None else PatientId(row.patient_id),
        title=row.title,
        form=row.form,
        at=row.at,
        by=UserId(row.parked_by),
        version=row.version,
        is_open=row.is_open,
    )
