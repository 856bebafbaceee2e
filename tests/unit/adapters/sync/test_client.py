"""The client proves what it asks, reads what it is told, and names what goes wrong."""

import base64
import hashlib
import json
import traceback
from uuid import UUID, uuid4

import httpx
import pytest
import structlog
import zstandard

from app.adapters.sync.client import SyncClient
from app.adapters.sync.errors import (
    ServerAddressIsInvalid,
    ServerAnswerIsDamaged,
    ServerIsBusy,
    ServerRefused,
    ServerUnreachable,
)
from app.contracts.envelope import CHAIN_START, batch_signing_input
from app.contracts.proof import PROOF_HEADER, body_digest
from app.domain.kernel.errors import Unavailable
from app.services.sync_ports import OutgoingBatch
from tests.unit.adapters.sync.answers import Answers, broken, ok, page, problem

DEVICE = UUID("0197c000-0000-7000-8000-000000000001")
INCARNATION = uuid4()
TIMELINE = uuid4()
EMPTY_PAGE: dict[str, object] = {
    "timeline": str(TIMELINE),
    "mark": None,
    "is_caught_up": True,
    "streams": [],
}


def sign(data):
    return hashlib.sha512(data).digest()


def client_of(answers, base_url="https://sync.lumen.example"):
    return SyncClient(base_url, DEVICE, sign, answers.transport())


def pull(client, cursors=None):
    return client.pull(cursors or {}, incarnation=INCARNATION, limit=100)


def proof_parts(request):
    header, claims, signature = request.headers[PROOF_HEADER].split(".")
    parts = (base64.urlsafe_b64decode(part + "==") for part in (header, claims, signature))
    return json.loads(next(parts)), json.loads(next(parts)), next(parts)


def a_batch(envelopes=(b'{"event_id":"1"}', b'{"event_id":"2"}')):
    return OutgoingBatch(
        incarnation=INCARNATION,
        base_seq=0,
        base_hash=CHAIN_START,
        envelopes=envelopes,
        last_hash="ab" * 32,
    )


def test_a_push_carries_the_stored_envelopes_and_one_signature_for_the_batch():
    mark = {"incarnation": str(INCARNATION), "seq": 2, "hash": "ab" * 32}
    answer = {"status": "ok", "timeline": str(TIMELINE), "acked": mark, "outcomes": []}
    server = Answers(answers=[ok(answer)])
    batch = a_batch()
    assert client_of(server).push(batch).acked.seq == 2
    (request,) = server.asked
    assert request.headers["content-encoding"] == "zstd"
    header, *envelopes, end = zstandard.decompress(request.content).split(b"\n")
    assert (tuple(envelopes), end) == (batch.envelopes, b"")
    signed = batch_signing_input(
        incarnation=INCARNATION, base_hash=CHAIN_START, last_hash="ab" * 32
    )
    assert json.loads(header) == {
        "incarnation": str(INCARNATION),
        "base_seq": 0,
        "base_hash": CHAIN_START,
        "count": 2,
        "signature": sign(signed).hex(),
    }


def test_a_pull_asks_after_its_cursors_and_takes_gzip_at_most():
    server = Answers(answers=[ok(EMPTY_PAGE)])
    assert pull(client_of(server), {"store/9": 55, "chain": 12}).timeline == TIMELINE
    (request,) = server.asked
    assert request.url.path == "/v1/sync/pull"
    assert dict(request.url.params) == {
        "after": "chain:12,store/9:55",
        "incarnation": str(INCARNATION),
        "limit": "100",
    }
    assert request.headers["accept-encoding"] == "gzip"


def test_every_request_is_proved_over_its_method_path_body_and_the_newest_nonce():
    server = Answers(answers=[ok(EMPTY_PAGE, nonce="first"), ok(EMPTY_PAGE)])
    client = client_of(server)
    pull(client)
    pull(client)
    header, claims, signature = proof_parts(server.asked[1])
    assert header == {"alg": "Ed25519", "kid": str(DEVICE), "typ": "dioptre-proof+jwt"}
    assert (claims["htm"], claims["htu"], claims["nonce"]) == ("GET", "/v1/sync/pull", "first")
    assert claims["bd"] == body_digest(b"")
    signing_input = server.asked[1].headers[PROOF_HEADER].rpartition(".")[0]
    assert signature == sign(signing_input.encode())
    assert claims["jti"] != proof_parts(server.asked[0])[1]["jti"]


def test_an_old_nonce_is_renewed_once_and_the_caller_never_hears_of_it():
    server = Answers(answers=[problem(401, "proof.nonce_required", nonce="fresh"), ok(EMPTY_PAGE)])
    pull(client_of(server))
    assert [proof_parts(request)[1]["nonce"] for request in server.asked] == ["", "fresh"]


