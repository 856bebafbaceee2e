"""What goes wrong at a till: money that is not there, not theirs, or given twice."""

from dataclasses import replace
from typing import Any

from app.domain.kernel.access import Role
from app.domain.kernel.money import Money
from app.domain.payments.cash import CashCount
from app.domain.payments.tender import CASH_DRAWER, Tender, TenderKey, TenderLine
from app.domain.payments.till import Counted
from app.services.till import MoveCash
from app.services.till_reports import CloseTill
from tests.bad_input.cases import BadInput
from tests.factories.orders import an_order
from tests.factories.payments import back, by, cash, euro
from tests.factories.till import TillShop


def take(shop: TillShop, *lines: TenderLine, **changes: Any) -> object:
    return shop.payments.take(shop.optician, shop.a_sale(*lines, **changes))


def deposit(shop: TillShop, minor: int) -> object:
    order = shop.an_order()
    return shop.payments.take(shop.optician, shop.a_deposit(order.order_id, cash(minor)))


def give_back_more(shop: TillShop) -> object:
    sale = shop.a_sale(cash(10_000))
    shop.payments.take(shop.optician, sale)
    refund = shop.a_refund(back(10_001), credit=10_001, payment_id=sale.command_id)
    return shop.payments.refund(shop.manager, refund)


def give_cash_for_a_card(shop: TillShop) -> object:
    card = TenderKey(tender=Tender.CARD, reference="A1")
    shop.payments.take(shop.optician, shop.a_sale(by(Tender.CARD, 10_000, "A1")))
    return shop.a_refund(back(5_000, card, CASH_DRAWER), credit=5_000)


def refund_alone(shop: TillShop) -> object:
    sale = shop.a_sale(cash(10_000))
    shop.payments.take(shop.optician, sale)
    refund = shop.a_refund(back(1_000), credit=1_000, payment_id=sale.command_id)
    return shop.payments.refund(shop.optician, refund)


def refund_without_a_reason(shop: TillShop) -> object:
    sale = shop.a_sale(cash(10_000))
    shop.payments.take(shop.optician, sale)
    refund = shop.a_refund(back(1_000), credit=1_000, payment_id=sale.command_id, reason=" ")
    return shop.payments.refund(shop.manager, refund)


def close(shop: TillShop, *, minor: int, reason: str, second: object = None) -> object:
    shop.reports.count(shop.optician, shop.command(), shop.counted(minor))
    command = CloseTill(command_id=shop.command(), reason=reason)
    return shop.reports.z_report(shop.optician, command, second=second)  # type: ignore[arg-type]


def approve_late(shop: TillShop) -> object:
    second = shop.session(Role.MANAGER)
    shop.later(hours=1)
    return close(shop, minor=5_000, reason="stolen", second=second)


def approve_oneself(shop: TillShop) -> object:
    twin = shop.session(Role.MANAGER, user_id=shop.optician.user_id)
    return close(shop, minor=5_000, reason="stolen", second=twin)


def count_francs(shop: TillShop) -> object:
    francs = Counted(cash=CashCount(currency="CHF", pieces={1_000: 1}), others={})
    return shop.reports.count(shop.optician, shop.command(), francs)


def send_again_with_more(shop: TillShop) -> object:
    sale = shop.a_sale(cash(10_000))
    shop.payments.take(shop.optician, sale)
    return shop.payments.take(shop.optician, replace(sale, lines=(cash(9_000),)))


def closed_yesterday(shop: TillShop) -> object:
    """Read, set the clock back a day, and go on: the open session keeps its day and numbers."""
    shop.reports.x_report(shop.optician, shop.command())
    shop.later(days=-1)
    return close(shop, minor=0, reason="")


