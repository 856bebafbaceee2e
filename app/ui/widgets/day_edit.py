"""A day: typed in short, turned with the arrows, shown as people say it."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent

from app.ui.theme.theme import Theme
from app.ui.widgets.icon_edit import IconEdit

_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 7,
    Qt.Key.Key_PageDown: -7,
}


class DayEdit(IconEdit):
    """Tells what was typed when it is left, and by how many days the arrows turn it."""

    was_typed = Signal(str)
    turned = Signal(int)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name, icon="calendar")
        self._shown = ""
        self.editingFinished.connect(self._hand_over)

    def display(self, text: str) -> None:
        """Show the day as it stands."""
        self._shown = text
        self.put(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.turned.emit(_STEPS[key])
            self.selectAll()
        elif key == Qt.Key.Key_Escape:
            self.setText(self._shown)
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    @Slot()
    def _hand_over(self) -> None:
        if self.text() != self._shown:
            self.was_typed.emit(self.text())
