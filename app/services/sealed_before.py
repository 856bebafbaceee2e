"""What a command of the till sealed before, and whether it asked for the same then."""

from collections import Counter
from collections.abc import Iterable, Sequence

from app.domain.kernel.ids import CommandId, OrderId
from app.domain.payments.documents import order_words
from app.domain.payments.errors import CommandWasUsedForAnotherPayment
from app.domain.payments.journal import JournalEntry
from app.domain.payments.tender import TenderLine
from app.services.desk import Desk

Pieces = Iterable[tuple[str, int]]


def sealed_before(
    desk: Desk, command_id: CommandId, order_id: OrderId | None
) -> JournalEntry | None:
    """Return what a command of an order, or of none, sealed before, or None."""
    with desk.units() as unit:
        entry = unit.journal.of_command(desk.sealer.till_id(unit), command_id)
    if entry is None or entry.document.details.get("order") != order_words(order_id):
        return None
    return entry


def require_same_tenders(entry: JournalEntry, lines: Sequence[TenderLine], cards: int) -> None:
    """Refuse a command that comes again with other money; insurers' lines follow the others.

    Raises:
        CommandWasUsedForAnotherPayment: see there.
    """
    moved = [(each.tender, each.amount_minor) for each in entry.document.movements]
    asked = [(line.key.tender, line.amount.minor) for line in lines]
    if moved[: len(asked)] != asked or len(moved) < len(asked) + cards:
        raise CommandWasUsedForAnotherPayment(reason="content_differs")


def require_same_goods(entry: JournalEntry, pieces: Pieces) -> None:
    """Refuse a command that comes again for other goods; a charge of its own is on no wish.

    Raises:
        CommandWasUsedForAnotherPayment: see there.
    """
    lines = entry.document.details.get("lines")
    there = Counter(
        (line["sku"], line["quantity"])
        for line in (lines if isinstance(lines, list) else [])
        if isinstance(line, dict)
    )
    if any(there[piece] < count for piece, count in Counter(pieces).items()):
        raise CommandWasUsedForAnotherPayment(reason="content_differs")
