"""The form asks about what looks odd, and a name holds only for the very values it was given to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.domain.kernel.ids import UserId
from app.domain.optics.power import Millimetres
from app.ui.orders.form_watches import previews_of
from app.ui.orders.order_doubts import doubts_of, open_doubts, with_confirmation
from app.ui.rx.cells import Column
from tests.factories import a_frame, a_prescription
from tests.fakes.ids import CountingIds
from tests.unit.ui.orders.test_problems import TODAY, a_form, an_rx

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MARA = UserId(CountingIds()())


def codes(form, previews=()):
    return [doubt.code.removeprefix("optics.doubt.") for doubt in doubts_of(form, previews)]


def a_form_after(last, **changes):
    return a_form(history=(last,), **changes)


def test_the_same_numbers_as_last_time_ask_nothing():
    last = a_prescription(issued_on=TODAY - timedelta(days=700))
    form = a_form_after(last)
    same = replace(form, rx=form.rx)
    rx = an_rx()
    same = replace(same, rx=rx)
    right_only = [doubt for doubt in doubts_of(same) if doubt.eye == "right"]
    assert right_only == []


def test_a_sphere_that_moved_by_more_than_three_quarters_is_asked_about():
    last = a_prescription(issued_on=TODAY - timedelta(days=700))
    form = a_form_after(last, rx=an_rx(sphere="-3.50"))
    assert "changed" in codes(form)


def test_an_earlier_prescription_used_as_it_is_is_not_compared_with_the_last_one():
    last = a_prescription(issued_on=TODAY - timedelta(days=700))
    form = a_form_after(last, rx=an_rx(sphere="-3.50"), based_on=last.prescription_id)
    assert codes(form) == []


def test_a_name_counts_for_its_values_and_for_no_others():
    form = a_form(rx=an_rx().typed(("left", Column.SPHERE), "+1.00"))
    doubt = open_doubts(form)[0]
    confirmed = replace(form, confirmations=with_confirmation(form, doubt, by=MARA, at=NOW))
    assert doubt not in open_doubts(confirmed)
    assert confirmed.confirmations[0].confirmed_by == MARA
    moved = replace(confirmed, rx=confirmed.rx.typed(("left", Column.SPHERE), "+1.25"))
    assert next(iter(open_doubts(moved))).code == doubt.code


def test_a_thick_edge_is_asked_about_with_both_figures():
    frame = a_frame(a_mm=Millimetres(58_00), b_mm=Millimetres(48_00), dbl_mm=Millimetres(20_00))
    form = a_form(rx=an_rx(sphere="-9.00", pd="28"))
    form = replace(form, frame=replace(form.frame, frame=frame))
    previews = previews_of(form)
    assert [preview.eye for preview in previews] == ["right", "left"]
    assert previews[0].thickest.mm > 6.0 > previews[0].thinnest.mm
    assert "edge_too_thick" in codes(form, previews)
    facts = dict(doubts_of(form, previews)[-1].facts)
    assert facts["limit_mm"] == "6.0"
