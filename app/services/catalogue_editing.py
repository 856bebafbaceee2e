"""Changing what the chain sells and for how much; each change is a version all stores hear of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from app.domain.catalog import ArticleKind, Good
from app.domain.catalog.article_versions import ArticleChanged, ArticleMovedOn, ArticleVersion
from app.domain.kernel.access import Action
from app.domain.kernel.chain_records import RecordChanged, record_id
from app.domain.kernel.ids import CommandId
from app.domain.kernel.money import Money
from app.domain.kernel.text import require_length
from app.domain.pricing import DiscountLimit, Promotion
from app.domain.pricing.price_changes import PriceFrom, with_price
from app.domain.pricing.shared import (
    DiscountLimitsChanged,
    LimitsVersion,
    PriceListPublished,
    PromotionChanged,
    PromotionVersion,
    PublishedPrices,
)
from app.domain.pricing.shared_documents import shared_of
from app.services.auditing import Access, Gate
from app.services.catalogue_arrivals import keep_shared
from app.services.catalogue_ports import EVERY_KIND
from app.services.changes import NO_CHANGES, Changes
from app.services.ports import Clock, UnitOfWork, Units
from app.services.session import Session

ROWS_SHOWN = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveArticle:
    """An article as the form has it; `seen_version` is the one it was opened with, 0 when new."""

    command_id: CommandId
    good: Good
    seen_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPrice:
    """What an article costs by a list from a day on."""

    command_id: CommandId
    list_id: str
    sku: str
    price: Money
    begins: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SavePromotion:
    """A promotion as the form has it."""

    command_id: CommandId
    promotion: Promotion
    seen_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveLimits:
    """How much each role may take off in a currency."""

    command_id: CommandId
    currency: str
    limits: tuple[DiscountLimit, ...]
    seen_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRules:
    """Everything about prices that a manager looks at."""

    lists: tuple[PublishedPrices, ...]
    promotions: tuple[PromotionVersion, ...]
    limits: LimitsVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEditingService:
    """The editor's use cases; `clock` tells the time in the shop's own zone."""

    units: Units
    gate: Gate
    clock: Clock

    def articles(
        self, session: Session, text: str, kinds: frozenset[ArticleKind] = EVERY_KIND
    ) -> tuple[Good, ...]:
        """Return articles by their words, those no longer sold too; raises AccessDenied."""
        self.gate.check(session, Action.CATALOGUE_READ)
        with self.units() as unit:
            return unit.goods.search(text, kinds=kinds, limit=ROWS_SHOWN)

    def article(self, session: Session, sku: str) -> ArticleVersion:
        """Return an article with its version; raises AccessDenied, ArticleNotFound."""
        self.gate.check(session, Action.CATALOGUE_READ)
        with self.units() as unit:
            good = unit.goods.good(sku)
            return ArticleVersion(good=good, version=unit.goods.version(good.sku))

    def rules(self, session: Session) -> PriceRules:
        """Return price lists, promotions and limits; raises AccessDenied."""
        self.gate.check(session, Action.CATALOGUE_READ)
        with self.units() as unit:
            currency = unit.sync.identity().currency
            return PriceRules(
                lists=unit.pricing.published(),
                promotions=tuple(
                    PromotionVersion(
                        promotion=each, version=unit.pricing.promotion_version(each.promotion_id)
                    )
                    for each in unit.pricing.promotions()
                ),
                limits=LimitsVersion(
                    currency=currency,
                    limits=unit.pricing.limits(currency),
                    version=unit.pricing.limits_version(currency),
                ),
            )

    def save_article(
        self, session: Session, command: SaveArticle
    ) -> tuple[ArticleVersion, Changes]:
        """Enter or change an article; the same command again changes nothing.

        Raises:
            AccessDenied, ArticleMovedOn, TextIsTooLong: see there.
        """
        require_length("article number", command.good.sku)
        article = ArticleVersion(good=command.good, version=command.seen_version + 1)
        fact = ArticleChanged(article=article, change_id=command.command_id)
        with self.units() as unit:
            if unit.outbox.has_seen(command.command_id):
                return article, NO_CHANGES
            held = unit.goods.version(command.good.sku)
            _require_unmoved(command.good.sku, held, command.seen_version)
            self._keep(unit, session, command.command_id, [fact])
            return article, unit.commit()

    def set_price(
        self, session: Session, command: SetPrice
    ) -> tuple[tuple[PublishedPrices, ...], Changes]:
        """Publish the list with another price; the same command again changes nothing.

        Raises:
            AccessDenied, ArticleNotFound, PriceListIsUnknown, PriceBeginsInThePast: see there.
        """
        change = PriceFrom(sku=command.sku, minor=command.price.minor, begins=command.begins)
        with self.units() as unit:
            if unit.outbox.has_seen(command.command_id):
                return (), NO_CHANGES
            unit.goods.good(command.sku)
            published = with_price(
                unit.pricing.published(), command.list_id, change, today=self.clock().date()
            )
            facts = [
                PriceListPublished(prices=each, change_id=_change_id(command.command_id, place))
                for place, each in enumerate(published)
            ]
            self._keep(unit, session, command.command_id, facts)
            return published, unit.commit()

    def save_promotion(
        self, session: Session, command: SavePromotion
    ) -> tuple[PromotionVersion, Changes]:
        """Enter or change a promotion; raises AccessDenied, ArticleMovedOn."""
        name = command.promotion.promotion_id
        saved = PromotionVersion(promotion=command.promotion, version=command.seen_version + 1)
        fact = PromotionChanged(promotion=saved, change_id=command.command_id)
        with self.units() as unit:
            if unit.outbox.has_seen(command.command_id):
                return saved, NO_CHANGES
            _require_unmoved(name, unit.pricing.promotion_version(name), command.seen_version)
            self._keep(unit, session, command.command_id, [fact])
            return saved, unit.commit()

    def save_limits(self, session: Session, command: SaveLimits) -> tuple[LimitsVersion, Changes]:
        """Change how much each role may take off; raises AccessDenied, ArticleMovedOn."""
        saved = LimitsVersion(
            currency=command.currency, limits=command.limits, version=command.seen_version + 1
        )
        fact = DiscountLimitsChanged(limits=saved, change_id=command.command_id)
        with self.units() as unit:
            if unit.outbox.has_seen(command.command_id):
                return saved, NO_CHANGES
            held = unit.pricing.limits_version(command.currency)
            _require_unmoved(command.currency, held, command.seen_version)
            self._keep(unit, session, command.command_id, [fact])
            return saved, unit.commit()

    def keep_all(self, session: Session, command_id: CommandId, goods: Sequence[Good]) -> Changes:
        """Enter or change many articles in one transaction; raises AccessDenied."""
        with self.units() as unit:
            if unit.outbox.has_seen(command_id):
                return NO_CHANGES
            facts = [
                ArticleChanged(
                    article=ArticleVersion(good=each, version=unit.goods.version(each.sku) + 1),
                    change_id=_change_id(command_id, place),
                )
                for place, each in enumerate(goods)
            ]
            self._keep(unit, session, command_id, facts)
            return unit.commit()

    def _keep(
        self,
        unit: UnitOfWork,
        session: Session,
        command_id: CommandId,
        facts: Sequence[RecordChanged],
    ) -> None:
        self.gate.check(session, Action.CATALOGUE_EDIT)
        for fact in facts:
            record = fact.record
            access = Access(
                action=Action.CATALOGUE_EDIT,
                subject_type=record.kind.value,
                subject_id=record_id(record.kind, record.name),
                correlation_id=command_id,
            )
            self.gate.pass_through(unit, session, access)
            keep_shared(unit, shared_of(record))
        unit.outbox.add(
            *facts, actor=session.user_id, session_id=session.session_id, command_id=command_id
        )


def _require_unmoved(name: str, held: int, seen: int) -> None:
    if held != seen:
        raise ArticleMovedOn(sku=name)


def _change_id(command_id: CommandId, place: int) -> UUID:
    return uuid5(command_id, str(place))
