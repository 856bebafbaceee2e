"""What a domain event is: a fact with a topic, the aggregate it is about and a business key."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """The thing a fact is about."""

    type: str
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainEvent(ABC):
    """Base of every fact; subclasses carry what happened.

    `topic` is `<context>.<entity>.<past tense>`; `dedupe_key` is equal for two reports of the
    same happening; `version` is the aggregate's version after it and `base_version` before it.
    """

    topic: ClassVar[str]
    schema: ClassVar[int] = 1

    @property
    @abstractmethod
    def aggregate(self) -> Aggregate:
        """Return what the fact is about."""

    @property
    @abstractmethod
    def dedupe_key(self) -> str:
        """Return the business key of the happening."""

    @property
    def base_version(self) -> int:
        """Return the version of the aggregate the fact was made upon; 0 when it is new."""
        return self.version - 1

    @property
    def version(self) -> int:
        """Return the version of the aggregate after the fact."""
        return 1
