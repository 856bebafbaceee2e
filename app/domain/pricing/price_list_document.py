"""Price lists read from a parsed JSON document, as head office publishes them."""

from collections.abc import Mapping
from uuid import UUID

from app.domain.kernel.canonical import JsonValue
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


def price_list_json(price_list: PriceList, prices: Mapping[str, int]) -> dict[str, JsonValue]:
    """Return the document of one version of a list."""
    begins, ends = price_list.validity.valid_from, price_list.validity.valid_until
    return {
        "id": price_list.list_id,
        "version": price_list.version,
        "name": price_list.name,
        "currency": price_list.currency,
        "site": None if price_list.site_id is None else str(price_list.site_id),
        "prices": [{"sku": sku, "minor": minor} for sku, minor in sorted(prices.items())],
        "valid_from": begins.isoformat() if begins else None,
        "valid_until": ends.isoformat() if ends else None,
    }


def price_list_of(document: object) -> tuple[PriceList, dict[str, int]]:
    """Check the document of one version of a list and return it with its prices.

    Raises:
        DocumentIsMalformed, CurrencyIsUnknown: with the place and the reason.
    """
    fields = Fields.of(document, "price_list", LIST_KEYS)
    return _price_list(fields), _prices(fields)


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
