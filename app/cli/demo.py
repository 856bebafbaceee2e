"""`dioptre demo`: one order from the counter to the lab ticket to Postgres, on real windows."""

import os
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.domain.kernel.errors import DomainError

SAMPLE_TRACE = Path(__file__).parents[2] / "resources" / "samples" / "demo-frame.oma"
SAMPLE_RX = "R -2.25 -0.75x95 add 2.00; L -2.75 -1.50x80 add 2.00"


class NoDisplay(DomainError):
    """The windows were asked for on a machine that shows none."""

    code = "demo.no_display"


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
    from app.cli.demo_order import demo_order

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


def _choose_display(*, is_headless: bool) -> None:
    if is_headless:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return
    is_desktop = sys.platform in ("win32", "darwin")
    shows = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & os.environ.keys()
    if not is_desktop and not shows:
        raise NoDisplay
