"""Giving money back: the plan first, then the second PIN, the cards, and the credit note."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.kernel.access import SCOPES, Action, Resource, decide
from app.domain.kernel.errors import DioptreError
from app.domain.kernel.ids import CommandId
from app.domain.kernel.money import Money
from app.domain.payments.errors import ApprovalIsStale
from app.domain.payments.ids import AttemptId
from app.domain.payments.journal import JournalEntry
from app.domain.payments.payment import RefundLine
from app.domain.payments.tender import Tender, TenderKey
from app.domain.payments.terminal import Direction, TerminalAttempt, TerminalState
from app.messages import formats
from app.messages.catalogue import sentence, tr
from app.services.card_payments import AskTerminal
from app.services.changes import Changes
from app.services.refunding import GiveMoneyBack, RefundAsked, RefundPlan
from app.services.session import Session
from app.ui.order_file.order_file_view_model import OrderFileViewModel
from app.ui.payments.card_conversation import CardConversation
from app.ui.payments.till_view_model import SecondWanted
from app.ui.runner import Newest

# The end of an id is chance enough to tell the credits of one shop apart.
CREDIT_DIGITS = 8


class RefundModel(QObject):
    """Plans as things are asked for, and gives nothing back before `give`."""

    changed = Signal()
    done = Signal()

    def __init__(self, file: OrderFileViewModel) -> None:
        super().__init__()
        self._file = file
        self._desk = file.desk
        self._plans = Newest(file.desk.services.runner)
        self.cards = CardConversation(file.desk)
        self.asked: RefundAsked | None = None
        self.plan: RefundPlan | None = None
        self.problem = ""
        self.is_saving = False
        self._reason = ""
        self._second: Session | None = None
        self._command_id: CommandId | None = None
        self._answers: tuple[tuple[TenderKey, AttemptId], ...] = ()
        self.cards.changed.connect(self.changed)
        self.cards.ended.connect(self._card_ended)

    @property
    def is_deposit(self) -> bool:
        """Return whether an amount may be chosen: only of a deposit, never of goods."""
        plan = self.plan
        return plan is not None and not plan.credit.minor

    @property
    def is_as_credit(self) -> bool:
        """Return whether it goes onto a store credit."""
        return self.asked is not None and self.asked.to is not None

    @property
    def credit_number(self) -> str:
        """Return the number of the store credit it would go onto."""
        if self._command_id is None:
            return ""
        return f"SC-{self._command_id.hex[-CREDIT_DIGITS:].upper()}"

    def begin(self, asked: RefundAsked) -> None:
        """Plan a refund."""
        self._command_id = self._desk.services.new_command_id()
        self.plan = None
        self.problem = ""
        self._answers = ()
        self.cards.forget()
        self._plan(asked)

    def choose_amount(self, amount: Money | None) -> None:
        """Give back another amount of a deposit."""
        if self.asked is not None and not self._answers:
            self._plan(replace(self.asked, amount=amount))

    def put_onto_credit(self, *, is_wanted: bool) -> None:
        """Put it onto a store credit instead, or not."""
        if self.asked is None or self._command_id is None or self._answers:
            return
        key = TenderKey(tender=Tender.STORE_CREDIT, reference=str(self._command_id))
        self._plan(replace(self.asked, to=key if is_wanted else None))

    def give(self, reason: str, second: Session | None = None) -> None:
        """Give it back: with a manager's PIN, cards through the terminal first."""
        if self.plan is None or self.is_saving or self.cards.is_running:
            return
        self._reason = reason
        self._second = second or self._second
        session = self._desk.session
        may_alone = decide(session.subject, Action.PAYMENT_REFUND, Resource()).is_allowed
        if not reason.strip():
            self._say(tr("Write down why, then try again."))
        elif not may_alone and self._second is None:
            self._ask_second(tr("Giving money back"))
        else:
            self._go_on()

    def _go_on(self) -> None:
        line = self._next_card()
        if line is None:
            self._seal()
            return
        self.cards.begin(
            AskTerminal(
                command_id=self._desk.services.new_command_id(),
                direction=Direction.REFUND,
                amount=line.amount,
                order_id=None if self.asked is None else self.asked.order_id,
                reason=self._reason,
                second=self._second,
            )
        )

    def _next_card(self) -> RefundLine | None:
        answered = {key for key, _ in self._answers}
        lines = () if self.plan is None else self.plan.card_lines
        return next((line for line in lines if line.to not in answered), None)

    @Slot(object)
    def _card_ended(self, attempt: TerminalAttempt) -> None:
        line = self._next_card()
        if line is not None and attempt.state is TerminalState.APPROVED:
            self._answers = (*self._answers, (line.to, attempt.attempt_id))
            self._go_on()

    def _seal(self) -> None:
        asked, command_id = self.asked, self._command_id
        if asked is None or command_id is None:
            return
        service, session, second = (
            self._desk.services.refunding,
            self._desk.session,
            self._second,
        )
        command = GiveMoneyBack(
            command_id=command_id,
            asked=asked,
            reason=self._reason,
            cards=self._answers,
            credit_number=self.credit_number if asked.to is not None else "",
        )
        self._set_saving(is_saving=True)
        self._desk.services.runner.run(
            lambda: service.give(session, command, second=second),
            done=self._sealed,
            failed=self._refuse_sealing,
        )

    def _sealed(self, answer: tuple[JournalEntry, Changes]) -> None:
        entry, changes = answer
        given = "" if self.plan is None else formats.money(self.plan.given)
        self.plan = self.asked = self._second = None
        self._set_saving(is_saving=False)
        self._desk.publish(changes)
        words = tr("{amount} given back, {number}", amount=given, number=entry.reference)
        self._file.said.emit(words)
        self.done.emit()

    def _plan(self, asked: RefundAsked) -> None:
        self.asked = asked
        service, session = self._desk.services.refunding, self._desk.session
        self._plans.run(
            lambda: service.plan(session, asked), done=self._show_plan, failed=self._refuse_plan
        )

    def _show_plan(self, plan: RefundPlan) -> None:
        self.plan = plan
        # What the terminal gave back before a power cut is never asked for again.
        self._answers = plan.already_back
        self._say("")

    def _refuse_plan(self, error: DioptreError) -> None:
        self.plan = None
        self._say(sentence(error))

    def _refuse_sealing(self, error: DioptreError) -> None:
        self._set_saving(is_saving=False)
        if isinstance(error, ApprovalIsStale):
            self._second = None
            self._ask_second(sentence(error))
        else:
            self._say(sentence(error))

    def _ask_second(self, why: str) -> None:
        wanted = SecondWanted(
            why=why,
            roles=SCOPES[Action.PAYMENT_REFUND],
            done=lambda person: self.give(self._reason, person),
        )
        self._file.second_wanted.emit(wanted)

    def _set_saving(self, *, is_saving: bool) -> None:
        self.is_saving = is_saving
        self.changed.emit()

    def _say(self, text: str) -> None:
        self.problem = text
        self.changed.emit()
