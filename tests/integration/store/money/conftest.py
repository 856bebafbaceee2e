"""Every rule of the money's store runs against the encrypted store and against the fake of it."""

from collections.abc import Callable

import pytest

from app.services.payment_ports import PaymentUnit
from tests.fakes.payments import FakePaymentUnit


@pytest.fixture(params=["encrypted", "fake"])
def begin(request: pytest.FixtureRequest) -> Callable[[], PaymentUnit]:
    """Return what begins units of work over one store, of each kind."""
    if request.param == "encrypted":
        units: Callable[[], PaymentUnit] = request.getfixturevalue("units")
        return units
    unit = FakePaymentUnit()
    return lambda: unit
