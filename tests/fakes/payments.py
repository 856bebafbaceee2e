"""The till's store in memory, a card terminal and a signing device that do as they are told."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256

from app.domain.kernel.ids import CommandId, DeviceId, OrderId
from app.domain.kernel.money import Money
from app.domain.payments.balance import OrderEntry
from app.domain.payments.checkpoints import Checkpoint
from app.domain.payments.documents import DocumentType, FiscalDocument
from app.domain.payments.fiscal_signing import FiscalSignature
from app.domain.payments.ids import AttemptId, PaymentId, RefundId, StoredValueId, TillSessionId
from app.domain.payments.journal import JournalEntry, JournalHead, head_of
from app.domain.payments.payment import Payment, Refund
from app.domain.payments.stored_value import StoredValue, StoredValueEntry
from app.domain.payments.terminal import (
    TerminalAttempt,
    TerminalMark,
    TerminalReason,
    TerminalReport,
    TerminalRequest,
    TerminalState,
    declined,
    requested,
)
from app.domain.payments.verification import Json
from app.services import payment_ports
from app.services.payment_ports import FiscalSignerFailed, TerminalIsUnreachable
from app.services.views import DeviceIdentity
from tests.fakes.store import FakeUnitOfWork


@dataclass(kw_only=True)
class FakePayments:
    """Plays PaymentRepository."""

    taken: dict[PaymentId, Payment] = field(default_factory=dict)
    given: dict[RefundId, Refund] = field(default_factory=dict)

    def add_payment(self, payment: Payment) -> None:
        self.taken.setdefault(payment.payment_id, payment)

    def add_refund(self, refund: Refund) -> None:
        self.given.setdefault(refund.refund_id, refund)

    def payment(self, payment_id: PaymentId) -> Payment | None:
        return self.taken.get(payment_id)

    def refund(self, refund_id: RefundId) -> Refund | None:
        return self.given.get(refund_id)

    def entries_of_order(self, order_id: OrderId) -> tuple[OrderEntry, ...]:
        both: list[Payment | Refund] = [*self.taken.values(), *self.given.values()]
        return tuple(each for each in both if each.order_id == order_id)

    def entries_of_payment(self, payment_id: PaymentId) -> tuple[OrderEntry, ...]:
        own = [self.taken[payment_id]] if payment_id in self.taken else []
        back = [each for each in self.given.values() if each.payment_id == payment_id]
        return (*own, *back)


@dataclass(kw_only=True)
class FakeStoredValue:
    """Plays StoredValueRepository."""

    cards: dict[StoredValueId, StoredValue] = field(default_factory=dict)

    def add(self, value: StoredValue) -> None:
        self.cards.setdefault(value.stored_value_id, value)
        for entry in value.entries:
            self.add_entry(entry)

    def get(self, stored_value_id: StoredValueId) -> StoredValue | None:
        return self.cards.get(stored_value_id)

    def by_number(self, number: str) -> StoredValue | None:
        return next((each for each in self.cards.values() if each.number == number), None)

    def add_entry(self, entry: StoredValueEntry) -> None:
        card = self.cards[entry.stored_value_id]
        known = {each.entry_id: each for each in (entry, *card.entries)}
        entries = tuple(sorted(known.values(), key=lambda each: (each.at, each.entry_id)))
        self.cards[entry.stored_value_id] = replace(card, entries=entries)

    def confirm(self, at: datetime) -> None:
        for key, card in self.cards.items():
            self.cards[key] = replace(card, confirmed_at=at)


@dataclass(kw_only=True)
class FakeAttempts:
    """Plays TerminalAttempts."""

    kept: dict[AttemptId, TerminalAttempt] = field(default_factory=dict)

    def save(self, attempt: TerminalAttempt) -> None:
        self.kept[attempt.attempt_id] = attempt

    def get(self, attempt_id: AttemptId) -> TerminalAttempt | None:
        return self.kept.get(attempt_id)

    def unsettled(self, till_id: DeviceId) -> tuple[TerminalAttempt, ...]:
        own = (each for each in self.kept.values() if each.till_id == till_id)
        return tuple(each for each in own if each.is_open or each.is_unclaimed)


@dataclass(kw_only=True)
class FakeJournal:
    """Plays JournalRepository for one till; `till_code` is what it prints."""

    till_code: str = "LIN-1"
    sealed: list[JournalEntry] = field(default_factory=list)
    signed: list[Checkpoint] = field(default_factory=list)

    def head(
        self, till_id: DeviceId, *, business_day: date, session_id: TillSessionId | None
    ) -> JournalHead:
        start = JournalHead(till_id=till_id, till_code=self.till_code)
        head = head_of(self.sealed, start, business_day=business_day, session_id=session_id)
        return replace(head, checkpoint_number=self.signed[-1].number if self.signed else 0)

    def add(self, entry: JournalEntry) -> None:
        assert entry.number == len(self.sealed) + 1, "the number is taken, or leaves a gap"
        self.sealed.append(entry)

    def add_checkpoint(self, checkpoint: Checkpoint) -> None:
        self.signed.append(checkpoint)

    def since_opening(self, till_id: DeviceId) -> tuple[JournalEntry, ...]:
        openings = [
            at for at, each in enumerate(self.sealed) if each.document.type is DocumentType.OPENING
        ]
        return tuple(self.sealed[openings[-1] :]) if openings else ()

    def entry(self, till_id: DeviceId, number: int) -> JournalEntry | None:
        return next((each for each in self.sealed if each.number == number), None)

    def of_command(self, till_id: DeviceId, command_id: CommandId) -> JournalEntry | None:
        own = [each for each in self.sealed if each.stamp.command_id == command_id]
        return own[-1] if own else None

    def copies_of(self, till_id: DeviceId, number: int) -> int:
        copies = (e for e in self.sealed if e.document.type is DocumentType.REPRINT)
        return sum(each.document.details["of"] == number for each in copies)

    def entries(self, till_id: DeviceId, *, first: int) -> Iterator[JournalEntry]:
        return iter(self.sealed[first - 1 :])

    def checkpoints(self, till_id: DeviceId, *, first: int) -> tuple[Checkpoint, ...]:
        return tuple(each for each in self.signed if each.number >= first)

    def stored_entries(self, till_id: DeviceId) -> list[Json]:
        return [each.to_json() for each in self.sealed]

    def stored_checkpoints(self, till_id: DeviceId) -> list[Json]:
        return [each.to_json() for each in self.signed]


class FakePaymentUnit(FakeUnitOfWork):
    """Plays PaymentUnit; the money's parts are looked into beside `memory`."""

    def __init__(self, identity: DeviceIdentity | None = None) -> None:
        super().__init__(identity)
        parts = vars(self.memory)
        parts["payments"] = self.till_payments = FakePayments()
        parts["stored_value"] = self.till_values = FakeStoredValue()
        parts["attempts"] = self.till_attempts = FakeAttempts()
        parts["journal"] = self.till_journal = FakeJournal()
        self.payments: payment_ports.PaymentRepository = self.till_payments
        self.stored_value: payment_ports.StoredValueRepository = self.till_values
        self.attempts: payment_ports.TerminalAttempts = self.till_attempts
        self.journal: payment_ports.JournalRepository = self.till_journal


