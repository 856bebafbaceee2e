"""Amounts as people type them at a till: a comma is a dot, and nothing is guessed."""

import re

from app.domain.kernel.currency import decimals_of
from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money

# More digits than any till takes; what is longer is a scanned code, not an amount.
DIGITS_MAX = 12
# Groups of three are told apart by these; only a mark that also stands for decimals is in doubt.
_GROUP_MARKS = " \u00a0\u202f'\u2019"
_MARKS = ".,"
_PLAIN = re.compile(r"(?P<whole>[0-9]*)(?:[.,](?P<part>[0-9]*))?")
_GROUPED = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}(?:\1[0-9]{3})*(?:(?!\1)[.,][0-9]*)?")


class AmountIsMalformed(DomainError):
    """A text is no amount of money."""

    code = "money.amount.malformed"


class AmountHasTooManyDecimals(DomainError):
    """An amount has more decimals than its currency is counted in."""

    code = "money.amount.too_many_decimals"


def parse_amount(text: str, currency: str) -> Money:
    """Read an amount such as `12`, `12,5`, `12.50` or `1'234.50`.

    `1.234` has too many decimals for the euro and is refused: nobody knows which was meant.

    Raises:
        AmountIsMalformed, AmountHasTooManyDecimals, CurrencyIsUnknown: see there.
    """
    decimals = decimals_of(currency)
    match = _PLAIN.fullmatch(_without_groups(text.strip()))
    if match is None:
        raise AmountIsMalformed(text=text[:20])
    whole, part = match["whole"], match["part"] or ""
    if not whole + part or len(whole) > DIGITS_MAX - decimals:
        raise AmountIsMalformed(text=text[:20])
    if len(part) > decimals:
        raise AmountHasTooManyDecimals(currency=currency, decimals=decimals)
    return Money(int((whole or "0") + part.ljust(decimals, "0")), currency)


def written_amount(amount: Money) -> str:
    """Return an amount as it is typed, such as `12.50`: no sign of its currency and no groups."""
    decimals = decimals_of(amount.currency)
    digits = str(abs(amount.minor)).rjust(decimals + 1, "0")
    sign = "-" if amount.minor < 0 else ""
    if decimals == 0:
        return sign + digits
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


def _without_groups(text: str) -> str:
    bare = text
    for mark in _GROUP_MARKS:
        bare = bare.replace(mark, "")
    marks = [sign for sign in bare if sign in _MARKS]
    if len(marks) > 1 and _GROUPED.fullmatch(bare):
        bare = bare.replace(marks[0], "")
    return bare
