"""The one function that opens the store refuses every way to lose, leak or damage it."""

import os
import stat
import subprocess
import traceback
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import IntegrityError

from app.adapters.store.engine import connect, open_engine, unverified_pages
from app.adapters.store.errors import (
    KeyIsMalformed,
    KeyIsWrong,
    SchemaIsNewer,
    StoreIsDamaged,
    StoreIsNotEncrypted,
    StoreIsOutOfReach,
)
from app.adapters.store.local_store import LocalStore
from app.adapters.store.profile import Profile
from app.adapters.store.schema import LATEST
from tests.factories import a_patient, an_order
from tests.integration.store.stores import KEY, OTHER_KEY, PYTHON, ROOT, bare, take_order

CANARY = "Zyxwvutsrqia"
PAGE = 16_384


def everything_written(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_another_key_does_not_open_the_store(profile):
    with pytest.raises(KeyIsWrong):
        connect(profile.store_file, OTHER_KEY)


@pytest.mark.parametrize("key", [KEY[:63], KEY + "0", KEY.upper(), "", "x" * 64, KEY + "\n"])
def test_a_key_that_is_not_64_hex_digits_is_refused_and_no_password_is_made_of_it(tmp_path, key):
    with pytest.raises(KeyIsMalformed):
        connect(tmp_path / "store.db", key)
    assert not (tmp_path / "store.db").exists()


def test_a_plain_database_is_refused_and_left_as_it_was(tmp_path):
    path = tmp_path / "store.db"
    plain = sqlcipher.connect(str(path))
    plain.execute("CREATE TABLE other (a)")
    plain.close()
    before = path.read_bytes()
    with pytest.raises(StoreIsNotEncrypted):
        connect(path, KEY)
    assert path.read_bytes() == before


def test_a_folder_in_the_place_of_the_file_is_out_of_reach(tmp_path):
    with pytest.raises(StoreIsOutOfReach):
        connect(tmp_path, KEY)


def test_a_missing_folder_is_out_of_reach(tmp_path):
    with pytest.raises(StoreIsOutOfReach):
        connect(tmp_path / "nowhere" / "store.db", KEY)


def test_a_store_of_a_newer_program_is_refused_without_a_write(profile, world):
    with bare(profile.store_file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = profile.store_file.read_bytes()
    with pytest.raises(SchemaIsNewer) as caught:
        LocalStore.open(profile, KEY, world.surroundings)
    assert caught.value.facts == {"found": "9999", "latest": LATEST}
    assert profile.store_file.read_bytes() == before


def test_the_connection_keeps_the_house_rules(profile):
    connection = connect(profile.store_file, KEY)
    try:
        rules = {
            name: str(connection.execute(f"PRAGMA {name}").fetchall()[0][0])
            for name in (
                *("journal_mode", "synchronous", "foreign_keys", "secure_delete"),
                *("page_size", "temp_store", "recursive_triggers", "trusted_schema"),
                "wal_autocheckpoint",
            )
        }
    finally:
        connection.close()
    assert rules == {
        "journal_mode": "wal",
        "synchronous": "2",
        "foreign_keys": "1",
        "secure_delete": "1",
        "page_size": "16384",
        "temp_store": "2",
        "recursive_triggers": "1",
        "trusted_schema": "0",
        "wal_autocheckpoint": "256",
    }


@pytest.mark.parametrize("statement", ["ATTACH 'plain.db' AS plain KEY ''", "DETACH main"])
def test_no_second_database_can_be_attached(profile, statement, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    connection = connect(profile.store_file, KEY)
    try:
        with pytest.raises(sqlcipher.DatabaseError, match="not authorized"):
            connection.execute(statement)
    finally:
        connection.close()
    assert not (tmp_path / "plain.db").exists()


def test_the_file_and_its_journal_belong_to_their_owner_alone(tmp_path, world):
    profile = Profile(tmp_path / "profile")
    store = LocalStore.open(profile, KEY, world.surroundings)
    try:
        files = [path for path in profile.folder.iterdir() if path.name.startswith("store.db")]
        assert len(files) == 3
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    finally:
        store.close()
    assert stat.S_IMODE(profile.folder.stat().st_mode) == 0o700


def test_no_patient_can_be_read_in_any_file_that_was_written(profile, store):
    patient = a_patient(family_name=CANARY)
    with store.units() as unit:
        unit.patients.save_patient(patient)
        take_order(unit, an_order(note=f"glasses for {CANARY}"))
        unit.commit()
    # The journal is still there, with the pages just written.
    assert (profile.folder / "store.db-wal").stat().st_size > PAGE
    assert CANARY.encode() not in everything_written(profile.folder)
    assert b"SQLite format 3" not in everything_written(profile.folder)


def test_the_search_for_patients_in_files_does_find_them_in_a_plain_database(tmp_path):
    plain = sqlcipher.connect(str(tmp_path / "plain.db"), isolation_level=None)
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("CREATE TABLE patients (name TEXT)")
    plain.execute("INSERT INTO patients VALUES (?)", (CANARY,))
    found = CANARY.encode() in everything_written(tmp_path)
    plain.close()
    assert found


def test_a_copied_profile_cannot_be_opened_without_its_key(profile, store, tmp_path, world):
    copied = Profile(tmp_path / "copied")
    copied.folder.mkdir()
    for path in profile.folder.iterdir():
        (copied.folder / path.name).write_bytes(path.read_bytes())
    with pytest.raises(KeyIsWrong):
        LocalStore.open(copied, OTHER_KEY, world.surroundings)


@pytest.mark.parametrize("fault", ["wrong key", "malformed key", "plain file", "no folder"])
def test_no_refusal_carries_the_key_or_what_the_library_said(fault, profile, tmp_path):
    path = profile.store_file
    key = OTHER_KEY
    if fault == "malformed key":
        key = OTHER_KEY[:63]
    if fault == "plain file":
        path.write_bytes(b"SQLite format 3\x00" + bytes(100))
    if fault == "no folder":
        path = tmp_path / "nowhere" / "store.db"
    with pytest.raises(
        (KeyIsWrong, KeyIsMalformed, StoreIsNotEncrypted, StoreIsOutOfReach)
    ) as caught:
        connect(path, key)
    error = caught.value
    text = "".join(traceback.format_exception(error)) + repr(error) + repr(error.facts)
    assert key not in text
    assert error.__cause__ is None
    assert error.__context__ is None or error.__suppress_context__


def test_the_cipher_itself_says_nothing_on_standard_error(profile):
    program = (
        "import sys; from pathlib import Path; from app.adapters.store.engine import connect\n"
        "try: connect(Path(sys.argv[1]), sys.argv[2])\n"
        "except Exception as error: print(type(error).__name__)"
    )
    result = subprocess.run(
        [PYTHON, "-c", program, str(profile.store_file), OTHER_KEY],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == "KeyIsWrong"
    assert result.stderr == ""


def test_a_whole_store_has_no_unverified_page(profile, store):
    with store.units() as unit:
        take_order(unit, an_order())
        unit.commit()
    assert unverified_pages(profile.store_file, KEY) == ()


def test_a_flipped_byte_is_named_by_its_page_and_refused_when_read(profile, world):
    with bare(profile.store_file) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'staff_members'"
        page = connection.execute(query).fetchone()[0]
    with profile.store_file.open("r+b") as file:
        file.seek((page - 1) * PAGE + 1000)
        byte = file.read(1)
        file.seek(-1, os.SEEK_CUR)
        file.write(bytes([byte[0] ^ 1]))
    found = unverified_pages(profile.store_file, KEY)
    assert len(found) == 1
    assert f"page {page}" in found[0]
    store = LocalStore.open(profile, KEY, world.surroundings)
    try:
        with pytest.raises(StoreIsDamaged), store.units() as unit:
            unit.staff.members()
    finally:
        store.close()


def test_what_a_statement_was_called_with_is_in_no_error_text(profile):
    engine = open_engine(profile.store_file, KEY)
    with engine.connect() as connection, pytest.raises(IntegrityError) as caught:
        connection.exec_driver_sql("INSERT INTO staff_badges VALUES (?, '')", (CANARY,))
    engine.dispose()
    assert CANARY not in str(caught.value)
