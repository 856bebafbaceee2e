"""Words on a screen: plain, elided, and as a chip."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui.theme.fonts import in_figures


def label(text: str = "", *, role: str = "") -> QLabel:
    """Return a label; `role` is one the style sheet knows."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    return made


def number_label(*, role: str = "") -> QLabel:
    """Return a label for numbers that stand below each other."""
    made = label(role=role)
    made.setFont(in_figures(made.font()))
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    return made


def hint(text: str) -> QLabel:
    """Return a key and what it does, as small print."""
    made = label(text, role="hint")
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def chip(text: str = "", *, tone: str = "plain") -> QLabel:
    """Return a short word on a soft ground; `tone` is info, success, warning, danger or plain."""
    made = label(text)
    made.setProperty("chip", tone)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def say(target: QLabel, text: str, *, tone: str) -> None:
    """Show another word on a chip, or hide it when there is nothing to say."""
    target.setText(text)
    restyle(target, "chip", tone)
    target.setVisible(bool(text))


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet looks at."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    for each in (widget, *widget.findChildren(QWidget)):
        style.unpolish(each)
        style.polish(each)


class ElidedLabel(QLabel):
    """A label that ends in dots where there is no room, and tells the rest when pointed at."""

    def __init__(self, text: str = "", *, role: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width() + 2, size.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance("…"), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        metrics = QFontMetrics(self.font())
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if words != self.text() else "")
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), words)
