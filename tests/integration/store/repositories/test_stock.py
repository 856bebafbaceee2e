"""Stock is a ledger, and a level is its sum."""

from tests.factories import (
    a_movement,
    a_reservation,
)
from tests.factories.places import LAB_ID, STORE_ID


def test_a_level_is_the_sum_of_its_movements(unit):
    unit.stock.add_movement(a_movement(on_hand_change=5))
    unit.stock.add_movement(a_movement(on_hand_change=-2))
    unit.stock.add_movement(a_movement(sku="OTHER", on_hand_change=9))
    unit.stock.add_movement(a_movement(site_id=LAB_ID, on_hand_change=9))
    level = unit.stock.level(STORE_ID, "HAL-204-TOR-50")
    assert (level.on_hand, level.reserved, level.available) == (3, 0, 3)


def test_the_same_movement_twice_moves_the_level_once(unit):
    movement = a_movement()
    assert unit.stock.add_movement(movement)
    assert not unit.stock.add_movement(movement)
    assert unit.stock.level(STORE_ID, movement.sku).on_hand == 3


def test_a_promise_is_kept_even_when_the_shelf_is_empty(unit):
    unit.stock.add_reservation(a_reservation(quantity=2))
    level = unit.stock.level(STORE_ID, "HAL-204-TOR-50")
    assert (level.on_hand, level.reserved, level.available) == (0, 2, -2)


def test_a_promise_that_comes_back_as_a_movement_counts_once(unit):
    reservation = a_reservation()
    unit.stock.add_reservation(reservation)
    assert not unit.stock.add_movement(reservation.movement())
    assert unit.stock.level(STORE_ID, reservation.sku).reserved == 1
