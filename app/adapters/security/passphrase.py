"""Seals a raw key under an operator's passphrase: argon2id makes the key of an AES-256-GCM."""

import secrets
import unicodedata
from dataclasses import asdict, dataclass, field

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.adapters.security.errors import (
    PassphraseIsTooShort,
    PassphraseIsWrong,
    SlotsAreDamaged,
)
from app.domain.kernel.canonical import canonical_json

PASSPHRASE_LENGTH_MIN = 10
KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
SEAL_CONTEXT = "dioptre-slot-1"

# A slots file is only a file: parameters beyond these would stall or weaken, and are refused.
MEMORY_KIB_RANGE = range(19_456, 1_048_577)
PASSES_RANGE = range(1, 17)
LANES_RANGE = range(1, 9)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyDerivation:
    """How a passphrase becomes a key: argon2id with these costs."""

    memory_kib: int = 65_536
    passes: int = 3
    lanes: int = 1
    salt: str = field(default_factory=lambda: secrets.token_hex(SALT_BYTES))

    def __post_init__(self) -> None:
        """Refuse costs no slot of ours has."""
        if (
            self.memory_kib not in MEMORY_KIB_RANGE
            or self.passes not in PASSES_RANGE
            or self.lanes not in LANES_RANGE
        ):
            raise SlotsAreDamaged


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SealedKey:
    """A raw key that only its passphrase opens; the header is authenticated with it."""

    derivation: KeyDerivation
    nonce: str
    sealed: str


def seal(key: str, passphrase: str) -> SealedKey:
    """Seal 64 hex digits under a passphrase.

    Raises:
        PassphraseIsTooShort: it has fewer than ten signs.
    """
    if len(_normal(passphrase)) < PASSPHRASE_LENGTH_MIN:
        raise PassphraseIsTooShort(signs=PASSPHRASE_LENGTH_MIN)
    derivation = KeyDerivation()
    nonce = secrets.token_bytes(NONCE_BYTES)
    box = AESGCM(_derive(passphrase, derivation))
    sealed = box.encrypt(nonce, bytes.fromhex(key), _header(derivation, nonce))
    return SealedKey(derivation=derivation, nonce=nonce.hex(), sealed=sealed.hex())


def unseal(slot: SealedKey, passphrase: str) -> str:
    """Return the key as 64 hex digits.

    Raises:
        PassphraseIsWrong: it is not the one, or the slot was changed.
        SlotsAreDamaged: the slot cannot have been written by `seal`.
    """
    try:
        nonce, sealed = bytes.fromhex(slot.nonce), bytes.fromhex(slot.sealed)
        box = AESGCM(_derive(passphrase, slot.derivation))
        return box.decrypt(nonce, sealed, _header(slot.derivation, nonce)).hex()
    except InvalidTag:
        raise PassphraseIsWrong from None
    except ValueError:
        raise SlotsAreDamaged from None


def _derive(passphrase: str, derivation: KeyDerivation) -> bytes:
    return hash_secret_raw(
        secret=_normal(passphrase).encode(),
        salt=bytes.fromhex(derivation.salt),
        time_cost=derivation.passes,
        memory_cost=derivation.memory_kib,
        parallelism=derivation.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _normal(passphrase: str) -> str:
    # Two keyboards may write one sign in two ways.
    return unicodedata.normalize("NFC", passphrase)


def _header(derivation: KeyDerivation, nonce: bytes) -> bytes:
    return canonical_json(
        {"context": SEAL_CONTEXT, "argon2id": asdict(derivation), "nonce": nonce.hex()}
    )
