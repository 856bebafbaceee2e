"""The lab ticket as pure blocks; every renderer (thermal, PDF, screen) draws the same ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.errors import DomainError


@dataclass(frozen=True, slots=True)
class Heading:
    """The line read from across the bench: large and bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Subheading:
    """A bold line that opens a part of the ticket."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class FieldPair:
    """Two fields that share a line."""

    left: Field
    right: Field


@dataclass(frozen=True, slots=True)
class EyeRow:
    """One eye of a table: `eye` is R or L, `cells` stand under the table's columns."""

    eye: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EyeTable:
    """Numbers of both eyes under common column heads, right eye first, never mirrored."""

    columns: tuple[str, ...]
    rows: tuple[EyeRow, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code to scan, with the same words below for people."""

    payload: str
    caption: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What must not be overlooked, such as the mark of a reprint: white on black."""

    text: str


TicketBlock: TypeAlias = (
    Heading | Subheading | Field | FieldPair | EyeTable | Rule | QrCode | Notice
)


class TicketDocumentIsDamaged(DomainError):
    """A stored ticket does not have the shape of one; nothing may be printed from it."""

    code = "lab.ticket.document_damaged"


def ticket_to_json(blocks: Sequence[TicketBlock]) -> list[JsonValue]:
    """Return the blocks as plain JSON, the form a print job keeps them in."""
    return [_block_to_json(block) for block in blocks]


def ticket_from_json(document: JsonValue) -> tuple[TicketBlock, ...]:
    """Return the blocks that `ticket_to_json` wrote.

    Raises:
        TicketDocumentIsDamaged: the document has another shape.
    """
    if not isinstance(document, Sequence) or isinstance(document, str):
        raise TicketDocumentIsDamaged(position=0)
    return tuple(_block_from_json(item, position) for position, item in enumerate(document))


def _block_to_json(block: TicketBlock) -> JsonValue:  # noqa: C901 - one case a block kind
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
        case _:
            assert_never(block)


def _pair(field: Field) -> JsonValue:
    return [field.label, field.value]


def _block_from_json(item: JsonValue, position: int) -> TicketBlock:
    try:
        return _read_block(item)
    except (LookupError, TypeError, ValueError):
        raise TicketDocumentIsDamaged(position=position) from None


def _read_block(item: JsonValue) -> TicketBlock:  # noqa: C901 - one case a block kind
    if not isinstance(item, Mapping):
        raise TypeError
    match item["kind"]:
        case "heading":
            return Heading(_text(item["text"]))
        case "subheading":
            return Subheading(_text(item["text"]))
        case "notice":
            return Notice(_text(item["text"]))
        case "rule":
            return Rule()
        case "field":
            return Field(_text(item["label"]), _text(item["value"]))
        case "qr":
            return QrCode(_text(item["payload"]), _text(item["caption"]))
        case "fields":
            left, right = (Field(*_texts(pair)) for pair in _items(item["fields"]))
            return FieldPair(left, right)
        case "eyes":
            rows = [_texts(row) for row in _items(item["rows"])]
            table = tuple(EyeRow(row[0], row[1:]) for row in rows)
            return EyeTable(_texts(item["columns"]), table)
        case _:
            raise ValueError


def _text(value: JsonValue) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _items(value: JsonValue) -> Sequence[JsonValue]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError
    return value


def _texts(value: JsonValue) -> tuple[str, ...]:
    return tuple(_text(item) for item in _items(value))
