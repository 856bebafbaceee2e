"""Paper as plain JSON, the form a print job keeps it in until it is printed."""

from collections.abc import Callable, Mapping, Sequence
from typing import assert_never

from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.errors import DomainError
from app.domain.kernel.paper import (
    EyeRow,
    EyeTable,
    Field,
    FieldPair,
    Heading,
    Notice,
    OpenDrawer,
    PaperBlock,
    PricedRow,
    QrCode,
    Rule,
    SignHere,
    Subheading,
    SumTable,
    Words,
)


class PaperIsDamaged(DomainError):
    """A stored paper does not have the shape of one; nothing may be printed from it."""

    code = "kernel.paper.damaged"


def paper_to_json(blocks: Sequence[PaperBlock]) -> list[JsonValue]:
    """Return the blocks as plain JSON, the form a print job keeps them in."""
    return [_block_to_json(block) for block in blocks]


def paper_from_json(document: JsonValue) -> tuple[PaperBlock, ...]:
    """Return the blocks that `paper_to_json` wrote.

    Raises:
        PaperIsDamaged: the document has another shape.
    """
    if not isinstance(document, Sequence) or isinstance(document, str):
        raise PaperIsDamaged(position=0)
    return tuple(_block_from_json(item, position) for position, item in enumerate(document))


def _block_to_json(block: PaperBlock) -> JsonValue:  # noqa: C901, PLR0912 - one case a block kind
    match block:
        case Heading(text):
            return {"kind": "heading", "text": text}
        case Subheading(text):
            return {"kind": "subheading", "text": text}
        case Field(label, value):
            return {"kind": "field", "label": label, "value": value}
        case FieldPair(left, right):
            return {"kind": "fields", "fields": [_pair(left), _pair(right)]}
        case EyeTable(columns, rows):
            cells = [[row.eye, *row.cells] for row in rows]
            return {"kind": "eyes", "columns": list(columns), "rows": cells}
        case Rule():
            return {"kind": "rule"}
        case QrCode(payload, caption):
            return {"kind": "qr", "payload": payload, "caption": caption}
        case Notice(text):
            return {"kind": "notice", "text": text}
        case Words(text, is_centred):
            return {"kind": "words", "text": text, "centred": is_centred}
        case PricedRow(text, amount, is_strong):
            return {"kind": "priced", "text": text, "amount": amount, "strong": is_strong}
        case SumTable(columns, sums):
            listed = [list(row) for row in sums]
            return {"kind": "sums", "columns": list(columns), "rows": listed}
        case SignHere(caption):
            return {"kind": "sign", "caption": caption}
        case OpenDrawer():
            return {"kind": "drawer"}
        case _:
            assert_never(block)


def _pair(field: Field) -> JsonValue:
    return [field.label, field.value]


def _block_from_json(item: JsonValue, position: int) -> PaperBlock:
    try:
        fields = _mapping(item)
        return _READERS[_text(fields["kind"])](fields)
    except (LookupError, TypeError, ValueError):
        raise PaperIsDamaged(position=position) from None


def _field_pair(item: Mapping[str, JsonValue]) -> FieldPair:
    left, right = (Field(*_texts(pair)) for pair in _items(item["fields"]))
    return FieldPair(left, right)


def _eye_table(item: Mapping[str, JsonValue]) -> EyeTable:
    rows = [_texts(row) for row in _items(item["rows"])]
    return EyeTable(_texts(item["columns"]), tuple(EyeRow(row[0], row[1:]) for row in rows))


def _sum_table(item: Mapping[str, JsonValue]) -> SumTable:
    return SumTable(_texts(item["columns"]), tuple(_texts(row) for row in _items(item["rows"])))


_READERS: Mapping[str, Callable[[Mapping[str, JsonValue]], PaperBlock]] = {
    "heading": lambda item: Heading(_text(item["text"])),
    "subheading": lambda item: Subheading(_text(item["text"])),
    "field": lambda item: Field(_text(item["label"]), _text(item["value"])),
    "fields": _field_pair,
    "eyes": _eye_table,
    "rule": lambda _item: Rule(),
    "qr": lambda item: QrCode(_text(item["payload"]), _text(item["caption"])),
    "notice": lambda item: Notice(_text(item["text"])),
    "words": lambda item: Words(_text(item["text"]), _truth(item["centred"])),
    "priced": lambda item: PricedRow(
        _text(item["text"]), _text(item["amount"]), _truth(item["strong"])
    ),
    "sums": _sum_table,
    "sign": lambda item: SignHere(_text(item["caption"])),
    "drawer": lambda _item: OpenDrawer(),
}


def _mapping(value: JsonValue) -> Mapping[str, JsonValue]:
    if not isinstance(value, Mapping):
        raise TypeError
    return value


def _text(value: JsonValue) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _truth(value: JsonValue) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _items(value: JsonValue) -> Sequence[JsonValue]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError
    return value


def _texts(value: JsonValue) -> tuple[str, ...]:
    return tuple(_text(item) for item in _items(value))
