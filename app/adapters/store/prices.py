"""Price lists, promotions, discount limits, tax settings and used voucher codes."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table, bindparam, delete, insert, select
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.dialects.sqlite import insert as upsert

from app.adapters.store.goods_rows import (
    pricing_discount_limits,
    pricing_price_lists,
    pricing_prices,
    pricing_promotions,
    pricing_site_taxes,
    pricing_used_codes,
)
from app.adapters.store.statements import insert_once, insert_or_replace
from app.adapters.store.transaction import Found, Transaction
from app.domain.kernel.canonical import canonical_json
from app.domain.kernel.ids import SiteId
from app.domain.kernel.percent import Percent
from app.domain.kernel.validity import Validity
from app.domain.pricing import (
    Apportioned,
    DiscountLimit,
    PriceBook,
    PriceList,
    PriceVersion,
    Promotion,
)
from app.domain.pricing.discount_limits import discount_limits, limits_document
from app.domain.pricing.dispensing import DISCLOSED
from app.domain.pricing.promotion_document import promotions, promotions_document
from app.domain.pricing.shared import PublishedPrices
from app.domain.pricing.site_tax import SiteTax

LISTS, PRICES = pricing_price_lists.c, pricing_prices.c
OFFERS, LIMITS = pricing_promotions.c, pricing_discount_limits.c
TAXES, CODES = pricing_site_taxes.c, pricing_used_codes.c
WHOLE_CHAIN = ""


def _not_older(table: Table) -> Insert:
    statement = upsert(table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={c.name: statement.excluded[c.name] for c in table.columns if not c.primary_key},
        where=statement.excluded.version >= table.c.version,
    )


ALL_LISTS = select(pricing_price_lists).order_by(LISTS.list_id, LISTS.version)
ALL_PRICES = select(pricing_prices)
SAVE_LIST = insert_or_replace(pricing_price_lists)
FORGET_PRICES = delete(pricing_prices).where(
    PRICES.list_id == bindparam("list_id"), PRICES.version == bindparam("version")
)
ADD_PRICES = insert(pricing_prices)
ALL_PROMOTIONS = select(OFFERS.document).order_by(OFFERS.promotion_id)
PROMOTION_VERSION = select(OFFERS.version).where(OFFERS.promotion_id == bindparam("id"))
SAVE_PROMOTION = _not_older(pricing_promotions)
FIND_LIMITS = select(LIMITS.document).where(LIMITS.currency == bindparam("currency"))
LIMITS_VERSION = select(LIMITS.version).where(LIMITS.currency == bindparam("currency"))
SAVE_LIMITS = _not_older(pricing_discount_limits)
FIND_TAX = (
    select(pricing_site_taxes)
    .where(TAXES.site.in_((bindparam("site"), WHOLE_CHAIN)))
    .order_by(TAXES.site.desc())
    .limit(1)
)
SAVE_TAX = _not_older(pricing_site_taxes)
CODE_OWNER = select(CODES.owner).where(CODES.code == bindparam("code"))
SPEND_CODE = insert_once(pricing_used_codes)


class SqlPricing:
    """Plays PricingRepository."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def book(self, skus: Iterable[str]) -> PriceBook:
        """Return every version of every list with the prices of these articles."""
        query = ALL_PRICES.where(PRICES.sku.in_(sorted(skus)))
        return PriceBook(lists=self._lists(), prices=_by_version(self._transaction.read(query)))

    def published(self) -> tuple[PublishedPrices, ...]:
        """Return every version of every list, whole, oldest version first."""
        prices = _by_version(self._transaction.read(ALL_PRICES))
        return tuple(
            PublishedPrices(price_list=each, prices=prices.get(each.key, {}))
            for each in self._lists()
        )

    def publish(self, prices: PublishedPrices) -> None:
        """Keep a version of a list; what the server says of the same version replaces it."""
        price_list = prices.price_list
        key = {"list_id": price_list.list_id, "version": price_list.version}
        self._transaction.write(SAVE_LIST, {**key, **_list_fields(price_list)})
        self._transaction.write(FORGET_PRICES, key)
        self._transaction.insert(
            ADD_PRICES,
            [{**key, "sku": sku, "minor": minor} for sku, minor in sorted(prices.prices.items())],
        )

    def promotions(self) -> tuple[Promotion, ...]:
        """Return every promotion, whenever it holds."""
        rows = self._transaction.read(ALL_PROMOTIONS)
        return tuple(each for row in rows for each in promotions(json.loads(row.document)))

    def promotion_version(self, promotion_id: str) -> int:
        """Return the version of a promotion; 0 where there is none."""
        return self._transaction.scalar(PROMOTION_VERSION, id=promotion_id) or 0

    def save_promotion(self, promotion: Promotion, *, version: int) -> None:
        """Insert a promotion, or replace what is no newer."""
        document = canonical_json(promotions_document([promotion])).decode("utf-8")
        self._transaction.write(
            SAVE_PROMOTION,
            {"promotion_id": promotion.promotion_id, "document": document, "version": version},
        )

    def limits(self, currency: str) -> tuple[DiscountLimit, ...]:
        """Return how much each role may take off in a currency."""
        document = self._transaction.scalar(FIND_LIMITS, currency=currency)
        return () if document is None else discount_limits(json.loads(document), currency=currency)

    def limits_version(self, currency: str) -> int:
        """Return the version of the limits of a currency; 0 where none are set."""
        return self._transaction.scalar(LIMITS_VERSION, currency=currency) or 0

    def save_limits(
        self, currency: str, limits: tuple[DiscountLimit, ...], *, version: int
    ) -> None:
        """Replace limits that are no newer."""
        document = canonical_json(limits_document(limits, currency=currency)).decode("utf-8")
        self._transaction.write(
            SAVE_LIMITS, {"currency": currency, "document": document, "version": version}
        )

    def tax(self, site_id: SiteId) -> SiteTax | None:
        """Return how a site is taxed, or None where nobody has said."""
        row = self._transaction.first(FIND_TAX, site=str(site_id))
        if row is None:
            return None
        exempt = row.exempt_percent
        return SiteTax(
            jurisdiction=row.jurisdiction,
            site_id=None if row.site == WHOLE_CHAIN else SiteId(UUID(row.site)),
            dispensing=DISCLOSED if exempt is None else Apportioned(Percent.parse(exempt)),
        )

    def save_tax(self, tax: SiteTax, *, version: int) -> None:
        """Replace settings that are no newer."""
        dispensing = tax.dispensing
        exempt = str(dispensing.exempt) if isinstance(dispensing, Apportioned) else None
        self._transaction.write(
            SAVE_TAX,
            {
                "site": WHOLE_CHAIN if tax.site_id is None else str(tax.site_id),
                "jurisdiction": tax.jurisdiction,
                "exempt_percent": exempt,
                "version": version,
            },
        )

    def code_owner(self, code: str) -> UUID | None:
        """Return the sale that used a voucher code up, or None."""
        return self._transaction.scalar(CODE_OWNER, code=code)

    def spend_code(self, code: str, owner: UUID, at: datetime) -> None:
        """Use a voucher code up; the first use stays."""
        self._transaction.write(SPEND_CODE, {"code": code, "owner": owner, "at": at})

    def _lists(self) -> tuple[PriceList, ...]:
        return tuple(_price_list(row) for row in self._transaction.read(ALL_LISTS))


def _by_version(rows: Iterable[Found]) -> dict[PriceVersion, dict[str, int]]:
    found: dict[PriceVersion, dict[str, int]] = {}
    for row in rows:
        version = PriceVersion(list_id=row.list_id, version=row.version)
        found.setdefault(version, {})[row.sku] = row.minor
    return found


def _list_fields(price_list: PriceList) -> dict[str, Any]:
    return {
        "name": price_list.name,
        "currency": price_list.currency,
        "site_id": price_list.site_id,
        "valid_from": price_list.validity.valid_from,
        "valid_until": price_list.validity.valid_until,
    }


def _price_list(row: Found) -> PriceList:
    return PriceList(
        list_id=row.list_id,
        version=row.version,
        name=row.name,
        currency=row.currency,
        validity=Validity(valid_from=row.valid_from, valid_until=row.valid_until),
        site_id=None if row.site_id is None else SiteId(row.site_id),
    )
