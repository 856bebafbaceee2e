"""Catalogue files: the demo chain's are read whole, a damaged one is refused by place."""

from copy import deepcopy

import pytest

from app.domain.catalog import CatalogueIsInconsistent, LensNotFound
from app.domain.catalog.goods_document import goods
from app.domain.catalog.lens_document import lens_catalogue
from app.domain.kernel.documents import DocumentIsMalformed
from app.domain.optics.power import Dioptres, Millimetres
from tests.unit.domain.catalog.shelves import DEMO_GOODS, DEMO_LENSES, demo

LENSES, GOODS = demo("lenses"), demo("goods")


def changed(document, *path, to):
    copy = deepcopy(document)
    *inner, last = path
    target = copy
    for step in inner:
        target = target[step]
    target[last] = to
    return copy


def test_the_demo_chain_has_lenses_of_every_kind_with_a_power_table():
    assert {lens.kind for lens in DEMO_LENSES.lenses} == {
        "single_vision",
        "bifocal",
        "progressive",
        "office",
    }
    assert all(lens.limits.ranges for lens in DEMO_LENSES.lenses)
    assert len({lens.sku for lens in DEMO_LENSES.lenses}) == len(DEMO_LENSES.lenses) > 30


def test_a_lens_takes_its_name_kind_and_limits_from_its_parts():
    lens = DEMO_LENSES.lens("PR160AR")
    assert lens.name == "Progressive 1.60 hard, antireflective"
    assert (lens.kind, lens.material, lens.index_thousandths) == (
        "progressive",
        "plastic 1.60",
        1600,
    )
    assert lens.limits.least_height_mm == Millimetres(18_00)
    assert lens.limits.ranges[0].sphere.low == Dioptres(-7_000)


def test_a_lens_that_is_not_listed_is_refused():
    with pytest.raises(LensNotFound):
        DEMO_LENSES.lens("XX")


def test_the_demo_chain_sells_more_than_spectacles():
    assert len(DEMO_GOODS) > 20
    assert len({good.sku for good in DEMO_GOODS}) == len(DEMO_GOODS)


@pytest.mark.parametrize(
    ("path", "to", "where"),
    [
        (("schema",), 2, "catalogue"),
        (("designs", 0, "kind"), "trifocal", "catalogue.designs[0]"),
        (("designs", 1, "design"), "SV", "catalogue.designs[1]"),
        (("materials", 0, "index_thousandths"), "1.5", "catalogue.materials[0]"),
        (("materials", 0, "rims"), ["glued"], "catalogue.materials[0]"),
        (("tables", 0, "ranges", 0, "sphere"), ["+2.00", "-4.00"], "catalogue.tables[0].ranges[0]"),
        (("tables", 0, "ranges", 0, "sphere"), ["-4.00"], "catalogue.tables[0].ranges[0]"),
        (("tables", 0, "ranges", 0, "sphere"), ["-4.05", "0"], "catalogue.tables[0].ranges[0]"),
        (("lenses", 0, "price_minor"), -1, "catalogue.lenses[0]"),
        (("lenses", 0, "price"), 1, "catalogue.lenses[0]"),
        (("extras", 0, "kind"), "paint", "catalogue.extras[0]"),
        (("extras", 5, "lens_kinds"), ["monocle"], "catalogue.extras[5]"),
        (("extras", 2, "absorption_percent"), 120, "catalogue.extras[2]"),
    ],
)
def test_a_damaged_lens_catalogue_is_refused_where_it_is_damaged(path, to, where):
    with pytest.raises(DocumentIsMalformed) as caught:
        lens_catalogue(changed(LENSES, *path, to=to))
    assert caught.value.facts["where"] == where


@pytest.mark.parametrize(
    ("path", "to", "sku", "reason"),
    [
        (("lenses", 1, "sku"), "SV150HC", "SV150HC", "twice"),
        (("lenses", 0, "design"), "NONE", "NONE", "unknown"),
        (("lenses", 0, "table"), "none", "none", "unknown"),
        (("lenses", 0, "includes"), ["X-GONE"], "X-GONE", "unknown"),
        (("extras", 0, "needs"), ["X-GONE"], "X-GONE", "unknown"),
        (("extras", 2, "materials"), ["999"], "999", "unknown"),
    ],
)
def test_a_catalogue_that_names_what_it_does_not_hold_is_refused(path, to, sku, reason):
    with pytest.raises(CatalogueIsInconsistent) as caught:
        lens_catalogue(changed(LENSES, *path, to=to))
    assert caught.value.facts == {"sku": sku, "reason": reason}


@pytest.mark.parametrize(
    ("path", "to", "where"),
    [
        (("schema",), 2, "goods"),
        (("frames", 0, "a_mm"), 51, "goods.frames[0]"),
        (("contact_lenses", 0, "pack_size"), 0, "goods.contact_lenses[0]"),
        (("contact_lenses", 0, "spheres", 0, "step"), "0.00", "goods.contact_lenses[0]"),
        (("contact_lenses", 0, "spheres", 0, "span"), [], "goods.contact_lenses[0].spheres[0]"),
        (("ready_readers", 0, "power"), "strong", "goods.ready_readers[0]"),
        (("articles", 0, "kind"), "toy", "goods.articles[0]"),
        (("articles", 0, "kind"), "frame", "goods.articles[0]"),
    ],
)
def test_damaged_goods_are_refused_where_they_are_damaged(path, to, where):
    with pytest.raises(DocumentIsMalformed) as caught:
        goods(changed(GOODS, *path, to=to))
    assert caught.value.facts["where"] == where


def test_two_goods_of_one_number_are_refused():
    with pytest.raises(CatalogueIsInconsistent):
        goods(changed(GOODS, "articles", 0, "sku", to="CLOTH"))
