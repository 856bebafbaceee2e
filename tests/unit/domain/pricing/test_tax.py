"""Tax: by line and by rate, within the price and on top of it, with nothing lost in between."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.kernel.percent import Percent
from app.domain.kernel.rounding import Rounding
from app.domain.pricing import Apportioned, TaxClass, Treatment
from app.domain.pricing.dispensing import (
    DISCLOSED,
    ApportionmentIsImpossible,
    ApportionmentIsNotAllowed,
    DispensingIsChargedTwice,
)
from app.domain.pricing.tax import by_rate, taxed
from app.domain.pricing.tax_table import TaxRateIsUnknown, TaxScope
from app.messages.catalogue import sentence
from tests.unit.domain.pricing.baskets import CLASSES, DAY, TABLES

FRAME, LENS = TaxClass.SPECTACLE_FRAME, TaxClass.CORRECTIVE_LENS
DISPENSING = TaxClass.DISPENSING


def tax(amounts, table="DE", day=DAY, dispensing=DISCLOSED, **changes):
    return taxed(amounts, replace(TABLES[table], **changes), day, dispensing)


def told(parts):
    return [(part.rate.label, part.net_minor, part.tax_minor) for part in parts]


def test_tax_is_told_from_a_price_that_holds_it():
    """119.00 with 19 % is 100.00 and 19.00."""
    assert told(tax({"L1": (FRAME, 119_00)})["L1"]) == [("A", 100_00, 19_00)]


def test_tax_is_added_to_a_price_without_it():
    found = tax({"L1": (FRAME, 100_00)}, prices_include_tax=False)
    assert told(found["L1"]) == [("A", 100_00, 19_00)]


def test_a_rate_is_rounded_once_where_the_law_rounds_by_rate():
    """Three times 0.99 hold 0.474 of tax, 0.47 together; alone each holds 0.16, 0.48 together."""
    amounts = {f"L{n}": (FRAME, 99) for n in range(3)}
    by_lines = tax(amounts, scope=TaxScope.LINE)
    together = tax(amounts, scope=TaxScope.RATE)
    assert sum(part.tax_minor for parts in by_lines.values() for part in parts) == 48
    assert sum(part.tax_minor for parts in together.values() for part in parts) == 47


def test_a_receipt_with_several_rates_sums_each_of_them():
    found = tax({"L1": (FRAME, 119_00), "L2": (TaxClass.HEARING_AID, 107_00)})
    rates = by_rate(part for parts in found.values() for part in parts)
    assert told(rates) == [("A", 100_00, 19_00), ("B", 100_00, 7_00)]


@pytest.mark.parametrize(
    ("day", "percent"),
    [
        (date(2020, 6, 30), 19_000),
        (date(2020, 7, 1), 16_000),
        (date(2020, 12, 31), 16_000),
        (date(2021, 1, 1), 19_000),
    ],
)
def test_the_rate_is_that_of_the_day_of_supply(day, percent):
    """Germany lowered its rates for half a year; what counts is the day of collection."""
    [part] = tax({"L1": (FRAME, 116_00)}, day=day)["L1"]
    assert part.rate.percent == Percent(percent)


def test_a_day_without_a_rate_is_refused_with_the_class_and_the_country():
    with pytest.raises(TaxRateIsUnknown) as caught:
        tax({"L1": (FRAME, 1)}, day=date(1999, 1, 1))
    assert caught.value.facts == {
        "jurisdiction": "DE",
        "tax_class": "spectacle_frame",
        "day": date(1999, 1, 1),
    }
    assert "for spectacle frames on 1 Jan 1999" in sentence(caught.value)


def test_a_disclosed_dispensing_charge_is_exempt_and_the_goods_are_not():
    amounts = {"L1": (FRAME, 120_00), "L2": (DISPENSING, 60_00)}
    found = tax(amounts, "GB")
    assert told(found["L1"]) == [("A", 100_00, 20_00)]
    assert told(found["L2"]) == [("E", 60_00, 0)]
    assert found["L2"][0].rate.treatment is Treatment.EXEMPT


def test_one_price_is_apportioned_to_exempt_dispensing_and_taxed_goods():
    """40 % of 300.00 is dispensing: 120.00 exempt, 180.00 with 30.00 of tax in it."""
    amounts = {"L1": (FRAME, 120_00), "L2": (LENS, 180_00), "L3": (TaxClass.ACCESSORY, 12_00)}
    found = tax(amounts, "GB", dispensing=Apportioned(Percent(40_000)))
    assert told(found["L1"]) == [("A", 60_00, 12_00), ("E", 48_00, 0)]
    assert told(found["L2"]) == [("A", 90_00, 18_00), ("E", 72_00, 0)]
    assert told(found["L3"]) == [("A", 10_00, 2_00)]


def test_dispensing_is_not_taken_out_of_the_price_and_charged_as_well():
    amounts = {"L1": (FRAME, 120_00), "L2": (DISPENSING, 60_00)}
    with pytest.raises(DispensingIsChargedTwice):
        tax(amounts, "GB", dispensing=Apportioned(Percent(40_000)))


def test_a_country_that_knows_no_dispensing_charge_does_not_apportion():
    with pytest.raises(ApportionmentIsNotAllowed):
        tax({"L1": (FRAME, 1)}, "DE", dispensing=Apportioned(Percent(40_000)))


@pytest.mark.parametrize("thousandths", [0, 100_000, 150_000])
def test_an_apportionment_leaves_goods_and_service(thousandths):
    with pytest.raises(ApportionmentIsImpossible):
        Apportioned(Percent(thousandths))


AMOUNTS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=2),
    st.tuples(st.sampled_from(CLASSES), st.integers(0, 500_00)),
    max_size=7,
)
WAYS = st.fixed_dictionaries(
    {
        "prices_include_tax": st.booleans(),
        "scope": st.sampled_from(TaxScope),
        "rounding": st.sampled_from(Rounding),
    }
)


@st.composite
def jobs(draw):
    name = draw(st.sampled_from(sorted(TABLES)))
    share = draw(st.integers(1, 99_999))
    is_apportioned = TABLES[name].apportionable and draw(st.booleans())
    dispensing = Apportioned(Percent(share)) if is_apportioned else DISCLOSED
    return draw(AMOUNTS), replace(TABLES[name], **draw(WAYS)), dispensing


@settings(max_examples=100)
@given(jobs())
def test_net_and_tax_are_the_price_to_the_cent(job):
    amounts, table, dispensing = job
    found = taxed(amounts, table, DAY, dispensing)
    assert found.keys() == amounts.keys()
    for line_id, (_, minor) in amounts.items():
        net = sum(part.net_minor for part in found[line_id])
        gross = sum(part.gross_minor for part in found[line_id])
        assert (gross if table.prices_include_tax else net) == minor
        assert all(part.net_minor >= 0 and part.tax_minor >= 0 for part in found[line_id])


@settings(max_examples=100)
@given(jobs())
def test_the_tax_of_a_rate_is_within_one_rounding_of_the_exact_tax(job):
    amounts, table, dispensing = job
    found = taxed(amounts, table, DAY, dispensing)
    parts = [part for line in found.values() for part in line]
    for rate in by_rate(parts):
        share = Fraction(rate.rate.percent.thousandths, 100_000)
        exact = (
            rate.gross_minor * share / (1 + share)
            if table.prices_include_tax
            else rate.net_minor * share
        )
        roundings = 1 if table.scope is TaxScope.RATE else len(parts)
        assert abs(rate.tax_minor - exact) <= roundings


@settings(max_examples=100)
@given(jobs(), st.randoms())
def test_the_order_of_the_lines_changes_nothing(job, random):
    amounts, table, dispensing = job
    shuffled = list(amounts.items())
    random.shuffle(shuffled)
    assert taxed(dict(shuffled), table, DAY, dispensing) == taxed(amounts, table, DAY, dispensing)


@settings(max_examples=100)
@given(AMOUNTS, st.integers(1, 99_999))
def test_the_exempt_part_is_the_agreed_share_of_spectacles_and_lenses(amounts, thousandths):
    table = TABLES["GB"]
    found = taxed(amounts, table, DAY, Apportioned(Percent(thousandths)))
    mixed = [minor for tax_class, minor in amounts.values() if tax_class in table.apportionable]
    # An examination is exempt as well, so only lines of two parts are looked at.
    exempt = sum(part.gross_minor for line in found.values() for part in line[1:])
    assert abs(exempt - Fraction(sum(mixed) * thousandths, 100_000)) <= Fraction(1, 2)
