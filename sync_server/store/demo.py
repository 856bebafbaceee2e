"""Writes the demo chain."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import insert

from sync_server.services.demo_chain import HeadOffice
from sync_server.services.effects import Document, Effects
from sync_server.store import contexts, streams
from sync_server.store.chain import SqlChainUnit
from sync_server.store.rows import StaffMemberRow


class SqlDemoUnit(SqlChainUnit):
    """Plays DemoUnit on Postgres."""

    def write_head_office(self, chain_id: UUID, office: HeadOffice) -> None:
        """Write staff and catalogue."""
        self.connection.execute(
            insert(StaffMemberRow),
            [
                {"chain_id": chain_id, **each.model_dump(), "roles": ",".join(each.roles)}
                for each in office.staff
            ],
        )
        contexts.catalogue.write(self.connection, chain_id, office.records)

    def write_effects(self, chain_id: UUID, effects: Effects) -> None:
        """Write patients, prescriptions and stock."""
        contexts.write(self.connection, chain_id, effects)

    def publish(self, chain_id: UUID, documents: Sequence[Document]) -> None:
        """Put documents into their streams."""
        streams.publish(self.connection, chain_id, documents)
