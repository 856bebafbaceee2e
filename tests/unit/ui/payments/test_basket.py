"""Goods on the counter and the sheet of tenders: pure, and checked with every change."""

from uuid import UUID

import pytest

from app.domain.kernel.ids import CommandId
from app.domain.kernel.percent import Percent, PercentIsMalformed
from app.domain.payments.errors import PaymentExceedsDue
from app.domain.payments.ids import AttemptId
from app.domain.payments.tender import Tender
from app.domain.pricing import AmountOff, ManualDiscount, PercentOff
from app.ui.payments.amount_off import amount_off
from app.ui.payments.basket import CounterBasket
from app.ui.payments.tender_sheet import SheetLine, TenderSheet
from tests.factories import a_frame
from tests.factories.payments import CASHIER, by, euro

HALDEN, NORDLYS = a_frame(), a_frame(sku="NOR-1", gtin="2000005567525")


@pytest.fixture
def basket():
    return CounterBasket(command_id=CommandId(UUID(int=1)))


def off(line_id=None):
    return ManualDiscount(
        discount_id=f"D-{line_id}",
        benefit=PercentOff(percent=Percent(10_000)),
        reason="A scratch",
        given_by=CASHIER,
        line_id=line_id,
    )


def pieces(basket):
    return [(line.sku, line.quantity) for line in basket.lines]


def test_the_same_article_again_is_one_piece_more(basket):
    full = basket.with_good(HALDEN).with_good(NORDLYS).with_good(HALDEN)
    assert pieces(full) == [(HALDEN.sku, 2), ("NOR-1", 1)]


def test_the_last_piece_takes_the_line_and_what_was_off_it(basket):
    full = basket.with_good(HALDEN).with_good(NORDLYS)
    first, second = (line.line_id for line in full.lines)
    less = full.with_discount(off(first)).with_discount(off()).with_pieces(first, -1)
    assert pieces(less) == [("NOR-1", 1)]
    assert [each.line_id for each in less.discounts] == [None]
    assert less.without(second).lines == ()


def test_a_line_that_comes_back_is_another_line(basket):
    full = basket.with_good(HALDEN)
    again = full.without(full.lines[0].line_id).with_good(HALDEN)
    assert again.lines[0].line_id != full.lines[0].line_id


def test_a_second_discount_on_the_same_place_stands_instead(basket):
    full = basket.with_good(HALDEN).with_discount(off()).with_discount(off())
    assert len(full.discounts) == 1
    assert full.without_discounts().discounts == ()


def test_codes_are_as_they_are_printed(basket):
    assert basket.with_code(" spring-26 ").wish.codes == {"SPRING-26"}
    assert basket.with_code("A").without_codes().codes == frozenset()


def test_the_sale_may_price_its_own_codes_again(basket):
    assert basket.wish.owner == basket.command_id


@pytest.mark.parametrize(
    ("text", "benefit"),
    [
        ("10 %", PercentOff(percent=Percent(10_000))),
        ("12,5%", PercentOff(percent=Percent(12_500))),
        ("5", AmountOff(minor=5_00)),
        ("5,50", AmountOff(minor=5_50)),
    ],
)
def test_what_is_taken_off_is_a_share_or_an_amount(text, benefit):
    assert amount_off(text, "EUR") == benefit


def test_junk_takes_nothing_off():
    with pytest.raises(PercentIsMalformed):
        amount_off("ten %", "EUR")


def a_line(minor, tender=Tender.TRANSFER, attempt=None):
    return SheetLine(line=by(tender, minor), number="R-1", attempt=attempt)


def test_tenders_above_the_amount_do_not_get_onto_the_sheet():
    sheet = TenderSheet(amount=euro(100_00)).with_line(a_line(60_00))
    with pytest.raises(PaymentExceedsDue):
        sheet.with_line(a_line(40_01, Tender.VOUCHER))
    with pytest.raises(PaymentExceedsDue):
        sheet.paying(euro(50_00))


def test_a_charged_card_stays_and_anything_else_may_go():
    card = a_line(60_00, Tender.CARD, AttemptId(UUID(int=7)))
    transfer = a_line(10_00)
    sheet = TenderSheet(amount=euro(100_00)).with_line(card).with_line(transfer)
    assert sheet.without(card) == sheet
    assert sheet.without(transfer).lines == (card,)


def test_the_till_hears_of_a_card_from_the_terminal_alone():
    card = a_line(60_00, Tender.CARD, AttemptId(UUID(int=7)))
    sheet = TenderSheet(amount=euro(100_00)).with_line(card).with_cash(euro(50_00))
    assert sheet.cards == (AttemptId(UUID(int=7)),)
    assert [line.key.tender for line in sheet.tender_lines] == [Tender.CASH]
    assert sheet.settlement.change == euro(10_00)
