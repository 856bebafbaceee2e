"""The till between opening and closing: a fold of its session's entries, and the blind count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.money import Money
from app.domain.payments.cash import CashCount
from app.domain.payments.documents import DocumentType, FiscalDocument
from app.domain.payments.errors import (
    CountIsMissing,
    PiecesAreNegative,
    TillIsAlreadyOpen,
    TillIsClosed,
)
from app.domain.payments.ids import TillSessionId
from app.domain.payments.journal import JournalEntry
from app.domain.payments.tender import Tender


@dataclass(frozen=True, slots=True, kw_only=True)
class TillState:
    """The entries of a till from its last opening on, by number; none before it ever opened."""

    entries: tuple[JournalEntry, ...] = ()

    @property
    def is_open(self) -> bool:
        """Return whether the till takes money."""
        last_close = any(e.document.type is DocumentType.Z_REPORT for e in self.entries)
        return bool(self.entries) and not last_close

    @property
    def session_id(self) -> TillSessionId:
        """Return the open session; raises TillIsClosed."""
        self.require_open()
        session_id = self.entries[0].stamp.session_id
        if session_id is None:
            raise TillIsClosed
        return session_id

    @property
    def business_day(self) -> date:
        """Return the day the session counts for: that of its opening, also past midnight."""
        self.require_open()
        return self.entries[0].stamp.business_day

    @property
    def currency(self) -> str:
        """Return the currency of the float."""
        self.require_open()
        return self.entries[0].document.currency

    def require_open(self) -> None:
        """Refuse to move money while the till is closed; raises TillIsClosed."""
        if not self.is_open:
            raise TillIsClosed

    def require_closed(self) -> None:
        """Refuse to open twice; raises TillIsAlreadyOpen."""
        if self.is_open:
            raise TillIsAlreadyOpen

    def needs_closing(self, today: date) -> bool:
        """Return whether a day has begun that this session should not sell into."""
        return self.is_open and today > self.business_day

    def valid_count(self) -> JournalEntry:
        """Return the last count, if no money has moved since; raises CountIsMissing."""
        for entry in reversed(self.entries):
            if entry.document.type is DocumentType.COUNT:
                return entry
            if entry.document.movements:
                break
        raise CountIsMissing

    def last_count(self) -> JournalEntry | None:
        """Return the valid count, or None."""
        try:
            return self.valid_count()
        except CountIsMissing:
            return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What a person found: cash by denomination, and other tenders they have slips of."""

    cash: CashCount
    others: Mapping[Tender, int]

    def __post_init__(self) -> None:
        """Refuse less than nothing; cash is counted by its pieces alone.

        Raises:
            PiecesAreNegative: see there.
            ValueError: cash stands among the others.
        """
        if Tender.CASH in self.others:
            raise ValueError("cash is counted by its pieces")
        for amount in self.others.values():
            if amount < 0:
                raise PiecesAreNegative(denomination=Money(amount, self.cash.currency))

    def document(self) -> FiscalDocument:
        """Return the count as it is sealed, before anybody is told what was expected."""
        pieces: list[JsonValue] = [
            {"denomination": denomination, "pieces": pieces}
            for denomination, pieces in sorted(self.cash.pieces.items(), reverse=True)
            if pieces
        ]
        return FiscalDocument(
            type=DocumentType.COUNT,
            currency=self.cash.currency,
            total_minor=self.cash.total.minor,
            details={
                "cash": pieces,
                "others": {tender.value: amount for tender, amount in self.others.items()},
            },
        )
