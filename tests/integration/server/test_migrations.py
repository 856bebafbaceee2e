"""The schema goes up and down with data in it, and is the one the rows describe."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint, inspect
from sqlalchemy.exc import OperationalError

from sync_server.bootstrap import disposed, wall_clock
from sync_server.services.demo_chain import DemoService
from sync_server.store.demo import SqlDemoUnit
from sync_server.store.engine import create_server_engine
from sync_server.store.migrator import is_ready, migrate, revisions
from sync_server.store.rows import Row
from tests.fakes.server_facts import count

KEYS = (PrimaryKeyConstraint, ForeignKeyConstraint, UniqueConstraint)


@pytest.fixture
def empty(empty_database):
    with disposed(create_server_engine(empty_database)) as engine:
        yield engine


def tables(engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - {"alembic_version"}


def fill(engine) -> None:
    demo = DemoService(
        units=lambda: SqlDemoUnit(engine), clock=wall_clock, hash_pin=lambda pin: f"hash of {pin}"
    )
    demo.make(stores=1, seed=1)


def test_a_new_database_becomes_what_the_rows_describe(empty):
    assert not is_ready(empty)
    migrate(empty)
    assert is_ready(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []


def test_every_revision_goes_down_with_data_and_up_again(empty):
    migrate(empty)
    fill(empty)
    shapes = {}
    for revision in reversed(revisions()):
        migrate(empty, revision)
        shapes[revision] = tables(empty)
    migrate(empty, "base")
    assert tables(empty) == set()
    for revision in revisions():
        migrate(empty, revision)
        assert tables(empty) == shapes[revision]
    fill(empty)
    assert count(empty, "customers_patients") == 300


def test_going_down_a_step_keeps_the_data_of_the_steps_before(empty):
    migrate(empty)
    fill(empty)
    migrate(empty, revisions()[0])
    assert count(empty, "staff_members") == 5
    assert "customers_patients" not in tables(empty)
    assert not is_ready(empty)


def test_migrating_twice_changes_nothing(empty):
    migrate(empty)
    fill(empty)
    migrate(empty)
    assert count(empty, "customers_patients") == 300


def test_a_migration_gives_up_rather_than_hold_everybody_up(empty):
    migrate(empty)
    with empty.connect() as holder:
        holder.exec_driver_sql("SELECT * FROM lab_stage_history")
        with pytest.raises(OperationalError, match="lock timeout"):
            migrate(empty, revisions()[0])
    assert is_ready(empty)


def test_every_key_begins_with_the_chain():
    for table in Row.metadata.sorted_tables:
        keys = [each for each in table.constraints if isinstance(each, KEYS)]
        assert {next(iter(key.columns)).name for key in keys} == {"chain_id"}, table.name


def test_no_number_is_a_fraction():
    kinds = {
        type(column.type).__name__ for table in Row.metadata.sorted_tables for column in table.c
    }
    assert kinds == {"Uuid", "Text", "BigInteger", "Boolean", "Date", "DateTime"}
