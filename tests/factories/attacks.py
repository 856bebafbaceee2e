"""What somebody might do to a journal: each attack, and what must be found where.

An attack takes the entries as JSON and returns them changed. It may seal what it changed again,
as anybody can who has the program, but it cannot sign: it does not have the device's key.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.domain.kernel.canonical import canonical_sha256
from app.domain.payments.verification import FindingKind

Entries = list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Attack:
    """One attack; `number` is the entry that must be named, and `kind` what must be said of it."""

    name: str
    make: Callable[[Entries], Entries]
    kind: FindingKind
    number: int


def sealed(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with the hash that fits its content."""
    body = {name: value for name, value in entry.items() if name != "hash"}
    return {**body, "hash": canonical_sha256(body)}


def chained(entries: Entries) -> Entries:
    """Return entries numbered, chained and added up anew, as a rewriter with patience would."""
    rewritten: Entries = []
    types: dict[str, tuple[int, str]] = {}
    sums: dict[tuple[str, str], dict[str, int]] = {}
    for number, entry in enumerate(copy.deepcopy(entries), start=1):
        own, own_hash = types.get(entry["type"], (0, "0" * 64))
        entry |= {
            "number": number,
            "prev_hash": rewritten[-1]["hash"] if rewritten else "0" * 64,
            "type_number": own + 1,
            "type_prev_hash": own_hash,
            "totals": _totals(entry, sums),
        }
        rewritten.append(sealed(entry))
        types[entry["type"]] = (own + 1, rewritten[-1]["hash"])
    return rewritten


def _totals(entry, sums):
    day = entry["business_day"]
    keys = {
        "shift": entry["session"],
        "day": day,
        "month": day[:7],
        "year": day[:4],
        "perpetual": "",
    }
    columns = {
        "sale": "sales",
        "refund": "refunds",
        "deposit": "deposits",
        "deposit_refund": "deposit_refunds",
        "stored_value": "stored_value",
    }
    totals = {}
    for period, key in keys.items():
        own = dict(sums.get((period, key), dict.fromkeys([*columns.values(), "documents"], 0)))
        if entry["type"] in columns:
            own[columns[entry["type"]]] += entry["document"]["total"]
            own["documents"] += 1
        totals[period] = sums[period, key] = own
    return totals


def _with_fourth(entries, **changes):
    entries[3] = {**entries[3], **changes}
    return entries


def _halved(entry):
    entry = copy.deepcopy(entry)
    entry["document"]["total"] //= 2
    return entry


def edit(entries):
    entries[3] = _halved(entries[3])
    return entries


def edit_and_seal(entries):
    entries[3] = sealed(_halved(entries[3]))
    return entries


def edit_and_add_up(entries):
    entries[3] = _halved(entries[3])
    return chained(entries)


def delete(entries):
    return entries[:3] + entries[4:]


def delete_and_renumber(entries):
    return chained(entries[:3] + entries[4:])


def swap(entries):
    entries[3], entries[4] = entries[4], entries[3]
    return entries


def swap_and_renumber(entries):
    entries[3], entries[4] = entries[4], entries[3]
    return chained(entries)


def double(entries):
    return [*entries[:4], entries[3], *entries[4:]]


def truncate(entries):
    return entries[:-2]


def backdate(entries):
    return _with_fourth(entries, at="2026-07-01T09:00:00.000000+00:00")


def backdate_and_seal_everything(entries):
    return chained(_with_fourth(entries, at="2026-07-01T09:00:00.000000+00:00"))


def add_up_wrongly(entries):
    entry = copy.deepcopy(entries[3])
    entry["totals"]["perpetual"]["sales"] -= 1
    entries[3] = sealed(entry)
    return entries


def bring_from_another_till(entries):
    entries[3] = sealed({**entries[3], "till": "0198a000-0000-7000-8000-00000000ffff"})
    return entries


def garble(entries):
    return _with_fourth(entries, number="four")


def empty_out(entries):
    return []


ATTACKS = [
    Attack(name="edit", make=edit, kind=FindingKind.ALTERED, number=4),
    Attack(name="edit and seal", make=edit_and_seal, kind=FindingKind.ALTERED, number=4),
    Attack(name="edit, add up anew", make=edit_and_add_up, kind=FindingKind.REWRITTEN, number=8),
    Attack(name="delete", make=delete, kind=FindingKind.MISSING, number=4),
    Attack(
        name="delete, renumber",
        make=delete_and_renumber,
        kind=FindingKind.CHECKPOINT_MISSING,
        number=7,
    ),
    Attack(name="swap", make=swap, kind=FindingKind.SWAPPED, number=4),
    Attack(name="swap, renumber", make=swap_and_renumber, kind=FindingKind.BACKDATED, number=5),
    Attack(name="double", make=double, kind=FindingKind.DOUBLED, number=4),
    Attack(name="truncate", make=truncate, kind=FindingKind.TRUNCATED, number=7),
    Attack(name="backdate", make=backdate, kind=FindingKind.ALTERED, number=4),
    Attack(
        name="backdate, seal everything",
        make=backdate_and_seal_everything,
        kind=FindingKind.BACKDATED,
        number=4,
    ),
    Attack(name="add up wrongly", make=add_up_wrongly, kind=FindingKind.ALTERED, number=4),
    Attack(
        name="from another till", make=bring_from_another_till, kind=FindingKind.ALTERED, number=4
    ),
    Attack(name="garble", make=garble, kind=FindingKind.UNREADABLE, number=4),
    Attack(name="empty out", make=empty_out, kind=FindingKind.TRUNCATED, number=1),
]
