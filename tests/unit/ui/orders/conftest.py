"""A form on a counter's desk, empty or filled in."""

import pytest

from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.rx.form import EYES
from tests.unit.ui.orders.at_the_desk import confirm_all, patient_named
from tests.unit.ui.orders.test_problems import TEXTS


@pytest.fixture
def entry(qtbot, counter_desk, store):
    model = OrderEntryViewModel(counter_desk)
    yield model
    counter_desk.lock()
    qtbot.waitUntil(lambda: store.services.runner.in_flight == 0)


@pytest.fixture
def settle(qtbot, store):
    """Wait until everything sent to the store thread has come back."""
    return lambda: qtbot.waitUntil(lambda: store.services.runner.in_flight == 0)


@pytest.fixture
def rosalind(store):
    return patient_named(store, "Achterberg")


@pytest.fixture
def filled(entry, rosalind, settle, counter_desk):
    entry.open_patient(rosalind.patient_id)
    settle()
    for eye in EYES:
        for column, text in TEXTS.items():
            entry.enter((eye, column), text)
    catalogue = counter_desk.services.catalogue
    entry.change(frame=catalogue.frames(counter_desk.session, "nordlys")[0])
    entry.change(lens=catalogue.lenses(counter_desk.session, "prog")[0])
    confirm_all(entry)
    return entry
