"""Currencies as ISO 4217 lists them: their decimals, and what cash can pay of an amount."""

from dataclasses import dataclass

from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money
from app.domain.kernel.rounding import to_step

# ISO 4217, list one of 2026-01-01, without the codes of funds and metals.
_CODES = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF",
    2: """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
        CDF CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
        GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL
        MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN
        PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP
        SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG
    """,
    3: "BHD IQD JOD KWD LYD OMR TND",
}
_DECIMALS = {code: decimals for decimals, codes in _CODES.items() for code in codes.split()}

# The least amount cash is paid in, in minor units, where it is more than one of them wherever
# the currency is used. Where only some countries do it (the euro), the tax table of the
# jurisdiction says so.
_CASH_STEPS = {
    "AUD": 5,
    "CAD": 5,
    "CHF": 5,
    "CZK": 100,
    "DKK": 50,
    "HUF": 500,
    "NOK": 100,
    "NZD": 10,
    "SEK": 100,
}


class CurrencyIsUnknown(DomainError):
    """No currency in circulation has that code."""

    code = "money.currency_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class CashAmount:
    """What is owed to the minor unit, and what of it is paid in cash."""

    owed: Money
    payable: Money

    @property
    def rounding(self) -> Money:
        """Return what the rounding adds (positive) or takes off: a line of its own on the slip."""
        return self.payable - self.owed


def decimals_of(currency: str) -> int:
    """Return how many decimals the currency is written with.

    Raises:
        CurrencyIsUnknown: see there.
    """
    decimals = _DECIMALS.get(currency)
    if decimals is None:
        raise CurrencyIsUnknown(currency=currency[:10])
    return decimals


def cash_step(currency: str) -> int:
    """Return the least amount cash is paid in, in minor units.

    Raises:
        CurrencyIsUnknown: see there.
    """
    decimals_of(currency)
    return _CASH_STEPS.get(currency, 1)


def in_cash(owed: Money, *, step: int | None = None) -> CashAmount:
    """Round an amount for cash; a half goes away from zero, so that a refund mirrors its sale.

    Args:
        owed: the exact amount; what is paid by card or transfer stays as it is.
        step: the jurisdiction's own step in minor units, where it has one.

    Raises:
        CurrencyIsUnknown: see there.
    """
    own_step = cash_step(owed.currency) if step is None else step
    return CashAmount(owed=owed, payable=Money(to_step(owed.minor, own_step), owed.currency))
