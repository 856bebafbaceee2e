"""Articles and promotions as rows."""

from app.domain.catalog import Good, words_for
from app.domain.kernel.money import Money
from app.domain.pricing import AmountOff, Bundle, PercentOff, SecondPair
from app.domain.pricing.promotions import Benefit
from app.domain.pricing.shared import PromotionVersion
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.widgets.row_table import RowTableModel, TableColumn


def articles_model() -> RowTableModel[Good]:
    """Return a table of articles."""
    return RowTableModel(
        (
            TableColumn(head=tr("Article"), text=words_for),
            TableColumn(
                head=tr("Number"), text=lambda good: good.sku, width=128, ink=lambda _: "muted"
            ),
            TableColumn(
                head=tr("Own price"),
                text=lambda good: formats.money(good.price),
                width=96,
                is_right=True,
                is_number=True,
            ),
        )
    )


def promotions_model() -> RowTableModel[PromotionVersion]:
    """Return a table of promotions."""
    return RowTableModel(
        (
            TableColumn(head=tr("Promotion"), text=lambda each: each.promotion.name),
            TableColumn(head=tr("Takes off"), text=_benefit, width=210, ink=lambda _: "muted"),
        )
    )


def _benefit(each: PromotionVersion) -> str:
    benefit: Benefit = each.promotion.benefit
    currency = each.promotion.currency
    match benefit:
        case PercentOff(percent=percent):
            return tr("{percent} %", percent=percent)
        case SecondPair(percent=percent):
            return tr("{percent} % off the second pair", percent=percent)
        case AmountOff(minor=minor):
            return formats.money(Money(minor, currency))
        case Bundle(minor=minor):
            return tr("bundle for {price}", price=formats.money(Money(minor, currency)))
