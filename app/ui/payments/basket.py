"""What lies on the counter without an order: goods, quantities, discounts, codes."""

from dataclasses import dataclass, replace

from app.domain.catalog import Good
from app.domain.kernel.ids import CommandId
from app.domain.pricing import ManualDiscount
from app.services.pricing import BasketWish, WishLine

QUANTITY_MAX = 999


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterBasket:
    """The goods of one counter sale; the same article again makes its line one piece more."""

    command_id: CommandId
    lines: tuple[WishLine, ...] = ()
    discounts: tuple[ManualDiscount, ...] = ()
    codes: frozenset[str] = frozenset()
    added: int = 0

    @property
    def wish(self) -> BasketWish:
        """Return what is to be priced."""
        return BasketWish(
            lines=self.lines,
            discounts=self.discounts,
            codes=self.codes,
            owner=self.command_id,
        )

    def with_good(self, good: Good) -> "CounterBasket":
        """Put one more piece on the counter."""
        for line in self.lines:
            if line.sku == good.sku:
                return self.with_pieces(line.line_id, 1)
        number = self.added + 1
        line = WishLine(line_id=f"{number:03d}", sku=good.sku, quantity=1)
        return replace(self, lines=(*self.lines, line), added=number)

    def with_pieces(self, line_id: str, more: int) -> "CounterBasket":
        """Put pieces of a line on the counter, or take some away; the last one takes the line."""
        lines = (
            replace(line, quantity=min(QUANTITY_MAX, line.quantity + more))
            if line.line_id == line_id
            else line
            for line in self.lines
        )
        left = tuple(line for line in lines if line.quantity > 0)
        return replace(self, lines=left, discounts=self._discounts_on(left))

    def without(self, line_id: str) -> "CounterBasket":
        """Take a line away, and what was taken off it."""
        left = tuple(line for line in self.lines if line.line_id != line_id)
        return replace(self, lines=left, discounts=self._discounts_on(left))

    def with_discount(self, discount: ManualDiscount) -> "CounterBasket":
        """Take something off; a second discount on the same place stands instead of the first."""
        others = tuple(each for each in self.discounts if each.line_id != discount.line_id)
        return replace(self, discounts=(*others, discount))

    def without_discounts(self) -> "CounterBasket":
        """Take nothing off by hand any more."""
        return replace(self, discounts=())

    def with_code(self, code: str) -> "CounterBasket":
        """Add a voucher's code."""
        return replace(self, codes=self.codes | {code.strip().upper()})

    def without_codes(self) -> "CounterBasket":
        """Take every voucher back."""
        return replace(self, codes=frozenset())

    def _discounts_on(self, lines: tuple[WishLine, ...]) -> tuple[ManualDiscount, ...]:
        there = {line.line_id for line in lines}
        return tuple(
            each for each in self.discounts if each.line_id is None or each.line_id in there
        )
