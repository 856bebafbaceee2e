"""What the form asks to be looked at again, and which of it nobody has put a name to."""

from collections.abc import Iterator
from datetime import datetime

from app.domain.catalog import Reason, fits
from app.domain.kernel.ids import UserId
from app.domain.optics.comparison import doubts_since
from app.domain.optics.doubts import (
    Confirmation,
    Doubt,
    blank_doubt,
    doubts_within,
    edge_doubt,
    unconfirmed,
)
from app.domain.optics.lens_preview import BLANKS_MM, LensPreview
from app.domain.optics.shape import OffsetIsImplausible
from app.ui.orders.order_form import OrderForm

# The thickest edge the house sells without asking twice.
HOUSE_EDGE_MAX_MM = 6.0
BLANK_REASON = "catalog.reason.blank_too_small"
BLANK_DOUBT = "optics.doubt.blank_too_small"


def doubts_of(form: OrderForm, previews: tuple[LensPreview, ...] = ()) -> tuple[Doubt, ...]:
    """Return every doubt about the form, those of the powers first."""
    return tuple(_doubts(form, previews))


def open_doubts(form: OrderForm, previews: tuple[LensPreview, ...] = ()) -> tuple[Doubt, ...]:
    """Return the doubts that still wait for a name."""
    return unconfirmed(doubts_of(form, previews), form.confirmations)


def with_confirmation(
    form: OrderForm, doubt: Doubt, *, by: UserId, at: datetime
) -> tuple[Confirmation, ...]:
    """Return the confirmations with one more; a doubt is confirmed once."""
    if any(each.doubt == doubt for each in form.confirmations):
        return form.confirmations
    return (*form.confirmations, Confirmation(doubt=doubt, confirmed_by=by, confirmed_at=at))


def without_confirmation(form: OrderForm, doubt: Doubt) -> tuple[Confirmation, ...]:
    """Return the confirmations with the one of a doubt taken back."""
    return tuple(each for each in form.confirmations if each.doubt != doubt)


def _doubts(form: OrderForm, previews: tuple[LensPreview, ...]) -> Iterator[Doubt]:
    wearer, last = form.wearer(), form.last_wearer()
    if wearer is None:
        return
    yield from doubts_within(wearer)
    if last is not None and form.based_on is None:
        yield from doubts_since(last, wearer)
    told = tuple(_blank_reasons(form))
    yield from (Doubt(code=BLANK_DOUBT, eye=each.eye, facts=each.facts) for each in told)
    for preview in previews:
        largest = float(BLANKS_MM[-1])
        blank = blank_doubt(preview.eye, needed_mm=preview.needed_mm, largest_mm=largest)
        if any(each.eye == preview.eye for each in told):
            # The maker's own blanks count before those that are usual.
            blank = None
        edge = edge_doubt(
            preview.eye, thickest_mm=preview.thickest.mm, house_limit_mm=HOUSE_EDGE_MAX_MM
        )
        yield from (each for each in (blank, edge) if each is not None)


def _blank_reasons(form: OrderForm) -> Iterator[Reason]:
    """Yield where even the largest blank the chosen lens is made on is too small."""
    fitting = form.fitting(form.promised_on)
    if form.lens is None or fitting is None:
        return
    try:
        reasons = fits(form.lens, fitting).reasons
    except OffsetIsImplausible:
        # A pupil outside the frame is said at its field.
        return
    yield from (each for each in reasons if each.code == BLANK_REASON)
