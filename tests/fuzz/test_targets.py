"""Every target holds against changed samples here, and against the fuzzer where it is installed."""

import random
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.targets import TARGETS, seeds

ROOT = Path(__file__).parents[2]
CHANGES_MAX = 12


def changed(seed: bytes, chance: random.Random) -> bytes:
    """Return the seed with some bytes put in, taken out, turned over or doubled."""
    data = bytearray(seed[:4096])
    for _ in range(chance.randint(0, CHANGES_MAX)):
        place = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                data[place:place] = chance.randbytes(chance.randint(1, 4))
            case 1:
                del data[place : place + chance.randint(1, 9)]
            case 2 if place < len(data):
                data[place] ^= 1 << chance.randrange(8)
            case _:
                data[place:place] = data[place : place + chance.randint(1, 40)]
    return bytes(data)


@pytest.mark.parametrize("name", TARGETS)
def test_the_samples_pass(name):
    for seed in seeds(name):
        TARGETS[name](seed)


@pytest.mark.parametrize("name", TARGETS)
@given(chance=st.randoms(use_true_random=False), data=st.data())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_changed_sample_is_read_or_refused_with_its_place(name, chance, data):
    seed = data.draw(st.sampled_from(seeds(name)))
    TARGETS[name](changed(seed, chance))


@pytest.mark.parametrize("name", TARGETS)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_with_their_place(name, data):
    TARGETS[name](data)


@pytest.mark.skipif(find_spec("atheris") is None, reason="the fuzzer is an extra")
def test_the_fuzzer_runs():
    answer = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", "codes", "--runs", "500"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert answer.returncode == 0, answer.stdout
    assert "codes  held" in answer.stdout
