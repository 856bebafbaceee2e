"""A lab job as a DCS file, the way an edger asks for it."""

from collections.abc import Callable

from app.adapters.exchange.dcs import DcsFile
from app.adapters.exchange.dcs_write import build_dcs
from app.adapters.exchange.eye_values import (
    EYES,
    exact_length,
    exact_power,
    measurements_of,
    polar_prism,
    power_of,
)
from app.domain.lab.work_order import LabJob
from app.domain.optics.power import Millimetres
from app.domain.optics.prescription import NO_POWER
from app.domain.optics.trace import Eye
from app.domain.orders.edging import BevelPlacement, EdgeType

LENS_TYPES = {"single_vision": "SV", "bifocal": "BI", "progressive": "PR", "office": "NV"}
MATERIALS = {"glass": "3", "polycarbonate": "2", "trivex": "6", "high index": "5", "plastic": "1"}
EDGE_TYPES = {EdgeType.BEVEL: "1", EdgeType.RIMLESS: "2", EdgeType.GROOVE: "3"}
BEVEL_PLACEMENTS = {
    BevelPlacement.FRONT: "1",
    BevelPlacement.PERCENT: "2",
    BevelPlacement.BACK: "5",
    BevelPlacement.AUTO: "7",
}


def dcs_of_job(job: LabJob, number: str) -> DcsFile:
    """Return the job as DCS records under `number`, its outlines last.

    Heights are told from the lower box tangent and monocular PDs from the bridge, as in our
    own prescriptions; an eye that gets no lens is left empty.
    """
    records = [
        ("OMAV", "3.08"),
        ("JOB", number[:40]),
        ("DO", _eyes_to_do(job)),
        *_rx_records(job),
        *_frame_records(job),
        ("LIND", f"{job.lens.index_thousandths / 1000:.3f}"),
        ("LTYPE", LENS_TYPES.get(job.lens.kind, "SV")),
        ("LMATTYPE", MATERIALS.get(job.lens.material.lower(), "0")),
        *_edging_records(job),
    ]
    return build_dcs(records, job.frame.traces)


def _eyes_to_do(job: LabJob) -> str:
    eyes = [eye for eye in EYES if power_of(job, eye) is not None]
    return {2: "B", 1: "R" if "right" in eyes else "L", 0: "N"}[len(eyes)]


def _rx_records(job: LabJob) -> list[tuple[str, str]]:
    records = [
        ("SPH", _pair(lambda eye: _power(job, eye, "sphere"))),
        ("CYL", _pair(lambda eye: _power(job, eye, "cylinder"))),
        ("AX", _pair(lambda eye: _axis(job, eye))),
        ("ADD", _pair(lambda eye: _power(job, eye, "add"))),
        ("PRVM", _pair(lambda eye: _prism(job, eye)[0])),
        ("PRVA", _pair(lambda eye: _prism(job, eye)[1])),
        ("IPD", _pair(lambda eye: _length(measurements_of(job, eye).monocular_pd_mm))),
        ("NPD", _pair(lambda eye: _length(measurements_of(job, eye).near_pd_mm))),
        ("OCHT", _pair(lambda eye: _length(measurements_of(job, eye).fitting_height_mm))),
        ("SEGHT", _pair(lambda eye: _length(measurements_of(job, eye).segment_height_mm))),
    ]
    return [(label, text) for label, text in records if text != ";"]


def _frame_records(job: LabJob) -> list[tuple[str, str]]:
    a, b = exact_length(job.frame.a_mm), exact_length(job.frame.b_mm)
    return [("HBOX", f"{a};{a}"), ("VBOX", f"{b};{b}"), ("DBL", exact_length(job.frame.dbl_mm))]


def _edging_records(job: LabJob) -> list[tuple[str, str]]:
    edging = job.edging
    records = [("ETYP", EDGE_TYPES[edging.edge_type])]
    if edging.edge_type is EdgeType.BEVEL:
        placement = BEVEL_PLACEMENTS[edging.bevel_placement]
        records.append(("BEVP", f"{placement};{placement}"))
        if edging.bevel_percent is not None:
            percent = f"{edging.bevel_percent}.00"
            records.append(("BEVM", f"{percent};{percent}"))
    records.append(("POLISH", "1" if edging.is_polished else "0"))
    return records


def _pair(value_of: Callable[[Eye], str]) -> str:
    return f"{value_of('right')};{value_of('left')}"


def _power(job: LabJob, eye: Eye, name: str) -> str:
    power = power_of(job, eye)
    value = None if power is None else getattr(power, name)
    return "" if value is None else exact_power(value)


def _axis(job: LabJob, eye: Eye) -> str:
    power = power_of(job, eye)
    if power is None:
        return ""
    # A machine is told 0 where there is no cylinder to turn.
    return str(power.axis_deg) if power.cylinder != NO_POWER else "0"


def _prism(job: LabJob, eye: Eye) -> tuple[str, str]:
    power = power_of(job, eye)
    prism = None if power is None else polar_prism(power.prism, eye)
    return ("", "") if prism is None else (f"{prism.magnitude:.2f}", f"{prism.base_deg:.2f}")


def _length(length: Millimetres | None) -> str:
    return "" if length is None else exact_length(length)
