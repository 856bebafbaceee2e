"""How the answers of `dioptre exchange` look: the shapes other programs rely on."""

from app.adapters.exchange.dcs import FIELDS_PER_PAIR, DcsFile
from app.adapters.exchange.dcs_drill import DcsDrill, drills_of
from app.adapters.exchange.dcs_records import DcsRecord, Sides
from app.adapters.exchange.dcs_traces import EdgeThickness, PointSets, PointsHeader
from app.adapters.exchange.fhir import FhirPrescription
from app.adapters.exchange.fhir_fields import FhirNode, fhir_node
from app.adapters.exchange.joia import LensmeterReading
from app.adapters.exchange.stl import StlReport
from app.adapters.exchange.strict_json import read_json
from app.cli.optics_json import Json, power_json
from app.domain.optics.notation import RxPair
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import EyePower, Prism
from app.domain.optics.rx_values import MeasuredPower
from app.domain.optics.trace import Trace
from app.messages.exchange_sentences import EXCHANGE_SENTENCES

# Rows of points and their headers say nothing of right and left on one line.
POINT_LABELS = ("R", "A", "Z", "ZA", "T")


def records_json(file: DcsFile) -> Json:
    """Return the records of a DCS file in their order, and what they say of each eye."""
    numbered = [(number, DcsRecord(line)) for number, line in enumerate(file.lines, start=1)]
    records = [(number, record) for number, record in numbered if record.label is not None]
    return {
        "records": [_record_json(number, record) for number, record in records],
        "other_lines": [
            {"line": number, "text": record.raw.decode("latin-1").rstrip("\r\n")}
            for number, record in numbered
            if record.label is None
        ],
        "sides": _sides_json([record for _, record in records]),
    }


def outlines_json(file: DcsFile) -> Json:
    """Return what a DCS file draws: outlines, edge thickness and drilled holes.

    Raises:
        DcsError: the points do not agree with what is said of them.
    """
    points = file.points
    return {
        "traces": _traces_json(points),
        "thicknesses": [_thickness_json(thickness) for thickness in points.thicknesses()],
        "drills": [_drill_json(drill) for drill in drills_of(file)],
    }


def prescription_json(prescription: FhirPrescription) -> Json:
    """Return a prescription in the shape of `optics`, with its eyes."""
    written_on = prescription.written_on
    return {
        "right": eye_json(prescription.right),
        "left": eye_json(prescription.left),
        "written_on": None if written_on is None else written_on.isoformat(),
        "prescriber": prescription.prescriber,
        "patient": prescription.patient,
    }


def rx_pair_of(data: bytes) -> RxPair:
    """Read what `prescription_json` wrote.

    Raises:
        DomainError: it is something else.
    """
    node = fhir_node(read_json(data))
    result = node.node("result") or node
    eyes = {side: result.node(side) for side in ("right", "left")}
    return RxPair(**{side: None if eye is None else _power_of(eye) for side, eye in eyes.items()})


def _power_of(eye: FhirNode) -> EyePower:
    add, prism = eye.text("add"), eye.node("prism")
    axis = eye.number("axis_deg")
    return EyePower(
        sphere=Dioptres.ordered(eye.text("sphere") or ""),
        cylinder=Dioptres.ordered(eye.text("cylinder") or "0.00"),
        axis_deg=None if axis is None else int(axis),
        add=None if add is None else Dioptres.ordered(add),
        prism=None if prism is None else _prism_of(prism),
        is_balance=eye.fields.get("balance") is True,
    )


def _prism_of(prism: FhirNode) -> Prism:
    return Prism(
        base_in=Dioptres.measured(f"{prism.required('base_in'):f}"),
        base_up=Dioptres.measured(f"{prism.required('base_up'):f}"),
    )


def reading_json(reading: LensmeterReading) -> Json:
    """Return a lensmeter reading in the shape of `optics`; `single` is a lens of no side."""
    eyes: Json = {"right": eye_json(reading.right), "left": eye_json(reading.left)}
    return eyes if reading.single is None else eyes | {"single": eye_json(reading.single)}


def eye_json(power: EyePower | MeasuredPower | None) -> Json | None:
    """Return one eye: the power as `optics` prints it, addition and prism."""
    if power is None:
        return None
    eye = power_json(power) | {
        "add": None if power.add is None else str(power.add),
        "prism": _prism_json(power.prism),
    }
    is_balance = isinstance(power, EyePower) and power.is_balance
    return eye | {"balance": True} if is_balance else eye


def mesh_json(report: StlReport) -> Json:
    """Return what a mesh measures; a question stands beside a doubtful unit."""
    unit: Json = {"guess": report.unit.unit}
    if report.unit.is_question:
        longest = max(report.size_mm)
        question = EXCHANGE_SENTENCES["exchange.stl.unit_question"]
        unit["question"] = question.format(longest=f"{longest:g}", unit=report.unit.unit)
    return {
        "triangles": report.triangles,
        "size_mm": list(report.size_mm),
        "volume_mm3": report.volume_mm3,
        "watertight": report.is_watertight,
        "sha256": report.sha256,
        "name": report.name,
        "unit": unit,
    }


def _record_json(number: int, record: DcsRecord) -> Json:
    return {
        "label": record.label,
        "value": record.text,
        "fields": list(record.fields),
        "line": number,
    }


def _sides_json(records: list[DcsRecord]) -> Json:
    told: dict[str, Sides] = {}
    for record in records:
        label = record.label or ""
        if label.upper() in POINT_LABELS or len(record.fields) > FIELDS_PER_PAIR:
            continue
        before, sides = told.get(label, Sides(None, None)), record.sides
        told[label] = Sides(sides.right or before.right, sides.left or before.left)
    return {label: {"right": sides.right, "left": sides.left} for label, sides in told.items()}


def _traces_json(points: PointSets) -> list[Json]:
    decoded = [_trace_json(trace) for trace in points.traces()]
    return decoded + [_foreign_json(header) for header in points.foreign_traces()]


def _trace_json(trace: Trace) -> Json:
    """Return an outline; radii and heights in 0.01 mm, angles in 0.01 degrees."""
    return {
        "eye": trace.eye,
        "points": len(trace.radii),
        "radii": list(trace.radii),
        "angles": None if trace.angles_cdeg is None else list(trace.angles_cdeg),
        "heights": None if trace.heights is None else list(trace.heights),
        "decoded": True,
    }


def _foreign_json(header: PointsHeader) -> Json:
    return {
        "eye": header.eye,
        "points": header.count,
        "format": header.format,
        "decoded": False,
    }


def _thickness_json(thickness: EdgeThickness) -> Json:
    return {
        "eye": thickness.eye,
        "radii": list(thickness.radii),
        "thicknesses": list(thickness.thicknesses),
    }


def _drill_json(drill: DcsDrill) -> Json:
    return {
        "eye": drill.eye,
        "reference": drill.reference,
        "start_mm": [drill.start_x, drill.start_y],
        "end_mm": [drill.end_x, drill.end_y],
        "diameter_mm": drill.diameter,
        "depth_mm": drill.depth,
    }


def _prism_json(prism: Prism | None) -> Json | None:
    if prism is None:
        return None
    return {"base_in": prism.base_in.dioptres, "base_up": prism.base_up.dioptres}
