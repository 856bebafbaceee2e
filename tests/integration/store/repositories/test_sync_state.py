"""How far the device has pulled."""

import pytest

from app.services.sync_ports import StalePage
from tests.factories.moments import NOW


def test_a_cursor_begins_at_zero_and_moves_with_its_page(unit):
    assert unit.sync.cursor("chain") == 0
    unit.sync.move_cursor("chain", expected=0, to=7)
    unit.sync.move_cursor("chain", expected=7, to=7)
    assert unit.sync.cursor("chain") == 7
    assert unit.sync.cursor("store") == 0


@pytest.mark.parametrize(("expected", "to"), [(0, 9), (6, 9), (8, 9), (7, 6)])
def test_a_page_for_another_cursor_is_refused(unit, expected, to):
    unit.sync.move_cursor("chain", expected=0, to=7)
    with pytest.raises(StalePage):
        unit.sync.move_cursor("chain", expected=expected, to=to)
    assert unit.sync.cursor("chain") == 7


def test_the_last_contact_is_remembered(unit):
    assert unit.sync.health().last_contact_at is None
    unit.sync.note_contact(NOW)
    assert unit.sync.health().last_contact_at == NOW
