"""Every total explains itself: the steps add up, and each has a sentence."""

from collections import Counter

from hypothesis import given, settings

from app.domain.catalog import ArticleKind, Rim
from app.domain.kernel.currency import in_cash
from app.domain.kernel.money import Money
from app.domain.kernel.percent import Percent
from app.domain.pricing import (
    Apportioned,
    Cover,
    CoverRule,
    PriceVersion,
    Stage,
    TaxClass,
    bill_of,
    explain,
    explain_cash,
)
from app.messages.catalogue import sentence_of
from app.messages.pricing_sentences import PRICING_WORDS
from tests.unit.domain.pricing.baskets import (
    a_basket,
    a_line,
    a_promotion,
    by_hand,
    priced,
    the_terms,
)

TOTALS = {
    "pricing.step.listed",
    "pricing.step.taken_off",
    "pricing.step.total",
    "pricing.step.patient",
}


def said(steps):
    return [(sentence_of(step.code, dict(step.facts)), step.amount.minor) for step in steps]


def test_a_bill_is_told_step_by_step_in_words():
    version = PriceVersion(list_id="chain", version=2)
    line = a_line("F", 119_00, description="Halden 204", price_version=version)
    insurer = Cover(
        payer_id="I", name="Insurer", claim_number="C-7", rules=(CoverRule(total_max_minor=20_00),)
    )
    bill = bill_of(
        a_basket(line),
        the_terms(promotions=(a_promotion(),), discounts=(by_hand(),), covers=(insurer,)),
    )
    assert said(explain(bill)) == [
        ("1 × €119.00 Halden 204", 119_00),
        ("Prices as listed", 119_00),
        ("Halden 204: Promotion P", -11_90),
        ("Halden 204: A scratch on the temple", -10_71),
        ("Taken off altogether", -22_61),
        ("A: 19 % within €96.39", 15_39),
        ("Total, net €81.00 and tax €15.39", 96_39),
        ("Insurer pays, claim C-7", -20_00),
        ("Patient pays", 76_39),
    ]
    assert ("list", "chain/2") in explain(bill)[0].facts


def test_dispensing_is_told_on_its_own_or_out_of_the_price():
    charge = a_line(
        "D", 45_00, currency="GBP", kind=ArticleKind.DISPENSING, tax_class=TaxClass.DISPENSING
    )
    disclosed = explain(bill_of(a_basket(charge, currency="GBP"), the_terms("GB")))
    assert said(disclosed)[0] == ("Dispensing: Article D", 45_00)
    assert ("E: exempt, of £45.00", 0) in said(disclosed)
    basket = a_basket(a_line("F", 100_00, currency="GBP"), currency="GBP")
    terms = the_terms("GB", dispensing=Apportioned(Percent(40_000)))
    told = said(explain(bill_of(basket, terms)))
    assert ("Article F: exempt dispensing in the price (E)", 40_00) in told


def test_a_rate_that_nobody_checked_is_told():
    exam = a_line("E", 30_00, tax_class=TaxClass.EXAMINATION)
    words = [told for told, _ in said(explain(bill_of(a_basket(exam), the_terms())))]
    expected = "The rate of eye examinations in DE was not checked against a public source."
    assert expected in words


def test_every_tax_class_and_every_rim_has_a_word_for_people():
    assert {each.value for each in (*TaxClass, *Rim)} == set(PRICING_WORDS)


def test_rounding_for_cash_is_a_line_of_its_own_and_only_where_there_is_any():
    [step] = explain_cash(in_cash(Money(12_33, "CHF")))
    assert (step.stage, step.amount) == (Stage.CASH, Money(2, "CHF"))
    assert said([step])[0][0].startswith("Rounded for cash: ")
    assert explain_cash(in_cash(Money(12_35, "CHF"))) == ()


@settings(max_examples=100)
@given(priced())
def test_the_steps_of_each_stage_sum_to_its_total(job):
    bill = bill_of(*job)
    sums: Counter[str] = Counter()
    for step in explain(bill):
        if step.code not in TOTALS and step.code != "pricing.step.apportioned":
            sums[step.stage] += step.amount.minor
    assert sums[Stage.LINES] == bill.listed.minor
    assert sums[Stage.DISCOUNTS] == -bill.discount.minor
    assert sums[Stage.TAX] == bill.tax.minor
    assert bill.gross.minor + sums[Stage.PAYERS] == bill.patient_due.minor


@settings(max_examples=40)
@given(priced())
def test_every_step_has_a_sentence_with_all_its_facts(job):
    for step in explain(bill_of(*job)):
        words = sentence_of(step.code, dict(step.facts))
        assert words
        assert "{" not in words
        assert "Money(" not in words
