"""What was put on the bill by hand, one line each, so that it can be taken off again."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.kernel.money import Money
from app.domain.pricing import ManualDiscount, PercentOff
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.orders.order_form import OrderForm


@dataclass(frozen=True, slots=True, kw_only=True)
class BillEntry:
    """One entry: what it is, in words, and what it is known by in the form."""

    kind: str
    words: str
    key: str


def bill_entries(form: OrderForm, currency: str) -> tuple[BillEntry, ...]:
    """Return everything that was put on the bill beside the pair."""
    return tuple(_entries(form, currency))


def _entries(form: OrderForm, currency: str) -> Iterator[BillEntry]:
    for good in form.goods:
        words = f"{good.quantity} × {good.sku}"
        yield BillEntry(kind=tr("Goods"), words=words, key=good.sku)
    for lens in form.contact_lenses:
        eye = "R" if lens.choice.eye == "right" else "L"
        words = f"{eye} {lens.packs} × {lens.sku}"
        yield BillEntry(kind=tr("Contact lenses"), words=words, key=lens.sku)
    for discount in form.discounts:
        words = f"{_off(discount, currency)} {discount.reason.strip()}"
        yield BillEntry(kind=tr("Discount"), words=words, key=discount.discount_id)
    for cover in form.covers:
        claim = f" #{cover.claim_number}" if cover.claim_number else ""
        yield BillEntry(kind=tr("Payer"), words=f"{cover.name}{claim}", key=cover.payer_id)
    for code in sorted(form.codes):
        yield BillEntry(kind=tr("Voucher"), words=code, key=code)


def _off(discount: ManualDiscount, currency: str) -> str:
    benefit = discount.benefit
    if isinstance(benefit, PercentOff):
        return f"{benefit.percent} %"
    return formats.money(Money(benefit.minor, currency))
