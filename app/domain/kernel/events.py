"""What a domain event is: a fact with a topic, the aggregate it is about and a business key."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """The thing a fact is about."""

    type: str
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainEvent:
    """Base of every fact; subclasses carry what happened.

    `topic` is `<context>.<entity>.<past tense>`; `dedupe_key` is equal for two reports of the
    same happening; `version` is the aggregate's version after it and `base_version` before it.
    """

    topic: ClassVar[str]
    schema: ClassVar[int] = 1

    @property
    def aggregate(self) -> Aggregate:
        """Return what the fact is about."""
        raise NotImplementedError(type(self).__name__)

    @property
    def dedupe_key(self) -> str:
        """Return the business key of the happening."""
        raise NotImplementedError(type(self).__name__)

    @property
    def base_version(self) -> int:
        """Return the version of the aggregate the fact was made upon; 0 when it is new."""
        return self.version - 1

    @property
    def version(self) -> int:
        """Return the version of the aggregate after the fact."""
        return 1
