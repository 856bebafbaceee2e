"""What lenses are looked for: a pair of eyes, what was measured, and the frame before them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from app.domain.catalog.frames import Frame
from app.domain.optics.blank import minimum_blank_mm, rule_of_thumb_mm
from app.domain.optics.boxing import decentration_in_own_box_mm
from app.domain.optics.doubts import Wearer
from app.domain.optics.power import Millimetres
from app.domain.optics.prescription import EyeMeasurements, EyePower
from app.domain.optics.shape import Offset, Shape
from app.domain.optics.trace import Eye

EDGING_ALLOWANCE_MM = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """The eyes, the day, and the frame with its traced shapes where there are any.

    The shape of one eye stands for the other one too, mirrored, as labs do.
    """

    wearer: Wearer
    day: date
    frame: Frame | None = None
    shapes: tuple[Shape, ...] = ()
    allowance_mm: float = EDGING_ALLOWANCE_MM

    def needs(self) -> Iterator["EyeNeed"]:
        """Yield what each eye that gets a lens needs of it, the right one first.

        Raises:
            OffsetIsImplausible: the frame and the pupillary distance do not belong together.
        """
        for eye, power, measured in self.wearer.eyes():
            if power is not None:
                yield self._need(eye, power, measured or EyeMeasurements())

    def _need(self, eye: Eye, power: EyePower, measured: EyeMeasurements) -> "EyeNeed":
        own = [shape for shape in self.shapes if shape.eye == eye]
        shape = next(iter(own or self.shapes), None)
        ed_mm = None if self.frame is None else self.frame.ed_mm
        return EyeNeed(
            eye=eye,
            power=power,
            measured=measured,
            shape=shape,
            b_mm=_box_height(shape, self.frame),
            oc=_reference_point(measured, shape, self.frame),
            ed_mm=None if ed_mm is None else in_mm(ed_mm),
            allowance_mm=self.allowance_mm,
        )


# Compared by identity: a whole catalogue asks the same need for the same few blanks.
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EyeNeed:
    """One eye, and where before it the reference point of its lens lies (from the box centre)."""

    eye: Eye
    power: EyePower
    measured: EyeMeasurements
    shape: Shape | None
    b_mm: Millimetres | None
    oc: Offset | None
    ed_mm: float | None
    allowance_mm: float

    @property
    def height_mm(self) -> Millimetres | None:
        """Return how high the near part or the cross sits, from the lower tangent of the box."""
        return self.measured.fitting_height_mm or self.measured.segment_height_mm

    @property
    def is_blank_known(self) -> bool:
        """Return whether enough was measured to tell the blank."""
        return self.oc is not None and (self.shape is not None or self.ed_mm is not None)

    def blank_mm(self, centre: Offset) -> float | None:
        """Return the diameter that is needed of a blank, or None where nobody can tell.

        By the trace where there is one, by the rule of thumb from the effective diameter else.
        """
        return _blank_mm(self, centre)


def in_mm(length: Millimetres) -> float:
    """Return a length for computing with."""
    return length.hundredths / 100


@lru_cache(maxsize=32)
def _blank_mm(need: EyeNeed, centre: Offset) -> float | None:
    if need.oc is None:
        return None
    middle = need.oc.less(centre)
    if need.shape is not None:
        return minimum_blank_mm(need.shape, middle, allowance_mm=need.allowance_mm)
    if need.ed_mm is None:
        return None
    return rule_of_thumb_mm(need.ed_mm, middle.in_mm) + need.allowance_mm


def _reference_point(
    measured: EyeMeasurements, shape: Shape | None, frame: Frame | None
) -> Offset | None:
    if measured.monocular_pd_mm is None or frame is None:
        return None
    a_mm = in_mm(frame.a_mm) if shape is None else shape.box.a_mm
    b_mm = in_mm(frame.b_mm) if shape is None else shape.box.b_mm
    height = measured.fitting_height_mm or measured.segment_height_mm
    return Offset(
        in_mm=decentration_in_own_box_mm(
            a_mm, in_mm(frame.dbl_mm), pd_mm=in_mm(measured.monocular_pd_mm)
        ),
        # A single-vision lens without a height is centred on the middle line of the box.
        up_mm=0.0 if height is None else in_mm(height) - b_mm / 2,
    )


def _box_height(shape: Shape | None, frame: Frame | None) -> Millimetres | None:
    if shape is not None:
        return Millimetres(round(shape.box.b_mm * 100))
    return None if frame is None else frame.b_mm
