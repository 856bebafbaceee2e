"""Frames and lenses are found by article number, GTIN or the beginnings of their words."""

import pytest

from app.domain.catalog import FrameNotFound, LensNotFound
from app.domain.kernel.money import Money
from tests.factories import (
    a_frame,
    a_lens,
)


def test_a_frame_is_found_by_its_article_number_and_by_its_gtin(unit):
    frame = a_frame()
    unit.catalogue.save_frame(frame)
    assert unit.catalogue.frame(frame.sku) == frame
    assert unit.catalogue.frame(frame.gtin) == frame


def test_a_frame_listed_anew_replaces_the_old_listing(unit):
    unit.catalogue.save_frame(a_frame())
    dearer = a_frame(price=Money(199_00, "EUR"), colour="Smoke")
    unit.catalogue.save_frame(dearer)
    assert unit.catalogue.frame(dearer.sku) == dearer
    assert unit.catalogue.search_frames("smoke", limit=5) == (dearer,)
    assert unit.catalogue.search_frames("tortoise", limit=5) == ()


@pytest.mark.parametrize("text", ["hal", "Halden 204", "HAL-204-TOR-50", "2000000204505"])
def test_a_frame_is_found_by_the_beginnings_of_its_words(unit, text):
    frame = a_frame()
    unit.catalogue.save_frame(frame)
    unit.catalogue.save_frame(
        a_frame(sku="NOR-9", gtin="2000000000091", brand="Nordic", model="9", colour="Red")
    )
    assert unit.catalogue.search_frames(text, limit=5) == (frame,)


@pytest.mark.parametrize("text", ["valo prog", "1.60", "progressive clear", "VAL-PRO"])
def test_a_lens_is_found_by_the_beginnings_of_its_words(unit, text):
    lens = a_lens()
    unit.catalogue.save_lens(lens)
    unit.catalogue.save_lens(a_lens(sku="NOR-SV-150", name="Nordic 1.50", kind="single_vision"))
    assert unit.catalogue.search_lenses(text, limit=5) == (lens,)
    assert unit.catalogue.lens(lens.sku) == lens


def test_an_empty_search_finds_nothing(unit):
    unit.catalogue.save_frame(a_frame())
    unit.catalogue.save_lens(a_lens())
    assert unit.catalogue.search_frames("  ", limit=5) == ()
    assert unit.catalogue.search_lenses("", limit=5) == ()


def test_articles_that_are_not_listed_are_not_found(unit):
    with pytest.raises(FrameNotFound):
        unit.catalogue.frame("NONE")
    with pytest.raises(LensNotFound):
        unit.catalogue.lens("NONE")
