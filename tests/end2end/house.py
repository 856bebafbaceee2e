"""The house a test walks through: a chain on a real server and Postgres, and its devices."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, LiteralString, TypeVar

import psycopg

from app.adapters.security.slots import KeySlots, ProfileKey, SlotKind
from app.adapters.store.engine import connect
from app.adapters.store.station_settings import StationSettings
from app.bootstrap.edges import Edges
from app.bootstrap.station import Station
from app.cli.demo_processes import DemoServer
from app.services.sync_status import SyncCondition
from sync_server.store.postgres import open_postgres

T = TypeVar("T")

LINDENSTRASSE, HAFEN, LAB = "LIN", "HAF", "LAB"
# Long enough for a busy machine; nothing waits for its end unless something is wrong.
PATIENCE_S = 45.0
GLANCE_S = 0.02


@dataclass(kw_only=True)
class House:
    """One chain in a folder: its server's process, its profiles, and the names of its people."""

    folder: Path
    server: DemoServer
    chain: dict[str, Any] = field(default_factory=dict)

    def move_in(self) -> None:
        """Start the server, make the demo chain, and enrol one device at each site."""
        self.server.start()
        self.chain = self.server.make_chain(stores=2)
        for site in self.chain["sites"]:
            self.enrol(site["code"], site["enrol_code"])

    def keep_server_on(self) -> None:
        if self.server.child.process is None:
            self.server.start()

    def profile(self, site_code: str) -> Path:
        return self.folder / f"profile-{site_code.lower()}"

    def pin_of(self, name: str) -> str:
        pins = {person["name"]: str(person["pin"]) for person in self.chain["staff"]}
        return pins[name]

    def enrol(self, site_code: str, enrol_code: str) -> None:
        """Make the site's device and let it hear everything head office has to say."""
        KeySlots.create_demo(self.profile(site_code))
        with self.station(site_code, connects=False) as station:
            station.enrol(
                server_url=self.server.url, code=enrol_code, slot_kind=SlotKind.DEMO.value
            )
            station.connect()
            until(lambda: condition_of(station) is SyncCondition.ONLINE, "the device is enrolled")

    @contextmanager
    def station(
        self, site_code: str, edges: Edges | None = None, *, connects: bool = True
    ) -> Iterator[Station]:
        """Switch a site's device on, and off again at the end."""
        profile = self.profile(site_code)
        station = Station(profile, edges)
        try:
            station.open(ProfileKey(folder=profile).database_key).result()
            if connects:
                station.start()
            yield station
        finally:
            station.close()

    @contextmanager
    def speaking_to(self, site_code: str, port: int) -> Iterator[None]:
        """Lay another line to the server for as long as this is open."""
        profile = self.profile(site_code)
        usual = StationSettings.load(profile)
        replace(usual, server_url=f"http://127.0.0.1:{port}").save(profile)
        try:
            yield
        finally:
            usual.save(profile)

    @contextmanager
    def postgres(self) -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
        """Look into the server's database, past the server."""
        with open_postgres(None, self.server.folder) as url:
            plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
            with psycopg.connect(plain) as connection:
                yield connection

    def server_rows(self, query: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        with self.postgres() as connection:
            return connection.execute(query, values).fetchall()

    def device_rows(self, site_code: str, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Look into a device's encrypted store, past the program, which may be running."""
        profile = self.profile(site_code)
        key = ProfileKey(folder=profile).database_key()
        connection: Any = connect(profile / "store.db", key)
        try:
            rows: list[tuple[Any, ...]] = connection.execute(query, values).fetchall()
        finally:
            connection.close()
        return rows


@contextmanager
def a_house(folder: Path) -> Iterator[House]:
    house = House(folder=folder, server=DemoServer(folder / "server"))
    try:
        house.move_in()
        yield house
    finally:
        house.server.stop()


def condition_of(station: Station) -> SyncCondition | None:
    return station.pump.status.condition if station.pump else None


def until(is_so: Callable[[], T | None], hope: str, *, patience_s: float = PATIENCE_S) -> T:
    """Return what `is_so` says once it says something true; fail with the hope that was in vain."""
    limit = time.monotonic() + patience_s
    while not (said := is_so()):
        if time.monotonic() > limit:
            raise AssertionError(f"in vain: {hope}")
        time.sleep(GLANCE_S)
    return said
