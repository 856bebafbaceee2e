"""The form as JSON and back: for drafts, and for what is parked.

Articles are kept by their numbers and looked up again; what is no longer sold is left out.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from app.domain.catalog import Lens, LensExtra
from app.domain.kernel.ids import CommandId, OrderId, PatientId, PrescriptionId, UserId
from app.domain.optics.doubts import Confirmation, Doubt
from app.domain.optics.trace import Trace
from app.domain.orders import BevelPlacement, EdgeType, EdgingParameters
from app.services.catalogue import FrameChoice
from app.ui.orders.order_form import OrderForm
from app.ui.orders.wish_document import (
    contact_of,
    contact_to,
    cover_of,
    cover_to,
    discount_of,
    discount_to,
    good_of,
    good_to,
    own_frame_of,
    own_frame_to,
)
from app.ui.rx.form_document import rx_from_document, rx_to_document

SCHEMA = 1
UNREADABLE = (KeyError, TypeError, ValueError)


class Shelf(Protocol):
    """Where the articles of a kept form are looked up."""

    def frame(self, sku: str) -> FrameChoice | None:
        """Return a frame, or None where it is no longer sold."""

    def lens(self, sku: str) -> Lens | None:
        """Return a lens, or None where it is no longer sold."""

    def lens_extra(self, sku: str) -> LensExtra | None:
        """Return an extra of a lens, or None where it is no longer sold."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class KeptForm:
    """A form as it was kept, not yet beside its patient."""

    patient_id: PatientId
    fields: Mapping[str, Any]

    def beside(self, fresh: OrderForm, shelf: Shelf) -> OrderForm | None:
        """Return the form of a patient as it was kept; None where it cannot be read."""
        try:
            return _filled(fresh, self.fields, shelf)
        except UNREADABLE:
            return None


def form_to_json(form: OrderForm) -> str:
    """Return everything that was entered, as JSON."""
    return json.dumps(_document(form), ensure_ascii=False, sort_keys=True)


def kept_form(text: str) -> KeptForm | None:
    """Return what `form_to_json` wrote; None for anything else."""
    try:
        fields = json.loads(text)
        if fields["schema"] != SCHEMA:
            return None
        return KeptForm(patient_id=PatientId(UUID(fields["patient_id"])), fields=fields)
    except UNREADABLE:
        return None


def _document(form: OrderForm) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "patient_id": str(form.patient.patient_id),
        "order_command": str(form.order_command),
        "prescription_command": str(form.prescription_command),
        **_rx_fields(form),
        **_pair_fields(form),
        **_deal_fields(form),
    }


def _rx_fields(form: OrderForm) -> dict[str, object]:
    return {
        "rx": rx_to_document(form.rx),
        "first_rx": None if form.first_rx is None else rx_to_document(form.first_rx),
        "is_entered_twice": form.is_entered_twice,
        "based_on": None if form.based_on is None else str(form.based_on),
        "prescriber": form.prescriber,
        "is_external": form.is_external,
        "issued_on": form.issued_on.isoformat(),
        "expires_on": form.expires_on.isoformat(),
        "confirmations": [_confirmation_to(each) for each in form.confirmations],
    }


def _pair_fields(form: OrderForm) -> dict[str, object]:
    return {
        "frame": "" if form.frame is None else form.frame.frame.sku,
        "own_frame": None if form.own_frame is None else own_frame_to(form.own_frame),
        "traces": [_trace_to(each) for each in form.traces],
        "lens": "" if form.lens is None else form.lens.sku,
        "extras": [each.sku for each in form.extras],
        "tint": form.tint,
        "edging": _edging_to(form.edging),
    }


def _deal_fields(form: OrderForm) -> dict[str, object]:
    return {
        "goods": [good_to(each) for each in form.goods],
        "contact_lenses": [contact_to(each) for each in form.contact_lenses],
        "discounts": [discount_to(each) for each in form.discounts],
        "covers": [cover_to(each) for each in form.covers],
        "codes": sorted(form.codes),
        "companion": None if form.companion is None else str(form.companion),
        "promised_on": form.promised_on.isoformat(),
        "is_promise_typed": form.is_promise_typed,
        "is_rush": form.is_rush,
        "note": form.note,
    }


def _filled(fresh: OrderForm, fields: Mapping[str, Any], shelf: Shelf) -> OrderForm:
    form = replace(
        fresh,
        order_command=CommandId(UUID(fields["order_command"])),
        prescription_command=CommandId(UUID(fields["prescription_command"])),
    )
    return _with_deal(_with_pair(_with_rx(form, fields), fields, shelf), fields)


