"""What the use cases ask of the world, as roles; adapters play them, fakes play them in tests."""

from collections.abc import Callable
from datetime import date, datetime
from types import TracebackType
from typing import Protocol, Self
from uuid import UUID

from app.domain.catalog import Frame, Lens
from app.domain.customers import Patient, Prescription
from app.domain.inventory import Reservation, StockLevel, StockMovement
from app.domain.kernel.audit import AuditEntry
from app.domain.kernel.events import DomainEvent
from app.domain.kernel.ids import (
    CommandId,
    OrderId,
    PatientId,
    PrescriptionId,
    SessionId,
    SiteId,
    UserId,
    WorkOrderId,
)
from app.domain.kernel.numbers import DocumentNumber, NumberSeries
from app.domain.lab.work_order import LabJob, Stage, StageEntry, WorkOrder
from app.domain.orders import Order, PatientSnapshot, PrescriptionSnapshot
from app.domain.orders.parked import ParkedOrder
from app.domain.orders.returns import OrderReturn
from app.services.badge_ports import BadgeRepository
from app.services.catalogue_ports import GoodsRepository, PricingRepository
from app.services.changes import Changes
from app.services.draft_ports import DraftRepository
from app.services.patient_ports import PatientNotes
from app.services.print_ports import PaperSettings, Printer, PrintJob, PrintJobState
from app.services.views import (
    DeviceIdentity,
    LabQueueRow,
    OrderRow,
    PatientRow,
    StaffMember,
    SyncHealth,
)

Clock = Callable[[], datetime]
NewId = Callable[[], UUID]


class PatientQueryService(Protocol):
    """Canonical reads of patients and prescriptions; orders take their snapshots through it."""

    def patient(self, patient_id: PatientId) -> Patient:
        """Return the patient; raises PatientNotFound."""

    def prescription(self, prescription_id: PrescriptionId) -> Prescription:
        """Return the prescription; raises PrescriptionNotFound."""

    def prescriptions_of(self, patient_id: PatientId) -> tuple[Prescription, ...]:
        """Return the patient's prescriptions, newest first."""

    def search(self, text: str, *, limit: int) -> tuple[PatientRow, ...]:
        """Return patients whose name, number or phone begins with `text`, best first."""


class PatientRepository(PatientQueryService, Protocol):
    """The customers' side of the store."""

    def save_patient(self, patient: Patient) -> None:
        """Insert the record, or replace an older version of it."""

    def add_prescription(self, prescription: Prescription) -> None:
        """Insert an immutable version; the same one twice is harmless."""


class PatientSnapshotRepository(Protocol):
    """Frozen patients, addressed by their hash."""

    def add(self, snapshot: PatientSnapshot) -> str:
        """Store the snapshot once and return its SHA-256."""

    def get(self, sha256: str) -> PatientSnapshot:
        """Return it, its stored bytes checked against the hash; raises SnapshotIsDamaged."""


class PrescriptionSnapshotRepository(Protocol):
    """Frozen prescriptions, addressed by their hash."""

    def add(self, snapshot: PrescriptionSnapshot) -> str:
        """Store the snapshot once and return its SHA-256."""

    def get(self, sha256: str) -> PrescriptionSnapshot:
        """Return it, its stored bytes checked against the hash; raises SnapshotIsDamaged."""


class OrderRepository(Protocol):
    """Orders with their items and snapshots."""

    def add(self, order: Order) -> None:
        """Insert the order, its items and both snapshots."""

    def get(self, order_id: OrderId) -> Order:
        """Return the order; raises OrderNotFound."""

    def rows(self, *, limit: int) -> tuple[OrderRow, ...]:
        """Return the newest orders with their lab stage folded in."""

    def rows_of_patient(self, patient_id: PatientId, *, limit: int) -> tuple[OrderRow, ...]:
        """Return a patient's orders, newest first."""

    def row_by_number(self, number: str) -> OrderRow | None:
        """Return the order with that printed number, or None."""

    def line_of(self, root_id: OrderId) -> tuple[Order, ...]:
        """Return an order and every remake that goes back to it, the first one first."""

    def add_return(self, order_return: OrderReturn) -> bool:
        """Keep a return; the same one twice is harmless. True if it was new."""

    def returns_of(self, order_id: OrderId) -> tuple[OrderReturn, ...]:
        """Return what came back of an order, oldest first."""

    def park(self, parked: ParkedOrder) -> None:
        """Keep what is parked, or replace an older version of it."""

    def parked(self, parked_id: UUID) -> ParkedOrder:
        """Return what is parked under an id, taken up or not; raises ParkedOrderNotFound."""

    def all_parked(self) -> tuple[ParkedOrder, ...]:
        """Return what waits to be taken up, the newest first."""


