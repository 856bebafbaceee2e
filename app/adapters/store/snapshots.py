"""Frozen patients and prescriptions: the canonical bytes that were hashed, kept once."""

import hashlib
import json

from sqlalchemy import BindParameter, Insert, Select, bindparam, select

from app.adapters.store.rows import orders_patient_snapshots, orders_prescription_snapshots
from app.adapters.store.statements import insert_once
from app.adapters.store.transaction import Transaction
from app.domain.kernel.canonical import JsonValue, canonical_json
from app.domain.orders import PatientSnapshot, PrescriptionSnapshot, SnapshotIsDamaged

SHA256: BindParameter[str] = bindparam("sha256")
PATIENTS = orders_patient_snapshots.c
PRESCRIPTIONS = orders_prescription_snapshots.c
ADD_PATIENT = insert_once(orders_patient_snapshots)
ADD_PRESCRIPTION = insert_once(orders_prescription_snapshots)
FIND_PATIENT = select(PATIENTS.document).where(PATIENTS.sha256 == SHA256)
FIND_PRESCRIPTION = select(PRESCRIPTIONS.document).where(PRESCRIPTIONS.sha256 == SHA256)


class SqlPatientSnapshots:
    """Frozen patients, addressed by their hash."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, snapshot: PatientSnapshot) -> str:
        """Store the snapshot once and return its SHA-256."""
        return _add(self._transaction, ADD_PATIENT, snapshot.to_json())

    def get(self, sha256: str) -> PatientSnapshot:
        """Return it, its stored bytes checked against the hash; raises SnapshotIsDamaged."""
        document = _get(self._transaction, FIND_PATIENT, sha256)
        return PatientSnapshot.from_json(document)


class SqlPrescriptionSnapshots:
    """Frozen prescriptions, addressed by their hash."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, snapshot: PrescriptionSnapshot) -> str:
        """Store the snapshot once and return its SHA-256."""
        return _add(self._transaction, ADD_PRESCRIPTION, snapshot.to_json())

    def get(self, sha256: str) -> PrescriptionSnapshot:
        """Return it, its stored bytes checked against the hash; raises SnapshotIsDamaged."""
        document = _get(self._transaction, FIND_PRESCRIPTION, sha256)
        return PrescriptionSnapshot.from_json(document)

    def add_any(self, snapshot: PrescriptionSnapshot | None) -> str:
        """Store the snapshot, or that of nothing, once and return its SHA-256."""
        if snapshot is None:
            return _add(self._transaction, ADD_PRESCRIPTION, None)
        return self.add(snapshot)

    def any(self, sha256: str) -> PrescriptionSnapshot | None:
        """Return it, or None for the snapshot of nothing; raises SnapshotIsDamaged."""
        document = _get(self._transaction, FIND_PRESCRIPTION, sha256)
        return None if document is None else PrescriptionSnapshot.from_json(document)


def _add(transaction: Transaction, statement: Insert, document: JsonValue) -> str:
    content = canonical_json(document)
    sha256 = hashlib.sha256(content).hexdigest()
    transaction.write(statement, {"sha256": sha256, "document": content.decode()})
    return sha256


def _get(transaction: Transaction, query: Select[str], sha256: str) -> JsonValue:
    text = transaction.scalar(query, sha256=sha256)
    if text is None or hashlib.sha256(text.encode()).hexdigest() != sha256:
        raise SnapshotIsDamaged(sha256=sha256)
    document: JsonValue = json.loads(text)
    return document
