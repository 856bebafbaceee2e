"""A folder that cannot be used and a disk that takes no more are said plainly."""

import subprocess

import pytest

from app.adapters.store.errors import (
    DiskIsFull,
    StoreIsDamaged,
    StoreIsOutOfReach,
)
from app.adapters.store.local_store import LocalStore
from app.adapters.store.profile import Profile
from app.adapters.store.trouble import files_in_our_words, trouble_of
from tests.integration.store.stores import KEY, PYTHON, ROOT, bare


def test_a_file_in_the_place_of_the_folder_is_out_of_reach(tmp_path, world):
    (tmp_path / "profile").write_text("not a folder")
    profile = Profile(tmp_path / "profile" / "till")
    with pytest.raises(StoreIsOutOfReach):
        LocalStore.open(profile, KEY, world.surroundings)
    with pytest.raises(StoreIsOutOfReach):
        profile.lock().take()


@pytest.mark.parametrize(
    ("number", "refusal"), [(28, DiskIsFull), (13, StoreIsOutOfReach), (5, StoreIsOutOfReach)]
)
def test_what_the_system_says_about_a_file_is_not_passed_on(number, refusal):
    with pytest.raises(refusal) as caught, files_in_our_words():
        raise OSError(number, "said by the system", "/home/somebody/profile")
    assert "somebody" not in str(caught.value)
    assert caught.value.__suppress_context__


class DriverError(Exception):
    """Stands for an error of the driver with its name."""

    def __init__(self, name: str | None) -> None:
        super().__init__("what the library said")
        self.sqlite_errorname = name


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("SQLITE_FULL", DiskIsFull),
        ("SQLITE_IOERR_FSYNC", StoreIsOutOfReach),
        ("SQLITE_READONLY_DBMOVED", StoreIsOutOfReach),
        ("SQLITE_CORRUPT_VTAB", StoreIsDamaged),
        ("SQLITE_NOTADB", StoreIsDamaged),
        ("SQLITE_BUSY_SNAPSHOT", StoreIsOutOfReach),
        ("SQLITE_CONSTRAINT_UNIQUE", None),
        ("SQLITE_ERROR", None),
        (None, None),
    ],
)
def test_trouble_of_the_disk_is_told_from_a_bug_of_ours(name, refusal):
    assert trouble_of(DriverError(name)) is refusal


SMALL_DISK = """
import resource, sys
from pathlib import Path
from uuid import uuid4
from app.adapters.store.local_store import LocalStore
from app.adapters.store.profile import Profile
from app.adapters.store.unit_of_work import Surroundings
from app.domain.kernel.errors import DioptreError
from tests.factories.moments import NOW

surroundings = Surroundings(clock=lambda: NOW, new_id=uuid4, on_commit=lambda changes: None)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
try:
    LocalStore.open(Profile(Path(sys.argv[1])), sys.argv[2], surroundings).close()
except DioptreError as refusal:
    print(refusal.code)
else:
    print("opened")
"""


@pytest.mark.parametrize("limit_bytes", [10_000, 100_000, 400_000])
def test_a_disk_that_takes_no_more_while_a_store_is_made_leaves_none_half_made(
    tmp_path, world, limit_bytes
):
    profile = Profile(tmp_path / "profile")
    command = [PYTHON, "-c", SMALL_DISK, str(profile.folder), KEY, str(limit_bytes)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "store.out_of_reach"
    LocalStore.open(profile, KEY, world.surroundings).close()
    with bare(profile.store_file) as connection:
        assert connection.execute("SELECT count(*) FROM orders_orders").fetchone() == (0,)
