"""The windows of a device: the lock is painted first, the store is opened behind it."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.adapters.security.profile_keys import key_of
from app.bootstrap.edges import Edges, wall_clock
from app.bootstrap.station import Station
from app.domain.kernel.ids import CommandId
from app.services.changes import Topic

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from app.ui.change_hub import ChangeHub
    from app.ui.desktop import DesktopServices
    from app.ui.printer_states import PrinterStates
    from app.ui.runner import Runner
    from app.ui.shell.start import Desktop

LOG_FOLDER = "logs"


@dataclass(frozen=True, kw_only=True)
class ScreenParts:
    """What a station's windows share: the hub of changes, the printers' words and the runner."""

    change_hub: "ChangeHub"
    printer_states: "PrinterStates"
    runner: "Runner"


def station_with_screens(folder: Path) -> tuple[Station, ScreenParts]:
    """Return a device whose changes reach the screens; needs a QApplication."""
    from app.ui.change_hub import ChangeHub
    from app.ui.printer_states import PrinterStates
    from app.ui.runner import Runner

    hub = ChangeHub()
    states = PrinterStates(hub.publish)
    edges = Edges(
        notifier=states,
        on_changes=hub.publish,
        on_sync_status=lambda _status: hub.publish(frozenset({Topic.SYNC})),
        on_bug=report_bug,
    )
    station = Station(folder, edges)
    runner = Runner(station.store.submit)
    return station, ScreenParts(change_hub=hub, printer_states=states, runner=runner)


def services_of(station: Station, screens: ScreenParts) -> "DesktopServices":
    """Return what the windows need of a device; call it on the store thread, opened.

    Raises:
        DeviceIsNotEnrolled: the device has no place in a chain yet.
    """
    from app.adapters.exchange.dcs import read_trace
    from app.ui.desktop import DesktopServices

    return DesktopServices(
        sign_in=station.sign_in,
        customers=station.customers,
        orders=station.orders,
        catalogue=station.catalogue,
        lab=station.lab,
        tickets=station.tickets,
        device=station.log.identity(),
        sync_health=station.sync_health,
        read_trace=read_trace,
        clock=station.clock,
        new_command_id=lambda: CommandId(station.new_id()),
        runner=screens.runner,
        change_hub=screens.change_hub,
        printer_states=screens.printer_states,
        sync_status=lambda: station.pump.status if station.pump else None,
    )


def open_windows(application: "QApplication", station: Station, screens: ScreenParts) -> "Desktop":
    """Show the lock screen at once and open the store behind it."""
    from app.ui.shell.start import Opening, open_desktop

    def open_services(passphrase: str | None) -> "DesktopServices":
        station.store.open_here(key_of(station.profile.folder, passphrase=passphrase))
        services = services_of(station, screens)
        screens.printer_states.introduce(*station.printers())
        station.start()
        return services

    return open_desktop(application, Opening(runner=screens.runner, open_services=open_services))


def run_desktop(folder: Path | None) -> int:
    """Run the windows of a profile until they are closed; return the exit code."""
    from PySide6.QtWidgets import QApplication

    from app.ui.garbage import GarbageCollection

    profile = folder or default_profile()
    end_records = start_records(profile)
    application = QApplication([])
    collection = GarbageCollection()
    station, screens = station_with_screens(profile)
    desktop = open_windows(application, station, screens)
    code = application.exec()
    desktop.window.close()
    collection.stop()
    station.close()
    end_records()
    return code


def start_records(profile: Path) -> Callable[[], None]:
    """Write log and crash reports into the profile from now on; call the result to end that."""
    from app.adapters.telemetry.crash_report import CrashReports
    from app.adapters.telemetry.logging import start_log

    end_log = start_log(profile / LOG_FOLDER)
    end_reports = CrashReports(folder=profile / LOG_FOLDER, clock=wall_clock).install()

    def end() -> None:
        end_reports()
        end_log()

    return end


def report_bug(error: Exception) -> None:
    """Hand a bug met on a worker's edge to the hook that writes crash reports."""
    sys.excepthook(type(error), error, error.__traceback__)


def default_profile() -> Path:
    """Return the platform's data folder for Dioptre."""
    from platformdirs import user_data_path

    return user_data_path("dioptre", appauthor=False)
