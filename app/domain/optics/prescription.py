"""The exact prescription: what each eye needs and how the lens sits before it."""

from dataclasses import dataclass

from app.domain.kernel.errors import DomainError
from app.domain.optics.power import Dioptres, Millimetres

AXIS_MAX_DEG = 180
NO_POWER = Dioptres(0)

SPHERE_MIN, SPHERE_MAX = Dioptres(-25_000), Dioptres(18_000)
CYLINDER_MAX = Dioptres(8_000)
ADD_MIN, ADD_MAX = Dioptres(250), Dioptres(4_500)
PRISM_MAX = Dioptres(10_000)
PD_MIN_MM, PD_MAX_MM = Millimetres(20_00), Millimetres(42_00)


class AxisIsOutOfRange(DomainError):
    """An axis lies outside 1 to 180 degrees; 0 is written 180."""

    code = "optics.axis.out_of_range"


class CylinderNeedsAxis(DomainError):
    """A cylinder was given without its axis."""

    code = "optics.cylinder.needs_axis"


class AxisNeedsCylinder(DomainError):
    """An axis was given without a cylinder."""

    code = "optics.axis.needs_cylinder"


class PowerIsOutOfLimits(DomainError):
    """A power lies beyond what can be made."""

    code = "optics.power.out_of_limits"


class PdIsOutOfLimits(DomainError):
    """A monocular pupillary distance lies beyond 20 to 42 mm."""

    code = "optics.pd.out_of_limits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prism:
    """Prescribed prism in prism dioptres; base out and base down are negative."""

    base_in: Dioptres = NO_POWER
    base_up: Dioptres = NO_POWER


@dataclass(frozen=True, slots=True, kw_only=True)
class EyePower:
    """One eye of a prescription; powers in dioptres, axis in degrees.

    A spherical power has cylinder 0 and axis None. A balance lens only has to look like the
    other one.

    Raises:
        AxisIsOutOfRange, CylinderNeedsAxis, AxisNeedsCylinder, PowerIsOutOfLimits: see there.
    """

    sphere: Dioptres
    cylinder: Dioptres = NO_POWER
    axis_deg: int | None = None
    add: Dioptres | None = None
    prism: Prism | None = None
    is_balance: bool = False

    def __post_init__(self) -> None:
        """Refuse what no lens can be."""
        self._check_axis()
        _check_limits("sphere", self.sphere, SPHERE_MIN, SPHERE_MAX)
        _check_limits("cylinder", self.cylinder, -CYLINDER_MAX, CYLINDER_MAX)
        if self.add is not None:
            _check_limits("add", self.add, ADD_MIN, ADD_MAX)
        if self.prism is not None:
            _check_limits("prism", self.prism.base_in, -PRISM_MAX, PRISM_MAX)
            _check_limits("prism", self.prism.base_up, -PRISM_MAX, PRISM_MAX)

    def _check_axis(self) -> None:
        if self.axis_deg is not None and not 1 <= self.axis_deg <= AXIS_MAX_DEG:
            raise AxisIsOutOfRange(axis_deg=self.axis_deg)
        if self.cylinder != NO_POWER and self.axis_deg is None:
            raise CylinderNeedsAxis(cylinder=str(self.cylinder))
        if self.cylinder == NO_POWER and self.axis_deg is not None:
            raise AxisNeedsCylinder(axis_deg=self.axis_deg)


@dataclass(frozen=True, slots=True, kw_only=True)
class EyeMeasurements:
    """Where the lens sits before one eye; lengths in millimetres, heights from the lower box.

    Raises:
        PdIsOutOfLimits: the monocular PD is implausible.
    """

    monocular_pd_mm: Millimetres | None = None
    near_pd_mm: Millimetres | None = None
    fitting_height_mm: Millimetres | None = None
    segment_height_mm: Millimetres | None = None

    def __post_init__(self) -> None:
        """Refuse a PD no face has."""
        for pd_mm in (self.monocular_pd_mm, self.near_pd_mm):
            if pd_mm is not None and not PD_MIN_MM <= pd_mm <= PD_MAX_MM:
                raise PdIsOutOfLimits(pd_mm=str(pd_mm))


@dataclass(frozen=True, slots=True, kw_only=True)
class AsWorn:
    """How the frame sits: vertex distance in mm, pantoscopic tilt and wrap in degrees."""

    vertex_distance_mm: Millimetres | None = None
    pantoscopic_tilt_deg: int | None = None
    wrap_angle_deg: int | None = None


def _check_limits(name: str, power: Dioptres, low: Dioptres, high: Dioptres) -> None:
    if not low <= power <= high:
        raise PowerIsOutOfLimits(field=name, power=str(power), low=str(low), high=str(high))
