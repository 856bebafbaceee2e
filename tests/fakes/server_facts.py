"""Facts as devices commit them, and what the server's tables then hold."""

from typing import Any

from sqlalchemy import Engine, text

from app.domain.customers import Patient, PatientChanged, Prescription, PrescriptionIssued
from app.domain.inventory import Reservation, StockReserved
from app.domain.lab.work_order import Stage, WorkOrder, WorkOrderStageChanged
from app.domain.orders import Order
from tests.factories import a_reservation, a_stage_entry, a_work_order, an_order
from tests.factories.lab import a_lab_job
from tests.fakes.server_device import Envelope, ServerDevice


def sell(store: ServerDevice, order: Order | None = None) -> list[Envelope]:
    """Commit an order with the promise of its frame, as one group."""
    order = order or an_order()
    return store.commit(order.created(), reserved(a_reservation(order_id=order.order_id)))


def reserved(reservation: Reservation) -> StockReserved:
    return StockReserved(reservation=reservation)


def registered(patient: Patient) -> PatientChanged:
    return PatientChanged(patient=patient)


def issued(prescription: Prescription) -> PrescriptionIssued:
    return PrescriptionIssued(prescription=prescription)


def opened(order: Order, *, n: int = 88) -> WorkOrder:
    """Return the work order a lab opens for an order."""
    return a_work_order(a_lab_job(order), n=n)


def entered(
    work_order: WorkOrder, stage: Stage = Stage.RECEIVED, **changes: Any
) -> WorkOrderStageChanged:
    """Return the fact that a work order entered a stage."""
    return WorkOrderStageChanged(
        work_order=work_order, entry=a_stage_entry(work_order, stage, **changes)
    )


def rows(engine: Engine, query: str, **given: Any) -> list[tuple[Any, ...]]:
    """Ask the database itself."""
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query), given)]


def count(engine: Engine, table: str) -> int:
    [[n]] = rows(engine, f"SELECT count(*) FROM {table}")  # noqa: S608 - the name is our own.
    return int(n)


def outcomes(answer: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Return what became of each envelope, and why."""
    return [(each["outcome"], each["code"]) for each in answer["outcomes"]]


APPLIED = ("applied", None)
DUPLICATE = ("duplicate", None)
