"""Judges the proof of a request: whose key signed it, for what, and that it is fresh and new."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from joserfc.util import urlsafe_b64decode
from pydantic import ValidationError

from app.contracts.proof import PROOF_ALGORITHM, ProofClaimsV1, ProofHeaderV1, body_digest
from sync_server.services.devices import Device
from sync_server.services.ports import Clock, Unit
from sync_server.services.refusals import Code, Malformed, Unproved
from sync_server.services.strict_json import read_json_object

PROOF_LENGTH_MAX = 2048
SEGMENTS_AFTER_HEADER = 2  # Claims and signature.
WINDOW = timedelta(minutes=2)
# A nonce is taken in its own window and in the next, so a proof can come again for this long.
REMEMBERED = 2 * WINDOW


class ProofUnit(Unit, Protocol):
    """The transaction of a proof."""

    def device(self, device_id: UUID) -> Device | None:
        """Return the device with that id, or None."""

    def remember(self, device: Device, jti: str, *, now: datetime, until: datetime) -> bool:
        """Note a proof; False if it was seen before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a proof must fit: method and path as they stand in the request line."""

    method: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Nonces:
    """Server nonces without memory: a window's number under a key."""

    key: bytes
    clock: Clock

    def current(self) -> str:
        """Return the nonce to prove with from now on."""
        return self._of(self._window())

    def is_fresh(self, nonce: str) -> bool:
        """Return whether the nonce is this window's or the last one's."""
        window = self._window()
        fresh = (self._of(window), self._of(window - 1))
        return any(hmac.compare_digest(nonce, each) for each in fresh)

    def _window(self) -> int:
        return int(self.clock().timestamp()) // int(WINDOW.total_seconds())

    def _of(self, window: int) -> str:
        return hmac.digest(self.key, str(window).encode(), hashlib.sha256).hex()[:32]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofService:
    """Answers who asks."""

    units: Callable[[], ProofUnit]
    clock: Clock
    nonces: Nonces

    def prove(self, proof: str | None, request: Request, body: bytes) -> Device:
        """Return the device that made the proof for this very request.

        Raises:
            Unproved: it did not; nothing in the answer tells which devices exist.
        """
        if proof is None:
            raise Unproved(Code.PROOF_MISSING)
        header = _read_header(proof)
        with self.units() as unit:
            device = unit.device(header.kid)
            if device is None:
                raise Unproved(Code.PROOF_INVALID)
            claims = _verified(proof, device)
            self._check(claims, request, body)
            now = self.clock()
            if not unit.remember(device, claims.jti, now=now, until=now + REMEMBERED):
                raise Unproved(Code.PROOF_REPLAYED)
            # Used up even if the request itself comes to nothing.
            unit.commit()
        return device

    def _check(self, claims: ProofClaimsV1, request: Request, body: bytes) -> None:
        if (claims.htm, claims.htu) != (request.method, request.path):
            raise Unproved(Code.PROOF_INVALID)
        if not hmac.compare_digest(claims.bd, body_digest(body)):
            raise Unproved(Code.PROOF_INVALID)
        if not self.nonces.is_fresh(claims.nonce):
            raise Unproved(Code.PROOF_NONCE_REQUIRED)


def _read_header(proof: str) -> ProofHeaderV1:
    """Read exactly our header: no other algorithm, no key that travels along, no address of one."""
    header, *others = proof.split(".")
    if len(proof) > PROOF_LENGTH_MAX or len(others) != SEGMENTS_AFTER_HEADER:
        raise Unproved(Code.PROOF_INVALID)
    try:
        raw = urlsafe_b64decode(header.encode("ascii"))
        read_json_object(raw)
        return ProofHeaderV1.model_validate_json(raw)
    except (ValidationError, ValueError, Malformed):
        raise Unproved(Code.PROOF_INVALID) from None


def _verified(proof: str, device: Device) -> ProofClaimsV1:
    key = OKPKey.import_key(Ed25519PublicKey.from_public_bytes(bytes.fromhex(device.public_key)))
    try:
        token = jws.deserialize_compact(proof, key, algorithms=[PROOF_ALGORITHM])
        read_json_object(token.payload)
        return ProofClaimsV1.model_validate_json(token.payload)
    except (JoseError, ValidationError, Malformed):
        raise Unproved(Code.PROOF_INVALID) from None
