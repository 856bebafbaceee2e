"""The composition root: the only file that knows all concrete classes.

A `Station` is one enrolled device without windows: its store thread, use cases, sync pump and
spooler. `app.ui` puts windows on it; the demo and the tests use it bare.
"""

import random
import secrets
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from app.adapters.printing.capabilities import PrinterProfile, load_profile
from app.adapters.printing.devices import network_device
from app.adapters.printing.escpos_ticket import EscposTicketEncoder
from app.adapters.printing.spooler import Spooler
from app.adapters.security.device_key import DeviceKey
from app.adapters.security.errors import SlotsAreMissing
from app.adapters.security.pin_verifier import ArgonPinVerifier
from app.adapters.security.slots import KeyRing, KeySlots, SlotKind
from app.adapters.store.print_queue import StorePrintQueue
from app.adapters.store.profile import Profile
from app.adapters.store.station_settings import StationSettings
from app.adapters.store.store_thread import StoreThread
from app.adapters.store.sync_log import StoreSyncLog
from app.domain.kernel.ids import RANDOM_BITS, uuid7
from app.services.auditing import Gate
from app.services.catalogue import CatalogueService
from app.services.changes import Changes, Topic
from app.services.customers import CustomerService
from app.services.lab import LabService
from app.services.orders import OrderService
from app.services.ports import Clock, NewId
from app.services.print_ports import Notifier, PrintDevice, Printer
from app.services.printing import LabPrintService
from app.services.sign_in import SignInService
from app.services.sync_inbox import SyncInbox
from app.services.sync_status import SyncStatus
from app.services.views import DeviceIdentity, SyncHealth

if TYPE_CHECKING:
    import httpx

    from app.adapters.sync.pump import SyncPump

PRINTER_PROFILE = "tm-t88vii"
SPOOLER_STOP_S = 3.0
MS_PER_S = 1000


def wall_clock() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is the Clock that everything else asks.


def id_maker(clock: Clock) -> NewId:
    """Return a maker of UUIDv7 ids from a clock and the system's chance."""

    def new_id() -> UUID:
        unix_ms = round(clock().timestamp() * MS_PER_S)
        return uuid7(unix_ms=unix_ms, randomness=secrets.randbits(RANDOM_BITS))

    return new_id


class SilentNotifier:
    """Plays the Notifier where nobody looks."""

    def printer_changed(self, printer_id: UUID, reason: object) -> None:
        """Tell nobody."""

    def job_changed(self, job_id: UUID, state: object) -> None:
        """Tell nobody."""


def _no_changes_wanted(_changes: Changes) -> None:
    return None


def _no_status_wanted(_status: SyncStatus) -> None:
    return None


def _raise_bug(error: Exception) -> None:
    raise error


@dataclass(frozen=True, kw_only=True)
class Edges:
    """Where a station meets the world; tests put stand-ins here, nothing else knows of them."""

    clock: Clock = wall_clock
    jitter: Callable[[], float] = random.random
    transport: "httpx.BaseTransport | None" = None
    notifier: Notifier = field(default_factory=SilentNotifier)
    on_changes: Callable[[Changes], None] = _no_changes_wanted
    on_sync_status: Callable[[SyncStatus], None] = _no_status_wanted
    on_bug: Callable[[Exception], None] = _raise_bug
    device: Callable[[Printer, Notifier], PrintDevice] | None = None


