"""An article in one of its versions, and the fact that somebody changed it."""

from dataclasses import dataclass
from typing import ClassVar

from app.domain.catalog.good_json import good_json
from app.domain.catalog.goods import Good
from app.domain.kernel.chain_records import ChainRecord, RecordChanged, RecordKind
from app.domain.kernel.errors import DomainError


class ArticleMovedOn(DomainError):
    """Somebody else changed the article since the form was opened."""

    code = "catalog.article.moved_on"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleVersion:
    """A good and how often it has been changed; the higher version counts everywhere."""

    good: Good
    version: int

    @property
    def record(self) -> ChainRecord:
        """Return the article as the chain shares it."""
        return ChainRecord(
            kind=RecordKind.ARTICLE,
            name=self.good.sku,
            version=self.version,
            body=good_json(self.good),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChanged(RecordChanged):
    """An article was entered or changed at a site."""

    topic: ClassVar[str] = "catalog.article.changed"
    article: ArticleVersion

    @property
    def record(self) -> ChainRecord:
        """Return the article as it now is."""
        return self.article.record
