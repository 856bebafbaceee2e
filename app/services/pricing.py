"""What a basket costs here and today: prices, promotions, discounts, tax and payers gathered."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from app.domain.catalog import ArticleKind, Good, kind_of, words_for
from app.domain.kernel.access import Action
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import SiteId
from app.domain.kernel.money import Money
from app.domain.kernel.validity import ALWAYS
from app.domain.payments.variance import require_second_person
from app.domain.pricing import (
    Approver,
    Basket,
    BasketLine,
    Bill,
    Circumstances,
    Cover,
    DiscountAsked,
    DiscountDecision,
    ManualDiscount,
    PointOfSale,
    PriceBook,
    PricedLine,
    PriceList,
    PriceVersion,
    Terms,
    bill_of,
    decide_discount,
    lists_in_force,
    on_lines,
    tax_class_of,
)
from app.domain.pricing.shared import UsedCode, VoucherCodeUsed
from app.domain.pricing.site_tax import usual_tax
from app.domain.pricing.tax_table import TaxTable
from app.services.auditing import Access, Gate
from app.services.desk import person_of
from app.services.ports import Clock, UnitOfWork, Units
from app.services.session import Session

# The prices of the articles themselves, for what no price list names.
OWN_PRICES = PriceVersion(list_id="catalogue", version=1)
PRICED_BY_HAND = frozenset({ArticleKind.REPAIR, ArticleKind.GIFT_CARD})


class PriceIsFixed(DomainError):
    """Somebody typed a price for an article that has one; take something off instead."""

    code = "pricing.price.fixed"


class VoucherWasUsed(DomainError):
    """The voucher code works once and was used before."""

    code = "pricing.voucher.used"


@dataclass(frozen=True, slots=True, kw_only=True)
class WishLine:
    """An article and how many; `unit_price` only where the price is agreed each time."""

    line_id: str
    sku: str
    quantity: int
    pair: int | None = None
    unit_price: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BasketWish:
    """What is to be priced; without `supplied_on` the goods are handed over today.

    `owner` is the order or sale the basket is for: what it used up itself it may use again.
    """

    lines: tuple[WishLine, ...]
    discounts: tuple[ManualDiscount, ...] = ()
    covers: tuple[Cover, ...] = ()
    codes: frozenset[str] = frozenset()
    supplied_on: date | None = None
    owner: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PricingService:
    """Prices baskets; `clock` tells the time in the shop's zone, `tables` the tax by jurisdiction.

    A voucher code is kept by the sale that used it, so that the same sale may be priced again.
    """

    units: Units
    gate: Gate
    clock: Clock
    tables: Callable[[str], TaxTable]

    def bill(self, session: Session, wish: BasketWish) -> Bill:
        """Return what the basket costs, for a screen: limits of discounts are not looked at.

        Raises:
            AccessDenied, ArticleNotFound, PriceIsFixed, VoucherWasUsed and what `bill_of` raises.
        """
        self.gate.check(session, Action.CATALOGUE_READ)
        with self.units() as unit:
            return self._bill(unit, session.site_id, wish)

    def decision(self, session: Session, wish: BasketWish) -> DiscountDecision:
        """Return whether the person may give these discounts alone, or whose PIN it takes."""
        self.gate.check(session, Action.CATALOGUE_READ)
        with self.units() as unit:
            bill = self._bill(unit, session.site_id, wish)
            return self._decision(unit, session, wish, bill)

    def bill_in(
        self,
        unit: UnitOfWork,
        session: Session,
        wish: BasketWish,
        *,
        second: Session | None = None,
    ) -> Bill:
        """Return what the basket costs inside a transaction, if the discounts may be given.

        Raises:
            DiscountNeedsSecondPin, DiscountIsBeyondEverybody, ApproverIsTheGiver, ApprovalIsStale:
                the discounts are more than this person may give, alone or with the second.
            ArticleNotFound, PriceIsFixed, VoucherWasUsed and what `bill_of` raises.
        """
        bill = self._bill(unit, session.site_id, wish)
        decision = self._decision(unit, session, wish, bill)
        approver = None
        if second is not None and not decision.is_within_limits:
            approver = Approver(user_id=second.user_id, roles=second.roles)
        decision.require_settled(given_by=session.user_id, approver=approver)
        if second is not None and approver is not None:
            self._approve(unit, session, second, wish)
        return bill

    def spend_codes(
        self, unit: UnitOfWork, bill: Bill, owner: UUID, at: datetime
    ) -> tuple[VoucherCodeUsed, ...]:
        """Use up the voucher codes that work once and took something off this bill.

        The facts belong into the outbox with the order or sale, so that no other store takes
        the codes again.

        Raises:
            VoucherWasUsed: another sale was faster.
        """
        taken = {each.source_id for each in bill.discounts}
        facts = []
        for promotion in unit.pricing.promotions():
            conditions = promotion.conditions
            if promotion.promotion_id not in taken or not conditions.is_code_used_once:
                continue
            if unit.pricing.code_owner(conditions.code) not in {None, owner}:
                raise VoucherWasUsed(code=conditions.code)
            unit.pricing.spend_code(conditions.code, owner, at)
            use = UsedCode(code=conditions.code, owner=owner, at=at)
            facts.append(VoucherCodeUsed(use=use, change_id=owner))
        return tuple(facts)

    def _bill(self, unit: UnitOfWork, site_id: SiteId, wish: BasketWish) -> Bill:
        today = self.clock().date()
        currency = unit.sync.identity().currency
        place = PointOfSale(site_id=site_id, currency=currency, day=today)
        tax = unit.pricing.tax(site_id) or usual_tax(currency)
        terms = Terms(
            circumstances=Circumstances(day=today, site_id=site_id, codes=_usable(unit, wish)),
            table=self.tables(tax.jurisdiction),
            supplied_on=wish.supplied_on or today,
            dispensing=tax.dispensing,
            promotions=unit.pricing.promotions(),
            discounts=wish.discounts,
            covers=wish.covers,
        )
        return bill_of(_basket(unit, wish, place), terms)

    def _decision(
        self, unit: UnitOfWork, session: Session, wish: BasketWish, bill: Bill
    ) -> DiscountDecision:
        by_hand = bill.by_hand()
        asked = DiscountAsked(
            prices=bill.after_promotions(),
            by_line=on_lines(wish.discounts, by_hand),
            minor=sum(each.minor for each in by_hand),
        )
        return decide_discount(asked, session.roles, unit.pricing.limits(bill.currency))

    def _approve(
        self, unit: UnitOfWork, session: Session, second: Session, wish: BasketWish
    ) -> None:
        require_second_person(person_of(session), person_of(second), self.clock())
        access = Access(
            action=Action.DISCOUNT_APPROVE,
            subject_type="person",
            subject_id=session.user_id,
            correlation_id=session.session_id,
            reason="; ".join(each.reason.strip() for each in wish.discounts)[:200],
        )
        self.gate.pass_through(unit, second, access)


def _usable(unit: UnitOfWork, wish: BasketWish) -> frozenset[str]:
    for code in sorted(wish.codes):
        if unit.pricing.code_owner(code) not in {None, wish.owner}:
            raise VoucherWasUsed(code=code[:40])
    return wish.codes


def _basket(unit: UnitOfWork, wish: BasketWish, place: PointOfSale) -> Basket:
    goods = {line.line_id: unit.goods.good(line.sku) for line in wish.lines}
    pairs = _pairs_with_lenses(wish, goods)
    book = _with_own_prices(unit.pricing.book({each.sku for each in goods.values()}), goods, place)
    lines = []
    for line in wish.lines:
        good = goods[line.line_id]
        priced, version = _priced(line, good, book, place)
        kind = kind_of(good)
        tax_class = tax_class_of(kind, with_corrective_lenses=line.pair in pairs)
        lines.append(
            BasketLine(
                line_id=line.line_id,
                line=priced,
                kind=kind,
                tax_class=tax_class,
                pair=line.pair,
                price_version=version,
            )
        )
    return Basket(lines=tuple(lines), currency=place.currency)


def _pairs_with_lenses(wish: BasketWish, goods: dict[str, Good]) -> frozenset[int]:
    return frozenset(
        line.pair
        for line in wish.lines
        if line.pair is not None and kind_of(goods[line.line_id]) is ArticleKind.LENS
    )


def _priced(
    line: WishLine, good: Good, book: PriceBook, place: PointOfSale
) -> tuple[PricedLine, PriceVersion | None]:
    if line.unit_price is not None and kind_of(good) not in PRICED_BY_HAND:
        raise PriceIsFixed(sku=good.sku)
    listed = None if line.unit_price is not None else book.price(good.sku, place)
    price = line.unit_price if listed is None else listed.amount
    priced = PricedLine(
        sku=good.sku,
        description=words_for(good),
        quantity=line.quantity,
        unit_price=price or good.price,
    )
    return priced, None if listed is None else listed.version


def _with_own_prices(book: PriceBook, goods: dict[str, Good], place: PointOfSale) -> PriceBook:
    """Add a list of the articles' own prices, for those that no list in force names."""
    own = {
        good.sku: good.price.minor
        for good in goods.values()
        if good.price.currency == place.currency and not _is_listed(book, good.sku, place)
    }
    last = PriceList(
        list_id=OWN_PRICES.list_id,
        version=OWN_PRICES.version,
        name="",
        currency=place.currency,
        validity=ALWAYS,
    )
    return PriceBook(lists=(*book.lists, last), prices={**book.prices, OWN_PRICES: own})


def _is_listed(book: PriceBook, sku: str, place: PointOfSale) -> bool:
    lists = lists_in_force(book.lists, place)
    return any(sku in book.prices.get(each.key, {}) for each in lists)
