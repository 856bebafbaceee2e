"""A text is read in one way by everybody, or not at all."""

import json

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.kernel.canonical import canonical_json
from sync_server.services.refusals import Malformed
from sync_server.services.strict_json import canonical_bytes, read_json_object


def nested(depth: int) -> bytes:
    return b'{"a":' * depth + b"1" + b"}" * depth


REFUSED = {
    "not a number": b'{"a": NaN}',
    "infinity": b'{"a": -Infinity}',
    "an exponent beyond every float": b'{"a": 1e400}',
    "a fraction": b'{"a": 12.0}',
    "an exponent": b'{"a": 1e3}',
    "an integer of ten thousand digits": b'{"a": ' + b"9" * 10_000 + b"}",
    "two to the 63rd": b'{"a": 9223372036854775808}',
    "two to the 53rd": b'{"a": 9007199254740992}',
    "minus two to the 53rd": b'{"a": -9007199254740992}',
    "nesting of 100,000": nested(100_000),
    "arrays of 100,000": b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "nesting of 33": nested(33),
    "a name given twice": b'{"a": 1, "a": 1}',
    "a name given twice further down": b'{"b": [{"a": 1, "a": 2}]}',
    "a name given twice in another spelling": b'{"a": 1, "\\u0061": 2}',
    "half a surrogate pair": b'{"a": "\\ud800"}',
    "the other half": b'{"a": "\\udfff"}',
    "half a surrogate pair in a name": b'{"\\ud800": 1}',
    "an escaped NUL": b'{"a": "\\u0000"}',
    "an escaped NUL in a name": b'{"\\u0000": 1}',
    "a bare NUL": b'{"a": "\x00"}',
    "a bare line feed": b'{"a": "\n"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"a": 1}',
    "invalid UTF-8": b'{"a": "\xff"}',
    "an overlong form": b'{"a": "\xc0\x80"}',
    "an array": b"[1]",
    "a bare text": b'"a"',
    "nothing": b"",
    "two objects": b"{} {}",
    "a trailing comma": b'{"a": 1,}',
    "a comment": b"{} // hello",
    "a string without an end": b'{"a": "' + b'\\"' * 1000,
}


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED.keys())
def test_what_two_readers_could_read_in_two_ways_is_refused(raw):
    with pytest.raises(Malformed) as caught:
        read_json_object(raw)
    assert caught.value.args == ("request.json_invalid",)
    assert caught.value.__cause__ is None


FINE = {
    "the largest integer": (b'{"a": 9007199254740991}', {"a": 2**53 - 1}),
    "the smallest": (b'{"a": -9007199254740991}', {"a": -(2**53) + 1}),
    "a whole surrogate pair": (b'{"a": "\\ud83d\\ude00"}', {"a": "\U0001f600"}),
    "the words backslash u0000": (b'{"a": "\\\\u0000"}', {"a": "\\u0000"}),
    "the words backslash ud800": (b'{"a": "\\\\ud800"}', {"a": "\\ud800"}),
    "brackets in a string": (b'{"a": "' + b"[" * 100 + b'"}', {"a": "[" * 100}),
    "nesting of 32": (nested(32), json.loads(nested(32))),
    "umlauts": ('{"a": "Größe"}'.encode(), {"a": "Größe"}),
}


@pytest.mark.parametrize(("raw", "value"), FINE.values(), ids=FINE.keys())
def test_what_has_one_reading_is_read(raw, value):
    assert read_json_object(raw) == value


def test_a_megabyte_of_open_quotes_is_passed_over_once():
    # Were it looked at again from every quote, this would not end within the test's patience.
    with pytest.raises(Malformed):
        read_json_object(b'{"a":[' * 20 + b'"' + b'\\"' * 500_000)


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON_VALUES)
@example({"\ufb33": 1, "\U0001f600": 2})  # RFC 8785 sorts these by their UTF-16 halves.
@example({"\u2028": "\x7f\x1f\u2029", "/": '\\"/'})
def test_the_quick_canonical_form_is_the_one_canonical_form(value):
    assert canonical_bytes(value) == canonical_json(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [True, False])
def test_true_is_not_one(value):
    read = read_json_object(json.dumps({"a": value}).encode())["a"]
    assert read is value
