"""One person on the lock screen: initials, name and role."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton

from app.domain.kernel.access import Role
from app.messages.language import tr
from app.ui.theme.theme import Theme
from app.ui.widgets.mirrored import placed

AVATAR_PX = 34
INSET_PX = 12


class PersonButton(QPushButton):
    """Is checked while this is the person who signs in."""

    def __init__(self, theme: Theme, name: str, roles: frozenset[Role]) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._role = ", ".join(_role_word(role) for role in sorted(roles))
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("kind", "person")
        self.setAccessibleName(f"{self._name}, {self._role}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the style draw the ground, then write the person on it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        side = self._theme.px(AVATAR_PX)
        self._paint_avatar(painter, side)
        left = self._theme.px(INSET_PX) * 2 + side
        inside = self.rect().adjusted(left, 0, -self._theme.px(INSET_PX), 0)
        self._paint_words(painter, placed(self, inside))

    def _paint_avatar(self, painter: QPainter, side: int) -> None:
        start = self._theme.px(INSET_PX) + side / 2
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        centre = QPointF(self.width() - start if is_mirrored else start, self.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        token = "accent" if self.isChecked() else "border"
        painter.setBrush(self._theme.colour(token))
        painter.drawEllipse(centre, side / 2, side / 2)
        painter.setFont(self._theme.font("small", QFont.Weight.DemiBold))
        painter.setPen(self._theme.colour("on_accent" if self.isChecked() else "text"))
        box = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _initials(self._name))

    def _paint_words(self, painter: QPainter, inside: QRect) -> None:
        role_font = self._theme.font("small")
        role_width = QFontMetrics(role_font).horizontalAdvance(self._role)
        font = self._theme.font("body", QFont.Weight.Medium)
        room = inside.width() - role_width - self._theme.px(INSET_PX)
        name = QFontMetrics(font).elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | middle, name)
        painter.setFont(role_font)
        painter.setPen(self._theme.colour("muted"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignRight | middle, self._role)


def _initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalpha()]
    return "".join(word[0] for word in words[:2]).upper()


def _role_word(role: Role) -> str:
    match role:
        case Role.OPTICIAN:
            return tr("Optician")
        case Role.TECHNICIAN:
            return tr("Technician")
        case Role.MANAGER:
            return tr("Manager")
        case Role.SYSTEM:
            return tr("Program")
