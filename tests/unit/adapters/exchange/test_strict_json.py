"""JSON from elsewhere is read strictly or not at all."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.exchange.strict_json import JsonIsMalformed, read_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63) + 1, 2**63 - 1) | st.text(max_size=8).filter(
        lambda text: "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text)
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=8,
)  # fmt: skip


@given(VALUES)
def test_plain_json_reads_as_any_reader_reads_it(value):
    assert read_json(json.dumps(value).encode()) == value


def test_fractions_stay_exact():
    assert read_json(b"[-2.125, 1e2]") == [Decimal("-2.125"), Decimal("1E+2")]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[NaN]",
        b"[-Infinity]",
        b'{"a": 1, "a": 2}',
        b"[" * 40 + b"]" * 40,
        b"[" * 100_000,
        b'["' + b"]" * 50 + b'",' + b"[" * 40 + b"]" * 41,
        b"9223372036854775808",
        b"[" + b"9" * 5000 + b"]",
        b"1e999999999",
        b"8e" + b"7" * 30,
        b"0e" + b"7" * 30,
        b'"\\u0000"',
        b'"\\ud800"',
        b"\xff",
        b'"' + b"x" * 1_100_000 + b'"',
    ],
)
def test_what_other_readers_might_take_differently_is_refused(text):
    with pytest.raises(JsonIsMalformed) as caught:
        read_json(text)
    assert caught.value.facts["reason"]
