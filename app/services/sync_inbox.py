"""What arrives from the server: stored with its cursor in one transaction, each thing once."""

from dataclasses import dataclass
from typing import TypeAlias, assert_never

from app.domain.catalog import Frame, Lens
from app.domain.customers import Patient, Prescription
from app.domain.inventory import StockMovement
from app.domain.kernel.ids import OrderId, SessionId
from app.domain.kernel.numbers import DocumentNumber
from app.domain.lab.work_order import LabJob, StageEntry
from app.domain.orders import Order
from app.services.changes import Changes
from app.services.lab import LabService
from app.services.ports import Clock, NewId, UnitOfWork, Units
from app.services.session import Session, system_session
from app.services.views import StaffMember


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteStage:
    """A row of stage history as it travels: with the number and order it belongs to."""

    number: DocumentNumber
    order_id: OrderId
    entry: StageEntry


Document: TypeAlias = (
    Frame
    | Lens
    | StaffMember
    | Patient
    | Prescription
    | StockMovement
    | Order
    | LabJob
    | RemoteStage
)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class StreamPage:
    """The documents of one stream after `after`; the cursor moves to `to` with them."""

    stream: str
    after: int
    to: int
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncInbox:
    """Applies pulled pages; a page for another cursor than the present one is refused."""

    units: Units
    lab: LabService
    clock: Clock
    new_id: NewId

    def apply(self, page: StreamPage) -> Changes:
        """Store a page; opens a work order for each lab job that is new here.

        Raises:
            StalePage: the page does not continue the present cursor; nothing changed.
            DomainError: a document breaks a rule; nothing changed.
        """
        with self.units() as unit:
            unit.sync.move_cursor(page.stream, expected=page.after, to=page.to)
            session = self._session(unit)
            # A stage another bench reported comes before the job it belongs to, so that this bench
            # does not open the same work order under a second number.
            for document in sorted(page.documents, key=lambda each: isinstance(each, LabJob)):
                self._take(unit, session, document)
            unit.sync.note_contact(self.clock())
            return unit.commit()

    def _session(self, unit: UnitOfWork) -> Session:
        return system_session(
            site_id=unit.sync.identity().site_id,
            session_id=SessionId(self.new_id()),
            now=self.clock(),
        )

    def _take(  # noqa: C901 - one case a document kind
        self, unit: UnitOfWork, session: Session, document: Document
    ) -> None:
        match document:
            case Frame():
                unit.catalogue.save_frame(document)
            case Lens():
                unit.catalogue.save_lens(document)
            case StaffMember():
                unit.staff.save_member(document)
            case Patient():
                unit.patients.save_patient(document)
            case Prescription():
                unit.patients.add_prescription(document)
            case StockMovement():
                unit.stock.add_movement(document)
            case Order():
                # A store put back from a backup hears here of numbers it has forgotten.
                unit.numbers.pass_over(document.number)
                unit.orders.add(document)
            case LabJob():
                self.lab.open_work_order(unit, session, document)
            case RemoteStage():
                unit.numbers.pass_over(document.number)
                unit.work_orders.add_remote_entry(
                    number=document.number, order_id=document.order_id, entry=document.entry
                )
            case _:
                assert_never(document)
