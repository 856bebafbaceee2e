"""Document numbers come from the block of the device."""

from app.domain.kernel.numbers import NumberSeries


def test_numbers_count_up_within_a_series_and_a_year(unit):
    taken = [str(unit.numbers.take(NumberSeries.ORDER, year=2026)) for _ in range(2)]
    taken.append(str(unit.numbers.take(NumberSeries.WORK_ORDER, year=2026)))
    taken.append(str(unit.numbers.take(NumberSeries.ORDER, year=2027)))
    assert taken == ["O-LIN-26-1", "O-LIN-26-2", "W-LIN-26-1", "O-LIN-27-1"]
