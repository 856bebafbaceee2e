"""One local transaction over the encrypted store; what is not committed did not happen."""

from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from app.adapters.store.audit import SqlAccessAudit
from app.adapters.store.badges import SqlBadges
from app.adapters.store.catalogue import SqlCatalogue
from app.adapters.store.customers import SqlPatients
from app.adapters.store.drafts import SqlDrafts
from app.adapters.store.goods import SqlGoods
from app.adapters.store.journal import SqlJournal
from app.adapters.store.numbers import SqlNumberBlocks
from app.adapters.store.orders import SqlOrders
from app.adapters.store.outbox import SqlOutbox
from app.adapters.store.outgoing import SqlOutgoingLog
from app.adapters.store.papers import SqlMails, SqlPaperSettings
from app.adapters.store.patient_notes import SqlPatientNotes
from app.adapters.store.payments import SqlPayments
from app.adapters.store.prices import SqlPricing
from app.adapters.store.print_jobs import SqlPrintJobs
from app.adapters.store.snapshots import SqlPatientSnapshots, SqlPrescriptionSnapshots
from app.adapters.store.staff import SqlStaff
from app.adapters.store.stock import SqlStock
from app.adapters.store.stored_value import SqlStoredValue
from app.adapters.store.sync_state import SqlSyncState
from app.adapters.store.terminal_attempts import SqlTerminalAttempts
from app.adapters.store.transaction import Transaction
from app.adapters.store.work_orders import SqlWorkOrders
from app.services import payment_ports, ports
from app.services.badge_ports import BadgeRepository
from app.services.catalogue_ports import GoodsRepository, PricingRepository
from app.services.changes import Changes
from app.services.draft_ports import DraftRepository
from app.services.paper_ports import MailRepository
from app.services.patient_ports import PatientNotes
from app.services.print_ports import PaperSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What every unit takes from outside: the time, new ids, and who hears of a commit."""

    clock: ports.Clock
    new_id: ports.NewId
    on_commit: Callable[[Changes], None]


class SqlUnitOfWork:
    """Plays `UnitOfWork`; `queue`, `device` and `log` are the store's own, wider views."""

    def __init__(self, connection: Connection, surroundings: Surroundings) -> None:
        clock, new_id = surroundings.clock, surroundings.new_id
        transaction = Transaction(connection)
        patients = SqlPatientSnapshots(transaction)
        prescriptions = SqlPrescriptionSnapshots(transaction)
        self.device = SqlSyncState(transaction)
        self.queue = SqlPrintJobs(transaction)
        self.log = SqlOutgoingLog(transaction, self.device, clock=clock, new_id=new_id)
        self.patients: ports.PatientRepository = SqlPatients(transaction)
        self.people: PatientNotes = SqlPatientNotes(transaction)
        self.orders: ports.OrderRepository = SqlOrders(transaction, patients, prescriptions)
        self.patient_snapshots: ports.PatientSnapshotRepository = patients
        self.prescription_snapshots: ports.PrescriptionSnapshotRepository = prescriptions
        self.stock: ports.StockLedger = SqlStock(transaction)
        self.work_orders: ports.WorkOrderRepository = SqlWorkOrders(
            transaction, patients, prescriptions
        )
        self.numbers: ports.NumberBlocks = SqlNumberBlocks(transaction, self.device)
        self.audit: ports.AccessAudit = SqlAccessAudit(transaction)
        self.outbox: ports.Outbox = SqlOutbox(transaction, self.device, clock=clock, new_id=new_id)
        self.staff: ports.StaffDirectory = SqlStaff(transaction)
        self.sync: ports.SyncState = self.device
        self._add_catalogue(transaction)
        self._add_money(transaction)
        self._add_papers(transaction)
        self._add_shell(transaction)
        self._transaction = transaction
        self._on_commit = surroundings.on_commit

    def _add_catalogue(self, transaction: Transaction) -> None:
        goods = SqlGoods(transaction)
        self.goods: GoodsRepository = goods
        self.catalogue: ports.CatalogueRepository = SqlCatalogue(goods)
        self.pricing: PricingRepository = SqlPricing(transaction)

    def _add_money(self, transaction: Transaction) -> None:
        self.payments: payment_ports.PaymentRepository = SqlPayments(transaction)
        self.stored_value: payment_ports.StoredValueRepository = SqlStoredValue(transaction)
        self.attempts: payment_ports.TerminalAttempts = SqlTerminalAttempts(transaction)
        self.journal: payment_ports.JournalRepository = SqlJournal(transaction, self.device)

    def _add_papers(self, transaction: Transaction) -> None:
        self.print_jobs: ports.PrintJobRepository = self.queue
        self.papers: PaperSettings = SqlPaperSettings(transaction)
        self.mails: MailRepository = SqlMails(transaction)

    def _add_shell(self, transaction: Transaction) -> None:
        self.badges: BadgeRepository = SqlBadges(transaction)
        self.drafts: DraftRepository = SqlDrafts(transaction)

    def __enter__(self) -> Self:
        """Begin the transaction."""
        self._transaction.begin()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Roll back whatever was not committed."""
        self._transaction.roll_back()

    def commit(self) -> Changes:
        """Make it durable, tell whoever listens, and return what changed.

        Raises:
            DiskIsFull, StoreIsOutOfReach: nothing was kept.
        """
        changes = self._transaction.commit()
        if changes:
            self._on_commit(changes)
        return changes
