"""Which language this device speaks, and the direction in which it is written."""

import os
from collections.abc import Mapping

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from app.messages.language import TRANSLATIONS, use_language

SOURCE = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def language_of(chosen: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """Return the language to speak: the one chosen, the machine's, or English."""
    named = (environment.get(name, "") for name in VARIABLES)
    wanted = chosen or next((each for each in named if each), QLocale.system().name())
    language = wanted.partition(".")[0].replace("-", "_")
    return language if is_spoken(language) else SOURCE


def is_spoken(language: str) -> bool:
    """Return whether there is a catalogue of a language, or it is the one of the source."""
    stem = language.partition("_")[0]
    return stem == SOURCE or (TRANSLATIONS / stem / "LC_MESSAGES").is_dir()


class QtWords:
    """The translations of Qt's own texts; the ones of an earlier language are taken back."""

    installed: QTranslator | None = None


def speak(application: QApplication, language: str) -> None:
    """Let the whole program speak a language, Qt's own texts included."""
    use_language(language)
    stem = language.partition("_")[0]
    is_mirrored = stem in RIGHT_TO_LEFT
    application.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if is_mirrored else Qt.LayoutDirection.LeftToRight
    )
    QLocale.setDefault(QLocale(language))
    if QtWords.installed is not None:
        application.removeTranslator(QtWords.installed)
        QtWords.installed = None
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{stem}", folder):
        application.installTranslator(translator)
        QtWords.installed = translator
