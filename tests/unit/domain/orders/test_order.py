"""An order is only confirmed when lenses can be made from it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.domain.optics.prescription import EyeMeasurements
from app.domain.orders import (
    LensNeedsAdd,
    MeasurementIsMissing,
    Order,
    OrderHasNoLines,
    PrescriptionHasExpired,
    PromiseIsInThePast,
)
from tests.factories.moments import NOW
from tests.factories.orders import an_order, an_order_draft, an_order_number

BARE = EyeMeasurements()


def confirm(draft, now=NOW):
    order = an_order()
    return Order.create(
        draft,
        number=an_order_number(),
        site_id=order.site_id,
        created_by=order.created_by,
        now=now,
    )


def with_rx(**changes):
    draft = an_order_draft()
    return replace(draft, prescription=replace(draft.prescription, **changes))


def with_lens(draft, kind):
    return replace(draft, lens=replace(draft.lens, kind=kind))


def test_a_whole_draft_becomes_an_order_whose_id_is_its_commands():
    draft = an_order_draft()
    order = confirm(draft)
    assert order.order_id == draft.order_id == order.command_id
    assert order.total.minor == sum(item.line.amount.minor for item in draft.items)


def test_an_expired_prescription_is_refused_with_its_date():
    yesterday = NOW.date() - timedelta(days=1)
    with pytest.raises(PrescriptionHasExpired) as caught:
        confirm(with_rx(expires_on=yesterday))
    assert caught.value.facts == {"expires_on": yesterday}


def test_a_prescription_is_good_on_its_last_day():
    assert confirm(with_rx(expires_on=NOW.date())).draft.prescription.expires_on == NOW.date()


@pytest.mark.parametrize("eye", ["right", "left"])
def test_a_lens_is_not_made_without_a_pd(eye):
    with pytest.raises(MeasurementIsMissing) as caught:
        confirm(with_rx(**{f"{eye}_measurements": BARE}))
    assert caught.value.facts == {"eye": eye, "measurement": "monocular_pd_mm"}


def test_a_progressive_lens_is_not_made_without_a_height():
    draft = an_order_draft()
    pd_only = replace(draft.prescription.right_measurements, fitting_height_mm=None)
    rx = replace(draft.prescription, right_measurements=pd_only)
    with pytest.raises(MeasurementIsMissing) as caught:
        confirm(with_lens(replace(draft, prescription=rx), "progressive"))
    assert caught.value.facts["measurement"] == "fitting_height_mm"


def test_a_progressive_lens_is_not_made_without_an_addition():
    draft = an_order_draft()
    power = replace(draft.prescription.right, add=None)
    rx = replace(draft.prescription, right=power)
    with pytest.raises(LensNeedsAdd) as caught:
        confirm(with_lens(replace(draft, prescription=rx), "progressive"))
    assert caught.value.facts == {"eye": "right"}


def test_an_order_for_one_eye_needs_nothing_of_the_other():
    order = confirm(with_rx(left=None, left_measurements=BARE))
    assert order.draft.prescription.left is None


def test_an_order_sells_something():
    with pytest.raises(OrderHasNoLines):
        confirm(replace(an_order_draft(), items=()))


def test_nobody_promises_yesterday():
    with pytest.raises(PromiseIsInThePast):
        confirm(replace(an_order_draft(), promised_on=NOW.date() - timedelta(days=1)))


EVENING = datetime(2026, 7, 23, 18, 30, tzinfo=timezone(timedelta(hours=-7)))


def test_the_day_that_counts_is_the_shops_although_it_is_tomorrow_in_greenwich():
    today, tomorrow = EVENING.date(), EVENING.astimezone(UTC).date()
    assert today < tomorrow
    draft = with_rx(issued_on=today, expires_on=today)
    order = confirm(replace(draft, promised_on=today), now=EVENING)
    assert order.created_at == EVENING
    assert order.created_at.tzinfo is UTC
