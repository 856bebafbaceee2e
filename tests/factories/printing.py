"""Printers and print jobs."""

from dataclasses import replace
from hashlib import sha256
from typing import Any
from uuid import uuid4

from app.domain.kernel.canonical import canonical_json
from app.domain.kernel.paper_document import paper_to_json
from app.domain.lab.ticket_layout import lab_ticket
from app.domain.lab.work_order import WorkOrder
from app.services.print_ports import Printer, PrintJob, PrintJobState
from tests.factories.lab import a_work_order
from tests.factories.moments import NOW


def a_printer(**changes: Any) -> Printer:
    printer = Printer(
        printer_id=uuid4(), name="Bench printer", url="tcp://127.0.0.1:9100", paper_mm=80
    )
    return replace(printer, **changes)


def a_print_job(work_order: WorkOrder | None = None, **changes: Any) -> PrintJob:
    """Return the queued ticket of `work_order`, or of some work order."""
    work_order = work_order or a_work_order()
    document = canonical_json(paper_to_json(lab_ticket(work_order)))
    job = PrintJob(
        job_id=uuid4(),
        printer_id=uuid4(),
        kind="lab_ticket",
        reference=str(work_order.number),
        document=document,
        document_sha256=sha256(document).hexdigest(),
        copy_number=1,
        state=PrintJobState.QUEUED,
        attempts=0,
        reason=None,
        queued_at=NOW,
        next_attempt_at=NOW,
    )
    return replace(job, **changes)
