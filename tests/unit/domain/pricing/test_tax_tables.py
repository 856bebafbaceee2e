"""The tax tables that come with the program: what they say, and what a file may look like."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from app.domain.kernel.documents import DocumentIsMalformed
from app.domain.kernel.percent import Percent
from app.domain.pricing import TaxClass, Treatment
from app.domain.pricing.tax_document import tax_table
from tests.unit.domain.pricing.baskets import DAY, TABLES

A_TABLE: dict[str, Any] = {
    "schema": 1,
    "jurisdiction": "XX",
    "name": "Somewhere",
    "currency": "EUR",
    "prices_include_tax": True,
    "rounded_on": "line",
    "rounding": "half_even",
    "cash_step_minor": 5,
    "rows": [
        {
            "classes": ["accessory"],
            "treatment": "taxed",
            "percent": "20",
            "label": "A",
            "valid_from": "2020-01-01",
            "verified": True,
            "source": "An act",
        },
        {
            "classes": ["examination"],
            "treatment": "exempt",
            "label": "E",
            "verified": False,
            "source": "Another act",
            "note": "Not checked",
        },
    ],
}


def changed(*path, to):
    copy = deepcopy(A_TABLE)
    *inner, last = path
    target = copy
    for step in inner:
        target = target[step]
    target[last] = to
    return copy


@pytest.mark.parametrize(
    ("country", "tax_class", "treatment", "percent"),
    [
        ("DE", TaxClass.CORRECTIVE_LENS, Treatment.TAXED, "19"),
        ("DE", TaxClass.HEARING_AID, Treatment.TAXED, "7"),
        ("FR", TaxClass.SPECTACLE_FRAME, Treatment.TAXED, "20"),
        ("FR", TaxClass.LOW_VISION_AID, Treatment.TAXED, "5.5"),
        ("GB", TaxClass.CORRECTIVE_LENS, Treatment.TAXED, "20"),
        ("GB", TaxClass.DISPENSING, Treatment.EXEMPT, "0"),
        ("GB", TaxClass.EXAMINATION, Treatment.EXEMPT, "0"),
        ("IE", TaxClass.CONTACT_LENS, Treatment.TAXED, "23"),
        ("IE", TaxClass.DISPENSING, Treatment.EXEMPT, "0"),
        ("PL", TaxClass.CORRECTIVE_LENS, Treatment.TAXED, "8"),
        ("PL", TaxClass.SUNGLASSES, Treatment.TAXED, "23"),
        ("ES", TaxClass.SPECTACLE_FRAME, Treatment.TAXED, "10"),
        ("ES", TaxClass.SUNGLASSES, Treatment.TAXED, "21"),
        ("CH", TaxClass.CORRECTIVE_LENS, Treatment.TAXED, "8.1"),
        ("NL", TaxClass.CONTACT_LENS, Treatment.TAXED, "21"),
        ("IT", TaxClass.SPECTACLE_FRAME, Treatment.TAXED, "4"),
        ("IT", TaxClass.FRAME_ALONE, Treatment.TAXED, "22"),
        ("AT", TaxClass.CORRECTIVE_LENS, Treatment.TAXED, "20"),
    ],
)
def test_the_rates_of_today(country, tax_class, treatment, percent):
    rate = TABLES[country].rate(tax_class, DAY)
    assert rate.treatment is treatment
    assert rate.percent == Percent.parse(percent)


@pytest.mark.parametrize(
    ("country", "tax_class", "day", "percent"),
    [
        ("ES", TaxClass.FRAME_ALONE, date(2017, 6, 28), "21"),
        ("ES", TaxClass.FRAME_ALONE, date(2017, 6, 29), "10"),
        ("PL", TaxClass.PLANO_LENS, date(2018, 1, 18), "8"),
        ("PL", TaxClass.PLANO_LENS, date(2018, 1, 19), "23"),
        ("IE", TaxClass.CORRECTIVE_LENS, date(2020, 9, 1), "21"),
        ("CH", TaxClass.CORRECTIVE_LENS, date(2023, 12, 31), "7.7"),
    ],
)
def test_the_rates_of_other_days(country, tax_class, day, percent):
    assert TABLES[country].rate(tax_class, day).percent == Percent.parse(percent)


def test_every_row_names_its_source_and_one_that_was_not_checked_says_so():
    rows = [(name, row) for name, table in TABLES.items() for row in table.rows]
    assert all(row.source.strip() for _, row in rows)
    assert not any(row.is_verified for name, row in rows if name == "AT" and row.rate.label == "A")
    assert any(not row.is_verified for _, row in rows)


def test_a_gift_card_is_outside_the_scope_of_tax_everywhere():
    for table in TABLES.values():
        assert table.rate(TaxClass.STORED_VALUE, DAY).treatment is Treatment.OUTSIDE


def test_only_countries_with_an_exempt_dispensing_charge_apportion_it():
    able = {name for name, table in TABLES.items() if table.apportionable}
    assert able == {"GB", "IE"}
    for name in able:
        assert TABLES[name].rate(TaxClass.DISPENSING, DAY).treatment is Treatment.EXEMPT


def test_a_file_is_read_as_it_is_written():
    table = tax_table(A_TABLE)
    assert (table.jurisdiction, table.cash_step_minor) == ("XX", 5)
    row = table.row(TaxClass.EXAMINATION, DAY)
    assert (row.is_verified, row.note) == (False, "Not checked")


@pytest.mark.parametrize(
    ("path", "to", "where"),
    [
        (("schema",), 2, "tax"),
        (("rows",), [], "tax"),
        (("rounded_on",), "month", "tax"),
        (("cash_step_minor",), 0, "tax"),
        (("rows", 0, "percent"), None, "tax.rows[0]"),
        (("rows", 0, "percent"), "-20", "tax.rows[0]"),
        (("rows", 0, "classes"), [], "tax.rows[0]"),
        (("rows", 0, "classes"), ["food"], "tax.rows[0]"),
        (("rows", 0, "source"), "", "tax.rows[0]"),
        (("rows", 0, "valid_until"), "2019-01-01", "tax.rows[0]"),
        (("rows", 1, "percent"), "0", "tax.rows[1]"),
        (("rows", 1, "verified"), None, "tax.rows[1]"),
        (("rows", 1, "classes"), ["accessory"], "tax"),
    ],
)
def test_a_damaged_table_is_refused_where_it_is_damaged(path, to, where):
    with pytest.raises(DocumentIsMalformed) as caught:
        tax_table(changed(*path, to=to))
    assert caught.value.facts["where"] == where
