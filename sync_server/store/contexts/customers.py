"""Writes patients, the newest version of each, and prescriptions, which never change."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from app.contracts.v1 import EyePowerV1, PatientV1, PrescriptionV1
from sync_server.services.ports import ApplyConflict
from sync_server.store.rows import PatientRow, PrescriptionRow

CHANGEABLE = ("number", "given_name", "family_name", "born_on", "phone", "home_site_id", "version")
EYE_COLUMNS = tuple(EyePowerV1.model_fields)


def write(
    connection: Connection,
    chain_id: UUID,
    patients: Sequence[PatientV1],
    prescriptions: Sequence[PrescriptionV1],
) -> None:
    """Write both.

    Raises:
        ApplyConflict: a newer version of a patient came in between, or it is another store's.
    """
    _write_patients(connection, chain_id, patients)
    if prescriptions:
        connection.execute(
            insert(PrescriptionRow), [_prescription(chain_id, each) for each in prescriptions]
        )


def _write_patients(connection: Connection, chain_id: UUID, patients: Sequence[PatientV1]) -> None:
    newest = {patient.patient_id: patient for patient in patients}
    if not newest:
        return
    upsert = insert(PatientRow)
    written = connection.execute(
        upsert.on_conflict_do_update(
            index_elements=["chain_id", "patient_id"],
            set_={name: upsert.excluded[name] for name in CHANGEABLE},
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