class Station:
    """One device: open it, start it, use its services, close it."""

    def __init__(self, folder: Path, edges: Edges | None = None) -> None:
        self._edges = edges or Edges()
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
        self.customers = CustomerService(units=units, gate=gate)
        self.catalogue = CatalogueService(units=units, gate=gate)
        self.orders = OrderService(units=units, gate=gate, clock=clock, new_id=new_id)
        self.tickets = LabPrintService(units=units, gate=gate, clock=clock, new_id=new_id)
        self.lab = LabService(
            units=units, gate=gate, clock=clock, new_id=new_id, tickets=self.tickets
        )
        self.inbox = SyncInbox(units=units, lab=self.lab, clock=clock, new_id=new_id)
        self.spooler = self._spooler()
        self.pump: SyncPump | None = None

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
        StationSettings(server_url=server_url).save(self.profile.folder)
        return identity

    def use_printer(self, *, name: str, url: str, paper_mm: int = 80) -> Printer:
        """Set the printer lab tickets go to.

        Raises:
            PrinterAddressIsInvalid: the address is none; nothing was set.
        """
        from app.adapters.printing.transports.address import parse_tcp

        parse_tcp(url)
        printer = Printer(printer_id=self.new_id(), name=name, url=url, paper_mm=paper_mm)
        self.store.call(partial(self.tickets.save_printer, printer))
        return printer

    def sync_health(self) -> SyncHealth:
        """Return what the sync pill counts; call it on the store thread."""
        with self.store.units() as unit:
            return unit.sync.health()

    def close(self) -> None:
        """End the threads in order: sync, printers, store; what they did is on disk."""
        self.disconnect()
        self.spooler.stop(SPOOLER_STOP_S)
        self.store.stop()

    def _heed(self, changes: Changes) -> None:
        pump = self.pump
        if pump is not None and Topic.OUTBOX in changes:
            pump.wake()
        if not changes.isdisjoint({Topic.PRINT_JOBS, Topic.PRINTERS}):
            # The spooler asks the store for its printers, which waits until this commit is over.
            self.store.submit(self.spooler.wake)
        self._edges.on_changes(changes)

    def _spooler(self) -> Spooler:
        profile = load_profile(PRINTER_PROFILE)
        encoder = EscposTicketEncoder(profile)
        own_device = partial(_network_printer, profile=profile)
        device = self._edges.device or own_device
        return Spooler(
            queue=StorePrintQueue(self.store),
            devices=lambda printer: device(printer, self._edges.notifier),
            encoder=lambda _printer: encoder,
            notifier=self._edges.notifier,
            clock=self._edges.clock,
            jitter=self._edges.jitter,
        )

    def _pump(self, server_url: str) -> "SyncPump":
        from app.adapters.sync.client import SyncClient
        from app.adapters.sync.parts import SyncParts
        from app.adapters.sync.pump import SyncPump

        device_id = self.store.call(self.log.identity).device_id
        client = SyncClient(
            server_url, device_id, sign=self.log.sign, transport=self._edges.transport
        )
        parts = SyncParts(server=client, log=self.log, inbox=self.inbox, call=self.store.call)
        return SyncPump(
            parts=parts,
            clock=self._edges.clock,
            jitter=self._edges.jitter,
            on_state=self._edges.on_sync_status,
            on_bug=self._edges.on_bug,
        )


def default_profile() -> Path:
    """Return the platform's data folder for Dioptre."""
    from platformdirs import user_data_path

    return user_data_path("dioptre", appauthor=False)


def new_key(folder: Path, *, kind: str, passphrase: str | None = None) -> Callable[[], str]:
    """Make the key of a new profile (`keyring`, `passphrase` or `demo`) and return its reader.

    A profile that has a key keeps it, so that an enrolment broken off can be tried again.

    Raises:
        KeyUnavailable, PassphraseIsTooShort: which one says what to do; nothing was made.
    """
    if not has_key(folder):
        match SlotKind(kind):
            case SlotKind.DEMO:
                KeySlots.create_demo(folder)
            case SlotKind.PASSPHRASE:
                KeySlots.create_passphrase(folder, passphrase or "")
            case SlotKind.KEYRING:
                KeySlots.create_keyring(folder, _system_ring())
    return key_of(folder, passphrase=passphrase)


def has_key(folder: Path) -> bool:
    """Return whether the profile has a key, wherever it is kept."""
    try:
        KeySlots.load(folder)
    except SlotsAreMissing:
        return False
    return True


def needs_passphrase(folder: Path) -> bool:
    """Return whether the operator must type a passphrase before the store opens."""
    return KeySlots.load(folder).kind is SlotKind.PASSPHRASE


def key_of(folder: Path, *, passphrase: str | None = None) -> Callable[[], str]:
    """Return the reader of a profile's key; it raises KeyUnavailable with what to do."""

    def read() -> str:
        slots = KeySlots.load(folder)
        ring = _system_ring() if slots.kind is SlotKind.KEYRING else None
        return slots.unlock(passphrase=passphrase, ring=ring)

    return read


def _system_ring() -> KeyRing:
    from app.adapters.security.key_ring import OsKeyRing

    return OsKeyRing.of_this_system()


def _network_printer(
    printer: Printer, notifier: Notifier, *, profile: PrinterProfile
) -> PrintDevice:
    return network_device(printer, profile=profile, notifier=notifier)
