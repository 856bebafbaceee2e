"""The two short tables of the first page: what waits to be collected, and what is late."""

from collections.abc import Callable
from datetime import date

from app.domain.kernel.money import Money
from app.messages import formats
from app.messages.catalogue import tr
from app.services.views import OrderRow
from app.ui.order_words import progress
from app.ui.widgets.row_table import RowTableModel, TableColumn


def ready_model(due: Callable[[OrderRow], Money | None]) -> RowTableModel[OrderRow]:
    """Return a table of what is ready, with what is still owed on it."""
    return RowTableModel(
        (
            TableColumn(head=tr("Order"), text=lambda row: row.number, width=132, is_strong=True),
            TableColumn(head=tr("Patient"), text=lambda row: row.patient_name),
            TableColumn(
                head=tr("Owed"),
                text=lambda row: _owed(due(row)),
                width=104,
                is_right=True,
                is_number=True,
                ink=lambda row: "danger" if _is_owed(due(row)) else "muted",
            ),
        )
    )


def late_model(today: Callable[[], date]) -> RowTableModel[OrderRow]:
    """Return a table of what is late, with how far the lab is."""
    return RowTableModel(
        (
            TableColumn(head=tr("Order"), text=lambda row: row.number, width=132, is_strong=True),
            TableColumn(head=tr("Patient"), text=lambda row: row.patient_name),
            TableColumn(
                head=tr("Promised"),
                text=lambda row: formats.day_near(row.promised_on, today()),
                width=104,
                ink=lambda _: "danger",
            ),
            TableColumn(
                head=tr("Progress"),
                text=lambda row: progress(row)[0],
                width=150,
                ink=lambda _: "muted",
            ),
        )
    )


def _owed(amount: Money | None) -> str:
    return "" if amount is None else formats.money(amount)


def _is_owed(amount: Money | None) -> bool:
    return amount is not None and amount.minor > 0
