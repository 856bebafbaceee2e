"""Rows, columns and cards on the four-pixel grid."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui.widgets.labels import ElidedLabel, label

Item = QWidget | QLayout | int

CARD_PADDING_PX = 16
STRETCH = 0


def row(*items: Item, gap: int = 8) -> QHBoxLayout:
    """Return the items side by side; a number is an empty space, 0 one that takes all it can."""
    made = QHBoxLayout()
    _fill(made, items, gap)
    return made


def column(*items: Item, gap: int = 8) -> QVBoxLayout:
    """Return the items one below the other."""
    made = QVBoxLayout()
    _fill(made, items, gap)
    return made


def page(*items: Item, margin: int = 16, gap: int = 12) -> QWidget:
    """Return a widget that holds the items one below the other."""
    made = QWidget()
    made.setObjectName("page")
    made.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    laid = column(*items, gap=gap)
    laid.setContentsMargins(margin, margin, margin, margin)
    made.setLayout(laid)
    return made


def stack(*pages: QWidget) -> QStackedWidget:
    """Return the pages one upon the other, the first one shown.

    A stacked layout of its own would show its first page as a window until it has a parent.
    """
    made = QStackedWidget()
    for each in pages:
        made.addWidget(each)
    return made


def scrolling(widget: QWidget) -> QScrollArea:
    """Return a widget that may be taller than its place; the cursor brings its field into view."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWidget(widget)
    return made


def rule() -> QFrame:
    """Return a thin line across."""
    made = QFrame()
    made.setObjectName("rule")
    return made


class Card(QFrame):
    """A bordered surface with a title line and a body."""

    def __init__(self, title: str, *head: Item) -> None:
        super().__init__()
        self.setObjectName("card")
        self.title = label(title, role="title")
        self.head = row(self.title, *head)
        self.body = column(gap=12)
        outer = column(self.head, self.body, gap=12)
        padding = CARD_PADDING_PX
        outer.setContentsMargins(padding, padding - 4, padding, padding)
        self.setLayout(outer)


def elided() -> ElidedLabel:
    """Return a value that gives way when its line is short."""
    made = ElidedLabel()
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, for good."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()


def _fill(layout: QHBoxLayout | QVBoxLayout, items: tuple[Item, ...], gap: int) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for item in items:
        match item:
            case QWidget():
                layout.addWidget(item)
            case QLayout():
                layout.addLayout(item)
            case 0:
                layout.addStretch(1)
            case _:
                layout.addSpacing(item)
