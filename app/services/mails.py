"""Mails to patients: offered with their consent, and taken back within half an hour."""

from dataclasses import dataclass
from uuid import UUID

from app.domain.customers import Channel, Purpose, may_contact
from app.domain.kernel.access import Action
from app.domain.kernel.events import DomainEvent
from app.domain.kernel.ids import CommandId, OrderId
from app.domain.mails import (
    UNDO_FOR,
    Mail,
    MailCancelled,
    MailIsNotWanted,
    MailKind,
    MailNotFound,
    MailQueued,
)
from app.domain.orders import Order
from app.messages.language import current_language, tr
from app.services.auditing import Access, Gate
from app.services.changes import NO_CHANGES, Changes
from app.services.paper_facts import letterhead_of
from app.services.paper_ports import PaperUnit, PaperUnits
from app.services.ports import Clock, NewId
from app.services.session import Session

LIST_LIMIT = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class MailService:
    """The use cases of mail; the server sends it, this device only hands it over."""

    units: PaperUnits
    gate: Gate
    clock: Clock
    new_id: NewId

    def offer_ready(
        self, session: Session, command_id: CommandId, order_id: OrderId
    ) -> tuple[Mail, Changes]:
        """Queue the word that an order is ready; the same command again queues nothing more.

        Raises:
            AccessDenied, OrderNotFound, PatientNotFound: see there.
            MailIsNotWanted: the patient has no address, or has not agreed.
        """
        with self.units() as unit:
            earlier = unit.mails.get(command_id)
            if earlier is not None:
                return earlier, NO_CHANGES
            self._pass(unit, session, order_id)
            order = unit.orders.get(order_id)
            _require_wanted(unit, order)
            mail = self._ready_mail(unit, order, command_id)
            unit.mails.add(mail)
            self._announce(unit, session, command_id, MailQueued(mail=mail))
            return mail, unit.commit()

    def undo(self, session: Session, mail_id: UUID) -> Changes:
        """Take a mail back; one that was taken back before stays so.

        Raises:
            AccessDenied, MailNotFound, MailHasGone: see there.
        """
        with self.units() as unit:
            mail = unit.mails.get(mail_id)
            if mail is None:
                raise MailNotFound
            self._pass(unit, session, mail.order_id)
            if mail.cancelled_at is not None:
                return NO_CHANGES
            now = self.clock()
            mail.require_undoable(now)
            unit.mails.cancel(mail_id, now)
            taken_back = MailCancelled(mail=mail, cancelled_at=now)
            self._announce(unit, session, CommandId(self.new_id()), taken_back)
            return unit.commit()

    def recent(self, session: Session) -> tuple[Mail, ...]:
        """Return the newest mails, whatever became of them; raises AccessDenied."""
        self.gate.check(session, Action.MAIL_SEND)
        with self.units() as unit:
            return unit.mails.recent(limit=LIST_LIMIT)

    def _ready_mail(self, unit: PaperUnit, order: Order, command_id: CommandId) -> Mail:
        now, shop = self.clock(), letterhead_of(unit).name
        patient = order.draft.patient
        return Mail(
            mail_id=command_id,
            kind=MailKind.READY,
            order_id=order.order_id,
            order_number=str(order.number),
            patient_id=order.patient_id,
            site_id=order.site_id,
            language=current_language(),
            subject=tr("Your order {number} is ready", number=order.number),
            body=tr(
                "Dear {given_name} {family_name}, your order {number} is ready at {shop}.",
                given_name=patient.given_name,
                family_name=patient.family_name,
                number=order.number,
                shop=shop,
            ),
            queued_at=now,
            send_after=now + UNDO_FOR,
        )

    def _pass(self, unit: PaperUnit, session: Session, order_id: OrderId) -> None:
        access = Access(
            action=Action.MAIL_SEND,
            subject_type="order",
            subject_id=order_id,
            correlation_id=order_id,
        )
        self.gate.pass_through(unit, session, access)

    def _announce(
        self, unit: PaperUnit, session: Session, command_id: CommandId, event: DomainEvent
    ) -> None:
        unit.outbox.add(
            event, actor=session.user_id, session_id=session.session_id, command_id=command_id
        )


def _require_wanted(unit: PaperUnit, order: Order) -> None:
    patient = unit.patients.patient(order.patient_id)
    consents = unit.people.consents_of(unit.people.group_of(order.patient_id))
    if patient.email is None:
        raise MailIsNotWanted(reason="no_address")
    if not may_contact(consents, Channel.EMAIL, Purpose.SERVICE):
        raise MailIsNotWanted(reason="no_consent")
