"""What catalogue and prices ask of the store."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from app.domain.catalog import ArticleKind, Good, Lens, LensExtra
from app.domain.catalog.article_versions import ArticleVersion
from app.domain.inventory import StockLevel
from app.domain.kernel.ids import SiteId
from app.domain.pricing import DiscountLimit, PriceBook, Promotion
from app.domain.pricing.shared import PublishedPrices
from app.domain.pricing.site_tax import SiteTax

EVERY_KIND: frozenset[ArticleKind] = frozenset()


class GoodsRepository(Protocol):
    """All that is sold, whatever its kind."""

    def good(self, code: str) -> Good:
        """Return the good with that article number, or else that GTIN; raises ArticleNotFound."""

    def version(self, sku: str) -> int:
        """Return the version of an article; 0 where there is none."""

    def search(
        self, text: str, *, kinds: frozenset[ArticleKind] = EVERY_KIND, limit: int
    ) -> tuple[Good, ...]:
        """Return goods whose words begin with the words typed; without words, all of the kinds."""

    def lenses(self) -> tuple[Lens, ...]:
        """Return every lens."""

    def extras(self) -> tuple[LensExtra, ...]:
        """Return every lens extra."""

    def save(self, article: ArticleVersion) -> None:
        """Insert the article, or replace what is no newer."""

    def levels(self, sku: str) -> tuple[tuple[SiteId, StockLevel], ...]:
        """Return what each site this device knows of has of an article."""


class PricingRepository(Protocol):
    """Price lists, promotions, limits, tax settings and used voucher codes."""

    def book(self, skus: Iterable[str]) -> PriceBook:
        """Return every version of every list with the prices of these articles."""

    def published(self) -> tuple[PublishedPrices, ...]:
        """Return every version of every list, whole, oldest version first."""

    def publish(self, prices: PublishedPrices) -> None:
        """Keep a version of a list; what the server says of the same version replaces it."""

    def promotions(self) -> tuple[Promotion, ...]:
        """Return every promotion, whenever it holds."""

    def promotion_version(self, promotion_id: str) -> int:
        """Return the version of a promotion; 0 where there is none."""

    def save_promotion(self, promotion: Promotion, *, version: int) -> None:
        """Insert a promotion, or replace what is no newer."""

    def limits(self, currency: str) -> tuple[DiscountLimit, ...]:
        """Return how much each role may take off in a currency."""

    def limits_version(self, currency: str) -> int:
        """Return the version of the limits of a currency; 0 where none are set."""

    def save_limits(
        self, currency: str, limits: tuple[DiscountLimit, ...], *, version: int
    ) -> None:
        """Replace limits that are no newer."""

    def tax(self, site_id: SiteId) -> SiteTax | None:
        """Return how a site is taxed, or None where nobody has said."""

    def save_tax(self, tax: SiteTax, *, version: int) -> None:
        """Replace settings that are no newer."""

    def code_owner(self, code: str) -> UUID | None:
        """Return the sale that used a voucher code up, or None."""

    def spend_code(self, code: str, owner: UUID, at: datetime) -> None:
        """Use a voucher code up; the first use stays."""
