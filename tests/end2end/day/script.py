"""What happens that day, in order; chance deals the baskets, from one seed."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from random import Random

from app.adapters.payments.simulator import Fault
from app.adapters.security.signature_check import is_signed
from app.bootstrap.edges import wall_clock
from app.domain.optics.prescription import AsWorn, EyeMeasurements
from app.domain.orders import (
    EdgingParameters,
    Order,
)
from app.domain.payments.verification import Verdict
from app.services.order_wish import CreateOrder, GoodsWish
from tests.end2end.day.book import Label, Line, cost_of
from tests.end2end.day.counter import HALF_PRICE, Agreed, Counter
from tests.end2end.day.shop import Shop
from tests.end2end.day.till_hands import Purse
from tests.end2end.people import RX, TRACE, Optician

SEED = 20261124
FLOAT = 200_00
ORDERS_SOLD = 4
GIFT_CARDS = {"GC-7001-4455": 50_00, "GC-7001-4463": 80_00}
# What goes over the counter in a basket; each article once a basket.
BASKET = (
    "CARE-ALL-360", "CARE-DROPS", "CARE-SPRAY", "CASE-HARD", "CLOTH", "CHAIN", "RR-150", "RR-200",
    "TRB-301-BRN", "REP-PADS", "SERV-EXAM",
)  # fmt: skip
PROMISED_IN = timedelta(days=5)


@dataclass(kw_only=True)
class Day:
    """The day's script: the acts of one shop between float and Z."""

    counter: Counter
    chance: Random = field(default_factory=lambda: Random(SEED))
    labels: dict[str, Label] = field(default_factory=dict)
    agreed: list[Agreed] = field(default_factory=list)
    made_again: tuple[Order, ...] = ()
    patients: int = 0
    receipt_before_the_cut: str = ""
    unfinished: str = ""
    lock_after_the_cut: str = ""
    number_after_the_cut: str = ""
    words_of_the_lost_line: str = ""
    dues: dict[str, int] = field(default_factory=dict)
    balances: dict[str, int] = field(default_factory=dict)
    verdict: Verdict | None = None

    @property
    def shop(self) -> Shop:
        return self.counter.shop

    @property
    def orders(self) -> tuple[Order, ...]:
        return (*(each.order for each in self.agreed), *self.made_again)

    def take_stock(self) -> None:
        """Read labels and shelves before the doors open."""
        self.labels = self.shop.labels()
        for sku, (on_hand, reserved) in self.shop.shelves().items():
            self.counter.book.on_hand[sku] = on_hand
            self.counter.book.reserved[sku] = reserved

    def basket(self) -> tuple[Line, ...]:
        """Deal one to three articles; a case is half price, one article alone may be cheaper."""
        skus = self.chance.sample(BASKET, self.chance.randint(1, 3))
        return tuple(self._line(sku, is_alone=len(skus) == 1) for sku in skus)

    def sell_goods(self, sales: int) -> None:
        """Sell over the counter: in turn for cash, by card, and half and half."""
        for turn in range(sales):
            lines = self.basket()
            whole = cost_of(lines)
            card = (0, whole, whole // 2)[turn % 3]
            purse = Purse(cash=whole - card, card=card)
            self.counter.sells(*lines, purse=purse, is_printed=turn % 5 != 4)

    def sell_and_spend_gift_cards(self) -> None:
        """Sell two gift cards, and spend one of them altogether and one in part."""
        (first, worth), (second, more) = GIFT_CARDS.items()
        self.counter.sells_gift_card(first, Purse(cash=worth))
        self.counter.sells_gift_card(second, Purse(card=more))
        exam, readers = Line(label=self.labels["SERV-EXAM"]), Line(label=self.labels["RR-250"])
        self.counter.sells(exam, purse=Purse(gift_card=exam.cost, number=first))
        rest = worth - exam.cost
        lines = (readers, Line(label=self.labels["CHAIN"]))
        split = Purse(gift_card=rest, number=first, cash=cost_of(lines) - rest)
        self.counter.sells(*lines, purse=split)
        self.counter.sells(exam, purse=Purse(gift_card=exam.cost, number=second))

    def lose_the_line_at_a_card_payment(self) -> None:
        """Lose the line once after the terminal has charged, and once before it heard anything."""
        lines = self.basket()
        self.counter.sells(*lines, purse=Purse(card=cost_of(lines)), fault=Fault.DROP_AFTER)
        self.words_of_the_lost_line, _ = self.counter.loses_the_line_before(self.basket())

    def lose_power_after_a_sale(self) -> None:
        """Kill the program right after a sale, and go on in its next life."""
        line = Line(label=self.labels["CARE-SPRAY"])
        label = line.label
        self.shop.switch_off()
        said = self.shop.cut_power("sale", label.sku, label.kind, str(label.price), label.gtin)
        self.receipt_before_the_cut = said["receipt"]
        self.counter.book.sells((line,), {"cash": line.cost})
        self.shop.switch_on()
        self.shop.sign_in()

    def lose_power_with_an_unsaved_form(self) -> None:
        """Kill the program over a half-typed order, and finish it in the next life."""
        self.shop.switch_off()
        self.unfinished = self.shop.cut_power("form", "P-LIN-00050", RX, "Haldensund")["title"]
        self.shop.switch_on()
        driver, lock = self.shop.driver, self.shop.window.lock_view
        driver.wait_until(lambda: lock.unfinished, "the lock tells of unfinished work")
        self.lock_after_the_cut = lock.unfinished
        self.shop.sign_in()
        entry = driver.place.entry
        driver.wait_until(lambda: entry.form and entry.form.frame, "the form is back")
        driver.settle()
        driver.load_trace(str(TRACE))
        driver.choose_lens("single")
        driver.settle()
        frame, lens = entry.form.frame.frame.sku, entry.form.lens.sku
        driver.confirm_doubts()
        self.number_after_the_cut = driver.create_order()
        lines = (Line(label=self.labels[frame]), Line(label=self.labels[lens], pieces=2))
        assert entry.order is not None
        self._agrees(entry.order, lines)

    def take_orders(self, orders: int) -> None:
        """Take orders: spectacles, and now and then goods that somebody fetches later."""
        for turn in range(orders):
            if turn % 3 == 2:
                self._order_goods()
            else:
                self._order_spectacles()

    def live_with_orders(self) -> None:
        """Deposits, balances, collections, an exchange, a remake, and money that goes back."""
        first, second, third, fourth, fifth = self.agreed[:5]
        number = list(GIFT_CARDS)[1]
        mixed = Purse(cash=10_00, gift_card=5_00, number=number)
        self.counter.takes_deposit(first, Purse(cash=100_00))
        self.counter.takes_deposit(second, Purse(card=120_00))
        self.counter.takes_deposit(third, mixed)
        for each, purse in (
            (first, Purse(card=cost_of(first.lines) - 100_00)),
            (second, Purse(cash=cost_of(second.lines) - 120_00)),
            (fourth, Purse(card=40_00, cash=cost_of(fourth.lines) - 40_00)),
            (fifth, Purse(card=cost_of(fifth.lines))),
        ):
            self.counter.receives(each)
            self.counter.sells_order(each, purse)
            self.counter.hands_over(each)
        self.counter.cancels(third, mixed)
        self.counter.takes_back(fifth)

    def make_again(self) -> None:
        """Exchange one lens of the first order, and make the second one again, for nothing."""
        exchanged = self.counter.makes_again(self.agreed[0], "right")
        self.made_again = (exchanged, self.counter.makes_again(self.agreed[1]))

    def close(self) -> None:
        """Count blindly what must be there, and close with a Z."""
        drawer = self.counter.book.drawer
        self.counter.drawer.counts(drawer)
        self.counter.book.moves("count", drawer, {}, is_printed=False)
        self.counter.drawer.closes()
        self.counter.book.papers += 1

    def _line(self, sku: str, *, is_alone: bool) -> Line:
        label = self.labels[sku]
        if sku == HALF_PRICE:
            return Line(label=label, off=label.price // 2)
        is_off = is_alone and self.chance.random() < 1 / 2
        return Line(label=label, off=(label.price * 10 + 50) // 100 if is_off else 0)

    def _optician(self) -> Optician:
        return Optician(station=self.shop.station, session=self.counter.session)

    def _agrees(self, order: Order, lines: tuple[Line, ...]) -> None:
        self.counter.book.orders(str(order.order_id), lines)
        self.agreed.append(Agreed(order=order, lines=lines))

    def _order_spectacles(self) -> None:
        optician = self._optician()
        patient = self._next_patient(optician)
        rx = optician.signs_prescription(patient)
        wish = optician.fills_in(patient, rx, lens=self.chance.choice(("single", "progressive")))
        order = optician.saves(wish)
        lines = (
            Line(label=self.labels[wish.frame_sku]),
            Line(label=self.labels[wish.lens_sku], pieces=2),
        )
        self._agrees(order, lines)

    def _order_goods(self) -> None:
        optician = self._optician()
        patient = self._next_patient(optician)
        lines = tuple(Line(label=self.labels[sku]) for sku in ("RR-300", "CARE-PEROX"))
        lab = self.shop.station.store.call(self.shop.station.log.identity).lab_site_id
        assert lab is not None
        bare = EyeMeasurements()
        wish = CreateOrder(
            command_id=self.counter.command(),
            patient_id=patient.patient_id,
            prescription_id=None,
            right=bare,
            left=bare,
            as_worn=AsWorn(),
            frame_sku="",
            traces=(),
            lens_sku="",
            tint="",
            edging=EdgingParameters(),
            lab_site_id=lab,
            promised_on=wall_clock().date() + PROMISED_IN,
            is_rush=False,
            note="",
            goods=tuple(GoodsWish(sku=each.label.sku, quantity=1) for each in lines),
        )
        order = optician.saves(wish)
        self._agrees(order, lines)

    def _next_patient(self, optician: Optician):
        self.patients += 1
        return optician.finds_patient(f"P-LIN-{self.patients:05d}")


def look_back(day: Day) -> None:
    """Ask the program what it says of orders, cards and its journal, before the lights go."""
    money, session = day.shop.station.money, day.counter.session
    for order_id in [each.order_id for each in day.orders]:
        account = day.shop.ask(partial(money.payments.account, session, order_id))
        day.dues[str(order_id)] = account.balance.due.minor
    for number in GIFT_CARDS:
        card = day.shop.ask(partial(money.gift_cards.find, session, number))
        day.balances[number] = card.balance.minor
    day.verdict = day.shop.ask(partial(money.journal.verify, session, is_signed))
