"""What every step of an order has in common: a title, its fields, and what is wrong with them."""

from PySide6.QtCore import Signal, Slot

from app.messages.catalogue import tr
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import hint
from app.ui.widgets.layouts import Card
from app.ui.widgets.notice import Notice


class StepPanel(Card):
    """Stands beside the order until F12 takes the step, or Esc leaves it."""

    left = Signal()

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(title, 0, hint(tr("Esc leaves")))
        self.notice = Notice(theme)
        self.body.addWidget(self.notice)

    def begin(self) -> None:
        """Show the step as it begins, with the cursor in its first field."""
        raise NotImplementedError

    def confirm(self) -> None:
        """Take the step with what stands in the fields."""
        raise NotImplementedError

    @Slot(str)
    def refuse(self, text: str) -> None:
        """Say what is wrong; nothing hides the line."""
        self.notice.say(text, tone="danger")


def reason_field(theme: Theme) -> IconEdit:
    """Return a field for why something is done."""
    return IconEdit(theme, tr("Why"), icon="pencil")
