"""Codes are short enough to type and long enough not to be guessed."""

import pytest

from sync_server.services.devices import SiteKind
from sync_server.services.enrolment import (
    CODE_ALPHABET,
    code_for_site,
    hash_of_code,
    new_code,
)


def test_a_code_has_sixty_bits_in_twelve_signs():
    code = new_code()
    assert len(code) == 12
    assert set(code) <= set(CODE_ALPHABET)
    assert len(set(CODE_ALPHABET)) == 32
    assert new_code() != code


@pytest.mark.parametrize("typed", ["abcd efgh 2345", "ABCD-EFGH-2345", "abcdefgh2345"])
def test_how_a_code_is_typed_does_not_matter(typed):
    assert hash_of_code(typed) == hash_of_code("ABCDEFGH2345")
    assert "ABCD" not in hash_of_code(typed)


@pytest.mark.parametrize(
    ("name", "taken", "code"),
    [
        ("Lindenstraße", [], "LIN"),
        ("Lindenstraße", ["LIN", "LIN2"], "LIN3"),
        ("Ölmühle", [], "LMH"),
        ("東京", [], "STO"),
    ],
)
def test_a_new_site_gets_a_short_code_of_its_own(name, taken, code):
    assert code_for_site(SiteKind.STORE, name, frozenset(taken)) == code
