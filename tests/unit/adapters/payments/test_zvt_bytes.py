"""ZVT's bytes: lengths short and long, digits, and fields that may be anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.adapters.payments.zvt_bytes import (
    AMOUNT,
    AUTHORISATION,
    CARD_NAME,
    RECEIPT,
    RESULT,
    TRACE,
    Block,
    bcd,
    number_of,
    read_fields,
    take_block,
    terminal_status,
)

CONTROLS = st.integers(0, 0xFFFF)
DATA = st.binary(max_size=600)


@given(st.lists(st.tuples(CONTROLS, DATA), max_size=5), st.data())
def test_blocks_arrive_whole_however_the_line_cuts_them(blocks, data):
    sent = b"".join(Block(control, body).to_bytes() for control, body in blocks)
    received, buffer = [], b""
    while sent or buffer:
        cut = data.draw(st.integers(1, max(len(sent), 1)))
        buffer, sent = buffer + sent[:cut], sent[cut:]
        while (taken := take_block(buffer)) is not None:
            block, buffer = taken
            received.append((block.control, block.data))
        if not sent and take_block(buffer) is None:
            break
    assert buffer == b""
    assert received == blocks


@pytest.mark.parametrize(
    ("length", "head"),
    [(0, "060100"), (254, "0601fe"), (255, "0601ffff00"), (256, "0601ff0001"), (600, "0601ff5802")],
)
def test_a_length_takes_one_byte_or_ff_and_two_the_low_one_first(length, head):
    block = Block(0x0601, b"x" * length).to_bytes()
    assert block[: len(head) // 2].hex() == head
    assert len(block) == len(head) // 2 + length


@given(st.binary(max_size=40))
def test_what_is_not_whole_is_waited_for_and_never_taken(data):
    taken = take_block(data)
    if taken is None:
        return
    block, rest = taken
    assert data.endswith(rest)
    assert len(data) - len(rest) >= 3 + len(block.data)


@given(st.integers(0, 10**12 - 1))
def test_an_amount_of_twelve_digits_comes_back(number):
    assert number_of(bcd(number, size=6)) == number
    assert len(bcd(number, size=6)) == 6


@pytest.mark.parametrize(("number", "size"), [(10**12, 6), (10_000, 2), (-1, 6)])
def test_a_number_that_does_not_fit_is_refused(number, size):
    with pytest.raises(ValueError, match="digits"):
        bcd(number, size=size)


def test_the_amount_of_three_euros_fourteen_is_written_as_terminals_expect_it():
    block = Block(0x0601, bytes((AMOUNT,)) + bcd(314, size=6))
    assert block.to_bytes().hex() == "06010704000000000314"
    assert number_of(b"\x0a") is None


def test_the_status_of_a_real_payment_is_read_to_its_end():
    status = bytes.fromhex(
        "2700 04000000004000 490978 0c093848 0d0425 22f1f159666666 66d20021220117 0001"
        "870175 0b613995 194029600999140e05128a02".replace(" ", "")
    )
    fields = read_fields(status)
    assert fields[RESULT] == b"\x00"
    assert number_of(fields[AMOUNT]) == 4_000


def test_names_containers_and_long_texts_are_passed_over():
    status = (
        bytes.fromhex("2700")
        + bytes.fromhex("3cf1f0f2")
        + b"x" * 102
        + bytes.fromhex("068182")
        + b"y" * 0x82
        + bytes.fromhex("06820101")
        + b"z" * 257
        + bytes.fromhex("8bf0f6")
        + b"debit\x00"
        + b"\x3b971382\x00\x00"
        + bytes.fromhex("870343")
        + bytes.fromhex("0b000732")
    )
    fields = read_fields(status)
    assert fields[CARD_NAME] == b"debit\x00"
    assert fields[AUTHORISATION] == b"971382\x00\x00"
    assert (fields[RECEIPT].hex(), fields[TRACE].hex()) == ("0343", "000732")


@pytest.mark.parametrize(
    "tail", ["ee00", "3b9713", "8bf0", "8b00f6", "8bfafa", "06", "0683", "0682ff"]
)
def test_a_field_that_cannot_be_read_ends_the_reading(tail):
    fields = read_fields(bytes.fromhex("2700" + tail) + b"\x87\x03\x43")
    assert fields[RESULT] == b"\x00"
    assert RECEIPT not in fields


@given(st.binary(max_size=200))
def test_no_status_whatever_crashes_the_reader(data):
    for bitmap, value in read_fields(data).items():
        assert bytes((bitmap,)) in data
        assert value in data


@pytest.mark.parametrize(
    ("end", "status"),
    [("", None), ("00", 0), ("51", 0x51), ("f0f0f7322e31342e313500", 0), ("f0f0f7322e", None)],
)
def test_the_status_stands_behind_the_version_if_there_is_one(end, status):
    assert terminal_status(bytes.fromhex(end)) == status
