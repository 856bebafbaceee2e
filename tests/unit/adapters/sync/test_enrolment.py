"""A device trades a code for its place in a chain, and keeps nothing of a refusal."""

import hashlib
import json
from uuid import uuid4

import pytest

from app.adapters.sync.enrolment import Enrolment
from app.adapters.sync.errors import ServerAddressIsInvalid, ServerAnswerIsDamaged, ServerRefused
from app.services.views import SiteKind
from tests.fakes.sync import FakeSyncLog, at_once
from tests.unit.adapters.sync.answers import Answers, ok, page, problem

ANSWER = {
    "chain_id": str(uuid4()),
    "chain_name": "Lumen Optics",
    "site_id": str(uuid4()),
    "site_code": "LIN",
    "site_name": "Lindenhof",
    "site_kind": "store",
    "device_id": str(uuid4()),
    "device_index": 2,
    "device_name": "Till 2",
    "lab_site_id": str(uuid4()),
    "currency": "EUR",
    "timeline": str(uuid4()),
}


def enrolment(server, log, server_url="https://sync.lumen.example"):
    return Enrolment(
        log=log,
        call=at_once,
        server_url=server_url,
        slot_kind="demo",
        transport=server.transport(),
    )


@pytest.fixture
def log():
    return FakeSyncLog(known_timeline=None)


def test_the_device_proves_that_it_holds_its_key_and_remembers_who_it_is(log):
    server = Answers(answers=[ok(ANSWER)])
    identity = enrolment(server, log).enrol(" abcd-efgh-jklm ")
    (request,) = server.asked
    asked = json.loads(request.content)
    signed = f"ABCD-EFGH-JKLM\n{log.public_key()}".encode()
    assert asked == {
        "code": "ABCD-EFGH-JKLM",
        "public_key": log.public_key(),
        "signature": hashlib.sha512(signed).hexdigest(),
        "slot_kind": "demo",
    }
    assert (str(request.url.path), request.method) == ("/v1/enrol", "POST")
    assert log.known_identity == identity
    assert str(log.known_timeline) == ANSWER["timeline"]
    assert (identity.site_code, identity.site_kind) == ("LIN", SiteKind.STORE)
    assert (str(identity.device_id), identity.device_index) == (ANSWER["device_id"], 2)


def test_a_lab_has_no_lab_of_its_own(log):
    server = Answers(answers=[ok(ANSWER | {"site_kind": "lab", "lab_site_id": None})])
    identity = enrolment(server, log).enrol("X")
    assert (identity.site_kind, identity.lab_site_id) == (SiteKind.LAB, None)


def test_a_refused_code_is_named_and_nothing_is_remembered(log):
    server = Answers(answers=[problem(403, "enrol.code_invalid")])
    with pytest.raises(ServerRefused) as caught:
        enrolment(server, log).enrol("WRONG")
    assert caught.value.code == "enrol.code_invalid"
    assert log.known_identity is None


def test_an_answer_of_somebody_else_enrols_nobody(log):
    with pytest.raises(ServerAnswerIsDamaged):
        enrolment(Answers(answers=[page(200)]), log).enrol("X")
    assert log.known_identity is None


def test_a_code_is_never_sent_in_the_clear(log):
    server = Answers(answers=[ok(ANSWER)])
    with pytest.raises(ServerAddressIsInvalid):
        enrolment(server, log, "http://sync.lumen.example").enrol("X")
    assert server.asked == []
