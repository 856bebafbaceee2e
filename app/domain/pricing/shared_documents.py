"""Records of the chain read back into prices and their rules."""

from datetime import datetime
from typing import TypeAlias, assert_never
from uuid import UUID

from app.domain.catalog.article_versions import ArticleVersion
from app.domain.catalog.good_json import good_of
from app.domain.kernel.chain_records import ChainRecord, RecordKind
from app.domain.kernel.documents import Fields
from app.domain.pricing.discount_limits import discount_limits
from app.domain.pricing.price_list_document import price_list_of
from app.domain.pricing.promotion_document import promotion_of
from app.domain.pricing.shared import (
    LimitsVersion,
    PromotionVersion,
    PublishedPrices,
    TaxVersion,
    UsedCode,
)
from app.domain.pricing.site_tax import site_tax_of

Shared: TypeAlias = (
    ArticleVersion | PublishedPrices | PromotionVersion | LimitsVersion | TaxVersion | UsedCode
)


def shared_of(record: ChainRecord) -> Shared:
    """Return what a record holds.

    Raises:
        DocumentIsMalformed, CurrencyIsUnknown: the body is none, or names itself otherwise.
    """
    shared = _read(record)
    if shared.record.name != record.name:
        raise Fields.of({}, record.kind.value, ()).refusal("name")
    return shared


def _read(record: ChainRecord) -> Shared:
    body, version = record.body, record.version
    match record.kind:
        case RecordKind.ARTICLE:
            return ArticleVersion(good=good_of(body), version=version)
        case RecordKind.PRICE_LIST:
            price_list, prices = price_list_of(body)
            return PublishedPrices(price_list=price_list, prices=prices)
        case RecordKind.PROMOTION:
            return PromotionVersion(promotion=promotion_of(body), version=version)
        case RecordKind.DISCOUNT_LIMITS:
            limits = discount_limits(body, currency=record.name)
            return LimitsVersion(currency=record.name, limits=limits, version=version)
        case RecordKind.SITE_TAX:
            return TaxVersion(tax=site_tax_of(body), version=version)
        case RecordKind.USED_CODE:
            fields = Fields.of(body, "used_code", ("owner", "at"))
            owner, at = fields.read("owner", UUID), fields.read("at", datetime.fromisoformat)
            return UsedCode(code=record.name, owner=owner, at=at)
        case _:
            assert_never(record.kind)
