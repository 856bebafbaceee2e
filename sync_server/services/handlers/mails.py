"""Mails to patients: kept until their hour; one that was taken back before is never sent."""

from app.contracts.mails_v1 import MailCancelledV1, MailV1
from sync_server.services.devices import Device
from sync_server.services.effects import Effects, MailEffects
from sync_server.services.handlers.topic import Subject, require_own_site, topic
from sync_server.services.world import World


def _keep(mail: MailV1, _: World, device: Device) -> Effects:
    require_own_site(mail.site_id, device)
    return Effects(mails=MailEffects(queued=[mail]))


def _take_back(mail: MailCancelledV1, _: World, device: Device) -> Effects:
    require_own_site(mail.site_id, device)
    return Effects(mails=MailEffects(cancelled=[mail]))


def _read(mail: MailV1) -> None:
    """Check that the mail waits at all."""
    if mail.send_after < mail.queued_at:
        raise ValueError("a mail is not sent before it was queued")


def _read_cancelled(_mail: MailCancelledV1) -> None:
    """Take it as it is: nobody but this server reads it."""


MAIL_QUEUED = topic(
    MailV1,
    subject=lambda mail: Subject(type="mail", id=mail.mail_id),
    read=_read,
    apply=_keep,
)
MAIL_CANCELLED = topic(
    MailCancelledV1,
    subject=lambda mail: Subject(type="mail", id=mail.mail_id),
    read=_read_cancelled,
    apply=_take_back,
)
