"""Every computation of the optics in the form that a screen or a command can explain."""

from app.domain.optics import boxing, vertex
from app.domain.optics import explained as by
from app.domain.optics.as_worn import Tilt, power_as_worn, power_to_order
from app.domain.optics.blank import BlankNeed, blank_need
from app.domain.optics.explained import Explained, Formula
from app.domain.optics.lens_estimate import LensEstimate, compare_materials
from app.domain.optics.power import Dioptres
from app.domain.optics.power_matrix import crossed
from app.domain.optics.prism import PolarPrism, PrismEffect, prism_at_pupil, resultant
from app.domain.optics.shape import Offset, Shape, shape_of
from app.domain.optics.spherocylinder import (
    SpheroCylinder,
    Toric,
    spherical_equivalent,
    transposed,
)
from app.domain.optics.thickness import LensForm, ThicknessProfile, thickness_profile
from app.domain.optics.trace import Eye, Trace


def explain_transposition(power: Toric) -> Explained[SpheroCylinder]:
    return _because(transposed(power), by.TRANSPOSITION, **_power(power))


def explain_equivalent(power: Toric) -> Explained[Dioptres]:
    return _because(spherical_equivalent(power), by.EQUIVALENT, **_power(power))


def explain_vertex(power: Toric, *, from_mm: float, to_mm: float) -> Explained[SpheroCylinder]:
    moved = vertex.at_vertex(power, from_mm=from_mm, to_mm=to_mm)
    return _because(moved, by.VERTEX, **_power(power), from_mm=from_mm, to_mm=to_mm)


def explain_prism(
    power: Toric, eye: Eye, *, oc_in_mm: float, oc_up_mm: float
) -> Explained[PrismEffect]:
    effect = prism_at_pupil(power, eye, oc_in_mm=oc_in_mm, oc_up_mm=oc_up_mm)
    return _because(
        effect, by.PRISM, **_power(power), eye=eye, oc_in_mm=oc_in_mm, oc_up_mm=oc_up_mm
    )


def explain_resultant(prism: PrismEffect, eye: Eye) -> Explained[PolarPrism]:
    return _because(
        resultant(prism, eye), by.RESULTANT, eye=eye, base_in=prism.base_in, base_up=prism.base_up
    )


def explain_crossed(first: Toric, second: Toric) -> Explained[SpheroCylinder]:
    inputs = {f"{name}_1": value for name, value in _power(first).items()}
    inputs |= {f"{name}_2": value for name, value in _power(second).items()}
    return _because(crossed(first, second), by.CROSSED, **inputs)


def explain_layout(
    frame: boxing.FrameBox, *, pd_mm: float, height_mm: float
) -> Explained[boxing.Decentration]:
    return _because(
        boxing.decentration(frame, pd_mm=pd_mm, height_mm=height_mm),
        by.LAYOUT,
        a_right_mm=frame.a_right_mm,
        a_left_mm=frame.a_left_mm,
        b_mm=frame.b_mm,
        dbl_mm=frame.dbl_mm,
        pd_mm=pd_mm,
        height_mm=height_mm,
    )


def explain_near_pd(task: boxing.NearTask, *, pd_mm: float) -> Explained[float]:
    return _because(
        task.near_pd_mm(pd_mm),
        by.NEAR_PD,
        pd_mm=pd_mm,
        working_mm=task.working_mm,
        stop_mm=task.stop_mm,
        power_d=task.power_d,
    )


def explain_shape(trace: Trace) -> Explained[Shape]:
    return _because(shape_of(trace), by.SHAPE, eye=trace.eye, points=len(trace.radii))


def explain_blank(shape: Shape, oc: Offset, *, allowance_mm: float) -> Explained[BlankNeed]:
    need = blank_need(shape, oc, allowance_mm=allowance_mm)
    return _because(
        need,
        by.BLANK,
        eye=shape.eye,
        ed_mm=f"{shape.ed_mm:.2f}",
        oc_in_mm=oc.in_mm,
        oc_up_mm=oc.up_mm,
        allowance_mm=allowance_mm,
    )


def explain_thickness(shape: Shape, oc: Offset, form: LensForm) -> Explained[ThicknessProfile]:
    return _because(
        thickness_profile(shape.about(oc), form),
        by.THICKNESS,
        eye=shape.eye,
        oc_in_mm=oc.in_mm,
        oc_up_mm=oc.up_mm,
        front_radius_mm=_radius(form.front),
        back_radius_along_mm=_radius(form.back_along),
        back_radius_across_mm=_radius(form.back_across),
        back_axis_deg=f"{form.back_axis_deg:g}",
        centre_mm=form.centre_mm,
    )


def explain_as_worn(power: Toric, tilt: Tilt) -> Explained[SpheroCylinder]:
    worn = power_as_worn(power, tilt).spherocylinder()
    return _because(worn, by.AS_WORN, **_power(power), **_tilt(tilt))


def explain_to_order(wanted: Toric, tilt: Tilt) -> Explained[SpheroCylinder]:
    order = power_to_order(wanted, tilt).spherocylinder()
    return _because(order, by.AS_WORN, **_power(wanted), **_tilt(tilt))


def explain_materials(
    power: Toric, shape: Shape, oc: Offset
) -> Explained[tuple[LensEstimate, ...]]:
    estimates = compare_materials(power, shape.about(oc))
    return _because(
        estimates,
        by.MATERIALS,
        **_power(power),
        eye=shape.eye,
        oc_in_mm=oc.in_mm,
        oc_up_mm=oc.up_mm,
    )


def _because(
    value: by.Value, formula: Formula, **inputs: str | float | None
) -> Explained[by.Value]:
    shown = tuple((name, _shown(given)) for name, given in inputs.items() if given is not None)
    return Explained(value=value, formula=formula, inputs=shown)


def _shown(given: str | float | None) -> str:
    return given if isinstance(given, str) else f"{given:g}"


def _power(power: Toric) -> dict[str, str | float | None]:
    return {
        "sphere": str(power.sphere),
        "cylinder": str(power.cylinder),
        "axis_deg": power.axis_deg,
    }


def _tilt(tilt: Tilt) -> dict[str, str | float | None]:
    return {
        "pantoscopic_deg": tilt.pantoscopic_deg,
        "wrap_deg": tilt.wrap_deg,
        "index": tilt.index,
    }


def _radius(curvature: float) -> str:
    return "flat" if curvature == 0 else f"{1 / curvature:.2f}"
