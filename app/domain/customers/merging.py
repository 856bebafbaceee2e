"""Two records of one person: which one stands for both, and how that is taken back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, NewType
from uuid import UUID

from app.domain.kernel.errors import DomainError
from app.domain.kernel.events import Aggregate, DomainEvent
from app.domain.kernel.ids import PatientId, UserId
from app.domain.kernel.text import LONG_LENGTH_MAX, require_length

MergeId = NewType("MergeId", UUID)


class MergeIsWithItself(DomainError):
    """A record cannot be merged with itself, or twice."""

    code = "customers.merge.with_itself"


class NothingToTakeApart(DomainError):
    """That record was not merged into another."""

    code = "customers.merge.nothing_to_undo"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PatientMerge:
    """`loser_id` is shown as `winner_id` from now on, or, taken back, for itself again."""

    merge_id: MergeId
    winner_id: PatientId
    loser_id: PatientId
    reason: str
    merged_by: UserId
    merged_at: datetime
    is_undone: bool = False

    def __post_init__(self) -> None:
        """Refuse a merge of one."""
        if self.winner_id == self.loser_id:
            raise MergeIsWithItself
        require_length("reason", self.reason, most=LONG_LENGTH_MAX)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PatientsMerged(DomainEvent):
    """Two records were found to be one person's, or found not to be."""

    topic: ClassVar[str] = "customers.patient.merged"
    merge: PatientMerge

    @property
    def aggregate(self) -> Aggregate:
        """Return the merge; each is kept for itself."""
        return Aggregate(type="patient_merge", id=self.merge.merge_id)

    @property
    def dedupe_key(self) -> str:
        """Return the merge's id."""
        return f"{self.merge.merge_id}:merged"


def standing_merges(history: Iterable[PatientMerge]) -> dict[PatientId, PatientId]:
    """Return which record each merged one is shown as, the same in whatever order they came.

    Of two merges that would go round in a circle the earlier one counts.
    """
    into: dict[PatientId, PatientId] = {}
    for merge in sorted(history, key=lambda each: (each.merged_at, str(each.merge_id))):
        if merge.is_undone:
            if into.get(merge.loser_id) == merge.winner_id:
                del into[merge.loser_id]
        elif merge.loser_id not in into and shown_as(merge.winner_id, into) != merge.loser_id:
            into[merge.loser_id] = merge.winner_id
    return {loser: shown_as(loser, into) for loser in into}


def shown_as(patient_id: PatientId, into: Mapping[PatientId, PatientId]) -> PatientId:
    """Return the record that stands for `patient_id`."""
    while patient_id in into:
        patient_id = into[patient_id]
    return patient_id