MONEY: tuple[BadInput[TillShop], ...] = (
    BadInput(
        name="a sale at a closed till",
        do=lambda s: take(TillShop(), cash(10_000)),
        code="payments.till.closed",
        seen="The till is closed. Open it with its float first.",
    ),
    BadInput(
        name="opening an open till",
        do=lambda s: s.till.open(s.optician, s.command(), euro(1)),
        code="payments.till.already_open",
        seen="The till is open. Close it with a Z report first.",
    ),
    BadInput(
        name="a float below nothing",
        do=lambda s: (t := TillShop()).till.open(t.optician, t.command(), euro(-1)),
        code="payments.amount.not_positive",
        seen="Enter an amount above zero.",
    ),
    BadInput(
        name="a cent too little",
        do=lambda s: take(s, cash(9_999)),
        code="payments.payment.differs_from_total",
        seen="The tenders come to €99.99, and the receipt to €100.00. Correct one of them.",
    ),
    BadInput(
        name="a cent too much",
        do=lambda s: take(s, cash(10_001)),
        code="payments.payment.differs_from_total",
        seen="The tenders come to €100.01, and the receipt to €100.00. Correct one of them.",
    ),
    BadInput(
        name="less cash than it costs",
        do=lambda s: cash(10_000, handed_over=9_000),
        code="payments.cash.short",
        seen="€10.00 are missing.",
    ),
    BadInput(
        name="change for a card",
        do=lambda s: TenderLine(
            key=TenderKey(tender=Tender.CARD, reference="A1"),
            amount=euro(100),
            handed_over=euro(200),
        ),
        code="payments.tender.no_change",
        seen="Only cash gives change. Enter the exact amount.",
    ),
    BadInput(
        name="a transfer without its reference",
        do=lambda s: by(Tender.TRANSFER, 100, " "),
        code="payments.tender.reference_missing",
        seen="Enter the number of the card, voucher or claim.",
    ),
    BadInput(
        name="a voucher number of a hundred signs",
        do=lambda s: by(Tender.VOUCHER, 100, "9" * 100),
        code="payments.tender.reference_malformed",
        seen="This number is longer than 64 signs, or cannot be printed.",
    ),
    BadInput(
        name="ten million euros",
        do=lambda s: cash(1_000_000_000),
        code="payments.amount.too_large",
        seen="No amount is larger than €9,999,999.99. Enter it again.",
    ),
    BadInput(
        name="no money at all",
        do=lambda s: cash(0),
        code="payments.amount.not_positive",
        seen="Enter an amount above zero.",
    ),
    BadInput(
        name="the same voucher twice",
        do=lambda s: take(s, by(Tender.VOUCHER, 5_000, "V1"), by(Tender.VOUCHER, 5_000, "V1")),
        code="payments.tender.twice",
        seen="The same card, voucher or cash stands there twice. Put it into one line.",
    ),
    BadInput(
        name="francs in a drawer of euros",
        do=lambda s: take(
            s, TenderLine(key=CASH_DRAWER, amount=Money(10_000, "CHF")), rounding=Money(0, "CHF")
        ),
        code="money.currencies_differ",
        seen="EUR and CHF cannot be added.",
    ),
    BadInput(
        name="a deposit above what is due",
        do=lambda s: deposit(s, 10_000_000),
        code="payments.payment.exceeds_due",
        seen="€99,313.00 more than is owed. Owed: €687.00.",
    ),
    BadInput(
        name="a deposit on an order of nowhere",
        do=lambda s: s.payments.take(s.optician, s.a_deposit(an_order().order_id, cash(1))),
        code="orders.order.not_found",
        seen="No order is here. Scan it again, or search for the patient.",
    ),
    BadInput(
        name="a refund above the payment",
        do=give_back_more,
        code="payments.refund.exceeds_paid",
        seen="No more than €100.00 may go back this way.",
    ),
    BadInput(
        name="cash back for a card",
        do=give_cash_for_a_card,
        code="payments.refund.route_closed",
        seen="What was paid this way cannot go back that way. Choose the way it came, "
        "or a store credit.",
    ),
    BadInput(
        name="a refund without a manager",
        do=refund_alone,
        code="access.denied",
        seen="You may not do this here. Ask a manager to sign in.",
    ),
    BadInput(
        name="a refund without a reason",
        do=refund_without_a_reason,
        code="access.reason_missing",
        seen="Write down why, then try again.",
    ),
    BadInput(
        name="a payment sent again with another amount",
        do=send_again_with_more,
        code="payments.command.reused",
        seen="This form was already saved with other content. Open a new one.",
    ),
    BadInput(
        name="cash taken out without a reason",
        do=lambda s: s.till.pay_out(
            s.optician, MoveCash(command_id=s.command(), amount=euro(100), reason="")
        ),
        code="access.reason_missing",
        seen="Write down why, then try again.",
    ),
    BadInput(
        name="a reason of ten thousand signs",
        do=lambda s: s.till.pay_out(
            s.optician, MoveCash(command_id=s.command(), amount=euro(100), reason="x" * 10_000)
        ),
        code="kernel.text.too_long",
        seen="The reason is too long. Use at most 2000 signs.",
    ),
    BadInput(
        name="the drawer opened by an optician alone",
        do=lambda s: s.till.open_drawer(s.optician, s.command(), reason="change"),
        code="access.denied",
        seen="You may not do this here. Ask a manager to sign in.",
    ),
    BadInput(
        name="closing without a count",
        do=lambda s: s.reports.z_report(s.optician, CloseTill(command_id=s.command())),
        code="payments.till.count_missing",
        seen="Count the drawer first; money has moved since the last count.",
    ),
    BadInput(
        name="money missing and no reason",
        do=lambda s: close(s, minor=5_000, reason=""),
        code="payments.variance.reason_missing",
        seen="The till is off by €150.00. Write down why.",
    ),
    BadInput(
        name="money missing and nobody beside",
        do=lambda s: close(s, minor=5_000, reason="stolen"),
        code="payments.second_person.missing",
        seen="A manager has to enter a PIN for this.",
    ),
    BadInput(
        name="money missing and one's own second PIN",
        do=approve_oneself,
        code="payments.second_person.same",
        seen="Another person has to enter a PIN for this.",
    ),
    BadInput(
        name="a second PIN of an hour ago",
        do=approve_late,
        code="payments.second_person.stale",
        seen="The PIN was entered more than 60 seconds ago. Enter it again.",
    ),
    BadInput(
        name="francs counted in a drawer of euros",
        do=count_francs,
        code="money.currencies_differ",
        seen="EUR and CHF cannot be added.",
    ),
    BadInput(
        name="a coin nobody mints",
        do=lambda s: CashCount(currency="EUR", pieces={3: 1}),
        code="payments.cash.denomination_unknown",
        seen="There is no coin or note of €0.03.",
    ),
    BadInput(
        name="less than no coins",
        do=lambda s: CashCount(currency="EUR", pieces={100: -1}),
        code="payments.cash.pieces_negative",
        seen="Count how many pieces of €1.00 there are.",
    ),
    BadInput(
        name="a copy of a receipt that is not there",
        do=lambda s: s.journal.reprint(s.optician, s.command(), number=99, reason="lost"),
        code="payments.journal.entry_not_found",
        seen="The journal has no entry 99.",
    ),
    BadInput(
        name="a copy of the opening",
        do=lambda s: s.journal.reprint(s.optician, s.command(), number=1, reason="lost"),
        code="payments.journal.no_receipt",
        seen="Entry 1 is no receipt, so there is nothing to print again.",
    ),
    BadInput(
        name="a copy without a reason",
        do=lambda s: (
            take(s, cash(10_000)),
            s.journal.reprint(s.optician, s.command(), number=2, reason=""),
        ),
        code="access.reason_missing",
        seen="Write down why, then try again.",
    ),
    BadInput(
        name="a clock set back a day between X and Z, and money missing",
        do=closed_yesterday,
        code="payments.variance.reason_missing",
        seen="The till is off by €200.00. Write down why.",
    ),
)
