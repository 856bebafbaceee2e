"""What a fact changes, as values: rows of the contexts and documents for the streams."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from app.contracts.catalogue_v1 import ChainRecordV1
from app.contracts.customers_v1 import ConsentV1, MergeV1, NoteV1
from app.contracts.envelope import OutcomeKind
from app.contracts.mails_v1 import MailCancelledV1, MailV1
from app.contracts.orders_v1 import ParkedOrderV1, ReturnV1
from app.contracts.payments_v1 import (
    CheckpointV1,
    JournalEntryV1,
    PaymentV1,
    RefundV1,
    StoredValueEntryV1,
)
from app.contracts.pull import DocumentType
from app.contracts.v1 import (
    OrderV1,
    PatientV1,
    PrescriptionV1,
    ReservationV1,
    StageEntryV1,
    StockMovementV1,
)


class HeldCode(StrEnum):
    """Why a fact was not applied; devices show a sentence for each."""

    ENVELOPE_MALFORMED = "sync.envelope.malformed"
    TOPIC_UNKNOWN = "sync.topic.unknown"
    SCHEMA_UNKNOWN = "sync.schema.unknown"
    PAYLOAD_MALFORMED = "sync.payload.malformed"
    RULE_BROKEN = "sync.payload.rule_broken"
    GROUP_HELD_BACK = "sync.group.held_back"
    APPLY_CONFLICT = "sync.apply.conflict"
    SITE_FOREIGN = "sync.site.foreign"
    SNAPSHOT_DAMAGED = "sync.snapshot.damaged"
    RECORD_VERSION_CONFLICT = "catalog.record.version_conflict"
    CODE_USED_TWICE = "pricing.voucher.used_twice"
    ORDER_VERSION_CONFLICT = "orders.order.version_conflict"
    ORDER_TAKEN_BY_LAB = "orders.order.amended_too_late"
    PATIENT_VERSION_CONFLICT = "customers.patient.version_conflict"


class NotApplied(Exception):
    """A fact is not applied and goes to the dead letters; `version` is the server's, if known."""

    kind: ClassVar[OutcomeKind]

    def __init__(self, code: HeldCode, *, version: int | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.version = version


class Refused(NotApplied):
    """The fact cannot be understood."""

    kind = OutcomeKind.REFUSED


class Quarantined(NotApplied):
    """The fact is understood and cannot be applied as it is; a person reviews it."""

    kind = OutcomeKind.QUARANTINED


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Document:
    """A document as it goes into a stream; a later one of the same type and id replaces it."""

    stream: str
    type: DocumentType
    id: str
    payload: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderFact:
    """A version of an order with the canonical bytes of its snapshots."""

    order: OrderV1
    patient_snapshot: str
    prescription_snapshot: str | None


@dataclass(slots=True, kw_only=True, repr=False)
class MoneyEffects:
    """What a fact adds to the books of money."""

    payments: list[PaymentV1] = field(default_factory=list)
    refunds: list[RefundV1] = field(default_factory=list)
    stored_values: list[StoredValueEntryV1] = field(default_factory=list)
    entries: list[JournalEntryV1] = field(default_factory=list)
    checkpoints: list[CheckpointV1] = field(default_factory=list)

    def take(self, more: "MoneyEffects") -> None:
        """Add what one more fact adds."""
        self.payments += more.payments
        self.refunds += more.refunds
        self.stored_values += more.stored_values
        self.entries += more.entries
        self.checkpoints += more.checkpoints


@dataclass(slots=True, kw_only=True, repr=False)
class MailEffects:
    """Mails to keep, and mails that were taken back."""

    queued: list[MailV1] = field(default_factory=list)
    cancelled: list[MailCancelledV1] = field(default_factory=list)

    def take(self, more: "MailEffects") -> None:
        """Add what one more fact adds."""
        self.queued += more.queued
        self.cancelled += more.cancelled


@dataclass(slots=True, kw_only=True, repr=False)
class Effects:
    """Rows to write; what a fact does not touch stays empty."""

    patients: list[PatientV1] = field(default_factory=list)
    prescriptions: list[PrescriptionV1] = field(default_factory=list)
    notes: list[NoteV1] = field(default_factory=list)
    consents: list[ConsentV1] = field(default_factory=list)
    merges: list[MergeV1] = field(default_factory=list)
    orders: list[OrderFact] = field(default_factory=list)
    returns: list[ReturnV1] = field(default_factory=list)
    parked: list[ParkedOrderV1] = field(default_factory=list)
    movements: list[StockMovementV1] = field(default_factory=list)
    reservations: list[ReservationV1] = field(default_factory=list)
    stages: list[StageEntryV1] = field(default_factory=list)
    records: list[ChainRecordV1] = field(default_factory=list)
    money: MoneyEffects = field(default_factory=MoneyEffects)
    mails: MailEffects = field(default_factory=MailEffects)
    documents: list[Document] = field(default_factory=list)

    def take(self, more: "Effects") -> None:
        """Add the effects of one more fact."""
        self.patients += more.patients
        self.prescriptions += more.prescriptions
        self.notes += more.notes
        self.consents += more.consents
        self.merges += more.merges
        self.orders += more.orders
        self.returns += more.returns
        self.parked += more.parked
        self.movements += more.movements
        self.reservations += more.reservations
        self.stages += more.stages
        self.records += more.records
        self.money.take(more.money)
        self.mails.take(more.mails)
        self.documents += more.documents


def merged(parts: Iterable[Effects]) -> Effects:
    """Return the effects of many facts as one."""
    whole = Effects()
    for part in parts:
        whole.take(part)
    return whole
