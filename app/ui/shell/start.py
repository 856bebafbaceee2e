"""Opening the windows: the lock is painted first, the store is opened behind it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QApplication

from app.domain.kernel.errors import DioptreError
from app.ui.runner import Runner
from app.ui.shell.main_window import MainWindow
from app.ui.theme.theme import prepare_application
from app.ui.theme.tokens import DARK, LIGHT, Tokens

if TYPE_CHECKING:
    from app.ui.desktop import DesktopServices

STORE_IS_SEALED = "security.passphrase.needed"
SEAL_HOLDS = frozenset({"security.passphrase.wrong", "security.passphrase.too_short"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """How the composition root opens the store.

    `open_services` runs on the store thread, with the passphrase a person typed or None; it raises
    a DioptreError when it cannot.
    """

    runner: Runner
    open_services: "Callable[[str | None], DesktopServices]"


class Desktop(QObject):
    """One window and the store behind it."""

    def __init__(self, opening: Opening, tokens: Tokens) -> None:
        super().__init__()
        self._opening = opening
        self.window = MainWindow(tokens)
        self.window.passphrase_given.connect(self._open_with)
        self.window.opening_retried.connect(self.open)

    @Slot()
    def open(self) -> None:
        """Open the store, or try again."""
        self.window.show_opening()
        self._run(None)

    @Slot(str)
    def _open_with(self, passphrase: str) -> None:
        self._run(passphrase)

    def _run(self, passphrase: str | None) -> None:
        self._opening.runner.run(
            lambda: self._opening.open_services(passphrase),
            done=self.window.ready,
            failed=self._refuse,
        )

    def _refuse(self, error: DioptreError) -> None:
        from app.messages.catalogue import sentence  # noqa: PLC0415 - the lock is painted first

        if error.code == STORE_IS_SEALED:
            self.window.ask_passphrase()
        elif error.code in SEAL_HOLDS:
            self.window.ask_passphrase(sentence(error))
        else:
            self.window.show_failure(sentence(error), error)


def open_desktop(application: QApplication, opening: Opening) -> Desktop:
    """Show the lock screen at once and open the store behind it; keep what is returned."""
    prepare_application(application)
    desktop = Desktop(opening, system_tokens(application))
    application.aboutToQuit.connect(opening.runner.stop)
    desktop.window.show()
    desktop.open()
    return desktop


def system_tokens(application: QApplication) -> Tokens:
    """Return the theme the machine is set to."""
    is_dark = application.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return DARK if is_dark else LIGHT