@dataclass(kw_only=True)
class FakeTerminal:
    """Plays PaymentTerminal: `answers` are what the next looks see, `charges` what it took.

    A charge happens at `start`, whatever is answered later: that is the case to survive.
    """

    answers: list[TerminalReport] = field(default_factory=list)
    charges: list[tuple[AttemptId, int]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    cancelled: list[AttemptId] = field(default_factory=list)
    is_reachable: bool = True
    will_charge: bool = True

    def last_mark(self) -> TerminalMark | None:
        self._require_reachable()
        return TerminalMark(number=str(len(self.charges)))

    def start(self, request: TerminalRequest) -> TerminalReport:
        self.asked.append("start")
        if not self.is_reachable:
            return declined(TerminalReason.UNREACHABLE)
        if self.will_charge:
            self.charges.append((request.key, request.amount.minor))
        return requested("insert card")

    def poll(self, request: TerminalRequest, *, wait_s: float) -> TerminalReport:
        self.asked.append("poll")
        self._require_reachable()
        if self.answers:
            return self.answers.pop(0)
        keys = [key for key, _ in self.charges]
        if request.key not in keys:
            return declined(TerminalReason.NOT_CHARGED)
        number = str(keys.index(request.key) + 1)
        return TerminalReport(
            state=TerminalState.APPROVED, authorisation=f"A{number}", number=number
        )

    def cancel(self, request: TerminalRequest) -> None:
        self.cancelled.append(request.key)

    def reconcile(self) -> Money | None:
        self._require_reachable()
        return None

    def _require_reachable(self) -> None:
        if not self.is_reachable:
            raise TerminalIsUnreachable


@dataclass(kw_only=True)
class FakeFiscalSigner:
    """Plays FiscalSigner; `is_working` is its switch, `signed` its own books."""

    is_working: bool = True
    signed: list[DocumentType] = field(default_factory=list)

    def sign(self, document: FiscalDocument) -> FiscalSignature:
        if not self.is_working:
            raise FiscalSignerFailed(reason="no_answer")
        self.signed.append(document.type)
        return FiscalSignature(
            serial="TSE-1", counter=len(self.signed), signature="c2ln", logged_at="2026-07-24"
        )


@dataclass(frozen=True)
class FakeSigner:
    """Plays Signer with a keyed hash in place of Ed25519; `is_signed` judges it."""

    name: str = "a"

    @property
    def public_hex(self) -> str:
        return sha256(self.name.encode()).hexdigest()

    def sign(self, data: bytes) -> bytes:
        return sha256(self.public_hex.encode() + data).digest()


def is_signed(public_key: str, data: bytes, signature: str) -> bool:
    """Judge a signature of FakeSigner."""
    return sha256(public_key.encode() + data).hexdigest() == signature
