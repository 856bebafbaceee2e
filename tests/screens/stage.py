"""Brings a screen up in a dress and a language, over a store in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app.bootstrap.language import speak
from app.messages.language import use_language
from app.ui.driver import BenchDriver, CounterDriver
from app.ui.shell.main_window import MainWindow
from app.ui.theme.theme import prepare_application
from app.ui.theme.tokens import CONTRAST, DARK, LIGHT, Tokens
from tests.fakes.desktop import a_lab_desktop, a_store_desktop
from tests.fakes.pseudo_language import write_pseudo_language
from tests.screens.table import PINS, ScreenShot

LARGE = 1.25
PSEUDO = "en_GB"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """How a screen is shown."""

    name: str
    tokens: Tokens = LIGHT
    scale: float = 1.0
    language: str = "en"

    @property
    def is_pseudo(self) -> bool:
        return self.language == PSEUDO


DRESSES = (
    Dress(name="light"),
    Dress(name="dark", tokens=DARK),
    Dress(name="contrast", tokens=CONTRAST),
    Dress(name="large", scale=LARGE),
    Dress(name="german", language="de"),
    Dress(name="arabic", language="ar"),
    Dress(name="pseudo", language=PSEUDO),
)


@contextmanager
def on_stage(shot: ScreenShot, dress: Dress) -> Iterator[CounterDriver | BenchDriver]:
    """Give a driver of a window that shows a screen; the language is English again afterwards."""
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        raise TypeError("there is no application to show a window")
    prepare_application(application)
    a_desktop = a_lab_desktop if shot.is_of_lab else a_store_desktop
    with _spoken(application, dress), a_desktop() as desktop:
        shot.furnish(desktop)
        window = MainWindow(dress.tokens, scale=dress.scale)
        window.show()
        window.ready(desktop.services)
        driver = BenchDriver(window) if shot.is_of_lab else CounterDriver(window)
        try:
            if not shot.is_locked:
                driver.sign_in(shot.person, PINS[shot.person])
            driver.settle()
            shot.reach(driver)
            driver.settle()
            yield driver
        finally:
            window.close()
            driver.settle()
            window.deleteLater()
            # What is left of a window would be dressed again with the next one.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def _spoken(application: QApplication, dress: Dress) -> Iterator[None]:
    with TemporaryDirectory() as folder:
        speak(application, dress.language)
        if dress.is_pseudo:
            write_pseudo_language(Path(folder), PSEUDO)
            use_language(PSEUDO, folder=Path(folder))
        yield
    speak(application, "en")
