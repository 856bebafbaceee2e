"""Prices and their rules as the chain shares them: each in versions, each with its fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from app.domain.kernel.chain_records import ChainRecord, RecordChanged, RecordKind
from app.domain.pricing.discount_limits import DiscountLimit, limits_document
from app.domain.pricing.price_list_document import price_list_json
from app.domain.pricing.price_lists import PriceList
from app.domain.pricing.promotion_document import promotion_json
from app.domain.pricing.promotions import Promotion
from app.domain.pricing.site_tax import SiteTax, site_tax_json

# What is published or used up once is never changed again.
ONLY_VERSION = 1
WHOLE_CHAIN = "chain"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPrices:
    """One version of a price list with all it lists, in minor units by article number."""

    price_list: PriceList
    prices: Mapping[str, int]

    @property
    def record(self) -> ChainRecord:
        """Return the list; each of its versions is a record of its own, for both may hold."""
        return ChainRecord(
            kind=RecordKind.PRICE_LIST,
            name=f"{self.price_list.list_id}@{self.price_list.version}",
            version=ONLY_VERSION,
            body=price_list_json(self.price_list, self.prices),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionVersion:
    """A promotion and how often it has been changed."""

    promotion: Promotion
    version: int

    @property
    def record(self) -> ChainRecord:
        """Return the promotion as the chain shares it."""
        return ChainRecord(
            kind=RecordKind.PROMOTION,
            name=self.promotion.promotion_id,
            version=self.version,
            body=promotion_json(self.promotion),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsVersion:
    """The discount limits of one currency and how often they have been changed."""

    currency: str
    limits: tuple[DiscountLimit, ...]
    version: int

    @property
    def record(self) -> ChainRecord:
        """Return the limits as the chain shares them."""
        return ChainRecord(
            kind=RecordKind.DISCOUNT_LIMITS,
            name=self.currency,
            version=self.version,
            body=limits_document(self.limits, currency=self.currency),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxVersion:
    """The tax settings of a site or of the chain and how often they have been changed."""

    tax: SiteTax
    version: int

    @property
    def record(self) -> ChainRecord:
        """Return the settings as the chain shares them."""
        return ChainRecord(
            kind=RecordKind.SITE_TAX,
            name=WHOLE_CHAIN if self.tax.site_id is None else str(self.tax.site_id),
            version=self.version,
            body=site_tax_json(self.tax),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedCode:
    """A voucher code that works once, and the order or sale that used it up."""

    code: str
    owner: UUID
    at: datetime

    @property
    def record(self) -> ChainRecord:
        """Return the use as the chain shares it."""
        return ChainRecord(
            kind=RecordKind.USED_CODE,
            name=self.code,
            version=ONLY_VERSION,
            body={"owner": str(self.owner), "at": self.at.isoformat()},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceListPublished(RecordChanged):
    """A version of a price list was published."""

    topic: ClassVar[str] = "pricing.price_list.published"
    prices: PublishedPrices

    @property
    def record(self) -> ChainRecord:
        """Return the list."""
        return self.prices.record


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionChanged(RecordChanged):
    """A promotion was entered or changed."""

    topic: ClassVar[str] = "pricing.promotion.changed"
    promotion: PromotionVersion

    @property
    def record(self) -> ChainRecord:
        """Return the promotion as it now is."""
        return self.promotion.record


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountLimitsChanged(RecordChanged):
    """What each role may take off was changed."""

    topic: ClassVar[str] = "pricing.discount_limits.changed"
    limits: LimitsVersion

    @property
    def record(self) -> ChainRecord:
        """Return the limits as they now are."""
        return self.limits.record


@dataclass(frozen=True, slots=True, kw_only=True)
class VoucherCodeUsed(RecordChanged):
    """A voucher code that works once was used up."""

    topic: ClassVar[str] = "pricing.voucher_code.used"
    use: UsedCode

    @property
    def record(self) -> ChainRecord:
        """Return the use."""
        return self.use.record
