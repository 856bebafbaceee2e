"""An order carries the bill it was agreed at, and no lens is made from doubtful numbers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.catalog import ContactLensChoice
from app.domain.inventory import StockReserved
from app.domain.kernel.money import Money
from app.domain.kernel.percent import Percent
from app.domain.optics.doubts import Confirmation, Doubt, DoubtIsUnconfirmed
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.orders import (
    CommandWasUsedForAnotherOrder,
    OrderCannotDoThat,
    OrderCreated,
    OrderStatus,
    OwnFrame,
    SpectaclesAreIncomplete,
)
from app.domain.orders.errors import ParkedFormIsTooLong, ParkedOrderNotFound, QuoteHasExpired
from app.domain.orders.events import OrderConfirmed
from app.domain.orders.parked import FORM_SIGNS_MAX
from app.domain.pricing import Cover, ManualDiscount, PercentOff
from app.domain.pricing.discount_limits import DiscountNeedsSecondPin
from app.domain.pricing.payers import ClaimNumberIsMissing, CoverRule
from app.domain.pricing.promotions import Conditions, Promotion
from app.services.changes import NO_CHANGES
from app.services.order_again import wish_of
from app.services.order_life.parking import ParkOrder, ResumeOrder
from app.services.order_life.quotes import ConfirmQuote
from app.services.order_wish import ContactLensWish, GoodsWish, line_id_of
from app.services.pricing import VoucherWasUsed
from tests.factories.catalogue import a_frame, a_lens
from tests.factories.moments import NOW, PROMISED_ON
from tests.factories.order_shop import COATING, REPAIR, SPRAY

OWN = OwnFrame(
    make="Old friend",
    model="M1",
    size="50-20",
    a_mm=Millimetres(50_00),
    b_mm=Millimetres(34_00),
    dbl_mm=Millimetres(20_00),
)


def test_the_bill_prices_every_line_and_the_order_costs_what_it_says(shop):
    order = shop.sold(extras=(COATING.sku,), goods=(GoodsWish(sku=SPRAY.sku, quantity=2),))
    bill = order.draft.bill
    listed = a_frame().price.minor + 2 * a_lens().price.minor + 2 * 39_00 + 2 * 8_90
    assert order.total == bill.gross == Money(listed, "EUR")
    assert [str(item.item_id) for item in order.draft.items] == [x.line_id for x in bill.lines]
    assert [each.name for each in order.draft.extras] == [COATING.name]


def test_what_lies_on_the_shelf_is_put_aside_and_nothing_else(shop):
    shop.sold(extras=(COATING.sku,), goods=(GoodsWish(sku=SPRAY.sku, quantity=2),))
    assert (shop.reserved(a_frame().sku), shop.reserved(SPRAY.sku)) == (1, 2)
    assert shop.reserved(a_lens().sku) == shop.reserved(COATING.sku) == 0


def test_the_patients_own_frame_is_on_no_bill_and_in_no_stock(shop):
    order = shop.sold(frame_sku="", own_frame=OWN)
    assert order.draft.frame.is_own
    assert order.total.minor == 2 * a_lens().price.minor
    assert not any(isinstance(e, StockReserved) for e in shop.memory.outbox.events)


def test_a_discount_above_the_limit_needs_the_managers_pin(shop):
    wish = shop.wish()
    discount = ManualDiscount(
        discount_id="d1",
        benefit=PercentOff(percent=Percent.parse("25")),
        reason="regular",
        given_by=shop.optician.user_id,
        line_id=line_id_of(wish.command_id, "frame"),
    )
    wish = replace(wish, discounts=(discount,))
    with pytest.raises(DiscountNeedsSecondPin):
        shop.life.orders.create(shop.optician, wish)
    order, _ = shop.life.orders.create(shop.optician, wish, second=shop.manager)
    assert order.draft.bill.discount.minor == round(a_frame().price.minor / 4)


def test_an_insurers_share_is_on_the_bill_and_needs_its_claim_number(shop):
    cover = Cover(
        payer_id="ins",
        name="Health fund",
        rules=(CoverRule(total_max_minor=100_00),),
        claim_number="",
    )
    with pytest.raises(ClaimNumberIsMissing):
        shop.sold(covers=(cover,))
    order = shop.sold(covers=(replace(cover, claim_number="C-1"),))
    assert order.draft.bill.patient_due.minor == order.total.minor - 100_00


def test_a_doubt_stops_the_order_until_somebody_puts_a_name_to_it(shop):
    doubt = Doubt(code="optics.doubt.changed", eye="right", facts=(("field", "axis"),))
    wish = shop.wish(doubts=(doubt,))
    with pytest.raises(DoubtIsUnconfirmed):
        shop.life.orders.create(shop.optician, wish)
    assert not shop.memory.orders.kept
    said = Confirmation(doubt=doubt, confirmed_by=shop.optician.user_id, confirmed_at=NOW)
    order, _ = shop.life.orders.create(shop.optician, replace(wish, confirmations=(said,)))
    assert order.draft.confirmations == (said,)


def test_the_orders_own_numbers_are_doubted_even_if_the_form_says_nothing(shop):
    right = replace(shop.prescription.right, sphere=Dioptres(4_000), add=Dioptres(2_000))
    left = replace(shop.prescription.left, sphere=Dioptres(-4_000), add=Dioptres(2_000))
    odd = replace(shop.prescription, prescription_id=shop.ids(), right=right, left=left)
    shop.memory.patients.add_prescription(odd)
    with pytest.raises(DoubtIsUnconfirmed):
        shop.sold(prescription_id=odd.prescription_id)


def test_a_repair_and_contact_lenses_are_orders_without_spectacles(shop):
    choice = ContactLensChoice(
        eye="right",
        base_curve_mm=Millimetres(8_60),
        diameter_mm=Millimetres(14_20),
        sphere=Dioptres(-2_500),
    )
    wish = shop.other_goods(
        goods=(GoodsWish(sku=REPAIR.sku, quantity=1, unit_price=Money(25_00, "EUR")),),
        contact_lenses=(ContactLensWish(sku=SPRAY.sku, choice=choice, packs=3),),
    )
    order, _ = shop.life.orders.create(shop.optician, wish)
    assert order.draft.lens is order.draft.frame is order.draft.prescription is None
    assert order.total.minor == 25_00 + 3 * 8_90
    assert order.draft.contact_lenses[0].choice == choice


def test_a_lens_without_a_frame_is_no_order(shop):
    with pytest.raises(SpectaclesAreIncomplete):
        shop.sold(frame_sku="")


def test_the_same_again_is_the_wish_it_was_made_from(shop):
    wish = shop.wish(extras=(COATING.sku,), goods=(GoodsWish(sku=SPRAY.sku, quantity=2),))
    order, _ = shop.life.orders.create(shop.optician, wish)
    assert wish_of(order, wish.command_id) == wish


def test_a_quote_keeps_its_price_and_becomes_one_order(shop):
    quote, _ = shop.life.quotes.quote(shop.optician, shop.wish(), valid_days=14)
    assert (quote.status, quote.number.series) == (OrderStatus.QUOTE, "Q")
    assert shop.reserved(a_frame().sku) == 0
    shop.memory.catalogue.save_frame(a_frame(price=Money(999_00, "EUR")))
    confirm = ConfirmQuote(
        command_id=shop.command(), order_id=quote.order_id, promised_on=PROMISED_ON
    )
    order, _ = shop.life.quotes.confirm(shop.optician, confirm)
    again, changes = shop.life.quotes.confirm(shop.optician, confirm)
    assert (order.status, order.number.series) == (OrderStatus.CONFIRMED, "O")
    assert (order.total, order.quote.number) == (quote.total, str(quote.number))
    assert (again, changes) == (order, NO_CHANGES)
    assert shop.reserved(a_frame().sku) == 1
    kinds = [type(each) for each in shop.memory.outbox.events]
    assert kinds == [OrderCreated, OrderConfirmed, StockReserved]
    with pytest.raises(OrderCannotDoThat):
        shop.life.quotes.confirm(shop.optician, replace(confirm, command_id=shop.command()))


def test_after_its_last_day_a_quote_is_no_longer_taken(shop):
    quote, _ = shop.life.quotes.quote(shop.optician, shop.wish(), valid_days=3)
    confirm = ConfirmQuote(
        command_id=shop.command(),
        order_id=quote.order_id,
        promised_on=PROMISED_ON + timedelta(days=9),
    )
    shop.clock.now = NOW + timedelta(days=3)
    last_day = replace(confirm, command_id=shop.command())
    shop.clock.now = NOW + timedelta(days=4)
    with pytest.raises(QuoteHasExpired):
        shop.life.quotes.confirm(shop.optician, confirm)
    shop.clock.now = NOW + timedelta(days=3)
    order, _ = shop.life.quotes.confirm(shop.optician, last_day)
    assert order.status is OrderStatus.CONFIRMED


def test_a_quote_made_twice_with_other_content_is_refused(shop):
    wish = shop.wish()
    shop.life.quotes.quote(shop.optician, wish)
    with pytest.raises(CommandWasUsedForAnotherOrder):
        shop.life.quotes.quote(shop.optician, replace(wish, note="other"))


def test_what_one_colleague_parks_another_takes_up_once(shop):
    park = ParkOrder(
        command_id=shop.command(),
        parked_id=shop.ids(),
        patient_id=shop.patient.patient_id,
        title="Progressives",
        form='{"step": 2}',
    )
    shop.life.parking.park(shop.optician, park)
    [waiting] = shop.life.parking.parked(shop.manager)
    assert (waiting.form, waiting.by) == (park.form, shop.optician.user_id)
    resume = ResumeOrder(command_id=shop.command(), parked_id=park.parked_id)
    taken, _ = shop.life.parking.resume(shop.manager, resume)
    again, changes = shop.life.parking.resume(shop.manager, resume)
    assert (again, changes) == (taken, NO_CHANGES)
    assert shop.life.parking.parked(shop.optician) == ()
    with pytest.raises(ParkedOrderNotFound):
        shop.life.parking.resume(shop.optician, replace(resume, command_id=shop.command()))
    shop.life.parking.park(shop.manager, replace(park, command_id=shop.command(), form="{}"))
    assert [each.form for each in shop.life.parking.parked(shop.optician)] == ["{}"]


def test_a_form_of_endless_length_is_not_parked(shop):
    with pytest.raises(ParkedFormIsTooLong):
        shop.life.parking.park(
            shop.optician,
            ParkOrder(
                command_id=shop.command(),
                parked_id=shop.ids(),
                patient_id=None,
                title="",
                form="x" * (FORM_SIGNS_MAX + 1),
            ),
        )


def test_a_code_that_works_once_is_used_up_apart_from_the_order(shop):
    once = Promotion(
        promotion_id="welcome",
        name="Welcome",
        benefit=PercentOff(percent=Percent.parse("10")),
        currency="EUR",
        is_exclusive=False,
        is_once_per_order=False,
        conditions=Conditions(code="HELLO", is_code_used_once=True),
    )
    shop.memory.pricing.save_promotion(once, version=1)
    order = shop.sold(codes=frozenset({"HELLO"}))
    assert order.draft.bill.discount.minor > 0
    groups = {fact.command_id for fact in shop.memory.outbox.facts}
    assert len(groups) == 2
    with pytest.raises(VoucherWasUsed):
        shop.sold(codes=frozenset({"HELLO"}))
