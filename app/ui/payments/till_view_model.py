"""The till's day as its screens see it: never what the drawer should hold before it is counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.kernel.access import SCOPES, Action, Resource, Role, decide
from app.domain.kernel.errors import DioptreError
from app.domain.kernel.ids import CommandId
from app.domain.kernel.money import Money
from app.domain.payments.cash import CashCount
from app.domain.payments.errors import (
    ApprovalIsStale,
    SecondPersonIsMissing,
    SecondPersonIsTheSame,
)
from app.domain.payments.journal import JournalEntry
from app.domain.payments.tender import Tender
from app.domain.payments.till import Counted, TillState
from app.domain.payments.till_report import TillReport, report_of
from app.messages.catalogue import sentence, tr
from app.services.changes import Changes, Topic
from app.services.session import Session
from app.services.till import MoveCash
from app.services.till_reports import CloseTill, SealedReport
from app.ui.desktop import Desk
from app.ui.runner import Newest

ASKS_AGAIN = (SecondPersonIsMissing, SecondPersonIsTheSame, ApprovalIsStale)


class TillStage(StrEnum):
    """Where the till stands in its day."""

    UNKNOWN = "unknown"
    CLOSED = "closed"
    OPEN = "open"
    COUNTED = "counted"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondWanted:
    """Somebody else's PIN is needed: why, who may, and what goes on with their session."""

    why: str
    roles: frozenset[Role]
    done: Callable[[Session], None]


