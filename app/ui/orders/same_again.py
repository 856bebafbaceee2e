"""The same again as last time: what of the last order goes into a form, and the second pair."""

from dataclasses import replace

from app.domain.customers import Prescription
from app.domain.kernel.ids import CommandId
from app.domain.optics.prescription import EyeMeasurements
from app.domain.optics.trace import Eye
from app.domain.orders import Order
from app.services.catalogue import FrameChoice
from app.services.dispensing import SameAgain
from app.ui.orders.order_form import OrderForm
from app.ui.rx.cells import Column, Value, holding
from app.ui.rx.form import EYES, RxForm, form_of


def with_prescription(form: OrderForm, prescription: Prescription) -> OrderForm:
    """Return the form with the powers of an earlier prescription, as that prescription."""
    rx = form_of(prescription.right, prescription.left)
    return replace(
        form,
        rx=rx,
        based_on=prescription.prescription_id,
        prescriber=prescription.prescriber,
        issued_on=prescription.issued_on,
        expires_on=prescription.expires_on or form.expires_on,
        first_rx=None,
        is_entered_twice=False,
    )


def same_again(form: OrderForm, last: SameAgain, frame: FrameChoice | None) -> OrderForm:
    """Return the form with lens, extras and frame of the last order, for today's prescription.

    What was typed stays; an empty grid takes the newest prescription, and its empty measures
    those of the last order.
    """
    if not form.rx.texts() and form.history:
        form = with_prescription(form, form.history[0])
    draft = None if form.last is None else form.last.draft
    if draft is not None:
        form = replace(form, rx=_measured_as(form.rx, form.last), edging=draft.edging)
    return replace(
        form,
        lens=last.lens,
        extras=last.extras,
        tint=draft.lens.tint if draft is not None and draft.lens is not None else "",
        frame=frame if form.frame is None and form.own_frame is None else form.frame,
    )


def second_pair(form: OrderForm, first: Order, *, order: CommandId, rx: CommandId) -> OrderForm:
    """Return a form for another pair of the same eyes, beside the first one."""
    signed = first.draft.prescription
    return replace(
        form,
        order_command=order,
        prescription_command=rx,
        based_on=None if signed is None else signed.prescription_id,
        companion=first.order_id,
        last=first,
        frame=None,
        own_frame=None,
        traces=(),
        goods=(),
        contact_lenses=(),
        discounts=(),
        covers=(),
        codes=frozenset(),
        note="",
        rx=without_heights(form.rx),
    )


def without_heights(rx: RxForm) -> RxForm:
    """Return the grid without fitting heights: those belong to a frame."""
    cells = {place: cell for place, cell in rx.cells.items() if place[1] is not Column.HEIGHT}
    return replace(rx, cells=cells)


def _measured_as(rx: RxForm, last: Order | None) -> RxForm:
    prescription = None if last is None else last.draft.prescription
    if prescription is None:
        return rx
    sides: tuple[tuple[Eye, EyeMeasurements], ...] = (
        ("right", prescription.right_measurements),
        ("left", prescription.left_measurements),
    )
    for eye, measured in sides:
        for column, value in (
            (Column.PD, measured.monocular_pd_mm),
            (Column.HEIGHT, measured.fitting_height_mm),
        ):
            rx = _taken_over(rx, eye, column, value)
    return rx


def _taken_over(rx: RxForm, eye: Eye, column: Column, value: Value | None) -> RxForm:
    is_wanted = value is not None and eye in EYES and rx.has_power(eye)
    if value is None or not is_wanted or not rx.cell((eye, column)).is_empty:
        return rx
    return rx.holds((eye, column), holding(column, value))
