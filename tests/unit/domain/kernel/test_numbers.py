"""Order and work-order numbers are unique offline and a misread scan is noticed."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_97_10

from app.domain.kernel.numbers import (
    BLOCK_SIZE,
    DocumentNumber,
    NumberBlockIsUsedUp,
    NumberCheckFailed,
    NumberIsMalformed,
    NumberSeries,
    block_of_device,
    check_number,
)

SITES = st.from_regex(r"[A-Z0-9]{2,6}", fullmatch=True)
NUMBERS = st.builds(
    DocumentNumber,
    series=st.just(NumberSeries.WORK_ORDER),
    site=SITES,
    year=st.integers(0, 99),
    n=st.integers(1, 10**7),
)


@given(NUMBERS)
def test_a_number_reads_back_as_printed_and_as_scanned(number):
    assert DocumentNumber.parse(str(number)) == number
    assert DocumentNumber.from_scan(number.scan_payload()) == number


@given(NUMBERS)
def test_the_check_number_is_the_one_another_implementation_finds_valid(number):
    payload = number.scan_payload()
    stem, check = payload.rsplit("-", 1)
    assert mod_97_10.calc_check_digits(stem.replace("-", "")) == check
    assert mod_97_10.is_valid(payload.replace("-", ""))


@given(NUMBERS, st.data())
def test_one_misread_digit_of_a_scan_is_always_noticed(number, data):
    payload = number.scan_payload()
    places = [place for place, sign in enumerate(payload) if sign.isdigit()]
    place = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != payload[place]]))
    misread = payload[:place] + other + payload[place + 1 :]
    with pytest.raises((NumberCheckFailed, NumberIsMalformed)):
        DocumentNumber.from_scan(misread)


def test_the_check_number_of_a_code_worked_by_hand():
    # W=32 O=24 L=21 A=10 B=11 2 6 1 -> 3224211011261; 98 - (3224211011261 * 100 mod 97) = 34.
    assert check_number("WO-LAB-26-1") == 34


@pytest.mark.parametrize(
    "text", ["", "O-LIN-26", "O-LIN-26-0", "O-LIN-26-01", "X-LIN-26-1", "O-lin-26-1", "O-L-26-1\n"]
)
def test_a_text_that_is_no_number_is_refused(text):
    with pytest.raises(NumberIsMalformed):
        DocumentNumber.parse(text)


def test_an_order_number_has_no_scan_code():
    with pytest.raises(ValueError, match="only work orders"):
        DocumentNumber.parse("O-LIN-26-1").scan_payload()


@given(st.sets(st.integers(1, 50), min_size=2, max_size=5))
def test_no_two_devices_of_a_site_ever_share_a_number(devices):
    blocks = [
        block_of_device(NumberSeries.ORDER, site="LIN", year=2026, device_index=index)
        for index in devices
    ]
    ranges = sorted((block.first, block.last) for block in blocks)
    assert all(earlier[1] < later[0] for earlier, later in pairwise(ranges))


def test_a_block_gives_its_numbers_in_turn_and_then_says_it_is_used_up():
    block = block_of_device(NumberSeries.ORDER, site="LIN", year=2026, device_index=2)
    first, block = block.take()
    second, block = block.take()
    assert [str(first), str(second)] == [
        f"O-LIN-26-{BLOCK_SIZE + 1}",
        f"O-LIN-26-{BLOCK_SIZE + 2}",
    ]
    spent = type(block)(series=block.series, site="LIN", year=26, first=1, last=1, given=1)
    with pytest.raises(NumberBlockIsUsedUp):
        spent.take()
