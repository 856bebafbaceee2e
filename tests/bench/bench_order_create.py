"""What an order costs: the whole use case against its bare rows in one SQLCipher transaction."""

import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from app.adapters.store.engine import connect
from app.adapters.store.local_store import LocalStore
from app.adapters.store.profile import Profile
from app.adapters.store.unit_of_work import Surroundings
from tests.bench.figures import Figure, stopwatch
from tests.factories import a_patient, an_identity
from tests.factories.moments import NOW
from tests.integration.store.counter import SESSION, Counter, open_counter
from tests.integration.store.stores import KEY, TIMELINE

GOAL_P95_MS = 30.0
RUNS = 200
WARM_UP = 10
PATIENTS = 2_000

SNAPSHOT_OF = "sha256 = (SELECT {column} FROM orders_orders WHERE order_id = ?)"

# Where the rows of one order stand, and by which of its ids they are found.
ROWS_OF_AN_ORDER = (
    ("orders_patient_snapshots", SNAPSHOT_OF.format(column="patient_snapshot_sha256")),
    ("orders_prescription_snapshots", SNAPSHOT_OF.format(column="prescription_snapshot_sha256")),
    ("orders_orders", "order_id = ?"),
    ("orders_order_items", "order_id = ?"),
    ("inventory_movements", "order_id = ?"),
    ("inventory_reservations", "order_id = ?"),
    ("orders_access_audit", "subject_id = ?"),
    ("orders_outbox", "command_id = ?"),
)
# What an order changes beside its own rows.
CHANGES = (
    "UPDATE inventory_stock_levels SET reserved = reserved + 1",
    "UPDATE sync_incarnations SET last_seq = last_seq + 2",
    "UPDATE sync_number_blocks SET given = given + 1",
)

Rows = list[tuple[str, Sequence[tuple[Any, ...]]]]


def run() -> dict[str, Any]:
    """Take orders at a counter, and write each one's rows again into a second store by hand."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = Profile(Path(folder) / "counter"), Profile(Path(folder) / "bare")
        counter = _seed(first)
        second.prepare()
        second.store_file.write_bytes(first.store_file.read_bytes())
        store = LocalStore.open(first, KEY, _surroundings())
        open_again = replace(counter, orders=replace(counter.orders, units=store.units))
        times = _measure(open_again, first, second)
        store.close()
    whole, bare = (each[WARM_UP:] for each in times)
    create = Figure(name="order create", times_ms=whole, goal_p95_ms=GOAL_P95_MS)
    rows = Figure(name="the same rows, bare SQLCipher", times_ms=bare)
    create.ratios["p50_to_bare"] = create.p50_ms / rows.p50_ms
    create.ratios["p95_to_bare"] = create.p95_ms / rows.p95_ms
    return {create.name: create.as_json(), rows.name: rows.as_json()}


def _seed(profile: Profile) -> Counter:
    """Fill a store with patients, a catalogue and one order, and close it."""
    store = LocalStore.open(profile, KEY, _surroundings())
    with store.units() as unit:
        unit.log.begin(an_identity(), timeline=TIMELINE)
        for n in range(PATIENTS):
            unit.patients.save_patient(a_patient(number=f"P-{n}", family_name=f"Family {n}"))
        unit.commit()
    counter = open_counter(store.units, clock=lambda: NOW, new_id=uuid4)
    counter.orders.create(SESSION, counter.a_command())
    store.close()
    return counter


def _measure(counter: Counter, first: Profile, second: Profile) -> tuple[list[float], list[float]]:
    whole: list[float] = []
    bare: list[float] = []
    with (
        closing(connect(first.store_file, KEY)) as reader,
        closing(connect(second.store_file, KEY)) as writer,
    ):
        for _ in range(WARM_UP + RUNS):
            command = counter.a_command()
            with stopwatch(whole):
                order, _changes = counter.orders.create(SESSION, command)
            rows = _rows_of(reader, order.order_id)
            with stopwatch(bare):
                _write(writer, rows)
    return whole, bare


def _rows_of(reader: Any, order_id: UUID) -> Rows:
    return [
        (
            table,
            reader.execute(f"SELECT * FROM {table} WHERE {where}", (str(order_id),)).fetchall(),
        )
        for table, where in ROWS_OF_AN_ORDER
    ]


def _write(writer: Any, rows: Rows) -> None:
    writer.execute("BEGIN IMMEDIATE")
    for table, values in rows:
        marks = ", ".join("?" * len(values[0]))
        writer.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", values)
    for change in CHANGES:
        writer.execute(change)
    writer.execute("COMMIT")


def _surroundings() -> Surroundings:
    return Surroundings(clock=lambda: NOW, new_id=uuid4, on_commit=lambda _changes: None)