class CatalogueRepository(Protocol):
    """Frames and lenses as head office lists them."""

    def frame(self, sku: str) -> Frame:
        """Return the frame with that article number or GTIN; raises FrameNotFound."""

    def lens(self, sku: str) -> Lens:
        """Return the lens; raises LensNotFound."""

    def search_frames(self, text: str, *, limit: int) -> tuple[Frame, ...]:
        """Return frames whose brand, model, article number or GTIN begins with `text`."""

    def search_lenses(self, text: str, *, limit: int) -> tuple[Lens, ...]:
        """Return lenses whose words all begin with the words of `text`."""

    def save_frame(self, frame: Frame) -> None:
        """Insert or replace a frame."""

    def save_lens(self, lens: Lens) -> None:
        """Insert or replace a lens."""


class StockLedger(Protocol):
    """Movements are only ever added; levels are their projection."""

    def add_movement(self, movement: StockMovement) -> bool:
        """Add a line and move the level; the same line twice is harmless. True if it was new."""

    def add_reservation(self, reservation: Reservation) -> None:
        """Add the promise and its ledger line."""

    def level(self, site_id: SiteId, sku: str) -> StockLevel:
        """Return what a site has of an article."""

    def promised_to(self, order_id: OrderId) -> tuple[tuple[str, int], ...]:
        """Return which articles are promised to an order now, and how many pieces of each."""


class WorkOrderRepository(Protocol):
    """Lab jobs, their work orders and their history."""

    def add_job(self, job: LabJob) -> bool:
        """Keep a job a store sent; True if it was new."""

    def job(self, order_id: OrderId) -> LabJob | None:
        """Return the job of an order, or None."""

    def unopened(self) -> tuple[LabJob, ...]:
        """Return the jobs that nobody has opened a work order for, oldest order first."""

    def open(self, work_order: WorkOrder, entry: StageEntry) -> None:
        """Insert the work order and the first row of its history."""

    def get(self, work_order_id: WorkOrderId) -> WorkOrder | None:
        """Return the work order with its snapshots, or None."""

    def by_number(self, number: DocumentNumber) -> WorkOrder | None:
        """Return the work order with that number, or None."""

    def add_entry(self, work_order: WorkOrder, entry: StageEntry) -> bool:
        """Add a row of history and fold the stage; the same step twice is harmless."""

    def add_remote_entry(
        self, *, number: DocumentNumber, order_id: OrderId, entry: StageEntry
    ) -> bool:
        """Add a row of history that came from the server; True if it was new."""

    def history(self, work_order_id: WorkOrderId) -> tuple[StageEntry, ...]:
        """Return the rows of the history in the order of the route."""

    def stage_of(self, order_id: OrderId) -> Stage | None:
        """Return the furthest stage the lab has reported of an order, or None."""

    def order_of(self, number: DocumentNumber) -> OrderId | None:
        """Return the order of a work order the lab has reported, or None."""

    def lab_days(self, *, lens_kind: str, is_rush: bool, limit: int) -> tuple[int, ...]:
        """Return how many days each of the newest finished jobs took since its order was made."""

    def queue(self, *, limit: int) -> tuple[LabQueueRow, ...]:
        """Return the work orders not yet in transit, rush and earliest promise first."""


