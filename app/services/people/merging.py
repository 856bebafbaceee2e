"""Making two records of one person one, and taking that back; nothing of either is lost."""

from dataclasses import dataclass

from app.domain.customers import (
    MergeId,
    MergeIsWithItself,
    NothingToTakeApart,
    PatientMerge,
    PatientsMerged,
)
from app.domain.kernel.access import Action
from app.domain.kernel.ids import CommandId, PatientId
from app.services.auditing import Access, Gate
from app.services.changes import NO_CHANGES, Changes
from app.services.ports import Clock, UnitOfWork, Units
from app.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class MergePatients:
    """Show `loser_id` as `winner_id` from now on; the reason stays in the audit."""

    command_id: CommandId
    winner_id: PatientId
    loser_id: PatientId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TakeApart:
    """Let a merged record stand for itself again."""

    command_id: CommandId
    loser_id: PatientId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientMerging:
    """Writes merges; each command counts once."""

    units: Units
    gate: Gate
    clock: Clock

    def merge(self, session: Session, command: MergePatients) -> Changes:
        """Make two records one.

        Raises:
            MergeIsWithItself: they are one already.
            AccessDenied, ReasonIsMissing, PatientNotFound, TextIsTooLong: see there.
        """
        with self.units() as unit:
            if unit.outbox.has_seen(command.command_id):
                return NO_CHANGES
            winner = unit.patients.patient(command.winner_id)
            unit.patients.patient(command.loser_id)
            if command.loser_id in unit.people.group_of(winner.patient_id):
                raise MergeIsWithItself
            merge = PatientMerge(
                merge_id=MergeId(command.command_id),
                winner_id=command.winner_id,
                loser_id=command.loser_id,
                reason=command.reason.strip(),
                merged_by=session.user_id,
                merged_at=self.clock(),
            )
            return self._write(unit, session, merge, command.command_id)

    def take_apart(self, session: Session, command: TakeApart) -> Changes:
        """Take the merge of a record back; what was written since stays where it was written.

        Raises:
            NothingToTakeApart: it was not merged.
            AccessDenied, ReasonIsMissing, PatientNotFound, TextIsTooLong: see there.
        """
        with self.units() as unit:
            if unit.outbox.has_seen(command.command_id):
                return NO_CHANGES
            unit.patients.patient(command.loser_id)
            winner_id = unit.people.merged_into(command.loser_id)
            if winner_id is None:
                raise NothingToTakeApart
            merge = PatientMerge(
                merge_id=MergeId(command.command_id),
                winner_id=winner_id,
                loser_id=command.loser_id,
                reason=command.reason.strip(),
                merged_by=session.user_id,
                merged_at=self.clock(),
                is_undone=True,
            )
            return self._write(unit, session, merge, command.command_id)

    def _write(
        self, unit: UnitOfWork, session: Session, merge: PatientMerge, command_id: CommandId
    ) -> Changes:
        access = Access(
            action=Action.PATIENT_MERGE,
            subject_type="patient",
            subject_id=merge.loser_id,
            correlation_id=command_id,
            reason=merge.reason,
        )
        self.gate.pass_through(unit, session, access)
        unit.people.add_merge(merge)
        unit.outbox.add(
            PatientsMerged(merge=merge),
            actor=session.user_id,
            session_id=session.session_id,
            command_id=command_id,
        )
        return unit.commit()
