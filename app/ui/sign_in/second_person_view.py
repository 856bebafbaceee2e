"""A panel over the work that asks for a second person's PIN, and gives their session."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QWidget

from app.domain.kernel.access import Role
from app.messages.catalogue import tr
from app.ui.desktop import Desk
from app.ui.sign_in.pin import DIGITS
from app.ui.sign_in.second_person_view_model import Done, SecondPersonViewModel
from app.ui.theme.theme import Theme
from app.ui.widgets.labels import hint, label, restyle
from app.ui.widgets.layouts import column, row, rule
from app.ui.widgets.person_button import PersonButton
from app.ui.widgets.pin_dots import PinDots

WIDTH_PX = 500
PEOPLE_SHOWN_MAX = 6


class SecondPersonView(QFrame):
    """Stands over `host` until somebody else has typed their PIN, or Esc calls it off."""

    dismissed = Signal()

    def __init__(self, theme: Theme, desk: Desk, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("popup")
        self.setAccessibleName(tr("Second person"))
        self._theme = theme
        self._host = host
        self._back_to: QWidget | None = None
        self.model = SecondPersonViewModel(desk)
        self._why = label(role="muted")
        self._why.setWordWrap(True)
        self._message = label()
        self._message.setWordWrap(True)
        self._dots = PinDots(theme, DIGITS)
        self._people: list[PersonButton] = []
        self._group = QButtonGroup(self)
        self._list = column(gap=4)
        self._lay_out()
        self._connect()
        self.hide()

    @property
    def message(self) -> str:
        """Return the sentence under the digits."""
        return self._message.text()

    def ask(self, why: str, roles: frozenset[Role], done: Done) -> None:
        """Ask for the PIN of somebody else with one of these roles; `why` is shown above it."""
        self._why.setText(why)
        self._back_to = QApplication.focusWidget()
        self.model.ask(roles, done)
        self._place()
        self.show()
        self.raise_()
        self._dots.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the host."""
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's own signature
        """Keep the cursor in here: what lies below waits for the answer."""
        del next
        self._dots.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _lay_out(self) -> None:
        hints = (tr("↑ ↓ choose"), tr("0–9 PIN"), tr("Esc leaves"))
        laid = column(
            label(tr("Somebody else has to allow this"), role="title"),
            self._why,
            rule(),
            self._list,
            self._dots,
            self._message,
            row(*(hint(words) for words in hints), 0),
            gap=12,
        )
        laid.setContentsMargins(24, 20, 24, 20)
        self.setLayout(laid)
        self.setFixedWidth(self._theme.px(WIDTH_PX))

    def _connect(self) -> None:
        self._dots.digit.connect(self.model.type_digit)
        self._dots.erased.connect(self.model.erase)
        self._dots.cleared.connect(self._leave)
        self._dots.submitted.connect(self.model.submit)
        self._dots.moved.connect(self._move)
        self._group.idClicked.connect(self._pick)
        self.model.changed.connect(self._show)
        self.model.finished.connect(self._close)
        self._host.installEventFilter(self)

    @Slot()
    def _leave(self) -> None:
        self.model.call_off()
        self.dismissed.emit()

    @Slot()
    def _close(self) -> None:
        self.hide()
        if self._back_to is not None:
            self._back_to.setFocus(Qt.FocusReason.OtherFocusReason)
            self._back_to = None

    @Slot(int)
    def _move(self, steps: int) -> None:
        self.model.choose(self.model.chosen + steps)

    @Slot(int)
    def _pick(self, number: int) -> None:
        self.model.choose(number)
        self._dots.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show(self) -> None:
        model = self.model
        shown = model.members[:PEOPLE_SHOWN_MAX]
        if len(self._people) != len(shown):
            self._show_people()
        for number, button in enumerate(self._people):
            button.setChecked(number == model.chosen)
        self._dots.display(model.typed, is_wrong=bool(model.message))
        self._message.setText(tr("Checking …") if model.is_checking else model.message)
        restyle(self._message, "tone", "danger" if model.message else "plain")
        if self.isVisible():
            self._place()

    def _show_people(self) -> None:
        for button in self._people:
            self._group.removeButton(button)
            self._list.removeWidget(button)
            button.deleteLater()
        shown = self.model.members[:PEOPLE_SHOWN_MAX]
        self._people = [PersonButton(self._theme, each.name, each.roles) for each in shown]
        for number, button in enumerate(self._people):
            # The digits keep the cursor; the arrows choose.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._group.addButton(button, number)
            self._list.addWidget(button)
            button.show()

    def _place(self) -> None:
        self.adjustSize()
        left = (self._host.width() - self.width()) // 2
        self.move(max(0, left), max(0, (self._host.height() - self.height()) // 3))
