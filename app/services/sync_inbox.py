"""What arrives from the server: stored with its cursor in one transaction, each thing once."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias, assert_never

from app.domain.catalog import Frame, Lens
from app.domain.catalog.article_versions import ArticleVersion
from app.domain.customers import (
    AnyNote,
    ConsentChange,
    Patient,
    PatientMerge,
    Prescription,
)
from app.domain.customers.notes import Note
from app.domain.inventory import StockMovement
from app.domain.kernel.ids import OrderId, SessionId
from app.domain.kernel.numbers import DocumentNumber
from app.domain.lab.work_order import LabJob, StageEntry
from app.domain.orders import Order
from app.domain.orders.parked import ParkedOrder
from app.domain.orders.returns import OrderReturn
from app.domain.payments.payment import Payment, Refund
from app.domain.payments.stored_value import StoredValue
from app.domain.pricing.shared import (
    LimitsVersion,
    PromotionVersion,
    PublishedPrices,
    TaxVersion,
    UsedCode,
)
from app.domain.pricing.shared_documents import Shared
from app.services.catalogue_arrivals import keep_shared
from app.services.changes import Changes
from app.services.lab import LabService
from app.services.money_arrivals import keep_money
from app.services.payment_ports import PaymentUnit, PaymentUnits
from app.services.people.arrivals import keep_in_record
from app.services.ports import Clock, NewId, UnitOfWork
from app.services.session import Session, system_session
from app.services.views import SiteKind, StaffMember

LAB_STREAMS = f"{SiteKind.LAB}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteStage:
    """A row of stage history as it travels: with the number and order it belongs to."""

    number: DocumentNumber
    order_id: OrderId
    entry: StageEntry


Document: TypeAlias = (
    Frame
    | Lens
    | Shared
    | StaffMember
    | Patient
    | Prescription
    | AnyNote
    | ConsentChange
    | PatientMerge
    | StockMovement
    | Order
    | OrderReturn
    | ParkedOrder
    | LabJob
    | RemoteStage
    | Payment
    | Refund
    | StoredValue
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class StreamPage:
    """The documents of one stream after `after`; the cursor moves to `to` with them.

    `is_caught_up` says that nothing more of the stream waits at the server.
    """

    stream: str
    after: int
    to: int
    documents: tuple[Document, ...]
    is_caught_up: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncInbox:
    """Applies pulled pages; a page for another cursor than the present one is refused."""

    units: PaymentUnits
    lab: LabService
    clock: Clock
    new_id: NewId
    # Streams whose jobs have all been opened by this run of the program.
    _settled: set[str] = field(init=False, default_factory=set)

    def apply(self, page: StreamPage) -> Changes:
        """Store a page; at the end of its stream, open a work order for each job without one.

        Not before: a bench that is new, or was away, would open what the next page says another
        bench has opened long ago, and print its ticket again.

        Raises:
            StalePage: the page does not continue the present cursor; nothing changed.
            DomainError: a document breaks a rule; nothing changed.
        """
        with self.units() as unit:
            unit.sync.move_cursor(page.stream, expected=page.after, to=page.to)
            for document in page.documents:
                self._take(unit, document)
            if page.is_caught_up and self._may_hold_unopened_jobs(page):
                self.lab.open_work_orders(unit, self._session(unit))
            unit.sync.note_contact(self.clock())
            changes = unit.commit()
        (self._settled.add if page.is_caught_up else self._settled.discard)(page.stream)
        return changes

    def confirm(self, asked_at: datetime) -> None:
        """Remember that everything the server knew when it was asked is here: every card's line."""
        with self.units() as unit:
            unit.stored_value.confirm(asked_at)
            unit.commit()

    def _may_hold_unopened_jobs(self, page: StreamPage) -> bool:
        """Return whether to look; an earlier run may have stored pages and not come to the end."""
        if not page.stream.startswith(LAB_STREAMS):
            return False
        brings_jobs = any(isinstance(each, LabJob) for each in page.documents)
        return brings_jobs or page.stream not in self._settled

    def _session(self, unit: UnitOfWork) -> Session:
        return system_session(
            site_id=unit.sync.identity().site_id,
            session_id=SessionId(self.new_id()),
            now=self.clock(),
        )

    def _take(  # noqa: C901, PLR0912, PLR0915 - one case a document kind
        self, unit: PaymentUnit, document: Document
    ) -> None:
        match document:
            case Frame() | Lens():
                # A server of before versions; whatever was changed since is newer.
                unit.goods.save(ArticleVersion(good=document, version=1))
            case (
                ArticleVersion()
                | PublishedPrices()
                | PromotionVersion()
                | LimitsVersion()
                | TaxVersion()
                | UsedCode()
            ):
                keep_shared(unit, document)
            case StaffMember():
                unit.staff.save_member(document)
            case Patient():
                unit.patients.save_patient(document)
            case Prescription():
                unit.patients.add_prescription(document)
            case Note() | ConsentChange() | PatientMerge():
                keep_in_record(unit.people, document)
            case StockMovement():
                unit.stock.add_movement(document)
            case OrderReturn():
                unit.orders.add_return(document)
            case ParkedOrder():
                unit.orders.park(document)
            case Order():
                # A store put back from a backup hears here of numbers it has forgotten.
                unit.numbers.pass_over(document.number)
                unit.orders.add(document)
            case LabJob():
                self.lab.take_job(unit, self._session(unit), document)
            case RemoteStage():
                unit.numbers.pass_over(document.number)
                unit.work_orders.add_remote_entry(
                    number=document.number, order_id=document.order_id, entry=document.entry
                )
            case Payment() | Refund() | StoredValue():
                keep_money(unit, document)
            case _:
                assert_never(document)
