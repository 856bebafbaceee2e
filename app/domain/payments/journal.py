"""The sealed journal: one chain of entries per till, with no gap and no way back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import ClassVar

from app.domain.kernel.canonical import JsonValue, canonical_sha256
from app.domain.kernel.events import Aggregate, DomainEvent
from app.domain.kernel.ids import CommandId, DeviceId, UserId
from app.domain.payments.documents import LETTERS, DocumentType, FiscalDocument
from app.domain.payments.errors import TextCannotBeSealed
from app.domain.payments.fiscal_signing import FiscalMark, SignerState, mark_to_json, state_after
from app.domain.payments.grand_totals import (
    GrandTotals,
    Period,
    PeriodTotals,
    grown,
    period_keys,
)
from app.domain.payments.ids import TillSessionId

FORMAT = "dioptre-journal-1"
CHAIN_START = "0" * 64
SEAL_SIGNS = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Who seals an entry, for which command, when by the clock, in which session and day."""

    at: datetime
    actor: UserId
    command_id: CommandId
    business_day: date
    session_id: TillSessionId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntry:
    """One sealed document: `hash` is over everything else, `prev_hash` among it.

    `is_clock_behind` says that the clock stood before the entry above it: the order is that of
    the numbers, and whoever reads the journal is told.
    """

    till_id: DeviceId
    till_code: str
    number: int
    type_number: int
    stamp: Stamp
    is_clock_behind: bool
    document: FiscalDocument
    fiscal_mark: FiscalMark | None
    totals: GrandTotals
    prev_hash: str
    type_prev_hash: str
    hash: str = ""

    @property
    def reference(self) -> str:
        """Return the number a customer reads on the paper, such as `LIN-1-S-417`."""
        return f"{self.till_code}-{LETTERS[self.document.type]}-{self.type_number}"

    @property
    def seal(self) -> str:
        """Return the beginning of the hash as printed: the paper is a witness of the journal."""
        sign = self.hash[:SEAL_SIGNS].upper()
        return " ".join(sign[at : at + 4] for at in range(0, SEAL_SIGNS, 4))

    def body(self) -> dict[str, JsonValue]:
        """Return what is hashed."""
        stamp = self.stamp
        return {
            "format": FORMAT,
            "till": str(self.till_id),
            "till_code": self.till_code,
            "number": self.number,
            "type": self.document.type.value,
            "type_number": self.type_number,
            "session": None if stamp.session_id is None else str(stamp.session_id),
            "business_day": stamp.business_day.isoformat(),
            "at": moment_text(stamp.at),
            "clock_behind": self.is_clock_behind,
            "actor": str(stamp.actor),
            "command": str(stamp.command_id),
            "document": document_to_json(self.document),
            "fiscal_mark": mark_to_json(self.fiscal_mark),
            "totals": {period.value: sums.to_json() for period, sums in self.totals.items()},
            "prev_hash": self.prev_hash,
            "type_prev_hash": self.type_prev_hash,
        }

    def to_json(self) -> dict[str, JsonValue]:
        """Return the entry as it is stored and exported."""
        return {**self.body(), "hash": self.hash}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainEnd:
    """The last number and hash of a chain."""

    number: int = 0
    hash: str = CHAIN_START


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalHead:
    """What the next entry of a till is built upon.

    `period_totals` hold what the periods of the next entry's business day have so far; a day that
    comes back because the clock was set back goes on where it stood.
    """

    till_id: DeviceId
    till_code: str
    end: ChainEnd = field(default_factory=ChainEnd)
    type_ends: Mapping[DocumentType, ChainEnd] = field(default_factory=dict)
    last_at: datetime | None = None
    period_totals: GrandTotals = field(default_factory=dict)
    signer_state: SignerState = SignerState.WORKING
    checkpoint_number: int = 0

    def append(
        self, document: FiscalDocument, stamp: Stamp, mark: FiscalMark | None = None
    ) -> JournalEntry:
        """Return the next entry, sealed.

        Raises:
            TextCannotBeSealed: a text of the document has no form in JSON.
        """
        type_end = self.type_ends.get(document.type, ChainEnd())
        entry = JournalEntry(
            till_id=self.till_id,
            till_code=self.till_code,
            number=self.end.number + 1,
            type_number=type_end.number + 1,
            stamp=stamp,
            is_clock_behind=self.last_at is not None and stamp.at < self.last_at,
            document=document,
            fiscal_mark=mark,
            totals=grown(self.period_totals, document),
            prev_hash=self.end.hash,
            type_prev_hash=type_end.hash,
        )
        return replace(entry, hash=_sealed(entry))

    def after(self, entry: JournalEntry) -> "JournalHead":
        """Return the head once an entry is appended; the next one is of the same day."""
        own_end = ChainEnd(number=entry.type_number, hash=entry.hash)
        return replace(
            self,
            end=ChainEnd(number=entry.number, hash=entry.hash),
            type_ends={**self.type_ends, entry.document.type: own_end},
            last_at=entry.stamp.at,
            period_totals=entry.totals,
            signer_state=state_after(self.signer_state, entry.fiscal_mark),
        )


def _sealed(entry: JournalEntry) -> str:
    """Return the hash; half of a sign beyond the first plane, pasted from somewhere, has none."""
    try:
        return canonical_sha256(entry.body())
    except UnicodeEncodeError:
        raise TextCannotBeSealed from None


def head_of(
    entries: Iterable[JournalEntry],
    start: JournalHead,
    *,
    business_day: date,
    session_id: TillSessionId | None,
) -> JournalHead:
    """Return the head for an entry of that day and session after a whole journal."""
    head = start
    seen: dict[tuple[Period, str], PeriodTotals] = {}
    for entry in entries:
        head = head.after(entry)
        keys = period_keys(entry.stamp.business_day, entry.stamp.session_id)
        seen |= {(period, keys[period]): sums for period, sums in entry.totals.items()}
    keys = period_keys(business_day, session_id)
    totals = {period: seen.get((period, key), PeriodTotals()) for period, key in keys.items()}
    return replace(head, period_totals=totals)


def document_to_json(document: FiscalDocument) -> dict[str, JsonValue]:
    """Return the document as it is sealed."""
    return {
        "currency": document.currency,
        "total": document.total_minor,
        "movements": [
            {"tender": each.tender.value, "amount": each.amount_minor}
            for each in document.movements
        ],
        "taxes": [
            {
                "code": tax.code,
                "rate_bp": tax.rate_bp,
                "net": tax.net_minor,
                "tax": tax.tax_minor,
            }
            for tax in document.taxes
        ],
        "discount": document.discount_minor,
        "details": document.details,
    }


def moment_text(at: datetime) -> str:
    """Return a moment in the one form the journal knows: UTC, with microseconds."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalEntrySealed(DomainEvent):
    """A document was sealed into a till's journal."""

    topic: ClassVar[str] = "payments.journal.sealed"
    entry: JournalEntry

    @property
    def aggregate(self) -> Aggregate:
        """Return the till's journal."""
        return Aggregate(type="journal", id=self.entry.till_id)

    @property
    def dedupe_key(self) -> str:
        """Return till, number and hash.

        A till that was put back from a backup may seal a number again; then both entries are
        kept, and the fork is seen.
        """
        return f"{self.entry.till_id}:{self.entry.number}:{self.entry.hash}"

    @property
    def version(self) -> int:
        """Return the entry's number."""
        return self.entry.number
