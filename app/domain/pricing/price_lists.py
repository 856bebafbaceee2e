"""Price lists with versions and validity: which list holds where and when, and what it says.

A version is never changed once it is published; a new price is a new version. So a line that
names its version names its price for good.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import SiteId
from app.domain.kernel.money import Money
from app.domain.kernel.validity import Validity
from app.domain.pricing.basket import Basket
from app.domain.pricing.lines import PriceVersion


class PriceIsMissing(DomainError):
    """No price list of this site lists the article on that day."""

    code = "pricing.price.missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceList:
    """One version of one list; a list without a site holds for the whole chain."""

    list_id: str
    version: int
    name: str
    currency: str
    validity: Validity
    site_id: SiteId | None = None

    @property
    def key(self) -> PriceVersion:
        """Return what a line priced by this version keeps."""
        return PriceVersion(list_id=self.list_id, version=self.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPrice:
    """A price and the version it stands in."""

    sku: str
    amount: Money
    version: PriceVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class PointOfSale:
    """Where and when something is sold, and in which money."""

    site_id: SiteId
    currency: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceChange:
    """A line whose article costs something else today; `now` is None where it is off the list."""

    line_id: str
    was: Money
    now: Money | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceBook:
    """All lists at hand and their prices in minor units, by version and article number."""

    lists: tuple[PriceList, ...]
    prices: Mapping[PriceVersion, Mapping[str, int]]

    def price(self, sku: str, place: PointOfSale) -> ListedPrice:
        """Return what an article costs.

        Raises:
            PriceIsMissing: no list in force there lists it.
        """
        for price_list in lists_in_force(self.lists, place):
            minor = self.prices.get(price_list.key, {}).get(sku)
            if minor is not None:
                amount = Money(minor, price_list.currency)
                return ListedPrice(sku=sku, amount=amount, version=price_list.key)
        raise PriceIsMissing(sku=sku, day=place.day)

    def changes(self, basket: Basket, place: PointOfSale) -> tuple[PriceChange, ...]:
        """Return what would cost something else today, for a quotation that is taken up again.

        Lines that were priced by hand are left alone; nothing is repriced here.
        """
        found = []
        for line in basket.lines:
            if line.price_version is None:
                continue
            was = line.line.unit_price
            try:
                now = self.price(line.line.sku, place).amount
            except PriceIsMissing:
                now = None
            if now != was:
                found.append(PriceChange(line_id=line.line_id, was=was, now=now))
        return tuple(found)


def lists_in_force(lists: Iterable[PriceList], place: PointOfSale) -> tuple[PriceList, ...]:
    """Return the lists to be looked into, in this order.

    A site's own list goes before the chain's, so that it need only hold what differs. Of one
    list the highest version in force counts. Among different lists of the same reach the one
    that came into force last goes first, then the name decides.
    """
    newest: dict[str, PriceList] = {}
    for price_list in lists:
        held = newest.get(price_list.list_id)
        if _holds(price_list, place) and (held is None or price_list.version > held.version):
            newest[price_list.list_id] = price_list
    return tuple(sorted(newest.values(), key=_precedence))


def _holds(price_list: PriceList, place: PointOfSale) -> bool:
    is_here = price_list.site_id is None or price_list.site_id == place.site_id
    is_same_money = price_list.currency == place.currency
    return is_here and is_same_money and price_list.validity.holds_on(place.day)


def _precedence(price_list: PriceList) -> tuple[bool, int, str]:
    begins = price_list.validity.valid_from or date.min
    return (price_list.site_id is None, -begins.toordinal(), price_list.list_id)
