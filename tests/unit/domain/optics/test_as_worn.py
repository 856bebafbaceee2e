"""Tilt and wrap: Martin's rule, and the lens to order against them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.optics.as_worn import Tilt, TiltIsImplausible, power_as_worn, power_to_order
from app.domain.optics.notation import parse_eye
from app.domain.optics.power_matrix import PowerMatrix
from tests.unit.domain.optics.powers import eye_powers

TILTS = st.builds(
    Tilt,
    pantoscopic_deg=st.floats(-20, 20),
    wrap_deg=st.floats(-25, 25),
    index=st.floats(1.45, 1.76),
)


@pytest.mark.parametrize(
    ("tilt", "axis_deg"),
    [(Tilt(pantoscopic_deg=12, index=1.5), 180), (Tilt(wrap_deg=12, index=1.5), 90)],
)
def test_a_tilted_sphere_gains_power_and_a_cylinder_on_the_turning_axis(tilt, axis_deg):
    """Martin, domain.md 3.3: -8 D, 12 degrees, n 1.5: -8 (1 + sin2/3) = -8.12, cyl -0.37."""
    found = power_as_worn(parse_eye("-8.00"), tilt).spherocylinder()
    assert (str(found.sphere), str(found.cylinder)) == ("-8.12", "-0.37")
    assert found.axis_deg == axis_deg


@given(eye_powers(), TILTS)
def test_the_lens_to_order_gives_the_wanted_power_when_worn(power, tilt):
    order = power_to_order(power, tilt)
    sphere, cylinder, axis_deg = order.principal()
    assert sphere + cylinder <= sphere
    assert 0 < axis_deg <= 180
    wanted = PowerMatrix.of(power)
    # Worn again, by the same rule on the matrix itself.
    gain = power_as_worn(parse_eye("+1.00"), tilt)
    assert order.xx * gain.xx == pytest.approx(wanted.xx, abs=1e-9)
    assert order.yy * gain.yy == pytest.approx(wanted.yy, abs=1e-9)
    assert order.xy * (gain.xx * gain.yy) ** 0.5 == pytest.approx(wanted.xy, abs=1e-9)


@given(eye_powers())
def test_an_upright_lens_acts_as_it_is(power):
    assert power_as_worn(power, Tilt()) == PowerMatrix.of(power)


@pytest.mark.parametrize(
    "facts", [{"pantoscopic_deg": 31}, {"wrap_deg": float("nan")}, {"index": 1.2}]
)
def test_a_tilt_no_frame_has_is_refused(facts):
    with pytest.raises(TiltIsImplausible):
        Tilt(**facts)
