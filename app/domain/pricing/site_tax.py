"""How one site is taxed: its jurisdiction, and how it tells the dispensing charge."""

from dataclasses import dataclass

from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import SiteId
from app.domain.pricing.dispensing import DISCLOSED, Dispensing

_BY_CURRENCY = {"EUR": "DE", "GBP": "GB", "CHF": "CH", "PLN": "PL"}


class JurisdictionIsNotSet(DomainError):
    """Nobody has said where the site is taxed, and its currency does not tell."""

    code = "pricing.tax.jurisdiction_not_set"


class JurisdictionHasNoTable(DomainError):
    """The program ships no tax table for that jurisdiction."""

    code = "pricing.tax.no_table"


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteTax:
    """The tax settings of a site; without a site they are those of the whole chain."""

    jurisdiction: str
    site_id: SiteId | None = None
    dispensing: Dispensing = DISCLOSED


def usual_tax(currency: str) -> SiteTax:
    """Return the settings of a site that has none of its own.

    Raises:
        JurisdictionIsNotSet: see there.
    """
    if currency not in _BY_CURRENCY:
        raise JurisdictionIsNotSet(currency=currency)
    return SiteTax(jurisdiction=_BY_CURRENCY[currency])
