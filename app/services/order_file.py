"""Everything the counter knows of one order: agreement, money, lab, returns, and its own line."""

from dataclasses import dataclass

from app.domain.kernel.access import Action
from app.domain.kernel.ids import CommandId, OrderId
from app.domain.kernel.money import Money
from app.domain.orders import Order, OrderStatus
from app.domain.orders.returns import OrderReturn
from app.domain.payments.balance import balance_of
from app.domain.payments.payment import Payment, Refund
from app.services.auditing import Access
from app.services.changes import Changes
from app.services.order_life.collection import order_of_code
from app.services.payment_ports import PaymentUnit
from app.services.payments import OrderAccount, PaymentService, entries_of
from app.services.session import Session
from app.services.views import OrderRow

ORDER = "order"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderFile:
    """One order with all that hangs on it; a quote has no account, for nothing is owed on it."""

    order: Order
    row: OrderRow | None
    account: OrderAccount | None
    moved: tuple[Payment | Refund, ...]
    returns: tuple[OrderReturn, ...]
    lineage: tuple[Order, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFileService:
    """Opens the file of an order, and writes down who did."""

    payments: PaymentService

    def find(self, session: Session, code: str) -> tuple[OrderFile, Changes]:
        """Return the file of an order by its number, or by that of its work order.

        Raises:
            AccessDenied, NumberIsMalformed, NumberCheckFailed, OrderNotFound: see there.
        """
        desk = self.payments.desk
        desk.gate.check(session, Action.ORDER_READ)
        with desk.units() as unit:
            order_id = order_of_code(unit, code)
        return self.open(session, order_id)

    def balances(
        self, session: Session, order_ids: tuple[OrderId, ...]
    ) -> tuple[tuple[OrderId, Money], ...]:
        """Return what is owed on each of these orders, for a list.

        Raises:
            AccessDenied, OrderNotFound: see there.
        """
        desk = self.payments.desk
        desk.gate.check(session, Action.PAYMENT_READ)
        with desk.units() as unit:
            currency = unit.sync.identity().currency
            return tuple(
                (order_id, balance_of(entries_of(unit, order_id), currency).due)
                for order_id in order_ids
            )

    def open(self, session: Session, order_id: OrderId) -> tuple[OrderFile, Changes]:
        """Return the file of an order.

        Raises:
            AccessDenied, OrderNotFound: see there.
        """
        desk = self.payments.desk
        with desk.units() as unit:
            order = unit.orders.get(order_id)
            access = Access(
                action=Action.ORDER_READ,
                subject_type=ORDER,
                subject_id=order_id,
                correlation_id=CommandId(order_id),
                site_id=order.site_id,
            )
            desk.gate.pass_through(unit, session, access)
            row = unit.orders.row_by_number(str(order.number))
            moved = _moved(unit, order_id)
            returns = unit.orders.returns_of(order_id)
            lineage = unit.orders.line_of(order.root_id)
            changes = unit.commit()
        is_quote = order.status is OrderStatus.QUOTE
        account = None if is_quote else self.payments.account(session, order_id)
        file = OrderFile(
            order=order,
            row=row,
            account=account,
            moved=moved,
            returns=returns,
            lineage=lineage,
        )
        return file, changes


def _moved(unit: PaymentUnit, order_id: OrderId) -> tuple[Payment | Refund, ...]:
    """Return payments and refunds of an order, oldest first."""
    entries = unit.payments.entries_of_order(order_id)
    moved = [each for each in entries if isinstance(each, Payment | Refund)]
    return tuple(sorted(moved, key=_moment))


def _moment(entry: Payment | Refund) -> float:
    at = entry.taken_at if isinstance(entry, Payment) else entry.given_at
    return at.timestamp()
