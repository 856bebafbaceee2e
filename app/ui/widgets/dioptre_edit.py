"""One field of the prescription grid: a line edit whose keys speak the trade's language."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.ui.rx.cells import Column
from app.ui.rx.commands import Command
from app.ui.rx.complaints import Tone
from app.ui.rx.form import Place
from app.ui.rx.steps import Stride
from app.ui.theme.theme import Theme
from app.ui.widgets.undo_keys import leaves_to_form

PLAIN_SIGNS = "0123456789.,+-\u2212 "
# A prism is written with its base: 1.5 in, 0.5 up.
BASE_LETTERS = "inoutpdw"
TAG_INSET_PX = 9


_STEPS = {
    Qt.Key.Key_Up: True,
    Qt.Key.Key_Down: False,
    Qt.Key.Key_PageUp: True,
    Qt.Key.Key_PageDown: False,
}
_PAGES = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DioptreEdit(QLineEdit):
    """Tells what was typed when it is left, and turns keys into strides and commands."""

    typed = Signal(object, str)
    turned = Signal(object, object, bool)
    commanded = Signal(object, object)

    def __init__(self, theme: Theme, place: Place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._place = place
        self._shown = ""
        self._tag = ""
        self.setMaxLength(12)
        self.setFont(theme.figures("dioptre"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def display(self, text: str, tone: Tone, *, tag: str = "") -> None:
        """Show a field as the form has it; what is being typed at this moment is left alone."""
        is_typing = self.hasFocus() and self.text() != self._shown
        changed = text != self._shown
        self._shown = text
        if changed or not is_typing:
            self._replace(text)
        self._tag = tag
        if self.property("tone") != tone.value:
            self.setProperty("tone", tone.value)
            self.style().unpolish(self)
            self.style().polish(self)
        self.update()

    def hand_over(self) -> None:
        """Tell what was typed, and show what became of it."""
        self.typed.emit(self._place, self.text())
        self._replace(self._shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn strides and commands; everything else is typing."""
        key = Qt.Key(event.key())
        modifiers = event.modifiers()
        if key in _STEPS:
            self._step(key, is_fine=bool(modifiers & Qt.KeyboardModifier.AltModifier))
        elif key in _ENTER:
            is_confirmed = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
            self._command(Command.CONFIRM if is_confirmed else Command.NEXT)
        elif key == Qt.Key.Key_Escape:
            self._go_back()
        elif not self._is_command_sign(event.text()):
            self._type(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select everything, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hand over what was typed."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.deselect()
            self.hand_over()

    def event(self, event: QEvent) -> bool:
        """Leave `/` to the search: it is no part of a power."""
        if leaves_to_form(self, event):
            return False
        is_override = event.type() == QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.text() == "/":
            return False
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the question of an amber field into its free corner."""
        super().paintEvent(event)
        if not self._tag:
            return
        painter = QPainter(self)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.colour("warning"))
        area = self.rect().adjusted(self._theme.px(TAG_INSET_PX), 0, 0, 0)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, flags, self._tag)

    def _type(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isprintable() and text and not event.modifiers() & _HELD:
            allowed = PLAIN_SIGNS + (BASE_LETTERS if self._is_prism else "")
            if text.lower() not in allowed:
                event.ignore()
                return
        super().keyPressEvent(event)

    def _is_command_sign(self, text: str) -> bool:
        commands = {"*": Command.FLIP, "=": Command.SAME}
        if self._place[1] is Column.SPHERE:
            commands |= {"p": Command.PLANO}
        command = commands.get(text.lower())
        if command is None:
            return False
        self._command(command)
        return True

    def _command(self, command: Command) -> None:
        self.hand_over()
        self.commanded.emit(self._place, command)
        self._select_here()

    def _step(self, key: Qt.Key, *, is_fine: bool) -> None:
        stride = Stride.FINE if is_fine else Stride.NORMAL
        self.hand_over()
        self.turned.emit(self._place, Stride.COARSE if key in _PAGES else stride, _STEPS[key])
        self._select_here()

    def _go_back(self) -> None:
        if self.text() != self._shown:
            self._replace(self._shown)
            self._select_here()
            return
        self.commanded.emit(self._place, Command.BACK)

    def _replace(self, text: str) -> None:
        if self.text() != text:
            self.setText(text)
            self._select_here()

    def _select_here(self) -> None:
        if self.hasFocus():
            self.selectAll()

    @property
    def _is_prism(self) -> bool:
        return self._place[1] in (Column.PRISM_H, Column.PRISM_V)
