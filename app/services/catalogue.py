"""Choosing frames and lenses at the counter."""

from dataclasses import dataclass

from app.domain.catalog import ArticleKind, Frame, Good, Lens
from app.domain.inventory import StockLevel
from app.domain.kernel.access import Action
from app.domain.kernel.ids import SiteId
from app.services.auditing import Gate
from app.services.catalogue_ports import EVERY_KIND
from app.services.ports import Units
from app.services.session import Session

CHOICES_MAX = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameChoice:
    """A frame with what this site has of it."""

    frame: Frame
    stock: StockLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodChoice:
    """Any good with what this site has of it."""

    good: Good
    stock: StockLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueService:
    """Type-ahead and scan over the catalogue."""

    units: Units
    gate: Gate

    def frames(self, session: Session, text: str) -> tuple[FrameChoice, ...]:
        """Return frames by the beginning of brand, model, article number or GTIN."""
        self.gate.check(session, Action.CATALOGUE_READ)
        with self.units() as unit:
            frames = unit.catalogue.search_frames(text.strip(), limit=CHOICES_MAX)
            return tuple(
                FrameChoice(frame=frame, stock=unit.stock.level(session.site_id, frame.sku))
                for frame in frames
                if self._is_sold(frame)
            )

    def frame(self, session: Session, code: str) -> FrameChoice:
        """Return the frame of a scanned GTIN or article number.

        Raises:
            AccessDenied, FrameNotFound: see there.
        """
        self.gate.check(session, Action.CATALOGUE_READ)
        with self.units() as unit:
            frame = unit.catalogue.frame(code.strip())
            return FrameChoice(frame=frame, stock=unit.stock.level(session.site_id, frame.sku))

    def lenses(self, session: Session, text: str) -> tuple[Lens, ...]:
        """Return lenses whose words begin with the words typed."""
        self.gate.check(session, Action.CATALOGUE_READ)
        with self.units() as unit:
            found = unit.catalogue.search_lenses(text.strip(), limit=CHOICES_MAX)
            return tuple(lens for lens in found if self._is_sold(lens))

    def goods(
        self, session: Session, text: str, kinds: frozenset[ArticleKind] = EVERY_KIND
    ) -> tuple[GoodChoice, ...]:
        """Return goods of some kinds whose words begin with the words typed."""
        self.gate.check(session, Action.CATALOGUE_READ)
        with self.units() as unit:
            found = unit.goods.search(text.strip(), kinds=kinds, limit=CHOICES_MAX)
            return tuple(
                GoodChoice(good=good, stock=unit.stock.level(session.site_id, good.sku))
                for good in found
                if self._is_sold(good)
            )

    def good(self, session: Session, code: str) -> GoodChoice:
        """Return the good of a scanned GTIN or article number.

        Raises:
            AccessDenied, ArticleNotFound: see there.
        """
        self.gate.check(session, Action.CATALOGUE_READ)
        with self.units() as unit:
            good = unit.goods.good(code.strip())
            return GoodChoice(good=good, stock=unit.stock.level(session.site_id, good.sku))

    def elsewhere(self, session: Session, sku: str) -> tuple[tuple[SiteId, StockLevel], ...]:
        """Return what other sites have of an article, as far as this device has heard."""
        self.gate.check(session, Action.CATALOGUE_READ)
        with self.units() as unit:
            return tuple(
                (site_id, level)
                for site_id, level in unit.goods.levels(sku)
                if site_id != session.site_id
            )

    def _is_sold(self, good: Good) -> bool:
        """Return whether it is offered today; what is scanned is in hand and sold anyway."""
        return good.validity.holds_on(self.gate.clock().astimezone().date())
