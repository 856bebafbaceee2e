"""`dioptre`: the lock screen first, everything else behind it."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QApplication

from app.bootstrap.folders import LOG_FOLDER, default_profile
from app.bootstrap.language import language_of, speak
from app.bootstrap.memory_guard import forbid_core_dumps
from app.ui.change_hub import ChangeHub
from app.ui.garbage import GarbageCollection
from app.ui.printer_states import PrinterStates
from app.ui.runner import Runner
from app.ui.shell.start import Opening, open_desktop

if TYPE_CHECKING:
    from app.bootstrap.station import Station
    from app.ui.desktop import DesktopServices

T = TypeVar("T")


class LateStation:
    """A device that is put together, on a thread of its own, while the lock is on screen."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._builder = ThreadPoolExecutor(max_workers=1, thread_name_prefix="builder")
        self._station: Station | None = None
        self._end_records: Callable[[], None] = _nothing
        self.change_hub = ChangeHub()
        self.printer_states = PrinterStates(self.change_hub.publish)
        self.runner = Runner(self.submit)
        self.card_runner = Runner(self.submit_card)

    def submit(self, work: Callable[[], Any]) -> "Future[Any]":
        """Hand work to the store thread, once there is one."""
        if self._station is not None:
            return self._station.store.submit(work)
        return self._builder.submit(lambda: self._built().store.call(work))

    def submit_card(self, work: Callable[[], Any]) -> "Future[Any]":
        """Hand work to the card thread, once there is one."""
        return self._built().money.on_card_thread(work)

    def open_services(self, passphrase: str | None) -> "DesktopServices":
        """Open the store and start printing and syncing; runs on the store thread.

        Raises:
            DioptreError: the store cannot be opened; which one says what to do.
        """
        from app.adapters.security.profile_keys import key_of
        from app.bootstrap.windows import ScreenParts, services_of

        station = self._built()
        station.store.open_here(key_of(self._folder, passphrase=passphrase))
        screens = ScreenParts(
            change_hub=self.change_hub,
            printer_states=self.printer_states,
            runner=self.runner,
            card_runner=self.card_runner,
        )
        services = services_of(station, screens)
        self.printer_states.introduce(*station.printers())
        station.start()
        return services

    def close(self) -> None:
        """Close the device; what was on its way to the store is finished first."""
        self.card_runner.stop()
        self._builder.shutdown(wait=True)
        if self._station is not None:
            self._station.close()
        self._end_records()

    def _built(self) -> "Station":
        if self._station is None:
            from app.bootstrap.windows import station_heard_by

            self._end_records = start_records(self._folder)
            self._station = station_heard_by(self.change_hub, self.printer_states, self._folder)
        return self._station


def run_desktop(folder: Path | None) -> int:
    """Run the windows of a profile until they are closed; return the exit code."""
    forbid_core_dumps()
    application = QApplication([])
    collection = GarbageCollection()
    profile = folder or default_profile()
    speak(application, language_of(chosen_language(profile)))
    station = LateStation(profile)
    opening = Opening(runner=station.runner, open_services=station.open_services)
    desktop = open_desktop(application, opening)
    code = application.exec()
    desktop.window.close()
    collection.stop()
    station.close()
    return code


def chosen_language(profile: Path) -> str | None:
    """Return the language this device is set to; damaged settings are told of once it opens."""
    from app.adapters.store.station_settings import StationSettings, StationSettingsAreDamaged

    try:
        return StationSettings.load(profile).shell.language
    except StationSettingsAreDamaged:
        return None


def start_records(profile: Path) -> Callable[[], None]:
    """Write log and crash reports into the profile from now on; call the result to end that."""
    from app.adapters.telemetry.crash_report import CrashReports
    from app.adapters.telemetry.logging import start_log
    from app.bootstrap.edges import wall_clock

    # What is made in between by `parents` would be open to others.
    profile.mkdir(parents=True, exist_ok=True, mode=0o700)
    end_log = start_log(profile / LOG_FOLDER)
    end_reports = CrashReports(folder=profile / LOG_FOLDER, clock=wall_clock).install()

    def end() -> None:
        end_reports()
        end_log()

    return end


def _nothing() -> None:
    return None
