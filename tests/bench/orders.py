"""A chain's worth of orders: one order as the store itself writes it, again for every patient.

What a row holds is taken from the store, so that a table with a column more is filled as well.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from app.adapters.store.column_types import MICROSECOND
from app.adapters.store.unit_of_work import SqlUnitOfWork
from app.domain.customers import Patient
from app.domain.kernel.canonical import canonical_json
from app.domain.orders import Order, OrderStatus, PatientSnapshot
from app.domain.payments.payment import Payment
from tests.bench.patients import patients
from tests.factories import a_prescription, an_order
from tests.factories.moments import PROMISED_ON
from tests.factories.payments import a_payment, cash, euro
from tests.integration.store.stores import bare

SEED = 1846
BATCH = 5000
# Most orders are long over; the last ones of a till are the ones that people ask for.
OPEN_SHARE, READY_SHARE = 0.004, 0.002
APART = timedelta(minutes=5)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """The rows of one paid order and of one prescription, as the store wrote them."""

    order: Row
    plain_frame: str
    items: Sequence[Row]
    payment: Row
    payment_lines: Sequence[Row]
    prescription: Row
    eyes: Sequence[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What the pattern is read from."""

    order: Order
    payment: Payment
    prescription_id: UUID


def write_pattern(unit: SqlUnitOfWork, patient: Patient) -> Written:
    """Write one order with its payment and prescription through the repositories."""
    order = an_order(n=1, patient=PatientSnapshot.of(patient))
    order = replace(order, status=OrderStatus.COLLECTED)
    payment = replace(a_payment(cash(order.total.minor)), order_id=order.order_id)
    prescription = a_prescription(patient_id=patient.patient_id)
    unit.patients.save_patient(patient)
    unit.patients.add_prescription(prescription)
    unit.orders.add(order)
    unit.payments.add_payment(replace(payment, rounding=euro(0)))
    return Written(order=order, payment=payment, prescription_id=prescription.prescription_id)


def fill_with_orders(
    file: Path, key: str, written: Written, *, patient_count: int, order_count: int
) -> None:
    """Write orders, payments and prescriptions of the patients into a store that is closed."""
    with bare(file, key) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -1000000")
        pattern = _read_pattern(connection, written)
        connection.execute("BEGIN")
        everybody = list(patients(patient_count))
        _insert(connection, _records(everybody, pattern))
        _insert(connection, _orders(everybody, pattern, order_count))
        connection.execute("COMMIT")


def number_of(place: int) -> str:
    """Return the printed number of an order of the chain."""
    return f"O-LIN-25-{place + 2}"


def snapshot_of(patient: Patient) -> tuple[str, str]:
    """Return the hash and the text of a frozen patient, as the store keeps them."""
    content = canonical_json(PatientSnapshot.of(patient).to_json())
    return hashlib.sha256(content).hexdigest(), content.decode()


