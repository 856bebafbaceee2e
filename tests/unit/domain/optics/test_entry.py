"""What the fields of the grid make of typed digits: one reading, or amber, or a refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kernel.errors import DomainError
from app.domain.optics import entry
from app.domain.optics.power import Dioptres, Millimetres
from tests.unit.domain.optics.powers import eighths, quarters


@pytest.mark.parametrize(
    ("text", "thousandths", "hint"),
    [
        ("-225", -2250, None),
        ("+150", 1500, None),
        ("-2.25", -2250, None),
        ("-2,25", -2250, None),
        ("\u2212.75", -750, None),
        ("-5.", -5000, None),
        ("-1250", -12500, None),
        ("-212", -2125, None),
        ("p", 0, None),
        ("plano", 0, None),
        ("0", 0, None),
        ("25", 250, entry.HINT_SIGN),
        ("225", 2250, entry.HINT_SIGN),
        ("-25", -250, entry.HINT_TWO_READINGS),
        ("-5", -5000, entry.HINT_TWO_READINGS),
        ("-105", -10500, None),
    ],
)
def test_a_sphere_takes_the_reading_that_fits_and_stays_amber_until_signed(text, thousandths, hint):
    found = entry.parse_sphere(text)
    assert found.value == Dioptres(thousandths)
    assert found.hint == hint
    assert found.is_amber == (hint is not None)


@pytest.mark.parametrize(
    ("text", "is_minus_shop", "thousandths", "hint"),
    [
        ("75", True, -750, entry.HINT_TWO_READINGS),
        ("75", False, 750, entry.HINT_TWO_READINGS),
        ("150", True, -1500, None),
        ("+150", True, 1500, None),
        ("-.5", False, -500, None),
        ("0", True, 0, None),
    ],
)
def test_a_cylinder_without_sign_takes_the_shop_s(text, is_minus_shop, thousandths, hint):
    found = entry.parse_cylinder(text, is_minus_shop=is_minus_shop)
    assert found.value == Dioptres(thousandths)
    assert found.hint == hint


def test_an_axis_is_one_to_a_hundred_and_eighty():
    assert entry.parse_axis("095").value == 95
    assert entry.parse_axis("180").value == 180


def test_an_axis_of_zero_is_refused_with_the_number_to_write():
    with pytest.raises(entry.AxisIsZero) as caught:
        entry.parse_axis("000")
    assert caught.value.facts == {"write": 180}


@pytest.mark.parametrize(
    ("text", "thousandths", "hint"),
    [
        ("2", 2000, None),
        ("225", 2250, None),
        ("2.25", 2250, None),
        ("75", 750, None),
        ("25", 2500, entry.HINT_TWO_READINGS),
    ],
)
def test_an_add_is_read_in_quarters(text, thousandths, hint):
    assert entry.parse_add(text) == entry.Entry(value=Dioptres(thousandths), hint=hint)


@pytest.mark.parametrize(
    ("text", "direction", "thousandths", "hint"),
    [
        ("1.5 in", "horizontal", 1500, None),
        ("1.5out", "horizontal", -1500, None),
        ("0.5u", "vertical", 500, None),
        ("0.5 D", "vertical", -500, None),
        ("+1.0", "vertical", 1000, None),
        ("-150", "horizontal", -1500, None),
        ("1.5", "vertical", 1500, entry.HINT_BASE),
        ("50 up", "vertical", 500, entry.HINT_TWO_READINGS),
        ("0", "vertical", 0, None),
    ],
)
def test_a_prism_needs_its_base(text, direction, thousandths, hint):
    found = entry.parse_prism(text, direction=direction)
    assert found == entry.Entry(value=Dioptres(thousandths), hint=hint)


@pytest.mark.parametrize(
    ("text", "shown"), [("315", "31.5"), ("31,5", "31.5"), ("32", "32.0"), ("3125", "31.25")]
)
def test_a_pd_is_read_in_the_one_way_a_face_allows(text, shown):
    found = entry.parse_pd(text)
    assert str(found.value) == shown
    assert not found.is_amber


def test_a_pd_of_both_eyes_is_refused_as_such():
    with pytest.raises(entry.PdLooksBinocular) as caught:
        entry.parse_pd("63")
    assert caught.value.facts == {"pd_mm": "63.0"}


@pytest.mark.parametrize(("text", "shown"), [("22", "22.0"), ("225", "22.5"), ("8", "8.0")])
def test_a_height_is_read_in_the_one_way_a_frame_allows(text, shown):
    assert str(entry.parse_height(text).value) == shown


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        (entry.parse_sphere, "", "optics.entry.unreadable"),
        (entry.parse_sphere, "two", "optics.entry.unreadable"),
        (entry.parse_sphere, "-.", "optics.entry.unreadable"),
        (entry.parse_sphere, "1" * 50, "optics.entry.unreadable"),
        (entry.parse_sphere, "-2.20", "optics.entry.out_of_range"),
        (entry.parse_sphere, "-2550", "optics.entry.out_of_range"),
        (entry.parse_cylinder, "8.25", "optics.entry.out_of_range"),
        (entry.parse_axis, "181", "optics.entry.out_of_range"),
        (entry.parse_axis, "9.5", "optics.entry.unreadable"),
        (entry.parse_axis, "-5", "optics.entry.unreadable"),
        (entry.parse_add, "-2", "optics.entry.out_of_range"),
        (entry.parse_add, "0", "optics.entry.out_of_range"),
        (entry.parse_pd, "19", "optics.entry.out_of_range"),
        (entry.parse_pd, "-31", "optics.entry.out_of_range"),
        (entry.parse_height, "7", "optics.entry.out_of_range"),
    ],
)
def test_what_fits_in_no_reading_is_refused(read, text, code):
    with pytest.raises(DomainError) as caught:
        read(text)
    assert caught.value.code == code


def test_a_base_of_the_other_direction_is_refused():
    with pytest.raises(entry.EntryIsUnreadable):
        entry.parse_prism("1 up", direction="horizontal")


@given(eighths(-25, 18))
def test_a_sphere_typed_as_printed_is_taken_without_a_question(power):
    assert entry.parse_sphere(str(power)) == entry.Entry(value=power)


@given(eighths(-8, 8))
def test_a_cylinder_typed_as_printed_is_taken_without_a_question(power):
    assert entry.parse_cylinder(str(power)) == entry.Entry(value=power)


@given(quarters(1, 18))
def test_an_add_typed_as_printed_is_taken_without_a_question(power):
    assert entry.parse_add(str(power)) == entry.Entry(value=power)


@given(st.integers(2000, 4200))
def test_a_pd_typed_as_printed_is_taken_without_a_question(hundredths):
    length = Millimetres(hundredths)
    assert entry.parse_pd(str(length)) == entry.Entry(value=length)


@given(st.integers(100, 2500).map(lambda hundredths: Dioptres(-hundredths // 25 * 250)))
def test_a_signed_sphere_of_three_digits_means_its_hundredths(power):
    digits = str(power).replace(".", "")
    assert entry.parse_sphere(digits) == entry.Entry(value=power)


@given(st.text(alphabet="pPlano+-\u2212.,0123456789 iudn", max_size=14))
def test_whatever_is_typed_fits_the_field_or_is_refused(text):
    for rule, read in (
        (entry.SPHERE, entry.parse_sphere),
        (entry.CYLINDER, entry.parse_cylinder),
        (entry.ADD, entry.parse_add),
    ):
        try:
            found = read(text)
        except DomainError:
            continue
        assert rule.fits(found.value.thousandths)
