"""What comes back of an order, line by line: what becomes of it and what it is worth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.domain.kernel.ids import OrderId, SiteId, UserId
from app.domain.kernel.money import Money
from app.domain.orders.errors import LineIsUnknown, ReturnIsEmpty, TooMuchComesBack
from app.domain.orders.order import Order
from app.domain.pricing.refunds import LineRefund, refund_pieces


class Disposition(StrEnum):
    """What becomes of what came back."""

    RESTOCK = "restock"
    SCRAP = "scrap"
    TO_SUPPLIER = "to_supplier"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedLine:
    """Pieces of one line, what becomes of them, and what they cost all payers together."""

    line_id: str
    sku: str
    pieces: int
    disposition: Disposition
    credit_minor: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OrderReturn:
    """One return: a fact, never edited; the money goes back at the till."""

    return_id: UUID
    order_id: OrderId
    site_id: SiteId
    lines: tuple[ReturnedLine, ...]
    currency: str
    reason: str
    at: datetime
    by: UserId

    @property
    def credit(self) -> Money:
        """Return what the order costs less because of it."""
        return Money(sum(line.credit_minor for line in self.lines), self.currency)


def returned_line(
    order: Order,
    line_id: str,
    pieces: int,
    disposition: Disposition,
    earlier: Iterable[OrderReturn],
) -> ReturnedLine:
    """Return one line of a return, its pieces and its worth counted after all earlier ones.

    Raises:
        LineIsUnknown, ReturnIsEmpty, TooMuchComesBack: see there.
    """
    quantities = {str(item.item_id): item for item in order.draft.items}
    item = quantities.get(line_id)
    if item is None:
        raise LineIsUnknown(line_id=line_id)
    if pieces < 1:
        raise ReturnIsEmpty(line_id=line_id)
    back = [line for each in earlier for line in each.lines if line.line_id == line_id]
    left = item.line.quantity - sum(line.pieces for line in back)
    if pieces > left:
        raise TooMuchComesBack(line_id=line_id, wanted=pieces, left=left)
    return ReturnedLine(
        line_id=line_id,
        sku=item.line.sku,
        pieces=pieces,
        disposition=disposition,
        credit_minor=_credit(order, line_id, pieces, [line.pieces for line in back]),
    )


def is_all_back(order: Order, returns: Iterable[OrderReturn]) -> bool:
    """Return whether no piece of the order is left with the patient."""
    back: Mapping[str, int] = _pieces_back(returns)
    return all(back.get(str(item.item_id), 0) >= item.line.quantity for item in order.draft.items)


def _pieces_back(returns: Iterable[OrderReturn]) -> dict[str, int]:
    found: dict[str, int] = {}
    for each in returns:
        for line in each.lines:
            found[line.line_id] = found.get(line.line_id, 0) + line.pieces
    return found


def _credit(order: Order, line_id: str, pieces: int, earlier: list[int]) -> int:
    bill = order.draft.bill
    if bill is None:
        item = next(each for each in order.draft.items if str(each.item_id) == line_id)
        return item.line.unit_price.minor * pieces
    line = bill.line(line_id)
    already: list[LineRefund] = []
    for before in earlier:
        already.append(refund_pieces(line, before, already))
    return refund_pieces(line, pieces, already).gross_minor
