"""A field that asks while it is typed in and offers what was found."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.choice import Choice
from app.ui.widgets.choices import ChoicePopup
from app.ui.widgets.icon_edit import IconEdit

# Keys that come as one are asked for once; a scanner's never come here, the router holds them.
PAUSE_MS = 5

_MOVES = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -6,
    Qt.Key.Key_PageDown: 6,
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TypeAhead(IconEdit):
    """Emits `asked` when typing pauses and `chosen` with a choice's value.

    Enter takes the choice that is lit. Enter before the answer has come, as a scanner sends it,
    waits for the answer and takes it if it is the only one.
    """

    asked = Signal(str)
    chosen = Signal(object)
    chosen_with_ctrl = Signal(object)
    dismissed = Signal()

    def __init__(self, theme: Theme, name: str, *, icon: str, role: str = "field") -> None:
        super().__init__(theme, name, icon=icon, role=role)
        self._popup: ChoicePopup | None = None
        self._answered = ""
        self._resting = ""
        self._enter_waits = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(self._start_pause)

    @property
    def is_offering(self) -> bool:
        """Return whether choices are shown."""
        return self._popup is not None and self._popup.isVisible()

    def rest_at(self, text: str) -> None:
        """Show what was chosen, now and whenever something typed here was not."""
        self._resting = text
        if self.hasFocus() and self.isModified():
            return
        self.put(text)
        if self.hasFocus():
            self.selectAll()

    def offer(self, text: str, choices: tuple[Choice, ...]) -> None:
        """Show what was found for a text, if that is still what stands here."""
        if text != self.text().strip() or not self.hasFocus():
            return
        self._answered = text
        if self._enter_waits and len(choices) == 1:
            self._choose(choices[0])
            return
        self._enter_waits = False
        self._popup_here().offer(choices, self)

    def close_choices(self) -> None:
        """Hide the choices and forget that Enter was pressed."""
        self._enter_waits = False
        self._pause.stop()
        if self._popup is not None:
            self._popup.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move through the choices, take one, or leave."""
        key = Qt.Key(event.key())
        if key in _MOVES and self.is_offering:
            self._popup_here().move_by(_MOVES[key])
        elif key in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._take_with_ctrl()
        elif key in _ENTER:
            self._take()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.close_choices()
        # What was typed and not chosen must not look as if it had been.
        self.put(self._resting)
        self.setCursorPosition(0)

    @Slot(str)
    def _start_pause(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self.close_choices()

    @Slot()
    def _ask(self) -> None:
        self.asked.emit(self.text().strip())

    @Slot(object)
    def _choose(self, choice: Choice) -> None:
        self.close_choices()
        self.setModified(False)
        self.chosen.emit(choice.value)

    def _take(self) -> None:
        choice = self._popup_here().current()
        text = self.text().strip()
        if choice is not None and text == self._answered:
            self._choose(choice)
        elif text:
            self._enter_waits = True
            self._pause.stop()
            self._ask()

    def _take_with_ctrl(self) -> None:
        choice = self._popup_here().current()
        if choice is not None and self.text().strip() == self._answered:
            self.close_choices()
            self.setModified(False)
            self.chosen_with_ctrl.emit(choice.value)

    def _escape(self) -> None:
        if self.is_offering:
            self.close_choices()
        else:
            self.dismissed.emit()

    def _popup_here(self) -> ChoicePopup:
        if self._popup is None:
            window: QWidget = self.window()
            self._popup = ChoicePopup(self.theme, self.accessibleName(), window)
            self._popup.picked.connect(self._choose)
        return self._popup
