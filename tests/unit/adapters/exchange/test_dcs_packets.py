"""Packets are cut out of whatever comes over a line, and none is taken for another."""

import math

from hypothesis import given
from hypothesis import strategies as st

from app.adapters.exchange.dcs import parse_dcs
from app.adapters.exchange.dcs_packets import (
    PACKET_MAX,
    Confirmation,
    Damaged,
    Message,
    PacketReader,
    packet_of,
)
from app.adapters.exchange.dcs_resample import resampled
from app.domain.optics.trace import Trace

REQUEST = b"\x1cREQ=INI\r\x1eCRC=13402\r\x1d"


def events_of(*chunks):
    reader = PacketReader()
    return [event for chunk in chunks for event in reader.feed(chunk)]


def test_the_checksum_is_the_one_a_public_implementation_notes():
    assert packet_of(parse_dcs(b"REQ=INI\r\n")) == REQUEST
    (message,) = events_of(REQUEST)
    assert isinstance(message, Message)
    assert message.file.value("REQ").right == "INI"


def test_a_packet_may_come_byte_by_byte():
    (message,) = events_of(*[REQUEST[i : i + 1] for i in range(len(REQUEST))])
    assert message == Message(REQUEST, parse_dcs(b"REQ=INI\r"))


def test_confirmations_and_noise_are_told_apart():
    assert events_of(b"x\x06y\x15z") == [
        Confirmation(is_positive=True),
        Confirmation(is_positive=False),
    ]


def test_a_packet_without_checksum_or_with_an_empty_one_is_taken():
    assert isinstance(events_of(b"\x1cREQ=INI\r\x1d")[0], Message)
    assert isinstance(events_of(b"\x1cREQ=INI\r\x1eCRC=\r\x1d")[0], Message)


def test_damage_is_named():
    assert events_of(REQUEST.replace(b"I", b"J")) == [Damaged("checksum")]
    assert events_of(REQUEST.replace(b"CRC", b"CCC")) == [Damaged("checksum")]
    assert events_of(b"\x1c\x1d") == [Damaged("no record")]
    assert events_of(REQUEST[:5] + REQUEST)[0] == Damaged("cut")


def test_a_packet_without_an_end_does_not_fill_the_memory():
    assert events_of(b"\x1c" + b"x" * PACKET_MAX) == [Damaged("too long")]


@given(st.lists(st.binary(max_size=30), max_size=10))
def test_any_bytes_end_in_events(chunks):
    for event in events_of(*chunks):
        assert isinstance(event, Message | Confirmation | Damaged)


@given(st.integers(3, 400), st.integers(3, 400))
def test_an_outline_told_at_other_directions_stays_on_its_straight_sides(points, count):
    polygon = Trace(eye="right", radii=(2500,) * points)
    radii = resampled(polygon, count).radii
    assert len(radii) == count
    assert all(2500 * math.cos(math.pi / points) - 1 <= radius <= 2500 for radius in radii)


def test_a_square_told_at_other_directions_keeps_its_sides():
    square = Trace(eye="left", radii=(2828,) * 4, angles_cdeg=(4500, 13500, 22500, 31500))
    assert resampled(square, 8).radii == (2000, 2828) * 4


def test_an_outline_that_has_so_many_points_is_left_alone():
    outline = Trace(eye="left", radii=(2400, 2000, 2600), heights=(1, 2, 3))
    assert resampled(outline, 3) is outline
    assert resampled(outline, 6).heights == (1, 2, 2, 2, 3, 2)
