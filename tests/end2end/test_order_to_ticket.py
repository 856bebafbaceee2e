"""All twenty steps of the way of one order, in the words of the counter and the bench."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import pytest
from pytest_bdd import given, parsers, scenarios, then, when

from app.adapters.printing.capabilities import load_profile
from app.adapters.printing.escpos_ticket import EscposTicketEncoder
from app.adapters.sync.client import SyncClient
from app.adapters.sync.errors import ServerRefused
from app.bootstrap.edges import Edges
from app.bootstrap.station import PRINTER_PROFILE, Station
from app.cli.demo_processes import DemoPrinter
from app.domain.lab.ticket_layout import lab_ticket
from app.domain.lab.work_order import ROUTE, Stage
from app.domain.orders import Order
from app.services.orders import CreateOrder
from app.services.print_ports import PrintJobState
from app.services.sync_status import SyncCondition
from app.services.views import OrderRow, WorkOrderDetail
from tests.end2end.house import HAFEN, LAB, LINDENSTRASSE, House, condition_of, until
from tests.end2end.papers import qr_payload_of
from tests.end2end.people import OPTICIAN, TECHNICIAN, Optician, Technician

scenarios("features/order_to_ticket.feature")

PATIENTS, PRESCRIPTIONS = "orders_patient_snapshots", "orders_prescription_snapshots"
# The last bytes are the mark of the attempt, with which the printer confirms it.
ANY_MARK = b"0000"


@dataclass(kw_only=True)
class Story:
    """The devices that are on, the printer, and the order as Marta saved it."""

    house: House
    devices: ExitStack
    printer: DemoPrinter
    stations: dict[str, Station] = field(default_factory=dict)
    command: CreateOrder | None = None
    orders: list[Order] = field(default_factory=list)

    @property
    def order(self) -> Order:
        return self.orders[0]

    @property
    def number(self) -> str:
        return str(self.order.number)

    @property
    def hashes(self) -> dict[str, str]:
        draft = self.order.draft
        return {PATIENTS: draft.patient.sha256, PRESCRIPTIONS: draft.prescription.sha256}

    def station(self, site_code: str) -> Station:
        """Return the site's device, switched on."""
        if site_code not in self.stations:
            edges = Edges(jitter=lambda: 0.0)
            station = self.devices.enter_context(self.house.station(site_code, edges))
            self.stations[site_code] = station
        return self.stations[site_code]

    def device_rows(self, site_code: str, query: str, *values: object) -> list[tuple[object, ...]]:
        return self.house.device_rows(site_code, query, *values)

    def paper(self, suffix: str) -> bytes:
        """Return this order's ticket; one of an earlier story may come out meanwhile."""
        number = str(self.order.number).encode("ascii")
        folder = self.printer.folder
        (ours,) = (each for each in folder.glob("ticket-*.bin") if number in each.read_bytes())
        return ours.with_suffix(f".{suffix}").read_bytes()

    def http_order(self, site_code: str) -> dict[str, object]:
        """Read the order through the server's own surface, as a device of the site."""
        station = self.station(site_code)
        identity = station.log.identity()
        client = SyncClient(self.house.server.url, identity.device_id, station.log.sign)
        try:
            return dict(client.order(self.order.order_id))
        finally:
            client.close()


@pytest.fixture
def story(house: House, tmp_path: Path) -> Iterator[Story]:
    with ExitStack() as devices:
        printer = DemoPrinter(tmp_path / "papers")
        devices.callback(printer.stop)
        yield Story(house=house, devices=devices, printer=printer)


@given("a chain with the stores Lindenstraße and Hafen and the lab Werkstatt Ost")
def _(house):
    names = {site["code"]: site["name"] for site in house.chain["sites"]}
    assert names == {LINDENSTRASSE: "Lindenstraße", HAFEN: "Hafen", LAB: "Werkstatt Ost"}


@given("the lab's ticket printer is switched on")
def _(story):
    story.printer.start()
    story.station(LAB).use_printer(name="Tickets", url=story.printer.url)


@given("the sync server is switched off")
def _(story):
    counter = story.station(LINDENSTRASSE)
    until(lambda: not counter.store.call(counter.sync_health).queued, "nothing of the past waits")
    story.house.server.stop()
    # Whatever becomes of this test, the next one finds the server on.
    story.devices.callback(story.house.keep_server_on)


@given("Marta has signed in at the counter of Lindenstraße", target_fixture="marta")
def _(story):
    pin = story.house.pin_of(OPTICIAN)
    return Optician.signs_in(story.station(LINDENSTRASSE), OPTICIAN, pin)


