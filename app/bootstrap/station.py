"""One enrolled device without windows: its store thread, use cases, sync pump and spooler."""

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.adapters.printing.capabilities import PrinterProfile, load_profile
from app.adapters.printing.devices import network_device
from app.adapters.printing.spooler import Spooler
from app.adapters.security.device_key import DeviceKey
from app.adapters.security.pin_verifier import ArgonPinVerifier
from app.adapters.store.print_queue import StorePrintQueue
from app.adapters.store.profile import Profile
from app.adapters.store.station_settings import StationSettings
from app.adapters.store.store_thread import StoreThread
from app.adapters.store.sync_log import StoreSyncLog
from app.bootstrap.catalogue import catalogue_services
from app.bootstrap.checkout import checkout_of
from app.bootstrap.edges import Edges, id_maker, shop_clock
from app.bootstrap.money import MoneyParts, money_of
from app.bootstrap.order_life import OrderParts, order_life
from app.bootstrap.papers import PaperParts, encoder_for, entry_papers, papers_of
from app.bootstrap.phones import phone_format
from app.domain.kernel.ids import OrderId
from app.services.auditing import Gate
from app.services.badges import BadgeService
from app.services.catalogue import CatalogueService
from app.services.changes import Changes, Topic
from app.services.customers import CustomerService
from app.services.drafts import DraftService
from app.services.lab import LabService
from app.services.people import people_of
from app.services.print_ports import Notifier, PrintDevice, Printer
from app.services.printing import LabPrintService
from app.services.sign_in import SignInService
from app.services.sync_inbox import SyncInbox
from app.services.sync_ports import DeviceIsNotEnrolled
from app.services.views import DeviceIdentity, SyncHealth

if TYPE_CHECKING:
    from app.adapters.sync.client import SyncClient
    from app.adapters.sync.pump import SyncPump

PRINTER_PROFILE = "tm-t88vii"
SPOOLER_STOP_S = 3.0


