"""Quotes: a price that holds for some days, and becomes an order once."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.kernel.access import Action
from app.domain.kernel.ids import CommandId, OrderId
from app.domain.kernel.numbers import NumberSeries
from app.domain.orders import Order, OrderStatus, QuoteTerms, StepKind
from app.domain.orders.errors import QuoteHasExpired
from app.domain.orders.rules import require_sound
from app.services.auditing import Access
from app.services.changes import NO_CHANGES, Changes
from app.services.order_drafting import Asker
from app.services.order_life.steps import ORDER, Asked, OrderSteps
from app.services.order_wish import CreateOrder
from app.services.orders import OrderService, reserve, same_order
from app.services.session import Session

VALID_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmQuote:
    """The patient takes the quote; the promise is made anew."""

    command_id: CommandId
    order_id: OrderId
    promised_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteService:
    """The use cases of a quote; it reserves nothing and no lab hears of it."""

    steps: OrderSteps
    orders: OrderService

    def quote(
        self,
        session: Session,
        command: CreateOrder,
        *,
        valid_days: int = VALID_DAYS,
        second: Session | None = None,
    ) -> tuple[Order, Changes]:
        """Keep what was agreed at the price of today under a number of its own.

        Raises:
            What `OrderService.create` raises; a claim number may still be missing.
        """
        order_id, now = OrderId(command.command_id), self.steps.clock()
        with self.steps.units() as unit:
            self.steps.gate.pass_through(unit, session, _access(order_id))
            if unit.outbox.has_seen(command.command_id):
                return same_order(unit.orders.get(order_id), command), NO_CHANGES
            asker = Asker(session=session, second=second)
            number = unit.numbers.take(NumberSeries.QUOTE, year=now.year)
            order = Order.create(
                self.orders.drafting.draft(unit, asker, command),
                number=number,
                site_id=session.site_id,
                created_by=session.user_id,
                now=now,
            )
            terms = QuoteTerms(
                number=str(number), valid_until=now.date() + timedelta(days=valid_days)
            )
            quote = replace(order, status=OrderStatus.QUOTE, quote=terms)
            unit.orders.add(quote)
            asked = Asked(
                session=session,
                command_id=command.command_id,
                order_id=order_id,
                action=Action.ORDER_CREATE,
            )
            self.steps.tell(unit, asked, (quote.created(),))
            return quote, unit.commit()

    def confirm(self, session: Session, command: ConfirmQuote) -> tuple[Order, Changes]:
        """Make the quote an order, at its price: same order, an order's number, stock put aside.

        Raises:
            AccessDenied, OrderNotFound, QuoteHasExpired, OrderCannotDoThat, VoucherWasUsed,
            PrescriptionHasExpired, PromiseIsInThePast: see there.
        """
        asked = Asked(
            session=session,
            command_id=command.command_id,
            order_id=command.order_id,
            action=Action.ORDER_CREATE,
        )
        now = self.steps.clock()
        with self.steps.units() as unit:
            quote = self.steps.admit(unit, asked)
            if unit.outbox.has_seen(command.command_id):
                return quote, NO_CHANGES
            order = quote.stepped(StepKind.CONFIRMED, at=now, by=session.user_id)
            if quote.quote is not None and now.date() > quote.quote.valid_until:
                raise QuoteHasExpired(valid_until=quote.quote.valid_until)
            draft = replace(quote.draft, promised_on=command.promised_on)
            require_sound(draft, now.date())
            number = unit.numbers.take(NumberSeries.ORDER, year=now.year)
            order = replace(order, draft=draft, number=number)
            self.orders.drafting.settle(unit, session, order, now)
            facts = reserve(unit, order, self.steps.new_id)
            return order, self.steps.keep(unit, asked, order, facts)


def _access(order_id: OrderId) -> Access:
    return Access(
        action=Action.ORDER_CREATE,
        subject_type=ORDER,
        subject_id=order_id,
        correlation_id=order_id,
    )
