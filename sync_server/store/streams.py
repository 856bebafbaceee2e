"""Puts documents into streams; the counters give the order, and it is the order of commits."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert

from app.contracts.pull import RowKind
from sync_server.services.effects import Document
from sync_server.store.rows import DocRow, DocStreamRow, StreamRow

Place = tuple[str, str, str]


def publish(connection: Connection, chain_id: UUID, documents: Sequence[Document]) -> None:
    """Store the documents and give each its place in its stream.

    The counters come last, in sorted order, so that two pushes never wait for each other in a
    circle, and a page read at any moment holds every row up to its highest number.
    """
    latest = _latest(documents)
    if not latest:
        return
    _store(connection, chain_id, list(latest.values()))
    by_stream: dict[str, list[Document]] = {}
    for document in latest.values():
        by_stream.setdefault(document.stream, []).append(document)
    places: list[dict[str, object]] = []
    for stream in sorted(by_stream):
        waiting = by_stream[stream]
        last = _advance(connection, chain_id, stream, by=len(waiting))
        first = last - len(waiting) + 1
        places += [_place(chain_id, each, seq) for seq, each in enumerate(waiting, start=first)]
    upsert = insert(DocStreamRow)
    connection.execute(
        upsert.on_conflict_do_update(
            index_elements=["chain_id", "stream", "type", "doc_id"],
            set_={"seq": upsert.excluded.seq, "kind": upsert.excluded.kind},
        ),
        places,
    )


def _latest(documents: Sequence[Document]) -> dict[Place, Document]:
    """Keep the last document of each thing, in the order in which the last ones came."""
    latest: dict[Place, Document] = {}
    for document in documents:
        place = (document.stream, document.type, document.id)
        latest.pop(place, None)
        latest[place] = document
    return latest


def _store(connection: Connection, chain_id: UUID, documents: Sequence[Document]) -> None:
    payloads = {(each.type.value, each.id): each.payload for each in documents}
    upsert = insert(DocRow)
    connection.execute(
        upsert.on_conflict_do_update(
            index_elements=["chain_id", "type", "doc_id"],
            set_={"payload": upsert.excluded.payload},
        ),
        [
            {"chain_id": chain_id, "type": kind, "doc_id": doc_id, "payload": payload}
            for (kind, doc_id), payload in sorted(payloads.items())
        ],
    )


def _advance(connection: Connection, chain_id: UUID, stream: str, *, by: int) -> int:
    """Take the stream's counter until the end of the transaction; return its new value."""
    taken = (
        insert(StreamRow)
        .values(chain_id=chain_id, stream=stream, n=by)
        .on_conflict_do_update(index_elements=["chain_id", "stream"], set_={"n": StreamRow.n + by})
        .returning(StreamRow.n)
    )
    return connection.execute(taken).scalar_one()


def _place(chain_id: UUID, document: Document, seq: int) -> dict[str, object]:
    return {
        "chain_id": chain_id,
        "stream": document.stream,
        "seq": seq,
        "type": document.type.value,
        "doc_id": document.id,
        "kind": RowKind.PUT.value,
    }
