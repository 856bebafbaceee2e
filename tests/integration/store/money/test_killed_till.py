"""A receipt is sealed whole or not at all, whenever the machine dies."""

import json
import os
import random
import signal
import subprocess

import pytest

from app.adapters.store.profile import Profile
from app.domain.kernel.ids import CommandId
from tests.factories.payments import euro
from tests.integration.store.money.till import SESSION, halves, open_store, till_over
from tests.integration.store.stores import PYTHON, ROOT

KILLER = """
import json, os, signal, sys
from pathlib import Path
from sqlalchemy import event
from tests.integration.store.money.till import SESSION, open_store, till_over

folder = Path(sys.argv[1])

def sell_one(die_at):
    store = open_store(folder / str(die_at))
    till = till_over(store)
    count = 0
    def before(*_):
        nonlocal count
        count += 1
        if count == die_at:
            os.kill(os.getpid(), signal.SIGKILL)
    event.listen(store._engine, "before_cursor_execute", before)
    event.listen(store._engine, "commit", before)
    till.payments.take(SESSION, till.a_sale())
    store.close()
    return count

total = sell_one(0)
ends = []
for die_at in range(1, total + 1):
    child = os.fork()
    if child == 0:
        sell_one(die_at)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    ends.append(-os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
print(json.dumps(ends))
"""
STATEMENTS_MOST = 120


@pytest.fixture
def opened_file(profile, store):
    """Return the file of a store whose till is open, closed."""
    command = CommandId(SESSION.session_id)
    till_over(store).service.open(SESSION, command, euro(20_000))
    store.close()
    return profile.store_file


def copy_of(store_file, folder):
    folder.mkdir()
    profile = Profile(folder)
    profile.store_file.write_bytes(store_file.read_bytes())
    return profile


def test_a_kill_at_any_statement_leaves_no_half_receipt(opened_file, tmp_path):
    folder = tmp_path / "killed"
    folder.mkdir()
    for n in range(STATEMENTS_MOST):
        copy_of(opened_file, folder / str(n))
    command = [PYTHON, "-c", KILLER, str(folder)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    ends = json.loads(result.stdout)
    assert 20 < len(ends) < STATEMENTS_MOST
    assert set(ends) == {-signal.SIGKILL}
    assert halves(folder / "0" / "store.db") == (1, [])
    for n in range(1, len(ends) + 1):
        assert halves(folder / str(n) / "store.db") == (0, []), f"killed before statement {n}"


@pytest.mark.parametrize("sales", [1, 4, 9])
def test_every_receipt_that_was_said_to_be_sealed_outlives_a_kill(opened_file, tmp_path, sales):
    profile = copy_of(opened_file, tmp_path / "till")
    program = [PYTHON, "-m", "tests.integration.store.money.till", str(profile.folder)]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as till:
        assert till.stdout is not None
        said = [till.stdout.readline().strip() for _ in range(sales)]
        for _ in range(random.Random(sales).randrange(200_000)):
            pass
        os.kill(till.pid, signal.SIGKILL)
        said += [line.strip() for line in till.stdout if line.endswith("\n")]
    kept, missing = halves(profile.store_file)
    assert missing == []
    assert kept - len(said) in (0, 1)
    store = open_store(profile.folder)
    entry, _ = (again := till_over(store)).payments.take(SESSION, again.a_sale())
    store.close()
    assert (entry.type_number, entry.number) == (kept + 1, kept + 2)
