"""What the counter is told of an order is true: nothing is at the lab that is not."""

from dataclasses import replace

import pytest

from app.domain.lab.work_order import Stage
from app.ui.order_words import progress
from tests.factories import an_order
from tests.fakes.lab_store import FakeWorkOrders
from tests.fakes.order_store import FakeOrders, FakeOutbox

ORDERS = FakeOrders(work_orders=FakeWorkOrders(), outbox=FakeOutbox())
ORDERS.add(an_order())
(ROW,) = ORDERS.rows(limit=1)

TOLD = [
    ({"is_synced": False}, ("Waiting to be sent", "warning")),
    ({"is_synced": True}, ("Sent to the lab", "plain")),
    ({"is_synced": False, "is_held_back": True}, ("Held back, not at the lab", "danger")),
    ({"is_synced": True, "lab_stage": Stage.IN_TRANSIT}, (None, "success")),
]


@pytest.mark.parametrize(("facts", "told"), TOLD)
def test_an_order_is_where_it_is_said_to_be(facts, told):
    text, tone = progress(replace(ROW, **facts))
    assert tone == told[1]
    assert told[0] in {text, None}
