"""All that is sold is found again as it was, by number, GTIN and words, in its newest version."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.catalog import ArticleKind, ArticleNotFound, ContactLens
from app.domain.catalog.article_versions import ArticleVersion
from app.domain.catalog.goods_document import goods
from app.domain.catalog.lens_document import lens_catalogue
from app.domain.kernel.money import Money
from tests.factories import a_frame

DEMO = Path(__file__).parents[4] / "resources" / "pricing" / "demo"
LENSES = lens_catalogue(json.loads((DEMO / "lenses.json").read_bytes()))
EVERYTHING = (
    *goods(json.loads((DEMO / "goods.json").read_bytes())),
    *LENSES.lenses,
    *LENSES.extras,
)


@pytest.fixture
def unit(store):
    with store.units() as unit:
        for good in EVERYTHING:
            unit.goods.save(ArticleVersion(good=good, version=1))
        yield unit


@pytest.mark.parametrize("good", EVERYTHING, ids=lambda good: good.sku)
def test_a_good_comes_back_as_it_was_saved(unit, good):
    assert unit.goods.good(good.sku) == good


def test_a_scanned_contact_lens_is_found_by_its_gtin(unit):
    found = unit.goods.good("2000000080031")
    assert isinstance(found, ContactLens)
    assert found.sku == "CL-TORIC-6"


def test_what_nobody_sells_is_not_found(unit):
    with pytest.raises(ArticleNotFound):
        unit.goods.good("no such thing")
    with pytest.raises(ArticleNotFound):
        unit.goods.good("")


def test_type_ahead_finds_by_the_beginnings_of_words_among_the_kinds_asked_for(unit):
    kinds = frozenset({ArticleKind.CONTACT_LENS})
    assert [each.sku for each in unit.goods.search("aqu tor mon", kinds=kinds, limit=9)] == [
        "CL-TORIC-6"
    ]
    assert unit.goods.search("aqu", kinds=frozenset({ArticleKind.FRAME}), limit=9) == ()
    assert len(unit.goods.search("", kinds=kinds, limit=20)) == 10


def test_an_older_version_does_not_come_back_over_a_newer_one(unit):
    dearer = replace(a_frame(), price=Money(209_00, "EUR"))
    unit.goods.save(ArticleVersion(good=dearer, version=3))
    unit.goods.save(ArticleVersion(good=a_frame(), version=2))
    assert unit.goods.good(a_frame().sku) == dearer
    assert unit.goods.version(a_frame().sku) == 3


def test_of_two_changes_to_one_version_the_one_heard_last_counts(unit):
    ours, theirs = a_frame(colour="Moss"), a_frame(colour="Slate")
    unit.goods.save(ArticleVersion(good=ours, version=2))
    unit.goods.save(ArticleVersion(good=theirs, version=2))
    assert unit.goods.good(a_frame().sku) == theirs
    found = unit.goods.search("slate", limit=5)
    assert theirs in found
    assert unit.goods.search("moss", limit=5) == ()


def test_lenses_and_extras_come_whole(unit):
    assert set(unit.goods.lenses()) == set(LENSES.lenses)
    assert set(unit.goods.extras()) == set(LENSES.extras)
