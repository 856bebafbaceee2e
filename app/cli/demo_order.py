"""What the demo orders: a prescription, and what a tracer's file says of frame and face."""

from dataclasses import dataclass
from pathlib import Path

from app.adapters.exchange.dcs import DcsFile, EyeLengths, parse_dcs, read_trace
from app.cli.files import read_bytes
from app.domain.optics.notation import RxPair, parse_rx
from app.domain.optics.power import Millimetres
from app.domain.optics.prescription import EyeMeasurements

USUAL_PD = Millimetres(31_50)
USUAL_HEIGHT = Millimetres(22_00)


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


def demo_order(rx_text: str, trace: Path) -> DemoOrder:
    """Return the order of a prescription and a tracer's file, each refused by its own rules."""
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
