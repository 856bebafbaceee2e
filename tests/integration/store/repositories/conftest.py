"""Every repository test runs against the encrypted store and against the fake of it."""

from collections.abc import Callable, Iterator

import pytest

from app.services.ports import UnitOfWork
from tests.fakes.store import FakeUnitOfWork


@pytest.fixture(params=["encrypted", "fake"])
def begin(request: pytest.FixtureRequest) -> Callable[[], UnitOfWork]:
    """Return what begins units of work over one store, of each kind."""
    if request.param == "encrypted":
        units: Callable[[], UnitOfWork] = request.getfixturevalue("units")
        return units
    unit = FakeUnitOfWork()
    return lambda: unit


@pytest.fixture
def unit(begin: Callable[[], UnitOfWork]) -> Iterator[UnitOfWork]:
    """Return a unit of work that has begun."""
    with begin() as unit:
        yield unit
