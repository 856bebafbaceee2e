"""`dioptre demo --stay`: the demo chain kept in a folder, its windows open to work with."""

import json
import signal
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.adapters.telemetry.logging import start_log
from app.bootstrap.folders import LOG_FOLDER
from app.bootstrap.station import Station
from app.bootstrap.windows import ScreenParts, services_of, station_with_screens
from app.cli.demo_house import DemoHouse
from app.cli.demo_steps import Steps
from app.ui.desktop import DesktopServices
from app.ui.garbage import GarbageCollection
from app.ui.screens import opened
from app.ui.theme.theme import prepare_application

CHAIN_FILE = "chain.json"
HOUSE = "house"


def stay(out: Path, *, printer_url: str | None) -> Mapping[str, Any]:
    """Open a window on the first store and one on the lab until both are closed."""
    out.mkdir(parents=True, exist_ok=True)
    end_log = start_log(out / LOG_FOLDER)
    application = QApplication([sys.argv[0]])
    prepare_application(application)
    collection = GarbageCollection()
    screens: dict[Path, ScreenParts] = {}

    def make_station(folder: Path) -> Station:
        station, screens[folder] = station_with_screens(folder)
        return station

    house = DemoHouse(
        folder=(out / HOUSE).resolve(), printer_url=printer_url, make_station=make_station
    )
    try:
        _move_in(house, Steps(), out / CHAIN_FILE)
        with ExitStack() as windows:
            for code in (house.store_codes[0], house.lab_code):
                station = house.stations[code]
                parts = screens[station.profile.folder]
                windows.enter_context(opened(_services(station, parts)))
            _end_on_signal(application)
            _tell_pins(house)
            application.exec()
    finally:
        house.close()
        collection.stop()
        end_log()
    return {"result": {"kept_in": str(out)}}


def _end_on_signal(application: QApplication) -> None:
    """Let Ctrl+C and a polite kill close the windows, so that server and printer end too."""
    for number in (signal.SIGINT, signal.SIGTERM):
        # In a turn of its own, because a loop that has not begun cannot be ended.
        signal.signal(number, lambda *_: QTimer.singleShot(0, application.quit))


def _move_in(house: DemoHouse, steps: Steps, chain_file: Path) -> None:
    kept = json.loads(chain_file.read_text(encoding="utf-8")) if chain_file.exists() else None
    if kept is not None:
        # The devices remember where their server is.
        house.server.port = kept["port"]
    with steps.step("server_started", "The sync server runs on an embedded Postgres."):
        house.server.start()
    with steps.step("printer_on", "The lab's thermal printer is on."):
        house.switch_printer_on()
    with steps.step("devices_ready", "A device stands at every site."):
        if kept is not None:
            house.reopen_devices(kept["chain"])
        else:
            house.make_chain()
            house.enrol_devices()
            made = {"chain": house.chain, "port": house.server.port}
            chain_file.write_text(json.dumps(made), encoding="utf-8")
        house.start_devices()
        house.wait_for_everything()


def _services(station: Station, parts: ScreenParts) -> DesktopServices:
    return station.store.call(lambda: services_of(station, parts))


def _tell_pins(house: DemoHouse) -> None:
    for role in ("optician", "technician"):
        name, pin = house.pin_of(role)
        print(f"{name} ({role}) signs in with {pin}.", file=sys.stderr)
