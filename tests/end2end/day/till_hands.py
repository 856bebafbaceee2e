"""Hands on the keyboard at the checkout (F5) and at the till (F9)."""

from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.scan_bursts import SAME_CODE_PAUSE_MS
from app.ui.driver import CounterDriver
from app.ui.payments.till_view import CLOSED, COUNTED, OPEN, SEALED
from tests.end2end.day.book import Line

KEY = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
BANK_NOTE = 50_00
# How a drawer of euros is counted, the largest first, as the screen asks for it.
EUROS = (50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1)


def typed(minor: int) -> str:
    return f"{minor // 100}.{minor % 100:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purse:
    """How a customer pays: so much by card and from a gift card, the rest in notes."""

    cash: int = 0
    card: int = 0
    gift_card: int = 0
    number: str = ""

    @property
    def tenders(self) -> dict[str, int]:
        """Return what the book writes down."""
        given = {"cash": self.cash, "card": self.card, "gift_card": self.gift_card}
        return {tender: amount for tender, amount in given.items() if amount}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckoutHands:
    """Types and scans at the checkout as an optician does."""

    driver: CounterDriver
    scanned: list[str] = field(default_factory=list)

    @property
    def view(self):
        return self.driver.place.checkout

    def lays_out(self, lines: tuple[Line, ...]) -> None:
        """Scan what has a barcode, type the number of what has none."""
        self._go()
        model = self.view.model
        for place, line in enumerate(lines, start=1):
            if line.label.gtin:
                self._lets_scanner_rest(line.label.gtin)
                self.driver.scan_code(line.label.gtin)
            else:
                self._chooses(line.label.sku)
            self.driver.wait_until(partial(self._has_lines, place), f"{line.label.sku} lies there")
            assert not model.problem, model.problem
        self.driver.settle()

    def takes_off_ten_percent(self, due: int) -> None:
        """Press Ctrl+D, and say how much and why."""
        self.driver.key(KEY.Key_D, CTRL)
        self.driver.type("10 %")
        self.driver.key(KEY.Key_Return)
        self.driver.type("scratched")
        self.driver.key(KEY.Key_Return)
        self.driver.wait_until(
            lambda: self.view.model.subject.due.minor == due, f"{due} is to be paid"
        )

    def opens_order(self, number: str) -> None:
        self._go()
        self._chooses(number)
        model = self.view.model
        self.driver.wait_until(lambda: model.problem or model.subject, f"{number} is open")
        assert not model.problem, model.problem
        self.driver.settle()

    def pays_part(self, minor: int) -> None:
        """Say how much of an order is paid now."""
        part = self.view.payment.part
        part.setFocus()
        part.selectAll()
        self.driver.type(typed(minor))
        self.driver.key(KEY.Key_Return)
        sheet = self.view.model.paying
        self.driver.wait_until(lambda: sheet.sheet.amount.minor == minor, "the part is taken over")

    def opens_gift_card(self, number: str, minor: int) -> None:
        """Sell a gift card: its number, and what goes onto it."""
        self._go()
        self.driver.key(KEY.Key_G, ALT)
        self.driver.type(number)
        self.driver.key(KEY.Key_Return)
        self.driver.type(typed(minor))
        self.driver.key(KEY.Key_Return)
        model = self.view.model
        self.driver.wait_until(lambda: model.problem or model.subject, "the card is to be paid")
        assert not model.problem, model.problem

    def pays(self, purse: Purse, *, is_printed: bool = True) -> str:
        """Pay with gift card, card and notes, in this order; return the number of the receipt."""
        if self.view.payment.paper.isChecked() is not is_printed:
            self.view.payment.paper.setFocus()
            self.driver.key(KEY.Key_Space)
        if purse.gift_card:
            self._gives_gift_card(purse)
        if purse.card:
            self.charges(purse.card)
        if purse.cash:
            self._gives_notes(purse.cash)
        else:
            self.driver.key(KEY.Key_F12)
        return self._finished()

    def charges(self, minor: int) -> str:
        """Charge a card and return what the screen says of it once the terminal has answered."""
        self.driver.key(KEY.Key_2, ALT)
        self.view.payment.form.amount.selectAll()
        self.driver.type(typed(minor))
        self.driver.key(KEY.Key_Return)
        cards = self.view.model.paying.cards
        self.driver.wait_until(
            lambda: cards.attempt and not cards.is_running and cards.words, "the terminal answered"
        )
        self.driver.settle()
        return str(cards.words)

    def _has_lines(self, lines: int) -> bool:
        model = self.view.model
        bill = model.subject.bill if model.subject else None
        return bool(model.problem) or (bill is not None and len(bill.lines) == lines)

    def _gives_gift_card(self, purse: Purse) -> None:
        form, paying = self.view.payment.form, self.view.model.paying
        self.driver.key(KEY.Key_3, ALT)
        self.driver.type(purse.number)
        self.driver.key(KEY.Key_Return)
        self.driver.wait_until(lambda: paying.problem or paying.stored, "the card was looked up")
        assert not paying.problem, paying.problem
        form.amount.selectAll()
        self.driver.type(typed(purse.gift_card))
        self.driver.key(KEY.Key_Return)
        self.driver.wait_until(lambda: paying.sheet.lines, "the gift card pays")

    def _gives_notes(self, minor: int) -> None:
        notes = -(-minor // BANK_NOTE) * BANK_NOTE
        self.driver.key(KEY.Key_1, ALT)
        self.driver.type(typed(notes))
        self.driver.key(KEY.Key_Return)

    def _finished(self) -> str:
        model = self.view.model
        self.driver.wait_until(
            lambda: (model.done and not model.is_saving) or model.problem, "the payment is sealed"
        )
        assert not model.problem, model.problem
        self.driver.settle()
        return str(model.done.reference)

    def _go(self) -> None:
        self.driver.key(KEY.Key_F5)
        self.driver.settle()
        self.view.model.clear()
        self.view.model.done = None
        self.view.focus_start()

    def _lets_scanner_rest(self, code: str) -> None:
        """Wait as long as a hand needs to fetch the same article again."""
        if self.scanned and self.scanned[-1] == code:
            QTest.qWait(SAME_CODE_PAUSE_MS)
        self.scanned.append(code)

    def _chooses(self, text: str) -> None:
        entry = self.view.entry
        entry.setFocus()
        self.driver.type(text)
        self.driver.wait_until(lambda: entry.is_offering, f"{text} is offered")
        self.driver.key(KEY.Key_Return)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawerHands:
    """Opens, counts and closes the till by its keys."""

    driver: CounterDriver

    @property
    def view(self):
        return self.driver.place.till

    def opens(self, float_: int) -> None:
        self._go()
        self.driver.wait_until(lambda: self.view.shown_page == CLOSED, "the till is closed")
        self.driver.type(typed(float_))
        self.driver.key(KEY.Key_Return)
        self.driver.wait_until(lambda: self.view.shown_page == OPEN, "the till is open")

    def moves_cash(self, key: Qt.Key, minor: int, reason: str) -> None:
        """Press Alt+I for cash that comes in and Alt+U for cash that goes out."""
        self._go()
        self.driver.key(key, ALT)
        self.driver.type(typed(minor))
        self.driver.key(KEY.Key_Return)
        self.driver.type(reason)
        self.driver.key(KEY.Key_Return)
        self.driver.wait_until(lambda: self.view.shown_page == OPEN, "it is sealed")

    def counts(self, minor: int) -> None:
        """Count a drawer that holds so much, the largest note first, without seeing a sum."""
        self._go()
        self.driver.key(KEY.Key_M, CTRL)
        for coin in EUROS:
            pieces, minor = divmod(minor, coin)
            if pieces:
                self.driver.type(str(pieces))
            self.driver.key(KEY.Key_Return)
        self.driver.key(KEY.Key_F12)
        self.driver.wait_until(lambda: self.view.shown_page == COUNTED, "the count is sealed")

    def closes(self) -> None:
        self.driver.key(KEY.Key_F12)
        self.driver.wait_until(lambda: self.view.shown_page == SEALED, "the Z is sealed")

    def _go(self) -> None:
        self.driver.key(KEY.Key_F9)
        self.driver.wait_until(lambda: self.view.model.state is not None, "the till was asked")
        self.driver.settle()
