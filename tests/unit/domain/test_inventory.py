"""A stock level is the fold of its movements, whatever order they arrive in."""

from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.domain.inventory import MovementKind, Reservation, StockMovement, level_of
from app.domain.kernel.ids import MovementId, OrderId, ReservationId, SiteId

HERE, THERE = SiteId(UUID(int=1)), SiteId(UUID(int=2))
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def a_movement(n, *, on_hand=0, reserved=0, site=HERE, sku="F-1"):
    return StockMovement(
        movement_id=MovementId(UUID(int=n)),
        site_id=site,
        sku=sku,
        kind=MovementKind.RECEIPT,
        on_hand_change=on_hand,
        reserved_change=reserved,
        at=NOON,
    )


@given(st.lists(st.tuples(st.integers(-5, 5), st.integers(-5, 5))), st.randoms())
def test_any_order_of_movements_gives_the_same_level(changes, chance):
    movements = [
        a_movement(n, on_hand=on_hand, reserved=reserved)
        for n, (on_hand, reserved) in enumerate(changes)
    ]
    level = level_of(HERE, "F-1", movements)
    chance.shuffle(movements)
    assert level_of(HERE, "F-1", movements) == level
    assert level.on_hand == sum(on_hand for on_hand, _ in changes)


def test_another_site_or_article_does_not_count():
    movements = [
        a_movement(1, on_hand=3),
        a_movement(2, on_hand=7, site=THERE),
        a_movement(3, on_hand=9, sku="F-2"),
    ]
    assert level_of(HERE, "F-1", movements).on_hand == 3


def test_a_promise_beyond_the_shelf_is_kept_and_shows_as_less_than_nothing():
    reservation = Reservation(
        reservation_id=ReservationId(UUID(int=9)),
        order_id=OrderId(UUID(int=8)),
        site_id=HERE,
        sku="F-1",
        quantity=2,
        at=NOON,
    )
    level = level_of(HERE, "F-1", [a_movement(1, on_hand=1), reservation.movement()])
    assert (level.on_hand, level.reserved, level.available) == (1, 2, -1)
