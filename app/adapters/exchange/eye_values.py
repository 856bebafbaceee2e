"""How powers and lengths of a lab job are written for other systems: exact, without a plus."""

from app.domain.lab.work_order import LabJob
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import EyeMeasurements, EyePower, Prism
from app.domain.optics.prism import PolarPrism, PrismEffect, resultant
from app.domain.optics.trace import Eye

EYES: tuple[Eye, ...] = ("right", "left")


def power_of(job: LabJob, eye: Eye) -> EyePower | None:
    return job.prescription.right if eye == "right" else job.prescription.left


def measurements_of(job: LabJob, eye: Eye) -> EyeMeasurements:
    prescription = job.prescription
    return prescription.right_measurements if eye == "right" else prescription.left_measurements


def exact_power(power: Dioptres) -> str:
    """Return a power with two decimals, or with three where it is an eighth: -2.125."""
    sign = "-" if power.thousandths < 0 else ""
    whole, part = divmod(abs(power.thousandths), 1000)
    return f"{sign}{whole}.{part // 10:02d}" if part % 10 == 0 else f"{sign}{whole}.{part:03d}"


def exact_length(length: Millimetres) -> str:
    """Return a length with two decimals."""
    sign = "-" if length.hundredths < 0 else ""
    whole, part = divmod(abs(length.hundredths), 100)
    return f"{sign}{whole}.{part:02d}"


def polar_prism(prism: Prism | None, eye: Eye) -> PolarPrism | None:
    """Return a prism by size and base, or None for no prism."""
    if prism is None:
        return None
    effect = PrismEffect(base_in=prism.base_in.dioptres, base_up=prism.base_up.dioptres)
    polar = resultant(effect, eye)
    return None if polar.base_deg is None else polar
