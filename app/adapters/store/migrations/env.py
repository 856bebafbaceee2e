"""Runs the steps on the connection the store is open with; alembic loads this file by path."""

from alembic import context


def run() -> None:
    """Run each step in a transaction of its own: a killed upgrade leaves the step before it."""
    context.configure(
        connection=context.config.attributes["connection"],
        transactional_ddl=True,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
