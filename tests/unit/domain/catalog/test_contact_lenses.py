"""Contact lenses: what they are made in, and how many packs are needed."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.catalog import ContactLens, ContactLensChoice, contact_lens_fits
from app.domain.catalog.contact_lenses import ContactLensIsImplausible, PowerSteps
from app.domain.optics.power import Dioptres, Millimetres
from app.messages.sentences import SENTENCES
from tests.unit.domain.catalog.shelves import DEMO_GOODS, span

LENSES = {good.sku: good for good in DEMO_GOODS if isinstance(good, ContactLens)}
DAILY, TORIC, MULTI = LENSES["CL-DAILY-30"], LENSES["CL-TORIC-6"], LENSES["CL-MULTI-6"]


def choice(lens, **changes):
    found = ContactLensChoice(
        eye="right",
        base_curve_mm=lens.base_curves_mm[0],
        diameter_mm=lens.diameters_mm[0],
        sphere=Dioptres(-2_000),
    )
    return replace(found, **changes)


def reasons(lens, **changes):
    verdict = contact_lens_fits(lens, choice(lens, **changes))
    for reason in verdict.reasons:
        assert "{" not in SENTENCES[reason.code].format(**dict(reason.facts))
    return [reason.code.removeprefix("catalog.reason.") for reason in verdict.reasons]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"sphere": Dioptres(-7_000)}, []),
        ({"sphere": Dioptres(-6_750)}, ["contact_sphere"]),
        ({"sphere": Dioptres(-10_500)}, ["contact_sphere"]),
        ({"base_curve_mm": Millimetres(8_60)}, ["base_curve"]),
        ({"diameter_mm": Millimetres(14_00)}, ["diameter"]),
        ({"add": "low"}, ["contact_add"]),
        ({"cylinder": Dioptres(-750), "axis_deg": 90}, ["contact_cylinder"]),
    ],
)
def test_a_daily_lens_is_made_in_its_table(changes, expected):
    assert reasons(DAILY, **changes) == expected


@pytest.mark.parametrize(
    ("axis", "expected"), [(90, []), (180, []), (95, ["contact_axis"]), (None, ["contact_axis"])]
)
def test_the_axis_of_a_toric_lens_comes_in_steps(axis, expected):
    assert reasons(TORIC, cylinder=Dioptres(-1_250), axis_deg=axis) == expected


def test_a_multifocal_lens_needs_one_of_its_additions():
    assert reasons(MULTI) == ["contact_add"]
    assert reasons(MULTI, add="high") == []


@pytest.mark.parametrize(
    ("lens", "days", "packs"), [(DAILY, 30, 1), (DAILY, 31, 2), (DAILY, 0, 0), (TORIC, 360, 2)]
)
def test_packs_last_for_their_days(lens, days, packs):
    assert lens.packs_for(days) == packs


@settings(max_examples=100)
@given(st.integers(1, 90), st.integers(1, 90), st.integers(0, 800))
def test_no_day_is_without_a_lens_and_no_pack_is_too_many(pack_size, wear_days, days):
    lens = replace(DAILY, pack_size=pack_size, wear_days=wear_days)
    packs = lens.packs_for(days)
    lenses_needed = sum(1 for day in range(days) if day % wear_days == 0)
    assert packs * pack_size >= lenses_needed
    assert packs == 0 or (packs - 1) * pack_size < lenses_needed


@pytest.mark.parametrize("field", ["pack_size", "wear_days", "axis_step_deg"])
def test_a_pack_without_lenses_is_refused(field):
    changes: dict[str, Any] = {field: 0}
    with pytest.raises(ContactLensIsImplausible) as caught:
        replace(DAILY, **changes)
    assert caught.value.facts["field"] == field


def test_steps_of_nothing_are_refused():
    with pytest.raises(ContactLensIsImplausible):
        PowerSteps(span=span("-1.00", "+1.00"), step=Dioptres(0))
