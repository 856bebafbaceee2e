"""Writes what facts change: each context its own tables, in one order for every transaction."""

from uuid import UUID

from sqlalchemy import Connection

from sync_server.services.effects import Effects
from sync_server.store.contexts import catalogue, customers, inventory, lab, mails, orders, payments


def write(connection: Connection, chain_id: UUID, effects: Effects) -> None:
    """Write the rows; raises ApplyConflict or IntegrityError if one contradicts what is there."""
    customers.write(connection, chain_id, effects)
    orders.write(connection, chain_id, effects)
    inventory.write(connection, chain_id, effects.movements, effects.reservations)
    lab.write(connection, chain_id, effects.stages)
    catalogue.write(connection, chain_id, effects.records)
    payments.write(connection, chain_id, effects.money)
    mails.write(connection, chain_id, effects.mails)
