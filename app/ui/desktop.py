"""What the composition root hands to the windows, and who is at the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.domain.kernel.ids import CommandId
from app.domain.optics.trace import Trace
from app.services.badges import BadgeService
from app.services.card_payments import CardPaymentService
from app.services.catalogue import CatalogueService
from app.services.catalogue_editing import CatalogueEditingService
from app.services.catalogue_import import CatalogueImportService
from app.services.changes import Changes
from app.services.checkout import CheckoutService
from app.services.customers import CustomerService
from app.services.dispensing import DispensingService
from app.services.drafts import DraftService
from app.services.gift_cards import GiftCardService
from app.services.handing_over import HandingOverService
from app.services.journal import JournalService
from app.services.lab import LabService
from app.services.mails import MailService
from app.services.order_file import OrderFileService
from app.services.order_life import OrderLife
from app.services.orders import OrderService
from app.services.papers import PaperService
from app.services.payments import PaymentService
from app.services.people import People
from app.services.ports import Clock
from app.services.pricing import PricingService
from app.services.print_centre import PrintCentre
from app.services.printing import LabPrintService
from app.services.refunding import RefundingService
from app.services.scan_payloads import ReadLabel, no_label
from app.services.session import Session
from app.services.shell_settings import USUAL, ShellSettings
from app.services.sign_in import SignInService
from app.services.sync_status import SyncStatus
from app.services.till import TillService
from app.services.till_reports import TillReportService
from app.services.views import DeviceIdentity, SyncHealth
from app.ui.change_hub import ChangeHub
from app.ui.draft_keeper import DraftKeeper
from app.ui.printer_states import PrinterStates
from app.ui.runner import Runner


def _no_sync() -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class DesktopServices:
    """The use cases and what the windows need besides them.

    `sync_health` and `read_trace` run on the store thread. `read_trace` raises a DomainError with
    the position of what it cannot read. `card_payments` waits for a person, so only `card_runner`
    runs it. `sync_status` may be asked anywhere; None without a server.
    """

    sign_in: SignInService
    customers: CustomerService
    people: People
    orders: OrderService
    order_life: OrderLife
    catalogue: CatalogueService
    pricing: PricingService
    dispensing: DispensingService
    catalogue_editing: CatalogueEditingService
    catalogue_import: CatalogueImportService
    lab: LabService
    tickets: LabPrintService
    drafts: DraftService
    badges: BadgeService
    payments: PaymentService
    till: TillService
    till_reports: TillReportService
    journal: JournalService
    gift_cards: GiftCardService
    card_payments: CardPaymentService
    card_runner: Runner
    checkout: CheckoutService
    refunding: RefundingService
    handing_over: HandingOverService
    order_files: OrderFileService
    papers: PaperService
    mails: MailService
    print_centre: PrintCentre
    device: DeviceIdentity
    sync_health: Callable[[], SyncHealth]
    read_trace: Callable[[bytes], tuple[Trace, ...]]
    clock: Clock
    new_command_id: Callable[[], CommandId]
    runner: Runner
    change_hub: ChangeHub
    printer_states: PrinterStates
    sync_status: Callable[[], SyncStatus | None] = _no_sync
    read_label: ReadLabel = no_label
    shell: ShellSettings = USUAL


class NobodyIsSignedIn(RuntimeError):
    """A locked desk was asked who sits at it: a bug."""


class Desk(QObject):
    """The services and the person who uses them; every call carries that person's session."""

    opened = Signal()
    locked = Signal()

    def __init__(self, services: DesktopServices) -> None:
        super().__init__()
        self.services = services
        self._session: Session | None = None
        self.drafts = DraftKeeper(services.drafts, services.runner, lambda: self.session)

    @property
    def session(self) -> Session:
        """Return the session of whoever is signed in."""
        if self._session is None:
            raise NobodyIsSignedIn
        return self._session

    @property
    def is_locked(self) -> bool:
        return self._session is None

    def open(self, session: Session) -> None:
        """Let a person in; whatever lies on the desk is still there."""
        self._session = session
        self.opened.emit()
        self.drafts.greet()

    def lock(self) -> None:
        """Let nobody do anything until somebody signs in."""
        if self._session is not None:
            self.drafts.flush()
            self._session = None
            self.locked.emit()

    def today(self) -> date:
        """Return the shop's own calendar day."""
        return self.services.clock().astimezone().date()

    def publish(self, changes: Changes) -> None:
        """Tell the screens what a use case changed."""
        self.services.change_hub.publish(changes)
