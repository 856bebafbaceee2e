"""Statements that are built once: making one costs more than running it.

Their values are handed over at each run, by the names of the columns.
"""

from typing import Any

from sqlalchemy import Column, Table
from sqlalchemy.dialects.sqlite import Insert, insert


def insert_once(table: Table) -> Insert:
    """Return the insert of a row that is left out if it is there already."""
    return insert(table).on_conflict_do_nothing()


def insert_or_replace(table: Table) -> Insert:
    """Return the insert of a row that takes the place of the one with its key."""
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns), set_=_all_but_key(table, statement)
    )


def insert_or_newer(table: Table, version: Column[Any]) -> Insert:
    """Return the insert of a row that takes the place of an older version of itself only."""
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_=_all_but_key(table, statement),
        where=statement.excluded[version.name] > version,
    )


def insert_or_as_new(table: Table, version: Column[Any]) -> Insert:
    """Return the insert of a row that takes the place of every version that is no newer.

    What comes from the server in the same version stands above what this device made of it.
    """
    statement = insert(table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_=_all_but_key(table, statement),
        where=statement.excluded[version.name] >= version,
    )


def _all_but_key(table: Table, statement: Insert) -> dict[str, Any]:
    return {
        column.name: statement.excluded[column.name]
        for column in table.columns
        if not column.primary_key
    }
