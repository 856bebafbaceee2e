"""Makes of a wish what is agreed: snapshots frozen, doubts settled, every line priced."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID, uuid5

from app.domain.catalog import ArticleKind, Good, words_for
from app.domain.catalog.kinds import SPECTACLE_KINDS
from app.domain.kernel.events import DomainEvent
from app.domain.kernel.ids import CommandId, OrderId, OrderItemId
from app.domain.kernel.money import Money
from app.domain.optics.doubts import Wearer, doubts_within, require_confirmed
from app.domain.orders import (
    CommandWasUsedForAnotherOrder,
    ContactLensSnapshot,
    ExtraSnapshot,
    FrameSnapshot,
    LensSnapshot,
    Order,
    OrderDraft,
    OrderItem,
    PatientSnapshot,
    PrescriptionSnapshot,
)
from app.domain.pricing import Bill, PricedLine
from app.domain.pricing.bill_part import bill_part
from app.services.order_wish import AskedLine, CreateOrder, asked_lines, line_id_of
from app.services.ports import UnitOfWork
from app.services.pricing import BasketWish, WishLine
from app.services.session import Session

# What lies on the shelf and is put aside for an order; the rest is made or ordered for it.
SHELF_KINDS = frozenset(
    {
        ArticleKind.FRAME,
        ArticleKind.SUNGLASSES,
        ArticleKind.READY_READER,
        ArticleKind.CARE_PRODUCT,
        ArticleKind.ACCESSORY,
    }
)


class OrderPricing(Protocol):
    """Prices a basket within the transaction of the order."""

    def bill_in(
        self, unit: UnitOfWork, session: Session, wish: BasketWish, *, second: Session | None = None
    ) -> Bill:
        """Return what it costs, if the discounts may be given."""

    def spend_codes(
        self, unit: UnitOfWork, bill: Bill, owner: UUID, at: datetime
    ) -> Sequence[DomainEvent]:
        """Use up the voucher codes that work once, and return the facts that say so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks, and the second person beside them where a discount needs one."""

    session: Session
    second: Session | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafting:
    """Turns wishes into drafts; without `pricing` frame and lens cost what the catalogue says."""

    pricing: OrderPricing | None = None

    def draft(
        self, unit: UnitOfWork, asker: Asker, wish: CreateOrder, order_id: OrderId | None = None
    ) -> OrderDraft:
        """Return what is agreed; `order_id` names the order that exists already.

        Raises:
            PatientNotFound, PrescriptionNotFound, FrameNotFound, LensNotFound, ArticleNotFound,
            DoubtIsUnconfirmed, CommandWasUsedForAnotherOrder and what the pricing refuses.
        """
        owner = order_id or OrderId(wish.command_id)
        prescription = _prescription(unit, wish)
        _require_no_doubt(prescription, wish)
        frame, lens = _frame(unit, wish), _lens(unit, wish)
        asked = asked_lines(wish, lenses=_eyes(prescription))
        bill = self._bill(unit, asker, wish, asked, owner)
        items = _billed_items(bill) if bill else _listed_items(unit, asked, owner)
        return OrderDraft(
            order_id=owner,
            patient=PatientSnapshot.of(unit.patients.patient(wish.patient_id)),
            prescription=prescription,
            frame=frame,
            lens=lens,
            edging=wish.edging,
            items=items,
            currency=bill.currency if bill else unit.sync.identity().currency,
            lab_site_id=wish.lab_site_id,
            promised_on=wish.promised_on,
            is_rush=wish.is_rush,
            note=wish.note,
            bill=bill,
            extras=tuple(_extra(unit, sku) for sku in wish.extras),
            contact_lenses=_contact_lenses(unit, wish),
            confirmations=wish.confirmations,
            companion=wish.companion,
        )

    def settle(self, unit: UnitOfWork, session: Session, order: Order, at: datetime) -> None:
        """Use up what the order's price was made with.

        The facts are a group of their own: a code that another store took first must not hold
        the order back.
        """
        bill = order.draft.bill
        if self.pricing is None or bill is None:
            return
        facts = self.pricing.spend_codes(unit, bill, order.order_id, at)
        if facts:
            unit.outbox.add(
                *facts,
                actor=session.user_id,
                session_id=session.session_id,
                command_id=CommandId(uuid5(order.order_id, f"codes:{order.version}")),
                causation_id=order.order_id,
            )

    def _bill(
        self,
        unit: UnitOfWork,
        asker: Asker,
        wish: CreateOrder,
        asked: tuple[AskedLine, ...],
        owner: OrderId,
    ) -> Bill | None:
        if self.pricing is None:
            return None
        own = {line_id_of(owner, line.word) for line in asked}
        first = _first_pair(unit, wish.companion)
        lines = tuple(_wish_line(line, owner, 2 if first else 1) for line in asked)
        basket = BasketWish(
            lines=(*first, *lines),
            discounts=wish.discounts,
            covers=wish.covers,
            codes=wish.codes,
            supplied_on=wish.promised_on,
            owner=owner,
        )
        bill = self.pricing.bill_in(unit, asker.session, basket, second=asker.second)
        return bill_part(bill, own) if first else bill


def free_of_charge(draft: OrderDraft) -> OrderDraft:
    """Return the same agreement at no price: what is made good costs the patient nothing."""
    nothing = Money(0, draft.currency)
    return replace(
        draft,
        bill=None,
        items=tuple(
            replace(item, line=replace(item.line, unit_price=nothing)) for item in draft.items
        ),
    )


def shelf_lines(draft: OrderDraft) -> tuple[tuple[str, int], ...]:
    """Return what is to be put aside for an order: articles and pieces."""
    if draft.bill is None:
        frame = "" if draft.frame is None else draft.frame.sku
        return tuple((each.line.sku, 1) for each in draft.items if each.line.sku == frame)
    return tuple(
        (line.line.line.sku, line.line.line.quantity)
        for line in draft.bill.lines
        if line.line.kind in SHELF_KINDS
    )


def _prescription(unit: UnitOfWork, wish: CreateOrder) -> PrescriptionSnapshot | None:
    if wish.prescription_id is None:
        return None
    patient = unit.patients.patient(wish.patient_id)
    prescription = unit.patients.prescription(wish.prescription_id)
    if prescription.patient_id != patient.patient_id:
        raise CommandWasUsedForAnotherOrder(reason="prescription_of_another_patient")
    whole = PrescriptionSnapshot.of(
        prescription, right=wish.right, left=wish.left, as_worn=wish.as_worn
    )
    if wish.only_eye == "right":
        return replace(whole, left=None)
    return whole if wish.only_eye is None else replace(whole, right=None)


def _require_no_doubt(rx: PrescriptionSnapshot | None, wish: CreateOrder) -> None:
    """Let no lens be made from numbers that nobody put a name to."""
    own = () if rx is None else doubts_within(Wearer(right=rx.right, left=rx.left))
    require_confirmed((*own, *wish.doubts), wish.confirmations)


def _eyes(rx: PrescriptionSnapshot | None) -> int:
    return 0 if rx is None else sum(eye is not None for eye in (rx.right, rx.left))


def _frame(unit: UnitOfWork, wish: CreateOrder) -> FrameSnapshot | None:
    if wish.own_frame is not None:
        return FrameSnapshot.of_own(wish.own_frame, traces=wish.traces)
    if wish.frame_of is not None:
        return unit.orders.get(wish.frame_of).draft.frame
    if not wish.frame_sku:
        return None
    return FrameSnapshot.of(unit.catalogue.frame(wish.frame_sku), traces=wish.traces)


def _lens(unit: UnitOfWork, wish: CreateOrder) -> LensSnapshot | None:
    if not wish.lens_sku:
        return None
    return LensSnapshot.of(unit.catalogue.lens(wish.lens_sku), tint=wish.tint)


def _extra(unit: UnitOfWork, sku: str) -> ExtraSnapshot:
    return ExtraSnapshot(sku=sku, name=words_for(unit.goods.good(sku)))


def _contact_lenses(unit: UnitOfWork, wish: CreateOrder) -> tuple[ContactLensSnapshot, ...]:
    return tuple(
        ContactLensSnapshot(
            sku=each.sku,
            name=words_for(unit.goods.good(each.sku)),
            choice=each.choice,
            packs=each.packs,
        )
        for each in wish.contact_lenses
    )


def _wish_line(line: AskedLine, owner: OrderId, pair: int) -> WishLine:
    return WishLine(
        line_id=line_id_of(owner, line.word),
        sku=line.sku,
        quantity=line.quantity,
        pair=pair if line.is_of_pair else None,
        unit_price=line.unit_price,
    )


def _first_pair(unit: UnitOfWork, companion: OrderId | None) -> tuple[WishLine, ...]:
    """Return the pair this one is the second of, so that what is off two pairs is seen."""
    if companion is None:
        return ()
    bill = unit.orders.get(companion).draft.bill
    lines = () if bill is None else bill.lines
    return tuple(
        WishLine(
            line_id=each.line_id, sku=each.line.line.sku, quantity=each.line.line.quantity, pair=1
        )
        for each in lines
        if each.line.kind in SPECTACLE_KINDS
    )


def _billed_items(bill: Bill) -> tuple[OrderItem, ...]:
    return tuple(
        OrderItem(item_id=OrderItemId(UUID(line.line_id)), line=line.line.line)
        for line in bill.lines
    )


def _listed_items(
    unit: UnitOfWork, asked: tuple[AskedLine, ...], owner: OrderId
) -> tuple[OrderItem, ...]:
    return tuple(
        OrderItem(item_id=OrderItemId(UUID(line_id_of(owner, line.word))), line=_listed(unit, line))
        for line in asked
    )


def _listed(unit: UnitOfWork, line: AskedLine) -> PricedLine:
    good = _good(unit, line)
    return PricedLine(
        sku=good.sku,
        description=words_for(good),
        quantity=line.quantity,
        unit_price=line.unit_price or good.price,
    )


def _good(unit: UnitOfWork, line: AskedLine) -> Good:
    if line.word == "frame":
        return unit.catalogue.frame(line.sku)
    if line.word == "lens":
        return unit.catalogue.lens(line.sku)
    return unit.goods.good(line.sku)
