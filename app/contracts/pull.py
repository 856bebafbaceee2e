"""A pull page: rows of every stream the device may see, each stream with its own cursor."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, JsonValue

from app.contracts.base import ShortText, WireModel
from app.contracts.envelope import MarkV1, Sequence64


class RowKind(StrEnum):
    """PUT brings a document; OUT takes one that left the stream away."""

    PUT = "put"
    OUT = "out"


class DocumentType(StrEnum):
    """The kinds of document that travel down."""

    FRAME = "frame"
    LENS = "lens"
    ARTICLE = "article"
    PRICE_LIST = "price_list"
    PROMOTION = "promotion"
    DISCOUNT_LIMITS = "discount_limits"
    SITE_TAX = "site_tax"
    USED_CODE = "used_code"
    STAFF_MEMBER = "staff_member"
    PATIENT = "patient"
    PRESCRIPTION = "prescription"
    NOTE = "note"
    CONSENT = "consent"
    PATIENT_MERGE = "patient_merge"
    STOCK_MOVEMENT = "stock_movement"
    ORDER = "order"
    ORDER_RETURN = "order_return"
    PARKED_ORDER = "parked_order"
    LAB_JOB = "lab_job"
    STAGE_ENTRY = "stage_entry"
    PAYMENT = "payment"
    REFUND = "refund"
    STORED_VALUE = "stored_value"


class PulledRowV1(WireModel):
    """One row: its place in the stream, what it is, and the document unless it left."""

    seq: Annotated[int, Field(ge=1)]
    type: DocumentType
    id: ShortText
    kind: RowKind
    doc: dict[str, JsonValue] | None


class StreamPageV1(WireModel):
    """The rows of one stream after `after`; the cursor moves to `to` when they are stored."""

    stream: ShortText
    after: Sequence64
    to: Sequence64
    is_caught_up: bool
    rows: tuple[PulledRowV1, ...]


class PullPageV1(WireModel):
    """One answer to a pull; `mark` is the device's own mark as of this page."""

    timeline: UUID
    mark: MarkV1 | None
    is_caught_up: bool
    streams: tuple[StreamPageV1, ...]


def format_cursors(cursors: dict[str, int]) -> str:
    """Return cursors as the `after` parameter: `chain:12,store/<id>:55`."""
    return ",".join(f"{stream}:{seq}" for stream, seq in sorted(cursors.items()))


def parse_cursors(text: str) -> dict[str, int]:
    """Read the `after` parameter; an empty one is the beginning of everything.

    Raises:
        ValueError: the text is no list of cursors.
    """
    if not text:
        return {}
    pairs = (item.rpartition(":") for item in text.split(","))
    cursors = {stream: int(seq) for stream, _, seq in pairs}
    if "" in cursors or any(seq < 0 for seq in cursors.values()):
        raise ValueError("a cursor is stream:seq with seq at least 0")
    return cursors
