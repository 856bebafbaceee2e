"""Who else may allow something, and the PIN they type: checked as at the lock."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.kernel.access import Role
from app.domain.kernel.errors import DioptreError
from app.messages.catalogue import sentence, tr
from app.services.session import Session
from app.services.views import StaffMember
from app.ui.desktop import Desk
from app.ui.sign_in.pin import DIGITS

Done = Callable[[Session], None]


def _nobody(_session: Session) -> None:
    return None


class SecondPersonViewModel(QObject):
    """Asks for one person at a time; the answer is a session that begins now."""

    changed = Signal()
    finished = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._digits = ""
        self._done: Done = _nobody
        self._roles: frozenset[Role] = frozenset()
        self.message = ""
        self.members: tuple[StaffMember, ...] = ()
        self.chosen = 0
        self.is_checking = False
        self.is_asking = False
        desk.locked.connect(self.call_off)

    @property
    def typed(self) -> int:
        """Return how many digits were typed; which ones is nobody's business."""
        return len(self._digits)

    def ask(self, roles: frozenset[Role], done: Done) -> None:
        """Ask for somebody else with one of these roles; `done` gets their session."""
        self._roles, self._done = roles, done
        self.is_asking = True
        self.members = ()
        self._begin_anew(message="")
        service = self._desk.services.sign_in
        self._desk.services.runner.run(
            service.members, done=self._show_members, failed=self._refuse
        )

    @Slot()
    def call_off(self) -> None:
        """Ask no more; nothing was allowed."""
        if self.is_asking:
            self._end()

    def choose(self, number: int) -> None:
        """Choose a person and begin the PIN anew."""
        if self.members and not self.is_checking:
            self.chosen = number % len(self.members)
            self._begin_anew(message="")

    def type_digit(self, digit: str) -> None:
        """Take one more digit; the last one asks."""
        if self.is_checking or not self.members or len(self._digits) >= DIGITS:
            return
        self._digits += digit
        self.message = ""
        self.changed.emit()
        if len(self._digits) == DIGITS:
            self.submit()

    @Slot()
    def erase(self) -> None:
        """Take the last digit back."""
        if not self.is_checking:
            self._digits = self._digits[:-1]
            self.changed.emit()

    @Slot()
    def submit(self) -> None:
        """Check the digits typed."""
        if self.is_checking or not self.members:
            return
        service = self._desk.services.sign_in
        user_id, pin = self.members[self.chosen].user_id, self._digits
        self.is_checking = True
        self.changed.emit()
        self._desk.services.runner.run(
            lambda: service.sign_in(user_id, pin), done=self._let_through, failed=self._refuse
        )

    def _show_members(self, members: tuple[StaffMember, ...]) -> None:
        if not self.is_asking or self._desk.is_locked:
            return
        own = self._desk.session.user_id
        self.members = tuple(
            each for each in members if each.roles & self._roles and each.user_id != own
        )
        nobody = tr("Nobody else here may allow this. Ask head office.")
        self.message = "" if self.members else nobody
        self.chosen = 0
        self.changed.emit()

    def _let_through(self, session: Session) -> None:
        if not self.is_asking:
            return
        done = self._done
        self._end()
        done(session)

    def _refuse(self, error: DioptreError) -> None:
        self._begin_anew(message=sentence(error))

    def _end(self) -> None:
        self.is_asking = False
        self._done = _nobody
        self._begin_anew(message="")
        self.finished.emit()

    def _begin_anew(self, *, message: str) -> None:
        self.is_checking = False
        self._digits = ""
        self.message = message
        self.changed.emit()
