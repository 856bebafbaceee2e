"""A language for tests: every text that was looked up is longer and stands in brackets."""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.languages.texts import texts


def pseudo(text: str) -> str:
    """Return a text two fifths longer and in brackets; its facts stay as they are."""
    return f"⟦{text}{'~' * max(1, len(text) * 2 // 5)}⟧"


def write_pseudo_language(folder: Path, language: str) -> None:
    """Write a catalogue of all texts of the program."""
    catalogue = Catalog(locale=language)
    for text in texts():
        catalogue.add(text, pseudo(text) if isinstance(text, str) else tuple(map(pseudo, text)))
    place = folder / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "dioptre.mo").open("wb") as file:
        write_mo(file, catalogue)
