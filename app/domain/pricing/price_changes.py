"""A new price from a day on, as new versions of a list that nobody changes afterwards.

Of the versions in force the highest counts, so a version that begins later and was planned
before would lose against the new one: it is published again, above it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.kernel.errors import DomainError
from app.domain.kernel.validity import Validity
from app.domain.pricing.shared import PublishedPrices


class PriceListIsUnknown(DomainError):
    """There is no such price list."""

    code = "pricing.price_list.unknown"


class PriceBeginsInThePast(DomainError):
    """A price cannot have been another one yesterday: bills were written by it."""

    code = "pricing.price.begins_in_the_past"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceFrom:
    """What an article costs from a day on."""

    sku: str
    minor: int
    begins: date


def with_price(
    published: Iterable[PublishedPrices], list_id: str, change: PriceFrom, *, today: date
) -> tuple[PublishedPrices, ...]:
    """Return the versions to publish, the one that begins first with the lowest number.

    Raises:
        PriceListIsUnknown, PriceBeginsInThePast: see there.
    """
    if change.begins < today:
        raise PriceBeginsInThePast(sku=change.sku, day=change.begins)
    versions = [each for each in published if each.price_list.list_id == list_id]
    if not versions:
        raise PriceListIsUnknown(list_id=list_id[:40])
    base = _in_force(versions, change.begins)
    before = base.prices.get(change.sku)
    number = max(each.price_list.version for each in versions)
    prices: Mapping[str, int] = {**base.prices, change.sku: change.minor}
    found = [_again(base, prices, version=number + 1, begins=change.begins)]
    for planned in _planned_after(versions, change.begins):
        begins = planned.price_list.validity.valid_from or change.begins
        # A plan that sets the article's price itself keeps it; one that copied it follows.
        is_copied = planned.prices.get(change.sku) == before
        prices = {**planned.prices, change.sku: change.minor} if is_copied else planned.prices
        version = number + 1 + len(found)
        found.append(_again(planned, prices, version=version, begins=begins))
    return tuple(found)


def _in_force(versions: Sequence[PublishedPrices], day: date) -> PublishedPrices:
    holding = [each for each in versions if each.price_list.validity.holds_on(day)]
    return max(holding or versions, key=_number)


def _planned_after(versions: Sequence[PublishedPrices], day: date) -> list[PublishedPrices]:
    """Return what begins later, once for each day: the version that would count on it."""
    days = {
        begins
        for each in versions
        if (begins := each.price_list.validity.valid_from) is not None and begins > day
    }
    return [_in_force(versions, begins) for begins in sorted(days)]


def _again(
    base: PublishedPrices, prices: Mapping[str, int], *, version: int, begins: date
) -> PublishedPrices:
    until = base.price_list.validity.valid_until
    ends = until if until is not None and until >= begins else None
    price_list = replace(
        base.price_list,
        version=version,
        validity=Validity(valid_from=begins, valid_until=ends),
    )
    return PublishedPrices(price_list=price_list, prices=prices)


def _number(prices: PublishedPrices) -> int:
    return prices.price_list.version
