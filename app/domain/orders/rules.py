"""What an agreement must hold before anything is made or promised from it."""

from datetime import date

from app.domain.catalog import Lens
from app.domain.kernel.text import LONG_LENGTH_MAX, require_length
from app.domain.optics.prescription import EyeMeasurements, EyePower
from app.domain.orders.draft import OrderDraft
from app.domain.orders.errors import (
    LensNeedsAdd,
    MeasurementIsMissing,
    OrderHasNoLines,
    PrescriptionHasExpired,
    PromiseIsInThePast,
    SpectaclesAreIncomplete,
)
from app.domain.orders.snapshots import LensSnapshot, PrescriptionSnapshot


def require_sound(draft: OrderDraft, today: date) -> None:
    """Refuse an agreement that cannot be kept.

    Raises:
        OrderHasNoLines, SpectaclesAreIncomplete, PrescriptionHasExpired, PromiseIsInThePast,
        TextIsTooLong, MeasurementIsMissing, LensNeedsAdd: see there.
    """
    if not draft.items:
        raise OrderHasNoLines
    if draft.promised_on < today:
        raise PromiseIsInThePast(promised_on=draft.promised_on)
    require_length("note", draft.note, most=LONG_LENGTH_MAX)
    if draft.prescription is not None:
        require_valid_on(draft.prescription, today)
    if draft.lens is not None:
        _require_spectacles(draft, draft.lens)


def require_valid_on(rx: PrescriptionSnapshot, day: date) -> None:
    """Refuse a prescription that may no longer be dispensed from.

    Raises:
        PrescriptionHasExpired: see there.
    """
    if rx.expires_on is not None and day > rx.expires_on:
        raise PrescriptionHasExpired(expires_on=rx.expires_on)


def _require_spectacles(draft: OrderDraft, lens: LensSnapshot) -> None:
    if draft.frame is None or draft.prescription is None:
        raise SpectaclesAreIncomplete(missing="frame" if draft.frame is None else "prescription")
    rx = draft.prescription
    require_length("tint", lens.tint)
    require_dispensable("right", rx.right, rx.right_measurements, lens)
    require_dispensable("left", rx.left, rx.left_measurements, lens)


def require_dispensable(
    eye: str, power: EyePower | None, measured: EyeMeasurements, lens: Lens | LensSnapshot
) -> None:
    """Refuse to make a lens for an eye without what that lens needs.

    Raises:
        MeasurementIsMissing, LensNeedsAdd: see there.
    """
    if power is None:
        return
    if measured.monocular_pd_mm is None:
        raise MeasurementIsMissing(eye=eye, measurement="monocular_pd_mm")
    if lens.kind == "single_vision":
        return
    if measured.fitting_height_mm is None and measured.segment_height_mm is None:
        raise MeasurementIsMissing(eye=eye, measurement="fitting_height_mm")
    if power.add is None and not power.is_balance:
        raise LensNeedsAdd(eye=eye)