def _with_rx(form: OrderForm, fields: Mapping[str, Any]) -> OrderForm:
    first, based_on = fields["first_rx"], fields["based_on"]
    return replace(
        form,
        rx=rx_from_document(fields["rx"]),
        first_rx=None if first is None else rx_from_document(first),
        is_entered_twice=bool(fields["is_entered_twice"]),
        based_on=None if based_on is None else PrescriptionId(UUID(based_on)),
        prescriber=str(fields["prescriber"]),
        is_external=bool(fields["is_external"]),
        issued_on=date.fromisoformat(fields["issued_on"]),
        expires_on=date.fromisoformat(fields["expires_on"]),
        confirmations=tuple(_confirmation_of(each) for each in fields["confirmations"]),
    )


def _with_pair(form: OrderForm, fields: Mapping[str, Any], shelf: Shelf) -> OrderForm:
    own, extras = fields["own_frame"], [shelf.lens_extra(sku) for sku in fields["extras"]]
    return replace(
        form,
        frame=shelf.frame(fields["frame"]) if fields["frame"] else None,
        own_frame=None if own is None else own_frame_of(own),
        traces=tuple(_trace_of(each) for each in fields["traces"]),
        lens=shelf.lens(fields["lens"]) if fields["lens"] else None,
        extras=tuple(extra for extra in extras if extra is not None),
        tint=str(fields["tint"]),
        edging=_edging_of(fields["edging"]),
    )


def _with_deal(form: OrderForm, fields: Mapping[str, Any]) -> OrderForm:
    companion = fields["companion"]
    return replace(
        form,
        goods=tuple(good_of(each) for each in fields["goods"]),
        contact_lenses=tuple(contact_of(each) for each in fields["contact_lenses"]),
        discounts=tuple(discount_of(each) for each in fields["discounts"]),
        covers=tuple(cover_of(each) for each in fields["covers"]),
        codes=frozenset(str(code) for code in fields["codes"]),
        companion=None if companion is None else OrderId(UUID(companion)),
        promised_on=date.fromisoformat(fields["promised_on"]),
        is_promise_typed=bool(fields["is_promise_typed"]),
        is_rush=bool(fields["is_rush"]),
        note=str(fields["note"]),
    )


def _confirmation_to(each: Confirmation) -> dict[str, object]:
    return {
        "code": each.doubt.code,
        "eye": each.doubt.eye,
        "facts": [list(fact) for fact in each.doubt.facts],
        "by": str(each.confirmed_by),
        "at": each.confirmed_at.isoformat(),
    }


def _confirmation_of(fields: Mapping[str, Any]) -> Confirmation:
    facts = tuple((str(name), str(value)) for name, value in fields["facts"])
    return Confirmation(
        doubt=Doubt(code=fields["code"], eye=fields["eye"], facts=facts),
        confirmed_by=UserId(UUID(fields["by"])),
        confirmed_at=datetime.fromisoformat(fields["at"]),
    )


def _trace_to(trace: Trace) -> dict[str, object]:
    return {
        "eye": trace.eye,
        "radii": trace.radii,
        "angles_cdeg": trace.angles_cdeg,
        "heights": trace.heights,
    }


def _trace_of(fields: Mapping[str, Any]) -> Trace:
    angles, heights = fields["angles_cdeg"], fields["heights"]
    return Trace(
        eye="right" if fields["eye"] == "right" else "left",
        radii=tuple(fields["radii"]),
        angles_cdeg=None if angles is None else tuple(angles),
        heights=None if heights is None else tuple(heights),
    )


def _edging_to(edging: EdgingParameters) -> dict[str, object]:
    return {
        "edge_type": edging.edge_type.value,
        "bevel_placement": edging.bevel_placement.value,
        "bevel_percent": edging.bevel_percent,
        "is_polished": edging.is_polished,
        "has_safety_bevel": edging.has_safety_bevel,
    }


def _edging_of(fields: Mapping[str, Any]) -> EdgingParameters:
    return EdgingParameters(
        edge_type=EdgeType(fields["edge_type"]),
        bevel_placement=BevelPlacement(fields["bevel_placement"]),
        bevel_percent=fields["bevel_percent"],
        is_polished=bool(fields["is_polished"]),
        has_safety_bevel=bool(fields["has_safety_bevel"]),
    )
