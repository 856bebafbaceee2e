"""A journal as a file: one JSON object a line, and a signed manifest as the last of them.

    {"kind": "entry", ...}        each entry, by number
    {"kind": "checkpoint", ...}   each checkpoint, by number
    {"kind": "manifest", ...}     how many of each, over which bytes, by whom, and the signature

`resources/journal/verify_journal.py` judges such a file without this program.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from app.domain.kernel.canonical import JsonValue, canonical_json
from app.domain.kernel.errors import DomainError
from app.domain.payments.checkpoints import MANIFEST_CONTEXT, Checkpoint
from app.domain.payments.journal import FORMAT, JournalEntry, moment_text
from app.domain.payments.verification import (
    Evidence,
    IsSigned,
    Json,
    KnownPlace,
    Verdict,
    verify,
)

MANIFEST = "manifest"
KINDS = frozenset({"entry", "checkpoint", MANIFEST})


class ExportIsDamaged(DomainError):
    """A journal file is not one, or is altered where no entry can be named."""

    code = "payments.export.damaged"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportHeader:
    """Whose journal is exported, when, and under which key."""

    till_id: str
    till_code: str
    site_name: str
    exported_at: datetime
    public_key: str
    first: KnownPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalExport:
    """The entries of a till from one place on, with the checkpoints among them."""

    header: ExportHeader
    entries: tuple[JournalEntry, ...]
    checkpoints: tuple[Checkpoint, ...]

    def body(self) -> bytes:
        """Return the lines before the manifest."""
        lines = [
            *(canonical_json({"kind": "entry", **each.to_json()}) for each in self.entries),
            *(
                canonical_json({"kind": "checkpoint", **each.to_json()})
                for each in self.checkpoints
            ),
        ]
        return b"".join(line + b"\n" for line in lines)

    def manifest(self, body: bytes) -> dict[str, JsonValue]:
        """Return the manifest over the lines, not signed yet."""
        header, first = self.header, self.header.first
        last = self.entries[-1] if self.entries else None
        return {
            "kind": MANIFEST,
            "format": FORMAT,
            "till": header.till_id,
            "till_code": header.till_code,
            "site_name": header.site_name,
            "exported_at": moment_text(header.exported_at),
            "public_key": header.public_key,
            "before_number": first.number,
            "before_hash": first.hash,
            "last_number": first.number if last is None else last.number,
            "last_hash": first.hash if last is None else last.hash,
            "entries": len(self.entries),
            "checkpoints": len(self.checkpoints),
            "sha256": sha256(body).hexdigest(),
        }


def manifest_signing_input(manifest: Mapping[str, JsonValue]) -> bytes:
    """Return what is signed of a manifest without its signature."""
    return MANIFEST_CONTEXT + canonical_json(manifest)


def with_manifest(body: bytes, manifest: Mapping[str, JsonValue], signature: bytes) -> bytes:
    """Return the whole file."""
    return body + canonical_json({**manifest, "signature": signature.hex()}) + b"\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportVerdict:
    """What is said of a file: its manifest, and what was found in the journal."""

    manifest: Json
    is_manifest_signed: bool
    is_body_whole: bool
    journal: Verdict

    @property
    def is_valid(self) -> bool:
        """Return whether the file is as the device wrote it."""
        return self.is_manifest_signed and self.is_body_whole and self.journal.is_valid


def verify_export(
    data: bytes, is_signed: IsSigned, *, public_key: str | None, known: Sequence[KnownPlace] = ()
) -> ExportVerdict:
    """Return what is wrong with a journal file.

    Raises:
        ExportIsDamaged: it is no journal file, or its manifest is gone or cannot be read.
    """
    body, manifest = _split(data)
    parsed = [object_of(line) for line in body.split(b"\n")[:-1]]
    key = str(manifest.get("public_key"))
    evidence = Evidence(
        checkpoints=[_bare(each) for each in parsed if each.get("kind") == "checkpoint"],
        known=[_place(manifest, "last"), *known],
        public_key=public_key or key,
        first=_place(manifest, "before"),
    )
    entries = [_bare(each) for each in parsed if each.get("kind") != "checkpoint"]
    return ExportVerdict(
        manifest=manifest,
        is_manifest_signed=public_key in {None, key} and _bears_signature(manifest, is_signed),
        is_body_whole=sha256(body).hexdigest() == manifest.get("sha256"),
        journal=verify(entries, evidence, is_signed),
    )


def object_of(line: bytes) -> dict[str, JsonValue]:
    """Return a line as an object, or an empty one when it is not as it was written.

    Two texts can mean the same object; only the canonical one was ever written.
    """
    try:
        found: Any = json.loads(line)
        is_as_written = isinstance(found, dict) and canonical_json(found) == line
    except (ValueError, TypeError, RecursionError):
        return {}
    return found if is_as_written and found.get("kind") in KINDS else {}


def _split(data: bytes) -> tuple[bytes, dict[str, JsonValue]]:
    """Return the lines before the manifest, and the manifest."""
    body, _, line = data.rstrip(b"\n").rpartition(b"\n")
    manifest = object_of(line)
    if not data.endswith(b"\n") or manifest.get("kind") != MANIFEST:
        raise ExportIsDamaged(reason="manifest", position=data.count(b"\n"))
    return body + b"\n" if body else b"", manifest


def _place(manifest: Json, name: str) -> KnownPlace:
    number = manifest.get(f"{name}_number")
    if not isinstance(number, int):
        raise ExportIsDamaged(reason="manifest", position=None)
    return KnownPlace(number=number, hash=str(manifest.get(f"{name}_hash")))


def _bears_signature(manifest: Json, is_signed: IsSigned) -> bool:
    claims = {name: value for name, value in manifest.items() if name != "signature"}
    signature, key = str(manifest.get("signature")), str(manifest.get("public_key"))
    return is_signed(key, manifest_signing_input(claims), signature)


def _bare(line: Json) -> Json:
    return {name: value for name, value in line.items() if name != "kind"}
