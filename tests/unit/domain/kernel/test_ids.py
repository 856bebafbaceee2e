"""Ids sort by the time they were made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kernel.ids import uuid7

MOMENTS = st.integers(0, 2**48 - 1)
CHANCE = st.integers(0, 2**74 - 1)


@given(MOMENTS, CHANCE)
def test_an_id_is_a_version_7_uuid_of_its_moment(unix_ms, randomness):
    made = uuid7(unix_ms=unix_ms, randomness=randomness)
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == unix_ms


@given(MOMENTS, MOMENTS, CHANCE, CHANCE)
def test_a_later_id_sorts_after_an_earlier_one(first, second, chance_a, chance_b):
    earlier, later = sorted((first, second))
    if earlier < later:
        assert uuid7(unix_ms=earlier, randomness=chance_a) < uuid7(
            unix_ms=later, randomness=chance_b
        )


def test_ids_of_one_moment_differ_by_their_chance():
    assert uuid7(unix_ms=5, randomness=1) != uuid7(unix_ms=5, randomness=2**73)


@pytest.mark.parametrize("bad", [{"unix_ms": 2**48}, {"unix_ms": -1}, {"randomness": 2**74}])
def test_an_argument_that_does_not_fit_is_refused(bad):
    with pytest.raises(ValueError, match="does not fit"):
        uuid7(**({"unix_ms": 0, "randomness": 0} | bad))
