"""Every screen hears of a commit, on the GUI thread, whichever thread made it."""

import threading
from uuid import UUID

from app.services.changes import NO_CHANGES, Topic
from app.services.print_ports import Printer, PrinterReason, PrintJobState
from app.ui.change_hub import ChangeHub
from app.ui.printer_states import PrinterState, PrinterStates

BENCH = Printer(printer_id=UUID(int=1), name="Bench printer", url="tcp://h:9100", paper_mm=80)
COUNTER = Printer(printer_id=UUID(int=2), name="Counter printer", url="tcp://i:9100", paper_mm=80)


def heard_by(hub):
    heard = []
    hub.changed.connect(lambda changes: heard.append((threading.current_thread(), changes)))
    return heard


def test_a_change_made_on_another_thread_is_announced_on_this_one(qtbot):
    hub = ChangeHub()
    heard = heard_by(hub)
    worker = threading.Thread(target=hub.publish, args=(frozenset({Topic.ORDERS}),))
    worker.start()
    worker.join()
    assert heard == []
    qtbot.waitUntil(lambda: heard != [])
    assert heard == [(threading.main_thread(), frozenset({Topic.ORDERS}))]


def test_changes_that_come_together_are_announced_together(qtbot):
    hub = ChangeHub()
    heard = heard_by(hub)

    def publish_both():
        hub.publish(frozenset({Topic.ORDERS}))
        hub.publish(frozenset({Topic.STOCK}))

    worker = threading.Thread(target=publish_both)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: heard != [])
    assert [changes for _, changes in heard] == [frozenset({Topic.ORDERS, Topic.STOCK})]


def test_nothing_changed_is_no_news(qtbot):
    hub = ChangeHub()
    heard = heard_by(hub)
    hub.publish(NO_CHANGES)
    hub.publish(frozenset({Topic.SYNC}))
    qtbot.waitUntil(lambda: heard != [])
    assert [changes for _, changes in heard] == [frozenset({Topic.SYNC})]


def test_a_printer_in_trouble_is_shown_before_one_that_is_ready(qtbot):
    hub = ChangeHub()
    heard = heard_by(hub)
    states = PrinterStates(hub.publish)
    assert states.worst() is None
    states.introduce(BENCH, COUNTER)
    states.printer_changed(COUNTER.printer_id, None)
    assert states.worst() == PrinterState(name="Counter printer", reason=None)
    states.printer_changed(BENCH.printer_id, PrinterReason.PAPER_OUT)
    assert states.worst() == PrinterState(name="Bench printer", reason=PrinterReason.PAPER_OUT)
    qtbot.waitUntil(lambda: heard != [])
    assert {topic for _, changes in heard for topic in changes} == {Topic.PRINTERS}


def test_a_print_job_that_moved_is_news_for_the_screens(qtbot):
    hub = ChangeHub()
    heard = heard_by(hub)
    PrinterStates(hub.publish).job_changed(UUID(int=9), PrintJobState.PRINTED)
    qtbot.waitUntil(lambda: heard != [])
    assert [changes for _, changes in heard] == [frozenset({Topic.PRINT_JOBS})]
