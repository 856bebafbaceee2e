"""The area of the catalogue: articles on one page, promotions and limits on the other."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.catalog import Good
from app.messages.catalogue import sentence_of, tr, trn
from app.messages.language import translated
from app.services.catalogue_import import ImportReport, RowState
from app.ui.actions import Ask
from app.ui.catalog.article_view import ArticleView
from app.ui.catalog.editor_view_model import TYPES, EditorViewModel, OpenArticle
from app.ui.catalog.form_words import TYPE_WORDS
from app.ui.catalog.rules_view import RulesView
from app.ui.catalog.rules_view_model import RulesViewModel
from app.ui.catalog.tables import articles_model
from app.ui.theme.theme import Theme
from app.ui.widgets.action_set import ActionSet
from app.ui.widgets.icon_edit import IconEdit
from app.ui.widgets.layouts import Card, column, page, row, stack
from app.ui.widgets.notice import Notice
from app.ui.widgets.row_table import RowTable
from app.ui.widgets.screen import Screen
from app.ui.widgets.segmented import Segmented

ERRORS_SHOWN = 5
DEFAULT_LIST = "chain"


class CatalogueView(Screen):
    """Everything by keys: the list, the form and the pages."""

    said = Signal(str)

    def __init__(self, theme: Theme, model: EditorViewModel, rules: RulesViewModel) -> None:
        super().__init__()
        self.model = model
        self.keys = ActionSet(theme, self)
        self._hear_keys()
        self.filter = IconEdit(theme, tr("Find an article"), icon="search")
        self.kinds = Segmented(
            tr("Kind"), [tr("All"), *(translated(TYPE_WORDS[kind]) for kind in TYPES)]
        )
        self.table: RowTable[Good] = RowTable(theme, tr("Articles"), articles_model())
        self.table.keep_place_by(lambda good: good.sku)
        self.article = ArticleView(theme, self.keys)
        self.rules = RulesView(theme, rules, self.keys)
        self.import_notice = Notice(theme)
        self._take_in = self.keys.button(Ask.TAKE_IN_FILE, kind="primary")
        self._pages = stack(self._articles_page(), self.rules)
        head = row(
            0,
            self.keys.button(Ask.NEW_ARTICLE),
            self.keys.button(Ask.IMPORT_GOODS),
            self.keys.button(Ask.SWITCH_CATALOGUE),
        )
        told = row(self.import_notice, self._take_in)
        self.setLayout(column(page(head, told, self._pages), gap=0))
        self._take_in.setVisible(False)
        self._connect(rules)
        model.begin(TYPES[0])

    @Slot()
    def focus_start(self) -> None:
        """Put the cursor where work goes on."""
        if self._pages.currentIndex():
            self.rules.focus_start()
        else:
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def look_at(self, path: Path) -> None:
        """Tell what a file would do."""
        self.model.look_at(path)

    def _articles_page(self) -> QWidget:
        card = Card(tr("Catalogue"))
        card.body.addWidget(self.filter)
        card.body.addWidget(self.table, 1)
        body = row(gap=12)
        body.addWidget(card, 1)
        body.addWidget(self.article, 2)
        made = QWidget()
        made.setLayout(column(self.kinds, body, gap=12))
        return made

    def _hear_keys(self) -> None:
        for ask, slot in (
            (Ask.NEW_ARTICLE, self._begin),
            (Ask.SAVE_ARTICLE, self._save),
            (Ask.SAVE_PROMOTION, self._save_promotion),
            (Ask.SAVE_LIMITS, self._save_limits),
            (Ask.SET_PRICE, self._set_price),
            (Ask.ADD_POWER_LINE, self._add_line),
            (Ask.IMPORT_GOODS, self._choose_file),
            (Ask.TAKE_IN_FILE, self._take_file),
            (Ask.SWITCH_CATALOGUE, self._switch),
            (Ask.FILTER_CATALOGUE, self._go_to_filter),
        ):
            self.keys.on(ask, slot)

    def _connect(self, rules: RulesViewModel) -> None:
        self.filter.textChanged.connect(self._find)
        self.filter.returnPressed.connect(self._open_first)
        self.kinds.changed.connect(self._find)
        self.table.opened.connect(self.model.open)
        self.model.listed.connect(self._list)
        self.model.opened.connect(self._open)
        self.model.complained.connect(self.article.complain)
        self.model.failed.connect(self._refuse)
        self.model.saved.connect(self._tell_saved)
        self.model.looked_at.connect(self._tell_file)
        rules.saved.connect(self._tell_saved)

    @property
    def _kind(self) -> str:
        return TYPES[self.kinds.current - 1] if self.kinds.current else ""

    @Slot()
    def _find(self) -> None:
        self.model.find(self.filter.text(), self._kind)

    @Slot()
    def _open_first(self) -> None:
        chosen = self.table.chosen() or next(iter(self.model.rows), None)
        if chosen is not None:
            self.model.open(chosen)

    @Slot()
    def _list(self) -> None:
        self.table.display(self.model.rows)
        if not self.model.is_locked:
            self.keys.allow(self.model.session, frozenset())

    @Slot(object)
    def _open(self, article: OpenArticle) -> None:
        self.article.display(article)

    @Slot()
    def _begin(self) -> None:
        if self._pages.currentIndex():
            self.rules.begin()
            return
        self.model.begin(self._kind or TYPES[0])
        self.article.form.focus_first()

    @Slot()
    def _save(self) -> None:
        if self._pages.currentIndex():
            self.rules.save_promotion()
            return
        self.article.notice.hush()
        self.article.form.hush()
        self.model.save(self.article.form.texts(), self.article.powers.lines())

    @Slot()
    def _save_promotion(self) -> None:
        if self._pages.currentIndex():
            self.rules.save_promotion()

    @Slot()
    def _save_limits(self) -> None:
        if self._pages.currentIndex():
            self.rules.save_limits()

    @Slot()
    def _set_price(self) -> None:
        self.article.price.hush()
        self.model.set_price(DEFAULT_LIST, self.article.price.texts())

    @Slot()
    def _add_line(self) -> None:
        self.article.powers.add_line()

    @Slot()
    def _choose_file(self) -> None:
        dialog = QFileDialog(self.window(), tr("Take in a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(tr("Catalogues (*.json)"))
        dialog.fileSelected.connect(lambda name: self.look_at(Path(name)))
        dialog.open()

    @Slot()
    def _take_file(self) -> None:
        if not self._take_in.isHidden():
            self.model.take_in()

    @Slot()
    def _switch(self) -> None:
        self._pages.setCurrentIndex(1 - self._pages.currentIndex())
        self.focus_start()

    @Slot()
    def _go_to_filter(self) -> None:
        self._pages.setCurrentIndex(0)
        self.focus_start()

    @Slot(str)
    def _refuse(self, text: str) -> None:
        self.article.notice.say(text, tone="danger")

    @Slot(str)
    def _tell_saved(self, name: str) -> None:
        self.article.notice.hush()
        self.said.emit(tr("Saved: {name}", name=name) if name else tr("Saved"))

    @Slot(object)
    def _tell_file(self, report: ImportReport) -> None:
        counts = tr(
            "{new} new, {changed} changed, {same} as they are.",
            new=report.counts[RowState.NEW],
            changed=report.counts[RowState.CHANGED],
            same=report.counts[RowState.SAME],
        )
        self._take_in.setVisible(not report.errors and not report.is_kept)
        if report.errors:
            self.import_notice.say(f"{counts} {_errors(report)}", tone="danger")
        elif report.is_kept:
            self.import_notice.say(tr("Taken in: {counts}", counts=counts), tone="success")
        else:
            self.import_notice.say(counts, tone="info")
            self._take_in.setFocus(Qt.FocusReason.OtherFocusReason)


def _errors(report: ImportReport) -> str:
    told = [
        tr(
            "{rows}, line {line}: {reason}",
            rows=error.rows,
            line=error.line,
            reason=sentence_of(error.code, dict(error.facts)),
        )
        for error in report.errors[:ERRORS_SHOWN]
    ]
    left = len(report.errors) - len(told)
    more = [trn("and {count} more", "and {count} more", left)] if left > 0 else []
    return " ".join([*told, *more])
