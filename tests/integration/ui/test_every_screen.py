"""Every screen in every dress: no word is cut off, every control has a name and Tab reaches it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from app.ui.theme.theme import BENCH_SCALE
from tests.integration.ui.test_accessible import controls, nameless, out_of_reach
from tests.integration.ui.test_pseudo_language import untranslated
from tests.screens.clipping import clipped
from tests.screens.stage import DRESSES, on_stage
from tests.screens.table import SCREENS

# A fingertip; the style sheet draws a border of one pixel inside it.
TOUCH_PX = 44
BY_NAME = {dress.name: dress for dress in DRESSES}
# What gives words another width; the dark and the contrasting dress change only colours.
MEASURED = ("light", "large", "german", "arabic", "pseudo")


def shots(*, of_lab=None):
    return [
        pytest.param(shot, id=shot.name)
        for shot in SCREENS
        if of_lab is None or shot.is_of_lab is of_lab
    ]


@pytest.mark.parametrize("dress", MEASURED)
@pytest.mark.parametrize("shot", shots())
def test_no_word_is_cut_off(qapp, shot, dress):
    with on_stage(shot, BY_NAME[dress]) as driver:
        assert clipped(driver.window) == []


@pytest.mark.parametrize("shot", shots())
def test_every_control_has_a_name_and_tab_reaches_it(qapp, shot):
    with on_stage(shot, BY_NAME["light"]) as driver:
        assert controls(driver.window) != []
        assert nameless(driver.window) == []
        assert out_of_reach(driver) == []


@pytest.mark.parametrize("shot", shots())
def test_everything_on_it_can_be_said_in_another_language(qapp, shot):
    with on_stage(shot, BY_NAME["pseudo"]) as driver:
        assert untranslated(driver.window) == []


@pytest.mark.parametrize("shot", shots(of_lab=True))
def test_what_is_pressed_at_the_bench_is_as_large_as_a_fingertip(qapp, shot):
    with on_stage(shot, BY_NAME["light"]) as driver:
        assert driver.place.theme.scale == BENCH_SCALE
        small = [
            f"{each.text()} {each.height()}"
            for each in driver.place.bench.findChildren(QAbstractButton)
            if each.isVisible()
            and each.focusPolicy() != Qt.FocusPolicy.NoFocus
            and each.height() < TOUCH_PX
        ]
        assert small == []
