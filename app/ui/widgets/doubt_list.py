"""What is to be looked at again, line by line, each with its own box to tick."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.optics.doubts import Doubt
from app.messages.catalogue import tr
from app.ui.rx.doubt_words import doubt_words
from app.ui.theme.theme import Theme
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.labels import label, restyle
from app.ui.widgets.layouts import row
from app.ui.widgets.notice import IconView

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DoubtBox(CheckBox):
    """Ticked by Space, by Enter, or by Ctrl+Enter."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)


class DoubtLine(QFrame):
    """One doubt; it stays in sight after it was confirmed, so that it can be taken back."""

    ticked = Signal(object, bool)

    def __init__(self, theme: Theme, doubt: Doubt) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.doubt = doubt
        question = doubt_words(doubt)
        self._icon = IconView(theme, "triangle-alert", "warning")
        self._words = label(question)
        self._words.setWordWrap(True)
        self.box = DoubtBox(theme, tr("Confirmed"))
        self.box.setAccessibleName(tr("Confirmed: {doubt}", doubt=question))
        self.box.clicked.connect(self._tell)
        laid = row(self._icon, self._words, self.box, gap=10)
        laid.setStretch(1, 1)
        laid.setContentsMargins(12, 3, 12, 3)
        self.setLayout(laid)

    @property
    def text(self) -> str:
        """Return what the line asks."""
        return self._words.text()

    def display(self, *, is_confirmed: bool, is_editable: bool) -> None:
        """Show whether somebody has put their name to it."""
        self.box.setChecked(is_confirmed)
        self.box.setEnabled(is_editable)
        tone = "success" if is_confirmed else "warning"
        self._icon.show_icon("circle-check" if is_confirmed else "triangle-alert", tone)
        restyle(self, "tone", tone)

    @Slot(bool)
    def _tell(self, is_ticked: bool) -> None:  # noqa: FBT001 - Qt's own signal
        self.ticked.emit(self.doubt, is_ticked)


class DoubtList(QWidget):
    """The doubts of a form; it takes no room when there are none."""

    ticked = Signal(object, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: dict[Doubt, DoubtLine] = {}
        self._laid = QVBoxLayout(self)
        self._laid.setContentsMargins(0, 0, 0, 0)
        self._laid.setSpacing(4)
        self.setAccessibleName(tr("To confirm"))
        self.setVisible(False)

    @property
    def lines(self) -> tuple[DoubtLine, ...]:
        """Return the lines from top to bottom."""
        return tuple(self._lines.values())

    def display(
        self, doubts: tuple[Doubt, ...], still_open: tuple[Doubt, ...], *, is_editable: bool
    ) -> None:
        """Show other doubts; a line whose doubt is the same stays, and the cursor with it."""
        if tuple(self._lines) != doubts:
            self._replace(doubts)
        for doubt, line in self._lines.items():
            line.display(is_confirmed=doubt not in still_open, is_editable=is_editable)
        self.setVisible(bool(doubts))

    def focus_on(self, doubt: Doubt | None) -> None:
        """Put the cursor into the box of a doubt, or of the first one that is not ticked."""
        waiting = (line for line in self.lines if not line.box.isChecked())
        line = next(waiting, None) if doubt is None else self._lines.get(doubt)
        if line is not None:
            line.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _replace(self, doubts: tuple[Doubt, ...]) -> None:
        for gone in [doubt for doubt in self._lines if doubt not in doubts]:
            line = self._lines.pop(gone)
            self._laid.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = dict(self._in_order(doubts))
        for number, line in enumerate(self.lines):
            self._laid.insertWidget(number, line)

    def _in_order(self, doubts: tuple[Doubt, ...]) -> Iterator[tuple[Doubt, DoubtLine]]:
        for doubt in doubts:
            line = self._lines.get(doubt)
            if line is None:
                line = DoubtLine(self._theme, doubt)
                line.ticked.connect(self.ticked)
            yield doubt, line
