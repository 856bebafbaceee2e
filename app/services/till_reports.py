"""Counting blindly, reading and closing the till; nothing outside this device is asked for it."""

from dataclasses import dataclass
from itertools import takewhile

from app.domain.kernel.access import Action, Resource, decide
from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.ids import CommandId
from app.domain.payments.balance import require_currency
from app.domain.payments.documents import DocumentType
from app.domain.payments.journal import JournalEntry
from app.domain.payments.till import Counted, TillState
from app.domain.payments.till_report import TillReport, report_document, report_of
from app.domain.payments.variance import needs_second_person, require_explained
from app.services.changes import Changes
from app.services.desk import Desk, Request, Work, person_of
from app.services.payment_ports import PaymentUnit
from app.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseTill:
    """The wish to close; `reason` explains a variance."""

    command_id: CommandId
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedReport:
    """A report and the entry it is sealed in."""

    report: TillReport
    entry: JournalEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class TillReportService:
    """The use cases of the end of a till's day, and of a look before it."""

    desk: Desk

    def count(
        self, session: Session, command_id: CommandId, counted: Counted
    ) -> tuple[TillReport, Changes]:
        """Seal a count, and only then tell what was expected.

        Raises:
            AccessDenied, TillIsClosed, CurrenciesDiffer: see there.
        """

        def make(unit: PaymentUnit) -> Work:
            require_currency(self.desk.sealer.state(unit).currency, counted.cash.total)
            return Work(document=counted.document(), place=self.desk.sealer.open_place(unit))

        request = Request(session=session, command_id=command_id, action=Action.TILL_COUNT)
        _, changes = self.desk.carry_out(
            request, make, is_same=lambda entry: entry.document == counted.document()
        )
        with self.desk.units() as unit:
            return report_of(self.desk.sealer.state(unit)), changes

    def x_report(self, session: Session, command_id: CommandId) -> tuple[SealedReport, Changes]:
        """Read the till and go on; what the drawer should hold is shown to who may see it.

        After a count everybody sees it, for then it can no longer lead the counting hand.

        Raises:
            AccessDenied, TillIsClosed: see there.
        """
        request = Request(session=session, command_id=command_id, action=Action.TILL_READ)
        entry, changes = self.desk.carry_out(
            request,
            self._x_work,
            is_same=lambda entry: entry.document.type is DocumentType.X_REPORT,
        )
        with self.desk.units() as unit:
            state = _before(unit, entry)
        report = report_of(state)
        if state.last_count() is None and not _may_see_expected(session):
            report = report.blinded()
        return SealedReport(report=report, entry=entry), changes

    def z_report(
        self, session: Session, command: CloseTill, *, second: Session | None = None
    ) -> tuple[SealedReport, Changes]:
        """Close the till. Nothing outside this device is asked, so nothing outside delays it.

        Raises:
            AccessDenied, TillIsClosed, CountIsMissing, VarianceNeedsReason,
            SecondPersonIsMissing, SecondPersonIsTheSame, ApprovalIsStale: see there.
        """
        request = Request(
            session=session,
            command_id=command.command_id,
            action=Action.TILL_CLOSE,
            reason=command.reason or None,
            second=second,
        )
        entry, changes = self.desk.carry_out(
            request,
            lambda unit: self._z_work(unit, request),
            is_same=lambda entry: entry.document.type is DocumentType.Z_REPORT,
        )
        with self.desk.units() as unit:
            state = _before(unit, entry)
        return SealedReport(report=report_of(state), entry=entry), changes

    def _x_work(self, unit: PaymentUnit) -> Work:
        report = report_of(self.desk.sealer.state(unit))
        document = report_document(DocumentType.X_REPORT, report, self._details(unit))
        return Work(document=document, place=self.desk.sealer.open_place(unit))

    def _z_work(self, unit: PaymentUnit, request: Request) -> Work:
        state = self.desk.sealer.state(unit)
        state.valid_count()
        report = report_of(state)
        variance, reason = report.largest_variance, request.reason or ""
        require_explained(variance, reason)
        details = {**self._details(unit), "reason": reason, "second_person": None}
        if needs_second_person(variance, person_of(request.session)):
            approval = Request(
                session=request.session,
                command_id=request.command_id,
                action=Action.TILL_APPROVE_VARIANCE,
                reason=reason,
                second=request.second,
            )
            self.desk.approve(unit, approval)
            details["second_person"] = (
                None if request.second is None else str(request.second.user_id)
            )
        document = report_document(DocumentType.Z_REPORT, report, details)
        return Work(document=document, place=self.desk.sealer.open_place(unit))

    def _details(self, unit: PaymentUnit) -> dict[str, JsonValue]:
        """Return what a report says beside its sums: card payments that wait for an answer."""
        waiting = unit.attempts.unsettled(self.desk.sealer.till_id(unit))
        return {
            "open_card_payments": sum(each.is_open for each in waiting),
            "unclaimed_card_payments": sum(each.is_unclaimed for each in waiting),
        }


def _before(unit: PaymentUnit, report: JournalEntry) -> TillState:
    """Return the session as a sealed report saw it, also when another has begun since."""
    first = int(str(report.document.details["first_number"]))
    entries = unit.journal.entries(report.till_id, first=first)
    return TillState(entries=tuple(takewhile(lambda each: each.number < report.number, entries)))


def _may_see_expected(session: Session) -> bool:
    return decide(session.subject, Action.TILL_SEE_EXPECTED, Resource()).is_allowed
