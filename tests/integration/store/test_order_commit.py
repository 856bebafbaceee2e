"""An order is written whole or not at all, whatever fails and whenever the machine dies."""

import json
import os
import random
import signal
import subprocess

import pytest
from sqlalchemy import event

from app.adapters.store.errors import DiskIsFull
from app.adapters.store.local_store import LocalStore
from app.adapters.store.profile import Profile
from app.domain.orders import CommandWasUsedForAnotherOrder
from app.services.changes import NO_CHANGES, Topic
from tests.factories import an_order
from tests.integration.store.counter import (
    ROWS_OF_AN_ORDER,
    SESSION,
    half_written,
    numbers_in,
    open_counter,
)
from tests.integration.store.stores import KEY, PYTHON, ROOT, bare, take_order

ORDERS_BEFORE_KILL = (1, 3, 7, 12)


class PowerCutError(Exception):
    """Stands for whatever may stop the program between two statements."""


@pytest.fixture
def counter(store, world):
    return open_counter(store.units, clock=world.clock, new_id=world.new_id)


@pytest.fixture
def statements(store):
    """Return a list in which a number n makes the n-th statement or commit from now on fail."""
    fail_at: list[int] = []
    count = [0]

    def before(*_args):
        count[0] += 1
        if fail_at and count[0] == fail_at[0]:
            raise PowerCutError

    def begun(*_args):
        count[0] = 0

    engine = store._engine  # noqa: SLF001 - a fault between two statements has no other door
    event.listen(engine, "begin", begun)
    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "commit", before)
    fail_at_and_count = (fail_at, count)
    yield fail_at_and_count
    event.remove(engine, "begin", begun)
    event.remove(engine, "before_cursor_execute", before)
    event.remove(engine, "commit", before)


def test_one_order_reaches_every_table_in_one_transaction(counter, profile, world):
    world.told.clear()
    order, changes = counter.orders.create(SESSION, counter.a_command())
    assert numbers_in(profile.store_file) == {str(order.number)}
    assert list(half_written(profile.store_file)) == []
    assert changes == {Topic.ORDERS, Topic.STOCK, Topic.OUTBOX}
    assert world.told == [changes]


def test_the_check_for_half_orders_does_see_one(counter, profile):
    counter.orders.create(SESSION, counter.a_command())
    for table in ROWS_OF_AN_ORDER:
        if table != "orders_access_audit":
            with bare(profile.store_file) as connection:
                connection.execute("BEGIN")
                connection.execute(f"DELETE FROM {table}")
                connection.execute("COMMIT")
            assert any(table in line for line in half_written(profile.store_file))


def test_a_fault_before_any_statement_or_the_commit_leaves_nothing(counter, profile, statements):
    fail_at, count = statements
    counter.orders.create(SESSION, counter.a_command())
    whole, before = count[0], numbers_in(profile.store_file)
    assert whole > len(ROWS_OF_AN_ORDER)
    command = counter.a_command()
    for n in range(1, whole + 1):
        fail_at[:] = [n]
        with pytest.raises(PowerCutError):
            counter.orders.create(SESSION, command)
        fail_at.clear()
        assert numbers_in(profile.store_file) == before, f"a fault before statement {n}"
        assert list(half_written(profile.store_file)) == []
    order, _ = counter.orders.create(SESSION, command)
    assert numbers_in(profile.store_file) == before | {str(order.number)}
    assert order.number.n == 2, "a number that was not used is given out again"


def test_a_second_press_finds_the_first_order_and_changes_nothing(counter, profile):
    command = counter.a_command()
    first, _ = counter.orders.create(SESSION, command)
    second, changes = counter.orders.create(SESSION, command)
    assert (second, changes) == (first, NO_CHANGES)
    assert list(half_written(profile.store_file)) == []


def take_many(counter):
    for _ in range(200):
        counter.orders.create(SESSION, counter.a_command())


def test_a_full_disk_is_said_plainly_keeps_nothing_and_passes(counter, profile, store):
    connection = store._connection  # noqa: SLF001 - only the open connection can be told to be full
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    connection.rollback()
    with pytest.raises(DiskIsFull) as caught:
        take_many(counter)
    assert caught.value.__cause__ is None
    assert list(half_written(profile.store_file)) == []
    before = numbers_in(profile.store_file)
    connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    connection.rollback()
    order, _ = counter.orders.create(SESSION, counter.a_command())
    assert numbers_in(profile.store_file) == before | {str(order.number)}


