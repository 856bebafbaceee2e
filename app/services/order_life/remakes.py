"""Making it again: the whole or one lens, as a child order that names its parent, without end."""

from dataclasses import dataclass, replace

from app.domain.kernel.access import Action
from app.domain.kernel.ids import CommandId, OrderId
from app.domain.kernel.money import Money
from app.domain.kernel.numbers import NumberSeries
from app.domain.optics.trace import Eye
from app.domain.orders import (
    Accountable,
    Order,
    OrderCannotDoThat,
    OrderDraft,
    OrderStatus,
    Payer,
    RemakeKind,
    RemakeReason,
    RemakeTerms,
)
from app.domain.orders.errors import (
    AmendmentIsOfAnotherPatient,
    CommandWasUsedForAnotherOrder,
    EyeHasNoLens,
    RemakeCostIsImpossible,
)
from app.domain.orders.trail import READY
from app.services.changes import NO_CHANGES, Changes
from app.services.order_drafting import Asker, free_of_charge
from app.services.order_life.steps import Asked, OrderSteps
from app.services.order_wish import CreateOrder
from app.services.orders import OrderService, reserve
from app.services.payment_ports import PaymentUnit
from app.services.session import Session

MADE = READY | {OrderStatus.COLLECTED, OrderStatus.IN_LAB, OrderStatus.CONFIRMED}


@dataclass(frozen=True, slots=True, kw_only=True)
class RemakeAsk:
    """Why it is made again, whose fault it was, what it costs and who bears it."""

    reason: RemakeReason
    accountable: Accountable
    cost: Money
    payer: Payer
    is_charged: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RemakeOrder:
    """Make an order again; `wish` is the new agreement and bears the command's id."""

    parent_id: OrderId
    terms: RemakeAsk
    wish: CreateOrder

    @property
    def command_id(self) -> CommandId:
        """Return the command's id, which becomes the child's."""
        return self.wish.command_id


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ExchangeLens:
    """Make one lens of an order again; the frame stays where it is."""

    parent_id: OrderId
    eye: Eye
    terms: RemakeAsk
    wish: CreateOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class RemakeService:
    """The use cases of making again."""

    steps: OrderSteps
    orders: OrderService

    def remake(self, session: Session, command: RemakeOrder) -> tuple[Order, Changes]:
        """Make a child order of the whole; a remake can be remade as often as it takes.

        Raises:
            AccessDenied, OrderNotFound, OrderCannotDoThat, RemakeCostIsImpossible,
            AmendmentIsOfAnotherPatient, CommandWasUsedForAnotherOrder and what a new order
            refuses.
        """
        return self._child(session, command, RemakeKind.REMAKE)

    def exchange(self, session: Session, command: ExchangeLens) -> tuple[Order, Changes]:
        """Make a child order of one lens; the old lens is credited by a return of its line.

        Raises:
            EyeHasNoLens and what `remake` raises.
        """
        wish = replace(
            command.wish,
            only_eye=command.eye,
            frame_sku="",
            own_frame=None,
            frame_of=command.parent_id,
        )
        whole = RemakeOrder(parent_id=command.parent_id, terms=command.terms, wish=wish)
        return self._child(session, whole, RemakeKind.EXCHANGE)

    def lineage(self, session: Session, order_id: OrderId) -> tuple[Order, ...]:
        """Return the first order and everything that was made again for it, oldest first.

        Raises:
            AccessDenied, OrderNotFound: see there.
        """
        self.steps.gate.check(session, Action.ORDER_READ)
        with self.steps.units() as unit:
            return unit.orders.line_of(unit.orders.get(order_id).root_id)

    def _child(
        self, session: Session, command: RemakeOrder, kind: RemakeKind
    ) -> tuple[Order, Changes]:
        asked = Asked(
            session=session,
            command_id=command.command_id,
            order_id=command.parent_id,
            action=Action.ORDER_REMAKE,
        )
        with self.steps.units() as unit:
            parent = self.steps.admit(unit, asked)
            if unit.outbox.has_seen(command.command_id):
                return _made_before(unit, command), NO_CHANGES
            terms = _terms(parent, command.terms, kind)
            _require_lens(parent, command.wish)
            draft = self._draft(unit, session, command)
            if draft.patient.patient_id != parent.patient_id:
                raise AmendmentIsOfAnotherPatient
            number = unit.numbers.take(NumberSeries.ORDER, year=self.steps.clock().year)
            child = Order.create(
                draft,
                number=number,
                site_id=parent.site_id,
                created_by=session.user_id,
                now=self.steps.clock(),
            )
            child = replace(child, remake=terms)
            self.orders.drafting.settle(unit, session, child, self.steps.clock())
            unit.orders.add(child)
            facts = reserve(unit, child, self.steps.new_id)
            self.steps.tell(unit, asked, (child.created(), *facts))
            return child, unit.commit()

    def _draft(self, unit: PaymentUnit, session: Session, command: RemakeOrder) -> OrderDraft:
        draft = self.orders.drafting.draft(unit, Asker(session=session), command.wish)
        return draft if command.terms.is_charged else free_of_charge(draft)


def _made_before(unit: PaymentUnit, command: RemakeOrder) -> Order:
    """Return the child a command made before; raises CommandWasUsedForAnotherOrder."""
    made = unit.orders.get(OrderId(command.command_id))
    if made.remake is None or made.remake.parent != command.parent_id:
        raise CommandWasUsedForAnotherOrder(reason="content_differs")
    return made


def _terms(parent: Order, asked: RemakeAsk, kind: RemakeKind) -> RemakeTerms:
    if parent.status not in MADE:
        raise OrderCannotDoThat(
            number=str(parent.number), status=parent.status.value, step=kind.value
        )
    if asked.cost.minor < 0 or asked.cost.currency != parent.draft.currency:
        raise RemakeCostIsImpossible(cost=asked.cost)
    return RemakeTerms(
        parent=parent.order_id,
        root=parent.root_id,
        kind=kind,
        reason=asked.reason,
        accountable=asked.accountable,
        cost=asked.cost,
        payer=asked.payer,
        is_charged=asked.is_charged,
    )


def _require_lens(parent: Order, wish: CreateOrder) -> None:
    rx = parent.draft.prescription
    made = () if rx is None else (("right", rx.right), ("left", rx.left))
    if wish.only_eye is not None and dict(made).get(wish.only_eye) is None:
        raise EyeHasNoLens(eye=wish.only_eye)
