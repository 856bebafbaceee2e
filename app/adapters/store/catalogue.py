"""Frames and lenses, as the order form asks for them."""

from app.adapters.store.goods import SqlGoods
from app.domain.catalog import (
    ArticleKind,
    ArticleNotFound,
    Frame,
    FrameNotFound,
    Good,
    Lens,
    LensNotFound,
)
from app.domain.catalog.article_versions import ArticleVersion

HOLDS_LENSES = frozenset({ArticleKind.FRAME, ArticleKind.SUNGLASSES})
LENSES = frozenset({ArticleKind.LENS})


class SqlCatalogue:
    """Plays CatalogueRepository over the goods."""

    def __init__(self, goods: SqlGoods) -> None:
        self._goods = goods

    def frame(self, sku: str) -> Frame:
        """Return the frame with that article number or GTIN; raises FrameNotFound."""
        good = self._good(sku)
        if not isinstance(good, Frame):
            raise FrameNotFound(sku=sku)
        return good

    def lens(self, sku: str) -> Lens:
        """Return the lens; raises LensNotFound."""
        good = self._good(sku)
        if not isinstance(good, Lens):
            raise LensNotFound(sku=sku)
        return good

    def search_frames(self, text: str, *, limit: int) -> tuple[Frame, ...]:
        """Return frames whose brand, model, article number or GTIN begins with `text`."""
        found = self._search(text, HOLDS_LENSES, limit=limit)
        return tuple(each for each in found if isinstance(each, Frame))

    def search_lenses(self, text: str, *, limit: int) -> tuple[Lens, ...]:
        """Return lenses whose words all begin with the words of `text`."""
        found = self._search(text, LENSES, limit=limit)
        return tuple(each for each in found if isinstance(each, Lens))

    def save_frame(self, frame: Frame) -> None:
        """Insert a frame, or replace it whatever its version."""
        self._replace(frame)

    def save_lens(self, lens: Lens) -> None:
        """Insert a lens, or replace it whatever its version."""
        self._replace(lens)

    def _replace(self, good: Good) -> None:
        version = max(1, self._goods.version(good.sku))
        self._goods.save(ArticleVersion(good=good, version=version))

    def _good(self, sku: str) -> Good | None:
        try:
            return self._goods.good(sku)
        except ArticleNotFound:
            return None

    def _search(self, text: str, kinds: frozenset[ArticleKind], *, limit: int) -> tuple[Good, ...]:
        if not text.strip():
            return ()
        return self._goods.search(text, kinds=kinds, limit=limit)
