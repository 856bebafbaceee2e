"""Promotions: what each takes off, which ones a customer gets, and that it is always the same."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.catalog import ArticleKind
from app.domain.kernel.percent import Percent
from app.domain.kernel.validity import Validity
from app.domain.pricing import (
    AmountOff,
    Bundle,
    BundlePart,
    Circumstances,
    PercentOff,
    SecondPair,
    best_promotions,
)
from app.domain.pricing.promotions import PromotionIsImpossible
from tests.unit.domain.pricing.baskets import (
    DAY,
    HERE,
    OTHER_SITE,
    SITE,
    a_basket,
    a_line,
    a_promotion,
    baskets,
    lenses,
    promotions,
)

HALF = Percent(50_000)
FRAME, LENS = frozenset({ArticleKind.FRAME}), frozenset({ArticleKind.LENS})


def off(basket, *offered, **circumstances):
    """Return what is taken off each line altogether."""
    where = Circumstances(**{"day": DAY, "site_id": SITE, **circumstances})
    sums: dict[str, int] = {}
    for discount in best_promotions(offered, basket, where):
        for line_id, minor in discount.by_line:
            sums[line_id] = sums.get(line_id, 0) + minor
    return sums


def test_a_percentage_is_taken_of_the_sum_and_no_cent_is_lost():
    """10 % of 0.99 + 0.99 + 0.99 is 0.30, though each alone would be 0.10."""
    basket = a_basket(*(a_line(f"L{n}", 99) for n in (1, 2, 3)))
    assert off(basket, a_promotion()) == {"L1": 10, "L2": 10, "L3": 10}
    basket = a_basket(*(a_line(f"L{n}", 33) for n in (1, 2, 3)))
    assert off(basket, a_promotion()) == {"L1": 4, "L2": 3, "L3": 3}


def test_a_percentage_once_per_order_is_taken_of_the_dearest_line():
    promotion = a_promotion(benefit=PercentOff(percent=HALF), is_once_per_order=True)
    assert off(a_basket(a_line("L1", 30_00), a_line("L2", 40_00)), promotion) == {"L2": 20_00}


@pytest.mark.parametrize(
    ("once", "expected"), [(True, {"L1": 5_00, "L2": 15_00}), (False, {"L1": 20_00, "L2": 40_00})]
)
def test_an_amount_is_taken_once_or_from_each_piece(once, expected):
    promotion = a_promotion(benefit=AmountOff(minor=20_00), is_once_per_order=once)
    basket = a_basket(a_line("L1", 100_00), lenses("L2", 150_00))
    assert off(basket, promotion) == expected


def test_an_amount_never_takes_more_than_there_is():
    once = a_promotion(benefit=AmountOff(minor=500_00), is_once_per_order=True)
    each = a_promotion(benefit=AmountOff(minor=500_00))
    basket = a_basket(a_line("L1", 100_00), lenses("L2", 150_00))
    assert off(basket, once) == off(basket, each) == {"L1": 100_00, "L2": 300_00}


def pairs(*prices):
    """Return a basket with a frame and two lenses for each pair."""
    lines = []
    for pair, (frame, lens) in enumerate(prices, start=1):
        lines += [a_line(f"F{pair}", frame, pair=pair), lenses(f"G{pair}", lens, pair=pair)]
    return a_basket(*lines, a_line("CASE", 9_90, kind=ArticleKind.ACCESSORY))


@pytest.mark.parametrize(
    ("prices", "once", "expected"),
    [
        ([(100_00, 50_00)], False, {}),
        ([(100_00, 50_00), (80_00, 40_00)], False, {"F2": 40_00, "G2": 40_00}),
        ([(100_00, 50_00), (100_00, 50_00)], False, {"F2": 50_00, "G2": 50_00}),
        ([(80_00, 40_00), (100_00, 50_00), (60_00, 30_00)], False, {"F3": 30_00, "G3": 30_00}),
        (
            [(10_00, 5_00), (20_00, 5_00), (30_00, 5_00), (40_00, 5_00)],
            False,
            {"F1": 5_00, "G1": 5_00, "F2": 10_00, "G2": 5_00},
        ),
        (
            [(10_00, 5_00), (20_00, 5_00), (30_00, 5_00), (40_00, 5_00)],
            True,
            {"F1": 5_00, "G1": 5_00},
        ),
    ],
)
def test_the_cheaper_of_two_pairs_is_the_second_one(prices, once, expected):
    promotion = a_promotion(benefit=SecondPair(percent=HALF), is_once_per_order=once)
    assert off(pairs(*prices), promotion) == expected


def a_set(minor=99_00, **changes):
    parts = (BundlePart(kinds=FRAME, pieces=1), BundlePart(kinds=LENS, pieces=2))
    return a_promotion(benefit=Bundle(parts=parts, minor=minor), **changes)


def test_a_bundle_costs_its_price_and_what_is_saved_falls_on_its_lines():
    basket = a_basket(a_line("F", 60_00), lenses("G", 45_00))
    assert off(basket, a_set()) == {"F": 20_40, "G": 30_60}


def test_a_bundle_takes_the_dearest_pieces_and_as_many_sets_as_there_are():
    basket = a_basket(a_line("F1", 60_00), a_line("F2", 80_00), lenses("G", 45_00, quantity=4))
    # (80 + 90 - 99) and (60 + 90 - 99).
    assert sum(off(basket, a_set()).values()) == 71_00 + 51_00
    once = off(basket, a_set(is_once_per_order=True))
    assert sum(once.values()) == 71_00
    assert "F1" not in once


def test_a_bundle_that_is_dearer_than_its_parts_is_none():
    assert off(a_basket(a_line("F", 30_00), lenses("G", 20_00)), a_set()) == {}


def test_a_further_set_that_would_be_dearer_takes_nothing_back():
    """80 + 2 x 20 for 99 saves 21; what is left (10 + 2 x 20) stays as it is."""
    basket = a_basket(a_line("F1", 10_00), a_line("F2", 80_00), lenses("G", 20_00, quantity=4))
    assert off(basket, a_set()) == {"F2": 14_00, "G": 7_00}


def test_a_bundle_that_lacks_a_part_is_none():
    assert off(a_basket(a_line("F", 200_00), lenses("G", 90_00, quantity=1)), a_set()) == {}


@pytest.mark.parametrize(
    ("conditions", "circumstances", "holds"),
    [
        ({"validity": Validity(valid_until=date(2026, 11, 23))}, {}, False),
        ({"validity": Validity(valid_from=DAY)}, {}, True),
        ({"sites": frozenset({OTHER_SITE})}, {}, False),
        ({"sites": frozenset({SITE})}, {}, True),
        ({"kinds": frozenset({ArticleKind.ACCESSORY})}, {}, False),
        ({"skus": frozenset({"L2"})}, {}, True),
        ({"minimum_minor": 400_00}, {}, True),
        ({"minimum_minor": 400_01}, {}, False),
        ({"minimum_minor": 100_01, "kinds": FRAME}, {}, False),
        ({"code": "SPRING"}, {}, False),
        ({"code": "SPRING"}, {"codes": frozenset({"SPRING"})}, True),
    ],
)
def test_a_promotion_holds_under_its_conditions(conditions, circumstances, holds):
    found = off(a_basket(), a_promotion(conditions=conditions), **circumstances)
    assert bool(found) is holds


def test_a_promotion_in_another_currency_does_not_hold():
    assert off(a_basket(), a_promotion(currency="GBP")) == {}


def test_promotions_that_add_up_are_taken_one_after_the_other():
    """10 % off 400.00 and then 20.00: 60.00; the other way round it would be 58.00."""
    ten, twenty = a_promotion("B"), a_promotion("A", benefit=AmountOff(minor=20_00))
    one_twenty = a_promotion("A", benefit=twenty.benefit, is_once_per_order=True)
    found = best_promotions([one_twenty, ten], a_basket(), HERE)
    assert [(each.source_id, each.minor) for each in found] == [("B", 40_00), ("A", 20_00)]


def test_an_exclusive_promotion_stands_alone_and_wins_if_it_takes_more():
    alone = a_promotion("A", benefit=PercentOff(percent=Percent(25_000)), is_exclusive=True)
    ten, more = a_promotion("B"), a_promotion("C", benefit=PercentOff(percent=Percent(20_000)))
    assert sum(off(a_basket(), alone, ten).values()) == 100_00
    # 20 % of 400 and 10 % of the rest are 112: more than 25 %.
    assert sum(off(a_basket(), alone, ten, more).values()) == 112_00


def test_a_promotion_that_stands_in_the_way_of_a_better_one_is_left_out():
    """A makes the lens cheaper than a frame, so B finds no two frames for its second part."""
    either = BundlePart(kinds=FRAME | LENS, pieces=1)
    in_the_way = a_promotion(
        "A", benefit=Bundle(parts=(BundlePart(kinds=LENS, pieces=1),), minor=40_00)
    )
    better = a_promotion(
        "B", benefit=Bundle(parts=(either, BundlePart(kinds=FRAME, pieces=2)), minor=13_00)
    )
    basket = a_basket(a_line("F", 43_00, quantity=2), lenses("G", 44_00, quantity=1))
    found = best_promotions([in_the_way, better, a_promotion("C")], basket, HERE)
    assert [(each.source_id, each.minor) for each in found] == [("B", 117_00), ("C", 1_30)]


def test_of_two_that_take_the_same_the_lower_id_wins():
    first = a_promotion("A", is_exclusive=True)
    second = a_promotion("B", is_exclusive=True)
    for offered in ([first, second], [second, first]):
        [found] = best_promotions(offered, a_basket(), HERE)
        assert found.source_id == "A"


def test_a_promotion_that_comes_to_nothing_is_not_listed():
    assert best_promotions([a_promotion()], a_basket(a_line(minor=0)), HERE) == ()


def test_very_many_promotions_are_taken_together_or_the_best_alone():
    many = [a_promotion(f"P{n}", benefit=PercentOff(percent=Percent(1_000))) for n in range(8)]
    found = best_promotions(many, a_basket(), HERE)
    assert len(found) == 8
    alone = a_promotion("X", benefit=PercentOff(percent=HALF), is_exclusive=True)
    assert [each.source_id for each in best_promotions([*many, alone], a_basket(), HERE)] == ["X"]


@pytest.mark.parametrize(
    "benefit",
    [
        PercentOff(percent=Percent(0)),
        PercentOff(percent=Percent(100_001)),
        SecondPair(percent=Percent(0)),
        AmountOff(minor=0),
        Bundle(parts=(), minor=1),
        Bundle(parts=(BundlePart(kinds=FRAME, pieces=0),), minor=1),
        Bundle(parts=(BundlePart(kinds=FRAME, pieces=1),), minor=-1),
    ],
)
def test_a_promotion_that_cannot_be_is_refused(benefit):
    with pytest.raises(PromotionIsImpossible):
        a_promotion(benefit=benefit)


@settings(max_examples=100)
@given(baskets(), promotions())
def test_no_line_ever_costs_less_than_nothing_and_nothing_grows_dearer(basket, offered):
    found = off(basket, *offered)
    listed = {line.line_id: line.line.amount.minor for line in basket.lines}
    assert all(0 < minor <= listed[line_id] for line_id, minor in found.items())


@settings(max_examples=100)
@given(baskets(), promotions(), st.randoms())
def test_the_order_of_lines_and_promotions_changes_nothing(basket, offered, random):
    lines, shuffled = list(basket.lines), list(offered)
    random.shuffle(lines)
    random.shuffle(shuffled)
    again = best_promotions(shuffled, a_basket(*lines) if lines else basket, HERE)
    assert again == best_promotions(offered, basket, HERE)


@settings(max_examples=100)
@given(baskets(), promotions())
def test_no_other_choice_would_take_more_off(basket, offered):
    best = sum(off(basket, *offered).values())
    exclusive = [each for each in offered if each.is_exclusive]
    stackable = [each for each in offered if not each.is_exclusive]
    for promotion in exclusive:
        assert sum(off(basket, promotion).values()) <= best
    for size in range(len(stackable) + 1):
        for some in combinations(stackable, size):
            assert sum(off(basket, *some).values()) <= best


@settings(max_examples=100)
@given(baskets(), promotions())
def test_only_lines_a_promotion_is_for_are_touched(basket, offered):
    kinds = {line.line_id: line.kind for line in basket.lines}
    conditions = {each.promotion_id: each.conditions for each in offered}
    for discount in best_promotions(offered, basket, HERE):
        wanted = conditions[discount.source_id].kinds
        assert all(not wanted or kinds[line_id] in wanted for line_id, _ in discount.by_line)
