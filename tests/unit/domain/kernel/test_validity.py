"""From when to when something holds."""

from datetime import date

import pytest

from app.domain.kernel.validity import ALWAYS, Validity, ValidityIsReversed

MARCH = Validity(valid_from=date(2026, 3, 1), valid_until=date(2026, 3, 31))
APRIL_ON = Validity(valid_from=date(2026, 4, 1))
UNTIL_MID_MARCH = Validity(valid_until=date(2026, 3, 15))


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2026, 2, 28), False),
        (date(2026, 3, 1), True),
        (date(2026, 3, 31), True),
        (date(2026, 4, 1), False),
    ],
)
def test_the_first_and_the_last_day_belong_to_it(day, holds):
    assert MARCH.holds_on(day) is holds
    assert ALWAYS.holds_on(day)


def test_two_validities_overlap_where_they_share_a_day():
    assert MARCH.overlaps(UNTIL_MID_MARCH)
    assert UNTIL_MID_MARCH.overlaps(MARCH)
    assert MARCH.overlaps(Validity(valid_from=date(2026, 3, 31)))
    assert not MARCH.overlaps(APRIL_ON)
    assert not APRIL_ON.overlaps(UNTIL_MID_MARCH)
    assert ALWAYS.overlaps(APRIL_ON)


def test_an_end_before_the_beginning_is_refused_with_both_days():
    with pytest.raises(ValidityIsReversed) as caught:
        Validity(valid_from=date(2026, 3, 2), valid_until=date(2026, 3, 1))
    assert caught.value.facts["valid_until"] == date(2026, 3, 1)
