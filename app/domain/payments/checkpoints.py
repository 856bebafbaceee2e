"""Checkpoints: places in a journal signed with the device's key, so that no one rewrites them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from app.domain.kernel.canonical import JsonValue, canonical_json
from app.domain.kernel.events import Aggregate, DomainEvent
from app.domain.kernel.ids import DeviceId
from app.domain.payments.documents import DocumentType
from app.domain.payments.journal import JournalEntry, moment_text

# A signature must not be good for anything but what it was made for.
CHECKPOINT_CONTEXT = b"dioptre-journal-checkpoint-1\n"
MANIFEST_CONTEXT = b"dioptre-journal-manifest-1\n"
CHECKPOINT_EVERY = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """The device's word that entry `number` had this hash; signature and key in hex digits."""

    till_id: DeviceId
    number: int
    hash: str
    at: datetime
    public_key: str
    signature: str = ""

    def signing_input(self) -> bytes:
        """Return what the device signs."""
        return checkpoint_signing_input(self._claims())

    def signed(self, signature: bytes) -> "Checkpoint":
        """Return the checkpoint with its signature."""
        return replace(self, signature=signature.hex())

    def to_json(self) -> dict[str, JsonValue]:
        """Return the checkpoint as it is stored and exported."""
        return {**self._claims(), "signature": self.signature}

    def _claims(self) -> dict[str, JsonValue]:
        return {
            "till": str(self.till_id),
            "number": self.number,
            "hash": self.hash,
            "at": moment_text(self.at),
            "public_key": self.public_key,
        }


def checkpoint_signing_input(claims: dict[str, JsonValue]) -> bytes:
    """Return what is signed of a checkpoint without its signature."""
    return CHECKPOINT_CONTEXT + canonical_json(claims)


def is_checkpoint_due(entry: JournalEntry, last_checkpoint: int) -> bool:
    """Return whether an entry is signed: each Z report, and never more than so many in between."""
    is_close = entry.document.type is DocumentType.Z_REPORT
    return is_close or entry.number - last_checkpoint >= CHECKPOINT_EVERY


@dataclass(frozen=True, slots=True, kw_only=True)
class JournalCheckpointSigned(DomainEvent):
    """A place in a till's journal was signed; other devices and the server are its witnesses."""

    topic: ClassVar[str] = "payments.journal.signed"
    checkpoint: Checkpoint

    @property
    def aggregate(self) -> Aggregate:
        """Return the till's journal."""
        return Aggregate(type="journal_checkpoint", id=self.checkpoint.till_id)

    @property
    def dedupe_key(self) -> str:
        """Return till, number and hash, as for the entry it signs."""
        return f"{self.checkpoint.till_id}:{self.checkpoint.number}:{self.checkpoint.hash}:signed"

    @property
    def version(self) -> int:
        """Return the number signed."""
        return self.checkpoint.number
