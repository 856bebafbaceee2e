"""Patients and prescriptions: kept for their store, and sent to its other devices."""

from app.contracts.from_wire import patient_from_wire, prescription_from_wire
from app.contracts.pull import DocumentType
from app.contracts.v1 import PatientV1, PrescriptionV1
from sync_server.services.devices import Device
from sync_server.services.effects import Document, Effects, HeldCode, Quarantined
from sync_server.services.handlers.topic import (
    Subject,
    document_text,
    require_own_site,
    topic,
)
from sync_server.services.world import Needs, World


def _change_patient(patient: PatientV1, world: World, device: Device) -> Effects:
    require_own_site(patient.home_site_id, device)
    known = world.patient_versions.get(patient.patient_id, 0)
    if patient.version <= known:
        # Somebody else changed the record meanwhile; nothing of either answer is thrown away.
        raise Quarantined(HeldCode.PATIENT_VERSION_CONFLICT, version=known)
    world.patient_versions[patient.patient_id] = patient.version
    document = Document(
        stream=device.stream,
        type=DocumentType.PATIENT,
        id=str(patient.patient_id),
        payload=document_text(patient),
    )
    return Effects(patients=[patient], documents=[document])


def _issue_prescription(prescription: PrescriptionV1, _: World, device: Device) -> Effects:
    document = Document(
        stream=device.stream,
        type=DocumentType.PRESCRIPTION,
        id=str(prescription.prescription_id),
        payload=document_text(prescription),
    )
    return Effects(prescriptions=[prescription], documents=[document])


PATIENT_CHANGED = topic(
    PatientV1,
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
