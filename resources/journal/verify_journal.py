"""Judge a sales journal exported by Dioptre, with nothing but Python 3.9 or newer.

    python verify_journal.py JOURNAL [--key HEX] [--seal NUMBER:HEX ...]

JOURNAL is a file of lines: entries, checkpoints and, last, a manifest. Each entry seals the one
before it with SHA-256; the manifest and the checkpoints bear the Ed25519 signature of the till
that wrote them. `--key` is that till's public key as the head office keeps it: without it the
signatures prove that one key made them, and not whose. `--seal` is the number of a receipt in the
journal and the seal printed on it: a paper in a customer's hand is a witness.

Exit code 0: whole and unaltered. 1: something was done to it, the first of it named. 2: no journal.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

FORMAT = "dioptre-journal-1"
CHAIN_START = "0" * 64
CHECKPOINT_CONTEXT = b"dioptre-journal-checkpoint-1\n"
MANIFEST_CONTEXT = b"dioptre-journal-manifest-1\n"
# The column of the grand totals that a type of document is added to.
COLUMNS = {
    "sale": "sales",
    "refund": "refunds",
    "deposit": "deposits",
    "deposit_refund": "deposit_refunds",
    "stored_value": "stored_value",
}
Object = dict[str, Any]


class NoJournal(Exception):
    """The file is no journal, or its manifest is gone."""


def canonical(value: object) -> bytes:
    """Return the one form (RFC 8785) of a value without fractions and with ASCII names."""
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8")


def object_of(line: bytes) -> Object:
    """Return a line as an object; one that is not as it was written is an empty one."""
    try:
        found = json.loads(line)
        return found if isinstance(found, dict) and canonical(found) == line else {}
    except (ValueError, TypeError, RecursionError):
        return {}


def without(mapping: Object, *names: str) -> Object:
    """Return an object without some of its names."""
    return {name: value for name, value in mapping.items() if name not in names}


def whole(value: object) -> int:
    """Return a whole number, or 0 for anything that is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


Point = tuple[int, int, int, int]

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
KEY_BYTES, SIGNATURE_BYTES = 32, 64
NEUTRAL: Point = (0, 1, 1, 0)


