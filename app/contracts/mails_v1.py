"""Mails of schema 1: what is to be sent when, and that it was taken back."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from app.contracts.base import LongText, ShortText, WireModel


class MailV1(WireModel):
    """A mail that waits for its hour (topic mails.mail.queued).

    It has no address: address and consent are those of the hour it is sent in.
    """

    mail_id: UUID
    kind: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
    order_id: UUID
    order_number: ShortText
    patient_id: UUID
    site_id: UUID
    language: Annotated[str, Field(pattern=r"^[A-Za-z_]{2,20}$")]
    subject: LongText
    body: LongText
    queued_at: AwareDatetime
    send_after: AwareDatetime


class MailCancelledV1(WireModel):
    """A mail that was taken back before its hour (topic mails.mail.cancelled)."""

    mail_id: UUID
    site_id: UUID
    cancelled_at: AwareDatetime
