"""A store in memory for every test of an order's life."""

import pytest

from tests.factories.order_shop import OrderShop


@pytest.fixture
def shop():
    return OrderShop()
