"""Sealing documents into the till's journal, with the signatures the law and we ask for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from app.domain.kernel.ids import CommandId, DeviceId
from app.domain.payments.checkpoints import (
    Checkpoint,
    JournalCheckpointSigned,
    is_checkpoint_due,
)
from app.domain.payments.documents import FiscalDocument
from app.domain.payments.fiscal_signing import (
    FiscalMark,
    SignerFailure,
    SignerState,
    null_receipt,
    resumes_with_null_receipt,
    wants_signature,
)
from app.domain.payments.ids import TillSessionId
from app.domain.payments.journal import JournalEntry, JournalEntrySealed, JournalHead, Stamp
from app.domain.payments.till import TillState
from app.services.payment_ports import FiscalSigner, FiscalSignerFailed, PaymentUnit, Signer
from app.services.ports import Clock, Today
from app.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A document with what the signing device made of it; None where it was not asked."""

    document: FiscalDocument
    mark: FiscalMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Whose till, which session and which business day a document is sealed in."""

    till_id: DeviceId
    business_day: date
    session_id: TillSessionId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealer:
    """Signs and seals; `fiscal_signer` is None where no law wants one."""

    clock: Clock
    today: Today
    key: Callable[[], Signer]
    fiscal_signer: FiscalSigner | None = None

    def state(self, unit: PaymentUnit) -> TillState:
        """Return how this till stands."""
        return TillState(entries=unit.journal.since_opening(self.till_id(unit)))

    def till_id(self, unit: PaymentUnit) -> DeviceId:
        """Return this till: it is the device."""
        return unit.sync.identity().device_id

    def open_place(self, unit: PaymentUnit) -> Place:
        """Return the place in the open session.

        Raises:
            TillIsClosed: see there.
        """
        state = self.state(unit)
        return Place(
            till_id=self.till_id(unit),
            business_day=state.business_day,
            session_id=state.session_id,
        )

    def any_place(self, unit: PaymentUnit) -> Place:
        """Return the place in the open session, or in none: a copy is printed at any time."""
        if self.state(unit).is_open:
            return self.open_place(unit)
        return Place(till_id=self.till_id(unit), business_day=self.today(), session_id=None)

    def sign(self, state: SignerState, document: FiscalDocument) -> tuple[Marked, ...]:
        """Return the documents to seal: after a failure a receipt over nothing comes first.

        Called before the transaction begins, because the device may be slow, and never for long:
        it has its own deadline. What it refuses is sealed without it.
        """
        if self.fiscal_signer is None or not wants_signature(document):
            return (Marked(document=document),)
        if not resumes_with_null_receipt(state):
            return (self._signed(self.fiscal_signer, document),)
        probe = self._signed(self.fiscal_signer, null_receipt(document.currency))
        if isinstance(probe.mark, SignerFailure):
            return (Marked(document=document, mark=probe.mark),)
        return (probe, self._signed(self.fiscal_signer, document))

    def seal(
        self,
        unit: PaymentUnit,
        session: Session,
        place: Place,
        marked: tuple[Marked, ...],
        command_id: CommandId,
    ) -> JournalEntry:
        """Append the documents to the journal and the outbox; return the last one's entry."""
        head = self.head(unit, place)
        entry: JournalEntry | None = None
        for each in marked:
            stamp = Stamp(
                at=self.clock(),
                actor=session.user_id,
                command_id=command_id,
                business_day=place.business_day,
                session_id=place.session_id,
            )
            entry = head.append(each.document, stamp, each.mark)
            head = head.after(entry)
            unit.journal.add(entry)
            checkpoint = self._checkpoint_if_due(unit, entry, head)
            if checkpoint is not None:
                head = replace(head, checkpoint_number=checkpoint.number)
            _announce(unit, session, entry, checkpoint)
        if entry is None:
            raise ValueError("there is nothing to seal")
        return entry

    def head(self, unit: PaymentUnit, place: Place) -> JournalHead:
        """Return what the next entry at a place is built upon."""
        return unit.journal.head(
            place.till_id, business_day=place.business_day, session_id=place.session_id
        )

    def checkpoint(self, entry: JournalEntry) -> Checkpoint:
        """Return the device's signature over an entry."""
        key = self.key()
        checkpoint = Checkpoint(
            till_id=entry.till_id,
            number=entry.number,
            hash=entry.hash,
            at=entry.stamp.at,
            public_key=key.public_hex,
        )
        return checkpoint.signed(key.sign(checkpoint.signing_input()))

    def _checkpoint_if_due(
        self, unit: PaymentUnit, entry: JournalEntry, head: JournalHead
    ) -> Checkpoint | None:
        if not is_checkpoint_due(entry, head.checkpoint_number):
            return None
        checkpoint = self.checkpoint(entry)
        unit.journal.add_checkpoint(checkpoint)
        return checkpoint

    def _signed(self, signer: FiscalSigner, document: FiscalDocument) -> Marked:
        try:
            return Marked(document=document, mark=signer.sign(document))
        except FiscalSignerFailed as failure:
            reason = str(failure.facts.get("reason", failure.code))
            return Marked(document=document, mark=SignerFailure(reason=reason))


def _announce(
    unit: PaymentUnit, session: Session, entry: JournalEntry, checkpoint: Checkpoint | None
) -> None:
    sealed = JournalEntrySealed(entry=entry)
    signed = () if checkpoint is None else (JournalCheckpointSigned(checkpoint=checkpoint),)
    unit.outbox.add(
        sealed,
        *signed,
        actor=session.user_id,
        session_id=session.session_id,
        command_id=entry.stamp.command_id,
    )
