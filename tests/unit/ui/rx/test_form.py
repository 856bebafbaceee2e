"""The grid as a value: what typing, turning and commanding makes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.optics.entry import HINT_BASE, HINT_SIGN, HINT_TWO_READINGS, AxisIsZero
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import EyePower, Prism
from app.ui.rx.cells import Column
from app.ui.rx.commands import Command, obeyed
from app.ui.rx.form import PLACES, Place, RxForm, form_of
from app.ui.rx.steps import Stride

R_SPH: Place = ("right", Column.SPHERE)
L_SPH: Place = ("left", Column.SPHERE)
R_CYL: Place = ("right", Column.CYLINDER)
R_AXIS: Place = ("right", Column.AXIS)


def typed(*texts):
    form = RxForm()
    for (eye, column), text in texts:
        form = form.typed((eye, column), text)
    return form


def test_the_fields_go_from_the_right_eyes_sphere_to_the_left_eyes_height():
    assert PLACES[0] == R_SPH
    assert PLACES[7] == ("right", Column.HEIGHT)
    assert PLACES[-1] == ("left", Column.HEIGHT)


@pytest.mark.parametrize(
    ("column", "text", "shown"),
    [
        (Column.SPHERE, "-225", "\u22122.25"),
        (Column.SPHERE, "+1", "+1.00"),
        (Column.SPHERE, "p", "0.00"),
        (Column.CYLINDER, "0.75", "\u22120.75"),
        (Column.AXIS, "95", "095"),
        (Column.ADD, "2", "+2.00"),
        (Column.PRISM_H, "1.5 out", "1.50 out"),
        (Column.PRISM_V, "0.5u", "0.50 up"),
        (Column.PD, "315", "31.5"),
        (Column.HEIGHT, "22", "22.0"),
    ],
)
def test_what_is_typed_is_shown_as_the_trade_writes_it(column, text, shown):
    cell = RxForm().typed(("right", column), text).cell(("right", column))
    assert (cell.text, cell.hint, cell.refusal) == (shown, None, None)


def test_a_sphere_without_sign_is_not_shown_as_if_it_had_one():
    cell = typed((R_SPH, "2.25")).cell(R_SPH)
    assert (cell.text, cell.hint) == ("2.25", HINT_SIGN)


@pytest.mark.parametrize(("sign", "power"), [("-", -2250), ("+", 2250), ("\u2212", -2250)])
def test_a_sign_typed_on_its_own_settles_an_amber_sphere(sign, power):
    cell = typed((R_SPH, "2.25"), (R_SPH, sign)).cell(R_SPH)
    assert (cell.value, cell.hint) == (Dioptres(power), None)


def test_confirming_takes_an_amber_field_as_it_is_read():
    form = typed((R_SPH, "2.25"), (R_CYL, "-75"))
    assert form.cell(R_CYL).hint == HINT_TWO_READINGS
    form = form.confirmed(R_SPH).confirmed(R_CYL)
    assert (form.cell(R_SPH).text, form.cell(R_SPH).hint) == ("+2.25", None)
    assert (form.cell(R_CYL).text, form.cell(R_CYL).hint) == ("\u22120.75", None)


def test_a_prism_without_base_asks_for_it():
    place = ("right", Column.PRISM_H)
    form = typed((place, "1.5"))
    assert (form.cell(place).text, form.cell(place).hint) == ("1.50", HINT_BASE)
    assert form.typed(place, "-").cell(place).text == "1.50 out"


def test_an_axis_of_zero_stays_as_it_was_typed_and_is_refused():
    cell = typed((R_AXIS, "0")).cell(R_AXIS)
    assert cell.text == "0"
    assert isinstance(cell.refusal, AxisIsZero)


def test_a_sign_on_an_empty_field_is_no_number():
    assert typed((R_SPH, "-")).cell(R_SPH).refusal is not None


def test_leaving_a_field_as_it_is_changes_nothing():
    form = typed((R_SPH, "-2.25"))
    assert form.typed(R_SPH, form.cell(R_SPH).text) is form


def test_the_star_flips_the_sign_and_settles_it():
    form = obeyed(typed((R_SPH, "2.25")), R_SPH, Command.FLIP)
    assert (form.cell(R_SPH).text, form.cell(R_SPH).hint) == ("\u22122.25", None)
    assert obeyed(typed((R_AXIS, "90")), R_AXIS, Command.FLIP).cell(R_AXIS).text == "090"


def test_p_is_plano_in_a_sphere_only():
    assert obeyed(RxForm(), R_SPH, Command.PLANO).cell(R_SPH).text == "0.00"
    assert obeyed(RxForm(), R_CYL, Command.PLANO).cell(R_CYL).is_empty


def test_equals_takes_the_other_eyes_field_with_its_doubt():
    form = obeyed(typed((R_SPH, "2.25")), L_SPH, Command.SAME)
    assert form.cell(L_SPH) == form.cell(R_SPH)


def test_moving_changes_nothing():
    form = typed((R_SPH, "-1"))
    assert obeyed(form, R_SPH, Command.NEXT) is form


def test_the_right_eye_is_copied_to_the_left_whole():
    form = typed((R_SPH, "-1.00"), (R_CYL, "-0.50"), (R_AXIS, "90")).right_copied_to_left()
    assert (
        form.power("left")
        == form.power("right")
        == EyePower(sphere=Dioptres(-1000), cylinder=Dioptres(-500), axis_deg=90)
    )


def test_transposing_writes_the_other_sign_of_cylinder_in_both_eyes():
    form = typed((R_SPH, "-2.00"), (R_CYL, "-1.00"), (R_AXIS, "90"), (L_SPH, "-1.00"))
    turned = form.transposed()
    assert [turned.cell(place).text for place in (R_SPH, R_CYL, R_AXIS)] == [
        "\u22123.00",
        "+1.00",
        "180",
    ]
    assert turned.cell(L_SPH) == form.cell(L_SPH)
    assert turned.transposed() == form


def test_an_unsure_eye_is_not_transposed():
    form = typed((R_SPH, "2.25"), (R_CYL, "-0.50"), (R_AXIS, "90"))
    assert form.transposed() == form


@pytest.mark.parametrize(
    ("column", "start", "stride", "shown"),
    [
        (Column.SPHERE, "", Stride.NORMAL, "+0.25"),
        (Column.SPHERE, "-2.25", Stride.FINE, "\u22122.12"),
        (Column.SPHERE, "-2.25", Stride.COARSE, "\u22121.25"),
        (Column.AXIS, "180", Stride.NORMAL, "001"),
        (Column.AXIS, "175", Stride.COARSE, "005"),
        (Column.ADD, "", Stride.NORMAL, "+0.25"),
        (Column.PD, "31.5", Stride.NORMAL, "32.0"),
        (Column.PD, "31.5", Stride.FINE, "31.6"),
        (Column.PD, "", Stride.NORMAL, "20.0"),
        (Column.PRISM_H, "0.25 out", Stride.NORMAL, "0.00"),
    ],
)
def test_the_arrows_turn_a_field_by_its_steps(column, start, stride, shown):
    place: Place = ("right", column)
    form = typed((place, start)) if start else RxForm()
    assert form.turned(place, stride, is_up=True).cell(place).text == shown


def test_turning_an_amber_field_leaves_it_amber():
    form = typed((R_SPH, "2.25")).turned(R_SPH, Stride.NORMAL, is_up=True)
    assert (form.cell(R_SPH).text, form.cell(R_SPH).hint) == ("2.50", HINT_SIGN)


def test_a_field_stops_at_its_range():
    form = typed((R_SPH, "+18.00"))
    assert form.turned(R_SPH, Stride.NORMAL, is_up=True).cell(R_SPH).text == "+18.00"


@given(
    eighths=st.integers(min_value=-190, max_value=130),
    stride=st.sampled_from(tuple(Stride)),
)
def test_up_and_down_again_is_the_same_power(eighths, stride):
    place = R_SPH
    form = form_of(EyePower(sphere=Dioptres(eighths * 125)), None)
    there = form.turned(place, stride, is_up=True)
    assert there.turned(place, stride, is_up=False).cell(place).value == form.cell(place).value


def test_an_eye_is_read_as_power_and_measurements():
    form = typed(
        (R_SPH, "-2.25"),
        (R_CYL, "-0.75"),
        (R_AXIS, "95"),
        (("right", Column.ADD), "2.00"),
        (("right", Column.PRISM_V), "0.5 down"),
        (("right", Column.PD), "31.5"),
        (("right", Column.HEIGHT), "22"),
    )
    assert form.power("right") == EyePower(
        sphere=Dioptres(-2250),
        cylinder=Dioptres(-750),
        axis_deg=95,
        add=Dioptres(2000),
        prism=Prism(base_up=Dioptres(-500)),
    )
    measured = form.measurements("right")
    assert measured.monocular_pd_mm == Millimetres(3150)
    assert measured.fitting_height_mm == Millimetres(2200)
    assert form.power("left") is None


@given(
    sphere=st.integers(min_value=-200, max_value=144),
    cylinder=st.integers(min_value=-64, max_value=64).filter(bool),
    axis_deg=st.integers(min_value=1, max_value=180),
    add=st.none() | st.integers(min_value=1, max_value=18),
)
def test_an_earlier_prescription_comes_back_exactly(sphere, cylinder, axis_deg, add):
    power = EyePower(
        sphere=Dioptres(sphere * 125),
        cylinder=Dioptres(cylinder * 125),
        axis_deg=axis_deg,
        add=None if add is None else Dioptres(add * 250),
    )
    form = form_of(power, None)
    assert form.power("right") == power
    assert form.power("left") is None
