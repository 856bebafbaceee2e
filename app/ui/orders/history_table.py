"""Earlier prescriptions, newest first."""

from app.domain.customers import Prescription
from app.domain.optics.power import Dioptres
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.widgets.row_table import RowTableModel, TableColumn


def history_model() -> RowTableModel[Prescription]:
    """Return a table of prescriptions; powers keep their order in every language."""
    return RowTableModel(
        (
            TableColumn(
                head=tr("Date"),
                text=lambda rx: formats.day(rx.issued_on),
                width=86,
                ink=lambda _: "muted",
            ),
            TableColumn(head=tr("R"), text=lambda rx: formats.eye(rx.right), is_number=True),
            TableColumn(head=tr("L"), text=lambda rx: formats.eye(rx.left), is_number=True),
            TableColumn(
                head=tr("Add"),
                text=lambda rx: formats.isolated(formats.power(_add(rx))),
                width=56,
                is_right=True,
                is_number=True,
            ),
        )
    )


def _add(prescription: Prescription) -> Dioptres | None:
    adds = [eye.add for eye in (prescription.right, prescription.left) if eye and eye.add]
    return adds[0] if adds else None
