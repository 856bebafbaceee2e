"""The columns a list of orders shows, without the weight of traces and powers."""

from sqlalchemy import exists, func

from app.adapters.store.rows import orders_orders, orders_outbox, orders_patient_snapshots
from app.adapters.store.stage_history import LabProgress
from app.adapters.store.transaction import Found
from app.domain.kernel.ids import OrderId
from app.domain.kernel.money import Money
from app.domain.orders import OrderStatus
from app.services.views import OrderRow

ORDERS = orders_orders.c
PATIENT = orders_patient_snapshots.c.document
HAS_FACTS_WAITING = exists().where(
    orders_outbox.c.aggregate_id == ORDERS.order_id, orders_outbox.c.state == "pending"
)
HAS_FACTS_HELD_BACK = exists().where(
    orders_outbox.c.aggregate_id == ORDERS.order_id,
    orders_outbox.c.state.in_(("quarantined", "refused")),
)

SHOWN_COLUMNS = (
    ORDERS.order_id,
    ORDERS.number,
    ORDERS.created_at,
    ORDERS.promised_on,
    ORDERS.total_minor,
    ORDERS.currency,
    ORDERS.status,
    func.json_extract(PATIENT, "$.given_name").label("given_name"),
    func.json_extract(PATIENT, "$.family_name").label("family_name"),
    HAS_FACTS_WAITING.label("has_facts_waiting"),
    HAS_FACTS_HELD_BACK.label("has_facts_held_back"),
)


def order_row(row: Found, lab: LabProgress | None) -> OrderRow:
    """Return the line of a list; `lab` is what the lab has reported about the order."""
    return OrderRow(
        order_id=OrderId(row.order_id),
        number=row.number,
        patient_name=f"{row.given_name} {row.family_name}",
        created_at=row.created_at,
        promised_on=row.promised_on,
        total=Money(row.total_minor, row.currency),
        status=OrderStatus(row.status),
        lab_stage=lab.stage if lab else None,
        work_order_number=lab.work_order_number if lab else None,
        is_synced=not row.has_facts_waiting and not row.has_facts_held_back,
        is_held_back=row.has_facts_held_back,
    )
