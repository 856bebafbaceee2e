"""The lens: typed and chosen, its extras, and the same design in other materials."""

from PySide6.QtCore import Qt, Slot

from app.domain.catalog import LensExtra, Suggestion, Verdict
from app.messages.catalogue import tr
from app.ui.actions import Ask
from app.ui.lens_words import lens_words
from app.ui.orders.catalogue_choices import reason_words
from app.ui.orders.catalogue_search import CatalogueSearch
from app.ui.orders.edging_view import EdgingView
from app.ui.orders.index_table_view import IndexComparison
from app.ui.orders.order_entry_view_model import OrderEntryViewModel
from app.ui.orders.order_form import OrderForm
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.choice import Choice
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import Card, elided, row
from app.ui.widgets.notice import Notice
from app.ui.widgets.type_ahead import TypeAhead


class LensCard(Card):
    """Design, extras, tint and edge; a lens that cannot be made says why and is not taken."""

    def __init__(
        self,
        theme: Theme,
        model: OrderEntryViewModel,
        search: CatalogueSearch,
        actions: ActionSet,
    ) -> None:
        super().__init__(tr("Lens"), 0, actions.button(Ask.CHANGE_LENS, kind="quiet"))
        self._model = model
        self._search = search
        self.edit = TypeAhead(theme, tr("Type a lens"), icon="search")
        self._about = elided()
        self._about.setProperty("role", "muted")
        self.extras = TypeAhead(theme, tr("Coating, tint, extra"), icon="plus")
        self._chosen = label(role="small")
        self._chosen.setWordWrap(True)
        self.tint = IconEdit(theme, tr("Tint"), icon="sun")
        self.tint.setPlaceholderText(tr("Tint: none"))
        self.notice = Notice(theme)
        self.indices = IndexComparison(theme, model)
        self.edging = EdgingView(theme, model)
        self.body.setSpacing(8)
        for part in (self.edit, self._about, self.notice, self.indices):
            self.body.addWidget(part)
        wants = row(self.extras, self.tint, gap=8)
        wants.setStretch(0, 3)
        wants.setStretch(1, 2)
        self.body.addLayout(wants)
        self.body.addWidget(self._chosen)
        self.body.addWidget(self.edging)
        self._connect()

    def _connect(self) -> None:
        self.edit.asked.connect(self._search.find_lenses)
        self.edit.chosen.connect(self._choose)
        self._search.lenses_found.connect(self._offer)
        self.extras.asked.connect(self._search.find_extras)
        self.extras.chosen.connect(self._toggle_extra)
        self._search.extras_found.connect(self._offer_extras)
        self.tint.textEdited.connect(self._set_tint)
        self._model.changed.connect(self._show)

    @Slot(str)
    def _set_tint(self, text: str) -> None:
        self._model.change(tint=text)

    @Slot(str, object)
    def _offer(self, text: str, choices: tuple[Choice, ...]) -> None:
        self.edit.offer(text, choices)

    @Slot(str, object)
    def _offer_extras(self, text: str, choices: tuple[Choice, ...]) -> None:
        self.extras.offer(text, choices)

    @Slot(object)
    def _choose(self, found: Suggestion) -> None:
        blank = "catalog.reason.blank_too_small"
        reasons = [each for each in found.verdict.reasons if each.code != blank]
        if reasons:
            text = " ".join(reason_words(each) for each in reasons)
            self.notice.say(f"{found.lens.name}: {text}", tone="danger")
            self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._model.change(lens=found.lens, extras=())
        self.tint.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _toggle_extra(self, found: tuple[LensExtra, Verdict]) -> None:
        extra, verdict = found
        form = self._model.form
        if form is None:
            return
        rest = tuple(each for each in form.extras if each.sku != extra.sku)
        if len(rest) < len(form.extras):
            self._model.change(extras=rest)
        elif verdict.is_available:
            self._model.change(extras=(*rest, extra))
        else:
            text = " ".join(reason_words(each) for each in verdict.reasons)
            self.notice.say(text, tone="danger")
        self.extras.rest_at("")
        self.extras.clear()

    @Slot()
    def _show(self) -> None:
        form = self._model.form
        if form is None:
            return
        can_edit = self._model.is_editable
        for edit in (self.edit, self.tint, self.extras):
            edit.setReadOnly(not can_edit)
        self._about.setText(
            tr("Type design, index or coating: prog 1.60")
            if form.lens is None
            else lens_words(form.lens)
        )
        self.edit.rest_at("" if form.lens is None else form.lens.name)
        self.tint.put(form.tint)
        self._show_extras(form)

    def _show_extras(self, form: OrderForm) -> None:
        self.extras.setVisible(form.lens is not None)
        names = " · ".join(extra.name for extra in form.extras)
        self._chosen.setText(names)
        self._chosen.setVisible(bool(names))
