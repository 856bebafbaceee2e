"""Making an order again: the whole or one lens, whose fault it was, and who pays."""

from PySide6.QtCore import Slot

from app.domain.kernel.money import Money
from app.domain.optics.trace import Eye
from app.domain.orders import Accountable, Payer, RemakeReason
from app.messages.catalogue import tr
from app.messages.language import msg, translated
from app.services.order_life.remakes import RemakeAsk
from app.ui.order_file.order_file_view_model import OrderFileViewModel
from app.ui.order_file.order_steps_view_model import OrderStepsModel
from app.ui.order_file.step_panel_view import StepPanel
from app.ui.theme.theme import Theme
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.choice_grid import ChoiceGrid
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import column
from app.ui.widgets.money_edit import MoneyEdit
from app.ui.widgets.segmented import Segmented

REASONS = {
    RemakeReason.POWER: msg("Power"),
    RemakeReason.MEASUREMENT: msg("Measurement"),
    RemakeReason.NON_TOLERANCE: msg("Not tolerated"),
    RemakeReason.LENS_FAULT: msg("Fault in the lens"),
    RemakeReason.COATING_FAULT: msg("Fault in the coating"),
    RemakeReason.EDGING_FAULT: msg("Fault in the edging"),
    RemakeReason.BREAKAGE: msg("Breakage"),
    RemakeReason.LOST: msg("Lost"),
    RemakeReason.WRONG_ARTICLE: msg("Wrong article"),
    RemakeReason.CHANGE_OF_MIND: msg("Changed their mind"),
}
ACCOUNTABLE = {
    Accountable.PRESCRIBER: msg("Prescriber"),
    Accountable.LAB: msg("Lab"),
    Accountable.OPTICIAN: msg("Optician"),
    Accountable.PATIENT: msg("Patient"),
    Accountable.CARRIER: msg("Carrier"),
    Accountable.SUPPLIER: msg("Supplier"),
}
PAYERS = {
    Payer.SHOP: msg("Shop"),
    Payer.LAB: msg("Lab"),
    Payer.PATIENT: msg("Patient"),
    Payer.CARRIER: msg("Carrier"),
    Payer.SUPPLIER: msg("Supplier"),
    Payer.INSURER: msg("Insurer"),
}
EYES: tuple[Eye | None, ...] = (None, "right", "left")


class RemakePanel(StepPanel):
    """The child order is made at no price, unless it is charged."""

    def __init__(self, theme: Theme, file: OrderFileViewModel, steps: OrderStepsModel) -> None:
        super().__init__(theme, tr("Make it again"))
        self._steps = steps
        self._currency = file.desk.services.device.currency
        self.what = Segmented(
            tr("What is made"), (tr("The whole"), tr("Right lens"), tr("Left lens"))
        )
        self.reason = ChoiceGrid(tr("Why"), [translated(x) for x in REASONS.values()], columns=2)
        self.fault = ChoiceGrid(
            tr("Whose fault"), [translated(x) for x in ACCOUNTABLE.values()], columns=3
        )
        self.payer = ChoiceGrid(tr("Who pays"), [translated(x) for x in PAYERS.values()], columns=3)
        self.cost = MoneyEdit(theme, tr("What it costs the shop"), self._currency)
        self.charged = CheckBox(theme, tr("The patient is charged for it"))
        self.body.addLayout(
            column(
                self.what,
                label(tr("Why"), role="caption"),
                self.reason,
                label(tr("Whose fault"), role="caption"),
                self.fault,
                label(tr("Who pays"), role="caption"),
                self.payer,
                label(tr("What it costs the shop"), role="caption"),
                self.cost,
                self.charged,
                gap=6,
            )
        )
        self.body.addStretch(1)
        self.cost.entered.connect(self.confirm)
        steps.refused.connect(self.refuse)

    def begin(self) -> None:
        """Begin with the whole, at no cost."""
        self._steps.begin()
        self.refuse("")
        self.what.choose(0)
        for each in (self.reason, self.fault, self.payer):
            each.choose(0)
        self.cost.display(None)
        self.charged.setChecked(False)
        self.reason.focus_chosen()

    @Slot()
    def confirm(self) -> None:
        """Make the child order."""
        if self.cost.is_junk:
            self.refuse(self.cost.complaint)
            return
        terms = RemakeAsk(
            reason=tuple(REASONS)[self.reason.current],
            accountable=tuple(ACCOUNTABLE)[self.fault.current],
            cost=self.cost.amount or Money(0, self._currency),
            payer=tuple(PAYERS)[self.payer.current],
            is_charged=self.charged.isChecked(),
        )
        self._steps.make_again(terms, EYES[self.what.current])
