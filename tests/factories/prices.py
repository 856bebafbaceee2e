"""Price lists, promotions and limits for tests."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from app.domain.catalog.article_versions import ArticleChanged, ArticleVersion
from app.domain.kernel.access import Role
from app.domain.kernel.chain_records import RecordChanged
from app.domain.kernel.percent import Percent
from app.domain.kernel.validity import ALWAYS
from app.domain.pricing import AmountOff, Conditions, DiscountLimit, PriceList, Promotion
from app.domain.pricing.shared import (
    DiscountLimitsChanged,
    LimitsVersion,
    PriceListPublished,
    PromotionChanged,
    PromotionVersion,
    PublishedPrices,
    UsedCode,
    VoucherCodeUsed,
)
from tests.factories.catalogue import a_frame
from tests.factories.moments import NOW

LIMITS = (
    DiscountLimit(role=Role.MANAGER, percent=Percent(30_000), minor=300_00),
    DiscountLimit(role=Role.OPTICIAN, percent=Percent(10_000), minor=50_00),
)


def a_price_list(*, prices: dict[str, int], **changes: Any) -> PublishedPrices:
    price_list = PriceList(
        list_id="chain", version=1, name="Prices of the chain", currency="EUR", validity=ALWAYS
    )
    return PublishedPrices(price_list=replace(price_list, **changes), prices=prices)


def a_promotion(promotion_id: str = "welcome", **changes: Any) -> Promotion:
    conditions = Conditions(code="WELCOME20", is_code_used_once=True)
    promotion = Promotion(
        promotion_id=promotion_id,
        name="Welcome voucher",
        benefit=AmountOff(minor=20_00),
        currency="EUR",
        is_exclusive=False,
        is_once_per_order=True,
        conditions=conditions,
    )
    return replace(promotion, **changes)


CHANGE_ID = UUID(int=5)


def record_events(change_id: UUID = CHANGE_ID) -> tuple[RecordChanged, ...]:
    """Return one of each fact about what the chain shares."""
    return (
        ArticleChanged(article=ArticleVersion(good=a_frame(), version=1), change_id=change_id),
        PriceListPublished(prices=a_price_list(prices={"A": 100}), change_id=change_id),
        PromotionChanged(
            promotion=PromotionVersion(promotion=a_promotion(), version=1), change_id=change_id
        ),
        DiscountLimitsChanged(
            limits=LimitsVersion(currency="EUR", limits=LIMITS, version=1), change_id=change_id
        ),
        VoucherCodeUsed(
            use=UsedCode(code="WELCOME20", owner=change_id, at=NOW), change_id=change_id
        ),
    )
