"""Orders with their items and snapshots in their tables."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, bindparam, delete, exists, insert, or_, select

from app.adapters.store import order_documents as documents
from app.adapters.store.order_life import SqlOrderLife
from app.adapters.store.order_rows import SHOWN_COLUMNS, order_row
from app.adapters.store.rows import (
    orders_order_items,
    orders_orders,
    orders_patient_snapshots,
)
from app.adapters.store.snapshots import SqlPatientSnapshots, SqlPrescriptionSnapshots
from app.adapters.store.stage_history import stages_of_orders
from app.adapters.store.statements import insert_or_as_new
from app.adapters.store.transaction import Found, Transaction
from app.domain.kernel.ids import (
    CommandId,
    OrderId,
    OrderItemId,
    PatientId,
    SiteId,
    UserId,
)
from app.domain.kernel.money import Money
from app.domain.kernel.numbers import DocumentNumber
from app.domain.orders import (
    CommandWasUsedForAnotherOrder,
    Order,
    OrderDraft,
    OrderItem,
    OrderNotFound,
    OrderStatus,
)
from app.domain.orders.order_document import Details, details_of
from app.domain.pricing import PricedLine
from app.services.views import OrderRow

ORDERS = orders_orders.c
ITEMS = orders_order_items.c
ORDER_ID: BindParameter[UUID] = bindparam("order_id")

SAVE_ORDER = insert_or_as_new(orders_orders, ORDERS.version)
FIND_ORDER = select(orders_orders).where(ORDERS.order_id == ORDER_ID)
FORGET_ITEMS = delete(orders_order_items).where(ITEMS.order_id == ORDER_ID)
ADD_ITEMS = insert(orders_order_items)
FIND_ITEMS = select(orders_order_items).where(ITEMS.order_id == ORDER_ID).order_by(ITEMS.position)
IS_COMMAND_OF_ANOTHER = select(
    exists().where(ORDERS.command_id == bindparam("command_id"), ORDERS.order_id != ORDER_ID)
)
FIND_LINE = (
    select(ORDERS.order_id)
    .where(or_(ORDERS.order_id == bindparam("root_id"), ORDERS.root_id == bindparam("root_id")))
    .order_by(ORDERS.created_at, ORDERS.order_id)
)
NEWEST_FIRST = (ORDERS.created_at.desc(), ORDERS.order_id.desc())


class SqlOrders(SqlOrderLife):
    """The orders of a store, with what comes back of them and what is put aside."""

    def __init__(
        self,
        transaction: Transaction,
        patients: SqlPatientSnapshots,
        prescriptions: SqlPrescriptionSnapshots,
    ) -> None:
        super().__init__(transaction)
        self._patients = patients
        self._prescriptions = prescriptions

    def add(self, order: Order) -> None:
        """Insert the order, its items and both snapshots, or replace an older version.

        Raises:
            CommandWasUsedForAnotherOrder: the command made another order; nothing changed.
        """
        self._refuse_used_command(order)
        if self._transaction.write(SAVE_ORDER, self._fields(order)):
            self._transaction.write(FORGET_ITEMS, {"order_id": order.order_id})
            self._transaction.insert(ADD_ITEMS, _item_fields(order))

    def get(self, order_id: OrderId) -> Order:
        """Return the order; raises OrderNotFound."""
        row = self._transaction.first(FIND_ORDER, order_id=order_id)
        if row is None:
            raise OrderNotFound(order_id=str(order_id))
        return self._order(row, self._transaction.read(FIND_ITEMS, order_id=order_id))

    def line_of(self, root_id: OrderId) -> tuple[Order, ...]:
        """Return an order and every remake that goes back to it, the first one first."""
        rows = self._transaction.read(FIND_LINE, root_id=root_id)
        return tuple(self.get(OrderId(row.order_id)) for row in rows)

    def rows(self, *, limit: int) -> tuple[OrderRow, ...]:
        """Return the newest orders with their lab stage folded in."""
        return self._rows(ORDERS.order_id.is_not(None), limit=limit)

    def rows_of_patient(self, patient_id: PatientId, *, limit: int) -> tuple[OrderRow, ...]:
        """Return a patient's orders, newest first."""
        return self._rows(ORDERS.patient_id == patient_id, limit=limit)

    def row_by_number(self, number: str) -> OrderRow | None:
        """Return the order with that printed number, or None."""
        found = self._rows(ORDERS.number == number, limit=1)
        return found[0] if found else None

    def _rows(self, condition: ColumnElement[bool], *, limit: int) -> tuple[OrderRow, ...]:
        is_its_snapshot = orders_patient_snapshots.c.sha256 == ORDERS.patient_snapshot_sha256
        query = (
            select(*SHOWN_COLUMNS)
            .join(orders_patient_snapshots, is_its_snapshot)
            .where(condition)
            .order_by(*NEWEST_FIRST)
            .limit(limit)
        )
        rows = self._transaction.read(query)
        stages = stages_of_orders(self._transaction, [row.order_id for row in rows])
        return tuple(order_row(row, stages.get(row.order_id)) for row in rows)

    def _refuse_used_command(self, order: Order) -> None:
        is_used = self._transaction.scalar(
            IS_COMMAND_OF_ANOTHER, command_id=order.command_id, order_id=order.order_id
        )
        if is_used:
            raise CommandWasUsedForAnotherOrder(reason="command_id")

    def _fields(self, order: Order) -> dict[str, Any]:
        draft = order.draft
        return {
            "order_id": order.order_id,
            "command_id": order.command_id,
            "number": str(order.number),
            "site_id": order.site_id,
            "lab_site_id": draft.lab_site_id,
            "created_at": order.created_at,
            "created_by": order.created_by,
            "status": order.status.value,
            "version": order.version,
            "currency": draft.currency,
            "total_minor": order.total.minor,
            "patient_id": order.patient_id,
            "patient_snapshot_sha256": self._patients.add(draft.patient),
            "prescription_snapshot_sha256": self._prescriptions.add_any(draft.prescription),
            "frame": documents.frame_to_text(draft.frame),
            "lens": documents.lens_to_text(draft.lens),
            "edging": documents.edging_to_text(draft.edging),
            "promised_on": draft.promised_on,
            "is_rush": draft.is_rush,
            "note": draft.note,
            "root_id": None if order.remake is None else order.remake.root,
            "details": json.dumps(details_of(order), ensure_ascii=False, separators=(",", ":")),
        }

    def _order(self, row: Found, items: Sequence[Found]) -> Order:
        details = Details(None if row.details is None else json.loads(row.details))
        return Order(
            number=DocumentNumber.parse(row.number),
            site_id=SiteId(row.site_id),
            created_at=row.created_at,
            created_by=UserId(row.created_by),
            command_id=CommandId(row.command_id),
            draft=self._draft(row, items, details),
            status=OrderStatus(row.status),
            version=row.version,
            quote=details.quote,
            remake=details.remake,
            handover=details.handover,
            trail=details.trail,
        )

    def _draft(self, row: Found, items: Sequence[Found], details: Details) -> OrderDraft:
        return OrderDraft(
            order_id=OrderId(row.order_id),
            patient=self._patients.get(row.patient_snapshot_sha256),
            prescription=self._prescriptions.any(row.prescription_snapshot_sha256),
            frame=documents.frame_or_none(row.frame),
            lens=documents.lens_or_none(row.lens),
            edging=documents.edging_from_text(row.edging),
            items=tuple(_item(item, row.currency) for item in items),
            currency=row.currency,
            lab_site_id=SiteId(row.lab_site_id),
            promised_on=row.promised_on,
            is_rush=row.is_rush,
            note=row.note,
            bill=details.bill,
            extras=details.extras,
            contact_lenses=details.contact_lenses,
            confirmations=details.confirmations,
            companion=details.companion,
        )


def _item_fields(order: Order) -> list[dict[str, Any]]:
    return [
        {
            "item_id": item.item_id,
            "order_id": order.order_id,
            "position": position,
            "sku": item.line.sku,
            "description": item.line.description,
            "quantity": item.line.quantity,
            "unit_price_minor": item.line.unit_price.minor,
        }
        for position, item in enumerate(order.draft.items, start=1)
    ]


def _item(row: Found, currency: str) -> OrderItem:
    line = PricedLine(
        sku=row.sku,
        description=row.description,
        quantity=row.quantity,
        unit_price=Money(row.unit_price_minor, currency),
    )
    return OrderItem(item_id=OrderItemId(row.item_id), line=line)
