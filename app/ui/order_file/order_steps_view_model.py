"""The steps of the open order: handed over, cancelled, taken back, made again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.kernel.access import SCOPES, AccessDenied, Action, Role
from app.domain.kernel.errors import DioptreError
from app.domain.kernel.ids import CommandId
from app.domain.optics.trace import Eye
from app.domain.orders import Order, Proof
from app.domain.orders.errors import OrderIsUnpaid
from app.domain.orders.returns import OrderReturn
from app.domain.payments.errors import ApprovalIsStale
from app.messages import formats
from app.messages.catalogue import sentence, tr
from app.services.changes import Changes
from app.services.order_again import wish_of
from app.services.order_life.amendments import Cancellation, CancelOrder
from app.services.order_life.collection import CollectOrder
from app.services.order_life.remakes import ExchangeLens, RemakeAsk, RemakeOrder
from app.services.order_life.returns import RecordReturn, ReturnLineWish
from app.services.refunding import RefundAsked
from app.services.session import Session
from app.ui.order_file.order_file_view_model import OrderFileViewModel
from app.ui.payments.till_view_model import SecondWanted

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """How the goods leave: what says so, and why although something is owed."""

    proof: Proof
    mark: str
    prints_slip: bool = False
    account_reason: str = ""


class OrderStepsModel(QObject):
    """One step at a time; `done` when it was taken, `refund_wanted` when money goes back by it."""

    changed = Signal()
    done = Signal()
    refused = Signal(str)
    refund_wanted = Signal(object)
    opened_child = Signal(object)

    def __init__(self, file: OrderFileViewModel) -> None:
        super().__init__()
        self._file = file
        self._desk = file.desk
        self.is_saving = False
        self._command_id: CommandId | None = None

    def begin(self) -> None:
        """Begin a step: whatever is pressed twice from here on is done once."""
        self._command_id = self._desk.services.new_command_id()

    def collect(self, handing: Handing, second: Session | None = None) -> None:
        """Hand the goods over."""
        order, services, session = self._order, self._desk.services, self._desk.session
        command = CollectOrder(
            command_id=self._command,
            order_id=order.order_id,
            proof=handing.proof,
            mark=handing.mark,
            account_reason=handing.account_reason,
        )
        papers = services.papers

        def work() -> tuple[Order, Changes]:
            collected, changes = services.handing_over.collect(session, command, second=second)
            if handing.prints_slip:
                changes |= papers.print_collection_slip(session, command.order_id)
            return collected, changes

        def refuse(error: DioptreError) -> None:
            if isinstance(error, OrderIsUnpaid):
                self._file.pay()
            self._refuse(error)

        def ask(error: DioptreError) -> None:
            self._ask_second(
                error,
                SCOPES[Action.ORDER_COLLECT_UNPAID],
                lambda person: self.collect(handing, person),
                refuse,
            )

        self._run(work, self._collected, ask)

    def cancel(self, reason: str, second: Session | None = None) -> None:
        """Give the order up; what was paid on it may go back."""
        service, session = self._desk.services.order_life.amendments, self._desk.session
        command = CancelOrder(
            command_id=self._command, order_id=self._order.order_id, reason=reason
        )

        def ask(error: DioptreError) -> None:
            self._ask_second(
                error,
                SCOPES[Action.ORDER_CANCEL_TAKEN],
                lambda person: self.cancel(reason, person),
                self._refuse,
            )

        self._run(lambda: service.cancel(session, command, second=second), self._cancelled, ask)

    def take_back(self, lines: tuple[ReturnLineWish, ...], reason: str) -> None:
        """Record what came back; its money is given back next."""
        service, session = self._desk.services.order_life.returns, self._desk.session
        command = RecordReturn(
            command_id=self._command,
            order_id=self._order.order_id,
            lines=lines,
            reason=reason,
        )
        self._run(lambda: service.record(session, command), self._taken_back, self._refuse)

    def make_again(self, terms: RemakeAsk, eye: Eye | None) -> None:
        """Make the whole again, or one lens of it, as a child order."""
        life, session = self._desk.services.order_life, self._desk.session
        order, wish = self._order, wish_of(self._order, self._command)
        lens = order.draft.lens

        def work() -> tuple[Order, Changes]:
            kind = "" if lens is None else lens.kind
            promise = life.promises.promise_for(session, lens_kind=kind, is_rush=wish.is_rush)
            anew = replace(wish, promised_on=promise.day)
            if eye is None:
                whole = RemakeOrder(parent_id=order.order_id, terms=terms, wish=anew)
                return life.remakes.remake(session, whole)
            lens_only = ExchangeLens(parent_id=order.order_id, eye=eye, terms=terms, wish=anew)
            return life.remakes.exchange(session, lens_only)

        self._run(work, self._made_again, self._refuse)

    def _collected(self, order: Order) -> None:
        self._file.said.emit(tr("{number} is collected", number=order.number))
        self.done.emit()

    def _cancelled(self, cancellation: Cancellation) -> None:
        order = cancellation.order
        self._file.said.emit(tr("{number} is cancelled", number=order.number))
        self.done.emit()
        if cancellation.refundable.minor > 0:
            self.refund_wanted.emit(RefundAsked(order_id=order.order_id))

    def _taken_back(self, back: OrderReturn) -> None:
        worth = formats.money(back.credit)
        self._file.said.emit(tr("The return is recorded, worth {worth}", worth=worth))
        self.done.emit()
        if back.credit.minor > 0:
            self.refund_wanted.emit(RefundAsked(order_id=back.order_id, return_id=back.return_id))

    def _made_again(self, child: Order) -> None:
        self._file.said.emit(tr("{number} is made again", number=child.number))
        self.done.emit()
        self.opened_child.emit(child.order_id)

    @property
    def _order(self) -> Order:
        if self._file.file is None:
            raise ValueError("no order is open")
        return self._file.file.order

    @property
    def _command(self) -> CommandId:
        if self._command_id is None:
            self.begin()
        return self._command_id or self._desk.services.new_command_id()

    def _run(
        self,
        work: Callable[[], tuple[T, Changes]],
        done: Callable[[T], None],
        failed: Callable[[DioptreError], None],
    ) -> None:
        if self.is_saving or self._file.file is None:
            return
        self._set_saving(is_saving=True)

        def take(answer: tuple[T, Changes]) -> None:
            self._set_saving(is_saving=False)
            self._command_id = None
            self._desk.publish(answer[1])
            done(answer[0])

        def refuse(error: DioptreError) -> None:
            self._set_saving(is_saving=False)
            failed(error)

        self._desk.services.runner.run(work, done=take, failed=refuse)

    def _ask_second(
        self,
        error: DioptreError,
        roles: frozenset[Role],
        go_on: Callable[[Session], None],
        otherwise: Callable[[DioptreError], None],
    ) -> None:
        """Ask for somebody who may, where that is all that is missing."""
        if isinstance(error, AccessDenied | ApprovalIsStale):
            wanted = SecondWanted(why=sentence(error), roles=roles, done=go_on)
            self._file.second_wanted.emit(wanted)
        else:
            otherwise(error)

    def _refuse(self, error: DioptreError) -> None:
        self.refused.emit(sentence(error))

    def _set_saving(self, *, is_saving: bool) -> None:
        self.is_saving = is_saving
        self.changed.emit()
