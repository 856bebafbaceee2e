"""Every code of a shop is known by its shape, and a misread one is never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kernel.numbers import DocumentNumber
from app.services.scan_payloads import (
    ArticleScan,
    BadgeScan,
    CommandScan,
    GiftCardScan,
    MisreadScan,
    OrderScan,
    PatientCardScan,
    StageScan,
    TrayScan,
    UnknownScan,
    WorkOrderScan,
    is_gtin,
    payload_of,
)

TICKET = DocumentNumber.parse("W-LAB-26-89")
TOKEN = "k3J9xQ2mV7tR5wYb"


@pytest.mark.parametrize(
    ("text", "payload"),
    [
        (TICKET.scan_payload(), WorkOrderScan(number=TICKET, text=TICKET.scan_payload())),
        ("w-lab-26-89", WorkOrderScan(number=TICKET, text="W-LAB-26-89")),
        ("O-LIN-26-417", OrderScan(number=DocumentNumber.parse("O-LIN-26-417"))),
        ("T-0318", TrayScan(tray="T-0318")),
        ("S:EDGE", StageScan(stage="EDGE")),
        ("CMD:DONE", CommandScan(command="DONE")),
        (f"U:{TOKEN}", BadgeScan(TOKEN)),
        ("2000005567520", ArticleScan(gtin="2000005567520")),
        ("G:7KQ2-M4XT", GiftCardScan(code="7KQ2-M4XT")),
        ("P-LIN-00023", PatientCardScan(number="P-LIN-00023")),
        ("2000005567521", UnknownScan(text="2000005567521")),
        ("https://example.com/menu", UnknownScan(text="https://example.com/menu")),
    ],
)
def test_a_text_stands_for(text, payload):
    assert payload_of(text) == payload


def test_a_ticket_with_a_wrong_check_number_was_misread():
    code = TICKET.scan_payload()
    wrong = f"{code[:-2]}{(int(code[-2:]) + 1) % 100:02d}"
    assert payload_of(wrong) == MisreadScan(text=wrong)


def test_a_label_with_more_on_it_than_the_article_is_read_by_the_reader_of_labels():
    label = "010200000556752017270131"
    assert payload_of(label, lambda _: "02000005567520") == ArticleScan(gtin="02000005567520")
    assert payload_of(label) == UnknownScan(text=label)


def test_a_badge_shows_its_token_in_no_log():
    assert TOKEN not in repr(payload_of(f"U:{TOKEN}"))


@given(st.text(max_size=300))
def test_any_text_at_all_stands_for_something(text):
    assert payload_of(text) is not None


@given(st.integers(0, 10**12 - 1), st.integers(1, 9))
def test_one_wrong_digit_is_never_an_article(number, added):
    stem = f"{number:012d}"
    (right,) = [digit for digit in "0123456789" if is_gtin(stem + digit)]
    wrong = (int(right) + added) % 10
    assert not is_gtin(f"{stem}{wrong}")
