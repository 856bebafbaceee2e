"""What is fuzzed: each target takes any bytes and lets out nothing but our own refusals."""

from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

from app.adapters.exchange import stl_ascii
from app.adapters.exchange.codes import read_gs1_label, read_gtin, read_opc
from app.adapters.exchange.dcs import parse_dcs
from app.adapters.exchange.dcs_drill import drills_of
from app.adapters.exchange.dcs_packets import PacketReader, packet_of
from app.adapters.exchange.dcs_write import trace_lines, with_value
from app.adapters.exchange.fhir import prescription_resource, read_patient, read_prescription
from app.adapters.exchange.joia import read_joia
from app.adapters.exchange.stl import inspect_stl
from app.domain.kernel.errors import DomainError

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


class RefusalHasNoPlaceError(AssertionError):
    """A parser refused its input without saying where."""


@contextmanager
def refusals_allowed():
    """Let a refusal pass that names its place."""
    try:
        yield
    except DomainError as refusal:
        if "position" not in refusal.facts:
            raise RefusalHasNoPlaceError(refusal.code) from refusal


def dcs(data: bytes) -> None:
    """Read, look at everything, write again, change a value, and cut packets."""
    for event in PacketReader().feed(data):
        assert event is not None
    with refusals_allowed():
        file = parse_dcs(data)
        assert file.to_bytes() == data
        assert with_value(file, "SPH", "-1.00;").value("SPH").right == "-1.00"
        with refusals_allowed():
            file.millimetres("HBOX")
        with refusals_allowed():
            tuple(drills_of(file))
        points = file.points
        with refusals_allowed():
            tuple(points.heights())
        with refusals_allowed():
            tuple(points.thicknesses())
        with refusals_allowed():
            tuple(points.foreign_traces())
        for trace in points.traces():
            again = parse_dcs(b"".join(trace_lines(trace, kind=4)))
            assert again.traces == (trace,)
        packet_of(file)


def stl(data: bytes) -> None:
    """Measure a mesh; texts are converted in this process, for the sake of speed."""
    with refusals_allowed():
        if data.lstrip()[:5].lower() == b"solid" and b"\0" not in data[:84]:
            try:
                data = stl_ascii.to_binary(data)
            except stl_ascii.TextIsNoStlError:
                return
        report = inspect_stl(data)
        assert report.triangles > 0


def fhir(data: bytes) -> None:
    """Read a prescription and a patient; what was read goes out again."""
    with refusals_allowed():
        read_patient(data)
    with refusals_allowed():
        assert prescription_resource(read_prescription(data))["lensSpecification"]


def joia(data: bytes) -> None:
    """Read a lensmeter file."""
    with refusals_allowed():
        reading = read_joia(data)
        assert reading.right or reading.left or reading.single


def codes(data: bytes) -> None:
    """Read a code as each of its kinds."""
    text = data.decode("utf-8", errors="replace")
    for reader in (read_opc, read_gtin, read_gs1_label):
        with refusals_allowed():
            reader(text)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "dcs": dcs,
    "stl": stl,
    "fhir": fhir,
    "joia": joia,
    "codes": codes,
}

_FACET = (
    b"facet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1e1 0\n"
    b"endloop\nendfacet\n"
)
_PATIENT = (
    b'{"resourceType":"Patient","name":[{"family":"A","given":["B"]}],"birthDate":"1958-02-11"}'
)


def seeds(name: str) -> list[bytes]:
    """Return inputs to begin with: our samples and small things of each kind."""
    mesh = (SAMPLES / "frame-front.stl").read_bytes()
    return {
        "dcs": [
            b"OMAV=3.08\r\nJOB=7\r\nSPH=-2.25;\r\nOCHT=?;?\r\nDRILLE=B;C;-22.5;4;1.4;;;?;1;F\r\n",
            b"TRCFMT=1;4;U;R;F\r\nR=2400;2000\r\nR=2400;2000\r\nA=0;9000;18000;27000\r\n",
            b"TRCFMT=2;3;E;L;P\r\nR=\x60\x09\x60\x09\x60\x09\r\nZFMT=1;3;E;L\r\nZ=-1;+2;3\r\n",
            b"TRCFMT=4;5;E;R;F\r\nR=\x5d\x09\x00\x80\x09\x80\x1b\x9f\xf0\r\n",
            b"STHKFMT=1;3;E;R\r\nR=2100;2200;2300\r\nT=0210;0220;0230\r\nSPH=;-0.50\r\n",
            b"\x1cREQ=INI\r\x1eCRC=13402\r\x1d\x06",
        ],
        "stl": [
            mesh[:80] + (2).to_bytes(4, "little") + mesh[84:184],
            b"solid part\n" + _FACET + b"endsolid part\n",
        ],
        "fhir": [(SAMPLES / "prescription.fhir.json").read_bytes(), _PATIENT],
        "joia": [
            (SAMPLES / "lensmeter.joia.xml").read_bytes(),
            b"<LM><R><Sphere>1</Sphere></R></LM>",
        ],
        "codes": [b"0207117219", b"4006381333931", b"01040063813339311727013110LOT7"],
    }[name]
