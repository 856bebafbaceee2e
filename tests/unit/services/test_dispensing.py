"""Lenses for these eyes in this frame, how thick they get, their extras, and the same again."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.adapters.exchange.dcs import read_trace
from app.domain.catalog import ArticleKind, Fitting, Good, LensNotFound
from app.domain.catalog.article_versions import ArticleVersion
from app.domain.catalog.lens_document import lens_catalogue
from app.domain.kernel.validity import Validity
from app.domain.optics.doubts import Wearer
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import EyeMeasurements, EyePower
from app.domain.optics.shape import shape_of
from app.services.dispensing import DispensingService
from tests.factories import a_frame, a_lens, an_order

RESOURCES = Path(__file__).parents[3] / "resources"
CATALOGUE = lens_catalogue(json.loads((RESOURCES / "pricing/demo/lenses.json").read_bytes()))
TRACE = (RESOURCES / "samples" / "demo-frame.oma").read_bytes()


@pytest.fixture
def dispensing(shop):
    known: tuple[Good, ...] = (*CATALOGUE.lenses, *CATALOGUE.extras)
    for good in known:
        shop.memory.goods.save(ArticleVersion(good=good, version=1))
    return DispensingService(units=shop.units, gate=shop.orders.gate, clock=shop.clock)


def a_fitting(sphere="-7.00", **changes):
    measured = EyeMeasurements(
        monocular_pd_mm=Millimetres(31_50), fitting_height_mm=Millimetres(20_00)
    )
    wearer = Wearer(right=EyePower(sphere=Dioptres.ordered(sphere)), right_measured=measured)
    fitting = Fitting(
        wearer=wearer, day=date(2026, 11, 24), frame=a_frame(ed_mm=Millimetres(52_00))
    )
    return replace(fitting, **changes)


def test_what_cannot_be_made_comes_last_and_says_why(dispensing, optician):
    found = dispensing.lenses_for(optician, a_fitting())
    first, last = found[0], found[-1]
    assert first.verdict.is_available
    assert first.lens.kind == "single_vision"
    assert not last.verdict.is_available
    thin = next(each for each in found if each.lens.sku == "SV150HC")
    fits = next(each for each in found if each.lens.sku == "SV160HC")
    assert fits.verdict.is_available or thin.verdict.reasons
    assert len(found) == len(CATALOGUE.lenses)


def test_a_higher_index_comes_out_thinner(dispensing, optician):
    shapes = tuple(shape_of(trace) for trace in read_trace(TRACE))
    choices = dispensing.indices(optician, a_fitting(shapes=shapes), "SV150AR")
    indices = [choice.lens.index_thousandths for choice in choices]
    assert indices == sorted(indices)
    assert {choice.lens.coating for choice in choices} == {"hard, antireflective"}
    edges = {
        choice.lens.index_thousandths: choice.edges[0].thickest_mm
        for choice in choices
        if choice.edges
    }
    assert edges[1500] > edges[1600] > edges[1670] > edges[1740] > 0


def test_without_a_trace_no_edge_is_guessed(dispensing, optician):
    choices = dispensing.indices(optician, a_fitting(), "SV150AR")
    assert choices
    assert not any(choice.edges for choice in choices)


def test_extras_that_cannot_be_had_beside_those_chosen_say_so(dispensing, optician):
    alone = {extra.sku: verdict for extra, verdict in dispensing.extras_for(optician, "SV160AR")}
    assert alone["X-TINT25"].is_available
    beside = {
        extra.sku: verdict
        for extra, verdict in dispensing.extras_for(optician, "SV160AR", chosen=("X-TINT85",))
    }
    assert not beside["X-TINT25"].is_available
    assert beside["X-TINT85"].is_available


def test_extras_of_a_lens_that_is_none_are_not_looked_for(dispensing, optician):
    with pytest.raises(LensNotFound):
        dispensing.extras_for(optician, "X-CLEAN")
    with pytest.raises(LensNotFound):
        dispensing.extras_for(optician, "no such lens")


def test_the_same_again_is_what_is_still_sold_of_it(shop, dispensing, optician):
    order = an_order()
    shop.memory.orders.add(order)
    draft = order.draft
    shop.memory.catalogue.save_frame(a_frame(sku=draft.frame.sku))
    found = dispensing.same_again(optician, order.patient_id)
    assert found.order_id == order.order_id
    assert found.frame.sku == draft.frame.sku
    assert found.lens is None
    assert [reason.code for reason in found.reasons] == ["catalog.reason.not_in_catalogue"]
    gone = Validity(valid_until=date(2020, 1, 1))
    shop.memory.catalogue.save_lens(a_lens(sku=draft.lens.sku, validity=gone))
    found = dispensing.same_again(optician, order.patient_id)
    assert found.lens is None
    assert [reason.code for reason in found.reasons] == ["catalog.reason.article_not_sold"]
    shop.memory.catalogue.save_lens(a_lens(sku=draft.lens.sku))
    assert dispensing.same_again(optician, order.patient_id).lens.sku == draft.lens.sku


def test_goods_are_found_by_kind_with_what_is_here_and_elsewhere(shop, dispensing, optician):
    shop.memory.catalogue.save_frame(a_frame())
    (choice,) = shop.catalogue.goods(optician, "hal", frozenset({ArticleKind.FRAME}))
    assert choice.good == a_frame()
    assert shop.catalogue.good(optician, a_frame().gtin).good == a_frame()
    assert shop.catalogue.elsewhere(optician, a_frame().sku) == ()
