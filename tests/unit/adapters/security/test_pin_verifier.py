"""PINs are checked against argon2id verifiers and never kept."""

import pytest
from argon2 import PasswordHasher, extract_parameters

from app.adapters.security.pin_verifier import ArgonPinVerifier
from app.services.ports import PinVerifier
from app.services.sign_in import PinIsTooShort

PIN = "482913"


@pytest.fixture(scope="module")
def pins() -> ArgonPinVerifier:
    return ArgonPinVerifier()


@pytest.fixture(scope="module")
def verifier(pins):
    return pins.verifier_of(PIN)


def test_the_right_pin_matches_and_others_do_not(pins, verifier):
    role: PinVerifier = pins
    assert role.matches(PIN, verifier)
    assert not role.matches("482914", verifier)
    assert not role.matches("", verifier)


def test_a_verifier_is_argon2id_with_the_measured_costs_and_no_pin_in_it(verifier):
    costs = extract_parameters(verifier)
    assert verifier.startswith("$argon2id$")
    assert (costs.memory_cost, costs.time_cost, costs.parallelism) == (65_536, 3, 1)
    assert PIN not in verifier


def test_one_pin_makes_two_different_verifiers(pins, verifier):
    assert pins.verifier_of(PIN) != verifier


@pytest.mark.parametrize("pin", ["", "12345", "12345a", "      ", "abcdef", "12 456"])
def test_a_pin_has_at_least_six_digits(pins, pin):
    with pytest.raises(PinIsTooShort):
        pins.verifier_of(pin)


@pytest.mark.parametrize("text", ["", PIN, "$argon2id$", "$2b$12$abcdefghijklmnopqrstuv", "\x00"])
def test_a_text_that_is_no_verifier_matches_nothing(pins, text):
    assert not pins.matches(PIN, text)


def test_a_verifier_that_would_stall_the_till_matches_nothing(pins, verifier):
    assert not pins.matches(PIN, verifier.replace("m=65536", "m=4194304"))
    slow = PasswordHasher(time_cost=11, memory_cost=8, parallelism=1).hash(PIN)
    assert not pins.matches(PIN, slow)
