"""Pictures of the real screens, in every theme, for the demo and for the documents."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.domain.optics.notation import RxPair
from app.domain.optics.prescription import EyeMeasurements
from app.ui.desktop import DesktopServices
from app.ui.driver import BenchDriver, CounterDriver, WindowDriver
from app.ui.shell.main_window import MainWindow
from app.ui.theme.tokens import DARK, LIGHT, Tokens

THEMES = (LIGHT, DARK)


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterScript:
    """What is done at the counter: who signs in, whose order it is, and what is ordered."""

    person: str
    pin: str
    patient: str
    rx: RxPair
    right: EyeMeasurements
    left: EyeMeasurements
    frame: str
    lens: str
    trace: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchScript:
    """Who works at the bench, and how many stages the order moves on."""

    person: str
    pin: str
    stages: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """Takes a picture of a window in each theme and leaves the window as it was."""

    folder: Path
    themes: tuple[Tokens, ...] = THEMES

    def shoot(self, window: MainWindow, name: str) -> list[Path]:
        """Write `name-<theme>.png` for each theme and return the files."""
        self.folder.mkdir(parents=True, exist_ok=True)
        usual = window.theme.tokens
        hands = WindowDriver(window)
        hands.settle()
        files = []
        for tokens in self.themes:
            window.use_tokens(tokens)
            hands.settle()
            file = self.folder / f"{name}-{tokens.name}.png"
            window.grab().save(str(file), "PNG")
            files.append(file)
        window.use_tokens(usual)
        return files


@contextmanager
def opened(services: DesktopServices) -> Iterator[MainWindow]:
    """Give a window on a device, locked; it is closed at the end."""
    window = MainWindow()
    window.show()
    window.ready(services)
    try:
        yield window
    finally:
        window.close()


def take_order(counter: CounterDriver, script: CounterScript) -> str:
    """Do what the script says up to F12, and return the order's number."""
    fill_in(counter, script)
    counter.confirm_doubts()
    return counter.create_order()


def fill_in(counter: CounterDriver, script: CounterScript) -> None:
    """Find the patient and fill the form in, all by keyboard."""
    counter.find_patient(script.patient)
    counter.enter_rx(script.rx, script.right, script.left)
    counter.choose_frame(script.frame)
    if script.trace is not None:
        counter.load_trace(str(script.trace))
    counter.choose_lens(script.lens)


def shoot_counter(
    camera: Camera, services: DesktopServices, script: CounterScript
) -> tuple[str, list[Path]]:
    """Take an order at a store; return its number and the pictures lock, counter and order."""
    with opened(services) as window:
        counter = CounterDriver(window)
        counter.wait_until(lambda: window.lock_model and window.lock_model.members, "names")
        files = camera.shoot(window, "lock")
        counter.sign_in(script.person, script.pin)
        fill_in(counter, script)
        files += camera.shoot(window, "counter")
        counter.confirm_doubts()
        number = counter.create_order()
        files += camera.shoot(window, "order")
    return number, files


def shoot_bench(
    camera: Camera, services: DesktopServices, script: BenchScript, order_number: str
) -> list[Path]:
    """Open a store's order at the lab, move it on, and return the picture of the bench."""
    with opened(services) as window:
        bench = BenchDriver(window)
        bench.sign_in(script.person, script.pin)
        bench.scan(bench.wait_for_order(order_number).number)
        for _ in range(script.stages):
            bench.stage_done()
        return camera.shoot(window, "bench")
