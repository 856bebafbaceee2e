"""The counter's page tells every key, as the windows have it."""

import pytest

from tests.architecture.key_tables import areas, rows_of, told

ADVICE = "Write the tables anew: python -m tests.architecture.key_tables"


def test_every_area_of_the_counter_has_its_table():
    assert set(told()) == {area.value for area in areas()}


@pytest.mark.parametrize("area", sorted(area.value for area in areas()))
def test_a_table_tells_the_keys_the_windows_have(area):
    assert told()[area] == rows_of(area), ADVICE


def test_a_key_is_told_with_who_may_use_it():
    assert "| `Alt+I` | Pay in | manager, optician |" in rows_of("till")
    assert "| `Alt+L` | Save the limits | manager |" in rows_of("catalogue")