@given("Ivo has signed in at the bench of the lab", target_fixture="ivo")
def _(story):
    return Technician.signs_in(story.station(LAB), TECHNICIAN, story.house.pin_of(TECHNICIAN))


@when(parsers.parse('Marta finds patient {number} and signs "{rx}"'), target_fixture="prescription")
def _(marta, number, rx):
    patient = marta.finds_patient(number)
    assert patient.number == number
    return patient, marta.signs_prescription(patient, rx)


@when("she saves a rush order for a traced frame and progressive lenses")
def _(story, marta, prescription):
    story.command = marta.fills_in(*prescription)
    assert len(story.command.traces) == 2
    story.orders.append(marta.saves(story.command))


@when("she presses the button once more")
def _(story, marta):
    story.orders.append(marta.saves(story.command))


@then("there is one order, with a number from this counter's own block")
def _(story):
    first, again = story.orders
    assert again.order_id == first.order_id
    assert again.number == first.number
    assert (first.number.site, 1 <= first.number.n <= 100_000) == (LINDENSTRASSE, True)
    query = "SELECT count(*) FROM orders_orders WHERE order_id = ?"
    assert story.device_rows(LINDENSTRASSE, query, str(first.order_id)) == [(1,)]


@then("copies of patient and prescription lie beside it, known by their hashes")
def _(story):
    for table, digest in story.hashes.items():
        assert sha256_at_device(story, LINDENSTRASSE, table) == digest


@then("one piece of the frame is promised to it")
def _(story):
    query = "SELECT sku, quantity FROM inventory_reservations WHERE order_id = ?"
    promised = story.device_rows(LINDENSTRASSE, query, str(story.order.order_id))
    assert promised == [(story.order.draft.frame.sku, 1)]


@then("it is written down that Marta took it")
def _(story, marta):
    query = "SELECT DISTINCT user_id FROM orders_access_audit WHERE action = ? AND subject_id = ?"
    found = story.device_rows(
        LINDENSTRASSE, query, "orders.order.create", str(story.order.order_id)
    )
    assert found == [(str(marta.session.user_id),)]


@then("the sync pill says offline, with three facts waiting")
def _(story, marta):
    station = story.station(LINDENSTRASSE)
    until(lambda: condition_of(station) is SyncCondition.OFFLINE, "the pill says offline")
    assert marta.ask(station.sync_health).queued == 3
    row = marta.sees(story.number)
    assert (row.is_synced, row.lab_stage) == (False, None)


@when("the sync server is switched on")
def _(story):
    story.house.server.start()


@then("the server holds the order once, with its items, its copies and its promise")
def _(story, marta):
    until(lambda: marta.sees(story.number).is_synced, "the order reaches the server")
    order_id = story.order.order_id
    counted = {
        table: story.house.server_rows(query, order_id)[0][0]
        for table, query in COUNTED_AT_SERVER.items()
    }
    assert counted == {
        "orders_orders": 1,
        "orders_order_items": 2,
        "inventory_reservations": 1,
        "inventory_movements": 1,
        "sync_events": 2,
        "orders_outbox": 2,
        "sync_dead_letters": 0,
    }
    assert story.http_order(LINDENSTRASSE)["number"] == story.number


COUNTED_AT_SERVER = {
    "orders_orders": "SELECT count(*) FROM orders_orders WHERE order_id = %s",
    "orders_order_items": "SELECT count(*) FROM orders_order_items WHERE order_id = %s",
    "inventory_reservations": "SELECT count(*) FROM inventory_reservations WHERE order_id = %s",
    "inventory_movements": "SELECT count(*) FROM inventory_movements WHERE order_id = %s",
    "sync_events": "SELECT count(*) FROM sync_events WHERE group_id = %s",
    "orders_outbox": "SELECT count(*) FROM orders_outbox WHERE correlation_id = %s",
    "sync_dead_letters": "SELECT count(*) FROM sync_dead_letters WHERE raw LIKE '%%' || %s || '%%'",
}


@then("the lab has one work order for it, without a price and without a phone number")
def _(story, ivo):
    (row,) = until(lambda: ivo.sees(story.number), "the lab opens the work order")
    assert row.is_rush
    (job,) = story.house.server_rows(
        "SELECT payload FROM sync_docs WHERE type = 'lab_job' AND doc_id = %s",
        str(story.order.order_id),
    )
    names = json.loads(job[0]).keys()
    assert not {name for name in names if "price" in name or "total" in name or "phone" in name}


