"""Roles of printers, the letterhead and mails in the encrypted store."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from app.papers.kinds import PrinterRole
from app.papers.letterhead import Letterhead
from app.services.print_ports import PrinterReason, PrintJobState
from tests.factories import a_print_job, a_printer
from tests.factories.mails import a_mail
from tests.factories.moments import NOW


def test_a_role_is_given_and_given_on(unit):
    first, second = a_printer(name="Bench"), a_printer(name="Counter")
    for printer in (first, second):
        unit.print_jobs.save_printer(printer)
    assert unit.papers.printer_of(PrinterRole.RECEIPT) is None
    unit.papers.route(PrinterRole.RECEIPT, first.printer_id)
    unit.papers.route(PrinterRole.RECEIPT, second.printer_id)
    assert unit.papers.printer_of(PrinterRole.RECEIPT) == second.printer_id
    assert unit.papers.printer_of(PrinterRole.TICKET) is None


def test_the_letterhead_is_kept_whole_and_replaced(unit):
    assert unit.papers.letterhead() is None
    unit.papers.save_letterhead(Letterhead(name="Old"))
    head = Letterhead(name="Optik Ä", lines=("Weg 1", "Ort"), tax_number="DE 1", footer="Danke")
    unit.papers.save_letterhead(head)
    assert unit.papers.letterhead() == head


def test_mails_come_newest_first_once_and_remember_that_they_were_taken_back(unit):
    first = a_mail()
    second = a_mail(queued_at=NOW + timedelta(minutes=1))
    for mail in (first, second, first):
        unit.mails.add(mail)
    assert unit.mails.recent(limit=9) == (second, first)
    unit.mails.cancel(first.mail_id, NOW)
    assert unit.mails.get(first.mail_id) == replace(first, cancelled_at=NOW)
    assert unit.mails.get(uuid4()) is None


def test_a_job_is_changed_only_as_long_as_it_stands_where_it_was_seen(unit):
    printer, other = a_printer(), a_printer()
    for each in (printer, other):
        unit.print_jobs.save_printer(each)
    job = a_print_job(
        printer_id=printer.printer_id,
        state=PrintJobState.NOT_SENT,
        reason=PrinterReason.OFFLINE,
        subject="417",
    )
    unit.print_jobs.add(job)
    moved = replace(job, printer_id=other.printer_id, state=PrintJobState.QUEUED, reason=None)
    assert not unit.print_jobs.replace(moved, seen=PrintJobState.QUEUED)
    assert unit.print_jobs.get(job.job_id) == job
    assert unit.print_jobs.replace(moved, seen=PrintJobState.NOT_SENT)
    assert unit.print_jobs.get(job.job_id) == moved
