"""The lock screen is painted before anything heavy is loaded."""

import subprocess
import sys

HEAVY = ("sqlalchemy", "pydantic", "httpx", "babel", "cryptography", "structlog", "numpy")
BEHIND = (
    "app.services.orders",
    "app.services.lab",
    "app.ui.orders",
    "app.ui.lab",
    "app.ui.desktop",
)

LOCK = f"""
import sys
from PySide6.QtWidgets import QApplication
from app.ui.shell.main_window import MainWindow
from app.ui.shell.start import prepare_application
application = QApplication([])
prepare_application(application)
window = MainWindow()
window.show()
window.repaint()
loaded = [name for name in {HEAVY + BEHIND!r} if name in sys.modules]
print("painted", window.lock_view.isVisible(), *loaded)
"""


def test_the_lock_screen_loads_nothing_of_what_is_behind_it():
    done = subprocess.run(
        [sys.executable, "-c", LOCK], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.split() == ["painted", "True"]
