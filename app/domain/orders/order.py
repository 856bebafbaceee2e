"""The order itself: what was agreed, the rules it is made under, and its way step by step."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import ClassVar

from app.domain.kernel.events import Aggregate, DomainEvent
from app.domain.kernel.ids import CommandId, OrderId, PatientId, SiteId, UserId
from app.domain.kernel.money import Money
from app.domain.kernel.numbers import DocumentNumber
from app.domain.orders.draft import OrderDraft
from app.domain.orders.errors import OrderCannotDoThat
from app.domain.orders.rules import require_sound
from app.domain.orders.trail import (
    STEPS,
    Handover,
    OrderStatus,
    QuoteTerms,
    RemakeTerms,
    Step,
    StepKind,
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Order:
    """An agreement, owned by its store; each step after it was made is a new version."""

    number: DocumentNumber
    site_id: SiteId
    created_at: datetime
    created_by: UserId
    command_id: CommandId
    draft: OrderDraft
    status: OrderStatus = OrderStatus.CONFIRMED
    version: int = 1
    quote: QuoteTerms | None = None
    remake: RemakeTerms | None = None
    handover: Handover | None = None
    trail: tuple[Step, ...] = ()

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
            SpectaclesAreIncomplete, PromiseIsInThePast, TextIsTooLong: see there.
        """
        require_sound(draft, now.date())
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
    def root_id(self) -> OrderId:
        """Return the first order of its line: its own id unless it is a remake."""
        return self.order_id if self.remake is None else self.remake.root

    @property
    def total(self) -> Money:
        """Return what the order costs, whoever pays it."""
        return self.draft.total

    @property
    def snapshot_sha256(self) -> str:
        """Return the hash over both snapshots as they are stored."""
        return self.draft.snapshot_sha256

    def created(self) -> "OrderCreated":
        """Return the fact that this order now exists."""
        return OrderCreated(order=self)

    def stepped(self, kind: StepKind, *, at: datetime, by: UserId, reason: str = "") -> "Order":
        """Return the order after one more step, its version one higher.

        Raises:
            OrderCannotDoThat: it does not stand where this step is possible.
        """
        allowed, status = STEPS[kind]
        if self.status not in allowed:
            raise OrderCannotDoThat(number=str(self.number), status=self.status.value, step=kind)
        step = Step(
            version=self.version + 1, kind=kind, at=at.astimezone(UTC), by=by, reason=reason.strip()
        )
        return replace(self, status=status, version=step.version, trail=(*self.trail, step))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderCreated(DomainEvent):
    """An order, a quote or a remake was made; carries everything the lab and head office need."""

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
