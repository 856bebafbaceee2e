"""Canonical JSON (RFC 8785) of values without floats, and SHA-256 over it."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, Union

JsonValue: TypeAlias = Union[str, int, bool, "Sequence[JsonValue]", "Mapping[str, JsonValue]", None]
# RFC 8785 serialises numbers as IEEE doubles; beyond this an integer would lose digits.
INTEGER_MAX = 2**53 - 1


def canonical_json(value: JsonValue) -> bytes:
    """Return the one UTF-8 form of `value` that RFC 8785 allows.

    Powers, money and lengths travel as strings or integers, so floats are refused rather than
    rounded.

    Raises:
        TypeError: the value holds a float, or a type JSON does not know.
        ValueError: an integer beyond 2^53 - 1, or text that is not valid Unicode.
    """
    text = json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", errors="strict")


def canonical_sha256(value: JsonValue) -> str:
    """Return the hex SHA-256 of the canonical form of `value`."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


def _ordered(value: JsonValue) -> JsonValue:
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        if abs(value) > INTEGER_MAX:
            raise ValueError("an integer beyond 2^53 - 1 has no canonical form")
        return value
    if isinstance(value, Mapping):
        return {name: _ordered(value[name]) for name in _sorted_names(value)}
    if isinstance(value, list | tuple):
        return value if _holds_plain_integers(value) else [_ordered(item) for item in value]
    raise TypeError(f"{type(value).__name__} has no canonical JSON form")


def _sorted_names(names: Iterable[str]) -> list[str]:
    """Sort by UTF-16 code units (RFC 8785 3.2.3), which for ASCII are the characters."""
    if all(map(str.isascii, names)):
        return sorted(names)
    return sorted(names, key=lambda name: name.encode("utf-16-be"))


def _holds_plain_integers(items: Sequence[JsonValue]) -> bool:
    """Return whether nothing needs looking at one by one: a trace holds a thousand radii."""
    return set(map(type, items)) == {int} and max(map(abs, items)) <= INTEGER_MAX  # type: ignore[arg-type] # They are all int.
