"""Price lists, promotions and limits for tests."""

from dataclasses import replace
from typing import Any

from app.domain.kernel.access import Role
from app.domain.kernel.percent import Percent
from app.domain.kernel.validity import ALWAYS
from app.domain.pricing import AmountOff, Conditions, DiscountLimit, PriceList, Promotion
from app.services.catalogue_ports import PublishedPrices

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
