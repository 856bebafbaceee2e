"""The language in use, and texts looked up in its gettext catalogue."""

import gettext
from pathlib import Path

TRANSLATIONS = Path(__file__).parents[2] / "resources" / "translations"
DOMAIN = "dioptre"
SOURCE_LANGUAGE = "en"


class _Active:
    """The catalogue in use; a program speaks one language at a time."""

    language: str = SOURCE_LANGUAGE
    translations: gettext.NullTranslations = gettext.NullTranslations()


class _Facts(dict[str, str]):
    """Facts by name; one that is not known leaves nothing behind, least of all a crash."""

    def __missing__(self, key: str) -> str:
        """Return nothing for a fact that was not given."""
        return ""


def use_language(language: str, *, folder: Path = TRANSLATIONS) -> None:
    """Speak another language from now on; what it lacks is said in English."""
    _Active.language = language
    _Active.translations = gettext.translation(
        DOMAIN, localedir=str(folder), languages=[language], fallback=True
    )


def current_language() -> str:
    """Return the language in use, such as `en` or `de_AT`."""
    return _Active.language


def msg(msgid: str) -> str:
    """Mark a text in a table for translation; it is looked up when it is shown."""
    return msgid


def translated(msgid: str) -> str:
    """Return a text in the person's language, its facts still open."""
    return _Active.translations.gettext(msgid)


def tr(msgid: str, /, **facts: object) -> str:
    """Return a text in the person's language with its facts filled in."""
    return filled(translated(msgid), {name: str(fact) for name, fact in facts.items()})


def trn(one: str, many: str, /, count: int, **facts: object) -> str:
    """Return the form of a text that fits a count; `{count}` is one of its facts."""
    text = _Active.translations.ngettext(one, many, count)
    return filled(text, {name: str(fact) for name, fact in {"count": count, **facts}.items()})


def filled(text: str, facts: dict[str, str]) -> str:
    """Return a text with its facts in place; an unknown fact leaves no double space."""
    if "{" not in text:
        return text
    return text.format_map(_Facts(facts)).replace("  ", " ")
