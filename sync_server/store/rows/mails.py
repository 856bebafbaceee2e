"""Mails to patients, as they wait to be sent."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from sync_server.store.rows.base import ChainKey, Row, UuidKey


class MailRow(Row):
    """A mail: it waits until `send_after`, was taken back, or was sent."""

    __tablename__ = "mails_mails"
    __table_args__ = (Index(None, "chain_id", "send_after"),)

    chain_id: Mapped[ChainKey]
    mail_id: Mapped[UuidKey]
    kind: Mapped[str]
    order_id: Mapped[UUID]
    order_number: Mapped[str]
    patient_id: Mapped[UUID]
    site_id: Mapped[UUID]
    language: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    queued_at: Mapped[datetime]
    send_after: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
