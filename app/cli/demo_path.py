"""The way of one order, step by step, on real windows, sockets, stores and paper."""

import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from app.adapters.telemetry.logging import start_log
from app.bootstrap.folders import LOG_FOLDER
from app.bootstrap.station import Station
from app.bootstrap.windows import ScreenParts, services_of, station_with_screens
from app.cli.demo_evidence import (
    Witnesses,
    hashes,
    server_rows,
    write_order,
    write_summary,
    write_ticket,
)
from app.cli.demo_house import DemoHouse, until
from app.cli.demo_order import DemoOrder
from app.cli.demo_steps import Steps
from app.domain.kernel.errors import Unavailable
from app.domain.lab.work_order import Stage, WorkOrder, WorkOrderNotFound, work_order_id_of
from app.domain.orders import Order
from app.services.print_ports import PrintJobState
from app.services.views import OrderRow
from app.ui.desktop import DesktopServices
from app.ui.driver import BenchDriver, CounterDriver
from app.ui.garbage import GarbageCollection
from app.ui.screens import Camera, CounterScript, fill_in, opened
from app.ui.theme.theme import prepare_application

PATIENT = "kowal"
FRAME = "Haldensund Tove tortoise"


class OrderIsElsewhere(Unavailable):
    """The order is not where it should be, or is seen where it must not be."""

    code = "demo.order.elsewhere"


