"""The proof on every request: signed by the device key over the newest nonce of the server."""

import time
from collections.abc import Callable
from uuid import UUID, uuid4

from pydantic import ValidationError

from app.adapters.sync.errors import ServerAnswerIsDamaged
from app.contracts.proof import (
    PROOF_HEADER,
    ProofClaimsV1,
    body_digest,
    proof_signing_input,
    signed_proof,
)

Sign = Callable[[bytes], bytes]


class DeviceProof:
    """Proves requests; `take_nonce` keeps the newest nonce, which starts out empty."""

    def __init__(self, device_id: UUID, sign: Sign) -> None:
        self._device_id = device_id
        self._sign = sign
        self._nonce = ""

    def take_nonce(self, nonce: str | None) -> None:
        """Keep the nonce of an answer, if it brought one."""
        if nonce is not None:
            self._nonce = nonce

    def headers(self, method: str, path: str, body: bytes) -> dict[str, str]:
        """Return the header that proves one request; each call makes another proof.

        Raises:
            ServerAnswerIsDamaged: the nonce the server gave is none.
        """
        signing_input = proof_signing_input(self._device_id, self._claims(method, path, body))
        return {PROOF_HEADER: signed_proof(signing_input, self._sign(signing_input))}

    def _claims(self, method: str, path: str, body: bytes) -> ProofClaimsV1:
        try:
            return ProofClaimsV1(
                htm=method,
                htu=path,
                jti=uuid4().hex,
                iat=int(time.time()),
                nonce=self._nonce,
                bd=body_digest(body),
            )
        except ValidationError:
            self._nonce = ""
            raise ServerAnswerIsDamaged(reason="nonce") from None
