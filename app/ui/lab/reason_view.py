"""Why a ticket is printed again: one key, or words of one's own."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame

from app.messages.catalogue import tr
from app.ui.theme.theme import TOUCH_TARGET_PX, Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import hint, label
from app.ui.widgets.layouts import column, row


class ReasonPanel(QFrame):
    """Stands where the buttons were until a reason is given or Esc is pressed."""

    given = Signal(str)
    dismissed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._reasons = (tr("Did not come out"), tr("Damaged"), tr("Lost"))
        self._group = QButtonGroup(self)
        self._buttons = []
        for number, reason in enumerate(self._reasons):
            button = ActionButton(theme, reason, key=str(number + 1))
            button.setMinimumHeight(theme.px(TOUCH_TARGET_PX))
            self._group.addButton(button, number)
            self._buttons.append(button)
        self._group.idClicked.connect(self._give)
        self._other = IconEdit(theme, tr("Another reason"), icon="pencil")
        self._other.setMinimumHeight(theme.px(TOUCH_TARGET_PX))
        self._other.returnPressed.connect(self._give_other)
        head = label(tr("Why print it again?"), role="strong")
        esc = hint(tr("Esc leaves"))
        buttons = row(*self._buttons, 0, gap=8)
        self.setLayout(column(row(head, esc, 0), buttons, self._other, gap=8))

    def ask(self) -> None:
        """Wait for a key."""
        self._other.clear()
        self._buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.text()
        if key in ("1", "2", "3"):
            self._give(int(key) - 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)

    @Slot(int)
    def _give(self, number: int) -> None:
        self.given.emit(self._reasons[number])

    @Slot()
    def _give_other(self) -> None:
        if self._other.text().strip():
            self.given.emit(self._other.text().strip())
