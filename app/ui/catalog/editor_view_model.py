"""The catalogue being edited: the list, the article that is open, its price, a file to take in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.catalog import Good
from app.domain.catalog.article_versions import ArticleVersion
from app.domain.catalog.good_json import good_json, good_of
from app.domain.kernel.canonical import JsonValue
from app.domain.kernel.documents import DocumentIsMalformed
from app.domain.kernel.errors import DioptreError, DomainError
from app.domain.kernel.ids import CommandId
from app.domain.kernel.money import Money
from app.services.catalogue_editing import SaveArticle, SetPrice
from app.services.catalogue_import import ImportReport
from app.services.changes import Changes, Topic
from app.services.session import Session
from app.ui.catalog.catalogue_file import read_catalogue_file
from app.ui.catalog.form_documents import document_of, texts_of
from app.ui.catalog.form_fields import ARTICLE_FORMS, PRICE_FORM
from app.ui.catalog.form_words import KINDS_OF_TYPES, form_complaint
from app.ui.catalog.power_lines import Line, lines_of, ranges_of
from app.ui.desktop import Desk
from app.ui.refusal_log import log_refusal
from app.ui.runner import Newest

T = TypeVar("T")
TYPES = tuple(ARTICLE_FORMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenArticle:
    """What the form shows: the type, its texts and power lines, and the version seen."""

    type: str
    texts: Mapping[str, str]
    lines: tuple[Line, ...]
    version: int


class EditorViewModel(QObject):
    """`complained` names a field; `failed` is about the whole."""

    listed = Signal()
    opened = Signal(object)
    complained = Signal(str)
    failed = Signal(str)
    saved = Signal(str)
    looked_at = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._newest = Newest(desk.services.runner)
        self._command_id: CommandId | None = None
        self._asked = ("", "")
        self._file = b""
        self.rows: tuple[Good, ...] = ()
        self.article = OpenArticle(type="frame", texts={}, lines=(), version=0)
        desk.services.change_hub.changed.connect(self._hear)
        desk.opened.connect(self.reload)

    @property
    def is_locked(self) -> bool:
        """Return whether nobody looks; an answer may come after the desk was locked."""
        return self._desk.is_locked

    @property
    def session(self) -> Session:
        """Return whoever looks."""
        return self._desk.session

    @property
    def currency(self) -> str:
        """Return the money of this site."""
        return self._desk.services.device.currency

    def find(self, text: str, kind: str) -> None:
        """List the articles of a type that fit the words; no type is every type."""
        self._asked = (text, kind)
        self.reload()

    @Slot()
    def reload(self) -> None:
        """Read the list again."""
        if self._desk.is_locked:
            return
        session, editing = self._desk.session, self._desk.services.catalogue_editing
        text, kind = self._asked
        kinds = KINDS_OF_TYPES.get(kind, frozenset())
        self._newest.run(
            lambda: editing.articles(session, text, kinds), done=self._list, failed=self._refuse
        )

    def open(self, good: Good) -> None:
        """Open an article as it is kept now."""
        session, editing = self._desk.session, self._desk.services.catalogue_editing
        self._desk.services.runner.run(
            lambda: editing.article(session, good.sku), done=self._open, failed=self._refuse
        )

    def begin(self, kind: str) -> None:
        """Open an empty form."""
        self._show(OpenArticle(type=kind, texts={}, lines=(), version=0))

    def save(self, texts: Mapping[str, str], lines: Sequence[Line]) -> None:
        """Save the form as it stands."""
        if self._command_id is None:
            return
        try:
            good = self._typed(texts, lines)
        except DomainError as refusal:
            log_refusal(refusal.code)
            self._refuse(refusal)
            return
        command = SaveArticle(
            command_id=self._command_id, good=good, seen_version=self.article.version
        )
        session, editing = self._desk.session, self._desk.services.catalogue_editing
        self._send(lambda: editing.save_article(session, command), self._take_saved)

    def set_price(self, list_id: str, texts: Mapping[str, str]) -> None:
        """Publish the price of the open article from a day on."""
        try:
            typed = document_of(texts, PRICE_FORM, self.currency)
            minor, begins = _minor(typed.get("price_minor")), _day(typed.get("begins"))
        except DocumentIsMalformed as refusal:
            log_refusal(refusal.code)
            self._refuse(refusal)
            return
        command = SetPrice(
            command_id=self._desk.services.new_command_id(),
            list_id=list_id,
            sku=self.article.texts.get("sku", ""),
            price=Money(minor, self.currency),
            begins=begins,
        )
        session, editing = self._desk.session, self._desk.services.catalogue_editing
        self._send(lambda: editing.set_price(session, command), self._take_price)

    def look_at(self, path: Path) -> None:
        """Tell what a file would do."""
        session, importing = self._desk.session, self._desk.services.catalogue_import

        def look() -> tuple[bytes, ImportReport]:
            raw = read_catalogue_file(path)
            return raw, importing.look(session, raw)

        self._desk.services.runner.run(look, done=self._take_look, failed=self._refuse)

    def take_in(self) -> None:
        """Take the file in that was looked at."""
        session, importing = self._desk.session, self._desk.services.catalogue_import
        command_id, raw = self._desk.services.new_command_id(), self._file
        self._send(lambda: importing.take_in(session, command_id, raw), self.looked_at.emit)

    def _typed(self, texts: Mapping[str, str], lines: Sequence[Line]) -> Good:
        specs = ARTICLE_FORMS[self.article.type]
        document: dict[str, JsonValue] = {
            "type": self.article.type,
            "currency": self.currency,
            **document_of(texts, specs, self.currency),
        }
        if self.article.type == "lens":
            document["ranges"] = ranges_of(lines)
        return good_of(document)

    def _send(self, work: Callable[[], tuple[T, Changes]], done: Callable[[T], object]) -> None:
        def take(answer: tuple[T, Changes]) -> None:
            self._desk.publish(answer[1])
            done(answer[0])

        self._desk.services.runner.run(work, done=take, failed=self._refuse)

    def _take_saved(self, article: ArticleVersion) -> None:
        self._open(article)
        self.saved.emit(article.good.sku)

    def _take_price(self, _published: object) -> None:
        self.saved.emit(self.article.texts.get("sku", ""))

    def _take_look(self, answer: tuple[bytes, ImportReport]) -> None:
        self._file = answer[0]
        self.looked_at.emit(answer[1])

    def _open(self, article: ArticleVersion) -> None:
        document = good_json(article.good)
        kind = str(document["type"])
        self._show(
            OpenArticle(
                type=kind,
                texts=texts_of(document, ARTICLE_FORMS[kind], article.good.price.currency),
                lines=lines_of(document.get("ranges")),
                version=article.version,
            )
        )

    def _show(self, article: OpenArticle) -> None:
        self._command_id = self._desk.services.new_command_id()
        self.article = article
        self.opened.emit(article)

    def _list(self, rows: tuple[Good, ...]) -> None:
        self.rows = rows
        self.listed.emit()

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if Topic.CATALOGUE in changes:
            self.reload()

    def _refuse(self, error: DioptreError) -> None:
        if isinstance(error, DocumentIsMalformed):
            self.complained.emit(str(error.facts.get("reason", "")))
        self.failed.emit(form_complaint(error))


def _day(text: JsonValue) -> date:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise DocumentIsMalformed(where="price", reason="begins") from None


def _minor(typed: JsonValue) -> int:
    if not isinstance(typed, int):
        raise DocumentIsMalformed(where="price", reason="price_minor")
    return typed
