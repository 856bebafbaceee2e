"""What tests of the real store share: a key, bare connections, and facts to write."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import sqlcipher3.dbapi2 as sqlcipher

from app.adapters.store.unit_of_work import SqlUnitOfWork
from app.domain.inventory import StockReserved
from app.domain.kernel.ids import CommandId, SessionId
from app.domain.orders import Order
from tests.factories import a_reservation
from tests.factories.customers import OPTICIAN_ID

KEY = "5eed" * 16
OTHER_KEY = "0bad" * 16
TIMELINE = UUID("0198a000-0000-7000-8000-0000000000aa")
SESSION_ID = SessionId(UUID("0198a000-0000-7000-8000-0000000000bb"))
ROOT = Path(__file__).parents[3]
PYTHON = sys.executable


@contextmanager
def bare(path: Path, key: str = KEY) -> Iterator[Any]:
    """Open a store by hand, past every rule of ours."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key}'\"")
    connection.execute("PRAGMA cipher_page_size = 16384")
    try:
        yield connection
    finally:
        connection.close()


def take_order(unit: SqlUnitOfWork, order: Order) -> None:
    """Write an order the way the use case does: with its promise and its facts."""
    reservation = a_reservation(reservation_id=uuid4(), order_id=order.order_id)
    unit.orders.add(order)
    unit.stock.add_reservation(reservation)
    unit.outbox.add(
        order.created(),
        StockReserved(reservation=reservation),
        actor=OPTICIAN_ID,
        session_id=SESSION_ID,
        command_id=CommandId(order.command_id),
    )
