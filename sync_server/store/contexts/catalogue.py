"""Writes what the chain shares of goods and prices, the newest version of each."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ARRAY, Connection, Uuid, any_, literal, select
from sqlalchemy.dialects.postgresql import insert

from app.contracts.catalogue_v1 import ChainRecordV1
from app.domain.kernel.chain_records import RecordKind, record_id
from sync_server.services.ports import ApplyConflict
from sync_server.services.strict_json import canonical_bytes
from sync_server.store.rows import ChainRecordRow

CHANGEABLE = ("version", "body")


def write(connection: Connection, chain_id: UUID, records: Sequence[ChainRecordV1]) -> None:
    """Write the newest version of each record.

    Raises:
        ApplyConflict: a newer version came in between.
    """
    newest = {_id(record): record for record in records}
    if not newest:
        return
    upsert = insert(ChainRecordRow)
    written = connection.execute(
        upsert.on_conflict_do_update(
            index_elements=["chain_id", "record_id"],
            set_={name: upsert.excluded[name] for name in CHANGEABLE},
            where=ChainRecordRow.version < upsert.excluded.version,
        ).returning(ChainRecordRow.record_id),
        [_row(chain_id, record, newest[record]) for record in sorted(newest)],
    ).all()
    if len(written) != len(newest):
        raise ApplyConflict


def record_versions(
    connection: Connection, chain_id: UUID, ids: frozenset[UUID]
) -> dict[UUID, int]:
    """Return the versions of the records that are known of these."""
    if not ids:
        return {}
    rows = connection.execute(
        select(ChainRecordRow.record_id, ChainRecordRow.version).where(
            ChainRecordRow.chain_id == chain_id,
            ChainRecordRow.record_id == any_(literal(sorted(ids), ARRAY(Uuid))),
        )
    )
    return {row.record_id: row.version for row in rows}


def _id(record: ChainRecordV1) -> UUID:
    return record_id(RecordKind(record.kind), record.name)


def _row(chain_id: UUID, identity: UUID, record: ChainRecordV1) -> dict[str, object]:
    return {
        "chain_id": chain_id,
        "record_id": identity,
        "kind": record.kind,
        "name": record.name,
        "version": record.version,
        "body": canonical_bytes(record.body).decode("utf-8"),
    }
