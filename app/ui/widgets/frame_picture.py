"""What the drawing of a frame shows, laid out in millimetres about the middle of the bridge."""

from dataclasses import dataclass
from typing import TypeAlias

from app.domain.catalog import Frame
from app.domain.optics.power import Millimetres
from app.domain.optics.prescription import EyeMeasurements
from app.domain.optics.trace import Eye, Outline, Trace, box_of, boxed_outline
from app.domain.orders import FrameSnapshot, OwnFrame

AnyFrame: TypeAlias = Frame | FrameSnapshot | OwnFrame

# Only to set two traced shapes apart while no frame says how far: it is never written down.
BRIDGE_UNKNOWN_MM = 18.0
# A tracer and a catalogue differ by tenths; more than this is another frame or another size.
MISFIT_MM = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EyePicture:
    """One lens: its box, its outline if it was traced, and where the pupil is.

    `left_mm` is the left edge of the box as seen, from the middle of the bridge; heights are from
    the lower edge of the box.
    """

    eye: Eye
    left_mm: float
    a_mm: float
    b_mm: float
    outline: Outline | None
    pupil_x_mm: float | None
    pd_mm: Millimetres | None
    height_mm: Millimetres | None

    @property
    def centre_x_mm(self) -> float:
        return self.left_mm + self.a_mm / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class FramePicture:
    """Both lenses as the patient's face would show them: right eye on the left."""

    right: EyePicture
    left: EyePicture
    dbl_mm: float | None

    @property
    def width_mm(self) -> float:
        return self.left.left_mm + self.left.a_mm - self.right.left_mm

    @property
    def b_mm(self) -> float:
        return max(self.right.b_mm, self.left.b_mm)


def picture_of(
    frame: AnyFrame | None,
    traces: tuple[Trace, ...],
    right: EyeMeasurements,
    left: EyeMeasurements,
) -> FramePicture | None:
    """Return the picture of a frame, of its traces, or None when there is neither."""
    if frame is None and not traces:
        return None
    dbl_mm = None if frame is None else _mm(frame.dbl_mm)
    gap_mm = BRIDGE_UNKNOWN_MM if dbl_mm is None else dbl_mm
    return FramePicture(
        right=_eye_picture("right", frame, traces, right, gap_mm),
        left=_eye_picture("left", frame, traces, left, gap_mm),
        dbl_mm=dbl_mm,
    )


def misfit_mm(frame: Frame | OwnFrame | None, traces: tuple[Trace, ...]) -> float | None:
    """Return how wide the widest misfitting trace is, or None where the traces fit the frame."""
    if frame is None:
        return None
    widths = [box_of(trace).a_mm for trace in traces]
    apart = [width for width in widths if abs(width - _mm(frame.a_mm)) > MISFIT_MM]
    return max(apart, default=None)


def _eye_picture(
    eye: Eye,
    frame: AnyFrame | None,
    traces: tuple[Trace, ...],
    measured: EyeMeasurements,
    gap_mm: float,
) -> EyePicture:
    trace = next((each for each in traces if each.eye == eye), None)
    a_mm, b_mm = _box(trace or (None if frame else traces[0]), frame)
    pd_mm = measured.monocular_pd_mm
    pupil_mm = None if pd_mm is None else _mm(pd_mm)
    is_right = eye == "right"
    return EyePicture(
        eye=eye,
        left_mm=-gap_mm / 2 - a_mm if is_right else gap_mm / 2,
        a_mm=a_mm,
        b_mm=b_mm,
        outline=None if trace is None else boxed_outline(trace),
        pupil_x_mm=None if pupil_mm is None else (-pupil_mm if is_right else pupil_mm),
        pd_mm=pd_mm,
        height_mm=measured.fitting_height_mm or measured.segment_height_mm,
    )


def _box(trace: Trace | None, frame: AnyFrame | None) -> tuple[float, float]:
    if trace is not None:
        box = box_of(trace)
        return box.a_mm, box.b_mm
    if frame is not None:
        return _mm(frame.a_mm), _mm(frame.b_mm)
    raise ValueError("a lens has a box by its trace or by its frame")


def _mm(length_mm: Millimetres) -> float:
    return length_mm.hundredths / 100
