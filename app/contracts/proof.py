"""The proof every request but enrolment carries: a JWS by the device key, shaped as RFC 9449.

How a client asks (once per attempt, never twice the same proof):

1. `claims = ProofClaimsV1(htm="POST", htu="/v1/sync/push", jti=uuid4().hex, iat=..., nonce=...,
   bd=body_digest(body))`. `htu` is the path as it stands in the request line, without the query;
   `bd` covers the body as sent (compressed), and the empty body of a GET.
2. `signing_input = proof_signing_input(device_id, claims)`; sign it with the device's Ed25519 key.
3. Send `Dioptre-Proof: signed_proof(signing_input, signature)`.

Freshness comes from the server alone: each answer, the 401 `proof.nonce_required` too, carries
`Dioptre-Nonce`; the client keeps the newest one and tries once more after that 401. It starts
with an empty nonce. `iat` is shown in logs and judged by nobody, so a wrong clock does no harm.
"""

import base64
import hashlib
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.contracts.base import SafeInteger, WireModel
from app.domain.kernel.canonical import canonical_json

PROOF_HEADER = "Dioptre-Proof"
NONCE_HEADER = "Dioptre-Nonce"
PROOF_TYPE = "dioptre-proof+jwt"
PROOF_ALGORITHM = "Ed25519"


class ProofHeaderV1(WireModel):
    """The protected header: `kid` is the device's id."""

    typ: Annotated[str, Field(pattern=r"^dioptre-proof\+jwt$")] = PROOF_TYPE
    alg: Annotated[str, Field(pattern=r"^Ed25519$")] = PROOF_ALGORITHM
    kid: UUID


class ProofClaimsV1(WireModel):
    """What is proved: method, path, body and freshness of one request."""

    htm: Annotated[str, Field(pattern=r"^[A-Z]{3,7}$")]
    htu: Annotated[str, Field(pattern=r"^/[!-~]*$", max_length=200)]
    jti: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
    iat: SafeInteger
    nonce: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]*$", max_length=100)]
    bd: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def body_digest(body: bytes) -> str:
    """Return the `bd` claim of a body as it is sent."""
    return hashlib.sha256(body).hexdigest()


def proof_signing_input(device_id: UUID, claims: ProofClaimsV1) -> bytes:
    """Return what the device key signs: header and claims of the compact JWS."""
    header = ProofHeaderV1(kid=device_id)
    parts = (header.model_dump(mode="json"), claims.model_dump(mode="json"))
    return b".".join(_base64url(canonical_json(part)) for part in parts)


def signed_proof(signing_input: bytes, signature: bytes) -> str:
    """Return the header value: the signing input with its 64-byte signature."""
    return (signing_input + b"." + _base64url(signature)).decode("ascii")


def _base64url(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")
