"""JSON as the wire allows it: one reading of every text, or none."""

import json
import re
from typing import NoReturn

from pydantic import JsonValue

from app.domain.kernel.canonical import INTEGER_MAX, canonical_json
from sync_server.services.refusals import Code, Malformed

DEPTH_MAX = 32
# 2^53 - 1 has 16 digits and a sign; longer texts are not even converted.
INTEGER_LENGTH_MAX = 17

# The closing quote is optional, so that a string without an end is passed over once.
_STRING_OR_BRACKET = re.compile(rb'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.DOTALL)
_BEYOND_BASIC_PLANE = re.compile("[\U00010000-\U0010ffff]")
_ESCAPED_SURROGATE_OR_NUL = re.compile(rb"\\u(?:[dD][89a-fA-F]|0000)")


def read_json_object(raw: bytes) -> dict[str, JsonValue]:
    """Return the object a text holds.

    Refused are, beside what is no JSON: another encoding than UTF-8, a byte order mark, NaN and
    infinities, fractions and exponents, integers beyond 2^53 - 1, a name given twice, nesting
    deeper than 32, the character NUL and half a surrogate pair.

    Raises:
        Malformed: the text is refused.
    """
    if _depth(raw) > DEPTH_MAX:
        raise Malformed(Code.JSON_INVALID)
    try:
        value: JsonValue = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_refuse,
            parse_constant=_refuse,
        )
        if _ESCAPED_SURROGATE_OR_NUL.search(raw):
            _check_text(value)
    except ValueError:
        # UnicodeError and JSONDecodeError are ValueErrors; what they say would echo the input.
        raise Malformed(Code.JSON_INVALID) from None
    if not isinstance(value, dict):
        raise Malformed(Code.JSON_INVALID)
    return value


def canonical_bytes(value: JsonValue) -> bytes:
    """Return the RFC 8785 form of what was read here, or of a wire model's JSON.

    Such a value holds no fraction and no large integer, so there is nothing to check, and the
    standard library writes it many times as quickly as `canonical_json`, which checks. The two
    sort names in the same way unless a name holds a character beyond the basic plane.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if _BEYOND_BASIC_PLANE.search(text):
        return canonical_json(value)  # type: ignore[arg-type] # pydantic's JsonValue allows floats; there are none.
    return text.encode("utf-8")


def _depth(raw: bytes) -> int:
    """Return how deep the brackets nest, so that the parser never has to follow them."""
    if raw.count(b"{") + raw.count(b"[") <= DEPTH_MAX:
        return 0
    depth = deepest = 0
    for found in _STRING_OR_BRACKET.finditer(raw):
        match found.group():
            case b"{" | b"[":
                depth += 1
                deepest = max(deepest, depth)
            case b"}" | b"]":
                depth -= 1
            case _:
                continue
    return deepest


def _object(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError
    return members


def _integer(digits: str) -> int:
    if len(digits) > INTEGER_LENGTH_MAX or abs(int(digits)) > INTEGER_MAX:
        raise ValueError
    return int(digits)


def _refuse(_: str) -> NoReturn:
    raise ValueError


def _check_text(value: JsonValue) -> None:
    text = json.dumps(value, ensure_ascii=False)
    text.encode("utf-8")  # Raises for half a surrogate pair.
    if "\\u0000" in text.replace("\\\\", ""):
        raise ValueError
