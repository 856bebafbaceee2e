"""What travels of money: payments, refunds, lines of stored value, the till's sealed journal."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, JsonValue

from app.contracts.base import LongText, SafeInteger, Sha256Hex, ShortText, WireModel
from app.contracts.v1 import Currency

Reference = Annotated[str, Field(max_length=64)]
Amount = Annotated[SafeInteger, Field(ge=1)]
Number = Annotated[SafeInteger, Field(ge=1)]
KeyHex = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
SignatureHex = Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]


class TenderLineV1(WireModel):
    """A part of a payment."""

    tender: ShortText
    reference: Reference
    amount_minor: Amount
    handed_over_minor: Amount | None


class PaymentV1(WireModel):
    """A payment (topic payments.payment.taken, document payment)."""

    payment_id: UUID
    purpose: ShortText
    order_id: UUID | None
    currency: Currency
    lines: tuple[TenderLineV1, ...]
    rounding_minor: SafeInteger
    taken_at: AwareDatetime
    taken_by: UUID
    till_id: UUID
    reference: ShortText


class RefundLineV1(WireModel):
    """Money that came from one source and goes back to another."""

    from_tender: ShortText
    from_reference: Reference
    to_tender: ShortText
    to_reference: Reference
    amount_minor: Amount


class RefundV1(WireModel):
    """A refund (topic payments.refund.given, document refund)."""

    refund_id: UUID
    order_id: UUID | None
    payment_id: UUID | None
    currency: Currency
    lines: tuple[RefundLineV1, ...]
    credit_minor: SafeInteger
    rounding_minor: SafeInteger
    given_at: AwareDatetime
    given_by: UUID
    till_id: UUID
    reference: ShortText


class StoredValueEntryV1(WireModel):
    """A line of a card's ledger, with the card (topic payments.stored_value.moved)."""

    entry_id: ShortText
    stored_value_id: UUID
    kind: ShortText
    number: Reference
    currency: Currency
    expires_on: date | None
    movement: ShortText
    amount_minor: Amount
    at: AwareDatetime
    device_id: UUID


class JournalEntryV1(WireModel):
    """A sealed entry (topic payments.journal.sealed): the very text that was hashed."""

    format: ShortText
    till: UUID
    till_code: ShortText
    number: Number
    type: ShortText
    type_number: Number
    session: UUID | None
    business_day: date
    at: ShortText
    clock_behind: bool
    actor: UUID
    command: UUID
    document: dict[ShortText, JsonValue]
    fiscal_mark: dict[ShortText, JsonValue] | None
    totals: dict[ShortText, JsonValue]
    prev_hash: Sha256Hex
    type_prev_hash: Sha256Hex
    hash: Sha256Hex


class CheckpointV1(WireModel):
    """A signed place in a till's journal (topic payments.journal.signed)."""

    till: UUID
    number: Number
    hash: Sha256Hex
    at: LongText
    public_key: KeyHex
    signature: SignatureHex
