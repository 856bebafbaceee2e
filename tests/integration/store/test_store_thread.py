"""One thread owns the store: work runs there in order, and what fails comes out where it began."""

import subprocess
import threading
from concurrent.futures import Future

import pytest

from app.adapters.store.errors import KeyIsWrong, ProfileIsInUse, StoreIsClosed
from app.adapters.store.store_thread import StoreThread
from app.domain.customers import PatientNotFound
from app.services.changes import Topic
from tests.factories import a_movement, a_patient
from tests.integration.store.stores import KEY, OTHER_KEY, PYTHON, ROOT


def test_everything_runs_on_one_thread_in_the_order_it_was_handed_in(thread):
    seen: list[tuple[int, int]] = []
    futures = [
        thread.submit(lambda n=n: seen.append((n, threading.get_ident()))) for n in range(50)
    ]
    for future in futures:
        future.result()
    assert [n for n, _ in seen] == list(range(50))
    assert len({ident for _, ident in seen}) == 1
    assert seen[0][1] != threading.get_ident()


def test_what_work_raises_comes_out_of_its_future_and_the_thread_goes_on(thread):
    future: Future[None] = thread.submit(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        future.result()
    assert thread.call(lambda: "still here") == "still here"


def test_work_may_call_again_from_the_thread_itself(thread):
    assert thread.call(lambda: thread.call(lambda: 7)) == 7


def test_units_are_for_the_thread_and_see_each_others_commits(thread):
    patient = a_patient()

    def save():
        with thread.units() as unit:
            unit.patients.save_patient(patient)
            unit.commit()

    thread.call(save)
    assert thread.in_unit(lambda unit: unit.patients.patient(patient.patient_id)) == patient


def test_a_unit_that_fails_on_the_thread_leaves_the_next_one_a_clean_start(thread):
    with pytest.raises(PatientNotFound):
        thread.in_unit(lambda unit: unit.patients.patient(a_patient().patient_id))
    movement = a_movement()
    thread.in_unit(lambda unit: unit.stock.add_movement(movement))
    assert (
        thread.in_unit(lambda unit: unit.stock.level(movement.site_id, movement.sku)).on_hand == 3
    )


def test_the_listener_hears_of_each_commit_that_changed_something(thread, world):
    thread.in_unit(lambda unit: unit.stock.add_movement(a_movement()))
    thread.in_unit(lambda unit: unit.staff.members())
    assert world.told == [{Topic.STOCK}]


def test_a_wrong_key_comes_out_of_opening_and_lets_the_profile_go(profile, world):
    thread = StoreThread(
        profile, clock=world.clock, new_id=world.new_id, on_commit=world.told.append
    )
    with pytest.raises(KeyIsWrong):
        thread.open(lambda: OTHER_KEY).result()
    with pytest.raises(StoreIsClosed):
        thread.units()
    thread.open(lambda: KEY).result()
    assert thread.in_unit(lambda unit: unit.staff.members()) == ()
    thread.stop()


def test_whatever_asking_for_the_key_raises_comes_out_of_opening(profile, world):
    thread = StoreThread(
        profile, clock=world.clock, new_id=world.new_id, on_commit=world.told.append
    )
    with pytest.raises(ZeroDivisionError):
        thread.open(lambda: str(1 // 0)).result()
    thread.stop()


def test_stopping_finishes_what_was_handed_in_and_refuses_what_comes_later(thread, world):
    slow = threading.Event()
    done: list[str] = []

    def last_work():
        slow.wait(5)
        done.append("kept")

    thread.submit(last_work)
    thread.submit(lambda: done.append("and this"))
    slow.set()
    thread.stop()
    assert done == ["kept", "and this"]
    with pytest.raises(StoreIsClosed):
        thread.submit(lambda: None)
    with pytest.raises(StoreIsClosed):
        thread.units()
    thread.stop()


def test_a_stopped_store_folds_its_journal_into_the_file(thread, profile):
    thread.in_unit(lambda unit: unit.patients.save_patient(a_patient()))
    thread.stop()
    assert sorted(path.name for path in profile.folder.iterdir()) in (
        ["profile.lock", "store.db"],
        ["store.db"],
    )


def test_a_thread_that_never_opened_stops_all_the_same(profile, world):
    StoreThread(profile, clock=world.clock, new_id=world.new_id, on_commit=world.told.append).stop()


def test_pages_are_checked_beside_the_running_store(thread):
    thread.in_unit(lambda unit: unit.patients.save_patient(a_patient()))
    assert thread.unverified_pages(lambda: KEY) == ()
    assert thread.in_unit(lambda unit: unit.staff.members()) == ()


def test_a_second_window_on_the_same_profile_is_refused(thread, profile, world):
    second = StoreThread(
        profile, clock=world.clock, new_id=world.new_id, on_commit=world.told.append
    )
    with pytest.raises(ProfileIsInUse):
        second.open(lambda: KEY).result()
    second.stop()
    assert thread.in_unit(lambda unit: unit.staff.members()) == ()


SECOND_PROCESS = """
import sys
from pathlib import Path
from uuid import uuid4
from app.adapters.store.errors import ProfileIsInUse
from app.adapters.store.profile import Profile
from app.adapters.store.store_thread import StoreThread
from tests.factories.moments import NOW

store = StoreThread(
    Profile(Path(sys.argv[1])), clock=lambda: NOW, new_id=uuid4, on_commit=lambda changes: None
)
try:
    store.open(lambda: sys.argv[2]).result()
except ProfileIsInUse as refusal:
    print(refusal.code)
else:
    print("opened")
store.stop()
"""


def second_process(profile) -> str:
    command = [PYTHON, "-c", SECOND_PROCESS, str(profile.folder), KEY]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return result.stdout.strip()


def test_a_second_process_on_the_same_profile_is_refused_until_the_first_has_stopped(
    thread, profile
):
    assert second_process(profile) == "store.profile_in_use"
    thread.stop()
    assert second_process(profile) == "opened"


def test_importing_the_store_loads_neither_sqlalchemy_nor_the_cipher():
    program = (
        "import sys\n"
        "import app.adapters.store.store_thread, app.adapters.store.print_queue\n"
        "import app.adapters.store.sync_log, app.adapters.store.profile\n"
        "heavy = {'sqlalchemy', 'alembic', 'sqlcipher3', 'pydantic', 'keyring'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    result = subprocess.run(
        [PYTHON, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
