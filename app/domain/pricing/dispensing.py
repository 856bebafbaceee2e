"""The exempt dispensing charge: said on the slip, or worked out of one price.

United Kingdom, VATVAL12340: spectacles are a taxable supply of goods and an exempt supply of
dispensing. The charge for dispensing counts as one only if it is told to every patient at the
time of the supply, asked for or not; a till slip that shows it does. Who sells at one price
apportions it instead (VATVAL12360), by a share worked out from the business's own costs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from app.domain.kernel.errors import DomainError
from app.domain.kernel.percent import EVERYTHING, NOTHING, Percent
from app.domain.kernel.rounding import shares
from app.domain.pricing.tax_classes import TaxClass
from app.domain.pricing.tax_table import TaxTable


class ApportionmentIsNotAllowed(DomainError):
    """This jurisdiction knows no dispensing charge within one price."""

    code = "pricing.dispensing.not_apportionable"


class ApportionmentIsImpossible(DomainError):
    """A share of dispensing is nothing or everything."""

    code = "pricing.dispensing.share_impossible"


class DispensingIsChargedTwice(DomainError):
    """A dispensing charge stands on a line of its own and is worked out of the price as well."""

    code = "pricing.dispensing.twice"


@dataclass(frozen=True, slots=True)
class Disclosed:
    """Dispensing is a line of its own, on every slip; the prices of goods are goods alone."""


@dataclass(frozen=True, slots=True)
class Apportioned:
    """One price for goods and dispensing, of which this share is dispensing.

    Raises:
        ApportionmentIsImpossible: see there.
    """

    exempt: Percent

    def __post_init__(self) -> None:
        """Refuse a share that leaves no goods or no service."""
        if not NOTHING < self.exempt < EVERYTHING:
            raise ApportionmentIsImpossible(percent=str(self.exempt))


Dispensing: TypeAlias = Disclosed | Apportioned
DISCLOSED = Disclosed()


def exempt_parts(
    amounts: Mapping[str, tuple[TaxClass, int]], table: TaxTable, dispensing: Dispensing
) -> dict[str, int]:
    """Return how much of each line is exempt dispensing; lines without any are left out.

    Raises:
        ApportionmentIsNotAllowed, DispensingIsChargedTwice: see there.
    """
    if not isinstance(dispensing, Apportioned):
        return {}
    if not table.apportionable:
        raise ApportionmentIsNotAllowed(jurisdiction=table.jurisdiction)
    if any(tax_class is TaxClass.DISPENSING for tax_class, _ in amounts.values()):
        raise DispensingIsChargedTwice
    mixed = {
        line_id: minor
        for line_id, (tax_class, minor) in amounts.items()
        if tax_class in table.apportionable
    }
    return shares(dispensing.exempt.of(sum(mixed.values())), mixed) if mixed else {}