def _read_pattern(connection: Any, written: Written) -> Pattern:
    def rows(table: str, column: str, value: object) -> list[Row]:
        cursor = connection.execute(f"SELECT * FROM {table} WHERE {column} = ?", (str(value),))
        names = [each[0] for each in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    order_id, payment_id = written.order.order_id, written.payment.payment_id
    order = rows("orders_orders", "order_id", order_id)[0]
    frame = {**json.loads(order["frame"]), "traces": []}
    return Pattern(
        order=order,
        plain_frame=json.dumps(frame, ensure_ascii=False, separators=(",", ":")),
        items=rows("orders_order_items", "order_id", order_id),
        payment=rows("payments_payments", "payment_id", payment_id)[0],
        payment_lines=rows("payments_payment_lines", "payment_id", payment_id),
        prescription=rows("customers_prescriptions", "prescription_id", written.prescription_id)[0],
        eyes=rows("customers_prescription_eyes", "prescription_id", written.prescription_id),
    )


def _insert(connection: Any, rows: Iterable[tuple[str, Row]]) -> None:
    """Insert rows of many tables, many of one table at a time."""
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        tables: dict[str, list[Row]] = {}
        for table, row in batch:
            tables.setdefault(table, []).append(row)
        for table, of_one in tables.items():
            names = ", ".join(of_one[0])
            marks = ", ".join("?" * len(of_one[0]))
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"
            connection.executemany(statement, [tuple(row.values()) for row in of_one])


def _records(everybody: Sequence[Patient], pattern: Pattern) -> Iterator[tuple[str, Row]]:
    for place, patient in enumerate(everybody):
        prescription_id = _id(1, place)
        own = {"prescription_id": prescription_id, "patient_id": str(patient.patient_id)}
        yield "customers_prescriptions", {**pattern.prescription, **own}
        for eye in pattern.eyes:
            yield "customers_prescription_eyes", {**eye, "prescription_id": prescription_id}


def _orders(
    everybody: Sequence[Patient], pattern: Pattern, count: int
) -> Iterator[tuple[str, Row]]:
    random = Random(SEED)
    frozen: dict[int, str] = {}
    for place in range(count):
        # The first round gives everybody one, so that every patient has a past.
        whose = place if place < len(everybody) else random.randrange(len(everybody))
        patient = everybody[whose]
        if whose not in frozen:
            frozen[whose], text = snapshot_of(patient)
            yield (
                "orders_patient_snapshots",
                {"sha256": frozen[whose], "document": text},
            )
        yield from _order(place, count, patient, frozen[whose], pattern)


def _order(
    place: int, count: int, patient: Patient, sha256: str, pattern: Pattern
) -> Iterator[tuple[str, Row]]:
    order_id = _id(2, place)
    back = (count - place) * APART
    status = _status(count - place, count)
    is_over = status is OrderStatus.COLLECTED
    yield (
        "orders_orders",
        {
            **pattern.order,
            "order_id": order_id,
            "command_id": order_id,
            "number": number_of(place),
            "created_at": pattern.order["created_at"] - back // MICROSECOND,
            "promised_on": (PROMISED_ON - back).isoformat(),
            "patient_id": str(patient.patient_id),
            "patient_snapshot_sha256": sha256,
            "status": status.value,
            # What was traced is kept as long as the lab needs it; old orders have a frame only.
            "frame": pattern.plain_frame if is_over else pattern.order["frame"],
        },
    )
    for n, item in enumerate(pattern.items):
        yield "orders_order_items", {**item, "item_id": _id(3 + n, place), "order_id": order_id}
    if is_over or place % 2:
        yield from _payment(place, order_id, pattern, is_whole=is_over)


def _payment(
    place: int, order_id: str, pattern: Pattern, *, is_whole: bool
) -> Iterator[tuple[str, Row]]:
    payment_id = _id(9, place)
    taken_at = pattern.payment["taken_at"]
    own = {"payment_id": payment_id, "order_id": order_id, "taken_at": taken_at}
    yield "payments_payments", {**pattern.payment, **own}
    for line in pattern.payment_lines:
        amount = line["amount_minor"] if is_whole else line["amount_minor"] // 2
        yield (
            "payments_payment_lines",
            {
                **line,
                "payment_id": payment_id,
                "amount_minor": amount,
                "handed_over_minor": None,
            },
        )


def _status(from_end: int, count: int) -> OrderStatus:
    if from_end <= count * READY_SHARE:
        return OrderStatus.AT_STORE
    if from_end <= count * (READY_SHARE + OPEN_SHARE):
        return OrderStatus.CONFIRMED
    return OrderStatus.COLLECTED


def _id(kind: int, place: int) -> str:
    """Return an id that grows, as the ids of the program do."""
    return str(
        UUID(int=(0x0190_0000_0000 << 80) | (0x7 << 76) | (kind << 64) | (0x8 << 60) | place)
    )
