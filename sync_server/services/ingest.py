"""Takes in a push: one transaction, each group applied or held back, the mark moved last."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.contracts.envelope import MarkV1, OutcomeV1, PushAnswerV1
from sync_server.services.batch import Batch, check_batch, read_batch
from sync_server.services.devices import Device
from sync_server.services.effects import Document, merged
from sync_server.services.facts import Group, questions_about, read_facts
from sync_server.services.planning import DeadLetter, Plan, conflicting, plan_group
from sync_server.services.ports import ApplyConflict, Clock, IngestUnit, IngestUnits
from sync_server.services.refusals import Code, NotAllowed

# The first try may collide with another device that says the same thing; the second sees it.
TRIES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestService:
    """The use case behind `POST /v1/sync/push`."""

    units: IngestUnits
    clock: Clock

    def push(self, device: Device, body: bytes) -> PushAnswerV1:
        """Take in what follows the mark of the device's log.

        Raises:
            Malformed, Contradiction, NotAllowed: nothing changed.
        """
        batch = read_batch(body)
        check_batch(batch, device)
        groups = read_facts(batch.lines)
        now = self.clock()
        with self.units() as unit:
            locked = unit.lock_device(device)
            if not locked.may_push:
                raise NotAllowed(Code.DEVICE_SUSPENDED)
            timeline = unit.timeline(device.chain_id)
            mark = unit.mark(device, batch.header.incarnation)
            if (mark.seq, mark.hash) != (batch.header.base_seq, batch.header.base_hash):
                held = unit.held_back(locked, mark.incarnation, after=batch.header.base_seq)
                return PushAnswerV1(
                    status="resync", timeline=timeline, acked=mark, outcomes=tuple(held)
                )
            plans = _apply(unit, groups, locked, now)
            unit.bury(locked, _dead_letters(plans), at=now)
            unit.publish(device.chain_id, _documents(plans))
            acked = _mark_after(batch)
            unit.move_mark(locked, acked, at=now)
            unit.commit()
        return PushAnswerV1(status="ok", timeline=timeline, acked=acked, outcomes=_outcomes(plans))


def _apply(
    unit: IngestUnit, groups: Sequence[Group], device: Device, now: datetime
) -> Sequence[Plan]:
    """Write all groups at once; if the database refuses something, each on its own."""
    world = unit.world(device.chain_id, questions_about(groups))
    plans = [plan_group(group, world, device) for group in groups]
    try:
        with unit.savepoint():
            _write(unit, plans, now)
    except ApplyConflict:
        return [_apply_alone(unit, group, device, now) for group in groups]
    return plans


def _apply_alone(unit: IngestUnit, group: Group, device: Device, now: datetime) -> Plan:
    for _ in range(TRIES):
        world = unit.world(device.chain_id, questions_about([group]))
        plan = plan_group(group, world, device)
        try:
            with unit.savepoint():
                _write(unit, [plan], now)
        except ApplyConflict:
            continue
        return plan
    return conflicting(group, unit.world(device.chain_id, questions_about([group])))


def _write(unit: IngestUnit, plans: Sequence[Plan], now: datetime) -> None:
    facts = [fact for plan in plans for fact in plan.applied]
    unit.write(facts, merged(plan.effects for plan in plans), at=now)


def _mark_after(batch: Batch) -> MarkV1:
    return MarkV1(
        incarnation=batch.header.incarnation, seq=batch.last.device_seq, hash=batch.last.hash
    )


def _dead_letters(plans: Iterable[Plan]) -> list[DeadLetter]:
    return [letter for plan in plans for letter in plan.dead_letters]


def _documents(plans: Iterable[Plan]) -> list[Document]:
    return [document for plan in plans for document in plan.effects.documents]


def _outcomes(plans: Iterable[Plan]) -> tuple[OutcomeV1, ...]:
    return tuple(outcome for plan in plans for outcome in plan.outcomes)
