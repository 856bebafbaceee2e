"""A shop with a till: its use cases over a store in memory, and people with fresh PINs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from app.domain.kernel.access import Role
from app.domain.kernel.ids import CommandId, OrderId, SessionId, UserId
from app.domain.orders import Order
from app.domain.payments.cash import CashCount, denominations_of
from app.domain.payments.documents import ReceiptContent
from app.domain.payments.journal import JournalEntry
from app.domain.payments.payment import Purpose, RefundLine
from app.domain.payments.tender import Tender, TenderLine
from app.domain.payments.till import Counted
from app.services.auditing import Gate
from app.services.card_payments import CardPaymentService
from app.services.desk import Desk
from app.services.gift_cards import GiftCardService
from app.services.journal import JournalService
from app.services.payments import GiveRefund, PaymentService, TakePayment
from app.services.sealing import Sealer
from app.services.session import Session
from app.services.stored_values import StoredValues
from app.services.till import TillService
from app.services.till_reports import CloseTill, TillReportService
from tests.factories.moments import NOW
from tests.factories.orders import an_order
from tests.factories.payments import a_content, euro
from tests.fakes.clock import FakeClock
from tests.fakes.ids import CountingIds
from tests.fakes.payments import FakeFiscalSigner, FakePaymentUnit, FakeSigner, FakeTerminal


@dataclass
class TillShop:
    """One till; `unit` is what it stored, `terminal` and `fiscal` stand beside it."""

    fiscal: FakeFiscalSigner | None = None
    unit: FakePaymentUnit = field(default_factory=FakePaymentUnit)
    clock: FakeClock = field(default_factory=lambda: FakeClock(now=NOW))
    new_id: CountingIds = field(default_factory=CountingIds)
    terminal: FakeTerminal = field(default_factory=FakeTerminal)

    def __post_init__(self) -> None:
        self.sealer = Sealer(
            clock=self.clock,
            today=lambda: self.clock().date(),
            key=FakeSigner,
            fiscal_signer=self.fiscal,
        )
        self.desk = Desk(
            units=lambda: self.unit,
            gate=Gate(clock=self.clock, new_id=self.new_id),
            sealer=self.sealer,
            clock=self.clock,
        )
        values = StoredValues(clock=self.clock, today=self.sealer.today)
        self.till = TillService(desk=self.desk)
        self.reports = TillReportService(desk=self.desk)
        self.payments = PaymentService(desk=self.desk, stored_values=values)
        self.gift_cards = GiftCardService(desk=self.desk, stored_values=values)
        self.cards = CardPaymentService(desk=self.desk, terminal=self.terminal)
        self.journal = JournalService(desk=self.desk)
        self.optician = self.session(Role.OPTICIAN)
        self.manager = self.session(Role.MANAGER)

    @property
    def entries(self) -> list[JournalEntry]:
        return self.unit.till_journal.sealed

    def session(self, *roles: Role, user_id: UserId | None = None) -> Session:
        """Sign a person in now, as they do for the till with their PIN."""
        return Session(
            session_id=SessionId(self.new_id()),
            user_id=user_id or UserId(self.new_id()),
            name="Somebody",
            roles=frozenset(roles),
            site_id=self.unit.memory.sync.identity().site_id,
            started_at=self.clock(),
        )

    def command(self) -> CommandId:
        return CommandId(self.new_id())

    def opened(self, float_minor: int = 20_000) -> "TillShop":
        self.till.open(self.optician, self.command(), euro(float_minor))
        return self

    def an_order(self, **changes: Any) -> Order:
        """Keep an order of this shop."""
        order = an_order(**changes)
        self.unit.memory.orders.add(order)
        return order

    def a_sale(self, *lines: TenderLine, total: int = 10_000, **changes: Any) -> TakePayment:
        """Return a sale of goods without an order, in cash unless told otherwise."""
        wanted: dict[str, Any] = {
            "command_id": self.command(),
            "purpose": Purpose.SALE,
            "order_id": None,
            "lines": lines,
            "cards": (),
            "rounding": euro(0),
            "content": a_content(total),
        }
        return TakePayment(**wanted | changes)

    def a_deposit(self, order_id: OrderId, *lines: TenderLine, **changes: Any) -> TakePayment:
        content = ReceiptContent(reference="O-LIN-26-1")
        wanted: dict[str, Any] = {"purpose": Purpose.DEPOSIT, "content": content}
        return self.a_sale(*lines, **wanted | {"order_id": order_id} | changes)

    def a_refund(self, *lines: RefundLine, credit: int = 0, **changes: Any) -> GiveRefund:
        """Return a refund of a deposit, or of goods if it has a credit."""
        wanted: dict[str, Any] = {
            "command_id": self.command(),
            "order_id": None,
            "payment_id": None,
            "lines": lines,
            "cards": (),
            "credit": euro(credit),
            "rounding": euro(0),
            "content": a_content(credit) if credit else ReceiptContent(),
            "reason": "changed their mind",
        }
        return GiveRefund(**wanted | changes)

    def expected_cash(self) -> int:
        """Return what lies in the drawer by the entries, added up by nobody's report."""
        into = {"opening", "sale", "deposit", "stored_value", "pay_in"}
        out = {"refund", "deposit_refund", "pay_out"}
        cash = 0
        for entry in self.unit.till_journal.since_opening(self.entries[0].till_id):
            for move in entry.document.movements:
                if move.tender is Tender.CASH:
                    sign = 1 if entry.document.type in into else -1
                    assert entry.document.type in into | out
                    cash += sign * move.amount_minor
        return cash

    def counted(self, minor: int | None = None, **others: int) -> Counted:
        """Return a count of so much, in the largest coins and notes that make it up."""
        left = self.expected_cash() if minor is None else minor
        pieces: dict[int, int] = {}
        for coin in denominations_of("EUR"):
            pieces[coin], left = divmod(left, coin)
        found = {Tender(name): amount for name, amount in others.items()}
        return Counted(cash=CashCount(currency="EUR", pieces=pieces), others=found)

    def closed(self, minor: int | None = None, reason: str = "") -> JournalEntry:
        """Count and close, with a manager beside."""
        self.reports.count(self.optician, self.command(), self.counted(minor))
        close = CloseTill(command_id=self.command(), reason=reason)
        second = self.session(Role.MANAGER)
        sealed, _ = self.reports.z_report(self.optician, close, second=second)
        return sealed.entry

    def later(self, **span: float) -> None:
        self.clock.advance(timedelta(**span))


Shop = Callable[..., TillShop]
