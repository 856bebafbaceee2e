"""Words in passing at the lower end of a window; they take no focus, and errors stay."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.messages.catalogue import tr
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import row
from app.ui.widgets.notice import IconView

SHOWN_MS = 5_000
UNDO_S = 8
MARGIN_PX = 24
GAP_PX = 8
WIDTH_MAX_PX = 460
# Over the foot of a page and the primary action above it, so that no word covers what comes next.
ABOVE_FOOT_PX = 128
TOASTS_MAX = 3
_ICONS = {"success": "check", "danger": "circle-x"}


@dataclass(frozen=True, slots=True)
class Notification:
    """One thing that was said, for the drawer."""

    text: str
    tone: str


class ToastCard(QFrame):
    """One word in passing."""

    gone = Signal()

    def __init__(self, theme: Theme, window: QWidget, said: Notification) -> None:
        super().__init__(window)
        self.setObjectName("toast")
        self.setProperty("tone", said.tone)
        self.setAccessibleName(said.text)
        self.said = said
        self._theme = theme
        words = label(said.text)
        words.setWordWrap(True)
        metrics = words.fontMetrics()
        needed = metrics.horizontalAdvance(said.text) + MARGIN_PX
        words.setMinimumWidth(min(needed, theme.px(WIDTH_MAX_PX)))
        self._laid = row(IconView(theme, _ICONS[said.tone], "surface"), words, gap=10)
        self._laid.setContentsMargins(16, 12, 16, 12)
        self.setLayout(self._laid)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(self.go)

    def add_action(self, text: str, act: Callable[[], object]) -> None:
        """Offer something to do about it, for as long as it is shown."""
        button = ActionButton(self._theme, text, kind="toast")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(act)
        button.clicked.connect(self.go)
        self._laid.addWidget(button)

    def go_after(self, span_ms: int) -> None:
        """Go by itself after a while."""
        self._end.start(span_ms)

    @Slot()
    def go(self) -> None:
        """Go at once."""
        self._end.stop()
        self.hide()
        self.gone.emit()


class Toast(QObject):
    """Shows at most three words in passing above everything else in its window, newest lowest."""

    told = Signal(object)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._cards: list[ToastCard] = []
        window.installEventFilter(self)

    @property
    def text(self) -> str:
        """Return the newest of what is shown, or nothing."""
        return self._cards[-1].said.text if self._cards else ""

    @property
    def cards(self) -> tuple[ToastCard, ...]:
        """Return what is shown, oldest first."""
        return tuple(self._cards)

    @Slot(str)
    def say(self, text: str) -> None:
        """Show a word for a few seconds."""
        self._show(Notification(text, "success")).go_after(SHOWN_MS)

    @Slot(str)
    def fail(self, text: str) -> None:
        """Show what went wrong until it is put away."""
        card = self._show(Notification(text, "danger"))
        card.add_action(tr("Close"), _nothing_more)
        self._place()

    def offer(
        self, text: str, action: str, act: Callable[[], object], *, seconds: int = UNDO_S
    ) -> None:
        """Show a word with something to do about it, such as taking it back."""
        card = self._show(Notification(text, "success"))
        card.add_action(action, act)
        card.go_after(seconds * 1_000)
        self._place()

    def dismiss(self) -> None:
        """Put all of them away at once."""
        for card in tuple(self._cards):
            card.go()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower end when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _show(self, said: Notification) -> ToastCard:
        while len(self._cards) >= TOASTS_MAX:
            self._cards[0].go()
        card = ToastCard(self._theme, self._window, said)
        card.gone.connect(self._forget)
        self._cards.append(card)
        self._place()
        card.show()
        card.raise_()
        self.told.emit(said)
        QAccessible.updateAccessibility(QAccessibleEvent(card, QAccessible.Event.Alert))
        return card

    @Slot()
    def _forget(self) -> None:
        for card in [each for each in self._cards if each.isHidden()]:
            self._cards.remove(card)
            card.deleteLater()
        self._place()

    def _place(self) -> None:
        below = self._window.height() - self._theme.px(ABOVE_FOOT_PX)
        is_mirrored = self._window.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for card in reversed(self._cards):
            card.adjustSize()
            left = MARGIN_PX if is_mirrored else self._window.width() - card.width() - MARGIN_PX
            below -= card.height()
            card.move(left, max(0, below))
            below -= GAP_PX


def _nothing_more() -> None:
    return None
