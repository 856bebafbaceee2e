"""Keys and what they do, as many as there is room for."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from app.ui.widgets.labels import hint
from app.ui.widgets.layouts import row

GAP_PX = 8


class HintBar(QWidget):
    """Drops the last hints first when it gets narrow."""

    def __init__(self, hints: Sequence[str]) -> None:
        super().__init__()
        self._hints = [hint(words) for words in hints]
        laid = row(*self._hints, 0, gap=GAP_PX)
        laid.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(laid)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._hints[0].sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width()
        for each in self._hints:
            room -= each.sizeHint().width() + GAP_PX
            each.setVisible(room >= -GAP_PX)
