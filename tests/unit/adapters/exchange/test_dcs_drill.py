"""Holes of a rimless frame are read with the eye and the place they are told from."""

import pytest

from app.adapters.exchange.dcs import parse_dcs
from app.adapters.exchange.dcs_drill import DcsDrillIsMalformed, drills_of


def test_a_slot_is_read_from_its_reference():
    data = b"DRILLE=R;CF;-22.10;4.5;1.60;-20.10;4.5;?;2;F\r\nDRILL=L;21;3;1.4\r\n"
    slot, hole = drills_of(parse_dcs(data))
    assert (slot.eye, slot.reference, slot.start_x, slot.end_x) == ("right", "CF", -22.1, -20.1)
    assert (slot.diameter, slot.depth) == (1.6, None)
    assert slot.fields[-2:] == ("2", "F")
    assert (hole.eye, hole.reference, hole.start_x, hole.start_y) == ("left", "C", 21.0, 3.0)
    assert (hole.diameter, hole.end_x) == (1.4, None)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (b"DRILLE=Q;C;1;2;3", "side"),
        (b"DRILLE=R;XY;1;2;3", "reference"),
        (b"DRILLE=R;C;left;2;3", "start_x"),
        (b"DRILL=R;1;2;wide", "diameter"),
    ],
)
def test_a_hole_nobody_can_find_is_refused_with_its_line(record, reason):
    with pytest.raises(DcsDrillIsMalformed) as caught:
        tuple(drills_of(parse_dcs(b"JOB=1\n" + record + b"\n")))
    assert caught.value.facts["reason"] == reason
    assert caught.value.facts["line"] == 2
