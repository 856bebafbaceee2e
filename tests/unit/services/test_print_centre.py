"""The print queue in people's hands; what may be on paper is never sent again unasked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.kernel.access import AccessDenied, Role
from app.services.auditing import ReasonIsMissing
from app.services.print_centre import PrintJobIsDoubtful, PrintJobMovedOn, PrintJobNotFound
from app.services.print_ports import PrinterReason, PrintJob, PrintJobState
from tests.factories import a_print_job, a_printer
from tests.fakes.paper_shop import PaperShop
from tests.unit.services.test_papers import in_cash

WAITING = (PrintJobState.QUEUED, PrintJobState.NOT_SENT)
DOUBTFUL = (PrintJobState.UNKNOWN, PrintJobState.HELD)
GONE = (PrintJobState.SENDING, PrintJobState.PRINTED, PrintJobState.CANCELLED)


@pytest.fixture
def shop() -> PaperShop:
    return PaperShop().with_printer().opened()


def a_job(shop: PaperShop, state: PrintJobState) -> PrintJob:
    job = a_print_job(
        printer_id=shop.printer.printer_id, state=state, reason=PrinterReason.UNREACHABLE
    )
    shop.unit.memory.print_jobs.add(job)
    return job


def now(shop: PaperShop, job: PrintJob) -> PrintJob:
    return shop.unit.memory.print_jobs.jobs[job.job_id]


@pytest.mark.parametrize("state", WAITING)
def test_a_waiting_job_is_tried_again_at_once(shop, state):
    job = a_job(shop, state)
    shop.clock.advance(timedelta(minutes=1))
    shop.centre.retry(shop.optician, job.job_id)
    assert now(shop, job).state is PrintJobState.QUEUED
    assert now(shop, job).next_attempt_at == shop.clock()
    assert now(shop, job).reason is None


@pytest.mark.parametrize("state", DOUBTFUL)
def test_what_may_be_on_paper_is_not_sent_again_silently(shop, state):
    job = a_job(shop, state)
    with pytest.raises(PrintJobIsDoubtful):
        shop.centre.retry(shop.optician, job.job_id)
    with pytest.raises(PrintJobIsDoubtful):
        shop.centre.reroute(shop.optician, job.job_id, a_printer().printer_id)
    assert now(shop, job) == job


@pytest.mark.parametrize("state", GONE)
def test_what_is_being_printed_or_has_ended_is_left_alone(shop, state):
    job = a_job(shop, state)
    for work in (shop.centre.retry, shop.centre.cancel):
        with pytest.raises(PrintJobMovedOn):
            work(shop.optician, job.job_id)
    assert now(shop, job) == job


def test_a_job_is_sent_to_another_printer(shop):
    other = a_printer(name="Counter")
    shop.unit.memory.print_jobs.save_printer(other)
    job = a_job(shop, PrintJobState.NOT_SENT)
    shop.centre.reroute(shop.optician, job.job_id, other.printer_id)
    assert now(shop, job).printer_id == other.printer_id


def test_a_waiting_job_is_called_off(shop):
    job = a_job(shop, PrintJobState.QUEUED)
    shop.centre.cancel(shop.optician, job.job_id)
    assert now(shop, job).state is PrintJobState.CANCELLED


@pytest.mark.parametrize(
    ("has_come_out", "state"), [(True, PrintJobState.PRINTED), (False, PrintJobState.CANCELLED)]
)
def test_a_person_who_looked_says_how_a_doubtful_job_ended(shop, has_come_out, state):
    job = a_job(shop, PrintJobState.UNKNOWN)
    shop.centre.settle(shop.optician, job.job_id, has_come_out=has_come_out)
    assert now(shop, job).state is state
    with pytest.raises(PrintJobMovedOn):
        shop.centre.settle(shop.optician, job.job_id, has_come_out=has_come_out)


def test_a_ticket_printed_again_says_copy_2_and_a_reason_is_owed(shop):
    job = a_job(shop, PrintJobState.PRINTED)
    with pytest.raises(ReasonIsMissing):
        shop.centre.reprint(shop.optician, shop.command(), job.job_id, reason="")
    shop.centre.reprint(shop.optician, shop.command(), job.job_id, reason="Coffee on it")
    copy = shop.newest_job()
    assert (copy.copy_number, copy.document, copy.state) == (2, job.document, PrintJobState.QUEUED)
    assert copy.job_id != job.job_id


def test_a_receipt_printed_again_is_sealed_as_a_copy(shop):
    entry, _ = shop.payments.take(shop.optician, shop.a_sale(in_cash()))
    job = shop.newest_job()
    shop.unit.memory.print_jobs.jobs[job.job_id] = replace(job, state=PrintJobState.PRINTED)
    shop.centre.reprint(shop.optician, shop.command(), job.job_id, reason="Lost")
    assert shop.entries[-1].document.details["of"] == entry.number
    assert shop.newest_blocks()[0] == {"kind": "notice", "text": "COPY 1"}


def test_a_waiting_job_is_not_copied(shop):
    job = a_job(shop, PrintJobState.QUEUED)
    with pytest.raises(PrintJobMovedOn):
        shop.centre.reprint(shop.optician, shop.command(), job.job_id, reason="Lost")


def test_the_preview_is_the_picture_of_the_stored_document(shop):
    shop.payments.take(shop.optician, shop.a_sale(in_cash(), total=10_000))
    png = shop.centre.preview(shop.optician, shop.newest_job().job_id)
    assert png.startswith(b"\x89PNG")


def test_a_job_that_only_opens_the_drawer_has_no_picture(shop):
    shop.payments.take(shop.optician, shop.a_sale(in_cash(), wants_paper=False))
    assert shop.centre.preview(shop.optician, shop.newest_job().job_id) == b""


def test_the_queue_is_shown_newest_first_with_its_printers(shop):
    shop.payments.take(shop.optician, shop.a_sale(in_cash()))
    shop.clock.advance(timedelta(seconds=1))
    late = shop.payments.take(shop.optician, shop.a_sale(in_cash()))[0]
    seen = shop.centre.look(shop.optician)
    assert seen.printers == (shop.printer,)
    assert seen.jobs[0].reference == late.reference


def test_nobody_without_a_role_looks_into_the_queue(shop):
    with pytest.raises(AccessDenied):
        shop.centre.look(shop.session(Role.SYSTEM))
    with pytest.raises(PrintJobNotFound):
        shop.centre.cancel(shop.optician, shop.command())
