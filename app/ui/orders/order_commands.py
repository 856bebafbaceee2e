"""The two commands a form becomes: the prescription is signed, and the order is made."""

from dataclasses import replace

from app.domain.kernel.ids import CommandId, PrescriptionId, SiteId
from app.domain.optics.doubts import Doubt
from app.domain.optics.prescription import AsWorn
from app.services.customers import IssuePrescription
from app.services.order_wish import CreateOrder
from app.ui.orders.order_form import OrderForm


def signs_anew(form: OrderForm) -> bool:
    """Return whether a prescription has to be signed: not where an earlier one is used as it is."""
    return form.is_pair and form.based_on is None


def prescription_of(form: OrderForm) -> IssuePrescription:
    """Return the command that signs the prescription."""
    return IssuePrescription(
        command_id=form.prescription_command,
        patient_id=form.patient.patient_id,
        right=form.rx.power("right"),
        left=form.rx.power("left"),
        issued_on=form.issued_on,
        expires_on=form.expires_on,
        prescriber=form.prescriber.strip(),
    )


def order_of(form: OrderForm, lab_site_id: SiteId, doubts: tuple[Doubt, ...] = ()) -> CreateOrder:
    """Return the command that makes the order; `doubts` are all that the form has raised."""
    raised = set(doubts)
    signed = form.based_on or PrescriptionId(form.prescription_command)
    return CreateOrder(
        command_id=form.order_command,
        patient_id=form.patient.patient_id,
        prescription_id=signed if form.is_pair else None,
        right=form.rx.measurements("right"),
        left=form.rx.measurements("left"),
        as_worn=AsWorn(),
        frame_sku="" if form.frame is None else form.frame.frame.sku,
        traces=form.traces,
        lens_sku="" if form.lens is None else form.lens.sku,
        tint=form.tint.strip(),
        edging=form.edging,
        lab_site_id=lab_site_id,
        promised_on=form.promised_on,
        is_rush=form.is_rush,
        note=form.note.strip(),
        own_frame=form.own_frame,
        extras=tuple(extra.sku for extra in form.extras),
        goods=form.goods,
        contact_lenses=form.contact_lenses,
        discounts=form.discounts,
        covers=form.covers,
        codes=form.codes,
        companion=form.companion,
        doubts=doubts,
        confirmations=tuple(each for each in form.confirmations if each.doubt in raised),
    )


def signed_anew(form: OrderForm, command_id: CommandId) -> OrderForm:
    """Return the form with another prescription command, because its content has changed."""
    return replace(form, prescription_command=command_id)
