"""A language for tests: every text that was looked up is longer and stands in brackets."""

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from app.messages.sentences import SENTENCES

APP = Path(__file__).parents[2] / "app"
LOOK_UPS = {"tr", "trn", "msg"}


def look_ups() -> Iterator[tuple[Path, ast.Call]]:
    """Return every place where the program looks a text up."""
    for file in sorted(APP.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name)) if name in LOOK_UPS:
                    yield file, node


def texts_of(call: ast.Call) -> list[str]:
    """Return the texts of a look-up; those that are computed are missing."""
    count = 2 if isinstance(call.func, ast.Name) and call.func.id == "trn" else 1
    found = [each.value for each in call.args[:count] if isinstance(each, ast.Constant)]
    return [each for each in found if isinstance(each, str)]


def pseudo(text: str) -> str:
    """Return a text two fifths longer and in brackets; its facts stay as they are."""
    return f"⟦{text}{'~' * max(1, len(text) * 2 // 5)}⟧"


def write_pseudo_language(folder: Path, language: str) -> None:
    """Write a catalogue of all texts of the program."""
    catalogue = Catalog(locale=language)
    for _, call in look_ups():
        texts = texts_of(call)
        if len(texts) == 2:
            catalogue.add(tuple(texts), tuple(map(pseudo, texts)))
        elif texts:
            catalogue.add(texts[0], pseudo(texts[0]))
    for sentence in SENTENCES.values():
        catalogue.add(sentence, pseudo(sentence))
    place = folder / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    with (place / "dioptre.mo").open("wb") as file:
        write_mo(file, catalogue)
