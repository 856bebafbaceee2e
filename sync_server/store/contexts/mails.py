"""Writes mails that wait, and marks those that were taken back before they were sent."""

from uuid import UUID

from sqlalchemy import Connection, update
from sqlalchemy.dialects.postgresql import insert

from sync_server.services.effects import MailEffects
from sync_server.store.rows import MailRow


def write(connection: Connection, chain_id: UUID, mails: MailEffects) -> None:
    """Add mails first, so that one queued and taken back in one batch is both."""
    if mails.queued:
        connection.execute(
            insert(MailRow),
            [{"chain_id": chain_id, **each.model_dump()} for each in mails.queued],
        )
    for each in mails.cancelled:
        connection.execute(
            update(MailRow)
            .where(
                MailRow.chain_id == chain_id,
                MailRow.mail_id == each.mail_id,
                MailRow.site_id == each.site_id,
                MailRow.sent_at.is_(None),
            )
            .values(cancelled_at=each.cancelled_at)
        )