@pytest.fixture
def detail(story: Story, ivo: Technician) -> WorkOrderDetail:
    """The job as the bench shows it once its ticket is through."""

    def printed() -> WorkOrderDetail | None:
        (row,) = ivo.sees(story.number)
        detail = ivo.scans(row.number)
        state = detail.ticket.state if detail.ticket else None
        return detail if state is PrintJobState.PRINTED else None

    return until(printed, "the ticket is printed")


@then("the ticket comes out once, byte for byte as it was laid out")
def _(story, detail):
    encoder = EscposTicketEncoder(load_profile(PRINTER_PROFILE))
    laid_out = encoder.encode(lab_ticket(detail.work_order), job_mark=ANY_MARK)
    printed = story.paper("bin")
    assert printed[: -len(ANY_MARK)] == laid_out[: -len(ANY_MARK)]
    for word in (story.number, str(detail.work_order.number), "RUSH"):
        assert word.encode() in printed


@then("the printer itself confirms it")
def _(detail):
    assert (detail.ticket.state, detail.ticket.copy_number) == (PrintJobState.PRINTED, 1)


@then("the QR code on the paper opens the work order", target_fixture="qr_payload")
def _(story, ivo, detail):
    payload = qr_payload_of(story.paper("png"))
    assert payload == detail.work_order.number.scan_payload()
    assert ivo.scans(payload).work_order.job.order_id == story.order.order_id
    return payload


@then("the copies have the same hash at the store, at the server and at the lab")
def _(story):
    told = story.http_order(LINDENSTRASSE)
    for table, member in ((PATIENTS, "patient_snapshot"), (PRESCRIPTIONS, "prescription_snapshot")):
        found = {
            sha256_at_device(story, LINDENSTRASSE, table),
            sha256_at_device(story, LAB, table),
            sha256_at_server(story, table),
            sha256(str(told[member]).encode()).hexdigest(),
        }
        assert found == {story.hashes[table]}


@then("the counter of Hafen has heard nothing of it")
def _(story):
    hafen = story.station(HAFEN)
    until(lambda: condition_of(hafen) is SyncCondition.ONLINE, "Hafen is online")
    order_id = str(story.order.order_id)
    assert story.device_rows(HAFEN, "SELECT count(*) FROM orders_orders") == [(0,)]
    for table in (PATIENTS, PRESCRIPTIONS):
        assert story.device_rows(HAFEN, f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 - the names are ours.
    streams = story.house.server_rows(
        "SELECT stream FROM sync_doc_streams WHERE doc_id = %s", order_id
    )
    site_id = str(hafen.log.identity().site_id)
    assert len(streams) == 2
    assert not [stream for (stream,) in streams if site_id in stream]
    with pytest.raises(ServerRefused) as caught:
        story.http_order(HAFEN)
    assert caught.value.status == 404


@when("Ivo scans the ticket from station to station up to edging")
def _(ivo, qr_payload):
    assert ivo.moves_on(qr_payload, to=Stage.EDGING).work_order.stage is Stage.EDGING


@then("the counter of Lindenstraße shows edging and the number of the work order")
def _(story, marta, detail):
    def row() -> OrderRow | None:
        shown = marta.sees(story.number)
        return shown if shown and shown.lab_stage is Stage.EDGING else None

    shown = until(row, "the counter shows edging")
    assert shown.work_order_number == str(detail.work_order.number)


@then("the server keeps every stage once, in order")
def _(story):
    kept = story.house.server_rows(
        "SELECT h.stage, h.visit FROM lab_stage_history h "
        "JOIN lab_work_orders w USING (chain_id, work_order_id) "
        "WHERE w.order_id = %s ORDER BY h.version",
        story.order.order_id,
    )
    way = ROUTE[: ROUTE.index(Stage.EDGING) + 1]
    assert kept == [(stage.value, 1) for stage in way]


def sha256_at_device(story: Story, site_code: str, table: str) -> str:
    query = f"SELECT document FROM {table} WHERE sha256 = ?"  # noqa: S608 - the names are ours.
    ((document,),) = story.device_rows(site_code, query, story.hashes[table])
    return sha256(str(document).encode()).hexdigest()


def sha256_at_server(story: Story, table: str) -> str:
    queries = {
        PATIENTS: "SELECT document FROM orders_patient_snapshots WHERE sha256 = %s",
        PRESCRIPTIONS: "SELECT document FROM orders_prescription_snapshots WHERE sha256 = %s",
    }
    ((document,),) = story.house.server_rows(queries[table], story.hashes[table])
    return sha256(str(document).encode()).hexdigest()
