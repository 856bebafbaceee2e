"""The boxing system: where the pupil lies in the box, and the near PD."""

from dataclasses import dataclass

from app.domain.kernel.errors import DomainError

LENGTH_MAX_MM = 120.0
NEAR_POWER_MAX_D = 30.0


class FrameIsImplausible(DomainError):
    """A boxed length is none a frame has."""

    code = "optics.frame.implausible"


class NearPointIsImpossible(DomainError):
    """A working distance, stop distance or power has no near point."""

    code = "optics.near.impossible"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameBox:
    """The boxed lengths of a frame; the two eyes may differ.

    Raises:
        FrameIsImplausible: see there.
    """

    a_right_mm: float
    a_left_mm: float
    b_mm: float
    dbl_mm: float

    def __post_init__(self) -> None:
        """Refuse what no frame has."""
        for length in (self.a_right_mm, self.a_left_mm, self.b_mm, self.dbl_mm):
            if not 0 < length <= LENGTH_MAX_MM:
                raise FrameIsImplausible(length_mm=length, limit_mm=LENGTH_MAX_MM)

    @property
    def centre_distance_mm(self) -> float:
        """Return the distance between the two box centres: mean A plus the bridge."""
        return (self.a_right_mm + self.a_left_mm) / 2 + self.dbl_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Decentration:
    """From the box centre to the pupil; in and up are positive."""

    in_mm: float
    up_mm: float


def decentration(frame: FrameBox, *, pd_mm: float, height_mm: float) -> Decentration:
    """Return where the pupil lies, both halves of the frame taken as equal (the trade's rule)."""
    return Decentration(
        in_mm=frame.centre_distance_mm / 2 - pd_mm, up_mm=height_mm - frame.b_mm / 2
    )


def decentration_in_own_box_mm(a_mm: float, dbl_mm: float, *, pd_mm: float) -> float:
    """Return the inward decentration from the centre of one eye's own box."""
    return (a_mm + dbl_mm) / 2 - pd_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class NearTask:
    """What is looked at from how far, through which power.

    `stop_mm` is the distance from the lens to the centre of rotation of the eye.

    Raises:
        NearPointIsImpossible: see there.
    """

    working_mm: float
    stop_mm: float = 27.0
    power_d: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what has no near point."""
        is_distance = self.working_mm > 0 and self.stop_mm > 0
        # A plus lens that focuses before the centre of rotation shows the eye no near point.
        if not is_distance or not -NEAR_POWER_MAX_D <= self.power_d < 1000 / self.stop_mm:
            raise NearPointIsImpossible(
                working_mm=self.working_mm, stop_mm=self.stop_mm, power_d=self.power_d
            )

    def inset_mm(self, monocular_pd_mm: float) -> float:
        """Return how far nasally one eye crosses its lens when it looks at the task (Roberts)."""
        return monocular_pd_mm / (1 + self.working_mm * (1 / self.stop_mm - self.power_d / 1000))

    def near_pd_mm(self, pd_mm: float) -> float:
        """Return the distance between the two crossing points for a PD of both eyes."""
        return pd_mm - 2 * self.inset_mm(pd_mm / 2)
