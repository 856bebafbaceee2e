"""Promotions and discount limits being edited."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.kernel.documents import DocumentIsMalformed
from app.domain.kernel.errors import DioptreError, DomainError
from app.domain.pricing.shared import PromotionVersion
from app.services.catalogue_editing import PriceRules, SaveLimits, SavePromotion
from app.services.changes import Changes, Topic
from app.ui.catalog.form_words import form_complaint
from app.ui.catalog.rule_documents import limits_typed, promotion_typed
from app.ui.desktop import Desk
from app.ui.refusal_log import log_refusal
from app.ui.runner import Newest

T = TypeVar("T")


class RulesViewModel(QObject):
    """`complained` names a field; `failed` is about the whole."""

    changed = Signal()
    complained = Signal(str)
    failed = Signal(str)
    saved = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._newest = Newest(desk.services.runner)
        self.rules: PriceRules | None = None
        self.open: PromotionVersion | None = None
        desk.services.change_hub.changed.connect(self._hear)
        desk.opened.connect(self.reload)

    @property
    def currency(self) -> str:
        """Return the money of this site."""
        return self._desk.services.device.currency

    @Slot()
    def reload(self) -> None:
        """Read the rules again."""
        if self._desk.is_locked:
            return
        session, editing = self._desk.session, self._desk.services.catalogue_editing
        self._newest.run(lambda: editing.rules(session), done=self._take_rules, failed=self._refuse)

    def choose(self, promotion: PromotionVersion | None) -> None:
        """Open a promotion, or an empty form."""
        self.open = promotion

    def save_promotion(self, texts: Mapping[str, str]) -> None:
        """Save the promotion that was typed; under another short name it is another one."""
        try:
            promotion = promotion_typed(texts, self.currency)
        except DomainError as refusal:
            log_refusal(refusal.code)
            self._refuse(refusal)
            return
        known = self.open
        is_same = known is not None and known.promotion.promotion_id == promotion.promotion_id
        command = SavePromotion(
            command_id=self._desk.services.new_command_id(),
            promotion=promotion,
            seen_version=known.version if known is not None and is_same else 0,
        )
        session, editing = self._desk.session, self._desk.services.catalogue_editing
        self._send(lambda: editing.save_promotion(session, command), self._take_promotion)

    def save_limits(self, texts: Mapping[str, str]) -> None:
        """Save the limits that were typed."""
        if self.rules is None:
            return
        try:
            limits = limits_typed(texts, self.currency)
        except DomainError as refusal:
            log_refusal(refusal.code)
            self._refuse(refusal)
            return
        command = SaveLimits(
            command_id=self._desk.services.new_command_id(),
            currency=self.currency,
            limits=limits,
            seen_version=self.rules.limits.version,
        )
        session, editing = self._desk.session, self._desk.services.catalogue_editing
        self._send(lambda: editing.save_limits(session, command), self._take_limits)

    def _send(self, work: Callable[[], tuple[T, Changes]], done: Callable[[T], object]) -> None:
        def take(answer: tuple[T, Changes]) -> None:
            done(answer[0])
            self._desk.publish(answer[1])

        self._desk.services.runner.run(work, done=take, failed=self._refuse)

    def _take_rules(self, rules: PriceRules) -> None:
        self.rules = rules
        self.changed.emit()

    def _take_promotion(self, promotion: PromotionVersion) -> None:
        self.open = promotion
        self.saved.emit(promotion.promotion.name)

    def _take_limits(self, _limits: object) -> None:
        self.saved.emit("")

    @Slot(object)
    def _hear(self, changes: Changes) -> None:
        if Topic.PRICES in changes:
            self.reload()

    def _refuse(self, error: DioptreError) -> None:
        if isinstance(error, DocumentIsMalformed):
            self.complained.emit(str(error.facts.get("reason", "")))
        self.failed.emit(form_complaint(error))
