"""Who signs in, the digits typed so far, and how long to wait after too many wrong ones."""

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.domain.kernel.errors import DioptreError
from app.domain.kernel.ids import UserId
from app.messages import formats
from app.messages.catalogue import sentence, tr
from app.services.draft_ports import Draft
from app.services.session import Session
from app.services.sign_in import PAUSE, PinIsTooShort, PinIsWrong, SignInIsPaused
from app.services.views import StaffMember
from app.ui.desktop import DesktopServices
from app.ui.sign_in.pin import DIGITS

TICK_MS = 1_000
UNFINISHED_SHOWN = 3


class LockViewModel(QObject):
    """Knows nothing of widgets; tells with `changed` that something is to be shown anew."""

    changed = Signal()
    signed_in = Signal(object)

    def __init__(self, services: DesktopServices) -> None:
        super().__init__()
        self._services = services
        self._digits = ""
        self._message = ""
        self._paused_until: dict[UserId, datetime] = {}
        self.members: tuple[StaffMember, ...] = ()
        self.unfinished: tuple[Draft, ...] = ()
        self.chosen = 0
        self.is_checking = False
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._count_down)

    @property
    def typed(self) -> int:
        """Return how many digits were typed; which ones is nobody's business."""
        return len(self._digits)

    @property
    def seconds_to_wait(self) -> int:
        """Return how long the chosen person still has to wait."""
        if not self.members:
            return 0
        return self._seconds_of(self.members[self.chosen].user_id)

    @property
    def message(self) -> str:
        """Return the sentence under the digits."""
        if self.seconds_to_wait:
            return sentence(SignInIsPaused(seconds=self.seconds_to_wait))
        return self._message

    @property
    def unfinished_lines(self) -> tuple[str, ...]:
        """Return whose work lies unfinished on this device, newest first."""
        return tuple(
            tr(
                "Unfinished: {name} · {title} ({time})",
                name=draft.name,
                title=draft.title,
                time=formats.time_of_day(draft.at),
            )
            for draft in self.unfinished[:UNFINISHED_SHOWN]
        )

    def load(self) -> None:
        """Read who works here, and whose work is unfinished."""
        self._services.runner.run(
            self._services.sign_in.members, done=self._show_members, failed=self._refuse
        )
        self._services.runner.run(
            self._services.drafts.of_device, done=self._show_unfinished, failed=self._refuse
        )

    def choose(self, number: int) -> None:
        """Choose a person and begin the PIN anew."""
        if not self.members:
            return
        self.chosen = number % len(self.members)
        self._begin_anew(message="")

    def type_digit(self, digit: str) -> None:
        """Take one more digit; the sixth signs in."""
        if self.is_checking or self.seconds_to_wait or len(self._digits) >= DIGITS:
            return
        self._digits += digit
        self._message = ""
        self.changed.emit()
        if len(self._digits) == DIGITS:
            self.submit()

    def erase(self) -> None:
        """Take the last digit back."""
        self._digits = self._digits[:-1]
        self.changed.emit()

    def clear(self) -> None:
        """Begin the PIN anew."""
        self._begin_anew(message="")

    @Slot()
    def submit(self) -> None:
        """Sign in with the digits typed."""
        if self.is_checking or self.seconds_to_wait or not self.members:
            return
        user_id, pin = self.members[self.chosen].user_id, self._digits
        self.is_checking = True
        self.changed.emit()
        self._services.runner.run(
            lambda: self._services.sign_in.sign_in(user_id, pin),
            done=self._let_in,
            failed=self._refuse,
        )

    def sign_in_with_badge(self, token: str) -> None:
        """Sign in whoever has this badge."""
        if self.is_checking:
            return
        self.is_checking = True
        self.changed.emit()
        self._services.runner.run(
            lambda: self._services.badges.sign_in(token), done=self._let_in, failed=self._refuse
        )

    def refuse_scan(self) -> None:
        """Say that a code can only be used once somebody has signed in."""
        self._begin_anew(message=tr("Sign in first, then scan again."))

    def stop(self) -> None:
        """Count no more, because the window closes."""
        self._tick.stop()

    def _show_members(self, members: tuple[StaffMember, ...]) -> None:
        before = self.members[self.chosen].user_id if self.members else None
        ids = [member.user_id for member in members]
        self.members = members
        if before not in ids:
            self.choose(0)
            return
        # Whoever was chosen may be typing already; their digits stay.
        self.chosen = ids.index(before)
        self.changed.emit()

    def _show_unfinished(self, drafts: tuple[Draft, ...]) -> None:
        self.unfinished = drafts
        self.changed.emit()

    def _let_in(self, session: Session) -> None:
        self._begin_anew(message="")
        self.signed_in.emit(session)

    def _refuse(self, error: DioptreError) -> None:
        match error:
            case SignInIsPaused():
                self._pause(timedelta(seconds=int(str(error.facts["seconds"]))))
            case PinIsWrong() if error.facts["tries_left"] == 0:
                self._pause(PAUSE)
            case PinIsTooShort():
                self.is_checking = False
                self._message = sentence(error)
                self.changed.emit()
            case _:
                self._begin_anew(message=sentence(error))

    def _seconds_of(self, user_id: UserId) -> int:
        until = self._paused_until.get(user_id)
        if until is None:
            return 0
        return max(0, round((until - self._services.clock()).total_seconds()))

    def _pause(self, span: timedelta) -> None:
        self._paused_until[self.members[self.chosen].user_id] = self._services.clock() + span
        self._tick.start()
        self._begin_anew(message="")

    def _begin_anew(self, *, message: str) -> None:
        self.is_checking = False
        self._digits = ""
        self._message = message
        self.changed.emit()

    @Slot()
    def _count_down(self) -> None:
        if not any(self._seconds_of(user_id) for user_id in self._paused_until):
            self._paused_until.clear()
            self._tick.stop()
        self.changed.emit()
