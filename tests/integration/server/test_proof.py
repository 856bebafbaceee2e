"""Every request is proved by the device's key: for this very request, freshly, once."""

import base64
import json
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from joserfc import jws
from joserfc.jwk import OctKey

from app.contracts.proof import NONCE_HEADER, PROOF_HEADER
from tests.fakes.server_device import ServerDevice
from tests.fakes.server_facts import count, sell

PATH = "/v1/sync/pull"
INVALID = (401, "proof.invalid")


@pytest.fixture
def device(store: ServerDevice) -> ServerDevice:
    """A device that has a fresh nonce."""
    store.pull()
    return store


def get(http: httpx.Client, proof: str, path: str = PATH) -> tuple[int, str | None]:
    answer = http.get(path, headers={PROOF_HEADER: proof})
    return answer.status_code, answer.json().get("code")


def test_a_request_without_a_proof_is_told_what_is_missing_and_given_a_nonce(http, chain):
    answer = http.get(PATH)
    assert (answer.status_code, answer.json()["code"]) == (401, "proof.missing")
    assert answer.headers["WWW-Authenticate"] == "Dioptre-Proof"
    assert answer.headers[NONCE_HEADER]


def test_a_good_proof_passes_once(http, device):
    proof = device.prove("GET", PATH)
    assert get(http, proof)[0] == 200
    assert get(http, proof) == (401, "proof.replayed")


def test_a_proof_is_used_up_even_by_a_request_that_fails(http, device):
    path = f"/v1/orders/{uuid4()}"
    proof = device.prove("GET", path)
    assert get(http, proof, path)[0] == 404
    assert get(http, proof, path) == (401, "proof.replayed")


@pytest.mark.parametrize(
    "wrong",
    [{"htm": "POST"}, {"htu": "/v1/orders"}, {"htu": PATH + "/"}, {"bd": "0" * 64}],
    ids=str,
)
def test_a_proof_for_another_request_is_refused(http, device, wrong):
    assert get(http, device.prove("GET", PATH, **wrong)) == INVALID


def test_an_edited_body_is_refused(http, device, engine):
    sell(device)
    body = device.batch()
    proof = device.prove("POST", "/v1/sync/push", body)
    answer = http.post("/v1/sync/push", content=body + b"\n", headers={PROOF_HEADER: proof})
    assert (answer.status_code, answer.json()["code"]) == INVALID
    assert count(engine, "sync_events") == 0


def test_a_nonce_grows_stale_and_the_refusal_brings_a_new_one(http, device, clock):
    clock.advance(timedelta(minutes=4))
    answer = http.get(PATH, headers={PROOF_HEADER: device.prove("GET", PATH)})
    assert (answer.status_code, answer.json()["code"]) == (401, "proof.nonce_required")
    device.nonce = answer.headers[NONCE_HEADER]
    assert get(http, device.prove("GET", PATH))[0] == 200


def test_a_proof_cannot_come_again_while_its_nonce_lives_and_is_forgotten_after(
    http, device, clock, engine
):
    proof = device.prove("GET", PATH)
    assert get(http, proof)[0] == 200
    clock.advance(timedelta(minutes=2))
    assert get(http, proof) == (401, "proof.replayed")
    clock.advance(timedelta(minutes=2, seconds=1))
    assert get(http, proof) == (401, "proof.nonce_required")
    device.pull()
    assert count(engine, "device_proofs") == 1


@pytest.mark.parametrize("iat", [0, 2**40])
def test_a_wrong_clock_of_the_device_does_no_harm(http, device, iat):
    assert get(http, device.prove("GET", PATH, iat=iat))[0] == 200


def test_another_device_s_key_does_not_prove_this_device(http, device, second_store):
    second_store.nonce = device.nonce
    second_store.identity = device.identity
    assert get(http, second_store.prove("GET", PATH)) == INVALID


def test_an_unknown_device_looks_like_a_wrong_key(http, device):
    device.identity = device.identity | {"device_id": str(uuid4())}
    assert get(http, device.prove("GET", PATH)) == INVALID


def segment(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def with_header(proof: str, **changes: object) -> str:
    """Return the proof under another header; its signature does not fit, if that is looked at."""
    head, claims, signature = proof.split(".")
    padded = head + "=" * (-len(head) % 4)
    header = json.loads(base64.urlsafe_b64decode(padded))
    return f"{segment(header | changes)}.{claims}.{signature}"


def test_no_algorithm_but_ours_is_taken(http, device):
    proof = device.prove("GET", PATH)
    head, claims, _ = proof.split(".")
    key = OctKey.import_key(bytes.fromhex(device.public_key))
    payload = base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4))
    by_public_key = jws.serialize_compact(
        {"alg": "HS256", "kid": str(device.device_id), "typ": "dioptre-proof+jwt"}, payload, key
    )
    forged = [
        with_header(proof, alg="none"),
        f"{segment({'alg': 'none', 'kid': str(device.device_id)})}.{claims}.",
        f"{head}.{claims}.",
        by_public_key,
        with_header(proof, alg="EdDSA"),
        with_header(proof, jwk={"kty": "OKP"}),
        with_header(proof, jku="http://127.0.0.1/key"),
        with_header(proof, crit=["b64"], b64=False),
        with_header(proof, typ="dpop+jwt"),
        with_header(proof, kid=7),
    ]
    assert [get(http, each) for each in forged] == [INVALID] * len(forged)


NO_PROOFS = (
    "",
    ".",
    "..",
    "a.b.c",
    "a.b.c.d",
    f"{segment([])}.e30.AA",
    f"{segment('alg')}.e30.AA",
    f"{segment(7)}.e30.AA",
    "x" * 3000,
    f"{'[' * 1000}.e30.AA",
)


@pytest.mark.parametrize("proof", NO_PROOFS, ids=range(len(NO_PROOFS)))
def test_what_is_no_proof_at_all_is_refused(http, device, proof):
    assert get(http, proof) == INVALID
