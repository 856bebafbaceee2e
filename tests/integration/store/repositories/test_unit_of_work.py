"""What is not committed did not happen, and a commit says what it changed."""

import pytest

from app.domain.customers import PatientNotFound
from app.domain.kernel.numbers import NumberSeries
from app.services.changes import Topic
from tests.factories import (
    a_movement,
    a_patient,
    a_staff_member,
)
from tests.factories.moments import NOW
from tests.factories.orders import an_order_number
from tests.factories.places import STORE_ID


def test_what_is_not_committed_did_not_happen(begin):
    patient = a_patient()
    with begin() as unit:
        unit.patients.save_patient(patient)
    with begin() as unit, pytest.raises(PatientNotFound):
        unit.patients.patient(patient.patient_id)


def fail_half_way(begin, movement):
    with begin() as unit:
        unit.stock.add_movement(movement)
        unit.patients.patient(a_patient().patient_id)


def test_what_fails_half_way_did_not_happen(begin):
    movement = a_movement()
    with pytest.raises(PatientNotFound):
        fail_half_way(begin, movement)
    with begin() as unit:
        assert unit.stock.level(STORE_ID, movement.sku).on_hand == 0


def test_a_commit_says_what_changed_and_nothing_else(begin):
    with begin() as unit:
        unit.stock.add_movement(a_movement())
        unit.staff.members()
        assert unit.commit() == {Topic.STOCK}
    with begin() as unit:
        unit.orders.rows(limit=1)
        assert unit.commit() == frozenset()


def test_a_unit_may_be_read_after_its_commit(begin):
    mara = a_staff_member().user_id
    with begin() as unit:
        unit.staff.record_failure(mara, NOW)
        unit.commit()
        assert unit.staff.failures(mara) == (1, NOW)
    with begin() as unit:
        assert unit.staff.failures(mara) == (1, NOW)


def test_numbers_given_out_by_a_unit_that_failed_are_given_out_again(begin):
    with begin() as unit:
        unit.numbers.take(NumberSeries.ORDER, year=2026)
    with begin() as unit:
        assert unit.numbers.take(NumberSeries.ORDER, year=2026) == an_order_number(1)
        unit.commit()
    with begin() as unit:
        assert unit.numbers.take(NumberSeries.ORDER, year=2026) == an_order_number(2)
