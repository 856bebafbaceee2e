"""The narrow column of a form: as wide as meant, or as its words need in this language."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QScrollArea, QWidget


class SideColumn(QScrollArea):
    """May be taller than its place, never wider: nothing in it is cut off at the side."""

    def __init__(self, content: QWidget, *, width: int) -> None:
        super().__init__()
        self._meant = width
        self._content = content
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(width)
        self.setWidget(content)
        content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest and watched is self._content:
            bar = self.verticalScrollBar()
            beside = bar.sizeHint().width() if bar.isVisible() else 0
            needed = self._content.minimumSizeHint().width() + beside
            if self.width() != max(self._meant, needed):
                self.setFixedWidth(max(self._meant, needed))
        return super().eventFilter(watched, event)