def is_ed25519(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Return whether a signature is the key's over the message, as RFC 8032 describes it."""
    if len(public_key) != KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    commitment, scalar = signature[:KEY_BYTES], int.from_bytes(signature[KEY_BYTES:], "little")
    key, point = point_of(public_key), point_of(commitment)
    base = point_of((4 * pow(5, -1, P) % P).to_bytes(KEY_BYTES, "little"))
    if key is None or point is None or base is None or scalar >= L:
        return False
    digest = hashlib.sha512(commitment + public_key + message).digest()
    hashed = int.from_bytes(digest, "little") % L
    return is_same_point(times(scalar, base), plus(point, times(hashed, key)))


def point_of(data: bytes) -> Point | None:
    """Return the point of the curve that 32 bytes stand for, or None if there is none."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def plus(first: Point, second: Point) -> Point:
    """Return the sum of two points in extended coordinates."""
    x1, y1, z1, t1 = first
    x2, y2, z2, t2 = second
    a, b = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    c, d = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(scalar: int, point: Point) -> Point:
    """Return a point added to itself so many times."""
    result = NEUTRAL
    while scalar:
        if scalar & 1:
            result = plus(result, point)
        point = plus(point, point)
        scalar >>= 1
    return result


def is_same_point(first: Point, second: Point) -> bool:
    """Return whether two points are one."""
    x1, y1, z1, _ = first
    x2, y2, z2, _ = second
    return (x1 * z2 - x2 * z1) % P == 0 and (y1 * z2 - y2 * z1) % P == 0


def is_signed(context: bytes, claims: Object, public_key: object, signature: object) -> bool:
    """Return whether an object bears the signature of a key; both are hex digits."""
    try:
        key, sign = bytes.fromhex(str(public_key)), bytes.fromhex(str(signature))
        return is_ed25519(key, context + canonical(claims), sign)
    except (ValueError, TypeError):
        return False


class Journal:
    """One file: its lines, and everything found about them as (number, words)."""

    def __init__(self, data: bytes, key: str | None, seals: list[tuple[int, str]]) -> None:
        """Take the bytes of a file, the key its till is known by, and seals from papers."""
        self.findings: list[tuple[int, str]] = []
        self.notices: list[tuple[int, str]] = []
        body, _, last = data.rstrip(b"\n").rpartition(b"\n")
        self.body = body + b"\n" if body else b""
        self.manifest = object_of(last)
        if not data.endswith(b"\n") or self.manifest.get("kind") != "manifest":
            raise NoJournal
        lines = [object_of(line) for line in self.body.split(b"\n")[:-1]]
        self.checkpoints = [each for each in lines if each.get("kind") == "checkpoint"]
        self.entries = [each for each in lines if each.get("kind") != "checkpoint"]
        self.key = key or str(self.manifest.get("public_key"))
        self.first = whole(self.manifest.get("before_number"))
        end = (whole(self.manifest.get("last_number")), str(self.manifest.get("last_hash")))
        self.seals = [*seals, end]
        self.hashes = {self.first: str(self.manifest.get("before_hash"))}

    def judge(self) -> list[tuple[int, str]]:
        """Look at everything, and return what was found in the order of the entries."""
        self.judge_chain()
        self.judge_totals()
        self.judge_checkpoints()
        self.judge_manifest()
        for number, seal in self.seals:
            self.judge_place(number, seal, self.first)
        found = sorted(self.findings, key=lambda each: each[0])
        if hashlib.sha256(self.body).hexdigest() != self.manifest.get("sha256"):
            found.append((0, "The lines of the file are not those of the manifest."))
        return found

    def judge_chain(self) -> None:
        """Follow the hashes from entry to entry."""
        number, before, at = self.first, self.hashes[self.first], ""
        types: dict[str, tuple[int, str]] = {}
        for entry in self.entries:
            own, seal = whole(entry.get("number")), str(entry.get("hash"))
            if not is_entry(entry):
                self.findings.append((number + 1, "cannot be read: it was altered"))
                continue
            self.judge_order(own, number)
            if hashlib.sha256(canonical(without(entry, "kind", "hash"))).hexdigest() != seal:
                self.findings.append((own, "was altered: its content does not have its hash"))
            elif own == number + 1 and entry.get("prev_hash") != before:
                self.findings.append((max(number, 1), "was altered: its follower sealed another"))
            self.judge_time(entry, own, at)
            self.judge_type(entry, own, types)
            self.hashes.setdefault(own, seal)
            number, before, at = own, seal, str(entry.get("at"))

    def judge_order(self, own: int, before: int) -> None:
        """Tell an entry that is missing from one that was only moved, or stands there twice."""
        if own in self.hashes:
            self.findings.append((own, "stands there twice"))
        elif own < before:
            self.findings.append((own, f"was moved behind entry {before}"))
        elif own > before + 1 and not self.comes_at_all(before + 1):
            self.findings.append((before + 1, "is missing"))

    def comes_at_all(self, number: int) -> bool:
        """Return whether an entry stands anywhere in the file."""
        return any(each.get("number") == number for each in self.entries)

    def judge_time(self, entry: Object, number: int, before: str) -> None:
        """Take a time before the last entry's for a lie, unless the till itself said so."""
        if str(entry.get("at")) >= before:
            return
        if entry.get("clock_behind") is True:
            self.notices.append((number, "was sealed while the clock stood behind"))
        else:
            self.findings.append((number, "bears an earlier time than the entry before it"))

    def judge_type(self, entry: Object, number: int, types: dict[str, tuple[int, str]]) -> None:
        """Follow the chain of each type of document."""
        kind, own = str(entry.get("type")), whole(entry.get("type_number"))
        chained = str(entry.get("type_prev_hash"))
        fresh = (own - 1, chained) if self.first else (0, CHAIN_START)
        last, last_hash = types.get(kind, fresh)
        if own != last + 1 or chained != last_hash:
            self.findings.append((number, f"does not follow the {kind} before it"))
        types[kind] = (own, str(entry.get("hash")))

    def judge_totals(self) -> None:
        """Add the grand totals up anew; what began before the file is taken at its word."""
        sums: dict[tuple[str, str], object] = {}
        begun = periods_of(self.entries[0]) if self.entries and self.first else {}
        for entry in self.entries:
            claimed = entry.get("totals")
            if not isinstance(claimed, dict):
                continue
            for period, key in periods_of(entry).items():
                told = claimed.get(period)
                is_older = (period, key) not in sums and key <= begun.get(period, "")
                grown = grown_by(entry, sums.get((period, key)))
                if told != grown and not (begun and is_older):
                    words = f"does not add up to the totals of its {period}"
                    self.findings.append((whole(entry.get("number")), words))
                sums[period, key] = told

    def judge_checkpoints(self) -> None:
        """Hold the entries against what the till has signed."""
        signed, good = set(), self.first
        for each in sorted(self.checkpoints, key=lambda each: whole(each.get("number"))):
            number, key = whole(each.get("number")), each.get("public_key")
            claims = without(each, "kind", "signature")
            if not is_signed(CHECKPOINT_CONTEXT, claims, key, each.get("signature")):
                self.findings.append((number, "has a checkpoint that was altered"))
            elif key != self.key:
                self.findings.append((number, "was signed with another key"))
            else:
                signed.add(number)
                is_good = self.judge_place(number, str(each.get("hash")), good)
                good = number if is_good else good
        for entry in self.entries:
            number = whole(entry.get("number"))
            if entry.get("type") == "z_report" and number not in signed:
                self.findings.append((number, "closes the till and bears no signature"))

    def judge_place(self, number: int, expected: str, good: int) -> bool:
        """Hold one entry against a hash that is known from elsewhere."""
        last = max(self.hashes)
        if number > last:
            words = f"is missing: the journal once went on to entry {number}"
            self.findings.append((last + 1, words))
            return False
        if number in self.hashes and not self.hashes[number].startswith(expected):
            self.findings.append((number, f"was rewritten, with others after entry {good}"))
            return False
        return True

    def judge_manifest(self) -> None:
        """Hold the manifest against its signature."""
        claims, signature = without(self.manifest, "signature"), self.manifest.get("signature")
        if self.manifest.get("public_key") != self.key:
            self.findings.append((0, "The manifest was signed with another key."))
        elif not is_signed(MANIFEST_CONTEXT, claims, self.key, signature):
            self.findings.append((0, "The manifest was altered: it does not bear the signature."))


def is_entry(found: Object) -> bool:
    """Return whether an object is an entry with a place in the journal."""
    is_numbered = whole(found.get("number")) == found.get("number")
    return found.get("kind") == "entry" and found.get("format") == FORMAT and is_numbered


def periods_of(entry: Object) -> dict[str, str]:
    """Return what tells one period from another of its kind."""
    day = str(entry.get("business_day"))
    return {
        "shift": str(entry.get("session") or ""),
        "day": day,
        "month": day[:7],
        "year": day[:4],
        "perpetual": "",
    }


def grown_by(entry: Object, sums: object) -> Object:
    """Return the totals of a period with one more document."""
    before = sums if isinstance(sums, dict) else {}
    grown = {name: whole(before.get(name)) for name in [*COLUMNS.values(), "documents"]}
    column, document = COLUMNS.get(str(entry.get("type"))), entry.get("document")
    if column is not None:
        total = document.get("total") if isinstance(document, dict) else 0
        grown[column] += whole(total)
        grown["documents"] += 1
    return grown


def seal_of(text: str) -> tuple[int, str]:
    """Return the number and the hash of a seal as it is typed from a paper."""
    number, _, seal = text.partition(":")
    if not number.isdigit() or not seal:
        raise argparse.ArgumentTypeError("write NUMBER:SEAL")
    return int(number), seal.replace(" ", "").lower()


def main(arguments: list[str] | None = None) -> int:
    """Judge the file that is named, and say what was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("journal", type=Path, help="the exported file")
    parser.add_argument("--key", help="the till's public key, 64 hex digits")
    parser.add_argument("--seal", type=seal_of, action="append", default=[], metavar="NUMBER:HEX")
    options = parser.parse_args(arguments)
    try:
        journal = Journal(options.journal.read_bytes(), options.key, options.seal)
    except OSError as error:
        sys.stderr.write(f"{error.strerror}\n")
        return 2
    except NoJournal:
        sys.stderr.write("This is no journal, or its end was cut off: the manifest is missing.\n")
        return 2
    findings = journal.judge()
    for number, words in [*findings, *journal.notices]:
        sys.stdout.write(f"Entry {number} {words}.\n" if number else f"{words}\n")
    if findings:
        return 1
    whose = "the key you named" if options.key else f"the key {journal.key}: compare it"
    sys.stdout.write(f"{len(journal.entries)} entries, whole and unaltered, signed by {whose}.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
