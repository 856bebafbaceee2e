"""Finding words that do not fit their place."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.labels import ElidedLabel

SLACK_PX = 1
EDIT_MARGIN_PX = 12


def clipped(window: QWidget) -> list[str]:
    """Return what is cut off; a label made to end in dots may."""
    found = {*_labels(window), *_buttons(window), *_placeholders(window), *_beside_page(window)}
    return sorted(found)


def _shown(window: QWidget, kind: type[QWidget]) -> Iterator[QWidget]:
    for each in window.findChildren(kind):
        if each.isVisibleTo(window) and each.width() > 0:
            yield each


def _labels(window: QWidget) -> Iterator[str]:
    for each in _shown(window, QLabel):
        if not isinstance(each, QLabel) or isinstance(each, ElidedLabel) or not each.text():
            continue
        if each.wordWrap():
            needed = each.heightForWidth(each.width())
            if needed > each.height() + SLACK_PX:
                yield f"label {each.text()!r} needs {needed} px of height, has {each.height()}"
        elif each.sizeHint().width() > each.width() + SLACK_PX:
            needed = each.sizeHint().width()
            yield f"label {each.text()!r} needs {needed} px of width, has {each.width()}"
        elif _is_cut_by_parent(each):
            yield f"label {each.text()!r} stands over the edge of its parent"


def _buttons(window: QWidget) -> Iterator[str]:
    for each in _shown(window, QAbstractButton):
        if not isinstance(each, QAbstractButton) or not each.text():
            continue
        hint = each.minimumSizeHint() if isinstance(each, ActionButton) else each.sizeHint()
        if hint.width() > each.width() + SLACK_PX:
            yield f"button {each.text()!r} needs {hint.width()} px of width, has {each.width()}"


def _placeholders(window: QWidget) -> Iterator[str]:
    for each in _shown(window, QLineEdit):
        if not isinstance(each, QLineEdit) or each.text() or not each.placeholderText():
            continue
        needed = each.fontMetrics().horizontalAdvance(each.placeholderText())
        margins = each.textMargins()
        room = each.width() - margins.left() - margins.right() - EDIT_MARGIN_PX
        if needed > room:
            yield f"field {each.placeholderText()!r} needs {needed} px of width, has {room}"


def _beside_page(window: QWidget) -> Iterator[str]:
    """Find what lies beyond the side of a page that scrolls only up and down."""
    for area in _shown(window, QScrollArea):
        if not isinstance(area, QScrollArea) or _scrolls_sideways(area):
            continue
        room = area.viewport().width() + SLACK_PX
        for each in (*_shown(area, QAbstractButton), *_shown(area, QLabel)):
            left = each.mapTo(area.viewport(), each.rect().topLeft()).x()
            if left < -SLACK_PX or left + each.width() > room:
                yield f"{each.accessibleName()!r} is beside its page: {left} + {each.width()}"


def _scrolls_sideways(area: QScrollArea) -> bool:
    return area.horizontalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def _is_cut_by_parent(label: QLabel) -> bool:
    parent = label.parentWidget()
    if parent is None or isinstance(parent, QAbstractScrollArea):
        return False
    return not parent.rect().adjusted(-1, -1, 1, 1).contains(label.geometry())
