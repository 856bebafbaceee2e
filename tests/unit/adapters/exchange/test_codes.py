"""Codes from lens envelopes and frames: right ones are told from misread ones."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import ean

from app.adapters.exchange.codes import (
    Gs1Label,
    Gs1LabelIsMalformed,
    GtinIsMalformed,
    OpcIsMalformed,
    read_gs1_label,
    read_gtin,
    read_opc,
)

DIGITS = st.text("0123456789", min_size=9, max_size=9)


def test_the_check_digit_of_the_published_lens_code():
    """domain.md, section 4: 020711721 has the check digit 9."""
    assert read_opc("020711721").check_digit == "9"
    assert read_opc("0207117219").is_valid
    assert not read_opc("0207117218").is_valid


@given(DIGITS)
def test_one_misread_digit_is_always_noticed(digits):
    code = digits + read_opc(digits).check_digit
    assert read_opc(code).is_valid
    for index, digit in enumerate(code):
        misread = code[:index] + str((int(digit) + 1) % 10) + code[index + 1 :]
        assert not read_opc(misread).is_valid


@pytest.mark.parametrize("text", ["", "12345678", "02071172199", "02071172X", "٠٢٠٧١١٧٢١"])
def test_what_is_no_lens_code_is_refused_with_its_place(text):
    with pytest.raises(OpcIsMalformed) as caught:
        read_opc(text)
    assert isinstance(caught.value.facts["position"], int)


@pytest.mark.parametrize(
    ("text", "gtin", "kind"),
    [
        ("4006381333931", "4006381333931", "GTIN-13"),
        ("036000291452", "036000291452", "GTIN-12"),
        ("96385074", "96385074", "GTIN-8"),
        ("04252614", "042100005264", "UPC-E"),
        ("1 4006381-333938", "14006381333938", "GTIN-14"),
    ],
)
def test_each_kind_of_article_number_is_known(text, gtin, kind):
    code = read_gtin(text)
    assert (code.gtin, code.kind, code.is_valid) == (gtin, kind, True)


@given(st.text("0123456789", min_size=13, max_size=13))
def test_article_numbers_are_judged_as_an_independent_library_does(digits):
    assert read_gtin(digits).is_valid == ean.is_valid(digits)


@pytest.mark.parametrize("text", ["", "123456789", "40063813339X1", "4006381333931000"])
def test_what_is_no_article_number_is_refused(text):
    with pytest.raises(GtinIsMalformed):
        read_gtin(text)


def test_a_label_tells_article_lot_and_date():
    label = read_gs1_label("010400638133393117270131" + "10LOT7")
    assert label == Gs1Label(
        gtin="04006381333931", lot="LOT7", serial=None, expires_on=date(2027, 1, 31)
    )


@given(st.text(max_size=60))
def test_any_text_is_a_code_or_is_refused_by_name(text):
    for reader, refusal in (
        (read_opc, OpcIsMalformed),
        (read_gtin, GtinIsMalformed),
        (read_gs1_label, Gs1LabelIsMalformed),
    ):
        try:
            reader(text)
        except refusal as error:
            assert "position" in error.facts  # noqa: PT017 - either way is right
