"""Reading entries and checkpoints back from the JSON they are stored in."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.domain.kernel.ids import CommandId, DeviceId, UserId
from app.domain.payments.checkpoints import Checkpoint
from app.domain.payments.documents import DocumentType, FiscalDocument, TaxAmount, TillMovement
from app.domain.payments.errors import JournalEntryIsDamaged
from app.domain.payments.fiscal_signing import FiscalMark, FiscalSignature, SignerFailure
from app.domain.payments.grand_totals import Period, PeriodTotals
from app.domain.payments.ids import TillSessionId
from app.domain.payments.journal import JournalEntry, Stamp
from app.domain.payments.tender import Tender

# What json.loads returns; every field is looked at below.
Stored = Mapping[str, Any]


def entry_from_json(stored: Stored) -> JournalEntry:
    """Return the entry.

    Raises:
        JournalEntryIsDamaged: a field is missing or of another type; verification names it.
    """
    try:
        return _entry(stored)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise JournalEntryIsDamaged(number=stored.get("number")) from None


def checkpoint_from_json(stored: Stored) -> Checkpoint:
    """Return the checkpoint.

    Raises:
        JournalEntryIsDamaged: see there.
    """
    try:
        return Checkpoint(
            till_id=DeviceId(UUID(stored["till"])),
            number=stored["number"],
            hash=stored["hash"],
            at=datetime.fromisoformat(stored["at"]),
            public_key=stored["public_key"],
            signature=stored["signature"],
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise JournalEntryIsDamaged(number=stored.get("number")) from None


def _entry(stored: Stored) -> JournalEntry:
    session = stored["session"]
    return JournalEntry(
        till_id=DeviceId(UUID(stored["till"])),
        till_code=stored["till_code"],
        number=stored["number"],
        type_number=stored["type_number"],
        stamp=Stamp(
            at=datetime.fromisoformat(stored["at"]),
            actor=UserId(UUID(stored["actor"])),
            command_id=CommandId(UUID(stored["command"])),
            business_day=date.fromisoformat(stored["business_day"]),
            session_id=None if session is None else TillSessionId(UUID(session)),
        ),
        is_clock_behind=stored["clock_behind"],
        document=_document(DocumentType(stored["type"]), stored["document"]),
        fiscal_mark=_mark(stored["fiscal_mark"]),
        totals={Period(name): PeriodTotals(**sums) for name, sums in stored["totals"].items()},
        prev_hash=stored["prev_hash"],
        type_prev_hash=stored["type_prev_hash"],
        hash=stored["hash"],
    )


def _document(type_: DocumentType, stored: Stored) -> FiscalDocument:
    return FiscalDocument(
        type=type_,
        currency=stored["currency"],
        total_minor=stored["total"],
        movements=tuple(
            TillMovement(tender=Tender(each["tender"]), amount_minor=each["amount"])
            for each in stored["movements"]
        ),
        taxes=tuple(
            TaxAmount(
                code=each["code"],
                rate_bp=each["rate_bp"],
                net_minor=each["net"],
                tax_minor=each["tax"],
            )
            for each in stored["taxes"]
        ),
        discount_minor=stored["discount"],
        details=stored["details"],
    )


def _mark(stored: Stored | None) -> FiscalMark | None:
    if stored is None:
        return None
    if stored["state"] == "failed":
        return SignerFailure(reason=stored["reason"])
    return FiscalSignature(
        serial=stored["serial"],
        counter=stored["counter"],
        signature=stored["signature"],
        logged_at=stored["logged_at"],
    )
