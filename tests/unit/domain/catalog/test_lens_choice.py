"""The order in which lenses are offered, on the demo chain's own catalogue."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.catalog import Rim, suggestions
from app.domain.optics.power import Dioptres, Millimetres
from tests.factories.catalogue import a_frame
from tests.unit.domain.catalog.shelves import DEMO_LENSES, a_fitting, a_limited_lens, eyes
from tests.unit.domain.optics.powers import eye_powers


def offered(fitting):
    found = suggestions(DEMO_LENSES.lenses, fitting)
    return [each.lens.sku for each in found if each.verdict.is_available]


def test_a_plain_single_vision_job_gets_the_cheapest_lens_first():
    assert offered(a_fitting())[:3] == ["SV150HC", "SV153HC", "SV150AR"]


def test_eyes_with_an_addition_get_designs_with_a_near_part_first():
    found = offered(a_fitting(eyes("-2.00", add=Dioptres(2_000))))
    assert found[0] == "BF150HC"
    assert found.index("PR160AR") < found.index("SV150HC")


def test_a_strong_power_leaves_the_high_indices():
    found = offered(a_fitting(eyes("-15.00")))
    assert found == ["SV167HC", "SV167AR", "SV174AR"]


def test_a_rimless_frame_leaves_out_what_cannot_be_drilled():
    frame = a_frame(ed_mm=Millimetres(52_00), rim=Rim.RIMLESS)
    found = offered(a_fitting(frame=frame))
    assert found[0] == "SV153HC"
    assert not any("150" in sku for sku in found)


def test_every_lens_is_listed_and_what_lacks_least_comes_first_among_those_out():
    found = suggestions(DEMO_LENSES.lenses, a_fitting(eyes("-15.00")))
    assert len(found) == len(DEMO_LENSES.lenses)
    lacking = [len(each.verdict.reasons) for each in found]
    assert lacking == sorted(lacking)


@settings(max_examples=25)
@given(eye_powers(), st.randoms())
def test_the_same_question_gets_the_same_answer_in_any_order(power, random):
    fitting = a_fitting(eyes(add=power.add))
    shuffled = list(DEMO_LENSES.lenses)
    random.shuffle(shuffled)
    assert suggestions(shuffled, fitting) == suggestions(DEMO_LENSES.lenses, fitting)


@pytest.mark.parametrize("day", [0, 1])
def test_what_is_no_longer_sold_comes_last(day):
    found = suggestions([a_limited_lens()], a_fitting())
    assert found[0].verdict.is_available
    assert len(DEMO_LENSES.sold_on(a_fitting().day)) == len(DEMO_LENSES.lenses)
