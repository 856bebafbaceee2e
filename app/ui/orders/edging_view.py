"""How the edge of the lenses is made."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.domain.orders import BevelPlacement, EdgeType, EdgingParameters
from app.messages.catalogue import tr
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.theme.theme import Theme
from app.ui.widgets.action_button import ActionButton
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.layouts import column, row
from app.ui.widgets.segmented import Segmented

EDGES = (EdgeType.BEVEL, EdgeType.GROOVE, EdgeType.RIMLESS)
THIRD_PERCENT = 33
PLACEMENTS = (
    BevelPlacement.AUTO,
    BevelPlacement.FRONT,
    BevelPlacement.PERCENT,
    BevelPlacement.BACK,
)


class EdgingView(QWidget):
    """Edge form, bevel placement, polish and safety bevel."""

    def __init__(self, theme: Theme, model: OrderEntryViewModel) -> None:
        super().__init__()
        self._model = model
        self._edge = Segmented(tr("Edge"), (tr("Bevel"), tr("Groove"), tr("Rimless")))
        third = f"{THIRD_PERCENT} %"
        self._placement = Segmented(
            tr("Bevel placement"), (tr("Auto"), tr("Front"), third, tr("Back"))
        )
        self._polish = CheckBox(theme, tr("Polished"))
        self._safety = CheckBox(theme, tr("Safety bevel"))
        for control in (self._edge, self._placement):
            control.changed.connect(self._set_edging)
        for box in (self._polish, self._safety):
            box.clicked.connect(self._set_edging)
        self.summary = ActionButton(theme, tr("Edging"), icon="chevron-right", kind="quiet")
        self._details = QWidget()
        boxes = row(self._polish, 12, self._safety, 0)
        self._details.setLayout(column(self._edge, self._placement, boxes, gap=6))
        self._details.setVisible(False)
        self.setLayout(column(row(self.summary, 0), self._details, gap=4))
        self.summary.clicked.connect(self.toggle)
        model.changed.connect(self._show)

    @Slot()
    def toggle(self) -> None:
        """Show how the edge is made, or only say it."""
        self._details.setVisible(self._details.isHidden())
        self._show()

    @Slot()
    def _set_edging(self) -> None:
        placement = PLACEMENTS[self._placement.current]
        has_percent = placement is BevelPlacement.PERCENT
        self._model.change(
            edging=EdgingParameters(
                edge_type=EDGES[self._edge.current],
                bevel_placement=placement,
                bevel_percent=THIRD_PERCENT if has_percent else None,
                is_polished=self._polish.isChecked(),
                has_safety_bevel=self._safety.isChecked(),
            )
        )

    @Slot()
    def _show(self) -> None:
        form = self._model.form
        if form is None:
            return
        edging, can_edit = form.edging, self._model.is_editable
        for control in (self._edge, self._placement, self._polish, self._safety):
            control.setEnabled(can_edit)
        self._edge.choose(EDGES.index(edging.edge_type))
        self._placement.choose(PLACEMENTS.index(edging.bevel_placement))
        self._placement.setEnabled(can_edit and edging.edge_type is EdgeType.BEVEL)
        self._polish.setChecked(edging.is_polished)
        self._safety.setChecked(edging.has_safety_bevel)
        icon = "chevron-right" if self._details.isHidden() else "chevron-down"
        self.summary.say(edging_words(edging), icon=icon)


def edging_words(edging: EdgingParameters) -> str:
    """Return how the edge is made, on one line."""
    edges = {
        EdgeType.BEVEL: tr("bevel"),
        EdgeType.GROOVE: tr("groove"),
        EdgeType.RIMLESS: tr("rimless"),
    }
    parts = [edges[edging.edge_type]]
    if edging.is_polished:
        parts.append(tr("polished"))
    if edging.has_safety_bevel:
        parts.append(tr("safety bevel"))
    return tr("Edging: {words}", words=", ".join(parts))
