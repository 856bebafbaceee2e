"""What a lens will look like before it is made: thickness and weight for each material.

Front curve by Vogel's rule, minus cylinder on the back, back powers by the vertex power
formula. Every figure here is an estimate and says so where it is shown.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

from app.domain.kernel.errors import DomainError
from app.domain.optics.spherocylinder import Toric, in_minus_cylinder
from app.domain.optics.thickness import (
    LensForm,
    SurfaceDoesNotReach,
    ThicknessProfile,
    thickness_profile,
)
from app.domain.optics.trace import Outline

MM3_PER_CM3 = 1000
FRONT_MIN_D, FRONT_MAX_D = 0.5, 12.0
FRONT_STEP_D = 0.25
# Each round leaves less than a twentieth of the edge that was still lacking.
CENTRE_ROUNDS = 3
INDEX_MIN, INDEX_MAX = 1.3, 2.1
DENSITY_MIN, DENSITY_MAX = 0.9, 5.0


class IndexIsImplausible(DomainError):
    """A refractive index or density is none of a lens material."""

    code = "optics.material.implausible"


@dataclass(frozen=True, slots=True, kw_only=True)
class LensMaterial:
    """A lens material; the least thicknesses are what a lab takes from it unless told otherwise.

    Raises:
        IndexIsImplausible: see there.
    """

    code: str
    index: float
    density_g_cm3: float
    least_centre_mm: float
    least_edge_mm: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what no lens is made of."""
        is_lens_index = INDEX_MIN <= self.index <= INDEX_MAX
        if not is_lens_index or not DENSITY_MIN <= self.density_g_cm3 <= DENSITY_MAX:
            raise IndexIsImplausible(index=self.index, density=self.density_g_cm3)


# Typical public figures of each class of material, not those of one maker.
MATERIALS = (
    LensMaterial(code="plastic-1.50", index=1.498, density_g_cm3=1.32, least_centre_mm=2.0),
    LensMaterial(code="polyurea-1.53", index=1.532, density_g_cm3=1.11, least_centre_mm=1.5),
    LensMaterial(code="polycarbonate-1.59", index=1.586, density_g_cm3=1.20, least_centre_mm=1.5),
    LensMaterial(code="plastic-1.60", index=1.600, density_g_cm3=1.30, least_centre_mm=1.5),
    LensMaterial(code="plastic-1.67", index=1.660, density_g_cm3=1.36, least_centre_mm=1.3),
    LensMaterial(code="plastic-1.74", index=1.735, density_g_cm3=1.47, least_centre_mm=1.2),
    LensMaterial(code="glass-1.52", index=1.523, density_g_cm3=2.54, least_centre_mm=2.0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LensEstimate:
    """One lens as it would come out in one material."""

    material: LensMaterial
    front_power_d: float
    form: LensForm
    profile: ThicknessProfile
    weight_g: float

    @property
    def thickest_mm(self) -> float:
        return max(self.profile.edge_mm)

    @property
    def thinnest_mm(self) -> float:
        return min(self.profile.edge_mm)


def base_curve_d(power: Toric) -> float:
    """Return the front power by Vogel's rule, on the steps blanks come in."""
    minus = in_minus_cylinder(power)
    equivalent = minus.sphere.dioptres + minus.cylinder.dioptres / 2
    front = equivalent + 6 if equivalent > 0 else equivalent / 2 + 6
    stepped = math.floor(front / FRONT_STEP_D + 0.5) * FRONT_STEP_D
    return min(FRONT_MAX_D, max(FRONT_MIN_D, stepped))


def lens_form(
    power: Toric, material: LensMaterial, *, front_power_d: float, centre_mm: float
) -> LensForm:
    """Return both surfaces of a lens with that back vertex power."""
    minus = in_minus_cylinder(power)
    gain = material.index - 1
    reduced = centre_mm / 1000 / material.index
    # What the front still contributes when its light reaches the back surface.
    arriving = front_power_d / (1 - reduced * front_power_d)
    sphere, cylinder = minus.sphere.dioptres, minus.cylinder.dioptres
    return LensForm(
        front=front_power_d / gain / 1000,
        back_along=(arriving - sphere) / gain / 1000,
        back_across=(arriving - sphere - cylinder) / gain / 1000,
        back_axis_deg=minus.axis_deg or 0.0,
        centre_mm=centre_mm,
    )


def estimate(
    power: Toric, material: LensMaterial, about_oc: Outline, *, front_power_d: float | None = None
) -> LensEstimate:
    """Return the lens with the least centre that keeps both centre and edge as thick as needed.

    Raises:
        SurfaceDoesNotReach: the surfaces end before the edge of the shape.
    """
    front = base_curve_d(power) if front_power_d is None else front_power_d
    form = lens_form(power, material, front_power_d=front, centre_mm=material.least_centre_mm)
    profile = thickness_profile(about_oc, form)
    for _ in range(CENTRE_ROUNDS if min(profile.edge_mm) < material.least_edge_mm else 0):
        # A thicker centre changes the back curve a little, so the edge needs another look.
        centre = form.centre_mm + material.least_edge_mm - min(profile.edge_mm)
        form = lens_form(power, material, front_power_d=front, centre_mm=centre)
        profile = thickness_profile(about_oc, form)
    return LensEstimate(
        material=material,
        front_power_d=front,
        form=form,
        profile=profile,
        weight_g=volume_mm3(about_oc, form) * material.density_g_cm3 / MM3_PER_CM3,
    )


def compare_materials(
    power: Toric, about_oc: Outline, materials: tuple[LensMaterial, ...] = MATERIALS
) -> tuple[LensEstimate, ...]:
    """Return one estimate per material, in the order given; one that cannot be made is left out."""
    estimates = []
    for material in materials:
        try:
            estimates.append(estimate(power, material, about_oc))
        except SurfaceDoesNotReach:
            continue
    return tuple(estimates)


def volume_mm3(about_oc: Outline, form: LensForm) -> float:
    """Return the volume within an outline that goes around the optical centre once."""
    corners = list(zip(about_oc.x_mm, about_oc.y_mm, strict=True))
    corners.append(corners[0])
    columns = [_column_mm3(x, y, form) for x, y in corners]
    total = 0.0
    for ((x, y), (next_x, next_y)), (column, next_column) in zip(
        pairwise(corners), pairwise(columns), strict=True
    ):
        turn = math.atan2(x * next_y - y * next_x, x * next_x + y * next_y)
        total += turn * (column + next_column) / 2
    return total


def _column_mm3(x: float, y: float, form: LensForm) -> float:
    """Return the volume per radian from the optical centre out to a corner."""
    square = x * x + y * y
    turned = math.atan2(y, x) - math.radians(form.back_axis_deg)
    back = form.back_along * math.cos(turned) ** 2 + form.back_across * math.sin(turned) ** 2
    return form.centre_mm * square / 2 + _cap(back, square) - _cap(form.front, square)


def _cap(curvature: float, square: float) -> float:
    # The integral of sag times radius, written so that a flat surface needs no exception.
    slope = math.sqrt(1 - curvature * curvature * square)
    return curvature * square * square * (1 + 2 * slope) / (6 * (1 + slope) ** 2)
