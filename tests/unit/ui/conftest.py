"""Desks of a store and of a lab over a store in memory."""

import pytest

from app.ui.desktop import Desk
from tests.fakes.desktop import PIN, a_lab_desktop, a_store_desktop


@pytest.fixture
def store(qapp):
    with a_store_desktop() as desktop:
        yield desktop


@pytest.fixture
def lab(qapp):
    with a_lab_desktop() as desktop:
        yield desktop


def signed_in(desktop):
    member = next(each for each in desktop.memory.staff.members() if each.pin_verifier == PIN)
    desk = Desk(desktop.services)
    desk.open(desktop.services.sign_in.sign_in(member.user_id, PIN))
    return desk


@pytest.fixture
def counter_desk(store):
    return signed_in(store)


@pytest.fixture
def bench_desk(lab):
    return signed_in(lab)
