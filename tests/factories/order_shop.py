"""A store that sells, changes, hands over and takes back: its orders' whole life in memory."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from app.bootstrap.order_life import OrderParts, order_life
from app.domain.catalog import Article, ArticleKind, ExtraKind, LensExtra
from app.domain.inventory import MovementKind, StockMovement
from app.domain.kernel.access import Role
from app.domain.kernel.ids import (
    CommandId,
    DeviceId,
    EventId,
    MovementId,
    OrderId,
    SessionId,
    UserId,
)
from app.domain.kernel.money import Money
from app.domain.kernel.numbers import DocumentNumber, NumberSeries
from app.domain.lab.work_order import Stage, StageEntry, work_order_id_of
from app.domain.optics.prescription import AsWorn
from app.domain.orders import EdgingParameters, Order
from app.domain.payments.ids import PaymentId
from app.domain.payments.payment import Payment, Purpose
from app.domain.payments.tender import CASH_DRAWER, TenderLine
from app.services.auditing import Gate
from app.services.order_wish import CreateOrder
from app.services.pricing import PricingService
from app.services.session import Session
from tests.factories.catalogue import a_frame, a_lens
from tests.factories.customers import a_patient, a_prescription
from tests.factories.moments import NOW, PROMISED_ON
from tests.factories.orders import an_order_draft
from tests.factories.places import LAB_ID, STORE_ID
from tests.fakes.catalogue_store import shipped_table
from tests.fakes.clock import FakeClock
from tests.fakes.ids import CountingIds
from tests.fakes.payments import FakePaymentUnit

COATING = LensExtra(
    sku="EXT-AR", name="Clearview coating", kind=ExtraKind.COATING, price=Money(39_00, "EUR")
)
SPRAY = Article(
    sku="CARE-30",
    name="Lens spray 30 ml",
    kind=ArticleKind.CARE_PRODUCT,
    price=Money(8_90, "EUR"),
)
REPAIR = Article(
    sku="REP-HINGE", name="Hinge repair", kind=ArticleKind.REPAIR, price=Money(0, "EUR")
)
OTHER_FRAME = "HAL-310-BLK-52"


@dataclass
class OrderShop:
    """One store; `unit` is what it stored, `life` its use cases."""

    unit: FakePaymentUnit = field(default_factory=FakePaymentUnit)
    clock: FakeClock = field(default_factory=lambda: FakeClock(now=NOW))
    ids: CountingIds = field(default_factory=CountingIds)

    def __post_init__(self) -> None:
        gate = Gate(clock=self.clock, new_id=self.ids)
        parts: dict[str, Any] = {"units": lambda: self.unit, "gate": gate, "clock": self.clock}
        pricing = PricingService(**parts, tables=shipped_table)
        self.life = order_life(OrderParts(**parts, new_id=self.ids, pricing=pricing))
        self.optician = self.session(Role.OPTICIAN)
        self.manager = self.session(Role.MANAGER)
        self._fill()

    @property
    def memory(self) -> Any:
        return self.unit.memory

    def command(self) -> CommandId:
        return CommandId(self.ids())

    def session(self, *roles: Role) -> Session:
        return Session(
            session_id=SessionId(self.ids()),
            user_id=UserId(self.ids()),
            name="Somebody",
            roles=frozenset(roles),
            site_id=STORE_ID,
            started_at=self.clock(),
        )

    def wish(self, **changes: Any) -> CreateOrder:
        """Return what is agreed for a pair of progressive spectacles."""
        measured = an_order_draft().prescription
        wish = CreateOrder(
            command_id=self.command(),
            patient_id=self.patient.patient_id,
            prescription_id=self.prescription.prescription_id,
            right=measured.right_measurements,
            left=measured.left_measurements,
            as_worn=AsWorn(),
            frame_sku=a_frame().sku,
            traces=(),
            lens_sku=a_lens().sku,
            tint="",
            edging=EdgingParameters(),
            lab_site_id=LAB_ID,
            promised_on=PROMISED_ON,
            is_rush=False,
            note="",
        )
        return replace(wish, **changes)

    def other_goods(self, **changes: Any) -> CreateOrder:
        """Return what is agreed where no spectacles are made."""
        return self.wish(prescription_id=None, frame_sku="", lens_sku="", **changes)

    def sold(self, **changes: Any) -> Order:
        order, _ = self.life.orders.create(self.optician, self.wish(**changes))
        return order

    def kept(self, order: Order) -> Order:
        """Return the order as the store has it now."""
        found: Order = self.memory.orders.get(order.order_id)
        return found

    def lab_reports(self, order: Order, stage: Stage, n: int = 88) -> DocumentNumber:
        number = DocumentNumber(series=NumberSeries.WORK_ORDER, site="LAB", year=26, n=n)
        entry = StageEntry(
            event_id=EventId(self.ids()),
            work_order_id=work_order_id_of(order.order_id),
            stage=stage,
            visit=1,
            entered_at=self.clock(),
            entered_by=UserId(self.ids()),
            device_id=DeviceId(self.ids()),
            station="Bench 1",
        )
        self.memory.work_orders.add_remote_entry(
            number=number, order_id=order.order_id, entry=entry
        )
        return number

    def pays(self, order: Order, minor: int) -> None:
        """Let the patient pay in cash."""
        amount = Money(minor, order.draft.currency)
        payment = Payment(
            payment_id=PaymentId(self.ids()),
            purpose=Purpose.DEPOSIT,
            order_id=OrderId(order.order_id),
            lines=(TenderLine(key=CASH_DRAWER, amount=amount, handed_over=amount),),
            rounding=Money(0, order.draft.currency),
            taken_at=self.clock(),
            taken_by=self.optician.user_id,
            till_id=DeviceId(self.ids()),
        )
        self.unit.payments.add_payment(payment)

    def reserved(self, sku: str) -> int:
        return int(self.memory.stock.level(STORE_ID, sku).reserved)

    def on_hand(self, sku: str) -> int:
        return int(self.memory.stock.level(STORE_ID, sku).on_hand)

    def _fill(self) -> None:
        self.patient = a_patient(home_site_id=STORE_ID)
        self.prescription = a_prescription(
            patient_id=self.patient.patient_id, expires_on=NOW.date() + timedelta(days=400)
        )
        memory = self.memory
        memory.patients.save_patient(self.patient)
        memory.patients.add_prescription(self.prescription)
        memory.catalogue.save_frame(a_frame())
        memory.catalogue.save_frame(
            a_frame(sku=OTHER_FRAME, model="310", price=Money(99_00, "EUR"))
        )
        memory.catalogue.save_lens(a_lens())
        for good in (COATING, SPRAY, REPAIR):
            memory.goods.others[good.sku] = good
        memory.stock.add_movement(
            StockMovement(
                movement_id=MovementId(self.ids()),
                site_id=STORE_ID,
                sku=a_frame().sku,
                kind=MovementKind.RECEIPT,
                on_hand_change=3,
                reserved_change=0,
                at=self.clock(),
            )
        )
