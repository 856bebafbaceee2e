"""Jobs and printers as the use cases see them."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from app.services.print_ports import PrinterReason, PrintJobState
from tests.factories import (
    a_print_job,
    a_printer,
    a_work_order,
)
from tests.factories.moments import NOW


def test_the_printer_set_last_is_the_one_tickets_go_to(unit):
    assert unit.print_jobs.default_printer() is None
    first, second = a_printer(name="Old"), a_printer(name="New")
    unit.print_jobs.save_printer(first)
    unit.print_jobs.save_printer(second)
    assert unit.print_jobs.default_printer() == second
    moved = replace(first, url="tcp://127.0.0.1:9101")
    unit.print_jobs.save_printer(moved)
    assert unit.print_jobs.default_printer() == moved


def test_jobs_of_a_number_come_oldest_first_and_whole(unit):
    printer = a_printer()
    unit.print_jobs.save_printer(printer)
    first = a_print_job(printer_id=printer.printer_id)
    copy = replace(
        first,
        job_id=uuid4(),
        copy_number=2,
        state=PrintJobState.HELD,
        reason=PrinterReason.PAPER_OUT,
        queued_at=NOW + timedelta(minutes=1),
    )
    other = a_print_job(a_work_order(n=99), printer_id=printer.printer_id)
    for job in (copy, first, other):
        unit.print_jobs.add(job)
    assert unit.print_jobs.of_reference(first.reference) == (first, copy)
    assert unit.print_jobs.recent(limit=1) == (copy,)
