"""The key slots of a profile: where its one raw key is kept, and how to get at it."""

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeAlias, assert_never
from uuid import uuid4

from app.adapters.security.errors import (
    KeyringIsMissing,
    PassphraseIsNeeded,
    SlotsAreDamaged,
    SlotsAreMissing,
    SlotsAreNewer,
    SlotsExist,
)
from app.adapters.security.passphrase import KeyDerivation, SealedKey, seal, unseal

FORMAT = 1
FILE_NAME = "slots.json"
FILE_MODE = 0o600
KEY_BYTES = 32


class SlotKind(StrEnum):
    """Where a key is kept; the server of a real chain refuses DEMO."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105 - the name of a kind of slot, not a passphrase
    DEMO = "demo"


class KeyRing(Protocol):
    """Keeps keys outside the profile."""

    def keep(self, account: str, key: str) -> str:
        """Store a key and return the name of the backend that has it."""

    def fetch(self, account: str, *, backend_name: str) -> str:
        """Return the key kept under `account` in the backend of that name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyringSlot:
    """The key lies in the operating system's keyring."""

    backend: str
    account: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PassphraseSlot:
    """The key lies here, sealed by the operator's passphrase."""

    sealed_key: SealedKey


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DemoSlot:
    """The key lies here for anybody to read: for demos and tests."""

    key: str


Slot: TypeAlias = KeyringSlot | PassphraseSlot | DemoSlot


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class KeySlots:
    """The slots of one profile folder; made once, then loaded and unlocked at every start."""

    slots: tuple[Slot, ...]

    @classmethod
    def load(cls, folder: Path) -> "KeySlots":
        """Read the slots file.

        Raises:
            SlotsAreMissing, SlotsAreDamaged, SlotsAreNewer: see there.
        """
        try:
            text = (folder / FILE_NAME).read_text(encoding="utf-8")
        except FileNotFoundError:
            raise SlotsAreMissing from None
        except (OSError, UnicodeDecodeError):
            raise SlotsAreDamaged from None
        return cls(slots=_slots_from_text(text))

    @classmethod
    def create_demo(cls, folder: Path) -> "KeySlots":
        """Make a key that is no secret; raises SlotsExist."""
        return _create(folder, lambda key: DemoSlot(key=key))

    @classmethod
    def create_passphrase(cls, folder: Path, passphrase: str) -> "KeySlots":
        """Make a key sealed by a passphrase; raises SlotsExist, PassphraseIsTooShort."""
        return _create(folder, lambda key: PassphraseSlot(sealed_key=seal(key, passphrase)))

    @classmethod
    def create_keyring(cls, folder: Path, ring: KeyRing) -> "KeySlots":
        """Make a key that lies in the keyring.

        Raises:
            SlotsExist, KeyringIsMissing, KeyringIsAnother, KeyringIsLocked, KeyringFailed: see
                there; no file was written.
        """
        account = f"profile {uuid4()}"
        return _create(
            folder, lambda key: KeyringSlot(backend=ring.keep(account, key), account=account)
        )

    @property
    def kind(self) -> SlotKind:
        """Return where the key is kept, as enrolment tells the server."""
        return _kind_of(self.slots[0])

    def unlock(self, *, passphrase: str | None = None, ring: KeyRing | None = None) -> str:
        """Return the raw key as 64 hex digits.

        Raises:
            KeyUnavailable: which kind of it says what is missing.
        """
        slot = self.slots[0]
        match slot:
            case DemoSlot():
                return slot.key
            case PassphraseSlot():
                if passphrase is None:
                    raise PassphraseIsNeeded
                return unseal(slot.sealed_key, passphrase)
            case KeyringSlot():
                if ring is None:
                    raise KeyringIsMissing
                return ring.fetch(slot.account, backend_name=slot.backend)
            case _:
                assert_never(slot)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ProfileKey:
    """Plays `SecretStore` for a profile folder, with whatever its slot may ask for."""

    folder: Path
    passphrase: str | None = None
    ring: KeyRing | None = None

    def database_key(self) -> str:
        """Return 64 hex digits; raises a KeyUnavailable error that says what to do."""
        return KeySlots.load(self.folder).unlock(passphrase=self.passphrase, ring=self.ring)


def _create(folder: Path, slot_for: Callable[[str], Slot]) -> KeySlots:
    path = folder / FILE_NAME
    if path.exists():
        raise SlotsExist
    slots = KeySlots(slots=(slot_for(secrets.token_hex(KEY_BYTES)),))
    document = {"format": FORMAT, "slots": [_slot_to_json(slot) for slot in slots.slots]}
    _write_whole(path, json.dumps(document, indent=2))
    return slots


def _write_whole(path: Path, text: str) -> None:
    """Write a file that is either there with all of its text or not there at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_name(f"{path.name}.{uuid4()}.half")
    with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, FILE_MODE), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    half.replace(path)
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    # Windows cannot open a folder, and does not need to: its rename is written through.
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def _kind_of(slot: Slot) -> SlotKind:
    match slot:
        case KeyringSlot():
            return SlotKind.KEYRING
        case PassphraseSlot():
            return SlotKind.PASSPHRASE
        case DemoSlot():
            return SlotKind.DEMO
        case _:
            assert_never(slot)


def _slot_to_json(slot: Slot) -> dict[str, Any]:
    kind = _kind_of(slot).value
    match slot:
        case KeyringSlot():
            return {"kind": kind, **asdict(slot)}
        case PassphraseSlot():
            return {"kind": kind, **asdict(slot.sealed_key)}
        case DemoSlot():
            return {"kind": kind, "key": slot.key}
        case _:
            assert_never(slot)


def _slots_from_text(text: str) -> tuple[Slot, ...]:
    try:
        document = json.loads(text)
        if document["format"] > FORMAT:
            raise SlotsAreNewer
        slots = tuple(_slot_from_json(fields) for fields in document["slots"])
    except (KeyError, TypeError, ValueError):
        raise SlotsAreDamaged from None
    if not slots:
        raise SlotsAreDamaged
    return slots


def _slot_from_json(fields: dict[str, Any]) -> Slot:
    match SlotKind(fields["kind"]):
        case SlotKind.KEYRING:
            return KeyringSlot(backend=str(fields["backend"]), account=str(fields["account"]))
        case SlotKind.PASSPHRASE:
            derivation = KeyDerivation(**fields["derivation"])
            nonce, sealed = str(fields["nonce"]), str(fields["sealed"])
            return PassphraseSlot(
                sealed_key=SealedKey(derivation=derivation, nonce=nonce, sealed=sealed)
            )
        case SlotKind.DEMO:
            return DemoSlot(key=str(fields["key"]))
