"""How one site is taxed: its jurisdiction, and how it tells the dispensing charge."""

from dataclasses import dataclass
from uuid import UUID

from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.documents import Fields
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import SiteId
from app.domain.kernel.percent import Percent
from app.domain.pricing.dispensing import DISCLOSED, Apportioned, Dispensing

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


def site_tax_json(tax: SiteTax) -> dict[str, JsonValue]:
    """Return the document these settings are read from again."""
    dispensing = tax.dispensing
    return {
        "jurisdiction": tax.jurisdiction,
        "site": None if tax.site_id is None else str(tax.site_id),
        "exempt_percent": str(dispensing.exempt) if isinstance(dispensing, Apportioned) else None,
    }


def site_tax_of(document: object) -> SiteTax:
    """Check a document and return its settings.

    Raises:
        DocumentIsMalformed: with the place and the reason.
    """
    fields = Fields.of(document, "site_tax", ("jurisdiction", "site", "exempt_percent"))
    exempt = fields.read_or_none("exempt_percent", Percent.parse)
    site = fields.read_or_none("site", UUID)
    return SiteTax(
        jurisdiction=fields.text("jurisdiction"),
        site_id=None if site is None else SiteId(site),
        dispensing=DISCLOSED if exempt is None else fields.built(lambda: Apportioned(exempt)),
    )
