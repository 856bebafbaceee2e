"""The canonical JSON is the one RFC 8785 asks for, judged by another implementation."""

import hashlib

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kernel.canonical import INTEGER_MAX, canonical_json, canonical_sha256

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = st.none() | st.booleans() | st.integers(-INTEGER_MAX, INTEGER_MAX) | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner), max_leaves=20
)


@given(VALUES)
def test_any_value_without_floats_has_the_form_another_implementation_gives(value):
    assert canonical_json(value) == rfc8785.dumps(value)


def test_members_are_sorted_by_utf16_units_not_by_code_points():
    # U+10000 is D800 DC00 in UTF-16 and so sorts before U+FFFF (RFC 8785 3.2.3).
    assert canonical_json({"\uffff": 1, "\U00010000": 2}) == '{"\U00010000":2,"\uffff":1}'.encode()


def test_the_hash_is_taken_over_the_canonical_bytes():
    assert canonical_sha256({"b": 1, "a": 2}) == hashlib.sha256(b'{"a":2,"b":1}').hexdigest()


@pytest.mark.parametrize("value", [1.5, float("nan"), {"power": -2.25}, b"bytes", {1, 2}])
def test_a_value_without_canonical_form_is_refused(value):
    with pytest.raises(TypeError):
        canonical_json(value)


@pytest.mark.parametrize(
    "value", [INTEGER_MAX + 1, -INTEGER_MAX - 1, [1, INTEGER_MAX + 1], "\ud800", {"\udfff": 1}]
)
def test_a_number_or_text_that_would_lose_something_is_refused(value):
    with pytest.raises(ValueError, match=r"canonical form|surrogates"):
        canonical_json(value)
