"""Each refusal is a sentence on the screen and a code in the log, and nothing is half written."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from app.adapters.exchange.dcs import read_trace
from app.adapters.printing.virtual_printer import VirtualPrinter
from app.adapters.security.slots import KeySlots, ProfileKey
from app.adapters.store.station_settings import StationSettings
from app.adapters.telemetry.logging import LOG_FILE, start_log
from app.bootstrap.edges import Edges
from app.bootstrap.station import Station
from app.domain.kernel.errors import DioptreError
from app.messages.catalogue import sentence, sentence_of
from app.services.print_ports import PrintJobState
from app.services.sync_ports import DeviceIsNotEnrolled
from app.services.sync_status import SyncCondition
from app.services.views import TicketStatus
from app.ui.runner import Runner
from tests.devices.printers import closed_port
from tests.end2end.house import LAB, LINDENSTRASSE, House, condition_of, until
from tests.end2end.papers import papers_of
from tests.end2end.people import OPTICIAN, TECHNICIAN, TRACE, Optician, Technician

scenarios("features/refusals.feature")

PATIENT = "P-LIN-00031"
WRITTEN = (
    "customers_patients",
    "customers_prescriptions",
    "inventory_movements",
    "inventory_reservations",
    "orders_access_audit",
    "orders_order_items",
    "orders_orders",
    "orders_outbox",
    "orders_patient_snapshots",
    "orders_prescription_snapshots",
    "print_jobs",
    "print_printers",
    "sync_number_blocks",
)


@dataclass(kw_only=True)
class Scene:
    """The device that is looked at, its log, and what its screen said."""

    house: House
    devices: ExitStack
    log: Path
    site_code: str = LINDENSTRASSE
    station: Station | None = None
    before: dict[str, Any] = field(default_factory=dict)
    said: list[DioptreError] = field(default_factory=list)

    def switch_on(self, site_code: str) -> Station:
        edges = Edges(jitter=lambda: 0.0)
        station = self.devices.enter_context(self.house.station(site_code, edges))
        self.site_code, self.station = site_code, station
        until(lambda: condition_of(station) is SyncCondition.ONLINE, "the device is online")
        return station

    def written(self) -> dict[str, Any]:
        """Return what is in the store, as far as a refusal must leave it alone."""
        return {
            table: self.house.device_rows(self.site_code, f"SELECT * FROM {table}")  # noqa: S608 - the names are ours.
            for table in WRITTEN
        }

    def codes(self) -> set[str]:
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return {str(json.loads(line).get("code")) for line in lines}


@pytest.fixture
def scene(house: House, tmp_path: Path) -> Iterator[Scene]:
    house.keep_server_on()
    end_log = start_log(tmp_path / "logs")
    with ExitStack() as devices:
        devices.callback(end_log)
        yield Scene(house=house, devices=devices, log=tmp_path / "logs" / LOG_FILE)


@pytest.fixture
def tries(scene: Scene, qtbot: Any) -> Iterator[Callable[[Callable[[], object]], None]]:
    """Run work as the windows do, and keep what was refused."""
    runners = []

    def tries(work: Callable[[], object]) -> None:
        assert scene.station is not None
        runner = Runner(scene.station.store.submit)
        runners.append(runner)
        scene.before = scene.written()
        runner.run(work, done=lambda _: None, failed=scene.said.append)
        qtbot.waitUntil(lambda: not runner.in_flight)

    yield tries
    for runner in runners:
        runner.stop()


@given("Marta has signed in at the counter of Lindenstraße", target_fixture="marta")
def _(scene):
    station = scene.switch_on(LINDENSTRASSE)
    return Optician.signs_in(station, OPTICIAN, scene.house.pin_of(OPTICIAN))


@when(parsers.parse("somebody types the PIN {pin}"))
def _(marta, tries, pin):
    tries(lambda: Optician.signs_in(marta.station, OPTICIAN, pin))


@when(parsers.parse('she signs "{rx}"'))
def _(marta, tries, rx):
    patient = marta.finds_patient(PATIENT)
    tries(lambda: marta.signs_prescription(patient, rx))


@when("she saves an order with a trace cut short")
def _(marta, tries):
    patient = marta.finds_patient(PATIENT)
    prescription_id = marta.has_on_file(patient)
    whole = TRACE.read_bytes()

    def save() -> None:
        traces = read_trace(whole[: len(whole) // 2])
        marta.saves(marta.fills_in(patient, prescription_id, lens="single", traces=traces))

    tries(save)


@then(parsers.parse('the screen says "{text}"'))
def _(scene, text):
    assert [sentence(error) for error in scene.said] == [text]


@then(parsers.parse("the log holds the code {code}"))
def _(scene, code):
    until(lambda: code in scene.codes(), f"the log holds {code}")


@then("nothing was written and nothing waits to be sent")
def _(scene, marta):
    assert scene.written() == scene.before
    assert marta.ask(scene.station.sync_health).queued == 0


@when("the sync server is switched off")
def _(scene):
    scene.house.server.stop()
    scene.devices.callback(scene.house.keep_server_on)
    until(lambda: condition_of(scene.station) is SyncCondition.OFFLINE, "the device is offline")


@when("she saves an order", target_fixture="order")
def _(marta):
    return marta.takes_an_order(PATIENT)


@then(parsers.parse('the sync pill says "{text}"'))
def _(scene, text):
    assert sentence_of(scene.station.pump.status.code) == text


@then("the order is whole and waits to be sent")
def _(scene, marta, order):
    shown = marta.sees(str(order.number))
    assert (shown.is_synced, shown.total) == (False, order.total)
    assert marta.ask(scene.station.sync_health).queued == 2


@when("head office suspends the device")
def _(scene, expected_log):
    expected_log("sync.pull.refused")
    device_id = scene.station.log.identity().device_id
    set_state(scene.house, device_id, "suspended")
    scene.devices.callback(set_state, scene.house, device_id, "active")
    until(lambda: condition_of(scene.station) is SyncCondition.NEEDS_YOU, "the device is refused")


def set_state(house: House, device_id: UUID, state: str) -> None:
    with house.postgres() as connection:
        connection.execute("UPDATE devices SET state = %s WHERE device_id = %s", (state, device_id))
        connection.commit()


@then("the order reaches the server all the same")
def _(scene, marta, order):
    scene.station.pump.retry_now()
    until(lambda: marta.sees(str(order.number)).is_synced, "the order reaches the server")
    kept = scene.house.server_rows(
        "SELECT count(*) FROM orders_orders WHERE order_id = %s", order.order_id
    )
    assert kept == [(1,)]


@given("a computer that belongs to no chain yet")
def _(scene, tmp_path):
    profile = tmp_path / "new"
    KeySlots.create_demo(profile)
    station = Station(profile)
    scene.devices.callback(station.close)
    station.open(ProfileKey(folder=profile).database_key).result()
    scene.station = station


@when(parsers.parse("somebody enrols it with the code {code}"))
def _(scene, tries, code):
    server_url = scene.house.server.url
    tries(lambda: scene.station.enrol(server_url=server_url, code=code, slot_kind="demo"))


@then("the computer belongs to no chain still")
def _(scene):
    with pytest.raises(DeviceIsNotEnrolled):
        scene.station.log.identity()
    assert StationSettings.load(scene.station.profile.folder).server_url is None


@given("the bench of the lab is on", target_fixture="ivo")
def _(scene):
    station = scene.switch_on(LAB)
    return Technician.signs_in(station, TECHNICIAN, scene.house.pin_of(TECHNICIAN))


@when(parsers.parse("somebody sets the ticket printer to {url}"))
def _(scene, tries, url):
    tries(lambda: scene.station.use_printer(name="Tickets", url=url))


@then("no printer was set")
def _(scene):
    assert scene.written() == scene.before


@given("the ticket printer is set to a port where nobody listens")
def _(scene):
    scene.station.use_printer(name="Tickets", url=f"tcp://127.0.0.1:{closed_port()}")


@when("an order from Lindenstraße reaches the lab", target_fixture="number")
def _(scene, ivo):
    with scene.house.station(LINDENSTRASSE) as station:
        marta = Optician.signs_in(station, OPTICIAN, scene.house.pin_of(OPTICIAN))
        number = str(marta.takes_an_order(PATIENT).number)
        until(lambda: ivo.sees(number), "the lab has the order")
    return number


def ticket_in(ivo: Technician, number: str, state: PrintJobState) -> TicketStatus:
    def ticket() -> TicketStatus | None:
        (row,) = ivo.sees(number)
        found = ivo.scans(row.number).ticket
        return found if found and found.state is state else None

    return until(ticket, f"the ticket is {state}")


@then(parsers.parse('its ticket says "{text}"'))
def _(ivo, number, text):
    ticket = ticket_in(ivo, number, PrintJobState.NOT_SENT)
    assert ticket.reason
    assert sentence_of(ticket.reason.value) == text


@then("once the address is right the ticket comes out once")
def _(scene, ivo, number, printer: VirtualPrinter):
    station = scene.station
    right = replace(station.printers()[0], url=f"tcp://127.0.0.1:{printer.port}")
    station.store.call(lambda: station.tickets.save_printer(right))
    ticket_in(ivo, number, PrintJobState.PRINTED)
    (row,) = ivo.sees(number)
    assert len(papers_of(printer.papers, row.number)) == 1
