"""A certified signing device beside the till: what happens when it fails, and how it resumes.

The sale goes on without a signature and the receipt says so. The first thing signed when the
device answers again is a receipt over nothing, which closes the gap in its own books.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.domain.kernel.canonical import JsonValue
from app.domain.payments.documents import OUT_OF_TILL, RECEIPTS, DocumentType, FiscalDocument


class SignerState(StrEnum):
    """How the signing device stood at the last document that wanted a signature."""

    WORKING = "working"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FiscalSignature:
    """What the device signed with, as the receipt must print it."""

    serial: str
    counter: int
    signature: str
    logged_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerFailure:
    """Why a document has no signature."""

    reason: str


FiscalMark: TypeAlias = FiscalSignature | SignerFailure


def wants_signature(document: FiscalDocument) -> bool:
    """Return whether the device signs such a document: receipts, and money in or out."""
    return document.type in RECEIPTS | OUT_OF_TILL | {
        DocumentType.PAY_IN,
        DocumentType.OPENING,
        DocumentType.NULL_RECEIPT,
    }


def resumes_with_null_receipt(state: SignerState) -> bool:
    """Return whether a receipt over nothing must be signed before the next document."""
    return state is SignerState.FAILED


def state_after(state: SignerState, mark: FiscalMark | None) -> SignerState:
    """Return how the device stands after a document; one that wanted no mark changes nothing."""
    match mark:
        case None:
            return state
        case FiscalSignature():
            return SignerState.WORKING
        case SignerFailure():
            return SignerState.FAILED


def null_receipt(currency: str) -> FiscalDocument:
    """Return the receipt over nothing that is signed first once the device answers again."""
    return FiscalDocument(type=DocumentType.NULL_RECEIPT, currency=currency)


def mark_to_json(mark: FiscalMark | None) -> dict[str, JsonValue] | None:
    """Return the mark as it is sealed."""
    match mark:
        case None:
            return None
        case FiscalSignature():
            return {
                "state": "signed",
                "serial": mark.serial,
                "counter": mark.counter,
                "signature": mark.signature,
                "logged_at": mark.logged_at,
            }
        case SignerFailure():
            return {"state": "failed", "reason": mark.reason}
