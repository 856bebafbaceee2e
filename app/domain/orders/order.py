"""The order itself: its states, the rules it is created under and the fact that says so."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import ClassVar

from app.domain.catalog import Lens
from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.errors import DomainError
from app.domain.kernel.events import Aggregate, DomainEvent
from app.domain.kernel.ids import CommandId, OrderId, OrderItemId, PatientId, SiteId, UserId
from app.domain.kernel.money import Money
from app.domain.kernel.numbers import DocumentNumber
from app.domain.kernel.text import LONG_LENGTH_MAX, require_length
from app.domain.optics.prescription import EyeMeasurements, EyePower
from app.domain.orders.edging import EdgingParameters
from app.domain.orders.snapshots import (
    FrameSnapshot,
    LensSnapshot,
    PatientSnapshot,
    PrescriptionSnapshot,
    snapshot_sha256,
)
from app.domain.pricing import PricedLine, order_total


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


class OrderNotFound(DomainError):
    """No order of this site has that id or number."""

    code = "orders.order.not_found"


class OrderHasNoLines(DomainError):
    """An order sells nothing."""

    code = "orders.order.no_lines"


class PrescriptionHasExpired(DomainError):
    """The prescription may no longer be dispensed from."""

    code = "orders.prescription.expired"


class MeasurementIsMissing(DomainError):
    """A lens cannot be made without this measurement."""

    code = "orders.measurement.missing"


class LensNeedsAdd(DomainError):
    """A lens with a near part was chosen for an eye without an addition."""

    code = "orders.lens.needs_add"


class PromiseIsInThePast(DomainError):
    """The promised day has gone by."""

    code = "orders.promise.in_the_past"


class CommandWasUsedForAnotherOrder(DomainError):
    """The same command id came with another content."""

    code = "orders.command.reused"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderItem:
    """One line of an order."""

    item_id: OrderItemId
    line: PricedLine


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDraft:
    """What the optician agreed with the patient, before it has a number."""

    order_id: OrderId
    patient: PatientSnapshot
    prescription: PrescriptionSnapshot
    frame: FrameSnapshot
    lens: LensSnapshot
    edging: EdgingParameters
    items: tuple[OrderItem, ...]
    currency: str
    lab_site_id: SiteId
    promised_on: date
    is_rush: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Order:
    """A confirmed agreement, owned by its store."""

    number: DocumentNumber
    site_id: SiteId
    created_at: datetime
    created_by: UserId
    command_id: CommandId
    draft: OrderDraft
    status: OrderStatus = OrderStatus.CONFIRMED
    version: int = 1

    @classmethod
    def create(
        cls,
        draft: OrderDraft,
        *,
        number: DocumentNumber,
        site_id: SiteId,
        created_by: UserId,
        now: datetime,
    ) -> "Order":
        """Confirm a draft; `now` is in the zone of the shop, whose day a promise is kept on.

        Raises:
            OrderHasNoLines, PrescriptionHasExpired, MeasurementIsMissing, LensNeedsAdd,
            PromiseIsInThePast, TextIsTooLong: see there.
        """
        _check(draft, now.date())
        return cls(
            number=number,
            site_id=site_id,
            created_at=now.astimezone(UTC),
            created_by=created_by,
            command_id=CommandId(draft.order_id),
            draft=draft,
        )

    @property
    def order_id(self) -> OrderId:
        """Return the order's id, which is its command's."""
        return self.draft.order_id

    @property
    def patient_id(self) -> PatientId:
        """Return whose order it is."""
        return self.draft.patient.patient_id

    @property
    def total(self) -> Money:
        """Return the sum of the lines."""
        return order_total((item.line for item in self.draft.items), self.draft.currency)

    @property
    def snapshot_sha256(self) -> str:
        """Return the hash over both snapshots as they are stored."""
        patient: JsonValue = self.draft.patient.to_json()
        return snapshot_sha256(patient, self.draft.prescription.to_json())

    def created(self) -> "OrderCreated":
        """Return the fact that this order now exists."""
        return OrderCreated(order=self)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderCreated(DomainEvent):
    """An order was confirmed; carries everything the lab and head office need."""

    topic: ClassVar[str] = "orders.order.created"
    order: Order

    @property
    def aggregate(self) -> Aggregate:
        """Return the order."""
        return Aggregate(type="order", id=self.order.order_id)

    @property
    def dedupe_key(self) -> str:
        """Return the command's id: one command makes one order."""
        return str(self.order.command_id)


def _check(draft: OrderDraft, today: date) -> None:
    if not draft.items:
        raise OrderHasNoLines
    rx = draft.prescription
    if rx.expires_on is not None and today > rx.expires_on:
        raise PrescriptionHasExpired(expires_on=rx.expires_on)
    if draft.promised_on < today:
        raise PromiseIsInThePast(promised_on=draft.promised_on)
    require_length("note", draft.note, most=LONG_LENGTH_MAX)
    require_length("tint", draft.lens.tint)
    require_dispensable("right", rx.right, rx.right_measurements, draft.lens)
    require_dispensable("left", rx.left, rx.left_measurements, draft.lens)


def require_dispensable(
    eye: str, power: EyePower | None, measured: EyeMeasurements, lens: Lens | LensSnapshot
) -> None:
    """Refuse to make a lens for an eye without what that lens needs.

    Raises:
        MeasurementIsMissing, LensNeedsAdd: see there.
    """
    if power is None:
        return
    if measured.monocular_pd_mm is None:
        raise MeasurementIsMissing(eye=eye, measurement="monocular_pd_mm")
    if lens.kind == "single_vision":
        return
    if measured.fitting_height_mm is None and measured.segment_height_mm is None:
        raise MeasurementIsMissing(eye=eye, measurement="fitting_height_mm")
    if power.add is None and not power.is_balance:
        raise LensNeedsAdd(eye=eye)
