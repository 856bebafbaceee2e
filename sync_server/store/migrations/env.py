"""Runs the migrations on the connection the migrator hands over."""

from alembic import context
from sqlalchemy import Connection, text

from sync_server.store.rows import Row

# A migration that has to wait for a lock holds up everybody behind it: it gives up instead.
LOCK_TIMEOUT = "4s"
STATEMENT_TIMEOUT = "5s"

connection: Connection = context.config.attributes["connection"]
connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'"))
connection.execute(text(f"SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}'"))
context.configure(connection=connection, target_metadata=Row.metadata)
with context.begin_transaction():
    context.run_migrations()
