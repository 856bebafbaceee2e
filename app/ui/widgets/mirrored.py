"""Where something painted stands in a line that runs from right to left."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QStyle, QWidget


def placed(widget: QWidget, area: QRect) -> QRect:
    """Return an area of a widget as its language has it: mirrored from right to left."""
    return QStyle.visualRect(widget.layoutDirection(), widget.rect(), area)


def placed_icon(widget: QWidget, at: QPoint, size: int) -> QPoint:
    """Return the upper left corner of a square icon as the language has it."""
    return placed(widget, QRect(at.x(), at.y(), size, size)).topLeft()


def placed_in(whole: QRect, direction: Qt.LayoutDirection, area: QRect) -> QRect:
    """Return an area of a painted row as its language has it."""
    return QStyle.visualRect(direction, whole, area)
