"""Patients and prescriptions: kept for their store, and sent to its other devices."""

from uuid import UUID

from app.contracts.base import WireModel
from app.contracts.customers_v1 import (
    ConsentV1,
    MergeV1,
    NoteV1,
    PatientChangeV1,
    consent_from_wire,
    merge_from_wire,
    note_from_wire,
)
from app.contracts.from_wire import patient_from_wire, prescription_from_wire
from app.contracts.pull import DocumentType
from app.contracts.v1 import PrescriptionV1
from sync_server.services.devices import Device
from sync_server.services.effects import Document, Effects, HeldCode, Quarantined
from sync_server.services.handlers.topic import (
    Subject,
    document_text,
    require_own_site,
    topic,
)
from sync_server.services.merging import (
    NOTHING_OVERWRITTEN,
    brought_together,
    record_of,
    two_answers,
)
from sync_server.services.world import Needs, World


def _change_patient(change: PatientChangeV1, world: World, device: Device) -> Effects:
    require_own_site(change.home_site_id, device)
    known = world.patients.get(change.patient_id)
    patient, overwritten = record_of(change), NOTHING_OVERWRITTEN
    if known is not None and patient.version <= known.version:
        if not change.before:
            # It does not say what it changed, so nothing of either answer may be thrown away.
            raise Quarantined(HeldCode.PATIENT_VERSION_CONFLICT, version=known.version)
        patient, overwritten = brought_together(known, change)
    world.patients[patient.patient_id] = patient
    notes = [two_answers(change, each, value) for each, value in overwritten]
    return Effects(
        patients=[patient],
        notes=notes,
        documents=[
            _document(DocumentType.PATIENT, patient.patient_id, patient, device),
            *(_document(DocumentType.NOTE, note.note_id, note, device) for note in notes),
        ],
    )


def _change_note(note: NoteV1, world: World, device: Device) -> Effects:
    """Keep a note; of two that closed it at once the later to arrive is one version more."""
    known = world.note_versions.get(note.note_id, 0)
    kept = note if note.version > known else note.model_copy(update={"version": known + 1})
    world.note_versions[kept.note_id] = kept.version
    document = _document(DocumentType.NOTE, kept.note_id, kept, device)
    return Effects(notes=[kept], documents=[document])


def _change_consent(consent: ConsentV1, _: World, device: Device) -> Effects:
    document = _document(DocumentType.CONSENT, consent.consent_id, consent, device)
    return Effects(consents=[consent], documents=[document])


def _merge_patients(merge: MergeV1, _: World, device: Device) -> Effects:
    document = _document(DocumentType.PATIENT_MERGE, merge.merge_id, merge, device)
    return Effects(merges=[merge], documents=[document])


def _document(kind: DocumentType, doc_id: UUID, model: WireModel, device: Device) -> Document:
    return Document(stream=device.stream, type=kind, id=str(doc_id), payload=document_text(model))


def _issue_prescription(prescription: PrescriptionV1, _: World, device: Device) -> Effects:
    document = Document(
        stream=device.stream,
        type=DocumentType.PRESCRIPTION,
        id=str(prescription.prescription_id),
        payload=document_text(prescription),
    )
    return Effects(prescriptions=[prescription], documents=[document])


PATIENT_CHANGED = topic(
    PatientChangeV1,
    subject=lambda patient: Subject(type="patient", id=patient.patient_id),
    read=patient_from_wire,
    needs=lambda patient: Needs(patients=(patient.patient_id,)),
    apply=_change_patient,
)

PRESCRIPTION_ISSUED = topic(
    PrescriptionV1,
    subject=lambda prescription: Subject(type="prescription", id=prescription.prescription_id),
    read=prescription_from_wire,
    apply=_issue_prescription,
)

NOTE_CHANGED = topic(
    NoteV1,
    subject=lambda note: Subject(type="note", id=note.note_id),
    read=note_from_wire,
    needs=lambda note: Needs(notes=(note.note_id,)),
    apply=_change_note,
)

CONSENT_CHANGED = topic(
    ConsentV1,
    subject=lambda consent: Subject(type="consent", id=consent.consent_id),
    read=consent_from_wire,
    apply=_change_consent,
)

PATIENTS_MERGED = topic(
    MergeV1,
    subject=lambda merge: Subject(type="patient_merge", id=merge.merge_id),
    read=merge_from_wire,
    apply=_merge_patients,
)