def test_a_server_that_never_takes_its_own_nonce_is_asked_twice_and_no_more():
    server = Answers(answers=[problem(401, "proof.nonce_required", nonce="fresh")])
    with pytest.raises(ServerRefused):
        pull(client_of(server))
    assert len(server.asked) == 2


def test_a_refusal_brings_the_code_of_the_server():
    server = Answers(answers=[problem(403, "device.suspended")])
    with pytest.raises(ServerRefused) as caught:
        pull(client_of(server))
    assert (caught.value.status, caught.value.code) == (403, "device.suspended")
    assert len(server.asked) == 1


def test_a_refusal_without_a_sentence_of_ours_keeps_the_servers_reason_beside_our_code():
    server = Answers(answers=[problem(403, "device.from_the_future")])
    with pytest.raises(ServerRefused) as caught:
        pull(client_of(server))
    refusal = caught.value
    assert (refusal.code, refusal.reason) == ("sync.server.refused", "device.from_the_future")


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503])
def test_an_answer_that_means_later_is_tried_again(status):
    with pytest.raises(ServerIsBusy):
        pull(client_of(Answers(answers=[problem(status, "server.busy")])))


@pytest.mark.parametrize(
    "answer",
    [page(200), page(302), page(403), page(404), ok({"timeline": "no"}), ok([])],
    ids=["page", "redirect", "bare 403", "bare 404", "other form", "list"],
)
def test_what_is_not_our_servers_answer_is_never_taken_for_one(answer):
    with pytest.raises(ServerAnswerIsDamaged):
        pull(client_of(Answers(answers=[answer])))


def test_a_nonce_that_is_none_spoils_the_answer_and_is_forgotten():
    answers = [ok(EMPTY_PAGE, nonce="a b"), ok(EMPTY_PAGE)]
    client = client_of(Answers(answers=answers))
    pull(client)
    with pytest.raises(ServerAnswerIsDamaged):
        pull(client)
    assert pull(client).is_caught_up


def test_a_line_that_breaks_is_told_apart_from_a_refusal():
    client = client_of(Answers(answers=[broken(httpx.ConnectError("no route"))]))
    with pytest.raises(ServerUnreachable) as caught:
        pull(client)
    assert isinstance(caught.value, Unavailable)


def test_the_text_of_a_damaged_answer_shows_nothing_of_it():
    server = Answers(answers=[ok({"family_name": "Achterberg"})])
    with pytest.raises(ServerAnswerIsDamaged) as caught:
        pull(client_of(server))
    assert "Achterberg" not in "".join(traceback.format_exception(caught.value))


@pytest.mark.parametrize(
    "address",
    [
        "http://sync.lumen.example",
        "http://10.0.0.4:8080",
        "http://localhost.lumen.example",
        "ftp://127.0.0.1",
        "https://user:secret@sync.lumen.example",
        "https://sync.lumen.example/v1",
        "sync.lumen.example",
        "https://",
        "",
    ],
)
def test_an_address_that_would_send_in_the_clear_is_refused(address):
    with pytest.raises(ServerAddressIsInvalid):
        SyncClient(address, DEVICE, sign)


@pytest.mark.parametrize(
    "address",
    [
        "https://sync.lumen.example",
        "https://sync.lumen.example:8443/",
        "http://127.0.0.1:8080",
        "http://[::1]:8080",
        "http://localhost:8080",
    ],
)
def test_https_and_this_very_machine_are_spoken_to(address):
    SyncClient(address, DEVICE, sign).close()


def test_a_closed_client_says_unreachable():
    client = client_of(Answers(answers=[ok(EMPTY_PAGE)]))
    client.close()
    with pytest.raises(ServerUnreachable):
        pull(client)


def test_an_order_is_handed_on_as_the_server_tells_it():
    order_id = uuid4()
    told = {"order_id": str(order_id), "patient_snapshot": '{"number":"P-1"}', "new": [1]}
    server = Answers(answers=[ok(told)])
    assert client_of(server).order(order_id) == told
    assert server.asked[0].url.path == f"/v1/orders/{order_id}"
    with pytest.raises(ServerAnswerIsDamaged):
        client_of(Answers(answers=[ok([told])])).order(order_id)


def test_the_servers_log_can_be_read_beside_ours():
    server = Answers(answers=[ok(EMPTY_PAGE)])
    correlation_id = uuid4()
    with structlog.contextvars.bound_contextvars(correlation_id=correlation_id):
        pull(client_of(server))
    pull(client_of(server))
    told = [request.headers.get("x-correlation-id") for request in server.asked]
    assert told == [str(correlation_id), None]
