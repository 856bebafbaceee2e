"""Handing an order over: a signature on the screen, or the number of a slip."""

from PySide6.QtCore import Qt, Slot

from app.domain.kernel.money import Money
from app.domain.orders import Proof
from app.messages import formats
from app.messages.catalogue import tr
from app.ui.order_file.order_file_view_model import OrderFileViewModel
from app.ui.order_file.order_steps_view_model import Handing, OrderStepsModel
from app.ui.order_file.step_panel_view import StepPanel
from app.ui.theme.theme import Theme
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import column
from app.ui.widgets.signature_pad import SignaturePad


class CollectPanel(StepPanel):
    """Without a signature the slip's number says that the goods were handed over."""

    def __init__(self, theme: Theme, file: OrderFileViewModel, steps: OrderStepsModel) -> None:
        super().__init__(theme, tr("Collect"))
        self._file = file
        self._steps = steps
        self._owed = label(role="muted")
        self._owed.setWordWrap(True)
        self.pad = SignaturePad(theme, tr("Signature"))
        self.slip = IconEdit(theme, tr("Number of the slip"), icon="file-text")
        self.prints = CheckBox(theme, tr("Print the slip"))
        self.account = IconEdit(theme, tr("Why it goes unpaid"), icon="pencil")
        self.body.addLayout(
            column(
                self._owed,
                label(tr("Sign here, or leave it empty for a slip"), role="caption"),
                self.pad,
                self.slip,
                self.prints,
                self.account,
                gap=8,
            )
        )
        self.body.addStretch(1)
        steps.refused.connect(self.refuse)

    def begin(self) -> None:
        """Wait for a signature, or for F12."""
        self._steps.begin()
        self.refuse("")
        self.pad.wipe()
        file = self._file.file
        self.slip.setText("" if file is None else str(file.order.number))
        self.prints.setChecked(False)
        self.account.clear()
        due = self._file.due
        is_owed = due is not None and due.minor > 0
        self.account.setVisible(is_owed)
        words = tr("{due} is still owed. Take the payment first: Alt+P.", due=_money(due))
        self._owed.setText(words if is_owed else tr("Everything is paid."))
        self.slip.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def confirm(self) -> None:
        """Hand the goods over."""
        path = self.pad.path
        self._steps.collect(
            Handing(
                proof=Proof.SIGNATURE if path else Proof.SLIP,
                mark=path or self.slip.text(),
                prints_slip=self.prints.isChecked(),
                account_reason=self.account.text(),
            )
        )


def _money(amount: Money | None) -> str:
    return "" if amount is None else formats.money(amount)
