"""Powers, lengths, money and days are written as the trade and the language write them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.kernel.money import Money
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import EyePower
from app.messages import formats

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("thousandths", "written"),
    [(-2250, "\u22122.25"), (2000, "+2.00"), (0, "0.00"), (-125, "\u22120.12")],
)
def test_a_power_has_its_sign_and_a_true_minus(thousandths, written):
    assert formats.power(Dioptres(thousandths)) == written


def test_what_is_not_there_is_a_dash():
    assert formats.power(None) == formats.axis(None) == formats.length(None) == formats.NOTHING
    assert formats.eye(None) == formats.NOTHING


def test_an_axis_has_three_digits():
    assert formats.axis(95) == "095"


def test_a_length_has_the_decimals_it_needs():
    assert formats.length(Millimetres(3150)) == "31.5"
    assert formats.length(Millimetres(3125)) == "31.25"


def test_prism_says_its_base():
    out = formats.base(Dioptres(-500), positive="in", negative="out")
    assert out == "0.50 out"
    assert formats.base(Dioptres(0), positive="in", negative="out") == "0.00"


def test_an_eye_keeps_its_order_in_a_line_from_right_to_left():
    eye = EyePower(sphere=Dioptres(-2250), cylinder=Dioptres(-750), axis_deg=95)
    assert formats.eye(eye) == "\u2066\u22122.25/\u22120.75×95\u2069"
    assert formats.eye(EyePower(sphere=Dioptres(1000))) == "\u2066+1.00\u2069"
    assert formats.eye(EyePower(sphere=Dioptres(0), is_balance=True)) == "\u2066BAL\u2069"


def test_money_is_written_with_the_decimals_of_its_currency():
    assert formats.money(Money(128_900, "EUR")) == "€1,289.00"
    assert formats.money(Money(5_000, "JPY")) == "¥5,000"
    assert formats.money(Money(-2_050, "EUR")) == "\u2212€20.50"


def test_a_day_has_its_month_as_a_word():
    assert formats.day(date(1968, 3, 14)) == "14 Mar 1968"


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "today"), (1, "tomorrow"), (2, "Thu 26 Nov"), (-1, "Mon 23 Nov"), (400, "29 Dec 2027")],
)
def test_a_near_day_is_said_as_people_say_it(days, said):
    assert formats.day_near(TODAY + timedelta(days=days), TODAY) == said


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-3, "0 s"), (4, "4 s"), (360, "6 min"), (7_200, "2 h"), (200_000, "2 d")],
)
def test_how_long_ago_is_said_in_the_largest_unit(seconds, said):
    assert formats.since(timedelta(seconds=seconds)) == said


def test_age_counts_full_years():
    assert formats.age(date(1968, 11, 24), TODAY) == 58
    assert formats.age(date(1968, 11, 25), TODAY) == 57


def test_a_time_is_the_shops_own():
    moment = datetime(2026, 11, 24, 12, 41, tzinfo=UTC)
    assert formats.time_of_day(moment) == moment.astimezone().strftime("%H:%M")


def test_the_tables_can_be_loaded_ahead():
    formats.preload()
