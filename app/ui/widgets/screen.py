"""What every page behind the rail has in common."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget


class Screen(QWidget):
    """A page that knows where its work begins."""

    @Slot()
    def focus_start(self) -> None:
        """Put the cursor where work goes on."""
        raise NotImplementedError
