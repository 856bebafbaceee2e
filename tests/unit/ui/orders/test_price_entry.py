"""What is typed at the bill is read as people write it, or refused."""

import pytest

from app.domain.kernel.ids import UserId
from app.domain.kernel.percent import Percent
from app.domain.pricing import AmountOff, PercentOff
from app.domain.pricing.manual_discounts import DiscountReasonIsMissing
from app.ui.orders.price_entry import PriceEntryIsUnreadable, parse_discount, parse_payer
from tests.fakes.ids import CountingIds

MARA = UserId(CountingIds()())


@pytest.mark.parametrize(
    ("text", "benefit", "reason"),
    [
        ("10 % returning customer", PercentOff(percent=Percent(10_000)), "returning customer"),
        ("7,5% staff", PercentOff(percent=Percent(7_500)), "staff"),
        ("15.00 scratched temple", AmountOff(minor=15_00), "scratched temple"),
        ("5 late", AmountOff(minor=5_00), "late"),
    ],
)
def test_a_discount_is_amount_and_reason(text, benefit, reason):
    found = parse_discount(text, "d", MARA, "EUR")
    assert (found.benefit, found.reason, found.given_by) == (benefit, reason, MARA)


def test_a_discount_without_a_reason_is_refused():
    with pytest.raises(DiscountReasonIsMissing):
        parse_discount("10 %", "d", MARA, "EUR")
    with pytest.raises(PriceEntryIsUnreadable):
        parse_discount("15.00", "d", MARA, "EUR")
    with pytest.raises(PriceEntryIsUnreadable):
        parse_discount("because", "d", MARA, "EUR")


def test_a_payer_is_the_most_it_pays_its_name_and_the_claim():
    cover = parse_payer("80.00 Harbour Health #4711", "p", "EUR")
    assert (cover.name, cover.claim_number) == ("Harbour Health", "4711")
    assert cover.rules[0].total_max_minor == 80_00


def test_a_payer_without_a_name_is_refused():
    with pytest.raises(PriceEntryIsUnreadable):
        parse_payer("80.00 #4711", "p", "EUR")
