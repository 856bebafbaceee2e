"""Refunds: parts of a line never add up to more, or less, than the line."""

from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.domain.kernel.money import Money
from app.domain.kernel.percent import Percent
from app.domain.pricing import (
    Apportioned,
    Cover,
    CoverRule,
    LineRefund,
    bill_of,
    refund_amount,
    refund_pieces,
    refundable,
)
from app.domain.pricing.refunds import RefundExceedsCharge, RefundIsNothing, TooManyPieces
from app.messages.catalogue import sentence
from tests.unit.domain.pricing.baskets import a_basket, a_line, by_hand, lenses, priced, the_terms


def a_billed_line(minor=100_00, quantity=3, **terms):
    bill = bill_of(a_basket(a_line(minor=minor, quantity=quantity)), the_terms(**terms))
    return bill.lines[0]


def test_one_of_two_lenses_goes_back_for_half_of_what_both_cost():
    """10 % off by hand: 300.00 became 270.00, so one lens is 135.00.

    The tax is 43.11: the first lens takes 21.56 of it, the second one the rest.
    """
    bill = bill_of(a_basket(lenses("G", 150_00)), the_terms(discounts=(by_hand(),)))
    back = refund_pieces(bill.line("G"), 1, [])
    assert (back.gross_minor, back.tax_minor) == (135_00, 21_56)
    assert back.net_minor == 113_44
    rest = refund_pieces(bill.line("G"), 1, [back])
    assert (rest.gross_minor, rest.tax_minor) == (135_00, 21_55)


def test_the_last_piece_takes_what_the_others_left():
    line = a_billed_line(minor=33, quantity=3, discounts=(by_hand(),))
    given: list[LineRefund] = []
    for _ in range(3):
        given.append(refund_pieces(line, 1, given))
    assert [each.gross_minor for each in given] == [30, 30, 29]
    assert refundable(line, given).pieces == refundable(line, given).gross_minor == 0


def test_more_than_was_sold_does_not_go_back():
    line = a_billed_line(quantity=2)
    first = refund_pieces(line, 1, [])
    with pytest.raises(TooManyPieces) as caught:
        refund_pieces(line, 2, [first])
    assert caught.value.facts == {"line_id": "L1", "wanted": 2, "left": 1}


def test_more_than_was_charged_does_not_go_back():
    line = a_billed_line(minor=100_00, quantity=1)
    first = refund_amount(line, 60_00, [])
    with pytest.raises(RefundExceedsCharge) as caught:
        refund_amount(line, 40_01, [first])
    assert caught.value.facts["left"] == Money(40_00, "EUR")
    expected = "€40.01 is more than is left to give back of this line (€40.00)."
    assert sentence(caught.value) == expected
    assert refund_amount(line, 40_00, [first]).gross_minor == 40_00


def test_an_allowance_lowers_what_the_goods_are_worth_when_they_come_back():
    line = a_billed_line(minor=100_00, quantity=2)
    allowance = refund_amount(line, 50_00, [])
    assert refund_pieces(line, 1, [allowance]).gross_minor == 75_00


@pytest.mark.parametrize("refund", [refund_pieces, refund_amount])
def test_giving_back_nothing_is_refused(refund):
    with pytest.raises(RefundIsNothing):
        refund(a_billed_line(), 0, [])


def test_refunds_of_other_lines_do_not_count():
    bill = bill_of(a_basket(), the_terms())
    other = refund_pieces(bill.line("L2"), 2, [])
    assert refundable(bill.line("L1"), [other]).gross_minor == 100_00


def test_each_payer_gets_back_its_part():
    insurer = Cover(payer_id="I", name="I", rules=(CoverRule(share=Percent(30_000)),))
    line = a_billed_line(minor=100_00, quantity=2, covers=(insurer,))
    back = refund_pieces(line, 1, [])
    assert dict(back.paid_to) == {"I": 30_00, "": 70_00}


def test_an_apportioned_price_goes_back_with_both_of_its_parts():
    terms = the_terms("GB", dispensing=Apportioned(Percent(40_000)))
    basket = a_basket(a_line(minor=150_00, currency="GBP", quantity=2), currency="GBP")
    back = refund_pieces(bill_of(basket, terms).lines[0], 1, [])
    assert [(part.rate.label, part.gross_minor, part.tax_minor) for part in back.tax] == [
        ("A", 90_00, 15_00),
        ("E", 60_00, 0),
    ]


@st.composite
def refunded(draw):
    """Draw a billed line and refunds of it until nothing or something is left."""
    bill = bill_of(*draw(priced()))
    assume(bill.lines)
    line = draw(st.sampled_from(bill.lines))
    given: list[LineRefund] = []
    for _ in range(draw(st.integers(1, 6))):
        left = refundable(line, given)
        if left.gross_minor and draw(st.booleans()):
            given.append(refund_amount(line, draw(st.integers(1, left.gross_minor)), given))
        elif left.pieces:
            given.append(refund_pieces(line, draw(st.integers(1, left.pieces)), given))
    return line, given


@settings(max_examples=100)
@given(refunded())
def test_what_went_back_and_what_is_left_are_what_was_charged(job):
    line, given = job
    left = refundable(line, given)
    assert sum(each.gross_minor for each in given) + left.gross_minor == line.gross_minor
    assert sum(each.pieces for each in given) + left.pieces == line.line.line.quantity
    assert left.gross_minor >= 0
    assert left.pieces >= 0


@settings(max_examples=100)
@given(refunded())
def test_no_part_of_a_refund_is_negative_and_none_exceeds_its_part_of_the_line(job):
    line, given = job
    tax: Counter[int] = Counter()
    net: Counter[int] = Counter()
    paid: Counter[str] = Counter()
    for each in given:
        assert each.gross_minor == sum(minor for _, minor in each.paid_to)
        for number, part in enumerate(each.tax):
            assert part.net_minor >= 0
            assert part.tax_minor >= 0
            net[number] += part.net_minor
            tax[number] += part.tax_minor
        for payer, minor in each.paid_to:
            assert minor > 0
            paid[payer] += minor
    for number, part in enumerate(line.tax):
        assert tax[number] <= part.tax_minor
        assert net[number] <= part.net_minor
    shares = {**dict(line.paid_by), "": line.patient_minor}
    assert all(paid[payer] <= shares[payer] for payer in paid)


@settings(max_examples=100)
@given(refunded())
def test_when_everything_went_back_every_part_did(job):
    line, given = job
    left = refundable(line, given)
    if left.gross_minor:
        given = [*given, refund_amount(line, left.gross_minor, given)]
    for number, part in enumerate(line.tax):
        assert sum(each.tax[number].tax_minor for each in given) == part.tax_minor
        assert sum(each.tax[number].net_minor for each in given) == part.net_minor
    paid: Counter[str] = Counter()
    for each in given:
        paid.update(dict(each.paid_to))
    shares = Counter({**dict(line.paid_by), "": line.patient_minor})
    assert +paid == +shares