class TillViewModel(QObject):
    """Asks the till's services; each form's command is made once and used until it is done."""

    changed = Signal()
    failed = Signal(str)
    said = Signal(str)
    done = Signal()
    second_wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.sealed: SealedReport | None = None
        self.is_busy = False
        self._state: TillState | None = None
        self._commands: dict[str, CommandId] = {}
        self._newest = Newest(desk.services.runner)
        desk.services.change_hub.changed.connect(self._hear)
        desk.opened.connect(self.reload)

    @property
    def state(self) -> TillState | None:
        """Return the session, for what may be said of it at any time: open or not, since when."""
        return self._state

    @property
    def stage(self) -> TillStage:
        """Return where the till stands."""
        if self._state is None:
            return TillStage.UNKNOWN
        if not self._state.is_open:
            return TillStage.CLOSED
        return TillStage.OPEN if self._state.last_count() is None else TillStage.COUNTED

    @property
    def currency(self) -> str:
        """Return the currency of the till's shop."""
        return self.desk.services.device.currency

    @property
    def report(self) -> TillReport | None:
        """Return what was expected and what was found; None until the drawer is counted."""
        is_counted = self._state is not None and self.stage is TillStage.COUNTED
        return report_of(self._state) if is_counted and self._state is not None else None

    @property
    def entries(self) -> tuple[JournalEntry, ...]:
        """Return the session's entries, only once they can no longer lead a counting hand."""
        may_tell = self.stage in {TillStage.COUNTED, TillStage.CLOSED}
        return self._state.entries if may_tell and self._state is not None else ()

    @Slot()
    def reload(self) -> None:
        """Ask how the till stands."""
        if self.desk.is_locked:
            return
        session, till = self.desk.session, self.desk.services.till
        self._newest.run(lambda: till.state(session), done=self._show, failed=self._refuse)

    def open_with(self, float_: Money) -> None:
        """Open the till with what lies in it."""
        session, till = self.desk.session, self.desk.services.till
        command_id = self._command("open")
        self._run(
            lambda: till.open(session, command_id, float_),
            lambda _entry: self._end("open", tr("The till is open")),
        )

    def pay_in(self, amount: Money, reason: str) -> None:
        """Put cash into the drawer."""
        session, till = self.desk.session, self.desk.services.till
        move = MoveCash(command_id=self._command("pay_in"), amount=amount, reason=reason)
        self._run(
            lambda: till.pay_in(session, move), lambda _entry: self._end("pay_in", tr("Paid in"))
        )

    def pay_out(self, amount: Money, reason: str) -> None:
        """Take cash out of the drawer."""
        session, till = self.desk.session, self.desk.services.till
        move = MoveCash(command_id=self._command("pay_out"), amount=amount, reason=reason)
        self._run(
            lambda: till.pay_out(session, move), lambda _entry: self._end("pay_out", tr("Paid out"))
        )

    def open_drawer(self, reason: str, second: Session | None = None) -> None:
        """Open the drawer without a sale; whoever may not alone needs somebody beside them."""
        session, till = self.desk.session, self.desk.services.till
        may_alone = decide(session.subject, Action.DRAWER_OPEN, Resource()).is_allowed
        if not may_alone and second is None:
            self._ask_second(tr("Opening the drawer without a sale"), Action.DRAWER_OPEN, reason)
            return
        command_id = self._command("drawer")
        self._run(
            lambda: till.open_drawer(session, command_id, reason=reason, second=second),
            lambda _entry: self._end("drawer", tr("The drawer is open")),
            lambda error: self._ask_second(sentence(error), Action.DRAWER_OPEN, reason),
        )

    def count(self, pieces: Mapping[int, int], card: Money | None) -> None:
        """Seal what was counted; only then is anybody told what was expected."""
        session, reports = self.desk.session, self.desk.services.till_reports
        others = {} if card is None else {Tender.CARD: card.minor}
        command_id = self._command("count")
        counted = Counted(
            cash=CashCount(currency=self.currency, pieces=dict(pieces)), others=others
        )
        self._run(
            lambda: reports.count(session, command_id, counted),
            lambda _report: self._end("count", tr("The count is sealed")),
        )

    @Slot()
    def read_x(self) -> None:
        """Read the till and go on."""
        session, reports = self.desk.session, self.desk.services.till_reports
        command_id = self._command("x")
        self._run(lambda: reports.x_report(session, command_id), partial(self._show_sealed, "x"))

    def close_till(self, reason: str, second: Session | None = None) -> None:
        """Close with a Z report; a variance above the person's limit needs somebody else."""
        session, reports = self.desk.session, self.desk.services.till_reports
        command = CloseTill(command_id=self._command("z"), reason=reason)
        self._run(
            lambda: reports.z_report(session, command, second=second),
            partial(self._show_sealed, "z"),
            lambda error: self._ask_second(sentence(error), Action.TILL_APPROVE_VARIANCE, reason),
        )

    @Slot()
    def put_report_away(self) -> None:
        """Show the till again instead of the report."""
        self.sealed = None
        self.changed.emit()

    def _ask_second(self, why: str, action: Action, reason: str) -> None:
        again = self.open_drawer if action is Action.DRAWER_OPEN else self.close_till
        roles = SCOPES[action]
        wanted = SecondWanted(
            why=why, roles=roles, done=lambda session: again(reason, second=session)
        )
        self.second_wanted.emit(wanted)

    def _run(
        self,
        work: Callable[[], tuple[Any, Changes]],
        done: Callable[[Any], None],
        ask_again: Callable[[DioptreError], None] | None = None,
    ) -> None:
        """Run one command at a time."""
        if self.is_busy:
            return
        self.is_busy = True

        def finish(answer: tuple[Any, Changes]) -> None:
            self.is_busy = False
            found, changes = answer
            self.desk.publish(changes)
            done(found)

        def refuse(error: DioptreError) -> None:
            self.is_busy = False
            if ask_again is not None and isinstance(error, ASKS_AGAIN):
                ask_again(error)
            else:
                self._refuse(error)

        self.desk.services.runner.run(work, done=finish, failed=refuse)

    def _command(self, form: str) -> CommandId:
        return self._commands.setdefault(form, self.desk.services.new_command_id())

    def _end(self, form: str, words: str) -> None:
        self._commands.pop(form, None)
        self.said.emit(words)
        self.done.emit()
        self.reload()

    def _show_sealed(self, form: str, sealed: SealedReport) -> None:
        self.sealed = sealed
        self._end(form, tr("{reference} is sealed", reference=sealed.entry.reference))

    def _show(self, state: TillState) -> None:
        self._state = state
        self.changed.emit()

    def _refuse(self, error: DioptreError) -> None:
        self.failed.emit(sentence(error))

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if Topic.TILL in changes:
            self.reload()
