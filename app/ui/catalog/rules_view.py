"""The page of promotions and of what each role may take off."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from app.domain.pricing.shared import PromotionVersion
from app.messages.catalogue import tr
from app.ui.actions import Ask
from app.ui.catalog.fields_form_view import FieldsForm
from app.ui.catalog.form_fields import LIMITS_FORM, PROMOTION_FORM
from app.ui.catalog.rule_documents import limits_texts, promotion_texts
from app.ui.catalog.rules_view_model import RulesViewModel
from app.ui.catalog.tables import promotions_model
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.layouts import Card, column, row, scrolling
from app.ui.widgets.notice import Notice
from app.ui.widgets.row_table import RowTable

# The fields that hold what a benefit names in its own words.
FIELDS_OF_BENEFIT = {"percent": "value", "amount_minor": "value", "price_minor": "value"}


class RulesView(QWidget):
    """Promotions on the left, the open one and the limits beside them."""

    def __init__(self, theme: Theme, model: RulesViewModel, keys: ActionSet) -> None:
        super().__init__()
        self._model = model
        self.table: RowTable[PromotionVersion] = RowTable(
            theme, tr("Promotions"), promotions_model()
        )
        self.table.keep_place_by(lambda each: each.promotion.promotion_id)
        self.notice = Notice(theme)
        self.promotion = FieldsForm(theme, PROMOTION_FORM)
        self.limits = FieldsForm(theme, LIMITS_FORM)
        offers = Card(tr("Promotions"))
        offers.body.addWidget(self.table, 1)
        limits = Card(tr("Discounts by hand"), 0, keys.button(Ask.SAVE_LIMITS))
        limits.body.addWidget(self.limits)
        self._opened = Card(tr("Promotion"), 0, keys.button(Ask.SAVE_PROMOTION, kind="primary"))
        self._opened.body.addWidget(self.notice)
        self._opened.body.addWidget(self.promotion)
        self._opened.body.addStretch(1)
        laid = row(gap=12)
        laid.addLayout(column(offers, limits, gap=12), 2)
        laid.addWidget(scrolling(self._opened), 3)
        self.setLayout(laid)
        self._connect()

    def focus_start(self) -> None:
        """Put the cursor into the list."""
        self.table.setFocus()

    def begin(self) -> None:
        """Open an empty promotion."""
        self._open(None)
        self.promotion.focus_first()

    def save_promotion(self) -> None:
        """Save the promotion as it stands."""
        self.notice.hush()
        self._model.save_promotion(self.promotion.texts())

    def save_limits(self) -> None:
        """Save the limits as they stand."""
        self.notice.hush()
        self._model.save_limits(self.limits.texts())

    def _connect(self) -> None:
        self.table.opened.connect(self._open)
        self._model.changed.connect(self._show)
        self._model.complained.connect(self._complain)
        self._model.failed.connect(self._refuse)

    @Slot()
    def _show(self) -> None:
        rules = self._model.rules
        if rules is None:
            return
        self.table.display(rules.promotions)
        self.limits.put(limits_texts(rules.limits.limits, rules.limits.currency))
        if self._model.open is None and rules.promotions:
            self._open(rules.promotions[0])

    @Slot(object)
    def _open(self, promotion: PromotionVersion | None) -> None:
        self._model.choose(promotion)
        self.notice.hush()
        self.promotion.put({} if promotion is None else promotion_texts(promotion.promotion))
        name = tr("New promotion") if promotion is None else promotion.promotion.name
        self._opened.title.setText(name)

    @Slot(str)
    def _complain(self, key: str) -> None:
        key = FIELDS_OF_BENEFIT.get(key, key)
        if not self.limits.complain(key):
            self.promotion.complain(key)

    @Slot(str)
    def _refuse(self, text: str) -> None:
        self.notice.say(text, tone="danger")
