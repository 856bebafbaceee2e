"""Verifying a journal: whatever was altered, taken out, moved or added is found and named.

Entries and checkpoints come as the JSON that was stored, so that an altered one is judged and
never crashes the judge.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.kernel.canonical import JsonValue, canonical_sha256
from app.domain.payments.checkpoints import checkpoint_signing_input
from app.domain.payments.documents import DocumentType
from app.domain.payments.grand_totals import COLUMNS
from app.domain.payments.journal import CHAIN_START, FORMAT

Json = Mapping[str, JsonValue]
# (public key, signed bytes, signature), all but the bytes in hex digits.
IsSigned = Callable[[str, bytes, str], bool]


class FindingKind(StrEnum):
    """What was done to a journal; NOTICES are said and make nothing invalid.

    Of several things at one place the first in this order is the cause.
    """

    UNREADABLE = "unreadable"
    ALTERED = "altered"
    MISSING = "missing"
    SWAPPED = "swapped"
    DOUBLED = "doubled"
    CHAIN_BROKEN = "chain_broken"
    TRUNCATED = "truncated"
    BACKDATED = "backdated"
    TOTALS_WRONG = "totals_wrong"
    OTHER_TILL = "other_till"
    CHECKPOINT_ALTERED = "checkpoint_altered"
    REWRITTEN = "rewritten"
    OTHER_KEY = "other_key"
    CHECKPOINT_MISSING = "checkpoint_missing"
    CLOCK_WAS_BEHIND = "clock_was_behind"


NOTICES = frozenset({FindingKind.CLOCK_WAS_BEHIND})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found, at the entry it was found at; `since` is the last place known to be good."""

    kind: FindingKind
    number: int
    since: int = 0
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPlace:
    """A number and hash that somebody outside knows: the server, a manifest, a paper receipt."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What a journal is held against: its checkpoints, known places, and the device's real key.

    `first` is the place before the first entry given, for a journal that does not begin at 1.
    """

    checkpoints: Sequence[Json] = ()
    known: Sequence[KnownPlace] = ()
    public_key: str | None = None
    first: KnownPlace = field(default_factory=lambda: KnownPlace(number=0, hash=CHAIN_START))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What verification found, the first thing first."""

    entries: int
    last: KnownPlace
    findings: tuple[Finding, ...]

    @property
    def is_valid(self) -> bool:
        """Return whether nothing was done to the journal."""
        return all(each.kind in NOTICES for each in self.findings)

    @property
    def first(self) -> Finding | None:
        """Return the first thing that is wrong, or None."""
        wrong = (each for each in self.findings if each.kind not in NOTICES)
        return next(wrong, None)


def verify(entries: Sequence[Json], evidence: Evidence, is_signed: IsSigned) -> Verdict:
    """Return everything that is wrong with a till's journal, by place."""
    hashes: dict[int, str] = {evidence.first.number: evidence.first.hash}
    findings = [
        *_without_moved(list(_walk(entries, evidence.first, hashes)), hashes),
        *_totals(entries, evidence.first),
        *_type_chains(entries, evidence.first),
        *_checkpoints(entries, evidence, hashes, is_signed),
        *_known(evidence.known, hashes),
    ]
    last = max(hashes)
    return Verdict(
        entries=len(entries),
        last=KnownPlace(number=last, hash=hashes[last]),
        findings=_by_place(findings),
    )


def _walk(entries: Iterable[Json], first: KnownPlace, hashes: dict[int, str]) -> Iterator[Finding]:
    """Follow the chain; a hash that is wrong is taken as it stands, so that the next is judged."""
    before, at, till = first, "", None
    for entry in entries:
        number, own = _integer(entry, "number"), _text(entry, "hash")
        if number is None or own is None or entry.get("format") != FORMAT:
            yield Finding(kind=FindingKind.UNREADABLE, number=before.number + 1)
            continue
        yield from _place(number, before.number, hashes)
        if _hash_of(entry) != own:
            yield Finding(kind=FindingKind.ALTERED, number=number, found=own)
        elif number == before.number + 1 and entry.get("prev_hash") != before.hash:
            yield _broken(entry, before, first)
        till = till or entry.get("till")
        if entry.get("till") != till:
            yield Finding(kind=FindingKind.OTHER_TILL, number=number)
        yield from _time(entry, number, at)
        hashes.setdefault(number, own)
        before, at = KnownPlace(number=number, hash=own), _text(entry, "at") or at


