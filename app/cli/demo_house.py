"""The demo's chain: a server, a printer, two stores and a lab, each device in its own profile."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from app.adapters.security.profile_keys import new_key
from app.bootstrap.station import Station
from app.cli.demo_processes import DemoPrinter, DemoServer
from app.domain.kernel.errors import Unavailable
from app.services.sync_status import SyncCondition

T = TypeVar("T")

STORES = 2
PATIENCE_S = 30.0
GLANCE_S = 0.005
# Other users must pass through to the server's folder, because Postgres never runs as root.
FOLDER_MODE = 0o711


class WaitedInVain(Unavailable):
    """Something of the demo did not happen in time."""

    code = "demo.waited_in_vain"


@dataclass(kw_only=True)
class DemoHouse:
    """Everything the demo starts, in one folder; `close` ends it all."""

    folder: Path
    printer_url: str | None = None
    make_station: Callable[[Path], Station] = Station
    stations: dict[str, Station] = field(default_factory=dict, init=False)
    chain: dict[str, Any] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(FOLDER_MODE)
        self.server = DemoServer(self.folder / "server")
        self.printer = DemoPrinter(self.folder / "paper")

    @property
    def papers(self) -> Path | None:
        """Return where printed tickets lie as files, or None with a printer of the user's own."""
        return None if self.printer_url else self.printer.folder

    @property
    def store_codes(self) -> tuple[str, ...]:
        """Return the codes of the stores, in the order the chain lists them."""
        return tuple(site["code"] for site in self._sites("store"))

    @property
    def lab_code(self) -> str:
        """Return the code of the lab."""
        return str(self._sites("lab")[0]["code"])

    def pin_of(self, role: str) -> tuple[str, str]:
        """Return name and PIN of the first person with a role."""
        person = next(each for each in self.chain["staff"] if each["role"] == role)
        return person["name"], person["pin"]

    def switch_printer_on(self) -> None:
        """Start the virtual printer, unless the user brought one."""
        if self.printer_url is None:
            self.printer.start()

    def make_chain(self) -> None:
        """Fill the server with the chain."""
        self.chain = self.server.make_chain(stores=STORES)

    def enrol_devices(self) -> None:
        """Enrol one device at every site; the lab's gets the printer."""
        for site in self.chain["sites"]:
            station = self._open(site["code"])
            station.enrol(server_url=self.server.url, code=site["enrol_code"], slot_kind="demo")
        lab = self.stations[self.lab_code]
        lab.use_printer(name="Lab tickets", url=self.printer_url or self.printer.url)

    def reopen_devices(self, chain: dict[str, Any]) -> None:
        """Open the devices of a chain made in an earlier life of this folder."""
        self.chain = chain
        for site in chain["sites"]:
            self._open(site["code"])
        lab = self.stations[self.lab_code]
        lab.use_printer(name="Lab tickets", url=self.printer_url or self.printer.url)

    def start_devices(self) -> None:
        """Start printing and syncing on every device."""
        for station in self.stations.values():
            station.start()

    def wait_for_everything(self) -> None:
        """Wait until every device holds all that the server has for it."""
        until(self._is_everybody_online, "every device has caught up")

    def hurry(self) -> None:
        """Let every device try its server at once, whatever failed before."""
        for station in self.stations.values():
            if station.pump is not None:
                station.pump.retry_now()

    def close(self) -> None:
        """Close the devices, then end the server and the printer."""
        for station in self.stations.values():
            station.close()
        self.server.stop()
        self.printer.stop()

    def _open(self, code: str) -> Station:
        folder = self.folder / code.lower()
        station = self.make_station(folder)
        self.stations[code] = station
        station.open(new_key(folder, kind="demo")).result()
        return station

    def _sites(self, kind: str) -> list[dict[str, Any]]:
        sites = [site for site in self.chain["sites"] if site["kind"] == kind]
        return sorted(sites, key=lambda site: str(site["name"]) != "Lindenstraße")

    def _is_everybody_online(self) -> bool:
        pumps = [station.pump for station in self.stations.values()]
        return all(
            pump is not None and pump.status.condition is SyncCondition.ONLINE for pump in pumps
        )


def until(is_so: Callable[[], T | None], hope: str) -> T:
    """Return what `is_so` says once it says something true.

    Raises:
        WaitedInVain: it never did.
    """
    limit, glance = time.monotonic() + PATIENCE_S, threading.Event()
    while not (said := is_so()):
        if time.monotonic() > limit:
            raise WaitedInVain(seconds=round(PATIENCE_S), hope=hope)
        glance.wait(GLANCE_S)
    return said
