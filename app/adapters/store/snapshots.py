"""Frozen patients and prescriptions: the canonical bytes that were hashed, kept once."""

import hashlib
import json

from sqlalchemy import Table, select
from sqlalchemy.dialects.sqlite import insert

from app.adapters.store.rows import orders_patient_snapshots, orders_prescription_snapshots
from app.adapters.store.transaction import Transaction
from app.domain.kernel.canonical import JsonValue, canonical_json
from app.domain.orders import PatientSnapshot, PrescriptionSnapshot, SnapshotIsDamaged


class SqlPatientSnapshots:
    """Frozen patients, addressed by their hash."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, snapshot: PatientSnapshot) -> str:
        """Store the snapshot once and return its SHA-256."""
        return _add(self._transaction, orders_patient_snapshots, snapshot.to_json())

    def get(self, sha256: str) -> PatientSnapshot:
        """Return it, its stored bytes checked against the hash; raises SnapshotIsDamaged."""
        document = _get(self._transaction, orders_patient_snapshots, sha256)
        return PatientSnapshot.from_json(document)


class SqlPrescriptionSnapshots:
    """Frozen prescriptions, addressed by their hash."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def add(self, snapshot: PrescriptionSnapshot) -> str:
        """Store the snapshot once and return its SHA-256."""
        return _add(self._transaction, orders_prescription_snapshots, snapshot.to_json())

    def get(self, sha256: str) -> PrescriptionSnapshot:
        """Return it, its stored bytes checked against the hash; raises SnapshotIsDamaged."""
        document = _get(self._transaction, orders_prescription_snapshots, sha256)
        return PrescriptionSnapshot.from_json(document)


def _add(transaction: Transaction, table: Table, document: JsonValue) -> str:
    content = canonical_json(document)
    sha256 = hashlib.sha256(content).hexdigest()
    statement = insert(table).values(sha256=sha256, document=content.decode())
    transaction.write(statement.on_conflict_do_nothing())
    return sha256


def _get(transaction: Transaction, table: Table, sha256: str) -> JsonValue:
    text = transaction.scalar(select(table.c.document).where(table.c.sha256 == sha256))
    if text is None or hashlib.sha256(text.encode()).hexdigest() != sha256:
        raise SnapshotIsDamaged(sha256=sha256)
    document: JsonValue = json.loads(text)
    return document
