"""What arrives from other tills about a record, kept by the same ways as what is written here."""

from app.domain.customers import AnyNote, ConsentChange, PatientMerge
from app.services.patient_ports import PatientNotes


def keep_in_record(people: PatientNotes, document: AnyNote | ConsentChange | PatientMerge) -> None:
    """Keep a note, an answer or a merge; one that is known already changes nothing."""
    match document:
        case ConsentChange():
            people.add_consent(document)
        case PatientMerge():
            people.add_merge(document)
        case _:
            people.save_note(document)
