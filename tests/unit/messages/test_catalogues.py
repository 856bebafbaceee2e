"""The catalogues hold every text, keep its facts, and are compiled as they stand."""

import string

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from app.messages.language import tr, trn, use_language
from tests.languages.texts import LANGUAGES, POT, catalogue_file, texts

IN_EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(autouse=True)
def english_again():
    yield
    use_language("en")


def catalogue_of(language):
    with catalogue_file(language).open("rb") as file:
        return read_po(file, locale=language)


def facts_of(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def said_in(catalogue):
    """Return what is said for each text; an untranslated one is not compiled."""
    return {
        message.id if isinstance(message.id, str) else tuple(message.id): strings_of(message)
        for message in catalogue
        if message.id and all(strings_of(message))
    }


def strings_of(message):
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def test_the_template_is_fresh():
    with POT.open("rb") as file:
        written = {message.id for message in read_po(file) if message.id}
    assert written == set(texts()), "run `make strings`"


@IN_EVERY_LANGUAGE
def test_every_text_is_translated(language):
    catalogue = catalogue_of(language)
    missing = [message.id for message in catalogue if message.id and not all(strings_of(message))]
    assert missing == []
    assert {message.id for message in catalogue if message.id} == set(texts())


@IN_EVERY_LANGUAGE
def test_a_translation_keeps_the_facts_of_its_text(language):
    for message in catalogue_of(language):
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[-1]
        for said in strings_of(message):
            assert not said or facts_of(said) == facts_of(source), message.id


@IN_EVERY_LANGUAGE
def test_what_is_compiled_is_what_is_written(language):
    with catalogue_file(language).with_suffix(".mo").open("rb") as file:
        compiled = said_in(read_mo(file))
    written = said_in(catalogue_of(language))
    assert compiled == written


def test_german_and_arabic_are_spoken_with_the_trade_s_words():
    use_language("de_AT")
    assert (tr("Sph"), tr("Axis"), tr("Deposits")) == ("Sph", "Achse", "Anzahlungen")
    assert trn("{count} late", "{count} late", 2) == "2 überfällig"
    use_language("ar")
    assert trn("{count} late", "{count} late", 11) == "11 متأخر"
