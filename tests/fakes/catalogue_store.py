"""Goods and prices in memory."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from app.adapters.store.goods import search_words
from app.domain.catalog import (
    ArticleKind,
    Frame,
    Good,
    Lens,
    LensExtra,
    find_good,
    kind_of,
)
from app.domain.catalog.article_versions import ArticleVersion
from app.domain.inventory import StockLevel
from app.domain.kernel.ids import SiteId
from app.domain.pricing import DiscountLimit, PriceBook, PriceVersion, Promotion
from app.domain.pricing.discount_limits import discount_limits
from app.domain.pricing.shared import PublishedPrices
from app.domain.pricing.site_tax import SiteTax
from app.domain.pricing.tax_document import tax_table
from app.domain.pricing.tax_table import TaxTable
from app.services.catalogue_ports import EVERY_KIND
from tests.fakes.order_store import FakeStock
from tests.fakes.people_store import FakeCatalogue, is_hit

PRICING = Path(__file__).parents[2] / "resources" / "pricing"
LIMITS = json.loads((PRICING / "demo" / "discount-limits.json").read_bytes())


def shipped_table(jurisdiction: str) -> TaxTable:
    return tax_table(json.loads((PRICING / "tax" / f"{jurisdiction.lower()}.json").read_bytes()))


@dataclass(kw_only=True)
class FakeGoods:
    """Plays GoodsRepository over the fake frames and lenses."""

    catalogue: FakeCatalogue
    stock: FakeStock
    others: dict[str, Good] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)

    def good(self, code: str) -> Good:
        return find_good(self._all(), code)

    def version(self, sku: str) -> int:
        known = any(each.sku == sku for each in self._all())
        return self.versions.get(sku, 1 if known else 0)

    def search(
        self, text: str, *, kinds: frozenset[ArticleKind] = EVERY_KIND, limit: int
    ) -> tuple[Good, ...]:
        hits = sorted(
            (
                each
                for each in self._all()
                if (not kinds or kind_of(each) in kinds)
                and (not text.strip() or is_hit(text, search_words(each)))
            ),
            key=lambda each: each.sku,
        )
        return tuple(hits[:limit])

    def lenses(self) -> tuple[Lens, ...]:
        return tuple(self.catalogue.lenses[sku] for sku in sorted(self.catalogue.lenses))

    def extras(self) -> tuple[LensExtra, ...]:
        found = (self.others[sku] for sku in sorted(self.others))
        return tuple(each for each in found if isinstance(each, LensExtra))

    def save(self, article: ArticleVersion) -> None:
        good = article.good
        if article.version < self.version(good.sku):
            return
        self.versions[good.sku] = article.version
        if isinstance(good, Frame):
            self.catalogue.save_frame(good)
        elif isinstance(good, Lens):
            self.catalogue.save_lens(good)
        else:
            self.others[good.sku] = good

    def levels(self, sku: str) -> tuple[tuple[SiteId, StockLevel], ...]:
        sites = {each.site_id for each in self.stock.movements.values() if each.sku == sku}
        return tuple((site, self.stock.level(site, sku)) for site in sorted(sites, key=str))

    def _all(self) -> list[Good]:
        return [
            *self.catalogue.frames.values(),
            *self.catalogue.lenses.values(),
            *self.others.values(),
        ]


@dataclass(kw_only=True)
class FakePricing:
    """Plays PricingRepository; two roles may take something off from the beginning."""

    lists: dict[PriceVersion, PublishedPrices] = field(default_factory=dict)
    offers: dict[str, tuple[Promotion, int]] = field(default_factory=dict)
    allowed: dict[str, tuple[tuple[DiscountLimit, ...], int]] = field(
        default_factory=lambda: {"EUR": (discount_limits(LIMITS, currency="EUR"), 1)}
    )
    taxes: dict[SiteId | None, tuple[SiteTax, int]] = field(default_factory=dict)
    spent: dict[str, tuple[UUID, datetime]] = field(default_factory=dict)

    def book(self, skus: Iterable[str]) -> PriceBook:
        asked = set(skus)
        return PriceBook(
            lists=tuple(each.price_list for each in self.lists.values()),
            prices={
                key: {sku: minor for sku, minor in each.prices.items() if sku in asked}
                for key, each in self.lists.items()
            },
        )

    def published(self) -> tuple[PublishedPrices, ...]:
        return tuple(self.lists[key] for key in sorted(self.lists))

    def publish(self, prices: PublishedPrices) -> None:
        self.lists[prices.price_list.key] = prices

    def promotions(self) -> tuple[Promotion, ...]:
        return tuple(self.offers[key][0] for key in sorted(self.offers))

    def promotion_version(self, promotion_id: str) -> int:
        return self.offers[promotion_id][1] if promotion_id in self.offers else 0

    def save_promotion(self, promotion: Promotion, *, version: int) -> None:
        if version >= self.promotion_version(promotion.promotion_id):
            self.offers[promotion.promotion_id] = (promotion, version)

    def limits(self, currency: str) -> tuple[DiscountLimit, ...]:
        return self.allowed[currency][0] if currency in self.allowed else ()

    def limits_version(self, currency: str) -> int:
        return self.allowed[currency][1] if currency in self.allowed else 0

    def save_limits(
        self, currency: str, limits: tuple[DiscountLimit, ...], *, version: int
    ) -> None:
        if version >= self.limits_version(currency):
            self.allowed[currency] = (limits, version)

    def tax(self, site_id: SiteId) -> SiteTax | None:
        own = self.taxes.get(site_id) or self.taxes.get(None)
        return None if own is None else own[0]

    def save_tax(self, tax: SiteTax, *, version: int) -> None:
        held = self.taxes.get(tax.site_id)
        if held is None or version >= held[1]:
            self.taxes[tax.site_id] = (tax, version)

    def code_owner(self, code: str) -> UUID | None:
        return self.spent[code][0] if code in self.spent else None

    def spend_code(self, code: str, owner: UUID, at: datetime) -> None:
        self.spent.setdefault(code, (owner, at))
