"""What every use case of the till does around its own rule: replay, permission, sign, seal."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.kernel.access import Action, Resource, decide
from app.domain.kernel.ids import CommandId
from app.domain.kernel.text import LONG_LENGTH_MAX, require_length
from app.domain.payments.documents import FiscalDocument
from app.domain.payments.errors import CommandWasUsedForAnotherPayment
from app.domain.payments.journal import JournalEntry
from app.domain.payments.variance import Person, require_second_person
from app.services.auditing import Access, Gate
from app.services.changes import NO_CHANGES, Changes
from app.services.paper_ports import ReceiptPrinting
from app.services.payment_ports import PaymentUnit, PaymentUnits
from app.services.ports import Clock
from app.services.sealing import Marked, Place, Sealer
from app.services.session import Session

SUBJECT = "till"


def _nothing_else(_unit: PaymentUnit, _entry: JournalEntry) -> None:
    """Stand in where a document is all there is to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a command comes to: a document, where it is sealed, and what is written beside it."""

    document: FiscalDocument
    place: Place
    write: Callable[[PaymentUnit, JournalEntry], None] = _nothing_else


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks for what, with what reason and second person's PIN, and whether on paper."""

    session: Session
    command_id: CommandId
    action: Action
    reason: str | None = None
    second: Session | None = None
    wants_paper: bool = True

    def __post_init__(self) -> None:
        """Refuse a reason that no server would take; raises TextIsTooLong."""
        require_length("reason", self.reason or "", most=LONG_LENGTH_MAX)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Carries a command of the till out in one transaction, once."""

    units: PaymentUnits
    gate: Gate
    sealer: Sealer
    clock: Clock
    papers: ReceiptPrinting | None = None

    def carry_out(
        self,
        request: Request,
        make: Callable[[PaymentUnit], Work],
        *,
        is_same: Callable[[JournalEntry], bool],
    ) -> tuple[JournalEntry, Changes]:
        """Return the sealed entry of a command; the same command again returns it unchanged.

        `make` looks and refuses, and writes nothing: where a signing device is set it is asked
        once before the device signs and once in the transaction that writes.

        Raises:
            AccessDenied, ReasonIsMissing, CommandWasUsedForAnotherPayment: see there.
        """
        signed = self._signed_before(request, make)
        with self.units() as unit:
            earlier = self._earlier(unit, request, is_same)
            if earlier is not None:
                return earlier, NO_CHANGES
            self.permit(unit, request)
            work = make(unit)
            marked = (Marked(document=work.document),) if signed is None else signed
            if marked[-1].document != work.document:
                raise CommandWasUsedForAnotherPayment(reason="moved_on")
            entry = self.sealer.seal(unit, request.session, work.place, marked, request.command_id)
            work.write(unit, entry)
            if self.papers is not None:
                self.papers.queue_entry(unit, request.session, entry, is_wanted=request.wants_paper)
            return entry, unit.commit()

    def permit(self, unit: PaymentUnit, request: Request) -> None:
        """Let the person through, or with them the second person who may.

        Raises:
            AccessDenied, ReasonIsMissing, SecondPersonIsTheSame, ApprovalIsStale: see there.
        """
        session, second = request.session, request.second
        access = Access(
            action=request.action,
            subject_type=SUBJECT,
            subject_id=self.sealer.till_id(unit),
            correlation_id=request.command_id,
            reason=request.reason,
        )
        may_alone = decide(session.subject, request.action, Resource()).is_allowed
        if may_alone or second is None:
            self.gate.pass_through(unit, session, access)
            return
        require_second_person(person_of(session), person_of(second), self.clock())
        self.gate.pass_through(unit, second, access)

    def approve(self, unit: PaymentUnit, request: Request) -> None:
        """Let the second person allow what the first may not do alone, whatever their role.

        Raises:
            SecondPersonIsMissing, SecondPersonIsTheSame, ApprovalIsStale, AccessDenied,
            ReasonIsMissing: see there.
        """
        second = request.second
        require_second_person(
            person_of(request.session),
            None if second is None else person_of(second),
            self.clock(),
        )
        if second is not None:
            self.permit(unit, replace(request, session=second, second=None))

    def _earlier(
        self, unit: PaymentUnit, request: Request, is_same: Callable[[JournalEntry], bool]
    ) -> JournalEntry | None:
        entry = unit.journal.of_command(self.sealer.till_id(unit), request.command_id)
        if entry is not None and not is_same(entry):
            raise CommandWasUsedForAnotherPayment(reason="content_differs")
        return entry

    def _signed_before(
        self, request: Request, make: Callable[[PaymentUnit], Work]
    ) -> tuple[Marked, ...] | None:
        """Ask the signing device while no transaction is open; None where there is none."""
        if self.sealer.fiscal_signer is None:
            return None
        with self.units() as unit:
            if unit.journal.of_command(self.sealer.till_id(unit), request.command_id) is not None:
                return None
            self.permit(unit, request)
            work = make(unit)
            state = self.sealer.head(unit, work.place).signer_state
        return self.sealer.sign(state, work.document)


def person_of(session: Session) -> Person:
    """Return the person of a session, who entered the PIN when it began."""
    return Person(user_id=session.user_id, roles=session.roles, entered_at=session.started_at)
