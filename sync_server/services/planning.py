"""What a group of facts comes to in a given world: applied together, or held back together."""

from dataclasses import dataclass

from app.contracts.envelope import OutcomeKind, OutcomeV1
from sync_server.services.devices import Device
from sync_server.services.effects import Effects, HeldCode, NotApplied, Quarantined
from sync_server.services.facts import Fact, Group, NotUnderstood, Understood
from sync_server.services.refusals import Code, Contradiction
from sync_server.services.world import World


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DeadLetter:
    """A fact that is kept aside, with the reason."""

    fact: Fact
    kind: OutcomeKind
    code: HeldCode


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Plan:
    """What is to be done about a group, and what its device is told."""

    applied: tuple[Understood, ...]
    effects: Effects
    dead_letters: tuple[DeadLetter, ...]
    outcomes: tuple[OutcomeV1, ...]


def plan_group(group: Group, world: World, device: Device) -> Plan:
    """Judge a group; if it is applied, the world knows it afterwards.

    Raises:
        Contradiction: an event id comes again with another fact.
    """
    trial = world.supposing()
    effects = Effects()
    applied: list[Understood] = []
    outcomes: list[OutcomeV1] = []
    for fact in group:
        if _is_known(fact, trial):
            outcomes.append(_outcome(fact, OutcomeKind.DUPLICATE))
            continue
        try:
            understood = _require_understood(fact)
            effects.take(understood.parsed.apply(trial, device))
        except NotApplied as reason:
            return _held_back(group, world, reason, culprit=fact)
        trial.fact_hashes[fact.line.event_id] = understood.fact_sha256
        trial.dedupe_keys.add(understood.dedupe_key)
        applied.append(understood)
        outcomes.append(_outcome(fact, OutcomeKind.APPLIED))
    world.become(trial)
    return Plan(applied=tuple(applied), effects=effects, dead_letters=(), outcomes=tuple(outcomes))


def conflicting(group: Group, world: World) -> Plan:
    """Hold back a group whose rows the database refuses although its facts read well."""
    return _held_back(group, world, Quarantined(HeldCode.APPLY_CONFLICT), culprit=None)


def _is_known(fact: Fact, world: World) -> bool:
    known_hash = world.fact_hashes.get(fact.line.event_id)
    if isinstance(fact, NotUnderstood) or known_hash is None:
        return isinstance(fact, Understood) and fact.dedupe_key in world.dedupe_keys
    if known_hash != fact.fact_sha256:
        raise Contradiction(Code.EVENT_REUSED)
    return True


def _require_understood(fact: Fact) -> Understood:
    if isinstance(fact, NotUnderstood):
        raise fact.reason
    return fact


def _held_back(group: Group, world: World, reason: NotApplied, *, culprit: Fact | None) -> Plan:
    """Hold back what of the group is not known yet; only the culprit bears the reason itself."""
    outcomes: list[OutcomeV1] = []
    dead_letters: list[DeadLetter] = []
    for fact in group:
        if _is_known(fact, world):
            outcomes.append(_outcome(fact, OutcomeKind.DUPLICATE))
            continue
        is_to_blame = culprit is None or fact is culprit
        code = reason.code if is_to_blame else HeldCode.GROUP_HELD_BACK
        dead_letters.append(DeadLetter(fact=fact, kind=reason.kind, code=code))
        version = reason.version if is_to_blame else None
        outcomes.append(_outcome(fact, reason.kind, code=code, version=version))
    return Plan(
        applied=(),
        effects=Effects(),
        dead_letters=tuple(dead_letters),
        outcomes=tuple(outcomes),
    )


def _outcome(
    fact: Fact, kind: OutcomeKind, *, code: HeldCode | None = None, version: int | None = None
) -> OutcomeV1:
    own = fact.envelope.version if isinstance(fact, Understood) else 0
    return OutcomeV1(
        event_id=fact.line.event_id,
        outcome=kind,
        version=own if version is None else version,
        code=code,
    )