def test_two_orders_cannot_come_from_one_command_even_past_the_use_case(store):
    order = an_order()
    with store.units() as unit:
        take_order(unit, order)
        unit.commit()
    with store.units() as unit, pytest.raises(CommandWasUsedForAnotherOrder):
        take_order(unit, order)


KILLER = """
import json, os, signal, sys
from pathlib import Path
from datetime import UTC
from uuid import uuid4
from sqlalchemy import event
from app.adapters.store.local_store import LocalStore
from app.adapters.store.profile import Profile
from app.adapters.store.unit_of_work import Surroundings
from tests.factories.moments import NOW
from tests.integration.store.counter import SESSION, open_counter

folder, key = Path(sys.argv[1]), sys.argv[2]

def clock():
    return NOW

def take_one(die_at):
    surroundings = Surroundings(clock=clock, new_id=uuid4, on_commit=lambda changes: None)
    store = LocalStore.open(Profile(folder / str(die_at)), key, surroundings)
    counter = open_counter(store.units, clock=clock, new_id=uuid4)
    count = 0
    def before(*_):
        nonlocal count
        count += 1
        if count == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
    event.listen(store._engine, "before_cursor_execute", before)
    event.listen(store._engine, "commit", before)
    counter.orders.create(SESSION, counter.a_command())
    store.close()
    return count

total = take_one(0)
ends = []
for die_at in range(1, total + 1):
    child = os.fork()
    if child == 0:
        take_one(die_at)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    ends.append(-os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
print(json.dumps(ends))
"""


def enrolled_copy(store_file, folder):
    folder.mkdir()
    profile = Profile(folder)
    profile.store_file.write_bytes(store_file.read_bytes())
    return profile


@pytest.fixture
def enrolled_file(profile, store):
    """Return the file of a store that is enrolled and empty, closed."""
    store.close()
    return profile.store_file


def test_a_kill_at_any_statement_leaves_no_half_order(enrolled_file, tmp_path):
    folder = tmp_path / "killed"
    folder.mkdir()
    for n in range(60):
        enrolled_copy(enrolled_file, folder / str(n))
    command = [PYTHON, "-c", KILLER, str(folder), KEY]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    ends = json.loads(result.stdout)
    assert 10 < len(ends) < 60
    assert set(ends) == {-signal.SIGKILL}
    assert numbers_in(folder / "0" / "store.db") == {"O-LIN-26-1"}
    for n in range(1, len(ends) + 1):
        path = folder / str(n) / "store.db"
        assert numbers_in(path) == set(), f"killed before statement {n}"
        assert list(half_written(path)) == []


@pytest.mark.parametrize("orders", ORDERS_BEFORE_KILL)
def test_every_order_that_was_said_to_be_taken_outlives_a_kill(enrolled_file, tmp_path, orders):
    profile = enrolled_copy(enrolled_file, tmp_path / "till")
    program = [PYTHON, "-m", "tests.integration.store.counter", str(profile.folder)]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as till:
        assert till.stdout is not None
        taken = [till.stdout.readline().strip() for _ in range(orders)]
        # Somewhere within the next order; where exactly is for chance to say.
        for _ in range(random.Random(orders).randrange(200_000)):
            pass
        os.kill(till.pid, signal.SIGKILL)
        taken += [line.strip() for line in till.stdout if line.endswith("\n")]
    assert set(taken) <= numbers_in(profile.store_file)
    assert len(numbers_in(profile.store_file)) - len(taken) in (0, 1)
    assert list(half_written(profile.store_file)) == []


def test_a_killed_store_opens_again_and_goes_on_counting(enrolled_file, tmp_path, world):
    profile = enrolled_copy(enrolled_file, tmp_path / "till")
    program = [PYTHON, "-m", "tests.integration.store.counter", str(profile.folder)]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as till:
        assert till.stdout is not None
        till.stdout.readline()
        till.kill()
    before = numbers_in(profile.store_file)
    store = LocalStore.open(profile, KEY, world.surroundings)
    counter = open_counter(store.units, clock=world.clock, new_id=world.new_id)
    order, _ = counter.orders.create(SESSION, counter.a_command())
    store.close()
    assert str(order.number) not in before
    assert order.number.n == len(before) + 1
