"""The open article: its form, its power table, its next price."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.messages.catalogue import tr
from app.messages.language import translated
from app.ui.actions import Ask
from app.ui.catalog.editor_view_model import TYPES, OpenArticle
from app.ui.catalog.fields_form_view import FieldsForm
from app.ui.catalog.form_fields import ARTICLE_FORMS, PRICE_FORM
from app.ui.catalog.form_words import TYPE_WORDS
from app.ui.catalog.power_table_view import PowerTable
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import Card, column, row, rule, scrolling, stack
from app.ui.widgets.notice import Notice


class ArticleView(QWidget):
    """One form for each type; only that of the open article is shown."""

    asked_for_price = Signal(object)

    def __init__(self, theme: Theme, keys: ActionSet) -> None:
        super().__init__()
        self.notice = Notice(theme)
        self.forms = {kind: FieldsForm(theme, specs) for kind, specs in ARTICLE_FORMS.items()}
        self.powers = PowerTable(theme)
        self.price = FieldsForm(theme, PRICE_FORM)
        self._type = TYPES[0]
        self._pages = stack(*self.forms.values())
        self.card = Card(tr("Article"), 0, keys.button(Ask.SAVE_ARTICLE, kind="primary"))
        self._powers = self._section(tr("Power table"), self.powers, keys, Ask.ADD_POWER_LINE)
        self._prices = self._section(tr("Price from a day on"), self.price, keys, Ask.SET_PRICE)
        body = self.card.body
        for part in (self.notice, self._pages, self._powers, self._prices):
            body.addWidget(part)
        body.addStretch(1)
        area = scrolling(self.card)
        # Eleven columns of large figures may be wider than a small screen.
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setLayout(column(area, gap=0))

    @property
    def form(self) -> FieldsForm:
        """Return the form of the open article."""
        return self.forms[self._type]

    def display(self, article: OpenArticle) -> None:
        """Show an article."""
        self._type = article.type
        self._pages.setCurrentWidget(self.form)
        for each in self.forms.values():
            each.setVisible(each is self.form)
        self.form.put(article.texts)
        self.powers.put(article.lines)
        self.price.put({})
        self._powers.setVisible(article.type == "lens")
        self._prices.setVisible(article.version > 0)
        self.notice.hush()
        title = article.texts.get("sku") or tr(
            "New: {kind}", kind=translated(TYPE_WORDS[article.type])
        )
        self.card.title.setText(title)

    def complain(self, key: str) -> None:
        """Mark the field that is wrong."""
        if not self.form.complain(key):
            self.price.complain(key)

    def _section(self, title: str, body: QWidget, keys: ActionSet, ask: Ask) -> QWidget:
        made = QWidget()
        head = row(label(title, role="strong"), 0, keys.button(ask))
        made.setLayout(column(rule(), head, body, gap=10))
        return made
