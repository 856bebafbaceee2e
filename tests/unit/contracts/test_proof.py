"""A proof is a compact JWS that any library can check with the device's key."""

import json
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jws
from joserfc.errors import BadSignatureError
from joserfc.jwk import OKPKey
from pydantic import ValidationError

from app.contracts.proof import (
    PROOF_TYPE,
    ProofClaimsV1,
    body_digest,
    proof_signing_input,
    signed_proof,
)

DEVICE = UUID("0197c000-0000-7000-8000-000000000001")


def claims(**changed):
    fields = {
        "htm": "POST",
        "htu": "/v1/sync/push",
        "jti": "0123456789abcdef",
        "iat": 1_790_000_000,
        "nonce": "2983333.abc",
        "bd": body_digest(b"{}"),
    }
    return ProofClaimsV1.model_validate(fields | changed)


def proof_by(key):
    signing_input = proof_signing_input(DEVICE, claims())
    return signed_proof(signing_input, key.sign(signing_input))


def public_jwk(key):
    return OKPKey.import_key(key.public_key())


def test_another_library_reads_and_accepts_what_we_sign():
    key = Ed25519PrivateKey.generate()
    token = jws.deserialize_compact(proof_by(key), public_jwk(key), algorithms=["Ed25519"])
    assert token.headers() == {"typ": PROOF_TYPE, "alg": "Ed25519", "kid": str(DEVICE)}
    assert json.loads(token.payload) == claims().model_dump()


def test_another_device_s_key_does_not_fit():
    proof, stranger = proof_by(Ed25519PrivateKey.generate()), Ed25519PrivateKey.generate()
    with pytest.raises(BadSignatureError):
        jws.deserialize_compact(proof, public_jwk(stranger), algorithms=["Ed25519"])


def test_the_digest_of_no_body_is_that_of_the_empty_one():
    assert body_digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize(
    "wrong",
    [{"htm": "post"}, {"htu": "v1/x"}, {"htu": "/v1/é"}, {"jti": "short"}, {"bd": "00"}],
    ids=str,
)
def test_claims_of_another_shape_are_refused_where_they_are_made(wrong):
    with pytest.raises(ValidationError):
        claims(**wrong)
