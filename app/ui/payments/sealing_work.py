"""What seals a payment: the one command that fits what the checkout is about."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from app.domain.kernel.money import Money
from app.domain.payments.errors import StoredValueNotFound
from app.domain.payments.ids import StoredValueId
from app.domain.payments.journal import JournalEntry
from app.messages import formats
from app.messages.catalogue import tr
from app.services.changes import Changes
from app.services.checkout import PayOrder, SellGoods
from app.services.gift_cards import ChargeGiftCard
from app.services.session import Session
from app.ui.desktop import Desk
from app.ui.payments.basket import CounterBasket
from app.ui.payments.card_conversation import CardConversation
from app.ui.payments.subjects import GiftCardSubject, GoodsSubject, OrderSubject, Subject
from app.ui.payments.tender_sheet import TenderSheet

Sealed = tuple[JournalEntry, Changes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was given, whether its receipt is printed, and whose PIN allowed it."""

    sheet: TenderSheet
    wants_paper: bool
    second: Session | None = None


def not_yet(cards: CardConversation, sheet: TenderSheet) -> str:
    """Return why a payment cannot be finished as it stands, or nothing."""
    if cards.is_running:
        return tr("The card terminal is still at work.")
    if cards.is_unknown:
        return tr("Ask the terminal first how the card payment ended.")
    if not sheet.settlement.is_complete:
        return tr("{missing} are missing.", missing=formats.money(sheet.missing))
    return ""


def priced(desk: Desk, basket: CounterBasket) -> Callable[[], GoodsSubject]:
    """Return what prices the goods on the counter; it runs on the store thread."""
    services, session = desk.services, desk.session
    return lambda: GoodsSubject(
        basket=basket,
        cash_step=services.checkout.cash_step(session),
        bill=services.pricing.bill(session, basket.wish),
    )


def gift_card(desk: Desk, number: str, amount: Money) -> Callable[[], GiftCardSubject]:
    """Return what looks whether a gift card is new; it runs on the store thread."""
    services, session = desk.services, desk.session
    command_id = services.new_command_id()

    def look() -> GiftCardSubject:
        step = services.checkout.cash_step(session)
        try:
            known = services.gift_cards.find(session, number)
        except StoredValueNotFound:
            known = None
        return GiftCardSubject(
            command_id=command_id,
            stored_value_id=(StoredValueId(command_id) if known is None else known.stored_value_id),
            number=number,
            amount=amount,
            cash_step=step,
            is_new=known is None,
        )

    return look


def sealing(desk: Desk, subject: Subject, given: Given) -> Callable[[], Sealed]:
    """Return what seals a subject; it runs on the store thread."""
    services, session, sheet = desk.services, desk.session, given.sheet
    rounding, wants_paper = sheet.settlement.rounding, given.wants_paper
    match subject:
        case OrderSubject(command_id=command_id, tab=tab):
            pay = PayOrder(
                command_id=command_id,
                order_id=tab.order.order_id,
                amount=sheet.amount,
                lines=sheet.tender_lines,
                cards=sheet.cards,
                rounding=rounding,
                wants_paper=wants_paper,
            )
            return lambda: services.checkout.pay(session, pay)
        case GoodsSubject(basket=basket):
            sell = SellGoods(
                command_id=basket.command_id,
                wish=basket.wish,
                seen_due=sheet.amount,
                lines=sheet.tender_lines,
                cards=sheet.cards,
                rounding=rounding,
                wants_paper=wants_paper,
            )
            return lambda: services.checkout.sell(session, sell, second=given.second)
        case GiftCardSubject():
            charge = ChargeGiftCard(
                command_id=subject.command_id,
                stored_value_id=subject.stored_value_id,
                number=subject.number,
                expires_on=subject.expires_on,
                lines=sheet.tender_lines,
                cards=sheet.cards,
                rounding=rounding,
                wants_paper=wants_paper,
            )
            cards = services.gift_cards
            issue = cards.issue if subject.is_new else cards.top_up
            return lambda: issue(session, charge)
        case _:
            assert_never(subject)
