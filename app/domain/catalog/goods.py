"""Goods without a prescription, repairs and services, and the one word for all that is sold."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from app.domain.catalog.contact_lenses import ContactLens
from app.domain.catalog.frames import Frame
from app.domain.catalog.kinds import ArticleKind
from app.domain.catalog.lens_extras import LensExtra
from app.domain.catalog.lenses import Lens
from app.domain.kernel.errors import DomainError
from app.domain.kernel.money import Money
from app.domain.kernel.validity import ALWAYS, Validity
from app.domain.optics.power import Dioptres

# Opticians Act 1989, section 27(3): single-vision, both lenses alike, for reading, not above
# +4.00 D, and not for those under 16. Other countries have no limit or their own.
READY_READER_MAX = Dioptres(4_000)
READY_READER_AGE_MIN = 16

OTHER_KINDS = frozenset(
    {
        ArticleKind.SUNGLASSES,
        ArticleKind.CARE_PRODUCT,
        ArticleKind.ACCESSORY,
        ArticleKind.REPAIR,
        ArticleKind.DISPENSING,
        ArticleKind.EXAMINATION,
        ArticleKind.GIFT_CARD,
    }
)


class ArticleNotFound(DomainError):
    """No article has that number."""

    code = "catalog.article.not_found"


class ArticleKindNeedsMore(DomainError):
    """An article of that kind is more than a name and a price."""

    code = "catalog.article.kind_needs_more"


class ReadyReaderNeedsOptician(DomainError):
    """Reading glasses this strong, or for somebody this young, need a prescription."""

    code = "catalog.ready_reader.needs_optician"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """Anything that is a name and a price: accessories, care, repairs, services.

    Raises:
        ArticleKindNeedsMore: frames, lenses and readers have types of their own.
    """

    sku: str
    name: str
    kind: ArticleKind
    price: Money
    gtin: str = ""
    needs_lab: bool = False
    validity: Validity = ALWAYS

    def __post_init__(self) -> None:
        """Refuse a frame without its size and a lens without its power."""
        if self.kind not in OTHER_KINDS:
            raise ArticleKindNeedsMore(kind=self.kind.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyReader:
    """Ready-made reading glasses, both lenses of one power."""

    sku: str
    name: str
    power: Dioptres
    price: Money
    gtin: str = ""
    validity: Validity = ALWAYS

    def require_sale(self, *, age: int | None, power_max: Dioptres = READY_READER_MAX) -> None:
        """Refuse what only an optician may hand over; an age of None was not asked for.

        Raises:
            ReadyReaderNeedsOptician: see there.
        """
        is_too_young = age is not None and age < READY_READER_AGE_MIN
        if self.power > power_max or is_too_young:
            raise ReadyReaderNeedsOptician(power=str(self.power), limit=str(power_max))


Good: TypeAlias = Frame | Lens | LensExtra | ContactLens | ReadyReader | Article


def find_good(goods: Iterable[Good], code: str) -> Good:
    """Return the good with that article number, or else the one with that GTIN.

    Raises:
        ArticleNotFound: see there.
    """
    scanned: Good | None = None
    for good in goods:
        if good.sku == code:
            return good
        if not isinstance(good, Lens | LensExtra) and code and good.gtin == code:
            scanned = scanned or good
    if scanned is None:
        raise ArticleNotFound(code=code[:40])
    return scanned


def kind_of(good: Good) -> ArticleKind:
    """Return what kind of article this is."""
    match good:
        case Frame():
            return ArticleKind.SUNGLASSES if good.is_sunglasses else ArticleKind.FRAME
        case Lens():
            return ArticleKind.LENS
        case LensExtra():
            return ArticleKind.LENS_EXTRA
        case ContactLens():
            return ArticleKind.CONTACT_LENS
        case ReadyReader():
            return ArticleKind.READY_READER
        case Article():
            return good.kind
        case _:
            assert_never(good)


def words_for(good: Good) -> str:
    """Return what the good is called on an order and a receipt."""
    match good:
        case Frame():
            return f"{good.brand} {good.model} {good.colour}"
        case ContactLens():
            return f"{good.brand} {good.name}, {good.pack_size}"
        case _:
            return good.name
