"""Brings the database to the newest schema, one process at a time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolIsExhausted

SCRIPTS = Path(__file__).parent / "migrations"
ADVISORY_LOCK = 0x0D10_97E5
HEAD = "head"


def migrate(engine: Engine, to: str = HEAD) -> None:
    """Run the migrations up or down to a revision, in one transaction."""
    with engine.begin() as connection:
        # Two servers that start together take turns; the second finds nothing left to do.
        connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
        config = _config(connection)
        if to == HEAD or _is_ahead(connection, to):
            command.upgrade(config, to)
        else:
            command.downgrade(config, to)


def is_ready(engine: Engine) -> bool:
    """Return whether the database answers and has the newest schema."""
    try:
        with engine.connect() as connection:
            here = MigrationContext.configure(connection).get_current_revision()
    except (OperationalError, PoolIsExhausted):
        return False
    return here == ScriptDirectory(str(SCRIPTS)).get_current_head()


def revisions() -> tuple[str, ...]:
    """Return every revision, oldest first."""
    script = ScriptDirectory(str(SCRIPTS))
    return tuple(each.revision for each in reversed(list(script.walk_revisions())))


def _is_ahead(connection: Connection, revision: str) -> bool:
    here = MigrationContext.configure(connection).get_current_revision()
    order = ("base", *revisions())
    return order.index(revision) > order.index(here or "base")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
