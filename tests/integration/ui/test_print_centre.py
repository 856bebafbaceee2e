"""The print centre by keyboard: what waits, what may be on paper, what is printed again."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from PySide6.QtCore import Qt

from app.domain.kernel.canonical import canonical_json
from app.domain.kernel.paper_document import paper_to_json
from app.domain.mails import UNDO_FOR, Mail, MailKind
from app.services.changes import Topic
from app.services.print_ports import PrinterReason, PrintJob, PrintJobState
from app.ui.actions import Ask, action
from app.ui.printing.print_centre_view import BUTTONS, QUESTION, REASON
from tests.factories import a_print_job, a_printer
from tests.factories.papers import PAPERS, an_order_paper

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def printers(store):
    made = (a_printer(name="Bench"), a_printer(name="Counter"))
    for printer in made:
        store.memory.print_jobs.save_printer(printer)
    store.printers.introduce(*made)
    return made


def queue(store, printer, state, **changes) -> PrintJob:
    document = canonical_json(paper_to_json(PAPERS["order"]()))
    job = a_print_job(
        printer_id=printer.printer_id,
        state=state,
        kind="order_confirmation",
        reference="O-LIN-26-417",
        document=document,
        document_sha256=sha256(document).hexdigest(),
        queued_at=store.clock(),
        next_attempt_at=store.clock() + timedelta(seconds=8),
    )
    job = replace(job, **changes)
    store.memory.print_jobs.add(job)
    return job


def a_mail(store) -> Mail:
    order = an_order_paper().order
    mail = Mail(
        mail_id=order.order_id,
        kind=MailKind.READY,
        order_id=order.order_id,
        order_number=str(order.number),
        patient_id=order.patient_id,
        site_id=order.site_id,
        language="en",
        subject=f"Your order {order.number} is ready",
        body="",
        queued_at=store.clock(),
        send_after=store.clock() + UNDO_FOR,
    )
    store.memory.mails.add(mail)
    return mail


def at_print_centre(counter, store):
    store.hub.publish(frozenset({Topic.PRINT_JOBS, Topic.MAILS}))
    counter.key(Qt.Key.Key_F7)
    counter.settle()
    return counter.place.print_centre


def now(store, job):
    return store.memory.print_jobs.jobs[job.job_id]


def test_it_says_what_is_printed_how_it_stands_and_why(open_counter, store, printers):
    queue(store, printers[1], PrintJobState.NOT_SENT, reason=PrinterReason.COVER_OPEN, attempts=2)
    centre = at_print_centre(open_counter, store)
    model = centre.jobs.model()
    said = [model.data(model.index(0, column)) for column in range(model.columnCount())]
    assert said[1:] == [
        "Order confirmation",
        "O-LIN-26-417",
        "Counter",
        "Not sent",
        "cover open · try 3 in 8 s",
    ]
    assert "Close it" in centre.notice.text


def test_the_printers_say_how_they_are_as_it_changes(open_counter, store, printers):
    centre = at_print_centre(open_counter, store)
    store.printers.printer_changed(printers[0].printer_id, PrinterReason.PAPER_LOW)
    store.printers.printer_changed(printers[1].printer_id, None)
    open_counter.settle()
    line = centre.printers_line
    words = [line.itemAt(at).widget().text() for at in range(2)]
    assert words == ["Counter: ready", "Bench: paper low"]


def test_a_waiting_job_is_tried_again_sent_elsewhere_and_called_off(open_counter, store, printers):
    job = queue(store, printers[1], PrintJobState.NOT_SENT, reason=PrinterReason.OFFLINE)
    centre = at_print_centre(open_counter, store)
    open_counter.key(Qt.Key.Key_R, ALT)
    open_counter.settle()
    assert now(store, job).state is PrintJobState.QUEUED
    open_counter.key(Qt.Key.Key_M, ALT)
    assert centre.foot.currentIndex() == QUESTION
    open_counter.key(Qt.Key.Key_1)
    open_counter.settle()
    assert now(store, job).printer_id == printers[0].printer_id
    open_counter.key(Qt.Key.Key_Delete, CTRL)
    open_counter.settle()
    assert now(store, job).state is PrintJobState.CANCELLED
    assert open_counter.place.toast.text == "O-LIN-26-417 is called off"


def test_what_may_be_on_paper_is_asked_about_and_a_yes_ends_it(open_counter, store, printers):
    job = queue(store, printers[1], PrintJobState.UNKNOWN, reason=PrinterReason.LINE_DROPPED)
    centre = at_print_centre(open_counter, store)
    open_counter.key(Qt.Key.Key_R, ALT)
    open_counter.settle()
    assert now(store, job) == job
    assert centre.foot.currentIndex() == QUESTION
    open_counter.key(Qt.Key.Key_1)
    open_counter.settle()
    assert now(store, job).state is PrintJobState.PRINTED
    assert len(store.memory.print_jobs.jobs) == 1


def test_what_did_not_come_out_is_printed_as_a_copy(open_counter, store, printers):
    job = queue(store, printers[1], PrintJobState.UNKNOWN, reason=PrinterReason.NO_ANSWER)
    at_print_centre(open_counter, store)
    open_counter.key(Qt.Key.Key_R, ALT)
    open_counter.key(Qt.Key.Key_2)
    open_counter.settle()
    assert now(store, job).state is PrintJobState.CANCELLED
    copy = [each for each in store.memory.print_jobs.jobs.values() if each.copy_number == 2]
    assert [each.state for each in copy] == [PrintJobState.QUEUED]


def test_esc_leaves_the_question_and_nothing_is_sent(open_counter, store, printers):
    job = queue(store, printers[1], PrintJobState.UNKNOWN, reason=PrinterReason.NO_ANSWER)
    centre = at_print_centre(open_counter, store)
    open_counter.key(Qt.Key.Key_R, ALT)
    open_counter.key(Qt.Key.Key_Escape)
    open_counter.settle()
    assert centre.foot.currentIndex() == BUTTONS
    assert now(store, job) == job
    assert centre.jobs.hasFocus()


def test_a_copy_is_printed_for_a_reason(open_counter, store, printers):
    queue(store, printers[1], PrintJobState.PRINTED)
    centre = at_print_centre(open_counter, store)
    open_counter.key(Qt.Key.Key_C, ALT)
    assert centre.foot.currentIndex() == REASON
    open_counter.key(Qt.Key.Key_2)
    open_counter.settle()
    assert max(each.copy_number for each in store.memory.print_jobs.jobs.values()) == 2
    assert [entry.reason for entry in store.memory.audit.entries if entry.reason] == ["Damaged"]


def test_space_shows_the_paper_as_it_comes_out(open_counter, store, printers):
    queue(store, printers[1], PrintJobState.PRINTED)
    centre = at_print_centre(open_counter, store)
    assert centre.preview.picture.pixmap().isNull()
    open_counter.key(Qt.Key.Key_Space)
    open_counter.settle()
    assert centre.preview.picture.pixmap().height() > 300
    assert centre.preview.picture.accessibleName() == "Order confirmation O-LIN-26-417"


def test_a_mail_is_taken_back_and_can_then_not_be(open_counter, store, printers):
    mail = a_mail(store)
    centre = at_print_centre(open_counter, store)
    centre.mails.selectRow(0)
    assert centre.mails.model().data(centre.mails.model().index(0, 3)) == "Goes in 30 min"
    open_counter.key(Qt.Key.Key_U, ALT)
    open_counter.settle()
    assert store.memory.mails.mails[mail.mail_id].cancelled_at == store.clock()
    assert centre.mails.model().data(centre.mails.model().index(0, 3)) == "Taken back"


def test_without_printers_and_jobs_it_says_so(open_counter, store):
    centre = at_print_centre(open_counter, store)
    assert centre.printers_line.itemAt(0).widget().text() == "No printer is set here."
    assert centre.jobs_pages.currentIndex() == 0
    assert action(Ask.PRINT_CENTRE).keys == ("F7",)
