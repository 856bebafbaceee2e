"""What somebody types to take something off: `10 %`, or an amount such as `5.00`."""

from app.domain.kernel.amount_entry import parse_amount
from app.domain.kernel.percent import Percent
from app.domain.pricing import AmountOff, PercentOff
from app.domain.pricing.manual_discounts import HandBenefit


def amount_off(text: str, currency: str) -> HandBenefit:
    """Return what is taken off.

    Raises:
        PercentIsMalformed, AmountIsMalformed, AmountHasTooManyDecimals: see there.
    """
    plain = text.strip()
    if plain.endswith("%"):
        return PercentOff(percent=Percent.parse(plain[:-1].strip().replace(",", ".")))
    return AmountOff(minor=parse_amount(plain, currency).minor)
