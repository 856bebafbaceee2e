"""JSON from elsewhere, read strictly: no doubled names, no NaN, no depths, numbers exact."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from app.domain.kernel.errors import DomainError

BYTES_MAX = 1024 * 1024
DEPTH_MAX = 32
INTEGER_MAX = 2**63 - 1
DIGITS_MAX = 40


class JsonIsMalformed(DomainError):
    """A text is no JSON that can be trusted; `facts` hold the reason and the position."""

    code = "exchange.json.malformed"


def read_json(data: bytes) -> Any:  # noqa: ANN401 - JSON is any of its types
    """Return the value of a JSON text; numbers with a fraction come as Decimal.

    Raises:
        JsonIsMalformed: see there.
    """
    if len(data) > BYTES_MAX:
        raise JsonIsMalformed(reason="too large", position=BYTES_MAX)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise JsonIsMalformed(reason="not UTF-8", position=error.start) from None
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_float=_decimal,
            parse_int=_integer,
            parse_constant=_refuse_constant,
        )
    except json.JSONDecodeError as error:
        raise JsonIsMalformed(reason=error.msg.lower(), position=error.pos) from None
    except RecursionError:
        raise JsonIsMalformed(reason="too deep", position=None) from None
    _require_plain(value, DEPTH_MAX)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise JsonIsMalformed(reason="a name is there twice", position=None)
    return result


def _decimal(text: str) -> Decimal:
    if len(text) > DIGITS_MAX:
        raise JsonIsMalformed(reason="too many digits", position=None)
    try:
        number = Decimal(text)
    except InvalidOperation:
        # The exponent is beyond what a Decimal can hold.
        raise JsonIsMalformed(reason="number out of bounds", position=None) from None
    if number.adjusted() > DIGITS_MAX or number.adjusted() < -DIGITS_MAX:
        raise JsonIsMalformed(reason="number out of bounds", position=None)
    return number


def _integer(text: str) -> int:
    if len(text) > DIGITS_MAX or abs(int(text)) > INTEGER_MAX:
        raise JsonIsMalformed(reason="number out of bounds", position=None)
    return int(text)


def _refuse_constant(name: str) -> NoReturn:
    raise JsonIsMalformed(reason=f"{name} is no number", position=None)


def _require_plain(value: Any, depth: int) -> None:  # noqa: ANN401 - JSON is any of its types
    if depth < 0:
        raise JsonIsMalformed(reason="too deep", position=None)
    match value:
        case str() if "\0" in value or any("\ud800" <= c <= "\udfff" for c in value):
            raise JsonIsMalformed(reason="a text has characters that are none", position=None)
        case dict():
            for name, item in value.items():
                _require_plain(name, depth)
                _require_plain(item, depth - 1)
        case list():
            for item in value:
                _require_plain(item, depth - 1)
