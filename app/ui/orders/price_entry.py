"""Discounts and payers as they are typed at the bill: amount first, then the reason or name."""

import re

from app.domain.kernel.amount_entry import parse_amount
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import UserId
from app.domain.kernel.percent import Percent
from app.domain.pricing import AmountOff, Cover, CoverRule, ManualDiscount, PercentOff

_SHARE = re.compile(r"\s*(?P<share>[0-9]{1,3}(?:[.,][0-9]{1,3})?)\s*%\s*(?P<words>.*)")
_AMOUNT = re.compile(r"\s*(?P<amount>[0-9][0-9.,']*)\s+(?P<words>\S.*)")
CLAIM_MARK = "#"


class PriceEntryIsUnreadable(DomainError):
    """What was typed names no amount and no reason."""

    code = "orders.price_entry.unreadable"


def parse_discount(text: str, discount_id: str, given_by: UserId, currency: str) -> ManualDiscount:
    """Read `10 % returning customer` or `15.00 scratched`.

    Raises:
        PriceEntryIsUnreadable, DiscountReasonIsMissing, DiscountIsImpossible: see there.
    """
    share = _SHARE.fullmatch(text)
    if share is not None:
        percent = Percent.parse(share["share"].replace(",", "."))
        return ManualDiscount(
            discount_id=discount_id,
            benefit=PercentOff(percent=percent),
            reason=share["words"],
            given_by=given_by,
        )
    amount = _AMOUNT.fullmatch(text)
    if amount is None:
        raise PriceEntryIsUnreadable(text=text[:40])
    minor = parse_amount(amount["amount"], currency).minor
    return ManualDiscount(
        discount_id=discount_id,
        benefit=AmountOff(minor=minor),
        reason=amount["words"],
        given_by=given_by,
    )


def parse_payer(text: str, payer_id: str, currency: str) -> Cover:
    """Read `80.00 Harbour Health #4711`: the most it pays, who, and the claim number.

    Raises:
        PriceEntryIsUnreadable: see there.
    """
    amount = _AMOUNT.fullmatch(text)
    if amount is None:
        raise PriceEntryIsUnreadable(text=text[:40])
    name, _, claim = amount["words"].partition(CLAIM_MARK)
    if not name.strip():
        raise PriceEntryIsUnreadable(text=text[:40])
    most = parse_amount(amount["amount"], currency).minor
    return Cover(
        payer_id=payer_id,
        name=name.strip(),
        claim_number=claim.strip(),
        rules=(CoverRule(total_max_minor=most),),
    )
