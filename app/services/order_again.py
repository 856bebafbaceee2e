"""The wish an order was made from: for making the same again, remaking or changing it."""

from app.domain.kernel.ids import CommandId
from app.domain.optics.prescription import AsWorn, EyeMeasurements
from app.domain.optics.trace import Eye
from app.domain.orders import FrameSnapshot, Order, OrderDraft, OwnFrame, PrescriptionSnapshot
from app.domain.pricing import Bill
from app.services.order_wish import ContactLensWish, CreateOrder, GoodsWish


def wish_of(order: Order, command_id: CommandId) -> CreateOrder:
    """Return the wish an order was made from, for making the same again or changing it.

    Discounts, payers and voucher codes are not taken over: they are agreed anew.
    """
    draft = order.draft
    rx, frame, lens = draft.prescription, draft.frame, draft.lens
    bare = EyeMeasurements()
    own = frame is not None and frame.is_own
    is_sold = frame is not None and any(i.line.sku == frame.sku for i in draft.items)
    return CreateOrder(
        command_id=command_id,
        patient_id=order.patient_id,
        prescription_id=None if rx is None else rx.prescription_id,
        right=bare if rx is None else rx.right_measurements,
        left=bare if rx is None else rx.left_measurements,
        as_worn=AsWorn() if rx is None else rx.as_worn,
        frame_sku=frame.sku if frame is not None and is_sold else "",
        traces=() if frame is None else frame.traces,
        lens_sku="" if lens is None else lens.sku,
        tint="" if lens is None else lens.tint,
        edging=draft.edging,
        lab_site_id=draft.lab_site_id,
        promised_on=draft.promised_on,
        is_rush=draft.is_rush,
        note=draft.note,
        own_frame=_own_frame(frame) if frame is not None and own else None,
        extras=tuple(each.sku for each in draft.extras),
        goods=_goods(draft),
        contact_lenses=tuple(
            ContactLensWish(sku=each.sku, choice=each.choice, packs=each.packs)
            for each in draft.contact_lenses
        ),
        companion=draft.companion,
        confirmations=draft.confirmations,
        only_eye=None if rx is None else _only_eye(rx),
        frame_of=order.order_id if frame is not None and not own and not is_sold else None,
    )


def _only_eye(rx: PrescriptionSnapshot) -> Eye | None:
    if rx.left is None:
        return "right"
    return "left" if rx.right is None else None


def _own_frame(frame: FrameSnapshot) -> OwnFrame:
    return OwnFrame(
        make=frame.brand,
        model=frame.model,
        size=frame.size,
        a_mm=frame.a_mm,
        b_mm=frame.b_mm,
        dbl_mm=frame.dbl_mm,
        colour=frame.colour,
    )


def _goods(draft: OrderDraft) -> tuple[GoodsWish, ...]:
    """Return the lines that are neither frame nor lens nor what goes with them."""
    known = {each.sku for each in draft.extras} | {each.sku for each in draft.contact_lenses}
    known |= {"" if draft.frame is None else draft.frame.sku}
    known |= {"" if draft.lens is None else draft.lens.sku}
    repairs = set() if draft.bill is None else _priced_by_hand(draft.bill)
    return tuple(
        GoodsWish(
            sku=item.line.sku,
            quantity=item.line.quantity,
            unit_price=item.line.unit_price if item.line.sku in repairs else None,
        )
        for item in draft.items
        if item.line.sku not in known
    )


def _priced_by_hand(bill: Bill) -> set[str]:
    return {line.line.line.sku for line in bill.lines if line.line.price_version is None}
