"""A row of money in every table that holds it."""

from app.adapters.store.unit_of_work import SqlUnitOfWork
from tests.factories.moments import NOW
from tests.factories.payments import (
    a_gift_card,
    a_payment,
    a_refund,
    a_shift,
    an_attempt,
    checkpoints_of,
)


def fill_with_money(unit: SqlUnitOfWork) -> None:
    """Keep a payment, a refund, a card, a card request and a shift."""
    unit.payments.add_payment(a_payment())
    unit.payments.add_refund(a_refund())
    unit.stored_value.add(a_gift_card())
    unit.stored_value.confirm(NOW)
    unit.attempts.save(an_attempt())
    shift = a_shift()
    for entry in shift:
        unit.journal.add(entry)
    for checkpoint in checkpoints_of(shift):
        unit.journal.add_checkpoint(checkpoint)
