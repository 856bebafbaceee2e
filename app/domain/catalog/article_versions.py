"""An article in one of its versions, and the fact that somebody changed it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid5

from app.domain.catalog.goods import Good
from app.domain.kernel.errors import DomainError
from app.domain.kernel.events import Aggregate, DomainEvent

ARTICLES = UUID("8d0f6a34-6f4f-5c0e-8a4e-0c6a3f1f5b11")


class ArticleMovedOn(DomainError):
    """Somebody else changed the article since the form was opened."""

    code = "catalog.article.moved_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleVersion:
    """A good and how often it has been changed; the higher version counts everywhere."""

    good: Good
    version: int

    @property
    def article_id(self) -> UUID:
        """Return the identity of the article, the same at every site of every chain."""
        return article_id(self.good.sku)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChanged(DomainEvent):
    """An article was entered or changed at a site; the server tells it to all the others."""

    topic: ClassVar[str] = "catalog.article.changed"
    article: ArticleVersion
    change_id: UUID

    @property
    def aggregate(self) -> Aggregate:
        """Return the article."""
        return Aggregate(type="article", id=self.article.article_id)

    @property
    def dedupe_key(self) -> str:
        """Return the id of this change: two sites that reach one version say different things."""
        return str(self.change_id)

    @property
    def version(self) -> int:
        """Return the version after the change."""
        return self.article.version


def article_id(sku: str) -> UUID:
    """Return the identity that belongs to an article number."""
    return uuid5(ARTICLES, sku)
