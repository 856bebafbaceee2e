"""From a page on the wire to documents of the domain; each document is read once and strictly."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from app.adapters.sync.errors import DocumentIsDamaged, DocumentIsTooNew
from app.contracts.catalogue_v1 import ChainRecordV1, shared_from_wire
from app.contracts.customers_v1 import (
    ConsentV1,
    MergeV1,
    NoteV1,
    consent_from_wire,
    merge_from_wire,
    note_from_wire,
)
from app.contracts.from_wire import (
    frame_from_wire,
    lab_job_from_wire,
    lens_from_wire,
    movement_from_wire,
    order_from_wire,
    patient_from_wire,
    prescription_from_wire,
    stage_entry_from_wire,
)
from app.contracts.orders_v1 import (
    ParkedOrderV1,
    ReturnV1,
    parked_from_wire,
    return_from_wire,
)
from app.contracts.payments_from_wire import (
    payment_from_wire,
    refund_from_wire,
    stored_value_from_wire,
)
from app.contracts.payments_v1 import PaymentV1, RefundV1, StoredValueEntryV1
from app.contracts.pull import DocumentType, PulledRowV1, RowKind, StreamPageV1
from app.contracts.v1 import (
    FrameV1,
    LabJobV1,
    LensV1,
    OrderV1,
    PatientV1,
    PrescriptionV1,
    StaffMemberV1,
    StageEntryV1,
    StockMovementV1,
)
from app.domain.kernel.access import Role
from app.domain.kernel.canonical import canonical_json
from app.domain.kernel.ids import OrderId, UserId
from app.domain.kernel.numbers import DocumentNumber
from app.domain.pricing.shared_documents import Shared
from app.services.sync_inbox import Document, RemoteStage, StreamPage
from app.services.views import StaffMember


def stream_page(wire: StreamPageV1) -> StreamPage:
    """Return the page with its documents.

    Raises:
        DocumentIsDamaged: the rows do not follow each other, or a document breaks its contract.
        DocumentIsTooNew: a row takes something away, which this program cannot do.
        DomainError: a document breaks a rule of the domain.
    """
    _require_order(wire)
    return StreamPage(
        stream=wire.stream,
        after=wire.after,
        to=wire.to,
        documents=tuple(_document(wire.stream, row) for row in wire.rows),
        is_caught_up=wire.is_caught_up,
    )


def _require_order(wire: StreamPageV1) -> None:
    places = [wire.after, *(row.seq for row in wire.rows)]
    is_rising = all(earlier < later for earlier, later in pairwise(places))
    if not is_rising or wire.to < places[-1]:
        raise DocumentIsDamaged(stream=wire.stream, seq=wire.after)


def _document(stream: str, row: PulledRowV1) -> Document:
    if row.kind is RowKind.OUT:
        raise DocumentIsTooNew(stream=stream, seq=row.seq)
    if row.doc is None:
        raise DocumentIsDamaged(stream=stream, seq=row.seq)
    document: Any = row.doc
    try:
        # Strict models read a date from JSON text only, so the document goes back to its text.
        return _READERS[row.type](canonical_json(document))
    except (TypeError, ValueError):
        # What broke quotes the document, and that may be a patient: only its place is told.
        raise DocumentIsDamaged(stream=stream, seq=row.seq) from None


def _staff_member(raw: bytes) -> StaffMember:
    wire = StaffMemberV1.model_validate_json(raw)
    return StaffMember(
        user_id=UserId(wire.user_id),
        name=wire.name,
        roles=frozenset(Role(role) for role in wire.roles),
        pin_verifier=wire.pin_verifier,
    )


def _remote_stage(raw: bytes) -> RemoteStage:
    wire = StageEntryV1.model_validate_json(raw)
    return RemoteStage(
        number=DocumentNumber.parse(wire.work_order_number),
        order_id=OrderId(wire.order_id),
        entry=stage_entry_from_wire(wire),
    )


def _shared(raw: bytes) -> Shared:
    return shared_from_wire(ChainRecordV1.model_validate_json(raw))


_READERS: dict[DocumentType, Callable[[bytes], Document]] = {
    DocumentType.FRAME: lambda raw: frame_from_wire(FrameV1.model_validate_json(raw)),
    DocumentType.LENS: lambda raw: lens_from_wire(LensV1.model_validate_json(raw)),
    DocumentType.ARTICLE: _shared,
    DocumentType.PRICE_LIST: _shared,
    DocumentType.PROMOTION: _shared,
    DocumentType.DISCOUNT_LIMITS: _shared,
    DocumentType.SITE_TAX: _shared,
    DocumentType.USED_CODE: _shared,
    DocumentType.STAFF_MEMBER: _staff_member,
    DocumentType.PATIENT: lambda raw: patient_from_wire(PatientV1.model_validate_json(raw)),
    DocumentType.PRESCRIPTION: lambda raw: prescription_from_wire(
        PrescriptionV1.model_validate_json(raw)
    ),
    DocumentType.NOTE: lambda raw: note_from_wire(NoteV1.model_validate_json(raw)),
    DocumentType.CONSENT: lambda raw: consent_from_wire(ConsentV1.model_validate_json(raw)),
    DocumentType.PATIENT_MERGE: lambda raw: merge_from_wire(MergeV1.model_validate_json(raw)),
    DocumentType.STOCK_MOVEMENT: lambda raw: movement_from_wire(
        StockMovementV1.model_validate_json(raw)
    ),
    DocumentType.ORDER: lambda raw: order_from_wire(OrderV1.model_validate_json(raw)),
    DocumentType.ORDER_RETURN: lambda raw: return_from_wire(ReturnV1.model_validate_json(raw)),
    DocumentType.PARKED_ORDER: lambda raw: parked_from_wire(ParkedOrderV1.model_validate_json(raw)),
    DocumentType.LAB_JOB: lambda raw: lab_job_from_wire(LabJobV1.model_validate_json(raw)),
    DocumentType.STAGE_ENTRY: _remote_stage,
    DocumentType.PAYMENT: lambda raw: payment_from_wire(PaymentV1.model_validate_json(raw)),
    DocumentType.REFUND: lambda raw: refund_from_wire(RefundV1.model_validate_json(raw)),
    DocumentType.STORED_VALUE: lambda raw: stored_value_from_wire(
        StoredValueEntryV1.model_validate_json(raw)
    ),
}
