"""Optical vouchers: the letter follows the stronger lens, the value pays no more than the pair."""

import json
from copy import deepcopy
from datetime import date

import pytest
from hypothesis import given, settings

from app.domain.kernel.documents import DocumentIsMalformed
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import EyePower
from app.domain.optics.spherocylinder import transposed_eye
from app.domain.pricing import VoucherNeed, bill_of, optical_voucher
from app.domain.pricing.optical_vouchers import (
    SupplementIsUnknown,
    VoucherHasNoBand,
    VoucherTableIsMissing,
)
from app.domain.pricing.voucher_document import voucher_tables
from tests.unit.domain.optics.powers import eye_powers
from tests.unit.domain.pricing.baskets import RESOURCES, a_basket, a_line, lenses, the_terms

DOCUMENT = json.loads((RESOURCES / "vouchers" / "gb.json").read_bytes())
TABLES = voucher_tables(DOCUMENT)
IN_2014, IN_2023 = date(2014, 6, 1), date(2023, 6, 1)


def eye(sphere, cylinder="0.00", axis=90):
    power = Dioptres.ordered(cylinder)
    return EyePower(
        sphere=Dioptres.ordered(sphere),
        cylinder=power,
        axis_deg=axis if power.thousandths else None,
    )


def voucher(right, left=None, *, kind="single_vision", day=IN_2014, supplements=()):
    need = VoucherNeed(right=right, left=left, lens_kind=kind, supplements=supplements)
    return optical_voucher(TABLES, need, day)


@pytest.mark.parametrize(
    ("right", "kind", "letter", "value"),
    [
        (eye("-6.00"), "single_vision", "A", 38_30),
        (eye("-4.00", "-2.00"), "single_vision", "A", 38_30),
        (eye("-6.25"), "single_vision", "B", 58_10),
        (eye("-2.00", "-2.25"), "single_vision", "B", 58_10),
        (eye("-9.75"), "single_vision", "B", 58_10),
        # The meridians are -5.00 and -7.00; the stronger one counts.
        (eye("-5.00", "-2.00"), "single_vision", "B", 58_10),
        (eye("+7.00", "-2.00"), "single_vision", "B", 58_10),
        (eye("-10.00"), "single_vision", "C", 85_10),
        (eye("-14.00"), "single_vision", "C", 85_10),
        (eye("-14.25"), "single_vision", "D", 192_20),
        (eye("-1.00", "-6.25"), "single_vision", "D", 192_20),
        (eye("+2.00"), "bifocal", "E", 66_10),
        (eye("+6.50"), "progressive", "F", 84_00),
        (eye("+10.00"), "progressive", "G", 109_00),
        (eye("+15.00"), "bifocal", "H", 211_30),
    ],
)
def test_the_letter_follows_power_and_kind_of_lens(right, kind, letter, value):
    """Source: the health service's own table for patients of 2014."""
    found = voucher(right, kind=kind)
    assert (found.letter, found.value_minor) == (letter, value)
    assert found.is_verified


def test_the_pair_is_worth_what_its_stronger_lens_is():
    assert voucher(eye("-1.00"), eye("-7.00")).letter == "B"
    assert voucher(eye("-7.00"), eye("-1.00")).letter == "B"


def test_a_balance_lens_does_not_count():
    balance = EyePower(sphere=Dioptres(-20_000), is_balance=True)
    assert voucher(eye("-1.00"), balance).letter == "A"
    with pytest.raises(VoucherHasNoBand):
        voucher(balance)


def test_prisms_and_tints_add_for_each_lens_that_needs_them():
    found = voucher(eye("-1.00"), eye("-1.00"), supplements=("prism", "prism", "tint"))
    assert found.value_minor == 38_30 + 2 * 12_40 + 4_20
    near = voucher(eye("-1.00"), kind="bifocal", supplements=("prism",))
    assert near.value_minor == 66_10 + 15_00
    with pytest.raises(SupplementIsUnknown):
        voucher(eye("-1.00"), supplements=("diamond",))


def test_the_values_of_another_year_are_its_own():
    found = voucher(eye("-1.00"), day=IN_2023, supplements=("prism",))
    assert found.value_minor == 41_70 + 13_45
    with pytest.raises(VoucherTableIsMissing):
        voucher(eye("-1.00"), day=date(2013, 1, 1))


def test_a_value_that_was_not_checked_says_so():
    assert not voucher(eye("-1.00"), day=IN_2023, supplements=("tint",)).is_verified
    assert voucher(eye("-1.00"), day=date(2026, 11, 24)).is_verified
    assert not voucher(eye("-7.00"), day=date(2026, 11, 24)).is_verified


@settings(max_examples=100)
@given(eye_powers())
def test_the_way_a_power_is_written_changes_nothing(power):
    assert voucher(power) == voucher(transposed_eye(power))


def test_a_voucher_pays_for_its_pair_up_to_its_value_and_the_patient_the_rest():
    cover = voucher(eye("-1.00")).cover("GOS", name="Voucher", claim_number="V-1", pair=1)
    basket = a_basket(
        a_line("F", 40_00, currency="GBP", pair=1),
        lenses("G", 30_00, currency="GBP", pair=1),
        a_line("H", 90_00, currency="GBP", pair=2),
        currency="GBP",
    )
    bill = bill_of(basket, the_terms("GB", covers=(cover,)))
    assert bill.payers[0].minor == 38_30
    assert bill.line("H").patient_minor == 90_00
    assert bill.patient_due.minor == 100_00 + 90_00 - 38_30


def test_a_pair_that_costs_less_than_the_voucher_is_paid_and_no_more():
    cover = voucher(eye("-15.00")).cover("GOS", name="Voucher", claim_number="V-1", pair=1)
    basket = a_basket(a_line("F", 40_00, currency="GBP", pair=1), currency="GBP")
    bill = bill_of(basket, the_terms("GB", covers=(cover,)))
    assert (bill.payers[0].minor, bill.patient_due.minor) == (40_00, 0)


def changed(*path, to):
    copy = deepcopy(DOCUMENT)
    *inner, last = path
    target = copy
    for step in inner:
        target = target[step]
    target[last] = to
    return copy


@pytest.mark.parametrize(
    ("path", "to", "where"),
    [
        (("schema",), 2, "vouchers"),
        (("tables", 1, "valid_from"), "2015-01-01", "vouchers"),
        (("tables", 0, "bands", 0, "lens"), "round", "vouchers.tables[0].bands[0]"),
        (("tables", 0, "bands", 0, "sphere_max"), "6.05", "vouchers.tables[0].bands[0]"),
        (
            ("tables", 0, "supplements", 0, "each_lens_minor"),
            0,
            "vouchers.tables[0].supplements[0]",
        ),
    ],
)
def test_a_damaged_voucher_file_is_refused_where_it_is_damaged(path, to, where):
    with pytest.raises(DocumentIsMalformed) as caught:
        voucher_tables(changed(*path, to=to))
    assert caught.value.facts["where"] == where


def test_a_power_beyond_every_band_is_refused():
    document = changed("tables", 0, "bands", to=[DOCUMENT["tables"][0]["bands"][0]])
    need = VoucherNeed(right=eye("-7.00"), left=None, lens_kind="single_vision")
    with pytest.raises(VoucherHasNoBand):
        optical_voucher(voucher_tables(document), need, IN_2014)
