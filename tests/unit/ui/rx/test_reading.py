"""The second line of an eye says the same lens the other way, and what changed since."""

from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import EyePower
from app.ui.rx.reading import changes_since, other_writing
from app.ui.rx.second_entry import differences
from tests.unit.ui.orders.test_problems import an_rx

LAST = EyePower(sphere=Dioptres(-2_250), cylinder=Dioptres(-500), axis_deg=95, add=Dioptres(1_750))
NOW = EyePower(sphere=Dioptres(-2_250), cylinder=Dioptres(-750), axis_deg=90, add=Dioptres(2_000))


def plain(text):
    return text.replace("\u2066", "").replace("\u2069", "").replace("\u2212", "-")


def test_a_minus_cylinder_is_shown_in_plus_and_kept_in_its_order():
    text = other_writing(NOW)
    assert plain(text) == "-3.00/+0.75×180"
    assert text.startswith("\u2066")
    assert text.endswith("\u2069")


def test_a_sphere_alone_has_no_other_writing():
    assert other_writing(EyePower(sphere=Dioptres(-2_000))) == ""
    assert other_writing(None) == ""


def test_each_field_that_changed_is_told_with_its_sign():
    assert [plain(each) for each in changes_since(NOW, LAST)] == [
        "Cyl -0.25",
        "Axis -5°",
        "Add +0.25",
    ]


def test_the_same_lens_written_the_other_way_has_not_changed():
    plus = EyePower(
        sphere=Dioptres(-2_750), cylinder=Dioptres(500), axis_deg=5, add=Dioptres(1_750)
    )
    assert changes_since(plus, LAST) == ()


def test_a_second_entry_differs_where_a_finger_slipped_and_heights_do_not_count():
    first = an_rx()
    assert differences(first, an_rx(height="23")) == ()
    places = differences(first, an_rx(axis="59"))
    assert [(eye, column.value) for eye, column in places] == [("right", "axis"), ("left", "axis")]
