"""A till over one store: the real use cases, and a look at what is in the file.

Run as a program it sells until it is killed, saying each receipt once it is durable.
"""

import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from app.adapters.security.device_key import DeviceKey
from app.adapters.store.local_store import LocalStore
from app.adapters.store.profile import Profile
from app.adapters.store.unit_of_work import Surroundings
from app.domain.kernel.access import Role
from app.domain.kernel.ids import CommandId, SessionId
from app.domain.payments.payment import Purpose
from app.services.auditing import Gate
from app.services.desk import Desk
from app.services.payments import PaymentService, TakePayment
from app.services.sealing import Sealer
from app.services.session import Session
from app.services.stored_values import StoredValues
from app.services.till import TillService
from tests.factories.customers import OPTICIAN_ID
from tests.factories.moments import NOW, TODAY
from tests.factories.payments import a_content, cash, euro
from tests.factories.places import STORE_ID
from tests.integration.store.stores import KEY, bare

SESSION = Session(
    session_id=SessionId(uuid4()),
    user_id=OPTICIAN_ID,
    name="Mara Lindqvist",
    roles=frozenset({Role.OPTICIAN}),
    site_id=STORE_ID,
    started_at=NOW,
)
PRICE = 10_000


def now() -> datetime:
    return NOW


@dataclass(frozen=True, kw_only=True)
class Till:
    """The till's use cases over a store."""

    service: TillService
    payments: PaymentService

    def a_sale(self) -> TakePayment:
        return TakePayment(
            command_id=CommandId(uuid4()),
            purpose=Purpose.SALE,
            order_id=None,
            lines=(cash(PRICE),),
            cards=(),
            rounding=euro(0),
            content=a_content(PRICE),
        )


def till_over(store: LocalStore) -> Till:
    """Return the till of a store."""
    key = DeviceKey.generate()
    sealer = Sealer(clock=now, today=lambda: TODAY, key=lambda: key)
    gate = Gate(clock=now, new_id=uuid4)
    desk = Desk(units=store.units, gate=gate, sealer=sealer, clock=now)
    values = StoredValues(clock=now, today=sealer.today)
    return Till(
        service=TillService(desk=desk), payments=PaymentService(desk=desk, stored_values=values)
    )


def open_store(folder: Path) -> LocalStore:
    surroundings = Surroundings(clock=now, new_id=uuid4, on_commit=lambda _changes: None)
    return LocalStore.open(Profile(folder), KEY, surroundings)


def halves(path: Path) -> tuple[int, list[str]]:
    """Return how many sales are in a store, and what of one is there without the rest."""
    questions = {
        "sealed": "SELECT count(*) FROM payments_journal WHERE type = 'sale'",
        "line": "SELECT count(*) FROM payments_payment_lines",
        "told": "SELECT count(*) FROM orders_outbox WHERE topic = 'payments.payment.taken'",
        "seal told": "SELECT count(*) - 1 FROM orders_outbox"
        " WHERE topic = 'payments.journal.sealed'",
        "audited": "SELECT count(*) FROM orders_access_audit"
        " WHERE action = 'payments.payment.take'",
    }
    with bare(path) as connection:
        sales = connection.execute("SELECT count(*) FROM payments_payments").fetchone()[0]
        counts = {
            name: connection.execute(query).fetchone()[0] for name, query in questions.items()
        }
        numbers = connection.execute("SELECT number FROM payments_journal ORDER BY 1").fetchall()
    if [row[0] for row in numbers] != list(range(1, len(numbers) + 1)):
        counts["gapless"] = -1
    return sales, [name for name, count in counts.items() if count != sales]


def sell_until_killed(folder: Path) -> None:
    till = till_over(open_store(folder))
    while True:
        entry, _ = till.payments.take(SESSION, till.a_sale())
        sys.stdout.write(f"{entry.reference}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    sell_until_killed(Path(sys.argv[1]))
