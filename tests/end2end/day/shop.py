"""The shop itself: one enrolled store without a network, its windows, its terminal, its printer."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from app.adapters.payments.simulator import TerminalSimulator
from app.adapters.printing.virtual_printer import VirtualPrinter
from app.adapters.security.profile_keys import key_of
from app.adapters.security.slots import ProfileKey
from app.adapters.store.engine import connect
from app.adapters.store.station_settings import StationSettings
from app.bootstrap.station import Station
from app.bootstrap.windows import services_of, station_with_screens
from app.cli.demo_processes import DemoServer
from app.domain.pricing.site_tax import SiteTax
from app.services.session import Session
from app.services.sync_status import SyncCondition
from app.ui.driver import CounterDriver
from app.ui.shell.main_window import MainWindow
from tests.architecture.tracked import ROOT
from tests.end2end.day.book import Label
from tests.end2end.house import LINDENSTRASSE, PATIENCE_S, House, condition_of, until

T = TypeVar("T")

OPTICIAN, MANAGER = "Marta K.", "Ewa S."
# Spain has goods under two rates and an examination without tax, and rounds no cash.
JURISDICTION = "ES"
POWER_CUT = "tests.end2end.day.power_cut"


@dataclass(kw_only=True)
class Shop:
    """Switches the counter on and off, and looks into its store past the program."""

    house: House
    terminal: TerminalSimulator
    printer: VirtualPrinter
    station: Station = field(init=False)
    driver: CounterDriver = field(init=False)
    window: MainWindow = field(init=False)

    @property
    def profile(self) -> Path:
        return self.house.profile(LINDENSTRASSE)

    @property
    def desk(self):
        """Return the desk of whoever is signed in."""
        return self.window.desk

    def furnish(self) -> None:
        """Set the till's terminal, its printer and its tax before the day begins."""
        usual = StationSettings.load(self.profile)
        address = f"network://127.0.0.1:{self.terminal.port}"
        replace(usual, card_terminal=address).save(self.profile)
        with self.house.station(LINDENSTRASSE, connects=False) as station:
            station.use_printer(name="Receipts", url=f"tcp://127.0.0.1:{self.printer.port}")
            station.store.call(lambda: _set_tax(station))

    def switch_on(self) -> None:
        """Start the program and show its lock screen."""
        self.station, screens = station_with_screens(self.profile)
        self.station.open(key_of(self.profile)).result()
        self.station.start()
        self.window = MainWindow()
        self.window.show()
        self.window.ready(self.station.store.call(lambda: services_of(self.station, screens)))
        self.driver = CounterDriver(self.window)
        self.driver.wait_until(lambda: self.window.lock_model.members, "the names are shown")

    def sign_in(self, name: str = OPTICIAN) -> None:
        self.driver.sign_in(name, self.house.pin_of(name))

    def switch_off(self) -> None:
        self.driver.settle()
        self.window.close()
        self.station.close()
        self.window.deleteLater()

    def ask(self, work: Callable[[], T]) -> T:
        """Call a use case where the windows call it: on the store thread."""
        return self.station.store.call(work)

    def ask_terminal(self, work: Callable[[], T]) -> T:
        """Call a use case where the windows wait for the terminal: on the card thread."""
        future: Future[T] = self.station.money.on_card_thread(work)
        return future.result()

    def manager(self) -> Session:
        """Let the manager enter her PIN beside the optician."""
        members = self.ask(self.station.sign_in.members)
        user_id = next(each.user_id for each in members if each.name == MANAGER)
        pin = self.house.pin_of(MANAGER)
        return self.ask(lambda: self.station.sign_in.sign_in(user_id, pin))

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self.house.device_rows(LINDENSTRASSE, query, *values)

    def labels(self) -> dict[str, Label]:
        """Read the price labels off the shelves."""
        found = self.rows(
            "SELECT g.sku, g.kind, p.minor, g.gtin "
            "FROM catalog_goods g JOIN pricing_prices p USING (sku)"
        )
        return {
            sku: Label(sku=sku, kind=kind, price=price, gtin=gtin)
            for sku, kind, price, gtin in found
        }

    def shelves(self) -> dict[str, tuple[int, int]]:
        """Return pieces on hand and pieces put aside, by article."""
        found = self.rows("SELECT sku, on_hand, reserved FROM inventory_stock_levels")
        return {sku: (on_hand, reserved) for sku, on_hand, reserved in found}

    def cut_power(self, *words: str) -> dict[str, str]:
        """Let a life of its own do something, kill it once it has said so, and return its word."""
        command = [sys.executable, "-m", POWER_CUT, str(self.profile)]
        command += [OPTICIAN, self.house.pin_of(OPTICIAN), *words]
        with (
            (self.house.folder / "power_cut.log").open("ab") as log,
            subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True
            ) as process,
        ):
            said: dict[str, str] = json.loads(process.stdout.readline())
            process.kill()
            assert -process.wait(PATIENCE_S) == signal.SIGKILL
        return said

    def reaches_head_office(self) -> None:
        """Give the shop its line back, and wait until head office has answered everything."""
        self.house.keep_server_on()
        with self.house.station(LINDENSTRASSE) as station:
            until(lambda: _is_all_sent(station), "head office has everything")

    @contextmanager
    def altered_entry(self, number: int) -> Iterator[None]:
        """Alter one byte of a sealed entry, as somebody does who has the store's key; undo it."""
        key = ProfileKey(folder=self.profile).database_key()
        connection: Any = connect(self.profile / "store.db", key)
        ask = "SELECT entry FROM payments_journal WHERE number = ?"
        entry = connection.execute(ask, (number,)).fetchone()[0]
        place = entry.index('"total":') + len('"total":')
        digit = "1" if entry[place] != "1" else "2"
        try:
            _overwrite(connection, number, entry[:place] + digit + entry[place + 1 :])
            yield
            _overwrite(connection, number, entry)
        finally:
            connection.close()


@contextmanager
def a_shop(folder: Path) -> Iterator[Shop]:
    """Enrol one store of a demo chain, and cut its line for the rest of the day."""
    house = House(folder=folder, server=DemoServer(folder / "server"))
    house.server.start()
    try:
        house.chain = house.server.make_chain(stores=1)
        site = next(each for each in house.chain["sites"] if each["code"] == LINDENSTRASSE)
        house.enrol(LINDENSTRASSE, site["enrol_code"])
    finally:
        house.server.stop()
    with _machines() as (terminal, printer):
        shop = Shop(house=house, terminal=terminal, printer=printer)
        shop.furnish()
        try:
            yield shop
        finally:
            house.server.stop()


@contextmanager
def _machines() -> Iterator[tuple[TerminalSimulator, VirtualPrinter]]:
    terminal, printer = TerminalSimulator(), VirtualPrinter()
    terminal.start()
    printer.start()
    try:
        yield terminal, printer
    finally:
        terminal.stop()
        printer.stop()


def _overwrite(connection: Any, number: int, entry: str) -> None:
    name = "payments_journal_forbids_update"
    guard = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE payments_journal SET entry = ? WHERE number = ?", (entry, number))
    connection.execute(guard[0])
    connection.commit()


def _is_all_sent(station: Station) -> bool:
    health = station.store.call(station.sync_health)
    return condition_of(station) is SyncCondition.ONLINE and not health.queued


def _set_tax(station: Station) -> None:
    with station.store.units() as unit:
        unit.pricing.save_tax(SiteTax(jurisdiction=JURISDICTION), version=2)
        unit.commit()
