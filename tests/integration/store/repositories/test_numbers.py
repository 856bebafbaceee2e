"""Document numbers come from the block of the device."""

import pytest

from app.domain.kernel.numbers import DocumentNumber, NumberSeries


def test_numbers_count_up_within_a_series_and_a_year(unit):
    taken = [str(unit.numbers.take(NumberSeries.ORDER, year=2026)) for _ in range(2)]
    taken.append(str(unit.numbers.take(NumberSeries.WORK_ORDER, year=2026)))
    taken.append(str(unit.numbers.take(NumberSeries.ORDER, year=2027)))
    assert taken == ["O-LIN-26-1", "O-LIN-26-2", "W-LIN-26-1", "O-LIN-27-1"]


def test_a_number_in_use_is_not_given_out_again_after_a_restore(unit):
    unit.numbers.take(NumberSeries.ORDER, year=2026)
    unit.numbers.pass_over(DocumentNumber.parse("O-LIN-26-7"))
    unit.numbers.pass_over(DocumentNumber.parse("O-LIN-26-3"))
    assert str(unit.numbers.take(NumberSeries.ORDER, year=2026)) == "O-LIN-26-8"


@pytest.mark.parametrize("number", ["O-HAF-26-7", "W-LIN-26-7", "O-LIN-27-7", "O-LIN-26-100001"])
def test_a_number_of_another_block_changes_nothing(unit, number):
    unit.numbers.pass_over(DocumentNumber.parse(number))
    assert str(unit.numbers.take(NumberSeries.ORDER, year=2026)) == "O-LIN-26-1"
