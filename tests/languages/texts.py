"""Every text the program says, found in its source: what `tr`, `trn` and `msg` are given."""

import ast
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog

from app.messages.language import DOMAIN, TRANSLATIONS
from app.messages.sentences import SENTENCES

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
POT = TRANSLATIONS / f"{DOMAIN}.pot"
LANGUAGES = ("de", "ar")
LOOK_UPS = {"tr", "trn", "msg"}
# A template that is made anew without a new text must not differ in its dates.
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)

Text = str | tuple[str, str]


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


def texts() -> dict[Text, set[str]]:
    """Return each text with the files that say it; a text with a plural is a pair."""
    found: dict[Text, set[str]] = {}
    for file, call in look_ups():
        said = texts_of(call)
        place = str(file.relative_to(ROOT))
        if len(said) == 2:
            found.setdefault((said[0], said[1]), set()).add(place)
        elif said and said[0]:
            found.setdefault(said[0], set()).add(place)
    for sentence in SENTENCES.values():
        found.setdefault(sentence, set()).add("app/messages/sentences.py")
    pairs = {each[0] for each in found if isinstance(each, tuple)}
    return {each: places for each, places in found.items() if each not in pairs}


def template() -> Catalog:
    """Return the template of every catalogue."""
    made = Catalog(domain=DOMAIN, project="Dioptre", version="1", creation_date=MADE_AT)
    for text, places in sorted(texts().items(), key=lambda each: str(each[0])):
        locations = [(place, 0) for place in sorted(places)]
        made.add(text, locations=locations, flags=())
        message = made[text]
        if message is not None:
            # Our facts look like those of `str.format`, which no translator's tool must take for C.
            message.flags.discard("python-format")
    return made


def catalogue_file(language: str) -> Path:
    """Return the file that holds a language's translations."""
    return TRANSLATIONS / language / "LC_MESSAGES" / f"{DOMAIN}.po"
