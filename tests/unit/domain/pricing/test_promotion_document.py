"""Promotion files: read, written and read again; a damaged one is refused by place."""

import json
from copy import deepcopy

import pytest
from hypothesis import given, settings

from app.domain.kernel.documents import DocumentIsMalformed
from app.domain.pricing import Bundle, best_promotions
from app.domain.pricing.promotion_document import promotions as read
from app.domain.pricing.promotion_document import promotions_document
from tests.unit.domain.pricing.baskets import (
    HERE,
    RESOURCES,
    a_basket,
    a_line,
    lenses,
    promotions,
)

DEMO = json.loads((RESOURCES / "demo" / "promotions.json").read_bytes())


def changed(*path, to):
    copy = deepcopy(DEMO)
    *inner, last = path
    target = copy
    for step in inner:
        target = target[step]
    target[last] = to
    return copy


@settings(max_examples=100)
@given(promotions())
def test_what_is_written_is_read_again(offered):
    assert read(json.loads(json.dumps(promotions_document(offered)))) == offered


def test_the_demo_chains_promotions_survive_their_document():
    offered = read(DEMO)
    assert len(offered) == 5
    assert any(isinstance(each.benefit, Bundle) for each in offered)
    assert read(promotions_document(offered)) == offered


def test_the_demo_chains_second_pair_is_half_price():
    pair_1 = (a_line("F1", 159_00, pair=1), lenses("G1", 99_00, pair=1))
    pair_2 = (a_line("F2", 129_00, pair=2), lenses("G2", 59_00, pair=2))
    [found] = best_promotions(read(DEMO), a_basket(*pair_1, *pair_2), HERE)
    assert (found.source_id, found.minor) == ("pair-2", (129_00 + 118_00) // 2)


@pytest.mark.parametrize(
    ("path", "to", "where"),
    [
        (("schema",), 2, "promotions"),
        (("promotions", 1, "id"), "pair-2", "promotions.promotions[1]"),
        (("promotions", 0, "exclusive"), None, "promotions.promotions[0]"),
        (("promotions", 0, "colour"), "red", "promotions.promotions[0]"),
        (("promotions", 0, "kinds"), ["food"], "promotions.promotions[0]"),
        (("promotions", 0, "sites"), ["here"], "promotions.promotions[0]"),
        (("promotions", 0, "minimum_minor"), -1, "promotions.promotions[0]"),
        (("promotions", 0, "benefit"), "half", "promotions.promotions[0].benefit"),
        (("promotions", 0, "benefit", "kind"), "gift", "promotions.promotions[0]"),
        (("promotions", 0, "benefit", "percent"), "0", "promotions.promotions[0]"),
        (("promotions", 0, "benefit", "percent"), "101", "promotions.promotions[0]"),
        (("promotions", 0, "benefit", "percent"), "ten", "promotions.promotions[0].benefit"),
        (("promotions", 0, "benefit", "parts"), [], "promotions.promotions[0].benefit"),
        (("promotions", 1, "benefit", "parts"), [], "promotions.promotions[1]"),
        (
            ("promotions", 1, "benefit", "parts", 0, "kinds"),
            [],
            "promotions.promotions[1].benefit.parts[0]",
        ),
        (("promotions", 3, "benefit", "amount_minor"), 0, "promotions.promotions[3].benefit"),
        (("promotions", 3, "valid_until"), "2026-13-01", "promotions.promotions[3]"),
    ],
)
def test_a_damaged_file_is_refused_where_it_is_damaged(path, to, where):
    with pytest.raises(DocumentIsMalformed) as caught:
        read(changed(*path, to=to))
    assert caught.value.facts["where"] == where
