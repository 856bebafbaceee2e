"""A thin bar that moves while something takes long."""

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QProgressBar, QWidget

from app.messages.catalogue import tr
from app.ui.runner import Runner

SHOWN_AFTER_MS = 500
HEIGHT_PX = 3


class BusyLine(QProgressBar):
    """Shows itself over the upper edge of a window when a runner has worked for half a second."""

    def __init__(self, runner: Runner, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("busyLine")
        self.setAccessibleName(tr("Working …"))
        self.setTextVisible(False)
        self.setRange(0, 0)
        self._window = window
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SHOWN_AFTER_MS)
        self._wait.timeout.connect(self._come)
        runner.began.connect(self._wait.start)
        runner.ended.connect(self._go)
        self.hide()

    @Slot()
    def _come(self) -> None:
        self.setGeometry(0, 0, self._window.width(), HEIGHT_PX)
        self.show()
        self.raise_()

    @Slot()
    def _go(self) -> None:
        self._wait.stop()
        self.hide()
