"""Powers and lengths: read exactly, refused off their steps, written as the trade does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.optics.power import (
    Dioptres,
    LengthIsMalformed,
    Millimetres,
    PowerIsMalformed,
    PowerIsOffStep,
)
from tests.unit.domain.optics.powers import eighths


@pytest.mark.parametrize(
    ("text", "thousandths", "shown"),
    [
        ("-2.25", -2250, "-2.25"),
        ("+0.12", 125, "+0.12"),
        ("0.125", 125, "+0.12"),
        ("-1.37", -1375, "-1.37"),
        ("+3.62", 3625, "+3.62"),
        ("\u22120.87", -875, "-0.87"),
        ("-2,5", -2500, "-2.50"),
        ("-.75", -750, "-0.75"),
        ("+4", 4000, "+4.00"),
        ("0.00", 0, "0.00"),
        ("-0.00", 0, "0.00"),
    ],
)
def test_an_ordered_power_is_exact_inside_and_printed_as_the_trade_does(text, thousandths, shown):
    power = Dioptres.ordered(text)
    assert power.thousandths == thousandths
    assert str(power) == shown


@pytest.mark.parametrize("text", ["0.07", "-2.20", "+1.13", "0.1", "-0.001"])
def test_an_ordered_power_off_the_steps_is_refused(text):
    with pytest.raises(PowerIsOffStep):
        Dioptres.ordered(text)


@pytest.mark.parametrize("text", ["", "+", ".", "two", "1.2.3", "1234", "1.2345", "--1", "\u0663"])
def test_a_text_that_is_no_power_is_refused(text):
    for read in (Dioptres.ordered, Dioptres.measured):
        with pytest.raises(PowerIsMalformed):
            read(text)


def test_a_measured_power_may_be_any_hundredth():
    assert Dioptres.measured("-2.21").thousandths == -2210
    assert Dioptres.measured("0.12").thousandths == 120


@given(eighths(-30, 30))
def test_an_ordered_power_reads_back_what_it_prints(power):
    assert Dioptres.ordered(str(power)) == power


@given(st.integers(-3000, 3000))
def test_a_measured_power_reads_back_what_it_prints(hundredths):
    power = Dioptres(hundredths * 10)
    assert Dioptres.measured(str(power)) == power


@pytest.mark.parametrize(
    ("dioptres", "shown"),
    [(-10.2041, "-10.20"), (0.005, "+0.01"), (-0.0049, "0.00"), (2.375, "+2.37"), (1.998, "+2.00")],
)
def test_a_derived_power_is_exact_on_eighths_and_rounded_to_hundredths_elsewhere(dioptres, shown):
    assert str(Dioptres.nearest(dioptres)) == shown


def test_powers_add_and_turn_round_without_rounding():
    assert Dioptres(-2125) + Dioptres(125) == Dioptres(-2000)
    assert Dioptres(-2125) - Dioptres(125) == -Dioptres(2250)
    assert abs(Dioptres(-2125)).dioptres == 2.125


@pytest.mark.parametrize(
    ("text", "hundredths", "shown"),
    [("31.5", 3150, "31.5"), ("31.25", 3125, "31.25"), ("-6", -600, "-6.0")],
)
def test_a_length_keeps_hundredths(text, hundredths, shown):
    length = Millimetres.parse(text)
    assert length.hundredths == hundredths
    assert str(length) == shown


@pytest.mark.parametrize("text", ["", "31.255", "wide"])
def test_a_text_that_is_no_length_is_refused(text):
    with pytest.raises(LengthIsMalformed):
        Millimetres.parse(text)
