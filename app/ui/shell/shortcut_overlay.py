"""All keys of wherever a person is, over the window until the next key."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from app.messages.catalogue import tr
from app.ui.shell.commands import Command, commands_of
from app.ui.theme.theme import Theme
from app.ui.widgets.labels import hint, label
from app.ui.widgets.layouts import column, row

WIDTH_PX = 720


class ShortcutOverlay(QFrame):
    """Shows the keys of the screen beside those of the whole desk."""

    closed = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("overlay")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._window = window
        self._body: QWidget | None = None
        head = row(label(tr("Keys"), role="headline"), 0, hint(tr("Esc close")))
        self._laid = column(head, gap=16)
        self._laid.setContentsMargins(24, 20, 24, 24)
        self.setLayout(self._laid)
        self.setAccessibleName(tr("Keys"))
        self.hide()

    @property
    def lines(self) -> dict[str, str]:
        """Return what is listed: the words of each action and its keys."""
        labels = self.findChildren(QLabel, "keyOf")
        return {str(each.property("command")): each.text() for each in labels}

    @Slot()
    def toggle(self) -> None:
        """Come, or go again."""
        if self.isVisible():
            self._close()
            return
        self._fill(commands_of(self._window.window()))
        self.adjustSize()
        width = min(self._theme.px(WIDTH_PX), self._window.width())
        height = min(max(self.sizeHint().height(), 200), self._window.height())
        left = (self._window.width() - width) // 2
        self.setGeometry(left, max(0, (self._window.height() - height) // 2), width, height)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go with any key."""
        event.accept()
        self._close()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def _fill(self, commands: tuple[Command, ...]) -> None:
        if self._body is not None:
            self._body.deleteLater()
        here = [each for each in commands if each.is_of_this_screen]
        everywhere = [each for each in commands if not each.is_of_this_screen]
        self._body = QWidget()
        sides = row(gap=32)
        for title, side in ((tr("Here"), here), (tr("Everywhere"), everywhere)):
            if side:
                sides.addLayout(column(label(title, role="caption"), _table(side), 0, gap=10), 1)
        sides.setContentsMargins(0, 0, 0, 0)
        self._body.setLayout(sides)
        self._laid.addWidget(self._body)


def _table(commands: list[Command]) -> QGridLayout:
    made = QGridLayout()
    made.setVerticalSpacing(8)
    made.setColumnStretch(0, 1)
    for line, command in enumerate(commands):
        words = label(command.text, role="" if command.is_offered else "muted")
        keys = label(" · ".join(command.keys), role="code")
        keys.setObjectName("keyOf")
        keys.setProperty("command", command.text)
        made.addWidget(words, line, 0)
        made.addWidget(keys, line, 1, Qt.AlignmentFlag.AlignRight)
    return made