def _without_moved(findings: Iterable[Finding], hashes: Mapping[int, str]) -> Iterator[Finding]:
    """Leave out what seemed missing and came later: it was moved, and that is said."""
    for finding in findings:
        gap = range(finding.number, int(finding.found or 0)) if _is_gap(finding) else ()
        if not gap or any(number not in hashes for number in gap):
            yield finding


def _is_gap(finding: Finding) -> bool:
    return finding.kind is FindingKind.MISSING


def _broken(entry: Json, before: KnownPlace, first: KnownPlace) -> Finding:
    """Name the entry that no longer has the hash its follower sealed.

    Before the first entry there is nothing to be altered: then the chain begins elsewhere.
    """
    kind = FindingKind.CHAIN_BROKEN if before == first else FindingKind.ALTERED
    expected = _text(entry, "prev_hash") or ""
    number = before.number + 1 if before == first else before.number
    return Finding(kind=kind, number=number, expected=expected, found=before.hash)


def _place(number: int, before: int, hashes: Mapping[int, str]) -> Iterator[Finding]:
    if number in hashes:
        yield Finding(kind=FindingKind.DOUBLED, number=number)
    elif number < before:
        yield Finding(kind=FindingKind.SWAPPED, number=number, found=str(before))
    elif number > before + 1:
        yield Finding(kind=FindingKind.MISSING, number=before + 1, found=str(number))


def _time(entry: Json, number: int, before: str) -> Iterator[Finding]:
    """Compare moments as text: the journal has one form for them."""
    is_behind = (_text(entry, "at") or "") < before
    if is_behind and entry.get("clock_behind") is True:
        yield Finding(kind=FindingKind.CLOCK_WAS_BEHIND, number=number)
    elif is_behind:
        yield Finding(kind=FindingKind.BACKDATED, number=number, found=_text(entry, "at") or "")


def _totals(entries: Sequence[Json], first: KnownPlace) -> Iterator[Finding]:
    """Add everything up anew, period by period.

    A journal that does not begin at 1 is taken at its word for the periods that began before it.
    """
    sums: dict[tuple[str, str], dict[str, int]] = {}
    begun = dict(_period_keys(entries[0])) if entries and first.number else {}
    for entry in entries:
        number, claimed = _integer(entry, "number"), entry.get("totals")
        if number is None or not isinstance(claimed, Mapping):
            continue
        for period, key in _period_keys(entry):
            told = _sums(claimed.get(period))
            if (period, key) not in sums and key <= begun.get(period, ""):
                sums[period, key] = told
                continue
            own = _with(entry, sums.get((period, key), _sums(None)))
            if told != own:
                yield Finding(kind=FindingKind.TOTALS_WRONG, number=number, found=period)
            sums[period, key] = told


def _with(entry: Json, sums: Mapping[str, int]) -> dict[str, int]:
    type_ = str(entry.get("type"))
    column = COLUMNS.get(DocumentType(type_)) if type_ in set(DocumentType) else None
    if column is None:
        return dict(sums)
    document = entry.get("document")
    amount = _as_integer(document.get("total")) if isinstance(document, Mapping) else 0
    return {**sums, column: sums[column] + amount, "documents": sums["documents"] + 1}


def _period_keys(entry: Json) -> tuple[tuple[str, str], ...]:
    day = str(entry.get("business_day"))
    return (
        ("shift", str(entry.get("session") or "")),
        ("day", day),
        ("month", day[:7]),
        ("year", day[:4]),
        ("perpetual", ""),
    )


