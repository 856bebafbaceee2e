"""A table over immutable rows: columns are data, one delegate draws, and rows keep their height."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from app.ui.theme.fonts import in_figures
from app.ui.theme.theme import Theme

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex

CELL_PADDING_PX = 8
ROW_PX = 40
FOCUS_BAR_PX = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn(Generic[Row]):
    """One column: its head, what it says of a row, and how. A width of 0 takes what is left."""

    head: str
    text: Callable[[Row], str]
    width: int = 0
    ink: Callable[[Row], str] | None = None
    chip: Callable[[Row], str | None] | None = None
    is_strong: bool = False
    is_right: bool = False
    is_number: bool = False


class RowTableModel(QAbstractTableModel, Generic[Row]):
    """Rows as they are; what a cell says is asked of its column."""

    def __init__(self, columns: Sequence[TableColumn[Row]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return what is shown."""
        return self._rows

    def display(self, rows: tuple[Row, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """Return a row, or None past the end."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return None
        return self.columns[index.column()].text(self._rows[index.row()])

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(is_right=self.columns[section].is_right)
        return None


class RowDelegate(QStyledItemDelegate, Generic[Row]):
    """Draws a cell from its row."""

    def __init__(self, theme: Theme, model: RowTableModel[Row], size: str) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._size = size

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._model.row(index.row())
        if row is None:
            return
        column = self._model.columns[index.column()]
        area: QRect = option.rect
        self._paint_ground(painter, option, index)
        chip = column.chip(row) if column.chip else None
        words = column.text(row)
        if chip is not None and words:
            self._paint_chip(painter, area, words, chip)
            return
        weight = QFont.Weight.DemiBold if column.is_strong else QFont.Weight.Normal
        font = self._theme.font(self._size, weight)
        if column.is_number:
            font = in_figures(font)
        painter.setFont(font)
        painter.setPen(self._theme.colour(column.ink(row) if column.ink else "text"))
        inside = area.adjusted(CELL_PADDING_PX, 0, -CELL_PADDING_PX, 0)
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, _alignment(is_right=column.is_right), shown)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._theme.colour("accent_soft"))
            if index.column() == 0:
                bar = QRect(area.left(), area.top(), FOCUS_BAR_PX, area.height())
                painter.fillRect(bar, self._theme.colour("accent"))
        else:
            painter.setPen(self._theme.colour("border"))
            painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _paint_chip(self, painter: QPainter, area: QRect, words: str, tone: str) -> None:
        font = self._theme.font("small", QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        room = area.width() - 2 * CELL_PADDING_PX
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room - 16)
        height = metrics.height() + 6
        width = metrics.horizontalAdvance(words) + 18
        top = area.top() + (area.height() - height) / 2
        box = QRectF(area.left() + CELL_PADDING_PX, top, width, height)
        ink, ground = _chip_tokens(tone)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(ground))
        painter.drawRoundedRect(box, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(self._theme.colour(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()


class RowTable(QTableView, Generic[Row]):
    """Shows the rows; Enter or a double click opens one."""

    opened = Signal(object)

    def __init__(
        self,
        theme: Theme,
        name: str,
        model: RowTableModel[Row],
        *,
        row_px: int = ROW_PX,
        text_size: str = "body",
    ) -> None:
        super().__init__()
        self._model = model
        self._key: Callable[[Row], object] = id
        self.setAccessibleName(name)
        self.setModel(model)
        self._delegate = RowDelegate(theme, model, text_size)
        self.setItemDelegate(self._delegate)
        self._be_plain()
        self._lay_out_columns(theme)
        self.verticalHeader().setDefaultSectionSize(theme.px(row_px))
        self.doubleClicked.connect(self._open)

    def keep_place_by(self, key: Callable[[Row], object]) -> None:
        """Keep the chosen row chosen when the rows are read anew; `key` tells which it is."""
        self._key = key

    def display(self, rows: tuple[Row, ...]) -> None:
        """Show other rows and keep the chosen one chosen, where it is among them."""
        if rows == self._model.rows:
            return
        chosen = self.chosen()
        key = None if chosen is None else self._key(chosen)
        self._model.display(rows)
        for number, row in enumerate(rows):
            if self._key(row) == key:
                self.selectRow(number)

    def chosen(self) -> Row | None:
        """Return the row that is lit."""
        index = self.currentIndex()
        return self._model.row(index.row()) if index.isValid() else None

    def move_by(self, steps: int) -> None:
        """Light another row."""
        last = self._model.rowCount() - 1
        if last >= 0:
            self.selectRow(min(max(0, self.currentIndex().row() + steps), last))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen row on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row = self._model.row(index.row())
        if row is not None:
            self.opened.emit(row)

    def _be_plain(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumWidth(120)

    def _lay_out_columns(self, theme: Theme) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(theme.px(40))
        for number, column in enumerate(self._model.columns):
            if column.width:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Fixed)
                header.resizeSection(number, theme.px(column.width))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)


def _alignment(*, is_right: bool) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _chip_tokens(tone: str) -> tuple[str, str]:
    if tone == "plain":
        return "muted", "raised"
    if tone == "info":
        return "accent", "accent_soft"
    return tone, f"{tone}_soft"
