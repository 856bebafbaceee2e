"""What the till asks of the world: card terminals, signatures, and the store of its money."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from typing import Protocol, TypeVar

from app.domain.kernel.errors import Unavailable
from app.domain.kernel.ids import CommandId, DeviceId, OrderId
from app.domain.kernel.money import Money
from app.domain.payments.balance import OrderEntry
from app.domain.payments.checkpoints import Checkpoint
from app.domain.payments.documents import FiscalDocument
from app.domain.payments.fiscal_signing import FiscalSignature
from app.domain.payments.ids import AttemptId, PaymentId, RefundId, StoredValueId, TillSessionId
from app.domain.payments.journal import JournalEntry, JournalHead
from app.domain.payments.payment import Payment, Refund
from app.domain.payments.stored_value import StoredValue, StoredValueEntry
from app.domain.payments.terminal import (
    TerminalAttempt,
    TerminalMark,
    TerminalReport,
    TerminalRequest,
)
from app.domain.payments.verification import Json
from app.services.ports import UnitOfWork

T = TypeVar("T")


class StoreCall(Protocol):
    """Runs work on the thread that owns the store, waits for it, and returns what it did."""

    def __call__(self, work: Callable[[], T], /) -> T:
        """Return the result of `work`."""


class TerminalIsUnreachable(Unavailable):
    """The card terminal cannot be reached; nothing was asked of it."""

    code = "payments.terminal.unreachable"


class FiscalSignerFailed(Unavailable):
    """The certified signing device does not sign; the sale goes on without it."""

    code = "payments.fiscal_signer.failed"


class PaymentTerminal(Protocol):
    """One card terminal. No call charges twice: a key that was heard is only asked about.

    Each call returns soon, or after `wait_s` at the latest, so that a person can call it off.
    """

    def last_mark(self) -> TerminalMark | None:
        """Return the last payment the terminal knows, or None if it cannot tell.

        Raises:
            TerminalIsUnreachable: see there.
        """

    def start(self, request: TerminalRequest) -> TerminalReport:
        """Ask for a payment, or for a refund, once; asking again only tells how it stands.

        A terminal that cannot be reached has heard nothing: DECLINED, and never an error.
        """

    def poll(self, request: TerminalRequest, *, wait_s: float) -> TerminalReport:
        """Return how a request stands; after a broken line, by asking for the last payment."""

    def cancel(self, request: TerminalRequest) -> None:
        """Ask to give up; `poll` says whether it did, for the card may have been faster."""

    def reconcile(self) -> Money | None:
        """Close the terminal's own day and return its total, or None if it does not tell.

        Raises:
            TerminalIsUnreachable: see there; the till is closed without it.
        """


class TypedTerminal(Protocol):
    """A terminal that is not connected: a person types what its slip says."""

    def type_authorisation(self, key: AttemptId, text: str) -> None:
        """Take the authorisation from the slip; raises what is wrong with it."""

    def type_refusal(self, key: AttemptId) -> None:
        """Take the terminal's no."""


class Signer(Protocol):
    """The device's Ed25519 key, as far as the journal needs it."""

    @property
    def public_hex(self) -> str:
        """Return the half others know, 64 hex digits."""

    def sign(self, data: bytes) -> bytes:
        """Return the 64-byte signature of `data`."""


class FiscalSigner(Protocol):
    """A certified signing device, where the law wants one."""

    def sign(self, document: FiscalDocument) -> FiscalSignature:
        """Return the device's signature over a document.

        Raises:
            FiscalSignerFailed: it does not answer or refuses; nothing was signed.
        """


class PaymentRepository(Protocol):
    """Payments and refunds, only ever added to."""

    def add_payment(self, payment: Payment) -> None:
        """Insert a payment; the same one twice is harmless."""

    def add_refund(self, refund: Refund) -> None:
        """Insert a refund; the same one twice is harmless."""

    def payment(self, payment_id: PaymentId) -> Payment | None:
        """Return the payment, or None."""

    def refund(self, refund_id: RefundId) -> Refund | None:
        """Return the refund, or None."""

    def entries_of_order(self, order_id: OrderId) -> tuple[OrderEntry, ...]:
        """Return every payment and refund of an order, in any order."""

    def entries_of_payment(self, payment_id: PaymentId) -> tuple[OrderEntry, ...]:
        """Return a payment without an order, and the refunds that name it."""


class StoredValueRepository(Protocol):
    """Gift cards and store credits with their ledgers."""

    def add(self, value: StoredValue) -> None:
        """Insert a card that was just issued, with its first line."""

    def get(self, stored_value_id: StoredValueId) -> StoredValue | None:
        """Return the card with its ledger, or None."""

    def by_number(self, number: str) -> StoredValue | None:
        """Return the card with that number, or None."""

    def add_entry(self, entry: StoredValueEntry) -> None:
        """Append a line; the same one twice is harmless."""

    def confirm(self, at: datetime) -> None:
        """Remember that the server has told every line it knew at that moment."""


class TerminalAttempts(Protocol):
    """Requests to card terminals, kept before anything is sent."""

    def save(self, attempt: TerminalAttempt) -> None:
        """Insert an attempt, or replace what is known of it."""

    def get(self, attempt_id: AttemptId) -> TerminalAttempt | None:
        """Return the attempt, or None."""

    def unsettled(self, till_id: DeviceId) -> tuple[TerminalAttempt, ...]:
        """Return the attempts of a till whose outcome is open or that stand on no receipt."""


class JournalRepository(Protocol):
    """A till's sealed journal; entries are added and never touched again."""

    def head(
        self, till_id: DeviceId, *, business_day: date, session_id: TillSessionId | None
    ) -> JournalHead:
        """Return what the next entry of that day and session is built upon."""

    def add(self, entry: JournalEntry) -> None:
        """Append an entry; raises if its number is taken."""

    def add_checkpoint(self, checkpoint: Checkpoint) -> None:
        """Append a checkpoint."""

    def since_opening(self, till_id: DeviceId) -> tuple[JournalEntry, ...]:
        """Return the entries from the last opening on, by number; none if it never opened."""

    def entry(self, till_id: DeviceId, number: int) -> JournalEntry | None:
        """Return the entry with that number, or None."""

    def of_command(self, till_id: DeviceId, command_id: CommandId) -> JournalEntry | None:
        """Return the last entry that was sealed for a command, or None."""

    def copies_of(self, till_id: DeviceId, number: int) -> int:
        """Return how often an entry has been printed again."""

    def entries(self, till_id: DeviceId, *, first: int) -> Iterator[JournalEntry]:
        """Return the entries from a number on, by number."""

    def checkpoints(self, till_id: DeviceId, *, first: int) -> Sequence[Checkpoint]:
        """Return the checkpoints from a number on, by number."""

    def stored_entries(self, till_id: DeviceId) -> Sequence[Json]:
        """Return the entries as they are stored; one that is not as it was written is empty."""

    def stored_checkpoints(self, till_id: DeviceId) -> Sequence[Json]:
        """Return the checkpoints as they are stored; one that cannot be read is empty."""


class PaymentUnit(UnitOfWork, Protocol):
    """The unit of work with the money in it: one transaction over all of these."""

    payments: PaymentRepository
    stored_value: StoredValueRepository
    attempts: TerminalAttempts
    journal: JournalRepository


PaymentUnits = Callable[[], PaymentUnit]