def _sums(claimed: JsonValue) -> dict[str, int]:
    found = claimed if isinstance(claimed, Mapping) else {}
    names = (*COLUMNS.values(), "documents")
    return {name: _as_integer(found.get(name)) for name in names}


def _type_chains(entries: Iterable[Json], first: KnownPlace) -> Iterator[Finding]:
    """Follow the chain of each type of document; one that begins later is taken as it begins."""
    ends: dict[str, tuple[int, str]] = {}
    for entry in entries:
        kind, number = str(entry.get("type")), _integer(entry, "number")
        own = _integer(entry, "type_number")
        if number is None or own is None:
            continue
        fresh = (own - 1, str(entry.get("type_prev_hash"))) if first.number else (0, CHAIN_START)
        before, prev_hash = ends.get(kind, fresh)
        if own != before + 1 or entry.get("type_prev_hash") != prev_hash:
            yield Finding(
                kind=FindingKind.CHAIN_BROKEN, number=number, expected=str(before + 1), found=kind
            )
        ends[kind] = (own, str(entry.get("hash")))


def _checkpoints(
    entries: Iterable[Json], evidence: Evidence, hashes: Mapping[int, str], is_signed: IsSigned
) -> Iterator[Finding]:
    signed: set[int] = set()
    good = evidence.first.number
    for checkpoint in sorted(evidence.checkpoints, key=_number):
        number, key = _number(checkpoint), str(checkpoint.get("public_key"))
        if not _bears_signature(checkpoint, is_signed):
            yield Finding(kind=FindingKind.CHECKPOINT_ALTERED, number=number)
            continue
        if evidence.public_key is not None and key != evidence.public_key:
            yield Finding(kind=FindingKind.OTHER_KEY, number=number, since=good, found=key)
            continue
        signed.add(number)
        place = KnownPlace(number=number, hash=str(checkpoint.get("hash")))
        wrong = _held_against(place, hashes, since=good)
        if wrong is not None:
            yield wrong
        else:
            good = number
    for entry in entries:
        number = _number(entry)
        if entry.get("type") == DocumentType.Z_REPORT and number not in signed:
            yield Finding(kind=FindingKind.CHECKPOINT_MISSING, number=number)


def _bears_signature(checkpoint: Json, is_signed: IsSigned) -> bool:
    claims = {name: value for name, value in checkpoint.items() if name != "signature"}
    try:
        signed = checkpoint_signing_input(claims)
    except (TypeError, ValueError):
        return False
    return is_signed(str(checkpoint.get("public_key")), signed, str(checkpoint.get("signature")))


def _known(known: Iterable[KnownPlace], hashes: Mapping[int, str]) -> Iterator[Finding]:
    for place in known:
        wrong = _held_against(place, hashes, since=min(hashes))
        if wrong is not None:
            yield wrong


def _held_against(place: KnownPlace, hashes: Mapping[int, str], *, since: int) -> Finding | None:
    """Judge a place that is known from outside; one before the first entry cannot be judged."""
    last = max(hashes)
    if place.number > last:
        return Finding(
            kind=FindingKind.TRUNCATED,
            number=last + 1,
            expected=place.hash,
            found=str(place.number),
        )
    if place.number not in hashes or hashes[place.number].startswith(place.hash):
        return None
    return Finding(
        kind=FindingKind.REWRITTEN,
        number=place.number,
        since=since,
        expected=place.hash,
        found=hashes[place.number],
    )


def _by_place(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort by place, the chain's own findings before what only follows from them."""
    return tuple(
        sorted(findings, key=lambda each: (each.number, list(FindingKind).index(each.kind)))
    )


def _hash_of(entry: Json) -> str | None:
    body = {name: value for name, value in entry.items() if name != "hash"}
    try:
        return canonical_sha256(body)
    except (TypeError, ValueError):
        return None


def _number(entry: Json) -> int:
    return _integer(entry, "number") or 0


def _integer(entry: Json, name: str) -> int | None:
    value = entry.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _as_integer(value: JsonValue) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _text(entry: Json, name: str) -> str | None:
    value = entry.get(name)
    return value if isinstance(value, str) else None
