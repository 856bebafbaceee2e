"""Writes patients and notes, the newest version of each, and what never changes once said."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Connection, Uuid, any_, literal, select
from sqlalchemy.dialects.postgresql import insert

from app.contracts.customers_v1 import NoteV1
from app.contracts.v1 import EyePowerV1, PatientV1, PrescriptionV1
from sync_server.services.effects import Effects
from sync_server.services.ports import ApplyConflict
from sync_server.services.strict_json import canonical_bytes
from sync_server.store.rows import ConsentRow, MergeRow, NoteRow, PatientRow, PrescriptionRow

CHANGEABLE = ("number", "given_name", "family_name", "born_on", "phone", "home_site_id", "version")
ADDRESS = ("email", "street", "postcode", "city", "country")
EYE_COLUMNS = tuple(EyePowerV1.model_fields)


def write(connection: Connection, chain_id: UUID, effects: Effects) -> None:
    """Write them, in the order in which they belong to each other.

    Raises:
        ApplyConflict: a newer version of a patient or a note came in between, or it is another
            store's.
    """
    _write_patients(connection, chain_id, effects.patients)
    if effects.prescriptions:
        connection.execute(
            insert(PrescriptionRow),
            [_prescription(chain_id, each) for each in effects.prescriptions],
        )
    _write_notes(connection, chain_id, effects.notes)
    for row, facts in ((ConsentRow, effects.consents), (MergeRow, effects.merges)):
        if facts:
            values = [{"chain_id": chain_id, **fact.model_dump()} for fact in facts]
            connection.execute(insert(row), values)


def _write_notes(connection: Connection, chain_id: UUID, notes: Sequence[NoteV1]) -> None:
    newest = {note.note_id: note for note in notes}
    if not newest:
        return
    upsert = insert(NoteRow)
    written = connection.execute(
        upsert.on_conflict_do_update(
            index_elements=["chain_id", "note_id"],
            set_={name: upsert.excluded[name] for name in ("is_open", "content", "version")},
            where=NoteRow.version < upsert.excluded.version,
        ).returning(NoteRow.note_id),
        [_note(chain_id, newest[note_id]) for note_id in sorted(newest)],
    ).all()
    if len(written) != len(newest):
        raise ApplyConflict


def _note(chain_id: UUID, note: NoteV1) -> dict[str, object]:
    content = canonical_bytes(note.content).decode("utf-8")
    return {"chain_id": chain_id, **note.model_dump(exclude={"content"}), "content": content}


def patients(connection: Connection, chain_id: UUID, ids: frozenset[UUID]) -> dict[UUID, PatientV1]:
    """Return the patients that are known of these."""
    if not ids:
        return {}
    columns = [getattr(PatientRow, name) for name in PatientV1.model_fields]
    rows = connection.execute(
        select(*columns).where(PatientRow.chain_id == chain_id, PatientRow.patient_id == _any(ids))
    )
    return {row.patient_id: PatientV1(**row._mapping) for row in rows}


def note_versions(connection: Connection, chain_id: UUID, ids: frozenset[UUID]) -> dict[UUID, int]:
    """Return the versions of the notes that are known of these."""
    if not ids:
        return {}
    rows = connection.execute(
        select(NoteRow.note_id, NoteRow.version).where(
            NoteRow.chain_id == chain_id, NoteRow.note_id == _any(ids)
        )
    )
    return {row.note_id: row.version for row in rows}


def _any(ids: frozenset[UUID]) -> ColumnElement[bool]:
    return any_(literal(sorted(ids), ARRAY(Uuid)))


def _write_patients(connection: Connection, chain_id: UUID, patients: Sequence[PatientV1]) -> None:
    newest = {patient.patient_id: patient for patient in patients}
    if not newest:
        return
    upsert = insert(PatientRow)
    written = connection.execute(
        upsert.on_conflict_do_update(
            index_elements=["chain_id", "patient_id"],
            set_={name: upsert.excluded[name] for name in (*CHANGEABLE, *ADDRESS)},
            # A patient of another store is not taken over by whoever knows the id.
            where=(PatientRow.version < upsert.excluded.version)
            & (PatientRow.home_site_id == upsert.excluded.home_site_id),
        ).returning(PatientRow.patient_id),
        [
            {"chain_id": chain_id, **newest[patient_id].model_dump()}
            for patient_id in sorted(newest)
        ],
    ).all()
    if len(written) != len(newest):
        raise ApplyConflict


def _prescription(chain_id: UUID, prescription: PrescriptionV1) -> dict[str, object]:
    return {
        "chain_id": chain_id,
        **prescription.model_dump(exclude={"right", "left"}),
        **_eye("right", prescription.right),
        **_eye("left", prescription.left),
    }


def _eye(side: str, power: EyePowerV1 | None) -> dict[str, object]:
    return {f"{side}_{name}": getattr(power, name, None) for name in EYE_COLUMNS}
