"""A promised day is typed in short and read without guessing."""

from datetime import date

import pytest

from app.ui.orders.day_entry import DayIsUnreadable, parse_day

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("+3", date(2026, 11, 27)),
        ("28", date(2026, 11, 28)),
        ("3", date(2026, 12, 3)),
        ("28.11", date(2026, 11, 28)),
        ("28.11.", date(2026, 11, 28)),
        ("1/2", date(2027, 2, 1)),
        ("28 11 2027", date(2027, 11, 28)),
        ("2026-12-01", date(2026, 12, 1)),
    ],
)
def test_a_day_in_short_is_the_next_such_day(text, day):
    assert parse_day(text, TODAY) == day


def test_a_day_late_in_december_goes_on_in_january():
    assert parse_day("5", date(2026, 12, 30)) == date(2027, 1, 5)


@pytest.mark.parametrize("text", ["", "soon", "31.2", "2026-13-01", "40", "+", "1.2.26"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(DayIsUnreadable) as caught:
        parse_day(text, TODAY)
    assert caught.value.facts == {"text": text}