class PrintJobRepository(Protocol):
    """Print jobs written in the same transaction as what they print."""

    def add(self, job: PrintJob) -> None:
        """Queue a job."""

    def of_reference(self, reference: str) -> tuple[PrintJob, ...]:
        """Return the jobs that print a number, oldest first."""

    def recent(self, *, limit: int) -> tuple[PrintJob, ...]:
        """Return the newest jobs."""

    def default_printer(self) -> Printer | None:
        """Return the printer tickets go to, or None when the site has none yet."""

    def save_printer(self, printer: Printer) -> None:
        """Insert or replace a printer."""

    def printers(self) -> tuple[Printer, ...]:
        """Return the printers of this site, the one set last first."""

    def get(self, job_id: UUID) -> PrintJob | None:
        """Return the job, or None."""

    def replace(self, job: PrintJob, *, seen: PrintJobState) -> bool:
        """Change a job's printer, state and times; False if it has moved on since it was seen."""


class NumberBlocks(Protocol):
    """The device's own blocks of document numbers."""

    def take(self, series: NumberSeries, *, year: int) -> DocumentNumber:
        """Give out the next number; raises NumberBlockIsUsedUp."""

    def pass_over(self, number: DocumentNumber) -> None:
        """Never give out a number that is in use; one of another block changes nothing."""


class AccessAudit(Protocol):
    """Append-only record of who touched whose record."""

    def add(self, entry: AuditEntry) -> None:
        """Append one access."""


class Outbox(Protocol):
    """The device's log of facts; nothing happened that is not in it."""

    def has_seen(self, command_id: CommandId) -> bool:
        """Return whether a command was carried out before."""

    def add(
        self,
        *events: DomainEvent,
        actor: UserId,
        session_id: SessionId,
        command_id: CommandId,
        causation_id: UUID | None = None,
    ) -> None:
        """Append facts as one group, chained to the log; `command_id` correlates them."""


class StaffDirectory(Protocol):
    """Who works here, and how often somebody mistyped a PIN."""

    def members(self) -> tuple[StaffMember, ...]:
        """Return the people who may sign in on this device."""

    def save_member(self, member: StaffMember) -> None:
        """Insert or replace a person."""

    def failures(self, user_id: UserId) -> tuple[int, datetime | None]:
        """Return a person's wrong PINs in a row on this device and when the last one was."""

    def record_failure(self, user_id: UserId, at: datetime) -> None:
        """Count one more wrong PIN of a person."""

    def clear_failures(self, user_id: UserId) -> None:
        """Forget a person's wrong PINs after a right one."""


class SyncState(Protocol):
    """How far this device has pushed and pulled."""

    def identity(self) -> DeviceIdentity:
        """Return who this device is; raises DeviceIsNotEnrolled."""

    def health(self) -> SyncHealth:
        """Return what the sync pill says."""

    def cursor(self, stream: str) -> int:
        """Return the last sequence number seen in a stream; 0 at the beginning."""

    def move_cursor(self, stream: str, *, expected: int, to: int) -> None:
        """Move the cursor in the transaction that stores the rows; raises StalePage."""

    def note_contact(self, at: datetime) -> None:
        """Remember that the server answered."""


class UnitOfWork(Protocol):
    """One local transaction; what is not committed did not happen."""

    patients: PatientRepository
    people: PatientNotes
    catalogue: CatalogueRepository
    goods: GoodsRepository
    pricing: PricingRepository
    orders: OrderRepository
    patient_snapshots: PatientSnapshotRepository
    prescription_snapshots: PrescriptionSnapshotRepository
    stock: StockLedger
    work_orders: WorkOrderRepository
    print_jobs: PrintJobRepository
    papers: PaperSettings
    numbers: NumberBlocks
    audit: AccessAudit
    outbox: Outbox
    staff: StaffDirectory
    sync: SyncState
    drafts: DraftRepository
    badges: BadgeRepository

    def __enter__(self) -> Self:
        """Begin the transaction."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Roll back whatever was not committed."""

    def commit(self) -> Changes:
        """Make it durable and return what changed."""


Units = Callable[[], UnitOfWork]


class PinVerifier(Protocol):
    """Checks a PIN against its stored verifier."""

    def matches(self, pin: str, verifier: str) -> bool:
        """Return whether the PIN belongs to the verifier."""


class SecretStore(Protocol):
    """Where the store's raw key is kept."""

    def database_key(self) -> str:
        """Return 64 hex digits; raises a KeyUnavailable error that says what to do."""


class Today(Protocol):
    """The shop's own calendar day."""

    def __call__(self) -> date:
        """Return today's date at the site."""
