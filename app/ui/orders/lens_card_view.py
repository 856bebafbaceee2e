"""The lens: typed and chosen, tinted, and how its edge is made."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from app.domain.catalog import Lens
from app.domain.orders import BevelPlacement, EdgeType, EdgingParameters
from app.messages.catalogue import tr
from app.ui.actions import Ask
from app.ui.lens_words import lens_words
from app.ui.orders.catalogue_search import CatalogueSearch
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.check_box import CheckBox
from app.ui.widgets.choice import Choice
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import Card, column, elided, row
from app.ui.widgets.notice import Notice
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.type_ahead import TypeAhead

EDGES = (EdgeType.BEVEL, EdgeType.GROOVE, EdgeType.RIMLESS)
THIRD_PERCENT = 33
PLACEMENTS = (
    BevelPlacement.AUTO,
    BevelPlacement.FRONT,
    BevelPlacement.PERCENT,
    BevelPlacement.BACK,
)


class LensCard(Card):
    """Design, tint and edge."""

    def __init__(
        self,
        theme: Theme,
        model: OrderEntryViewModel,
        search: CatalogueSearch,
        actions: ActionSet,
    ) -> None:
        super().__init__(tr("Lens"), 0, actions.button(Ask.CHANGE_LENS, kind="quiet"))
        self._model = model
        self.edit = TypeAhead(theme, tr("Type a lens"), icon="search")
        self._about = elided()
        self._about.setProperty("role", "muted")
        self.tint = IconEdit(theme, tr("Tint"), icon="sun")
        self.tint.setPlaceholderText(tr("Tint: none"))
        self.notice = Notice(theme)
        self.body.setSpacing(10)
        self.body.addWidget(self.edit)
        self.body.addWidget(self._about)
        self.body.addWidget(self.notice)
        self.body.addWidget(self.tint)
        self.body.addLayout(self._edging(theme))
        self.edit.asked.connect(search.find_lenses)
        search.lenses_found.connect(self._offer)
        self.tint.textEdited.connect(self._set_tint)
        model.changed.connect(self._show)
        self.edit.chosen.connect(self._choose)

    def _edging(self, theme: Theme) -> QVBoxLayout:
        self._edge = Segmented(tr("Edge"), (tr("Bevel"), tr("Groove"), tr("Rimless")))
        third = f"{THIRD_PERCENT} %"
        self._placement = Segmented(
            tr("Bevel placement"), (tr("Auto"), tr("Front"), third, tr("Rear"))
        )
        self._polish = CheckBox(theme, tr("Polished"))
        self._safety = CheckBox(theme, tr("Safety bevel"))
        for control in (self._edge, self._placement):
            control.changed.connect(self._set_edging)
        for box in (self._polish, self._safety):
            box.clicked.connect(self._set_edging)
        boxes = row(self._polish, 12, self._safety, 0)
        return column(
            label(tr("Edging"), role="caption"), self._edge, self._placement, boxes, gap=6
        )

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

    @Slot(str)
    def _set_tint(self, text: str) -> None:
        self._model.change(tint=text)

    @Slot(str, object)
    def _offer(self, text: str, choices: tuple[Choice, ...]) -> None:
        self.edit.offer(text, choices)

    @Slot(object)
    def _choose(self, lens: Lens) -> None:
        self._model.change(lens=lens)

    @Slot()
    def _show(self) -> None:
        form = self._model.form
        if form is None:
            return
        can_edit = self._model.is_editable
        for edit in (self.edit, self.tint):
            edit.setReadOnly(not can_edit)
        for control in (self._edge, self._placement, self._polish, self._safety):
            control.setEnabled(can_edit)
        self._about.setText(
            tr("Type design, index or coating: prog 1.60")
            if form.lens is None
            else lens_words(form.lens)
        )
        self.edit.rest_at("" if form.lens is None else form.lens.name)
        self.tint.put(form.tint)
        self._show_edging(form.edging)

    def _show_edging(self, edging: EdgingParameters) -> None:
        self._edge.choose(EDGES.index(edging.edge_type))
        self._placement.choose(PLACEMENTS.index(edging.bevel_placement))
        self._placement.setEnabled(self._model.is_editable and edging.edge_type is EdgeType.BEVEL)
        self._polish.setChecked(edging.is_polished)
        self._safety.setChecked(edging.has_safety_bevel)
