"""One lens of a pair as it would come out: the blank it needs and its edge, before it is made.

Where the frame was not traced its box stands in, rounded as most shapes are. Everything here is
an estimate and is shown as one.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

from app.domain.optics.blank import minimum_blank_mm
from app.domain.optics.boxing import decentration_in_own_box_mm
from app.domain.optics.lens_estimate import MATERIALS, LensMaterial, estimate
from app.domain.optics.power import Millimetres
from app.domain.optics.prescription import EyeMeasurements, EyePower
from app.domain.optics.shape import Offset, Shape, shape_of
from app.domain.optics.thickness import LensForm
from app.domain.optics.trace import (
    Eye,
    Outline,
    Trace,
    box_of_outline,
    circumference_mm,
    effective_diameter_mm,
)

# The diameters round blanks are stocked in, whoever makes them.
BLANKS_MM = (55, 60, 65, 70, 75, 80)
GLASS = "glass"
INDEX_UNIT = 1000
# A superellipse of this power lies between an ellipse and its box, as spectacle shapes do.
ROUNDNESS = 2.6
BOX_POINTS = 180
SECTION_POINTS = 33


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgePoint:
    """A thickness and where on the outline it is, told from the box centre as seen from front."""

    mm: float
    x_mm: float
    y_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """The lens cut along the horizontal through its optical centre: (x, front, back) in mm."""

    x_mm: tuple[float, ...]
    front_mm: tuple[float, ...]
    back_mm: tuple[float, ...]
    centre_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LensPreview:
    """One lens; `blank_mm` is the smallest usual blank that covers it, None where none does."""

    eye: Eye
    needed_mm: float
    blank_mm: int | None
    oc: Offset
    thickest: EdgePoint
    thinnest: EdgePoint
    section: Section
    front_power_d: float
    index: float
    weight_g: float
    is_traced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Glazing:
    """The frame half a lens goes into; without trace and box nothing can be told."""

    eye: Eye
    dbl_mm: float
    traces: tuple[Trace, ...] = ()
    box_mm: tuple[float, float] | None = None

    @property
    def shape(self) -> Shape | None:
        """Return the outline: its own trace, the other eye's mirrored, or the rounded box."""
        own = [trace for trace in self.traces if trace.eye == self.eye]
        if own:
            return shape_of(own[-1])
        if self.traces:
            return mirrored(shape_of(self.traces[-1]))
        return None if self.box_mm is None else boxed_shape(self.eye, *self.box_mm)


def lens_preview(
    power: EyePower,
    measured: EyeMeasurements,
    glazing: Glazing,
    material: LensMaterial,
    *,
    allowance_mm: float,
) -> LensPreview | None:
    """Return the lens, or None while its PD or the shape is unknown.

    Raises:
        OffsetIsImplausible, SurfaceDoesNotReach: see there.
    """
    shape = glazing.shape
    if shape is None or measured.monocular_pd_mm is None:
        return None
    oc = _centre(measured, shape, glazing.dbl_mm)
    needed = minimum_blank_mm(shape, oc, allowance_mm=allowance_mm)
    about = shape.about(oc)
    made = estimate(power, material, about)
    edges = made.profile.edge_mm
    return LensPreview(
        eye=glazing.eye,
        needed_mm=needed,
        blank_mm=next((size for size in BLANKS_MM if size >= needed), None),
        oc=oc,
        thickest=_point(shape, edges, made.profile.thickest),
        thinnest=_point(shape, edges, made.profile.thinnest),
        section=_section(made.form.front, _across(made.form), made.form.centre_mm, about),
        front_power_d=made.front_power_d,
        index=material.index,
        weight_g=made.weight_g,
        is_traced=bool(glazing.traces),
    )


def material_of(index_thousandths: int) -> LensMaterial:
    """Return the class of material whose index comes closest; glass is never meant."""
    index = index_thousandths / INDEX_UNIT
    organic = [each for each in MATERIALS if not each.code.startswith(GLASS)]
    return min(organic, key=lambda each: abs(each.index - index))


def mirrored(shape: Shape) -> Shape:
    """Return the shape for the other eye, counter-clockwise again."""
    x_mm = tuple(-x for x in reversed(shape.outline.x_mm))
    outline = Outline(x_mm, tuple(reversed(shape.outline.y_mm)))
    return _shape("left" if shape.eye == "right" else "right", outline)


@lru_cache(maxsize=16)
def boxed_shape(eye: Eye, a_mm: float, b_mm: float) -> Shape:
    """Return the rounded outline that fills a box."""
    turns = [math.tau * number / BOX_POINTS for number in range(BOX_POINTS)]
    outline = Outline(
        tuple(_rounded(math.cos(turn)) * a_mm / 2 for turn in turns),
        tuple(_rounded(math.sin(turn)) * b_mm / 2 for turn in turns),
    )
    return _shape(eye, outline)


def _shape(eye: Eye, outline: Outline) -> Shape:
    return Shape(
        eye=eye,
        outline=outline,
        box=box_of_outline(outline),
        ed_mm=effective_diameter_mm(outline),
        circumference_mm=circumference_mm(outline),
    )


def _rounded(part: float) -> float:
    return math.copysign(abs(part) ** (2 / ROUNDNESS), part)


def _centre(measured: EyeMeasurements, shape: Shape, dbl_mm: float) -> Offset:
    pd_mm = _mm(measured.monocular_pd_mm)
    height = measured.fitting_height_mm or measured.segment_height_mm
    return Offset(
        in_mm=decentration_in_own_box_mm(shape.box.a_mm, dbl_mm, pd_mm=pd_mm),
        up_mm=0.0 if height is None else _mm(height) - shape.box.b_mm / 2,
    )


def _mm(length: Millimetres | None) -> float:
    return 0.0 if length is None else length.hundredths / 100


def _point(shape: Shape, edges: tuple[float, ...], index: int) -> EdgePoint:
    return EdgePoint(
        mm=edges[index], x_mm=shape.outline.x_mm[index], y_mm=shape.outline.y_mm[index]
    )


def _across(form: LensForm) -> float:
    """Return the back curvature along the horizontal, by Euler's rule."""
    axis = math.radians(form.back_axis_deg)
    return form.back_along * math.cos(axis) ** 2 + form.back_across * math.sin(axis) ** 2


def _section(front: float, back: float, centre_mm: float, about: Outline) -> Section:
    low, high = min(about.x_mm), max(about.x_mm)
    steps = SECTION_POINTS - 1
    x_mm = tuple(low + (high - low) * number / steps for number in range(SECTION_POINTS))
    return Section(
        x_mm=x_mm,
        front_mm=tuple(_sag(front, x) for x in x_mm),
        back_mm=tuple(centre_mm + _sag(back, x) for x in x_mm),
        centre_mm=centre_mm,
    )


def _sag(curvature: float, x_mm: float) -> float:
    square = x_mm * x_mm
    return curvature * square / (1 + math.sqrt(max(0.0, 1 - curvature * curvature * square)))
