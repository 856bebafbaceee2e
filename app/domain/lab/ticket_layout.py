"""What a lab ticket says about a work order, block by block."""

from app.domain.kernel.paper import (
    EyeRow,
    EyeTable,
    Field,
    FieldPair,
    Heading,
    Notice,
    PaperBlock,
    QrCode,
    Rule,
    Subheading,
)
from app.domain.lab.edging import edging_line
from app.domain.lab.work_order import LabJob, WorkOrder
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import EyeMeasurements, EyePower
from app.domain.orders.snapshots import FrameSnapshot, LensSnapshot, PrescriptionSnapshot

POWER_COLUMNS = ("Sph", "Cyl", "Axis", "Add", "PD", "Height")
PRISM_COLUMNS = ("Prism H", "Prism V")
NONE = "-"


def lab_ticket(work_order: WorkOrder) -> tuple[PaperBlock, ...]:
    """Return the ticket of a work order: who, when, both eyes, frame, lens, edging, code."""
    job = work_order.job
    payload = work_order.number.scan_payload()
    rush: tuple[PaperBlock, ...] = (Notice("RUSH"),) if job.is_rush else ()
    note: tuple[PaperBlock, ...] = (Field("Note", job.note),) if job.note else ()
    return (
        Heading(str(work_order.number)),
        *_news(job),
        *rush,
        FieldPair(Field("Order", str(job.order_number)), Field("Due", job.promised_on.isoformat())),
        FieldPair(Field("Store", job.store_name), Field("Patient", job.patient.short_name)),
        Rule(),
        *_eyes(job.prescription),
        Rule(),
        *_frame(job.frame),
        *_lens(job.lens),
        *(Field("Extra", name) for name in job.extras),
        Field("Edging", edging_line(job.edging)),
        *note,
        QrCode(payload, payload),
    )


def _news(job: LabJob) -> tuple[PaperBlock, ...]:
    """Return what must be seen before anything else: that earlier tickets are void."""
    if job.is_cancelled:
        return (Notice("CANCELLED - DO NOT MAKE"),)
    if job.version > 1:
        return (Notice(f"CHANGED {job.version} - EARLIER TICKETS ARE VOID"),)
    return ()


def _eyes(rx: PrescriptionSnapshot) -> tuple[PaperBlock, ...]:
    powers = EyeTable(
        POWER_COLUMNS,
        (
            EyeRow("R", _power_cells(rx.right, rx.right_measurements)),
            EyeRow("L", _power_cells(rx.left, rx.left_measurements)),
        ),
    )
    if not any(eye is not None and eye.prism is not None for eye in (rx.right, rx.left)):
        return (powers,)
    prism_rows = (EyeRow("R", _prism_cells(rx.right)), EyeRow("L", _prism_cells(rx.left)))
    return (powers, EyeTable(PRISM_COLUMNS, prism_rows))


def _power_cells(power: EyePower | None, measured: EyeMeasurements) -> tuple[str, ...]:
    if power is None:
        return ("none", "", "", "", "", "")
    height = measured.fitting_height_mm or measured.segment_height_mm
    has_cylinder = power.axis_deg is not None
    return (
        "BAL" if power.is_balance else str(power.sphere),
        str(power.cylinder) if has_cylinder else "DS",
        f"{power.axis_deg:03d}" if power.axis_deg is not None else NONE,
        str(power.add) if power.add else NONE,
        _mm(measured.monocular_pd_mm),
        _mm(height),
    )


def _prism_cells(power: EyePower | None) -> tuple[str, ...]:
    if power is None or power.prism is None:
        return (NONE, NONE)
    prism = power.prism
    return (_base(prism.base_in, "IN", "OUT"), _base(prism.base_up, "UP", "DOWN"))


def _base(amount: Dioptres, positive: str, negative: str) -> str:
    if amount == Dioptres(0):
        return NONE
    return f"{str(abs(amount))[1:]} {positive if amount > Dioptres(0) else negative}"


def _frame(frame: FrameSnapshot) -> tuple[PaperBlock, ...]:
    name = f"{frame.brand} {frame.model} {frame.colour}"
    boxing = f"A {frame.a_mm}  B {frame.b_mm}  DBL {frame.dbl_mm}"
    return (Subheading(name), FieldPair(Field("Size", frame.size), Field("Box", boxing)))


def _lens(lens: LensSnapshot) -> tuple[PaperBlock, ...]:
    material = f"{lens.material}, n {lens.index_thousandths / 1000:.3f}"
    return (
        Subheading(lens.name),
        Field("Material", material),
        FieldPair(Field("Coating", lens.coating or NONE), Field("Tint", lens.tint or NONE)),
    )


def _mm(length_mm: Millimetres | None) -> str:
    return NONE if length_mm is None else str(length_mm)
