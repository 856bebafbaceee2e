"""The Lab Print Service: queues tickets in the transaction that makes them due."""

from dataclasses import dataclass
from hashlib import sha256

from app.domain.kernel.access import Action
from app.domain.kernel.canonical import canonical_json
from app.domain.kernel.errors import DomainError
from app.domain.kernel.paper_document import paper_to_json
from app.domain.lab.ticket_layout import lab_ticket
from app.domain.lab.work_order import WorkOrder
from app.services.auditing import Access, Gate
from app.services.changes import Changes
from app.services.ports import Clock, NewId, UnitOfWork, Units
from app.services.print_ports import Printer, PrintJob, PrintJobState
from app.services.session import Session
from app.services.views import TicketStatus

LAB_TICKET = "lab_ticket"


class NoPrinterIsSet(DomainError):
    """This site has no printer for tickets."""

    code = "printing.printer.none_set"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabPrintService:
    """Puts lab tickets into the print queue."""

    units: Units
    gate: Gate
    clock: Clock
    new_id: NewId

    def queue_first(self, unit: UnitOfWork, session: Session, work_order: WorkOrder) -> None:
        """Queue the ticket of a work order just opened, in the same transaction.

        A site without a printer opens work orders all the same; the bench shows that no ticket
        was queued.
        """
        self.gate.check(session, Action.TICKET_QUEUE)
        printer = unit.print_jobs.default_printer()
        if printer is not None:
            unit.print_jobs.add(self._job(work_order, printer, copy_number=1))

    def reprint(self, session: Session, work_order: WorkOrder, *, reason: str) -> Changes:
        """Queue another print, marked COPY on paper.

        Raises:
            AccessDenied, ReasonIsMissing, NoPrinterIsSet: see there.
        """
        with self.units() as unit:
            access = Access(
                action=Action.TICKET_REPRINT,
                subject_type="work_order",
                subject_id=work_order.work_order_id,
                correlation_id=work_order.job.order_id,
                site_id=work_order.job.lab_site_id,
                reason=reason,
            )
            self.gate.pass_through(unit, session, access)
            printer = unit.print_jobs.default_printer()
            if printer is None:
                raise NoPrinterIsSet
            earlier = unit.print_jobs.of_reference(str(work_order.number))
            job = self._job(work_order, printer, copy_number=len(earlier) + 1)
            unit.print_jobs.add(job)
            return unit.commit()

    def status(self, session: Session, work_order: WorkOrder) -> TicketStatus | None:
        """Return how the newest ticket of a work order stands, without reading the work order.

        Raises:
            AccessDenied: the session may not read work orders.
        """
        self.gate.check(session, Action.WORK_ORDER_READ, work_order.job.lab_site_id)
        with self.units() as unit:
            return ticket_status(unit.print_jobs.of_reference(str(work_order.number)))

    def save_printer(self, printer: Printer) -> Changes:
        """Set the printer tickets of this site go to."""
        with self.units() as unit:
            unit.print_jobs.save_printer(printer)
            return unit.commit()

    def _job(self, work_order: WorkOrder, printer: Printer, *, copy_number: int) -> PrintJob:
        document = canonical_json(paper_to_json(lab_ticket(work_order)))
        now = self.clock()
        return PrintJob(
            job_id=self.new_id(),
            printer_id=printer.printer_id,
            kind=LAB_TICKET,
            reference=str(work_order.number),
            document=document,
            document_sha256=sha256(document).hexdigest(),
            copy_number=copy_number,
            state=PrintJobState.QUEUED,
            attempts=0,
            reason=None,
            queued_at=now,
            next_attempt_at=now,
        )


def ticket_status(jobs: tuple[PrintJob, ...]) -> TicketStatus | None:
    """Return how the newest of a work order's tickets stands, or None when none was queued."""
    if not jobs:
        return None
    newest = jobs[-1]
    return TicketStatus(state=newest.state, reason=newest.reason, copy_number=newest.copy_number)
