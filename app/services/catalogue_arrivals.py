"""Keeps what the chain shares of goods and prices; what is older changes nothing."""

from typing import assert_never

from app.domain.catalog.article_versions import ArticleVersion
from app.domain.pricing.shared import (
    LimitsVersion,
    PromotionVersion,
    PublishedPrices,
    TaxVersion,
    UsedCode,
)
from app.domain.pricing.shared_documents import Shared
from app.services.ports import UnitOfWork


def keep_shared(unit: UnitOfWork, shared: Shared) -> None:
    """Keep a record of the chain."""
    match shared:
        case ArticleVersion():
            unit.goods.save(shared)
        case PublishedPrices():
            unit.pricing.publish(shared)
        case PromotionVersion(promotion=promotion, version=version):
            unit.pricing.save_promotion(promotion, version=version)
        case LimitsVersion(currency=currency, limits=limits, version=version):
            unit.pricing.save_limits(currency, limits, version=version)
        case TaxVersion(tax=tax, version=version):
            unit.pricing.save_tax(tax, version=version)
        case UsedCode(code=code, owner=owner, at=at):
            unit.pricing.spend_code(code, owner, at)
        case _:
            assert_never(shared)
