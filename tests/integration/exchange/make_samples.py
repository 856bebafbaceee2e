"""Writes the exchange samples in resources/samples: made-up jobs of people who do not exist.

`python -m tests.integration.exchange.make_samples` writes them anew.
"""

import json
import math
from datetime import date
from pathlib import Path

from app.adapters.exchange.dcs import DcsFile
from app.adapters.exchange.dcs_write import build_dcs, trace_lines
from app.adapters.exchange.fhir import FhirPrescription, prescription_resource
from app.adapters.exchange.frame_front import frame_front_stl
from app.domain.optics.notation import parse_rx
from app.domain.optics.power import Millimetres
from app.domain.optics.trace import Eye, Trace

SAMPLES = Path(__file__).parents[3] / "resources" / "samples"
POINTS = 400
FRONT_POINTS = 80
RX = "R -2.25 -0.75x95 add 2.00 prism 0.50 up 1.00 in; L -2.75 -1.50x80 add 2.00"

RECORDS = (
    ("OMAV", "3.08"),
    ("REQ", "EDG"),
    ("JOB", "W2600017"),
    ("DO", "B"),
    ("SPH", "-2.25;-2.75"),
    ("CYL", "-0.75;-1.50"),
    ("AX", "95;80"),
    ("ADD", "2.00;2.00"),
    ("IPD", "31.50;31.00"),
    ("OCHT", "?;?"),
    ("SEGHT", "20.00;20.00"),
    ("HBOX", "51.00;51.00"),
    ("VBOX", "37.20;37.20"),
    ("DBL", "18.00"),
    ("ETYP", "2"),
    ("BEVP", ";7"),
    ("DRILLE", "B;C;-22.50;4.00;1.40;;;?;1;F"),
    ("DRILLE", "B;C;22.00;4.50;1.40;20.00;4.50;?;2;F"),
    ("_NOTE", "keep;this;as;it;is"),
)

LENSMETER = """<?xml version="1.0" encoding="Shift-JIS"?>
<Ophthalmology xmlns:nsCommon="http://www.joia.or.jp/standardized/namespaces/Common"
 xmlns:nsLM="http://www.joia.or.jp/standardized/namespaces/LM">
 <nsCommon:Common>
  <nsCommon:Company>Lumen</nsCommon:Company><nsCommon:ModelName>LM-1</nsCommon:ModelName>
  <nsCommon:Operator>検査員</nsCommon:Operator>
 </nsCommon:Common>
 <nsLM:Measure type="LM">
  <nsLM:LM>
   <nsLM:R>
    <nsLM:Sphere unit="D">  -2.25</nsLM:Sphere><nsLM:Cylinder unit="D">  -0.72</nsLM:Cylinder>
    <nsLM:Axis unit="deg">  94</nsLM:Axis><nsLM:Add1 unit="D"> +2.03</nsLM:Add1>
    <nsLM:H unit="D" Prism="P"> +0.98</nsLM:H><nsLM:V unit="D" Prism="P"> +0.52</nsLM:V>
   </nsLM:R>
   <nsLM:L>
    <nsLM:Sphere unit="D">  -2.74</nsLM:Sphere><nsLM:Cylinder unit="D">  -1.51</nsLM:Cylinder>
    <nsLM:Axis unit="deg">  81</nsLM:Axis><nsLM:Add1 unit="D"> +1.98</nsLM:Add1>
    <nsLM:H unit="D" Prism="P"> -0.00</nsLM:H><nsLM:V unit="D" Prism="P"> +0.00</nsLM:V>
   </nsLM:L>
  </nsLM:LM>
 </nsLM:Measure>
</Ophthalmology>
"""


def an_outline(eye: Eye, count: int = POINTS) -> Trace:
    """Return a rounded rectangle of 51.00 x 37.20 mm, a little deeper at the nose."""
    nose = 0.0 if eye == "right" else math.pi
    radii, heights = [], []
    for point in range(count):
        angle = math.tau * point / count
        x, y = abs(math.cos(angle)) / 25.5, abs(math.sin(angle)) / 18.6
        radius = (x**3.2 + y**3.2) ** (-1 / 3.2)
        towards_nose = math.cos(angle - nose)
        radii.append(round(100 * radius))
        heights.append(round(-35 * towards_nose**2 + 4 * towards_nose))
    return Trace(eye=eye, radii=tuple(radii), heights=tuple(heights))


def edging_job() -> bytes:
    """Return a job with a packed right trace, a decimal left one, heights and a foreign trace."""
    head = build_dcs(RECORDS)
    foreign = (b"TRCFMT=6;400;E;R;F\r\n", b"R=2550;-1;-2;-2;-3;-3;-4;-4\r\n")
    right, left = an_outline("right"), an_outline("left")
    lines = (*head.lines, *trace_lines(right, kind=4), *trace_lines(left), *foreign)
    return DcsFile(lines).to_bytes()


def prescription() -> bytes:
    """Return the prescription of the same person."""
    pair = parse_rx(RX)
    resource = prescription_resource(
        FhirPrescription(
            right=pair.right,
            left=pair.left,
            written_on=date(2026, 7, 20),
            prescriber="Dr. Imre Vadas",
            patient="P-1042",
        )
    )
    return json.dumps(resource, indent=2).encode() + b"\n"


def main() -> None:
    """Write the files."""
    traces = [an_outline("right", FRONT_POINTS), an_outline("left", FRONT_POINTS)]
    (SAMPLES / "edging-job.oma").write_bytes(edging_job())
    (SAMPLES / "prescription.fhir.json").write_bytes(prescription())
    (SAMPLES / "lensmeter.joia.xml").write_bytes(LENSMETER.encode("shift_jis"))
    (SAMPLES / "frame-front.stl").write_bytes(frame_front_stl(traces, Millimetres(18_00)))


if __name__ == "__main__":
    main()