class DemoPath:
    """One run of the demo; what it learns on the way stands in its fields."""

    def __init__(self, house: DemoHouse, order: DemoOrder, out: Path) -> None:
        self.house = house
        self.order = order
        self.out = out
        self.steps = Steps()
        self.camera = Camera(folder=out / "screens")
        self.screens: dict[Path, ScreenParts] = {}
        self.order_number = ""
        house.make_station = self._station

    def run(self) -> Mapping[str, Any]:
        """Walk the whole way and return the summary."""
        self._build()
        self._take_order_offline()
        self._bring_it_to_the_lab()
        return self._gather()

    def _station(self, folder: Path) -> Station:
        station, screens = station_with_screens(folder)
        self.screens[folder] = screens
        return station

    def _build(self) -> None:
        step, house = self.steps.step, self.house
        with step("server_started", "The sync server runs on an embedded Postgres."):
            house.server.start()
        with step("chain_made", "The chain has two stores, a lab, patients and a catalogue."):
            house.make_chain()
        with step("printer_on", "The lab's thermal printer is on."):
            house.switch_printer_on()
        with step("devices_enrolled", "A device is enrolled at every site, its store encrypted."):
            house.enrol_devices()
        with step("devices_ready", "Every device has what it needs to work offline."):
            house.start_devices()
            house.wait_for_everything()
        with step("server_stopped", "The server is gone."):
            house.server.stop()

    def _take_order_offline(self) -> None:
        name, pin = self.house.pin_of("optician")
        script = CounterScript(
            person=name,
            pin=pin,
            patient=PATIENT,
            rx=self.order.rx,
            right=self.order.right,
            left=self.order.left,
            frame=FRAME,
            lens=self.order.lens,
            trace=self.order.trace,
        )
        with opened(self._services(self.house.store_codes[0])) as window:
            counter = CounterDriver(window)
            counter.wait_until(lambda: window.lock_model and window.lock_model.members, "names")
            self.camera.shoot(window, "lock")
            with self.steps.step("signed_in", f"{name} signs in at the counter by PIN."):
                counter.sign_in(name, pin)
            with self.steps.step("form_filled", "The order is filled in by keyboard alone."):
                fill_in(counter, script)
            self.camera.shoot(window, "counter")
            with self.steps.step("order_taken", "The order is taken with the server gone."):
                counter.confirm_doubts()
                self.order_number = counter.create_order()
            self.camera.shoot(window, "order")

    def _bring_it_to_the_lab(self) -> None:
        house, step = self.house, self.steps.step
        with step("server_back", "The server is back."):
            house.server.start()
            house.hurry()
        name, pin = house.pin_of("technician")
        with opened(self._services(house.lab_code)) as window:
            bench = BenchDriver(window)
            bench.sign_in(name, pin)
            with step("order_at_lab", f"{self.order_number} has reached the lab."):
                row = bench.wait_for_order(self.order_number)
            with step("ticket_printed", f"The ticket of {row.number} is on paper, confirmed."):
                until(self._is_ticket_printed, "the printer confirms the ticket")
            work_order = self._work_order()
            with step("ticket_scanned", f"{name} scans the ticket."):
                bench.scan(work_order.number.scan_payload())
            with step("moved_to_edging", f"{name} moves it on to edging."):
                while self._work_order().stage is not Stage.EDGING:
                    bench.stage_done()
            self.camera.shoot(window, "bench")
        with step("seen_at_store", "The counter shows that it is at edging."):
            until(self._does_store_see_edging, "the store sees the stage")
        with step("kept_from_others", "The other store knows nothing of it."):
            self._require_it_unseen(house.store_codes[1])

    def _gather(self) -> Mapping[str, Any]:
        with self.steps.step("evidence_left", f"Ticket, screens and summary lie in {self.out}."):
            work_order, at_store = self._work_order(), self._order()
            at_server = self._store.ask_server(at_store.order_id)
            witnesses = Witnesses(at_store=at_store, at_server=at_server, at_lab=work_order)
            write_order(self.out, witnesses)
            ticket = write_ticket(self.out, papers=self.house.papers, work_order=work_order)
        summary = {
            "order_number": self.order_number,
            "work_order_number": str(work_order.number),
            "snapshot_sha256": hashes(witnesses),
            **ticket,
            "outcome": self._ticket_state(),
            "steps": self.steps.times_ms,
            "postgres_rows": server_rows(at_server),
        }
        write_summary(self.out, summary)
        return summary

    def _services(self, code: str) -> DesktopServices:
        station = self.house.stations[code]
        screens = self.screens[station.profile.folder]
        return station.store.call(lambda: services_of(station, screens))

    @property
    def _store(self) -> Station:
        return self.house.stations[self.house.store_codes[0]]

    @property
    def _lab(self) -> Station:
        return self.house.stations[self.house.lab_code]

    def _order(self) -> Order:
        row = self._row_at(self._store)
        if row is None:
            raise OrderIsElsewhere(number=self.order_number)
        return self._store.store.in_unit(lambda unit: unit.orders.get(row.order_id))

    def _work_order(self) -> WorkOrder:
        work_order_id = work_order_id_of(self._order().order_id)
        work_order = self._lab.store.in_unit(lambda unit: unit.work_orders.get(work_order_id))
        if work_order is None:
            raise WorkOrderNotFound(number=self.order_number)
        return work_order

    def _ticket_state(self) -> PrintJobState | None:
        number = str(self._work_order().number)
        jobs = self._lab.store.in_unit(lambda unit: unit.print_jobs.of_reference(number))
        return jobs[-1].state if jobs else None

    def _is_ticket_printed(self) -> bool:
        return self._ticket_state() is PrintJobState.PRINTED

    def _row_at(self, station: Station) -> OrderRow | None:
        return station.store.in_unit(lambda unit: unit.orders.row_by_number(self.order_number))

    def _does_store_see_edging(self) -> bool:
        row = self._row_at(self._store)
        return row is not None and row.lab_stage is Stage.EDGING

    def _require_it_unseen(self, code: str) -> None:
        self.house.hurry()
        self.house.wait_for_everything()
        if self._row_at(self.house.stations[code]) is not None:
            raise OrderIsElsewhere(number=self.order_number)


def run_demo(order: DemoOrder, *, out: Path, printer_url: str | None) -> Mapping[str, Any]:
    """Run the demo in a folder of its own and leave its evidence in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    end_log = start_log(out / LOG_FOLDER)
    qInstallMessageHandler(_say_unless_offscreen)
    application = QApplication([sys.argv[0]])
    prepare_application(application)
    collection = GarbageCollection()
    with TemporaryDirectory(prefix="dioptre-demo-") as folder:
        house = DemoHouse(folder=Path(folder), printer_url=printer_url)
        try:
            return DemoPath(house, order, out).run()
        finally:
            house.close()
            collection.stop()
            qInstallMessageHandler(None)
            end_log()


def _say_unless_offscreen(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    # The off-screen platform says of every window what it cannot do; nobody needs to read that.
    if not text.startswith("This plugin does not support"):
        print(f"Qt {kind.name}: {text}", file=sys.stderr)
