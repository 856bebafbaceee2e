"""A button that prints its key beside its words."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAction, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton

from app.ui.theme.theme import Theme
from app.ui.widgets.mirrored import placed, placed_icon

ICON_PX = 18
GAP_PX = 8
KEY_GAP_PX = 14
SIDE_PX = 13
# Text drawn at a fraction of a pixel may need one more than its measure.
SLACK_PX = 2

TILE_ICON_PX = 20
# These are as wide as the place they stand in.
FILLING = ("rail", "tile")

_CENTRED = Qt.AlignmentFlag.AlignCenter
_INKS = {"primary": "on_accent", "success": "on_success", "toast": "surface"}


class ActionButton(QPushButton):
    """Icon, words and key; `kind` is one the style sheet knows, or empty for a plain one."""

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
        if kind not in FILLING:
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def follow(self, action: QAction) -> None:
        """Do what the action does, and be offered when it is."""
        self.clicked.connect(action.trigger)
        action.enabledChanged.connect(self.setEnabled)
        self.setEnabled(action.isEnabled())

    def only_tell(self) -> None:
        """Be no button any more: nothing happens on a click, and Tab passes by."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

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
        # Before it is polished a widget has not yet the font its style sheet gives it.
        self.ensurePolished()
        if self._kind == "tile":
            words = QFontMetrics(self._theme.font("small", QFont.Weight.DemiBold))
            width = words.horizontalAdvance(self.text()) + 2 * SLACK_PX
            return QSize(width, super().sizeHint().height())
        metrics = QFontMetrics(self.font())
        width = metrics.horizontalAdvance(self.text()) + 2 * self._theme.px(SIDE_PX) + SLACK_PX
        if self._icon:
            width += self._theme.px(ICON_PX + GAP_PX)
        return QSize(width + self._key_width(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the room for the words alone: where it is short, the key gives way."""
        size = self.sizeHint()
        if self._kind == "tile":
            return size
        return QSize(size.width() - self._key_width(), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the style draw the button, then put icon, words and key on it."""
        del event
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        if self._kind == "tile":
            self._paint_tile(painter)
            return
        inside = self.rect().adjusted(self._theme.px(SIDE_PX), 0, -self._theme.px(SIDE_PX), 0)
        self._paint_key(painter, inside)
        self._paint_words(painter, inside)

    def _paint_tile(self, painter: QPainter) -> None:
        """Put the icon above the word, and the key below it."""
        size = self._theme.px(TILE_ICON_PX)
        at = QPoint((self.width() - size) // 2, self._theme.px(8))
        self._theme.draw_icon(painter, at, self._icon, self._ink, size)
        top, line = at.y() + size + self._theme.px(2), self._theme.px(16)
        painter.setFont(self._theme.font("small", QFont.Weight.DemiBold))
        painter.setPen(self._theme.colour(self._ink))
        painter.drawText(QRect(0, top, self.width(), line), _CENTRED, self.text())
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(QRect(0, top + line, self.width(), line), _CENTRED, self._key)

    def _paint_words(self, painter: QPainter, inside: QRect) -> None:
        left = inside.left() + self._offset(inside)
        if self._icon:
            size = self._theme.px(ICON_PX)
            top = inside.center().y() - size // 2 + 1
            at = placed_icon(self, QPoint(left, top), size)
            self._theme.draw_icon(painter, at, self._icon, self._ink, size)
            left += size + self._theme.px(GAP_PX)
        painter.setPen(self._theme.colour(self._ink))
        painter.setFont(self.font())
        area = QRect(left, inside.top(), inside.right() - left + 1, inside.height())
        words = QFontMetrics(self.font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, area.width()
        )
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(placed(self, area), flags, words)

    def _paint_key(self, painter: QPainter, inside: QRect) -> None:
        if not self._key or self.width() < self.sizeHint().width():
            return
        painter.setFont(self._theme.font("small"))
        painter.setPen(self._theme.colour(self._key_ink))
        right = inside.adjusted(0, 0, -self._offset(inside), 0)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(placed(self, right), flags, self._key)

    def _key_width(self) -> int:
        if not self._key:
            return 0
        keys = QFontMetrics(self._theme.font("small"))
        return self._theme.px(KEY_GAP_PX) + keys.horizontalAdvance(self._key)

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
        if self._kind in FILLING:
            return "accent" if self.isChecked() else "text"
        return _INKS.get(self._kind, "text")

    @property
    def _key_ink(self) -> str:
        if not self.isEnabled():
            return "faint"
        return _INKS.get(self._kind, "muted")
