"""The print centre by keyboard: what waits, what may be on paper, what is printed again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from app.services.print_ports import PrinterReason, PrintJob, PrintJobState
from app.ui.actions import Ask
from app.ui.driver import CounterDriver
from app.ui.printing.print_centre_view import PrintCentreView
from app.ui.screens import opened
from tests.factories import a_print_job, a_printer
from tests.factories.papers import PAPERS
from tests.fakes.desktop import PIN, FakeDesktop, a_store_desktop

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desktop():
    with a_store_desktop() as desktop:
        desktop.bench = a_printer(name="Bench")
        desktop.counter = a_printer(name="Counter")
        for printer in (desktop.bench, desktop.counter):
            desktop.memory.print_jobs.save_printer(printer)
        yield desktop


def queue(desktop: FakeDesktop, state: PrintJobState, **changes) -> PrintJob:
    from hashlib import sha256

    from app.domain.kernel.canonical import canonical_json
    from app.domain.kernel.paper_document import paper_to_json

    document = canonical_json(paper_to_json(PAPERS["receipt"]()))
    job = a_print_job(
        printer_id=desktop.counter.printer_id,
        state=state,
        kind="order_confirmation",
        reference="O-LIN-26-417",
        document=document,
        document_sha256=sha256(document).hexdigest(),
        queued_at=desktop.clock(),
        next_attempt_at=desktop.clock() + timedelta(seconds=8),
    )
    job = replace(job, **changes)
    desktop.memory.print_jobs.add(job)
    return job


@pytest.fixture
def centre(desktop, request):
    for state, changes in getattr(request, "param", ()):
        queue(desktop, state, **changes)
    with opened(desktop.services) as window:
        driver = CounterDriver(window)
        driver.sign_in("Marta Kowalska", PIN)
        yield driver


def looked_at(driver: CounterDriver) -> PrintCentreView:
    driver.press(Qt.Key.Key_F7)
    view = driver.window.workplace.print_centre
    driver.wait_until(lambda: view.model.printers, "the printers")
    driver.settle()
    return view
