"""A button that prints its key beside its words."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton

from app.ui.theme.theme import Theme

ICON_PX = 18
GAP_PX = 8
KEY_GAP_PX = 14
SIDE_PX = 13

_INKS = {"primary": "on_accent", "success": "on_success"}


class ActionButton(QPushButton):
    """Icon, words and key; `kind` is primary, success, quiet, rail, or empty for a plain one."""

    def __init__(
        self, theme: Theme, text: str, *, icon: str = "", key: str = "", kind: str = ""
    ) -> None:
        super().__init__(text)
        self._theme = theme
        self._icon = icon
        self._key = key
        self._tone = ""
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self.setAccessibleDescription(key)
        self.setAutoDefault(False)

    def follow(self, action: QAction) -> None:
        """Do what the action does, and be offered when it is."""
        self.clicked.connect(action.trigger)
        action.enabledChanged.connect(self.setEnabled)
        self.setEnabled(action.isEnabled())

    def say(self, text: str, *, icon: str, tone: str = "") -> None:
        """Say something else from now on; `tone` is a token, or empty for the usual ink."""
        self._icon = icon
        self._tone = tone
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self.text()) + 2 * self._theme.px(SIDE_PX)
        if self._icon:
            width += self._theme.px(ICON_PX + GAP_PX)
        if self._key:
            keys = QFontMetrics(self._theme.font("small"))
            width += self._theme.px(KEY_GAP_PX) + keys.horizontalAdvance(self._key)
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the style draw the button, then put icon, words and key on it."""
        del event
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        inside = self.rect().adjusted(self._theme.px(SIDE_PX), 0, -self._theme.px(SIDE_PX), 0)
        self._paint_key(painter, inside)
        self._paint_words(painter, inside)

    def _paint_words(self, painter: QPainter, inside: QRect) -> None:
        left = inside.left() + self._offset(inside)
        if self._icon:
            size = self._theme.px(ICON_PX)
            top = inside.center().y() - size // 2 + 1
            self._theme.draw_icon(painter, QPoint(left, top), self._icon, self._ink, size)
            left += size + self._theme.px(GAP_PX)
        painter.setPen(self._theme.colour(self._ink))
        painter.setFont(self.font())
        area = QRect(left, inside.top(), inside.right() - left + 1, inside.height())
        words = QFontMetrics(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_key(self, painter: QPainter, inside: QRect) -> None:
        if not self._key:
            return
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.colour(self._key_ink))
        right = inside.adjusted(0, 0, -self._offset(inside), 0)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(right, flags, self._key)

    def _offset(self, inside: QRect) -> int:
        """Return how far the contents stand in from both sides, so that they are centred."""
        if self._kind == "rail":
            return 0
        spare = inside.width() - (self.sizeHint().width() - 2 * self._theme.px(SIDE_PX))
        return max(0, spare // 2)

    @property
    def _kind(self) -> str:
        return str(self.property("kind"))

    @property
    def _ink(self) -> str:
        if not self.isEnabled():
            return "faint"
        if self._tone:
            return self._tone
        if self._kind == "rail":
            return "accent" if self.isChecked() else "text"
        return _INKS.get(self._kind, "text")

    @property
    def _key_ink(self) -> str:
        if not self.isEnabled():
            return "faint"
        return _INKS.get(self._kind, "muted")
