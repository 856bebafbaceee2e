"""Choosing frames and lenses at the counter."""

from dataclasses import dataclass

from app.domain.catalog import Frame, Lens
from app.domain.inventory import StockLevel
from app.domain.kernel.access import Action
from app.services.auditing import Gate
from app.services.ports import Units
from app.services.session import Session

CHOICES_MAX = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameChoice:
    """A frame with what this site has of it."""

    frame: Frame
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
            return unit.catalogue.search_lenses(text.strip(), limit=CHOICES_MAX)
