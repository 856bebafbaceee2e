"""A counter at a store: seeds, the real use case, and a look at what is in the file.

Run as a program it takes orders until it is killed, saying each number once it is durable.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from app.adapters.store.local_store import LocalStore
from app.adapters.store.profile import Profile
from app.adapters.store.unit_of_work import SqlUnitOfWork, Surroundings
from app.domain.customers import Patient, Prescription
from app.domain.kernel.access import Role
from app.domain.kernel.ids import CommandId, SessionId
from app.domain.optics.power import Millimetres
from app.domain.optics.prescription import AsWorn, EyeMeasurements
from app.domain.orders import EdgingParameters
from app.services.auditing import Gate
from app.services.orders import CreateOrder, OrderService
from app.services.ports import Clock, NewId
from app.services.session import Session
from tests.factories import a_frame, a_lens, a_movement, a_patient, a_prescription, a_trace
from tests.factories.customers import OPTICIAN_ID
from tests.factories.moments import NOW, PROMISED_ON
from tests.factories.places import LAB_ID, STORE_ID
from tests.integration.store.stores import KEY, bare

SESSION = Session(
    session_id=SessionId(uuid4()),
    user_id=OPTICIAN_ID,
    name="Mara Lindqvist",
    roles=frozenset({Role.OPTICIAN}),
    site_id=STORE_ID,
    started_at=NOW,
)

# One order, in every table it must reach: none of these counts may differ from the orders'.
ROWS_OF_AN_ORDER = {
    "orders_order_items": 2,
    "inventory_reservations": 1,
    "orders_access_audit": 1,
    "orders_outbox": 2,
}
EXISTS = {
    "patient snapshot": "SELECT 1 FROM orders_patient_snapshots s"
    " WHERE s.sha256 = o.patient_snapshot_sha256",
    "prescription snapshot": "SELECT 1 FROM orders_prescription_snapshots s"
    " WHERE s.sha256 = o.prescription_snapshot_sha256",
    "movement": "SELECT 1 FROM inventory_movements m"
    " WHERE m.order_id = o.order_id AND m.kind = 'reservation'",
    "audit": "SELECT 1 FROM orders_access_audit a WHERE a.subject_id = o.order_id",
    "fact": "SELECT 1 FROM orders_outbox f WHERE f.aggregate_id = o.order_id",
}


@dataclass(frozen=True, kw_only=True)
class Counter:
    """The order use case over one store, and the patient who has come in."""

    orders: OrderService
    patient: Patient
    prescription: Prescription

    def a_command(self) -> CreateOrder:
        eye = EyeMeasurements(
            monocular_pd_mm=Millimetres(31_50), fitting_height_mm=Millimetres(19_00)
        )
        return CreateOrder(
            command_id=CommandId(uuid4()),
            patient_id=self.patient.patient_id,
            prescription_id=self.prescription.prescription_id,
            right=eye,
            left=eye,
            as_worn=AsWorn(),
            frame_sku=a_frame().sku,
            traces=(a_trace(), a_trace(eye="left")),
            lens_sku=a_lens().sku,
            tint="",
            edging=EdgingParameters(),
            lab_site_id=LAB_ID,
            promised_on=PROMISED_ON,
            is_rush=False,
            note="",
        )


def open_counter(units: Callable[[], SqlUnitOfWork], *, clock: Clock, new_id: NewId) -> Counter:
    """Put a patient and a catalogue into the store and return its counter."""
    patient = a_patient()
    prescription = a_prescription(patient_id=patient.patient_id)
    with units() as unit:
        unit.patients.save_patient(patient)
        unit.patients.add_prescription(prescription)
        unit.catalogue.save_frame(a_frame())
        unit.catalogue.save_lens(a_lens())
        unit.stock.add_movement(a_movement(on_hand_change=3))
        unit.commit()
    gate = Gate(clock=clock, new_id=new_id)
    service = OrderService(units=units, gate=gate, clock=clock, new_id=new_id)
    return Counter(orders=service, patient=patient, prescription=prescription)


def half_written(path: Path) -> Iterator[str]:
    """Say what of an order is missing, or is there without its order."""
    with bare(path) as connection:
        orders = connection.execute("SELECT count(*) FROM orders_orders").fetchone()[0]
        for table, rows in ROWS_OF_AN_ORDER.items():
            count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            if count != orders * rows:
                yield f"{orders} orders and {count} rows of {table}"
        for part, query in EXISTS.items():
            without = f"SELECT count(*) FROM orders_orders o WHERE NOT EXISTS ({query})"
            count = connection.execute(without).fetchone()[0]
            if count:
                yield f"{count} orders without {part}"
        level = connection.execute("SELECT reserved FROM inventory_stock_levels").fetchone()[0]
        if level != orders:
            yield f"{orders} orders and {level} pieces promised"


def numbers_in(path: Path) -> set[str]:
    """Return the numbers of the orders in a store."""
    with bare(path) as connection:
        rows = connection.execute("SELECT number FROM orders_orders").fetchall()
    return {row[0] for row in rows}


def take_orders_until_killed(folder: Path) -> None:
    def clock() -> datetime:
        return NOW.astimezone(UTC)

    surroundings = Surroundings(clock=clock, new_id=uuid4, on_commit=lambda _changes: None)
    store = LocalStore.open(Profile(folder), KEY, surroundings)
    counter = open_counter(store.units, clock=clock, new_id=uuid4)
    while True:
        order, _ = counter.orders.create(SESSION, counter.a_command())
        sys.stdout.write(f"{order.number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    take_orders_until_killed(Path(sys.argv[1]))
