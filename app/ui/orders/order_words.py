"""How an order stands, in a word and its colour."""

from datetime import date

from app.domain.lab.work_order import Stage
from app.messages.catalogue import stage_word, tr
from app.services.views import OrderRow


def progress(row: OrderRow) -> tuple[str, str]:
    """Return how far an order has come, and in which tone to say it."""
    if row.lab_stage is Stage.IN_TRANSIT:
        return stage_word(row.lab_stage), "success"
    if row.lab_stage is not None:
        return tr("Lab: {stage}", stage=stage_word(row.lab_stage)), "info"
    if row.is_held_back:
        return tr("Held back, not at the lab"), "danger"
    if row.is_synced:
        return tr("Sent to the lab"), "plain"
    return tr("Waiting to be sent"), "warning"


def is_late(row: OrderRow, today: date) -> bool:
    """Return whether the promise has gone by while the lab still has the order."""
    return row.promised_on < today and row.lab_stage is not Stage.IN_TRANSIT
