"""What every page behind the rail has in common."""

from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.services.scan_payloads import ScanPayload


class Screen(QWidget):
    """A page that knows where its work begins, and what a scan does there."""

    # Whether the page itself says what a scan did.
    has_scan_band: ClassVar[bool] = False

    def take_scan(self, scan: ScanPayload) -> bool:
        """Use what was scanned and return True; what is of no use here is for others to take."""
        del scan
        return False

    @Slot()
    def focus_start(self) -> None:
        """Put the cursor where work goes on."""
        # Not an abstract method: the metaclass of Qt and that of ABC do not go together.
        raise NotImplementedError
