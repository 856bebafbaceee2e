"""The use cases around a person's record: finding, editing, notes, merging and files."""

from dataclasses import dataclass

from app.services.auditing import Gate
from app.services.patient_ports import PhoneFormat
from app.services.payment_ports import PaymentUnits
from app.services.people.editing import PatientEditing
from app.services.people.files import PatientFiles
from app.services.people.finding import PatientFinding
from app.services.people.merging import PatientMerging
from app.services.people.notes import PatientRecordNotes
from app.services.ports import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """What the windows ask about patients."""

    finding: PatientFinding
    editing: PatientEditing
    notes: PatientRecordNotes
    merging: PatientMerging
    files: PatientFiles


def people_of(*, units: PaymentUnits, gate: Gate, clock: Clock, phones: PhoneFormat) -> People:
    """Return the services over one store."""
    return People(
        finding=PatientFinding(units=units, gate=gate, clock=clock),
        editing=PatientEditing(units=units, gate=gate, clock=clock, phones=phones),
        notes=PatientRecordNotes(units=units, gate=gate, clock=clock),
        merging=PatientMerging(units=units, gate=gate, clock=clock),
        files=PatientFiles(units=units, gate=gate, clock=clock),
    )


__all__ = ["People", "people_of"]
