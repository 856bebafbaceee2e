"""How an order stands, in a word and its colour."""

from datetime import date

from app.domain.lab.work_order import Stage
from app.domain.orders import OrderStatus
from app.messages.catalogue import stage_word, tr
from app.messages.language import msg, translated
from app.services.views import OrderRow

STATUSES = {
    OrderStatus.QUOTE: msg("Quote"),
    OrderStatus.DRAFT: msg("Draft"),
    OrderStatus.CONFIRMED: msg("Confirmed"),
    OrderStatus.SENT_TO_LAB: msg("Sent to the lab"),
    OrderStatus.IN_LAB: msg("In the lab"),
    OrderStatus.AT_STORE: msg("Ready to collect"),
    OrderStatus.NOTIFIED: msg("Ready, patient told"),
    OrderStatus.COLLECTED: msg("Collected"),
    OrderStatus.CANCELLED: msg("Cancelled"),
    OrderStatus.RETURNED: msg("Came back"),
}
# These have left the lab's clock, whatever its stages say.
SETTLED_TONES = {
    OrderStatus.QUOTE: "plain",
    OrderStatus.AT_STORE: "success",
    OrderStatus.NOTIFIED: "success",
    OrderStatus.COLLECTED: "plain",
    OrderStatus.CANCELLED: "danger",
    OrderStatus.RETURNED: "warning",
}


def status_words(status: OrderStatus) -> str:
    """Return what people call the state of an order."""
    return translated(STATUSES[status])


def progress(row: OrderRow) -> tuple[str, str]:
    """Return how far an order has come, and in which tone to say it."""
    if row.status in SETTLED_TONES:
        return status_words(row.status), SETTLED_TONES[row.status]
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
    is_moving = row.status not in SETTLED_TONES and row.lab_stage is not Stage.IN_TRANSIT
    return row.promised_on < today and is_moving
