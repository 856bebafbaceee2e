"""The buttons below the form, as things stand."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QWidget

from app.domain.orders import OrderStatus
from app.messages.catalogue import tr
from app.ui.actions import Ask
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.hint_bar import HintBar
from app.ui.widgets.layouts import row

ASIDE = (Ask.SAME_AGAIN, Ask.WAITING, Ask.PARK, Ask.QUOTE)


class OrderFooter(QWidget):
    """Keys on the left; what can be done with the form, or with the order it became."""

    def __init__(self, theme: Theme, model: OrderEntryViewModel, actions: ActionSet) -> None:
        super().__init__()
        self._model = model
        self._again = ActionButton(theme, tr("Another order"), icon="plus")
        self._again.clicked.connect(self._begin_another)
        self._create = actions.button(Ask.CREATE_ORDER, kind="primary")
        self._aside = [actions.button(ask) for ask in ASIDE]
        self._second = actions.button(Ask.SECOND_PAIR)
        buttons = (*self._aside, self._again, self._second, self._create)
        self.setLayout(row(HintBar(_hints()), *buttons))

    def show_buttons(self) -> None:
        """Offer what fits: to an open form, to a quote, or to an order that is made."""
        order = self._model.order
        is_quote = order is not None and order.status is OrderStatus.QUOTE
        self._again.setVisible(order is not None)
        self._second.setVisible(order is not None and not is_quote)
        self._create.setVisible(order is None or is_quote)
        for button in self._aside:
            button.setVisible(order is None)

    def rest(self) -> None:
        """Put the cursor where the next order begins."""
        self._again.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _begin_another(self) -> None:
        if self._model.form is not None:
            self._model.open_patient(self._model.form.patient.patient_id)


def _hints() -> tuple[str, ...]:
    return (
        tr("↑ ↓ ±0.25"),
        tr("Alt ↑ ↓ ±0.12"),
        tr("PgUp PgDn ±1.00"),
        tr("* sign"),
        tr("P plano"),
        tr("= other eye"),
        tr("Ctrl+Enter confirm"),
    )
