"""Puts the till together: its desk, its services, and the thread of its card terminal."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.adapters.store.store_thread import StoreThread
from app.adapters.store.sync_log import StoreSyncLog
from app.bootstrap.card_terminal import CardTerminalAddress, TillTerminal, terminal_at
from app.bootstrap.edges import shop_clock
from app.services.auditing import Gate
from app.services.card_payments import CardPaymentService
from app.services.desk import Desk
from app.services.gift_cards import GiftCardService
from app.services.journal import JournalService
from app.services.paper_ports import ReceiptPrinting
from app.services.payment_ports import PaymentUnits
from app.services.payments import PaymentService
from app.services.ports import Clock
from app.services.sealing import Sealer
from app.services.stored_values import StoredValues
from app.services.till import TillService
from app.services.till_reports import TillReportService


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyParts:
    """What the till is made of; `card_terminal` is the address in the settings, if any."""

    store: StoreThread
    log: StoreSyncLog
    units: PaymentUnits
    gate: Gate
    clock: Clock
    card_terminal: str | None
    papers: ReceiptPrinting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """The till's services; `cards` is the thread on which its card terminal is waited for."""

    desk: Desk
    payments: PaymentService
    till: TillService
    till_reports: TillReportService
    journal: JournalService
    gift_cards: GiftCardService
    card_payments: CardPaymentService
    stored_values: StoredValues
    terminal: TillTerminal
    cards: ThreadPoolExecutor

    def on_card_thread(self, work: Callable[[], Any]) -> "Future[Any]":
        """Hand work to the card thread."""
        return self.cards.submit(work)

    def close(self) -> None:
        """Let nobody wait for the terminal; a payment under way is asked about next time."""
        self.terminal.close()
        self.cards.shutdown(wait=True, cancel_futures=True)


def money_of(parts: MoneyParts) -> Money:
    """Return the till's services.

    Raises:
        CardTerminalAddressIsInvalid: the settings name no terminal that there is.
    """
    address = CardTerminalAddress.parse(parts.card_terminal)
    terminal = terminal_at(address, currency=lambda: parts.log.identity().currency)

    def today() -> date:
        return shop_clock(parts.clock)().date()

    sealer = Sealer(clock=parts.clock, today=today, key=parts.log.key)
    desk = Desk(
        units=parts.units,
        gate=parts.gate,
        sealer=sealer,
        clock=parts.clock,
        papers=parts.papers,
    )
    values = StoredValues(clock=parts.clock, today=today)
    return Money(
        desk=desk,
        payments=PaymentService(desk=desk, stored_values=values),
        till=TillService(desk=desk),
        till_reports=TillReportService(desk=desk),
        journal=JournalService(desk=desk),
        gift_cards=GiftCardService(desk=desk, stored_values=values),
        card_payments=CardPaymentService(
            desk=desk,
            terminal=terminal,
            store=parts.store.call,
            typed=terminal.typed,
        ),
        stored_values=values,
        terminal=terminal,
        cards=ThreadPoolExecutor(max_workers=1, thread_name_prefix="cards"),
    )
