"""A lab job as a LabLink order file (`.rx`): one `name:value` a line, for labs that take it.

The names and their order follow two public sources: a field map made from four real files
(order header, frame, trace block, lens, items, prescription) and the field table of a program
that converts such files (prisms with `_dir`, `frame_ed`, `rx_od_oc_height`). Codes of lenses and
accounts are the lab's own and come from its list.
"""

from dataclasses import dataclass
from datetime import datetime

from app.adapters.exchange.dcs_write import LINE_END, build_dcs
from app.adapters.exchange.eye_values import (
    EYES,
    exact_length,
    exact_power,
    measurements_of,
    power_of,
)
from app.domain.lab.work_order import LabJob
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import NO_POWER, EyePower
from app.domain.optics.shape import shape_of
from app.domain.optics.trace import Eye

TEXT_MAX = 80
NOTE_MAX = 500
OD_OS = {"right": "od", "left": "os"}
BEHAVIOURS = {"single_vision": ("s", "S"), "bifocal": ("m", "B")}
PROGRESSIVE = ("m", "P")


@dataclass(frozen=True, slots=True, kw_only=True)
class LabAccount:
    """How a lab knows this chain: its number there, and the name goods are sent to."""

    lab_number: str
    customer_number: str
    ship_name: str


def lablink_order(job: LabJob, account: LabAccount, ordered_at: datetime) -> bytes:
    """Return the order file."""
    fields = [
        ("file_version", "1.0"),
        ("lab_num", account.lab_number),
        ("cust_num", account.customer_number),
        ("cust_seq_num", "1"),
        ("date_ordered", ordered_at.strftime("%Y-%m-%d %H:%M:%S")),
        ("instructions", job.note[:NOTE_MAX]),
        ("order_id", str(job.order_number)),
        ("customer_po_num", str(job.order_number)),
        ("date_promised", job.promised_on.isoformat()),
        ("patient_name", f"{job.patient.family_name}, {job.patient.given_name}".upper()),
        ("ship_name", account.ship_name),
        ("rx_eye", _eyes(job)),
        *_frame_fields(job),
    ]
    lines = [_line(name, value) for name, value in fields]
    lines += _trace_block(job)
    lines += [_line(name, value) for name, value in (*_lens_fields(job), *_rx_fields(job))]
    return b"".join([*lines, b"end_order" + LINE_END])


def _eyes(job: LabJob) -> str:
    # 1 right, 2 left, 3 both, as the files met have it for both.
    return str(sum(1 << i for i, eye in enumerate(EYES) if power_of(job, eye) is not None))


def _frame_fields(job: LabJob) -> list[tuple[str, str]]:
    frame, is_traced = job.frame, bool(job.frame.traces)
    return [
        ("frame_source", "TRACE - UNCUT" if is_traced else "NO TRACE - UNCUT"),
        ("frame_status", "UNCUT"),
        ("frame_tracing", "TRACED" if is_traced else "NO TRACE"),
        ("frame_vendor", frame.brand),
        ("frame_model", frame.model),
        ("frame_color", frame.colour),
        ("frame_a", _length(frame.a_mm)),
        ("frame_b", _length(frame.b_mm)),
        ("frame_dbl", _length(frame.dbl_mm)),
        ("frame_rad_angle", "45.0"),
        ("frame_edge", "UNCUT"),
    ]


def _trace_block(job: LabJob) -> list[bytes]:
    traces = job.frame.traces
    if not traces:
        return []
    circumference = shape_of(traces[0]).circumference_mm
    records = [
        ("REQ", "FIL"),
        ("JOB", str(job.order_number)),
        ("DBL", exact_length(job.frame.dbl_mm)),
        ("CIRC", f"{circumference:.2f}"),
        ("HBOX", exact_length(job.frame.a_mm)),
        ("VBOX", exact_length(job.frame.b_mm)),
    ]
    block = build_dcs(records, traces)
    return [b"trace_start" + LINE_END, *block.lines, b"trace_end" + LINE_END]


def _lens_fields(job: LabJob) -> list[tuple[str, str]]:
    lens = job.lens
    fields = []
    for eye in EYES:
        if power_of(job, eye) is not None:
            name = f"lens_{OD_OS[eye]}"
            fields += [
                (f"{name}_color_desc", lens.tint),
                (f"{name}_material_desc", f"{lens.material} {lens.index_thousandths / 1000:.3f}"),
                (f"{name}_style_code", lens.sku),
                (f"{name}_style_desc", lens.name),
            ]
    return [*fields, ("lens_coating_desc", lens.coating)]


def _rx_fields(job: LabJob) -> list[tuple[str, str]]:
    vision, kind = BEHAVIOURS.get(job.lens.kind, PROGRESSIVE)
    powers = [power_of(job, eye) for eye in EYES]
    has_balance = any(power is not None and power.is_balance for power in powers)
    fields = [
        ("lens_sv_mf", vision),
        ("x_rx_type", kind),
        ("x_rx_balance", "true" if has_balance else "false"),
    ]
    for eye, power in zip(EYES, powers, strict=True):
        if power is not None:
            fields += _eye_fields(job, eye, power)
    return fields


def _eye_fields(job: LabJob, eye: Eye, power: EyePower) -> list[tuple[str, str]]:
    measured, name = measurements_of(job, eye), f"rx_{OD_OS[eye]}"
    height = measured.segment_height_mm or measured.fitting_height_mm
    return [
        (f"{name}_sphere", _signed(power.sphere)),
        (f"{name}_cylinder", _signed(power.cylinder)),
        (f"{name}_axis", str(power.axis_deg or 0)),
        (f"{name}_add", "" if power.add is None else _signed(power.add)),
        (f"{name}_near", _length(measured.near_pd_mm)),
        (f"{name}_far", _length(measured.monocular_pd_mm)),
        (f"{name}_seg_height", _length(height)),
        *_prism_fields(name, power),
    ]


def _prism_fields(name: str, power: EyePower) -> list[tuple[str, str]]:
    if power.prism is None:
        return []
    parts = [(power.prism.base_in, "IN", "OUT"), (power.prism.base_up, "UP", "DOWN")]
    told = [(size, plus if size > NO_POWER else minus) for size, plus, minus in parts]
    fields = []
    names = iter((f"{name}_prism", f"{name}_prism2"))
    for size, base in told:
        if size != NO_POWER:
            label = next(names)
            fields += [(label, exact_power(abs(size))), (f"{label}_dir", base)]
    return fields


def _signed(power: Dioptres) -> str:
    return exact_power(power) if power < NO_POWER else f"+{exact_power(power)}"


def _length(length: Millimetres | None) -> str:
    return "" if length is None else exact_length(length)


def _line(name: str, value: str) -> bytes:
    # A line break in a note would begin a field of its own.
    text = " ".join(value.split())[: NOTE_MAX if name == "instructions" else TEXT_MAX]
    return f"{name}:{text}".encode("utf-8", errors="replace") + LINE_END
