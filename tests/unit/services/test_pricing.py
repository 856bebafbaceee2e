"""What a basket costs: list prices, promotions, discounts with a second PIN, tax, vouchers."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.catalog import Article, ArticleKind, ArticleNotFound
from app.domain.catalog.article_versions import ArticleVersion
from app.domain.kernel.access import AccessDenied, Action, Role
from app.domain.kernel.ids import UserId
from app.domain.kernel.money import Money
from app.domain.kernel.percent import Percent
from app.domain.kernel.validity import Validity
from app.domain.payments.errors import ApprovalIsStale
from app.domain.pricing import (
    Cover,
    CoverRule,
    ManualDiscount,
    PercentOff,
    SecondPair,
    TaxClass,
)
from app.domain.pricing.discount_limits import (
    ApproverIsTheGiver,
    DiscountIsBeyondEverybody,
    DiscountNeedsSecondPin,
)
from app.domain.pricing.promotions import Conditions
from app.domain.pricing.site_tax import SiteTax
from app.services.pricing import (
    OWN_PRICES,
    BasketWish,
    PriceIsFixed,
    PricingService,
    VoucherWasUsed,
    WishLine,
)
from tests.factories import a_frame, a_lens
from tests.factories.moments import NOW
from tests.factories.places import STORE_ID
from tests.factories.prices import a_price_list, a_promotion
from tests.fakes.catalogue_store import shipped_table
from tests.fakes.payments import FakePaymentUnit
from tests.unit.services.conftest import Shop

FRAME, LENS = a_frame(), a_lens()
SPRAY = Article(
    sku="SPRAY", name="Lens spray", kind=ArticleKind.CARE_PRODUCT, price=Money(9_90, "EUR")
)
REPAIR = Article(
    sku="REPAIR", name="Repair", kind=ArticleKind.REPAIR, price=Money(15_00, "EUR"), needs_lab=True
)
SALE, OTHER_SALE = UUID(int=1), UUID(int=2)
PAIR = (
    WishLine(line_id="frame", sku=FRAME.sku, quantity=1, pair=1),
    WishLine(line_id="lenses", sku=LENS.sku, quantity=2, pair=1),
)


def stocked(shop):
    shop.memory.catalogue.save_frame(FRAME)
    shop.memory.catalogue.save_lens(LENS)
    for good in (SPRAY, REPAIR):
        shop.memory.goods.save(ArticleVersion(good=good, version=1))
    return PricingService(
        units=shop.units, gate=shop_gate(shop), clock=shop.clock, tables=shipped_table
    )


def shop_gate(shop):
    return shop.orders.gate


@pytest.fixture
def pricing(shop):
    return stocked(shop)


def off(percent, line_id=None, discount_id="D"):
    return ManualDiscount(
        discount_id=discount_id,
        benefit=PercentOff(percent=Percent(percent * 1000)),
        reason="A scratch",
        given_by=UserId(UUID(int=7)),
        line_id=line_id,
    )


def test_without_a_price_list_the_articles_own_prices_count(pricing, optician):
    bill = pricing.bill(optician, BasketWish(lines=PAIR))
    assert bill.gross == Money(189_00 + 2 * 249_00, "EUR")
    assert {line.line.price_version for line in bill.lines} == {OWN_PRICES}
    assert bill.jurisdiction == "DE"
    assert bill.tax == Money(109_69, "EUR")


def test_the_price_list_in_force_goes_before_and_the_sites_own_before_the_chains(
    shop, pricing, optician
):
    lists = shop.memory.pricing
    lists.publish(a_price_list(prices={FRAME.sku: 179_00, LENS.sku: 200_00}))
    lists.publish(a_price_list(prices={FRAME.sku: 149_00}, list_id="own", site_id=STORE_ID))
    later = Validity(valid_from=NOW.date() + timedelta(days=1))
    lists.publish(a_price_list(prices={FRAME.sku: 1_00}, version=2, validity=later))
    bill = pricing.bill(optician, BasketWish(lines=PAIR))
    assert [line.gross_minor for line in bill.lines] == [149_00, 400_00]
    assert [line.line.price_version.list_id for line in bill.lines] == ["own", "chain"]


def test_a_frame_with_lenses_is_spectacles_and_alone_it_is_not(pricing, optician):
    together = pricing.bill(optician, BasketWish(lines=PAIR))
    alone = pricing.bill(optician, BasketWish(lines=(replace(PAIR[0], pair=None),)))
    assert together.line("frame").line.tax_class is TaxClass.SPECTACLE_FRAME
    assert alone.line("frame").line.tax_class is TaxClass.FRAME_ALONE


def test_the_second_pair_is_cheaper_by_the_promotion_in_force(shop, pricing, optician):
    offer = a_promotion(
        "pair-2",
        benefit=SecondPair(percent=Percent(50_000)),
        is_once_per_order=False,
        conditions=Conditions(),
    )
    shop.memory.pricing.save_promotion(offer, version=1)
    second = tuple(replace(line, line_id=f"{line.line_id}2", pair=2) for line in PAIR)
    bill = pricing.bill(optician, BasketWish(lines=(*PAIR, *second)))
    assert bill.discount == Money(343_50, "EUR")


def test_an_optician_gives_a_tenth_alone_and_more_with_a_managers_pin(shop, pricing, optician):
    manager = shop.session(Role.MANAGER)
    small, large = (BasketWish(lines=PAIR[:1], discounts=(off(each),)) for each in (10, 20))
    with shop.unit as unit:
        assert pricing.bill_in(unit, optician, small).discount == Money(18_90, "EUR")
        with pytest.raises(DiscountNeedsSecondPin):
            pricing.bill_in(unit, optician, large)
        own = replace(manager, user_id=optician.user_id)
        with pytest.raises(ApproverIsTheGiver):
            pricing.bill_in(unit, optician, large, second=own)
        bill = pricing.bill_in(unit, optician, large, second=manager)
        unit.commit()
    assert bill.discount == Money(37_80, "EUR")
    (entry,) = shop.memory.audit.entries
    assert (entry.action, entry.user_id, entry.subject_id) == (
        Action.DISCOUNT_APPROVE,
        manager.user_id,
        optician.user_id,
    )
    assert pricing.decision(optician, large).needs_second_pin_of == {Role.MANAGER}
    assert pricing.decision(manager, large).is_within_limits


def test_an_old_pin_approves_nothing_and_nobody_gives_it_all_away(shop, pricing, optician):
    old = replace(shop.session(Role.MANAGER), started_at=NOW - timedelta(hours=1))
    fresh = replace(old, started_at=NOW)
    some, nearly_all = (BasketWish(lines=PAIR[:1], discounts=(off(each),)) for each in (20, 90))
    with shop.unit as unit:
        with pytest.raises(ApprovalIsStale):
            pricing.bill_in(unit, optician, some, second=old)
        with pytest.raises(DiscountIsBeyondEverybody):
            pricing.bill_in(unit, optician, nearly_all, second=fresh)


def test_where_no_limits_are_set_nobody_takes_anything_off(shop, pricing, optician):
    shop.memory.pricing.save_limits("EUR", (), version=2)
    with shop.unit as unit, pytest.raises(DiscountIsBeyondEverybody):
        pricing.bill_in(unit, optician, BasketWish(lines=PAIR, discounts=(off(1),)))


def test_a_voucher_works_once_but_its_own_sale_may_be_priced_again(shop, pricing, optician):
    shop.memory.pricing.save_promotion(a_promotion(), version=1)
    wish = BasketWish(lines=PAIR, codes=frozenset({"WELCOME20"}), owner=SALE)
    with shop.unit as unit:
        bill = pricing.bill_in(unit, optician, wish)
        assert bill.discount == Money(20_00, "EUR")
        pricing.spend_codes(unit, bill, SALE, NOW)
        assert pricing.bill_in(unit, optician, wish).discount == Money(20_00, "EUR")
        with pytest.raises(VoucherWasUsed):
            pricing.bill_in(unit, optician, replace(wish, owner=OTHER_SALE))
        with pytest.raises(VoucherWasUsed):
            pricing.spend_codes(unit, bill, OTHER_SALE, NOW)


def test_only_what_has_no_fixed_price_is_priced_by_hand(pricing, optician):
    repair = WishLine(line_id="R", sku="REPAIR", quantity=1, unit_price=Money(23_00, "EUR"))
    bill = pricing.bill(optician, BasketWish(lines=(repair,)))
    assert bill.gross == Money(23_00, "EUR")
    assert bill.line("R").line.price_version is None
    with pytest.raises(PriceIsFixed):
        pricing.bill(optician, BasketWish(lines=(replace(repair, sku="SPRAY"),)))


def test_the_sites_own_jurisdiction_and_the_day_of_supply_decide_the_rate(shop, pricing, optician):
    shop.memory.pricing.save_tax(SiteTax(jurisdiction="AT", site_id=STORE_ID), version=1)
    assert pricing.bill(optician, BasketWish(lines=PAIR)).jurisdiction == "AT"
    shop.memory.pricing.save_tax(SiteTax(jurisdiction="DE", site_id=STORE_ID), version=2)
    wish = BasketWish(lines=PAIR, supplied_on=date(2020, 8, 1))
    assert [str(part.rate.percent) for part in pricing.bill(optician, wish).rates] == ["16"]


def test_what_is_not_in_the_catalogue_and_who_is_not_at_the_counter_get_no_price(
    shop, pricing, optician
):
    unknown = WishLine(line_id="X", sku="X", quantity=1)
    with pytest.raises(ArticleNotFound):
        pricing.bill(optician, BasketWish(lines=(unknown,)))
    with pytest.raises(AccessDenied):
        pricing.bill(shop.session(Role.SYSTEM), BasketWish(lines=PAIR))


WISHES = st.builds(
    lambda lines, percents, share: BasketWish(
        lines=tuple(
            WishLine(line_id=f"L{n}", sku=sku, quantity=quantity, pair=pair)
            for n, (sku, quantity, pair) in enumerate(lines)
        ),
        discounts=tuple(off(each, discount_id=f"D{n}") for n, each in enumerate(percents)),
        covers=(
            Cover(
                payer_id="I",
                name="Insurer",
                claim_number="C-1",
                rules=(CoverRule(share=Percent(share)),),
            ),
        ),
    ),
    st.lists(
        st.tuples(
            st.sampled_from([FRAME.sku, LENS.sku, SPRAY.sku, REPAIR.sku]),
            st.integers(1, 5),
            st.none() | st.integers(1, 2),
        ),
        min_size=1,
        max_size=6,
    ),
    st.lists(st.integers(1, 100), max_size=2),
    st.integers(0, 100_000),
)


@given(WISHES)
def test_lines_sum_to_totals_and_payers_to_lines_to_the_minor_unit(wish):
    shop = Shop(FakePaymentUnit())
    bill = stocked(shop).bill(shop.session(Role.OPTICIAN, site_id=STORE_ID), wish)
    assert bill.net.minor + bill.tax.minor == bill.gross.minor
    assert bill.listed.minor - bill.discount.minor == bill.gross.minor
    assert sum(part.gross_minor for part in bill.rates) == bill.gross.minor
    paid = bill.patient_due.minor + sum(payer.minor for payer in bill.payers)
    assert paid == bill.gross.minor
    assert all(0 <= line.patient_minor <= line.gross_minor for line in bill.lines)
