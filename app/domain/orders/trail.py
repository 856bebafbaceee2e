"""Where an order stands, and the trail of how it came there: one step a version."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.kernel.ids import OrderId, UserId
from app.domain.kernel.money import Money


class OrderStatus(StrEnum):
    """Where an order stands; CANCELLED and RETURNED are side states."""

    QUOTE = "quote"
    DRAFT = "draft"
    CONFIRMED = "confirmed"
    SENT_TO_LAB = "sent_to_lab"
    IN_LAB = "in_lab"
    AT_STORE = "at_store"
    NOTIFIED = "notified"
    COLLECTED = "collected"
    CANCELLED = "cancelled"
    RETURNED = "returned"


# Until here the store has done nothing but agree; the lab's own stages say how far it is.
BEFORE_READY = frozenset({OrderStatus.CONFIRMED, OrderStatus.SENT_TO_LAB, OrderStatus.IN_LAB})
READY = frozenset({OrderStatus.AT_STORE, OrderStatus.NOTIFIED})


class StepKind(StrEnum):
    """What happened to an order after it was made."""

    CONFIRMED = "confirmed"
    AMENDED = "amended"
    CANCELLED = "cancelled"
    READY = "ready"
    NOTIFIED = "notified"
    COLLECTED = "collected"
    RETURNED = "returned"


# From where a step may be taken, and where it leads.
STEPS: dict[StepKind, tuple[frozenset[OrderStatus], OrderStatus]] = {
    StepKind.CONFIRMED: (frozenset({OrderStatus.QUOTE}), OrderStatus.CONFIRMED),
    StepKind.AMENDED: (BEFORE_READY, OrderStatus.CONFIRMED),
    StepKind.CANCELLED: (BEFORE_READY | READY | {OrderStatus.QUOTE}, OrderStatus.CANCELLED),
    StepKind.READY: (BEFORE_READY, OrderStatus.AT_STORE),
    StepKind.NOTIFIED: (READY, OrderStatus.NOTIFIED),
    StepKind.COLLECTED: (READY, OrderStatus.COLLECTED),
    StepKind.RETURNED: (frozenset({OrderStatus.COLLECTED}), OrderStatus.RETURNED),
}


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderChange:
    """One thing an amendment changed, as it was and as it is."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Step:
    """One step of an order: who took it, why, and what it changed.

    `snapshot_sha256` is the hash of what the order stood on before the step; `difference_minor`
    is what it costs more (or, below zero, less) since.
    """

    version: int
    kind: StepKind
    at: datetime
    by: UserId
    reason: str = ""
    changes: tuple[OrderChange, ...] = ()
    difference_minor: int = 0
    snapshot_sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteTerms:
    """The number a quote was handed out under, and the last day its prices hold."""

    number: str
    valid_until: date


class Proof(StrEnum):
    """What says that the goods were handed over."""

    SIGNATURE = "signature"
    SLIP = "slip"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Handover:
    """How the goods left: a signature as a drawn path, or the number of a slip.

    `account_reason` says why something was still owed then, and `allowed_by` who let it go.
    """

    proof: Proof
    mark: str
    account_reason: str = ""
    allowed_by: UserId | None = None


class RemakeKind(StrEnum):
    """Whether the whole is made again, or one lens of it."""

    REMAKE = "remake"
    EXCHANGE = "exchange"


class RemakeReason(StrEnum):
    """Why it is made again."""

    POWER = "power"
    MEASUREMENT = "measurement"
    NON_TOLERANCE = "non_tolerance"
    LENS_FAULT = "lens_fault"
    COATING_FAULT = "coating_fault"
    EDGING_FAULT = "edging_fault"
    BREAKAGE = "breakage"
    LOST = "lost"
    WRONG_ARTICLE = "wrong_article"
    CHANGE_OF_MIND = "change_of_mind"


class Accountable(StrEnum):
    """Whose fault it was."""

    PRESCRIBER = "prescriber"
    LAB = "lab"
    OPTICIAN = "optician"
    PATIENT = "patient"
    CARRIER = "carrier"
    SUPPLIER = "supplier"


class Payer(StrEnum):
    """Who bears the cost of making it again."""

    SHOP = "shop"
    LAB = "lab"
    PATIENT = "patient"
    CARRIER = "carrier"
    SUPPLIER = "supplier"
    INSURER = "insurer"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemakeTerms:
    """Why a child order exists: its parent, the first of the line, whose fault, who pays what."""

    parent: OrderId
    root: OrderId
    kind: RemakeKind
    reason: RemakeReason
    accountable: Accountable
    cost: Money
    payer: Payer
    is_charged: bool
