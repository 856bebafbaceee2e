"""Everything that was said in passing, newest first, for whoever looked away."""

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from app.messages import formats
from app.messages.catalogue import tr
from app.services.ports import Clock
from app.ui.theme.theme import Theme
from app.ui.widgets.labels import hint, label
from app.ui.widgets.layouts import column, row, stack
from app.ui.widgets.toast import Notification

WIDTH_PX = 380
KEPT_MAX = 100
PADDING_PX = 16


class NotificationDrawer(QFrame):
    """A panel at the end of the window; it is there only while it is asked for."""

    closed = Signal()

    def __init__(self, theme: Theme, window: QWidget, clock: Clock) -> None:
        super().__init__(window)
        self.setObjectName("drawer")
        self._theme = theme
        self._window = window
        self._clock = clock
        self._list = QListWidget()
        self._list.setAccessibleName(tr("Notifications"))
        self._list.setWordWrap(True)
        self._list.setSpacing(4)
        empty = label(tr("Nothing was said yet. Esc closes this."), role="muted")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setWordWrap(True)
        self._pages = stack(empty, self._list)
        head = row(label(tr("Notifications"), role="title"), 0, hint(tr("Esc close")))
        laid = column(head, self._pages, gap=12)
        laid.setContentsMargins(16, 16, 16, 16)
        self.setLayout(laid)
        self.hide()

    @property
    def lines(self) -> list[str]:
        """Return what was said, newest first."""
        return [self._list.item(place).text() for place in range(self._list.count())]

    @Slot(object)
    def add(self, said: Notification) -> None:
        """Keep what was said, with its time."""
        item = QListWidgetItem(f"{formats.time_of_day(self._clock())}  {said.text}")
        item.setData(Qt.ItemDataRole.AccessibleTextRole, item.text())
        if said.tone == "danger":
            item.setForeground(self._theme.colour("danger"))
        item.setSizeHint(self._room_for(item.text()))
        self._list.insertItem(0, item)
        self._list.takeItem(KEPT_MAX)
        self._pages.setCurrentIndex(1)

    @Slot()
    def toggle(self) -> None:
        """Come, or go again."""
        if self.isVisible():
            self._close()
            return
        width = min(self._theme.px(WIDTH_PX), self._window.width())
        is_mirrored = self._window.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 0 if is_mirrored else self._window.width() - width
        self.setGeometry(left, 0, width, self._window.height())
        self.show()
        self.raise_()
        self._list.setCurrentRow(0)
        target = self._list if self._list.count() else self
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _room_for(self, text: str) -> QSize:
        """Return the room of a line that breaks where the drawer ends."""
        width = self._theme.px(WIDTH_PX) - 4 * PADDING_PX
        area = QRect(0, 0, width, self._window.height())
        flags = Qt.TextFlag.TextWordWrap.value
        needed = QFontMetrics(self._theme.font("body")).boundingRect(area, flags, text)
        return QSize(0, needed.height() + PADDING_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        else:
            super().keyPressEvent(event)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()
