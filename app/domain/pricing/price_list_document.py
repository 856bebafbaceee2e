"""Price lists read from a parsed JSON document, as head office publishes them."""

from uuid import UUID

from app.domain.kernel.currency import decimals_of
from app.domain.kernel.documents import VALIDITY_KEYS, Fields
from app.domain.kernel.ids import SiteId
from app.domain.pricing.lines import PriceVersion
from app.domain.pricing.price_lists import PriceBook, PriceList

SCHEMA = 1
LIST_KEYS = ("id", "version", "name", "currency", "site", "prices", *VALIDITY_KEYS)


def price_book(document: object) -> PriceBook:
    """Check a parsed document and return its lists with their prices.

    Raises:
        DocumentIsMalformed, CurrencyIsUnknown: with the place and the reason.
    """
    fields = Fields.of(document, "prices", ("schema", "lists"))
    if fields.whole("schema") != SCHEMA:
        raise fields.refusal("schema")
    lists: list[PriceList] = []
    prices: dict[PriceVersion, dict[str, int]] = {}
    for part in fields.parts("lists", LIST_KEYS):
        price_list = _price_list(part)
        if price_list.key in prices:
            raise part.refusal("twice")
        lists.append(price_list)
        prices[price_list.key] = _prices(part)
    return PriceBook(lists=tuple(lists), prices=prices)


def _price_list(fields: Fields) -> PriceList:
    decimals_of(fields.text("currency"))
    site = fields.read_or_none("site", UUID)
    return PriceList(
        list_id=fields.text("id"),
        version=fields.whole("version", at_least=1),
        name=fields.text("name"),
        currency=fields.text("currency"),
        validity=fields.validity(),
        site_id=None if site is None else SiteId(site),
    )


def _prices(fields: Fields) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in fields.parts("prices", ("sku", "minor")):
        if part.text("sku") in found:
            raise part.refusal("twice")
        found[part.text("sku")] = part.whole("minor")
    return found
