"""Giving an order up: why, and what happens to stock and money."""

from PySide6.QtCore import Qt, Slot

from app.messages.catalogue import tr
from app.ui.order_file.order_steps_view_model import OrderStepsModel
from app.ui.order_file.step_panel_view import StepPanel, reason_field
from app.ui.theme.theme import Theme
from app.ui.widgets.labels import label


class CancelPanel(StepPanel):
    """When the lab has begun, a manager's PIN is asked for."""

    def __init__(self, theme: Theme, steps: OrderStepsModel) -> None:
        super().__init__(theme, tr("Cancel the order"))
        self._steps = steps
        words = label(
            tr(
                "What was put aside goes back on the shelf, the lab is told, and what was paid "
                "may be given back next."
            ),
            role="muted",
        )
        words.setWordWrap(True)
        self.reason = reason_field(theme)
        self.body.addWidget(words)
        self.body.addWidget(self.reason)
        self.body.addStretch(1)
        self.reason.returnPressed.connect(self.confirm)
        steps.refused.connect(self.refuse)

    def begin(self) -> None:
        """Ask why."""
        self._steps.begin()
        self.refuse("")
        self.reason.clear()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def confirm(self) -> None:
        """Cancel the order."""
        self._steps.cancel(self.reason.text())
