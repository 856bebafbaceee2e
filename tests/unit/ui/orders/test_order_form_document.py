"""A form that was written down comes back to the letter, or not at all."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.adapters.exchange.dcs import read_trace
from app.domain.catalog import ContactLensChoice
from app.domain.kernel.ids import OrderId, PrescriptionId, UserId
from app.domain.kernel.money import Money
from app.domain.kernel.percent import Percent
from app.domain.optics.doubts import Confirmation, Doubt
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.orders import BevelPlacement, EdgeType, EdgingParameters, OwnFrame
from app.domain.pricing import AmountOff, Cover, CoverRule, ManualDiscount, PercentOff
from app.services.order_wish import ContactLensWish, GoodsWish
from app.ui.orders.order_form_document import form_to_json, kept_form
from app.ui.rx.cells import Column
from app.ui.rx.form import RxForm
from tests.fakes.ids import CountingIds
from tests.unit.ui.orders.test_problems import TODAY, a_form, an_rx

SAMPLE = Path(__file__).parents[4] / "resources" / "samples" / "demo-frame.oma"
IDS = CountingIds(given=500)


class Shelf:
    """Plays the catalogue: it holds what one form holds."""

    def __init__(self, form):
        self.form = form

    def frame(self, sku):
        return self.form.frame

    def lens(self, sku):
        return self.form.lens

    def lens_extra(self, sku):
        return next((each for each in self.form.extras if each.sku == sku), None)


def brought_back(form):
    fresh = replace(
        a_form(patient=form.patient, rx=RxForm(), frame=None, lens=None),
        history=form.history,
    )
    return kept_form(form_to_json(form)).beside(fresh, Shelf(form))


def a_full_form():
    doubt = Doubt(code="optics.doubt.changed", eye="left", facts=(("field", "sphere"),))
    name = Confirmation(
        doubt=doubt, confirmed_by=UserId(IDS()), confirmed_at=datetime(2026, 11, 24, tzinfo=UTC)
    )
    choice = ContactLensChoice(
        eye="left",
        base_curve_mm=Millimetres(8_60),
        diameter_mm=Millimetres(14_20),
        sphere=Dioptres(-2_250),
    )
    by = UserId(IDS())
    return a_form(
        confirmations=(name,),
        first_rx=an_rx(sphere="-2.50"),
        based_on=PrescriptionId(IDS()),
        is_external=True,
        issued_on=TODAY - timedelta(days=40),
        traces=tuple(read_trace(SAMPLE.read_bytes())),
        tint="Brown 75 %",
        edging=EdgingParameters(
            edge_type=EdgeType.GROOVE,
            bevel_placement=BevelPlacement.PERCENT,
            bevel_percent=33,
            is_polished=True,
        ),
        goods=(GoodsWish(sku="FIX-1", quantity=2, unit_price=Money(12_50, "EUR")),),
        contact_lenses=(ContactLensWish(sku="CL-1", choice=choice, packs=3),),
        discounts=(
            ManualDiscount(
                discount_id="a",
                benefit=PercentOff(percent=Percent(10_000)),
                reason="x",
                given_by=by,
            ),
            ManualDiscount(
                discount_id="b", benefit=AmountOff(minor=500), reason="y", given_by=by, line_id="l"
            ),
        ),
        covers=(Cover(payer_id="p", name="Harbour", rules=(CoverRule(total_max_minor=8000),)),),
        codes=frozenset({"SPRING"}),
        companion=OrderId(IDS()),
        is_promise_typed=True,
        is_rush=True,
        note="narrow bridge, œuvre",
    )


def test_everything_that_was_entered_comes_back():
    form = a_full_form()
    assert brought_back(form) == form


def test_an_own_frame_comes_back():
    own = OwnFrame(
        make="Nordlys",
        model="5567",
        size="52\u25a118",
        a_mm=Millimetres(52_00),
        b_mm=Millimetres(40_00),
        dbl_mm=Millimetres(18_00),
    )
    form = a_form(frame=None, own_frame=own)
    assert brought_back(form) == form


def test_what_was_unsure_or_refused_is_still_so():
    rx = an_rx().typed(("right", Column.SPHERE), "2.25").typed(("left", Column.AXIS), "0")
    form = a_form(rx=rx)
    back = brought_back(form).rx
    assert back.cell(("right", Column.SPHERE)).hint == rx.cell(("right", Column.SPHERE)).hint
    assert back.cell(("right", Column.SPHERE)).hint is not None
    assert back.cell(("left", Column.AXIS)).refusal.code == "optics.entry.axis_zero"
    assert back.cell(("left", Column.AXIS)).text == "0"


def test_what_is_no_longer_sold_is_left_out_and_the_rest_stays():
    form = a_full_form()
    gone = Shelf(replace(form, frame=None, lens=None))
    back = kept_form(form_to_json(form)).beside(form, gone)
    assert (back.frame, back.lens, back.note) == (None, None, form.note)


def test_a_text_that_is_no_form_is_none():
    form = a_form()
    assert kept_form("{") is None
    assert kept_form("[]") is None
    assert kept_form('{"schema": 2}') is None
    broken = json.loads(form_to_json(form))
    broken["rx"] = {"right.sphere": 4}
    assert kept_form(json.dumps(broken)).beside(form, Shelf(form)) is None