class Station:
    """One device: open it, start it, use its services, close it."""

    def __init__(self, folder: Path, edges: Edges | None = None) -> None:
        self._edges = edges or Edges()
        self.clock = self._edges.clock
        self.profile = Profile(folder)
        clock, new_id = self._edges.clock, id_maker(self._edges.clock)
        self.new_id = new_id
        self.store = StoreThread(self.profile, clock=clock, new_id=new_id, on_commit=self._heed)
        self.log = StoreSyncLog(self.store, DeviceKey)
        units = self.store.units
        gate = Gate(clock=clock, new_id=new_id)
        self.sign_in = SignInService(
            units=units, clock=clock, new_id=new_id, pins=ArgonPinVerifier()
        )
        self.tickets = LabPrintService(units=units, gate=gate, clock=clock, new_id=new_id)
        self.lab = LabService(
            units=units, gate=gate, clock=clock, new_id=new_id, tickets=self.tickets
        )
        self.inbox = SyncInbox(units=units, lab=self.lab, clock=clock, new_id=new_id)
        self.drafts = DraftService(units=units, clock=clock, new_id=new_id)
        self.badges = BadgeService(units=units, gate=gate, clock=clock, new_id=new_id)
        self._furnish_counter(folder, gate)
        self._queue = StorePrintQueue(self.store)
        self.spooler = self._spooler()
        self.pump: SyncPump | None = None

    def _furnish_counter(self, folder: Path, gate: Gate) -> None:
        """Put together what people are served with."""
        units, clock, new_id = self.store.units, self.clock, self.new_id
        self.customers = CustomerService(units=units, gate=gate)
        phones = phone_format(folder, units)
        self.people = people_of(units=units, gate=gate, clock=clock, phones=phones)
        self.catalogue = CatalogueService(units=units, gate=gate)
        self.goods = catalogue_services(units=units, gate=gate, clock=shop_clock(clock))
        self.order_life = order_life(
            OrderParts(
                units=units,
                gate=gate,
                clock=shop_clock(clock),
                new_id=new_id,
                pricing=self.goods.pricing,
            )
        )
        self.orders = self.order_life.orders
        self.money = money_of(
            MoneyParts(
                store=self.store,
                log=self.log,
                units=units,
                gate=gate,
                clock=clock,
                card_terminal=StationSettings.load(folder).card_terminal,
                papers=entry_papers(clock, new_id),
            )
        )
        self.selling = checkout_of(self.money.payments, self.goods.pricing, self.order_life, new_id)
        self.paper = papers_of(
            PaperParts(
                units=units, gate=gate, clock=clock, new_id=new_id, journal=self.money.journal
            )
        )

    def open(self, key: Callable[[], str]) -> Future[None]:
        """Open the encrypted store on its thread; `key` is asked there."""
        return self.store.open(key)

    def start(self) -> None:
        """Start spooling and, when a server is set, syncing; the store must be open."""
        self.spooler.start()
        self.connect()

    def connect(self) -> None:
        """Start syncing with the server of the settings; a lone device goes on without one."""
        server_url = StationSettings.load(self.profile.folder).server_url
        if server_url is None or self.pump is not None:
            return
        self.pump = self._pump(server_url)
        self.pump.start()

    def disconnect(self) -> None:
        """End the sync thread; everything else goes on."""
        pump, self.pump = self.pump, None
        if pump is not None:
            pump.stop()

    def enrol(self, *, server_url: str, code: str, slot_kind: str) -> DeviceIdentity:
        """Make this device one of the chain's and remember its server.

        Raises:
            ServerAddressIsInvalid, ServerUnreachable, ServerRefused: nothing was remembered.
        """
        from app.adapters.sync.enrolment import Enrolment

        enrolment = Enrolment(
            log=self.log,
            call=self.store.call,
            server_url=server_url,
            slot_kind=slot_kind,
            transport=self._edges.transport,
        )
        identity = enrolment.enrol(code)
        settings = StationSettings.load(self.profile.folder)
        replace(settings, server_url=server_url).save(self.profile.folder)
        return identity

    def use_printer(self, *, name: str, url: str, paper_mm: int = 80) -> Printer:
        """Set the printer lab tickets go to; the same name again corrects its address.

        Raises:
            PrinterAddressIsInvalid: the address is none; nothing was set.
        """
        from app.adapters.printing.transports.address import parse_tcp

        parse_tcp(url)
        known = (each.printer_id for each in self.printers() if each.name == name)
        printer_id = next(known, None) or self.new_id()
        printer = Printer(printer_id=printer_id, name=name, url=url, paper_mm=paper_mm)
        self.store.call(partial(self.tickets.save_printer, printer))
        self.spooler.wake(printer.printer_id)
        return printer

    def printers(self) -> tuple[Printer, ...]:
        """Return the printers of this site, the one set last first."""
        return self._queue.printers()

    def sync_health(self) -> SyncHealth:
        """Return what the sync pill counts; call it on the store thread."""
        with self.store.units() as unit:
            return unit.sync.health()

    def ask_server(self, order_id: OrderId) -> Mapping[str, Any]:
        """Return an order as the server keeps it, snapshots as the stored text.

        Raises:
            DeviceIsNotEnrolled, ServerUnreachable, ServerRefused: see there.
        """
        server_url = StationSettings.load(self.profile.folder).server_url
        if server_url is None:
            raise DeviceIsNotEnrolled
        client = self._client(server_url)
        try:
            return client.order(order_id)
        finally:
            client.close()

    def close(self) -> None:
        """End the threads in order: sync, printers, store; what they did is on disk."""
        self.disconnect()
        self.money.close()
        self.spooler.stop(SPOOLER_STOP_S)
        self.store.stop()

    def _heed(self, changes: Changes) -> None:
        pump = self.pump
        if pump is not None and Topic.OUTBOX in changes:
            pump.wake()
        if Topic.PRINT_JOBS in changes:
            self.spooler.wake()
        self._edges.on_changes(changes)

    def _spooler(self) -> Spooler:
        own_device = partial(_network_printer, profile=load_profile(PRINTER_PROFILE))
        device = self._edges.device or own_device
        return Spooler(
            queue=self._queue,
            devices=lambda printer: device(printer, self._edges.notifier),
            encoder=lambda printer: encoder_for(printer.paper_mm),
            notifier=self._edges.notifier,
            clock=self._edges.clock,
            jitter=self._edges.jitter,
        )

    def _client(self, server_url: str) -> "SyncClient":
        from app.adapters.sync.client import SyncClient

        device_id = self.store.call(self.log.identity).device_id
        return SyncClient(
            server_url, device_id, sign=self.log.sign, transport=self._edges.transport
        )

    def _pump(self, server_url: str) -> "SyncPump":
        from app.adapters.sync.parts import SyncParts
        from app.adapters.sync.pump import SyncPump

        client = self._client(server_url)
        parts = SyncParts(server=client, log=self.log, inbox=self.inbox, call=self.store.call)
        return SyncPump(
            parts=parts,
            clock=self._edges.clock,
            jitter=self._edges.jitter,
            on_state=self._edges.on_sync_status,
            on_bug=self._edges.on_bug,
        )


def _network_printer(
    printer: Printer, notifier: Notifier, *, profile: PrinterProfile
) -> PrintDevice:
    return network_device(printer, profile=profile, notifier=notifier)
