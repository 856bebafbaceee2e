"""What every page behind the rail has in common."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget


class Screen(QWidget):
    """A page that knows where its work begins."""

    @Slot()
    def focus_start(self) -> None:
        """Put the cursor where work goes on."""
        # Not an abstract method: the metaclass of Qt and that of ABC do not go together.
        raise NotImplementedError
