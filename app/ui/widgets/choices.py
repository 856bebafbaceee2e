"""A list of choices below a line edit, shown without taking the cursor from it."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.theme.theme import Theme
from app.ui.widgets.choice import Choice
from app.ui.widgets.layouts import column
from app.ui.widgets.mirrored import placed_in

Index = QModelIndex | QPersistentModelIndex

ROW_PX = 48
ROWS_MAX = 8
PADDING_PX = 12


class ChoiceModel(QAbstractListModel):
    """The choices, best first."""

    def __init__(self) -> None:
        super().__init__()
        self._choices: tuple[Choice, ...] = ()

    def offer(self, choices: tuple[Choice, ...]) -> None:
        """Show other choices."""
        self.beginResetModel()
        self._choices = choices
        self.endResetModel()

    def choice(self, row: int) -> Choice | None:
        """Return a choice, or None past the end."""
        return self._choices[row] if 0 <= row < len(self._choices) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        choice = self.choice(index.row()) if index.isValid() else None
        if choice is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(
                part for part in (choice.title, choice.detail, choice.trailing) if part
            )
        return None


class ChoiceDelegate(QStyledItemDelegate):
    """Draws a choice on two lines, with its price or stock at the end."""

    def __init__(self, theme: Theme, model: ChoiceModel) -> None:
        super().__init__()
        self._theme = theme
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(0, self._theme.px(ROW_PX))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice = self._model.choice(index.row())
        if choice is None:
            return
        area: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._theme.colour("accent_soft"))
        inside = area.adjusted(PADDING_PX, 5, -PADDING_PX, -5)
        inside = self._paint_trailing(painter, inside, choice)
        half = inside.height() // 2
        upper = QRect(inside.left(), inside.top(), inside.width(), half)
        lower = QRect(inside.left(), inside.top() + half, inside.width(), half)
        upper, lower = (placed_in(area, option.direction, each) for each in (upper, lower))
        self._write(painter, upper, choice.title, "body", "text")
        self._write(painter, lower, choice.detail, "small", "muted")

    def _paint_trailing(self, painter: QPainter, inside: QRect, choice: Choice) -> QRect:
        font = self._theme.figures("small", QFont.Weight.Medium)
        width = QFontMetrics(font).horizontalAdvance(choice.trailing)
        painter.setFont(font)
        painter.setPen(self._theme.colour(choice.trailing_tone))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inside, flags, choice.trailing)
        return inside.adjusted(0, 0, -(width + PADDING_PX) if width else 0, 0)

    def _write(self, painter: QPainter, area: QRect, text: str, size: str, token: str) -> None:
        weight = QFont.Weight.Medium if size == "body" else QFont.Weight.Normal
        font = self._theme.font(size, weight)
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)


class ChoicePopup(QFrame):
    """The list itself; it never takes the focus."""

    picked = Signal(object)

    def __init__(self, theme: Theme, name: str, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = theme
        self._window = window
        self._model = ChoiceModel()
        self._list = QListView()
        self._list.setObjectName("choices")
        self._list.setAccessibleName(name)
        self._list.setModel(self._model)
        self._delegate = ChoiceDelegate(theme, self._model)
        self._list.setItemDelegate(self._delegate)
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(self._pick)
        laid = column(self._list, gap=0)
        laid.setContentsMargins(4, 4, 4, 4)
        self.setLayout(laid)
        self.hide()

    def offer(self, choices: tuple[Choice, ...], below: QWidget) -> None:
        """Show the choices under a field, the first one lit; hide when there are none."""
        self._model.offer(choices)
        if not choices:
            self.hide()
            return
        self._list.setCurrentIndex(self._model.index(0))
        height = self._theme.px(ROW_PX) * min(len(choices), ROWS_MAX) + 10
        corner = below.mapTo(self._window, below.rect().bottomLeft())
        room = self._window.height() - corner.y() - 12
        self.setGeometry(corner.x(), corner.y() + 4, below.width(), min(height, room))
        self.show()
        self.raise_()

    def move_by(self, steps: int) -> None:
        """Light another choice."""
        last = self._model.rowCount() - 1
        row = min(max(0, self._list.currentIndex().row() + steps), last)
        self._list.setCurrentIndex(self._model.index(row))

    def current(self) -> Choice | None:
        """Return the choice that is lit."""
        return self._model.choice(self._list.currentIndex().row()) if self.isVisible() else None

    @Slot(QModelIndex)
    def _pick(self, index: QModelIndex) -> None:
        choice = self._model.choice(index.row())
        if choice is not None:
            self.picked.emit(choice)
