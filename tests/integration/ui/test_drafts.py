"""What is typed is kept while it is typed, shown on the lock screen, and comes back."""

import json

import pytest

from app.services.draft_ports import DraftWork
from app.ui.draft_keeper import KEPT_WITHIN_MS
from tests.fakes.desktop import PIN
from tests.integration.ui.conftest import opened

NOTE = "note"


class Form:
    """Plays a form with one field."""

    def __init__(self, desk):
        self.text = ""
        self.watch = desk.drafts.watch(NOTE, self.work)
        desk.drafts.on_resume(NOTE, self.take)

    def work(self):
        if not self.text:
            return None
        return DraftWork(kind=NOTE, subject="p-1", title="Note A. K.", json=json.dumps(self.text))

    def take(self, draft):
        self.text = json.loads(draft.json)

    def type(self, text):
        self.text = text
        self.watch.touch()


@pytest.fixture
def form(open_counter):
    return Form(open_counter.window.desk)


def kept(store):
    return [json.loads(draft.json) for draft in store.memory.drafts.kept.values()]


def test_steady_typing_is_kept_although_it_never_pauses(open_counter, form, store):
    for length in range(1, 8):
        form.type("x" * length)
    assert kept(store) == []
    open_counter.wait_until(lambda: kept(store) == ["x" * 7], "the draft is kept")
    assert KEPT_WITHIN_MS <= 400


def test_locking_keeps_at_once_and_the_lock_screen_says_whose_work_it_is(open_counter, form, store):
    form.type("half a sentence")
    open_counter.lock()
    lock = open_counter.window.lock_view
    open_counter.wait_until(lambda: lock.unfinished, "the lock screen tells it")
    assert kept(store) == ["half a sentence"]
    assert "Mara Lindqvist" in lock.unfinished
    assert "Note A. K." in lock.unfinished


def test_what_was_saved_leaves_no_draft(open_counter, form, store):
    form.type("done")
    open_counter.window.desk.drafts.flush()
    open_counter.settle()
    form.watch.discard("p-1")
    open_counter.settle()
    assert kept(store) == []


def test_an_empty_form_is_not_kept(open_counter, form, store):
    form.type("")
    open_counter.lock()
    open_counter.settle()
    assert kept(store) == []


def test_the_work_comes_back_to_its_person_after_the_program_died(qtbot, counter, store):
    counter.sign_in("Mara Lindqvist", PIN)
    Form(counter.window.desk).type("before the crash")
    counter.window.desk.drafts.flush()
    counter.settle()
    again = type(counter)(opened(qtbot, store))
    again.wait_until(lambda: again.window.lock_view.unfinished, "the lock screen tells it")
    form = Form(again.window.desk)
    again.sign_in("Mara Lindqvist", PIN)
    again.wait_until(lambda: form.text, "the work is back")
    assert form.text == "before the crash"
    again.window.close()
    again.settle()


def test_nobody_gets_the_work_of_another(qtbot, counter, store):
    counter.sign_in("Mara Lindqvist", PIN)
    Form(counter.window.desk).type("mine")
    counter.window.desk.drafts.flush()
    counter.settle()
    again = type(counter)(opened(qtbot, store))
    again.wait_until(lambda: again.window.lock_model, "the store is open")
    form = Form(again.window.desk)
    again.sign_in("Jonas Weidner", "270384")
    again.settle()
    assert form.text == ""
    again.window.close()
    again.settle()


def test_work_still_in_its_form_is_not_put_back_over_it(open_counter, form):
    form.type("first")
    open_counter.lock()
    form.text = "newer than the draft"
    open_counter.sign_in("Mara Lindqvist", PIN)
    open_counter.settle()
    assert form.text == "newer than the draft"
