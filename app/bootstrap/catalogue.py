"""Puts catalogue and prices together: the shipped tax tables and the services over the store."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.domain.pricing.site_tax import JurisdictionHasNoTable
from app.domain.pricing.tax_document import tax_table
from app.domain.pricing.tax_table import TaxTable
from app.services.auditing import Gate
from app.services.catalogue_editing import CatalogueEditingService
from app.services.catalogue_import import CatalogueImportService
from app.services.dispensing import DispensingService
from app.services.ports import Clock, Units
from app.services.pricing import PricingService

TAX_TABLES = Path(__file__).parents[2] / "resources" / "pricing" / "tax"


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueServices:
    """The use cases around what is sold and for how much."""

    pricing: PricingService
    dispensing: DispensingService
    catalogue_editing: CatalogueEditingService
    catalogue_import: CatalogueImportService


def catalogue_services(*, units: Units, gate: Gate, clock: Clock) -> CatalogueServices:
    """Return the services; `clock` tells the time in the shop's own zone."""
    editing = CatalogueEditingService(units=units, gate=gate, clock=clock)
    return CatalogueServices(
        pricing=PricingService(units=units, gate=gate, clock=clock, tables=shipped_tax_table),
        dispensing=DispensingService(units=units, gate=gate, clock=clock),
        catalogue_editing=editing,
        catalogue_import=CatalogueImportService(units=units, gate=gate, editing=editing),
    )


@cache
def shipped_tax_table(jurisdiction: str) -> TaxTable:
    """Return the tax table of a jurisdiction as it is shipped.

    Raises:
        JurisdictionHasNoTable: see there.
    """
    path = TAX_TABLES / f"{jurisdiction.lower()}.json"
    if not jurisdiction.isalpha() or not path.is_file():
        raise JurisdictionHasNoTable(jurisdiction=jurisdiction[:20])
    return tax_table(json.loads(path.read_bytes()))
