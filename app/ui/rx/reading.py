"""The second line of an eye: the same power written the other way, and what changed since."""

from collections.abc import Iterator

from app.domain.kernel.errors import DomainError
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import NO_POWER, EyePower
from app.domain.optics.spherocylinder import (
    axis_difference_deg,
    in_sign_of,
    transposed,
)
from app.domain.optics.trace import Eye
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.rx.form import RxForm


def power_now(form: RxForm, eye: Eye) -> EyePower | None:
    """Return an eye's power as far as it stands, or None while it cannot be read."""
    try:
        return form.power(eye)
    except DomainError:
        return None


def other_writing(power: EyePower | None) -> str:
    """Return a power with the other sign of cylinder; nothing where there is no cylinder."""
    if power is None or power.axis_deg is None:
        return ""
    other = transposed(power)
    axis_deg = 0 if other.axis_deg is None else int(other.axis_deg)
    text = f"{formats.power(other.sphere)}/{formats.power(other.cylinder)}×{axis_deg}"
    return formats.isolated(text)


def changes_since(now: EyePower | None, last: EyePower | None) -> tuple[str, ...]:
    """Return what differs from the last prescription, field by field, in the sign that is shown."""
    if now is None or last is None or now.is_balance or last.is_balance:
        return ()
    return tuple(_changes(now, last))


def _changes(now: EyePower, last: EyePower) -> Iterator[str]:
    before = in_sign_of(last, now)
    if now.sphere != before.sphere:
        yield tr("Sph {change}", change=_signed(now.sphere - before.sphere))
    if now.cylinder != before.cylinder:
        yield tr("Cyl {change}", change=_signed(now.cylinder - before.cylinder))
    if now.axis_deg is not None and before.axis_deg is not None:
        turn = axis_difference_deg(before.axis_deg, now.axis_deg)
        if turn:
            yield tr("Axis {change}°", change=formats.isolated(formats.minus(f"{turn:+g}")))
    old_add, new_add = last.add or NO_POWER, now.add or NO_POWER
    if old_add != new_add:
        yield tr("Add {change}", change=_signed(new_add - old_add))


def _signed(change: Dioptres) -> str:
    return formats.isolated(formats.power(change))
