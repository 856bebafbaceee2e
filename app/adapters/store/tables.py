"""How the tables of the store are declared; a module of rows for each context uses these."""

from typing import Any

from sqlalchemy import Column, MetaData, Table
from sqlalchemy.types import TypeEngine

from app.adapters.store.column_types import Identity
from app.services.changes import Topic

METADATA = MetaData()


def table(name: str, topic: Topic | None, *columns: Column[Any]) -> Table:
    """Return a table; `topic` is what a screen would show of it, None where no screen does."""
    return Table(name, METADATA, *columns, info={"topic": topic})


def key(name: str, kind: type[TypeEngine[Any]] = Identity) -> Column[Any]:
    """Return a column of the primary key."""
    return Column(name, kind, primary_key=True)


def has(name: str, kind: type[TypeEngine[Any]]) -> Column[Any]:
    """Return a column that is always filled."""
    return Column(name, kind, nullable=False)


def may_have(name: str, kind: type[TypeEngine[Any]]) -> Column[Any]:
    """Return a column that may be empty."""
    return Column(name, kind, nullable=True)
