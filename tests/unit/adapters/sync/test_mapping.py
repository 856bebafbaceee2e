"""Pulled rows become documents of the domain, or the page is refused by its place alone."""

import json
import traceback
from itertools import count
from uuid import uuid4

import pytest

from app.adapters.sync.errors import DocumentIsDamaged, DocumentIsTooNew
from app.adapters.sync.mapping import stream_page
from app.contracts.pull import DocumentType, PulledRowV1, RowKind, StreamPageV1
from app.contracts.to_wire import (
    frame_snapshot_to_wire,
    lens_snapshot_to_wire,
    order_to_wire,
    patient_to_wire,
    payload_of,
    prescription_to_wire,
)
from app.domain.kernel.access import Role
from app.domain.lab.work_order import WorkOrderStageChanged
from app.domain.orders import SnapshotIsDamaged
from tests.factories import (
    a_frame,
    a_lab_job,
    a_lens,
    a_movement,
    a_patient,
    a_prescription,
    a_staff_member,
    a_stage_entry,
    a_work_order,
    an_order,
)


def a_row(kind, doc, seq=1):
    return PulledRowV1(seq=seq, type=kind, id="x", kind=RowKind.PUT, doc=doc)


def a_page(*rows, after=0, to=None):
    to = to if to is not None else max([after, *(row.seq for row in rows)])
    return StreamPageV1(stream="store/1", after=after, to=to, is_caught_up=True, rows=rows)


def mapped(kind, doc):
    (document,) = stream_page(a_page(a_row(kind, json.loads(json.dumps(doc))))).documents
    return document


def lab_job_doc(job):
    order = {**order_to_wire(an_order())}
    return {
        "order_id": str(job.order_id),
        "order_number": str(job.order_number),
        "store_site_id": str(job.store_site_id),
        "store_name": job.store_name,
        "lab_site_id": str(job.lab_site_id),
        "promised_on": job.promised_on.isoformat(),
        "is_rush": job.is_rush,
        "patient_snapshot": job.patient.to_json(),
        "patient_snapshot_sha256": job.patient.sha256,
        "prescription_snapshot": job.prescription.to_json(),
        "prescription_snapshot_sha256": job.prescription.sha256,
        "frame": frame_snapshot_to_wire(job.frame).model_dump(mode="json"),
        "lens": lens_snapshot_to_wire(job.lens).model_dump(mode="json"),
        "edging": order["edging"],
        "note": job.note,
    }


def test_what_a_store_sent_comes_back_equal():
    order, patient, prescription = an_order(), a_patient(), a_prescription()
    assert mapped(DocumentType.ORDER, order_to_wire(order)) == order
    assert mapped(DocumentType.PATIENT, patient_to_wire(patient)) == patient
    assert mapped(DocumentType.PRESCRIPTION, prescription_to_wire(prescription)) == prescription


def test_the_catalogue_comes_down():
    frame, lens, movement = a_frame(), a_lens(), a_movement()
    frame_doc = {
        "sku": frame.sku,
        "gtin": frame.gtin,
        "brand": frame.brand,
        "model": frame.model,
        "colour": frame.colour,
        "a_hundredths_mm": frame.a_mm.hundredths,
        "b_hundredths_mm": frame.b_mm.hundredths,
        "dbl_hundredths_mm": frame.dbl_mm.hundredths,
        "temple_mm": frame.temple_mm,
        "price_minor": frame.price.minor,
        "currency": frame.price.currency,
    }
    lens_doc = {
        "sku": lens.sku,
        "name": lens.name,
        "kind": lens.kind,
        "material": lens.material,
        "index_thousandths": lens.index_thousandths,
        "coating": lens.coating,
        "price_minor": lens.price.minor,
        "currency": lens.price.currency,
    }
    movement_doc = {
        "movement_id": str(movement.movement_id),
        "site_id": str(movement.site_id),
        "sku": movement.sku,
        "kind": movement.kind.value,
        "on_hand_change": movement.on_hand_change,
        "reserved_change": movement.reserved_change,
        "at": movement.at.isoformat(),
        "order_id": None,
    }
    assert mapped(DocumentType.FRAME, frame_doc) == frame
    assert mapped(DocumentType.LENS, lens_doc) == lens
    assert mapped(DocumentType.STOCK_MOVEMENT, movement_doc) == movement


