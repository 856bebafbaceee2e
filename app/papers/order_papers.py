"""What a patient takes home of an order: its confirmation, a quotation, the slip to collect it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.domain.kernel.money import Money
from app.domain.kernel.paper import (
    Field,
    FieldPair,
    PaperBlock,
    PricedRow,
    QrCode,
    Rule,
    SignHere,
    Subheading,
    Words,
)
from app.domain.orders import FrameSnapshot, LensSnapshot, Order, PrescriptionSnapshot
from app.messages import formats
from app.messages.language import tr
from app.papers.eyes import centration_table, power_table
from app.papers.letterhead import Letterhead, closing, opening

INDEX_UNIT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPaper:
    """An order with what its papers say besides it."""

    order: Order
    served_by: str
    held: Money

    @property
    def due(self) -> Money:
        """Return what is left to pay."""
        return self.order.total - self.held


def order_confirmation(shop: Letterhead, paper: OrderPaper) -> tuple[PaperBlock, ...]:
    """Return the order form of spectacles as the patient confirms it."""
    draft = paper.order.draft
    promised = formats.day(draft.promised_on)
    return (
        *opening(shop, tr("Order confirmation")),
        *_about(paper, str(paper.order.number)),
        FieldPair(Field(tr("Ready on"), promised), Field(tr("By"), paper.served_by)),
        *_goods(paper),
        *_account(paper),
        *_note(draft.note),
        SignHere(tr("I order as above.")),
        QrCode(str(paper.order.number), str(paper.order.number)),
        *closing(shop),
    )


def quotation(
    shop: Letterhead, paper: OrderPaper, *, number: str, valid_until: date
) -> tuple[PaperBlock, ...]:
    """Return a quotation: the same goods and prices, and the day until which they hold."""
    return (
        *opening(shop, tr("Quotation")),
        *_about(paper, number),
        Field(tr("Valid until"), formats.day(valid_until)),
        *_goods(paper),
        PricedRow(tr("Total"), formats.money(paper.order.total), True),
        *_note(paper.order.draft.note),
        Words(tr("The price holds until the day above. Nothing is ordered yet.")),
        QrCode(number, number),
        *closing(shop),
    )


def collection_slip(shop: Letterhead, paper: OrderPaper) -> tuple[PaperBlock, ...]:
    """Return the slip a patient signs when the order is handed over."""
    number = str(paper.order.number)
    return (
        *opening(shop, tr("Collection")),
        *_about(paper, number),
        *_account(paper),
        SignHere(tr("I have received the goods of order {number}.", number=number)),
        QrCode(number, number),
        *closing(shop),
    )


def _about(paper: OrderPaper, number: str) -> Iterator[PaperBlock]:
    order = paper.order
    patient = order.draft.patient
    yield Field(tr("Number"), number)
    yield Field(tr("Date"), formats.day(order.created_at.astimezone().date()))
    yield Field(tr("Patient"), f"{patient.given_name} {patient.family_name}")


def _goods(paper: OrderPaper) -> Iterator[PaperBlock]:
    draft = paper.order.draft
    yield from _eyes(draft.prescription)
    yield from _frame(draft.frame)
    yield from _lens(draft.lens)
    yield Rule()
    for item in draft.items:
        line = item.line
        text = f"{line.quantity} × {line.description}" if line.quantity > 1 else line.description
        yield PricedRow(text, formats.money(line.amount))


def _eyes(rx: PrescriptionSnapshot | None) -> Iterator[PaperBlock]:
    if rx is None:
        return
    yield from power_table(rx.right, rx.left)
    yield from centration_table(rx.right_measurements, rx.left_measurements)


def _frame(frame: FrameSnapshot | None) -> Iterator[PaperBlock]:
    if frame is not None:
        yield Subheading(f"{frame.brand} {frame.model}".strip())
        yield FieldPair(Field(tr("Colour"), frame.colour), Field(tr("Size"), frame.size))


def _lens(lens: LensSnapshot | None) -> Iterator[PaperBlock]:
    if lens is None:
        return
    yield Subheading(lens.name)
    index = f"{lens.index_thousandths / INDEX_UNIT:.2f}"
    yield Field(tr("Material"), f"{lens.material} {index}")
    if lens.coating:
        yield Field(tr("Coating"), lens.coating)
    if lens.tint:
        yield Field(tr("Tint"), lens.tint)


def _account(paper: OrderPaper) -> Iterator[PaperBlock]:
    yield PricedRow(tr("Total"), formats.money(paper.order.total), True)
    if paper.held.minor:
        yield PricedRow(tr("Paid"), formats.money(paper.held))
    yield PricedRow(tr("Left to pay"), formats.money(paper.due))


def _note(note: str) -> tuple[PaperBlock, ...]:
    return (Words(note),) if note else ()
