"""Two corrections of one patient at once: brought together field by field, nothing thrown away."""

from uuid import uuid5

from app.contracts.customers_v1 import NoteV1, PatientChangeV1
from app.contracts.v1 import PatientV1
from app.domain.customers import AlertKind
from sync_server.services.effects import HeldCode, Quarantined

CORRECTED = frozenset(PatientV1.model_fields) - {"patient_id", "number", "home_site_id", "version"}
Overwritten = tuple[tuple[str, str], ...]
NOTHING_OVERWRITTEN: Overwritten = ()


def record_of(change: PatientChangeV1) -> PatientV1:
    """Return the record alone, as it is kept and sent on."""
    return PatientV1(**{name: getattr(change, name) for name in PatientV1.model_fields})


def brought_together(known: PatientV1, change: PatientChangeV1) -> tuple[PatientV1, Overwritten]:
    """Return the record with the corrected fields of a change, and the answers they overwrite.

    Of a field that was corrected twice the newer answer is shown; the other one is returned.
    """
    corrected = sorted(CORRECTED & change.before.keys())
    overwritten = tuple(
        (name, _text(known, name) or "—")
        for name in corrected
        if _text(known, name) not in (change.before[name], _text(change, name))
    )
    fields = {name: getattr(change, name) for name in corrected}
    return known.model_copy(update={**fields, "version": known.version + 1}), overwritten


def two_answers(change: PatientChangeV1, field: str, answer: str) -> NoteV1:
    """Return the alert that holds what stood in a field before, until a person settles it."""
    if change.change_id is None or change.changed_at is None or change.changed_by is None:
        raise Quarantined(HeldCode.PATIENT_VERSION_CONFLICT)
    return NoteV1(
        note_id=uuid5(change.change_id, field),
        patient_id=change.patient_id,
        kind="alert",
        written_at=change.changed_at,
        written_by=change.changed_by,
        is_open=True,
        version=1,
        content={"kind": AlertKind.TWO_ANSWERS.value, "text": answer, "field": field},
    )


def _text(record: PatientV1, name: str) -> str | None:
    value = getattr(record, name)
    return None if value is None else str(value)
