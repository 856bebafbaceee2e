"""The test's own book of the day: whole cents and pieces, kept from what was typed.

It knows price labels and three tax rates, and nothing of the program's own sums.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Tally: TypeAlias = Counter[str]

# The percent of each letter on a Spanish receipt, and the letter of each kind of goods.
RATES = {"A": 21, "B": 10, "E": 0}
LETTERS = {
    "frame": "B",
    "lens": "B",
    "ready_reader": "B",
    "care_product": "B",
    "sunglasses": "A",
    "accessory": "A",
    "repair": "A",
    "examination": "E",
}
# What has a shelf; the rest is made, done or ordered.
SHELVED = {"frame", "sunglasses", "ready_reader", "care_product", "accessory"}
INTO_TILL = {"opening", "sale", "deposit", "stored_value", "pay_in"}
OUT_OF_TILL = {"refund", "deposit_refund", "pay_out"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What hangs on an article in the shop."""

    sku: str
    kind: str
    price: int
    gtin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """So many pieces of an article, and what was taken off them altogether."""

    label: Label
    pieces: int = 1
    off: int = 0

    @property
    def cost(self) -> int:
        return self.label.price * self.pieces - self.off

    @property
    def letter(self) -> str:
        return LETTERS[self.label.kind]


def tax_within(gross: int, percent: int) -> int:
    """Return the tax in a price, half a cent rounded up."""
    return (2 * gross * percent + 100 + percent) // (2 * (100 + percent))


def cost_of(lines: tuple[Line, ...]) -> int:
    return sum(line.cost for line in lines)


@dataclass(slots=True, kw_only=True)
class Book:
    """Every sum the shop's own papers must come to."""

    documents: Tally = field(default_factory=Counter)
    totals: Tally = field(default_factory=Counter)
    received: Tally = field(default_factory=Counter)
    given: Tally = field(default_factory=Counter)
    net: Tally = field(default_factory=Counter)
    tax: Tally = field(default_factory=Counter)
    off: int = 0
    papers: int = 0
    on_hand: Tally = field(default_factory=Counter)
    reserved: Tally = field(default_factory=Counter)
    due: dict[str, int] = field(default_factory=dict)
    cards: Tally = field(default_factory=Counter)
    charged: list[int] = field(default_factory=list)

    def moves(
        self, kind: str, total: int, tenders: Mapping[str, int], *, is_printed: bool = True
    ) -> None:
        """Write down one paper of the till: what it is about, and its money by tender."""
        self.documents[kind] += 1
        self.totals[kind] += total
        self.papers += is_printed
        side = self.received if kind in INTO_TILL else self.given
        for tender, amount in tenders.items():
            side[tender] += amount

    def is_taxed(self, lines: tuple[Line, ...], *, sign: int = 1) -> None:
        """Take the tax of one receipt apart, rate by rate."""
        gross: Tally = Counter()
        for line in lines:
            gross[line.letter] += line.cost
        for letter, amount in gross.items():
            tax = tax_within(amount, RATES[letter])
            self.tax[letter] += sign * tax
            self.net[letter] += sign * (amount - tax)

    def sells(
        self, lines: tuple[Line, ...], tenders: Mapping[str, int], *, is_printed: bool = True
    ) -> None:
        """Write down goods that were paid and taken along."""
        self.moves("sale", cost_of(lines), tenders, is_printed=is_printed)
        self.is_taxed(lines)
        self.off += sum(line.off for line in lines)
        for line in lines:
            if line.label.kind in SHELVED:
                self.on_hand[line.label.sku] -= line.pieces

    def orders(self, order: str, lines: tuple[Line, ...]) -> None:
        """Write down what is promised and owed."""
        self.due[order] = cost_of(lines)
        for line in lines:
            if line.label.kind in SHELVED:
                self.reserved[line.label.sku] += line.pieces

    def takes_deposit(self, order: str, tenders: Mapping[str, int]) -> None:
        amount = sum(tenders.values())
        self.moves("deposit", amount, tenders)
        self.due[order] -= amount

    def sells_order(self, order: str, lines: tuple[Line, ...], tenders: Mapping[str, int]) -> None:
        """Write down that the rest was paid: the receipt says the whole price and all its tax."""
        self.moves("sale", cost_of(lines), tenders)
        self.is_taxed(lines)
        self.off += sum(line.off for line in lines)
        self.due[order] -= sum(tenders.values())

    def hands_over(self, lines: tuple[Line, ...]) -> None:
        for line in lines:
            if line.label.kind in SHELVED:
                self.on_hand[line.label.sku] -= line.pieces
                self.reserved[line.label.sku] -= line.pieces

    def cancels(self, order: str, lines: tuple[Line, ...]) -> None:
        """Write down that nothing is owed any more, and nothing promised."""
        self.due[order] -= cost_of(lines)
        for line in lines:
            if line.label.kind in SHELVED:
                self.reserved[line.label.sku] -= line.pieces

    @property
    def drawer(self) -> int:
        """Return what must lie in the drawer."""
        return self.received["cash"] - self.given["cash"]
