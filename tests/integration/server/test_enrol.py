"""A device joins with a code and a key, once."""

from datetime import timedelta

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.factories.places import CHAIN_ID, LAB_ID, STORE_ID
from tests.fakes.server_device import ServerDevice
from tests.fakes.server_facts import count, rows


@pytest.fixture
def device(http: httpx.Client) -> ServerDevice:
    return ServerDevice(http=http)


def code_of(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


INVALID = (403, "enrol.code_invalid")


def test_a_device_learns_who_it_is(device, invite):
    answer = device.enrol(invite(STORE_ID, "Counter 1")).json()
    assert answer["chain_id"] == str(CHAIN_ID)
    assert (answer["site_code"], answer["site_kind"]) == ("LIN", "store")
    assert (answer["device_name"], answer["device_index"]) == ("Counter 1", 1)
    assert (answer["lab_site_id"], answer["currency"]) == (str(LAB_ID), "EUR")


def test_the_devices_of_a_site_are_counted(http, invite):
    devices = [ServerDevice(http=http) for _ in range(3)]
    for device, site in zip(devices, (STORE_ID, STORE_ID, LAB_ID), strict=True):
        device.enrol(invite(site))
    assert [device.identity["device_index"] for device in devices] == [1, 2, 1]


def test_a_code_lets_one_device_in(http, device, invite, engine):
    code = invite(STORE_ID)
    assert device.enrol(code).is_success
    assert code_of(device.enrol(code)) == INVALID
    assert code_of(ServerDevice(http=http).enrol(code)) == INVALID
    assert count(engine, "devices") == 1


def test_a_code_is_kept_only_as_its_hash(invite, engine):
    code = invite(STORE_ID)
    [(kept,)] = rows(engine, "SELECT code_sha256 FROM enrolment_codes")
    assert code not in kept


def test_a_code_expires_after_ten_minutes(device, invite, clock):
    code = invite(STORE_ID)
    clock.advance(timedelta(minutes=10))
    assert code_of(device.enrol(code)) == INVALID


def test_a_code_typed_in_small_letters_and_groups_is_the_same(device, invite):
    code = invite(STORE_ID).lower()
    assert device.enrol(f"{code[:4]}-{code[4:8]} {code[8:]}").is_success


def test_a_wrong_proof_does_not_burn_the_code(device, invite):
    code = invite(STORE_ID)
    stranger = Ed25519PrivateKey.generate().sign(b"x").hex()
    assert code_of(device.enrol(code, signature=stranger)) == (403, "enrol.proof_invalid")
    assert device.enrol(code).is_success


def test_a_device_that_keeps_no_secret_is_let_into_a_demo_only(device, invite, engine):
    code = invite(STORE_ID)
    assert code_of(device.enrol(code, slot_kind="demo")) == (403, "enrol.demo_slot_refused")
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE chains SET is_demo = true")
    assert device.enrol(code, slot_kind="demo").is_success


def test_guessing_is_slowed_down_and_a_forged_address_does_not_help(http, device, invite):
    for _ in range(5):
        assert code_of(device.enrol("WRONGWRONG00")) == INVALID
    answer = device.enrol(invite(STORE_ID))
    assert code_of(answer) == (429, "enrol.too_many_attempts")
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    http.headers["X-Forwarded-For"] = "203.0.113.9"
    assert code_of(device.enrol(invite(STORE_ID)))[0] == 429


def test_a_request_larger_than_any_is_not_read(http, chain):
    answer = http.post("/v1/enrol", content=b" " * 4097)
    assert code_of(answer) == (413, "request.too_large")


MISSHAPEN = {
    "a key that is none": {"public_key": "zz"},
    "an unknown slot": {"slot_kind": "pocket"},
    "an unknown field": {"is_admin": True},
    "a number for a code": {"code": 7},
    "a code without end": {"code": "x" * 201},
}


@pytest.mark.parametrize("changes", MISSHAPEN.values(), ids=MISSHAPEN.keys())
def test_a_request_of_another_shape_is_refused_without_an_echo(device, invite, changes):
    answer = device.enrol(invite(STORE_ID), **changes)
    assert code_of(answer) == (422, "request.invalid")
    assert len(answer.content) < 300
