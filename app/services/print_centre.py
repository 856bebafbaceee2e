"""The print queue in people's hands: look, try again, send elsewhere, call off, print a copy."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from app.domain.kernel.access import Action
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import CommandId
from app.papers.kinds import PaperKind
from app.services.auditing import Access, Gate
from app.services.changes import Changes
from app.services.paper_ports import PaperPicture, PaperUnit, PaperUnits
from app.services.papers import PaperService
from app.services.ports import Clock, NewId
from app.services.print_ports import Printer, PrintJob, PrintJobState
from app.services.session import Session

LIST_LIMIT = 200

# Nothing of these is on paper.
WAITING = frozenset({PrintJobState.QUEUED, PrintJobState.NOT_SENT})
# These may be on paper: only a person who looked can say.
DOUBTFUL = frozenset({PrintJobState.UNKNOWN, PrintJobState.HELD})
ENDED = frozenset({PrintJobState.PRINTED, PrintJobState.CANCELLED}) | DOUBTFUL


class PrintJobNotFound(DomainError):
    """No print job has that id."""

    code = "printing.job.not_found"


class PrintJobMovedOn(DomainError):
    """The job is being printed, or has ended, since it was looked at."""

    code = "printing.job.moved_on"


class PrintJobIsDoubtful(DomainError):
    """The job may be on paper; somebody has to look before it is sent again."""

    code = "printing.job.doubtful"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueView:
    """What the print centre shows: printers, and jobs newest first."""

    printers: tuple[Printer, ...]
    jobs: tuple[PrintJob, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintCentre:
    """The use cases of the print centre."""

    units: PaperUnits
    gate: Gate
    clock: Clock
    new_id: NewId
    picture: PaperPicture
    papers: PaperService

    def look(self, session: Session) -> QueueView:
        """Return the printers and the newest jobs; raises AccessDenied."""
        self.gate.check(session, Action.PRINT_QUEUE)
        with self.units() as unit:
            jobs = unit.print_jobs.recent(limit=LIST_LIMIT)
            return QueueView(printers=unit.print_jobs.printers(), jobs=jobs)

    def preview(self, session: Session, job_id: UUID) -> bytes:
        """Return a PNG of the stored document as its printer draws it.

        Raises:
            AccessDenied, PrintJobNotFound, PaperIsDamaged: see there.
        """
        self.gate.check(session, Action.PRINT_QUEUE)
        with self.units() as unit:
            job = _job(unit, job_id)
            widths = {each.printer_id: each.paper_mm for each in unit.print_jobs.printers()}
        return self.picture(job, widths.get(job.printer_id, 80))

    def retry(self, session: Session, job_id: UUID) -> Changes:
        """Try a job again at once, of which nothing is on paper.

        Raises:
            AccessDenied, PrintJobNotFound, PrintJobMovedOn: see there.
            PrintJobIsDoubtful: it may be on paper; `settle` asks first.
        """
        return self.reroute(session, job_id, None)

    def reroute(self, session: Session, job_id: UUID, printer_id: UUID | None) -> Changes:
        """Send a waiting job to another printer, at once.

        Raises:
            AccessDenied, PrintJobNotFound, PrintJobMovedOn, PrintJobIsDoubtful: see there.
        """
        with self.units() as unit:
            job = self._seen(unit, session, job_id)
            if job.state in DOUBTFUL:
                raise PrintJobIsDoubtful(reference=job.reference)
            _require(job, job.state in WAITING)
            _put(unit, job, _due(job, self.clock(), printer_id or job.printer_id))
            return unit.commit()

    def cancel(self, session: Session, job_id: UUID) -> Changes:
        """Take a waiting job off the queue.

        Raises:
            AccessDenied, PrintJobNotFound, PrintJobMovedOn: see there.
        """
        with self.units() as unit:
            job = self._seen(unit, session, job_id)
            _require(job, job.state in WAITING)
            _put(unit, job, replace(job, state=PrintJobState.CANCELLED, reason=None))
            return unit.commit()

    def settle(self, session: Session, job_id: UUID, *, has_come_out: bool) -> Changes:
        """Record what somebody saw of a doubtful job: it came out, or it did not.

        What did not come out is called off; `reprint` prints it again and says COPY.

        Raises:
            AccessDenied, PrintJobNotFound, PrintJobMovedOn: see there.
        """
        state = PrintJobState.PRINTED if has_come_out else PrintJobState.CANCELLED
        with self.units() as unit:
            job = self._seen(unit, session, job_id)
            _require(job, job.state in DOUBTFUL)
            _put(unit, job, replace(job, state=state, reason=None))
            return unit.commit()

    def reprint(
        self, session: Session, command_id: CommandId, job_id: UUID, *, reason: str
    ) -> Changes:
        """Print what a job printed once more, marked COPY n; a receipt is sealed as a copy first.

        Raises:
            AccessDenied, ReasonIsMissing, PrintJobNotFound, PrintJobMovedOn, NoPrinterIsSet:
            see there.
        """
        with self.units() as unit:
            job = _job(unit, job_id)
        _require(job, job.state in ENDED)
        if job.kind == PaperKind.RECEIPT.value:
            number = int(job.subject)
            return self.papers.reprint(session, command_id, number=number, reason=reason)
        with self.units() as unit:
            self._pass(unit, session, job, reason=reason)
            earlier = unit.print_jobs.of_reference(job.reference)
            same = sum(each.kind == job.kind for each in earlier)
            unit.print_jobs.add(self._copy(job, same + 1))
            return unit.commit()

    def _copy(self, job: PrintJob, copy_number: int) -> PrintJob:
        fresh = _due(job, self.clock(), job.printer_id)
        return replace(
            fresh,
            job_id=self.new_id(),
            copy_number=copy_number,
            attempts=0,
            queued_at=fresh.next_attempt_at,
        )

    def _seen(self, unit: PaperUnit, session: Session, job_id: UUID) -> PrintJob:
        job = _job(unit, job_id)
        access = _access(Action.PRINT_QUEUE, job)
        self.gate.pass_through(unit, session, access)
        return job

    def _pass(self, unit: PaperUnit, session: Session, job: PrintJob, *, reason: str) -> None:
        access = replace(_access(Action.PAPER_REPRINT, job), reason=reason)
        self.gate.pass_through(unit, session, access)


def _access(action: Action, job: PrintJob) -> Access:
    return Access(
        action=action,
        subject_type="print_job",
        subject_id=job.job_id,
        correlation_id=job.job_id,
    )


def _job(unit: PaperUnit, job_id: UUID) -> PrintJob:
    job = unit.print_jobs.get(job_id)
    if job is None:
        raise PrintJobNotFound
    return job


def _require(job: PrintJob, holds: bool) -> None:  # noqa: FBT001 - the one thing it asks
    if not holds:
        raise PrintJobMovedOn(reference=job.reference)


def _put(unit: PaperUnit, seen: PrintJob, job: PrintJob) -> None:
    _require(job, unit.print_jobs.replace(job, seen=seen.state))


def _due(job: PrintJob, now: datetime, printer_id: UUID) -> PrintJob:
    return replace(
        job,
        printer_id=printer_id,
        state=PrintJobState.QUEUED,
        reason=None,
        next_attempt_at=now,
    )
