"""The bill: every total recomputed by an independent sum, whatever is on the counter."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.catalog import ArticleKind
from app.domain.kernel.canonical import canonical_sha256
from app.domain.kernel.documents import DocumentIsMalformed
from app.domain.kernel.money import Money
from app.domain.kernel.percent import Percent
from app.domain.pricing import (
    AmountOff,
    Basket,
    Cover,
    CoverRule,
    PriceVersion,
    SecondPair,
    TaxClass,
    bill_of,
)
from app.domain.pricing.bill import TableIsOfAnotherCurrency
from app.domain.pricing.bill_document import bill_document, bill_from
from app.domain.pricing.tax_document import tax_table
from tests.unit.domain.pricing.baskets import (
    a_basket,
    a_line,
    a_promotion,
    by_hand,
    lenses,
    priced,
    the_terms,
)


def test_a_whole_order_from_the_listed_prices_to_what_the_patient_pays():
    """Two pairs, the second at half price, 5.00 off by hand, an insurer, 19 % within.

    Listed 200 + 2 x 150 and 100 + 2 x 80 = 760.00. Half of 260 off: 630.00. By hand: 625.00.
    Of that 525.21 net and 99.79 tax. The insurer pays up to 80.00 for lenses.
    """
    basket = a_basket(
        a_line("F1", 200_00, pair=1),
        lenses("G1", 150_00, pair=1),
        a_line("F2", 100_00, pair=2),
        lenses("G2", 80_00, pair=2),
    )
    insurer = Cover(
        payer_id="I",
        name="Insurer",
        claim_number="C-7",
        rules=(CoverRule(kinds=frozenset({ArticleKind.LENS}), total_max_minor=80_00),),
    )
    bill = bill_of(
        basket,
        the_terms(
            promotions=(a_promotion(benefit=SecondPair(percent=Percent(50_000))),),
            discounts=(by_hand(benefit=AmountOff(minor=5_00)),),
            covers=(insurer,),
        ),
    )
    assert bill.listed == Money(760_00, "EUR")
    assert bill.discount == Money(135_00, "EUR")
    assert bill.gross == Money(625_00, "EUR")
    assert (bill.net, bill.tax) == (Money(525_21, "EUR"), Money(99_79, "EUR"))
    assert bill.patient_due == Money(545_00, "EUR")
    assert bill.line("G1").paid_by[0][0] == "I"


def test_without_tax_in_the_prices_the_total_grows_by_it():
    table = replace(the_terms().table, prices_include_tax=False)
    bill = bill_of(a_basket(a_line(minor=100_00)), replace(the_terms(), table=table))
    assert (bill.listed.minor, bill.net.minor, bill.gross.minor) == (100_00, 100_00, 119_00)


@pytest.mark.parametrize(
    ("currency", "minor", "rounding", "tax"),
    [
        ("JPY", 1_999, "down", 181),
        ("JPY", 1_999, "half_up", 182),
        ("KWD", 12_345, "half_up", 1_122),
    ],
)
def test_amounts_are_whole_units_of_currencies_with_other_decimals(currency, minor, rounding, tax):
    """1999 yen hold 181.7 of 10 % tax; 12.345 dinar hold 1.1223."""
    rows = [
        {
            "classes": ["spectacle_frame"],
            "treatment": "taxed",
            "percent": "10",
            "label": "A",
            "verified": False,
            "source": "A test",
        }
    ]
    table = tax_table(
        {
            "schema": 1,
            "jurisdiction": "XX",
            "name": "Somewhere",
            "currency": currency,
            "prices_include_tax": True,
            "rounded_on": "rate",
            "rounding": rounding,
            "rows": rows,
        }
    )
    basket = a_basket(a_line(minor=minor, currency=currency), currency=currency)
    bill = bill_of(basket, replace(the_terms(), table=table))
    assert bill.tax == Money(tax, currency)
    assert bill.net.minor + bill.tax.minor == bill.gross.minor == minor


def test_nothing_on_the_counter_costs_nothing():
    bill = bill_of(Basket(lines=(), currency="EUR"), the_terms())
    assert bill.gross == bill.patient_due == Money(0, "EUR")
    assert bill.rates == ()


def test_a_disclosed_dispensing_charge_is_named_for_the_slip():
    line = a_line(
        "D", 45_00, currency="GBP", kind=ArticleKind.DISPENSING, tax_class=TaxClass.DISPENSING
    )
    basket = a_basket(a_line("F", 60_00, currency="GBP"), line, currency="GBP")
    bill = bill_of(basket, the_terms("GB"))
    assert [each.line_id for each in bill.disclosed] == ["D"]
    assert bill.tax.minor == 10_00


def test_a_table_of_another_currency_is_refused():
    with pytest.raises(TableIsOfAnotherCurrency):
        bill_of(a_basket(), the_terms("GB"))


def test_a_class_whose_rate_nobody_checked_is_named():
    checked = bill_of(a_basket(), the_terms())
    assert checked.unverified == frozenset()
    exam = a_line("E", 30_00, tax_class=TaxClass.EXAMINATION)
    assert bill_of(a_basket(exam), the_terms()).unverified == {TaxClass.EXAMINATION}


def test_a_line_that_is_not_there_is_not_found():
    with pytest.raises(KeyError):
        bill_of(a_basket(), the_terms()).line("L9")


@settings(max_examples=100)
@given(priced())
def test_every_total_is_the_sum_of_its_lines(job):
    basket, terms = job
    bill = bill_of(basket, terms)
    listed = sum(line.line.quantity * line.line.unit_price.minor for line in basket.lines)
    off = sum(minor for discount in bill.discounts for _, minor in discount.by_line)
    parts = [part for line in bill.lines for part in line.tax]
    net, tax = sum(part.net_minor for part in parts), sum(part.tax_minor for part in parts)
    paid = sum(minor for payer in bill.payers for _, minor in payer.by_line)
    assert bill.listed.minor == listed
    assert bill.discount.minor == off
    assert (bill.net.minor, bill.tax.minor) == (net, tax)
    assert bill.gross.minor == net + tax
    assert bill.patient_due.minor == net + tax - paid
    assert (bill.gross if bill.prices_include_tax else bill.net).minor == listed - off
    assert sum(part.gross_minor for part in bill.rates) == bill.gross.minor


@settings(max_examples=100)
@given(priced())
def test_no_line_and_no_share_is_below_nothing(job):
    bill = bill_of(*job)
    for line in bill.lines:
        assert 0 <= line.discount_minor <= line.line.listed_minor
        assert line.net_minor >= 0
        assert line.tax_minor >= 0
        assert 0 <= line.patient_minor <= line.gross_minor
        assert all(minor > 0 for _, minor in line.paid_by)


@settings(max_examples=100)
@given(priced(), st.randoms())
def test_the_order_of_lines_and_terms_changes_no_line(job, random):
    basket, terms = job
    lines = list(basket.lines)
    random.shuffle(lines)
    mixed = {}
    for name in ("promotions", "discounts", "covers"):
        mixed[name] = list(getattr(terms, name))
        random.shuffle(mixed[name])
    again = bill_of(
        Basket(lines=tuple(lines), currency=basket.currency),
        replace(terms, **{name: tuple(values) for name, values in mixed.items()}),
    )
    bill = bill_of(basket, terms)
    assert {line.line_id: line for line in again.lines} == {
        line.line_id: line for line in bill.lines
    }
    assert again.discounts == bill.discounts
    assert again.payers == bill.payers


@settings(max_examples=100)
@given(priced())
def test_a_bill_is_kept_whole_in_its_document(job):
    basket, terms = job
    bill = bill_of(basket, terms)
    document = bill_document(bill)
    again = bill_from(json.loads(json.dumps(document)))
    assert again == bill
    assert canonical_sha256(bill_document(again)) == canonical_sha256(document)


def test_the_document_keeps_the_price_version_and_the_pair():
    version = PriceVersion(list_id="chain", version=7)
    bill = bill_of(a_basket(a_line(price_version=version, pair=2)), the_terms())
    line = bill_from(bill_document(bill)).line("L1").line
    assert (line.price_version, line.pair) == (version, 2)


@pytest.mark.parametrize(
    ("key", "value", "where"),
    [
        ("schema", 2, "bill"),
        ("total", 1, "bill"),
        ("lines", [{}], "bill.lines[0]"),
        ("payers", [{"id": "I"}], "bill.payers[0]"),
        ("unverified", ["food"], "bill"),
    ],
)
def test_a_damaged_document_is_refused_where_it_is_damaged(key, value, where):
    document = bill_document(bill_of(a_basket(), the_terms()))
    assert isinstance(document, dict)
    with pytest.raises(DocumentIsMalformed) as caught:
        bill_from({**document, key: value})
    assert caught.value.facts["where"] == where
