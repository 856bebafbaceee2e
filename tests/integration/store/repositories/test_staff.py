"""Who may sign in, and how often somebody mistyped."""

from dataclasses import replace
from datetime import timedelta

from app.domain.kernel.access import Role
from tests.factories import (
    a_staff_member,
)
from tests.factories.moments import NOW


def test_people_are_listed_by_name_and_replaced_by_id(unit):
    mara = a_staff_member()
    aldo = a_staff_member(name="Aldo Brandt", roles=frozenset({Role.MANAGER, Role.TECHNICIAN}))
    unit.staff.save_member(mara)
    unit.staff.save_member(aldo)
    moved = replace(mara, name="Aada Lindqvist", pin_verifier="other")
    unit.staff.save_member(moved)
    assert unit.staff.members() == (moved, aldo)


def test_wrong_pins_are_counted_until_a_right_one(unit):
    mara = a_staff_member().user_id
    assert unit.staff.failures(mara) == (0, None)
    unit.staff.record_failure(mara, NOW)
    unit.staff.record_failure(mara, NOW + timedelta(seconds=9))
    assert unit.staff.failures(mara) == (2, NOW + timedelta(seconds=9))
    unit.staff.clear_failures(mara)
    assert unit.staff.failures(mara) == (0, None)


def test_one_person_s_right_pin_forgets_nobody_else_s_wrong_ones(unit):
    mara, aldo = a_staff_member().user_id, a_staff_member().user_id
    unit.staff.record_failure(mara, NOW)
    unit.staff.clear_failures(aldo)
    assert unit.staff.failures(aldo) == (0, None)
    assert unit.staff.failures(mara) == (1, NOW)
