"""Brings the store's schema to this program's, and refuses a store of a newer one."""

from pathlib import Path

from sqlalchemy import Connection, Engine, text

from app.adapters.store.errors import SchemaIsNewer

LATEST = "0007"
KNOWN = frozenset({"0001", "0002", "0003", "0004", "0005", "0006", LATEST})
MIGRATIONS = Path(__file__).with_name("migrations")


def bring_up_to_date(engine: Engine) -> None:
    """Run the migrations this store has not seen.

    Raises:
        SchemaIsNewer: the store is ahead of this program; nothing was written.
    """
    with engine.connect() as connection:
        revision = revision_of(connection)
    if revision == LATEST:
        return
    if revision is not None and revision not in KNOWN:
        raise SchemaIsNewer(found=revision, latest=LATEST)
    migrate(engine, LATEST)


def revision_of(connection: Connection) -> str | None:
    """Return the number of the last migration the store has seen, or None for a new store."""
    has_table = text("SELECT count(*) FROM sqlite_schema WHERE name = 'alembic_version'")
    if not connection.execute(has_table).scalar_one():
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def migrate(engine: Engine, target: str) -> None:
    """Move the schema up or down to `target`, each step in one transaction."""
    # Only a store that is behind pays for loading alembic.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        revision = revision_of(connection)
        connection.rollback()
        if target == "base" or (revision is not None and target < revision):
            command.downgrade(config, target)
        else:
            command.upgrade(config, target)
