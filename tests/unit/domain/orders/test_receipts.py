"""Receipts and credit notes of a bill: lines are taxes are totals, whoever pays, however often."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.catalog import ArticleKind
from app.domain.kernel.money import Money
from app.domain.kernel.percent import Percent
from app.domain.orders.errors import LineIsUnknown
from app.domain.orders.receipts import (
    RateCannotBeSealed,
    credit_content,
    insurer_lines,
    insurers_part,
    rate_bp,
    refunds_of,
    sale_content,
    still_claimed,
)
from app.domain.orders.returns import Disposition, ReturnedLine
from app.domain.payments.tender import Tender
from app.domain.pricing import Apportioned, Cover, CoverRule, TaxClass, bill_of
from tests.unit.domain.pricing.baskets import (
    TABLES,
    a_basket,
    a_line,
    lenses,
    priced,
    the_terms,
)

REFERENCE = "O-LIN-26-417"


def an_insured_bill(**changes):
    cover = Cover(
        payer_id="vita",
        name="Vita",
        rules=(CoverRule(total_max_minor=80_00),),
        claim_number="C-77",
        **changes,
    )
    return bill_of(a_basket(), the_terms(covers=(cover,)))


def back(line_id, pieces=1):
    return ReturnedLine(
        line_id=line_id,
        sku=line_id,
        pieces=pieces,
        disposition=Disposition.RESTOCK,
        credit_minor=0,
    )


@given(priced())
def test_the_lines_of_a_receipt_are_its_taxes_and_its_total(drawn):
    bill = bill_of(*drawn)
    sale_content(bill, REFERENCE).require_total(bill.gross)


@given(priced())
def test_what_insurers_and_the_patient_pay_is_the_total(drawn):
    bill = bill_of(*drawn)
    insured = sum(line.amount.minor for line in insurer_lines(bill))
    assert insured + bill.patient_due.minor == bill.gross.minor


@given(priced(), st.data())
def test_returns_in_any_steps_give_back_each_line_to_the_minor_unit(drawn, data):
    bill = bill_of(*drawn)
    earlier: list[ReturnedLine] = []
    credited = 0
    for line in bill.lines:
        left = line.line.line.quantity
        while left:
            pieces = data.draw(st.integers(1, left))
            now = (back(line.line_id, pieces),)
            refunds = refunds_of(bill, earlier, now)
            gross = sum(each.gross_minor for each in refunds)
            credit_content(bill, refunds, REFERENCE).require_total(Money(gross, bill.currency))
            credited += gross
            earlier.extend(now)
            left -= pieces
    assert credited == bill.gross.minor


def test_every_rate_of_every_table_can_be_sealed():
    rates = {row.rate for table in TABLES.values() for row in table.rows}
    assert len(rates) > 10
    assert {rate_bp(rate.percent) for rate in rates} >= {0, 550, 810, 2000}


def test_a_rate_too_fine_for_the_journal_is_refused_by_name():
    with pytest.raises(RateCannotBeSealed) as caught:
        rate_bp(Percent.parse("8.875"))
    assert caught.value.facts == {"percent": "8.875"}


def test_a_disclosed_dispensing_charge_is_a_line_of_its_own():
    charge = a_line(
        "D1",
        30_00,
        currency="GBP",
        description="Dispensing",
        kind=ArticleKind.DISPENSING,
        tax_class=TaxClass.DISPENSING,
    )
    goods = a_line("F1", 120_00, currency="GBP")
    bill = bill_of(a_basket(goods, charge, currency="GBP"), the_terms("GB"))
    lines = sale_content(bill, REFERENCE).lines
    assert [(each.description, each.amount_minor, each.tax_code) for each in lines] == [
        ("Article F1", 120_00, "A"),
        ("Dispensing", 30_00, "E"),
    ]


def test_an_apportioned_line_names_both_its_rates():
    goods = a_line("F1", 120_00, currency="GBP")
    terms = the_terms("GB", dispensing=Apportioned(Percent.parse("40")))
    content = sale_content(bill_of(a_basket(goods, currency="GBP"), terms), REFERENCE)
    assert [each.tax_code for each in content.lines] == ["A+E"]
    assert [(each.code, each.gross_minor) for each in content.taxes] == [("A", 72_00), ("E", 48_00)]


def test_an_insurer_is_a_tender_under_its_claim():
    line = insurer_lines(an_insured_bill())[0]
    assert (line.key.tender, line.key.reference) == (Tender.INSURER, "C-77 Vita")
    assert line.amount == Money(80_00, "EUR")


def test_what_an_insurer_is_down_for_already_is_not_claimed_twice():
    bill = an_insured_bill()
    line = insurer_lines(bill)[0]
    assert still_claimed(bill, {line.key: Money(30_00, "EUR")})[0].amount == Money(50_00, "EUR")
    assert still_claimed(bill, {line.key: Money(80_00, "EUR")}) == ()


def test_a_return_takes_the_insurers_part_back_in_step():
    bill = an_insured_bill()
    everything = refunds_of(bill, (), (back("L1"), back("L2", 2)))
    assert sum(insurers_part(bill, everything).values()) == 80_00


def test_a_line_that_was_not_billed_is_refused():
    bill = bill_of(a_basket(a_line(), lenses()), the_terms(supplied_on=date(2026, 11, 24)))
    with pytest.raises(LineIsUnknown):
        refunds_of(bill, (), (back("L9"),))
