"""What a patient allowed: each answer is a version of its own, and the last one holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, NewType
from uuid import UUID

from app.domain.kernel.errors import DomainError
from app.domain.kernel.events import Aggregate, DomainEvent
from app.domain.kernel.ids import PatientId, UserId
from app.domain.kernel.text import LONG_LENGTH_MAX, require_length

ConsentId = NewType("ConsentId", UUID)


class ConsentHasNoWording(DomainError):
    """It must be kept what exactly was agreed to."""

    code = "customers.consent.no_wording"


class Channel(StrEnum):
    """How a patient is reached."""

    SMS = "sms"
    EMAIL = "email"
    PHONE = "phone"
    POST = "post"


class Purpose(StrEnum):
    """What a patient is reached for."""

    SERVICE = "service"
    RECALL = "recall"
    MARKETING = "marketing"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ConsentChange:
    """An answer: who took it down, when, about what, and the words that were agreed to."""

    consent_id: ConsentId
    patient_id: PatientId
    channel: Channel
    purpose: Purpose
    is_given: bool
    wording: str
    taken_by: UserId
    taken_at: datetime

    def __post_init__(self) -> None:
        """Refuse an answer to nothing."""
        if not self.wording.strip():
            raise ConsentHasNoWording
        require_length("wording", self.wording, most=LONG_LENGTH_MAX)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ConsentChanged(DomainEvent):
    """A patient allowed or withdrew something."""

    topic: ClassVar[str] = "customers.consent.changed"
    consent: ConsentChange

    @property
    def aggregate(self) -> Aggregate:
        """Return the answer; each is kept for itself."""
        return Aggregate(type="consent", id=self.consent.consent_id)

    @property
    def dedupe_key(self) -> str:
        """Return the answer's id."""
        return f"{self.consent.consent_id}:taken"


def standing_consents(
    history: Iterable[ConsentChange],
) -> dict[tuple[Channel, Purpose], ConsentChange]:
    """Return the last answer to each question, whatever the order they arrived in."""
    ordered = sorted(history, key=lambda each: (each.taken_at, str(each.consent_id)))
    return {(each.channel, each.purpose): each for each in ordered}


def may_contact(history: Iterable[ConsentChange], channel: Channel, purpose: Purpose) -> bool:
    """Return whether the patient's last answer was yes; who was never asked said no."""
    answer = standing_consents(history).get((channel, purpose))
    return answer is not None and answer.is_given