def test_staff_come_down_with_their_roles():
    member = a_staff_member()
    doc = {
        "user_id": str(member.user_id),
        "name": member.name,
        "roles": [role.value for role in member.roles],
        "pin_verifier": member.pin_verifier,
    }
    assert mapped(DocumentType.STAFF_MEMBER, doc) == member
    with pytest.raises(DocumentIsDamaged):
        mapped(DocumentType.STAFF_MEMBER, doc | {"roles": [Role.OPTICIAN.value, "owner"]})


def test_a_lab_job_and_a_stage_keep_the_numbers_they_belong_to():
    job = a_lab_job()
    assert mapped(DocumentType.LAB_JOB, lab_job_doc(job)) == job
    work_order = a_work_order(job)
    entry = a_stage_entry(work_order)
    stage = mapped(
        DocumentType.STAGE_ENTRY,
        payload_of(WorkOrderStageChanged(work_order=work_order, entry=entry)),
    )
    assert (stage.number, stage.order_id, stage.entry) == (work_order.number, job.order_id, entry)


def test_a_snapshot_that_is_not_what_its_hash_says_is_refused():
    doc = lab_job_doc(a_lab_job())
    doc["patient_snapshot"] = {**doc["patient_snapshot"], "family_name": "Other"}
    with pytest.raises(SnapshotIsDamaged):
        mapped(DocumentType.LAB_JOB, doc)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"version": "1"},
        {"version": 1.5},
        {"version": True},
        {"born_on": "1958-02-30"},
        {"is_admin": True},
        {"given_name": "\ud800"},
        {"home_site_id": "nowhere"},
    ],
    ids="-".join,
)
def test_a_document_that_breaks_its_contract_is_named_by_its_place_and_not_quoted(spoilt):
    doc = {**patient_to_wire(a_patient(family_name="Achterberg")), **spoilt}
    with pytest.raises(DocumentIsDamaged) as caught:
        stream_page(a_page(a_row(DocumentType.PATIENT, doc, seq=8), after=7))
    assert caught.value.facts == {"stream": "store/1", "seq": 8}
    assert "Achterberg" not in "".join(traceback.format_exception(caught.value))


def test_a_put_without_a_document_is_damaged_and_an_out_is_too_new():
    empty = a_row(DocumentType.PATIENT, None)
    gone = PulledRowV1(
        seq=1, type=DocumentType.PATIENT, id=str(uuid4()), kind=RowKind.OUT, doc=None
    )
    with pytest.raises(DocumentIsDamaged):
        stream_page(a_page(empty))
    with pytest.raises(DocumentIsTooNew):
        stream_page(a_page(gone))


@pytest.mark.parametrize(
    ("places", "after", "to"),
    [((1, 1), 0, 2), ((2, 1), 0, 2), ((5,), 5, 6), ((6, 7), 5, 6), ((), 5, 4)],
    ids=["twice", "backwards", "known", "past the end", "cursor backwards"],
)
def test_rows_that_do_not_follow_each_other_are_refused(places, after, to):
    doc = patient_to_wire(a_patient())
    rows = (a_row(DocumentType.PATIENT, doc, seq=seq) for seq in places)
    with pytest.raises(DocumentIsDamaged):
        stream_page(a_page(*rows, after=after, to=to))


def test_the_cursor_moves_past_rows_that_were_overtaken():
    numbers = count(5)
    rows = (a_row(DocumentType.PATIENT, patient_to_wire(a_patient()), seq=next(numbers)),)
    page = stream_page(a_page(*rows, after=2, to=9))
    assert (page.stream, page.after, page.to, len(page.documents)) == ("store/1", 2, 9, 1)
