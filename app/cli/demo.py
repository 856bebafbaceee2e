"""`dioptre demo`: one order from the counter to the lab ticket to Postgres, on real windows."""

import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.adapters.exchange.dcs import DcsFile, EyeLengths, parse_dcs, read_trace
from app.domain.kernel.errors import DomainError
from app.domain.optics.notation import RxPair, parse_rx
from app.domain.optics.power import Millimetres
from app.domain.optics.prescription import EyeMeasurements

SAMPLE_TRACE = Path(__file__).parents[2] / "resources" / "samples" / "demo-frame.oma"
SAMPLE_RX = "R -2.25 -0.75x95 add 2.00; L -2.75 -1.50x80 add 2.00"
USUAL_PD = Millimetres(31_50)
USUAL_HEIGHT = Millimetres(22_00)


class NoDisplay(DomainError):
    """The windows were asked for on a machine that shows none."""

    code = "demo.no_display"


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOrder:
    """What is ordered: powers, measurements and the tracer's file."""

    rx: RxPair
    right: EyeMeasurements
    left: EyeMeasurements
    trace: Path

    @property
    def lens(self) -> str:
        """Return what to type for the lens: a progressive where every eye has an addition."""
        powers = [power for power in (self.rx.right, self.rx.left) if power is not None]
        return "prog 1.60" if all(power.add is not None for power in powers) else "single 1.60"


def add_commands(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    """Add the command to the parser."""
    parser = commands.add_parser("demo", help="run one order from the counter to the lab ticket")
    parser.add_argument("--headless", action="store_true", help="draw the windows off screen")
    parser.add_argument("--trace", type=Path, default=SAMPLE_TRACE, help="a tracer's DCS file")
    parser.add_argument("--rx", default=SAMPLE_RX, help=f"the prescription, such as '{SAMPLE_RX}'")
    parser.add_argument(
        "--out", type=Path, default=Path("build/demo"), help="where to leave what it made"
    )
    parser.add_argument("--printer", help="a printer of your own, tcp://host:9100")
    parser.add_argument(
        "--stay", action="store_true", help="keep the chain and open its windows to work with"
    )
    parser.set_defaults(handler=demo)


def demo(options: Namespace) -> Mapping[str, Any]:
    """Check what was given, then run the demo, or open the chain to stay.

    Raises:
        DomainError: the prescription, the trace or the printer's address is refused; nothing was
            started.
    """
    order = demo_order(options.rx, options.trace)
    if options.printer:
        from app.adapters.printing.transports.address import parse_tcp

        parse_tcp(options.printer)
    _choose_display(is_headless=options.headless)
    if options.stay:
        from app.cli.demo_stay import stay

        return stay(options.out, printer_url=options.printer)
    from app.cli.demo_path import run_demo

    return run_demo(order, out=options.out, printer_url=options.printer)


def demo_order(rx_text: str, trace: Path) -> DemoOrder:
    """Return the order of a prescription and a tracer's file, each refused by its own rules."""
    from app.cli.files import read_bytes

    data = read_bytes(trace)
    read_trace(data)
    file = parse_dcs(data)
    pds_mm, heights_mm = file.millimetres("IPD"), _heights(file)
    return DemoOrder(
        rx=parse_rx(rx_text),
        right=_measurements(pds_mm.right, heights_mm.right),
        left=_measurements(pds_mm.left, heights_mm.left),
        trace=trace,
    )


def _heights(file: DcsFile) -> EyeLengths:
    segment = file.millimetres("SEGHT")
    return segment if segment.right or segment.left else file.millimetres("OCHT")


def _measurements(pd_mm: Millimetres | None, height_mm: Millimetres | None) -> EyeMeasurements:
    return EyeMeasurements(
        monocular_pd_mm=pd_mm or USUAL_PD, fitting_height_mm=height_mm or USUAL_HEIGHT
    )


def _choose_display(*, is_headless: bool) -> None:
    if is_headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return
    is_desktop = sys.platform in ("win32", "darwin")
    shows = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & os.environ.keys()
    if not is_desktop and not shows:
        raise NoDisplay
