"""The frame is laid out in millimetres, right eye on the left as the face shows it."""

from pathlib import Path

import pytest

from app.adapters.exchange.dcs import read_trace
from app.domain.optics.power import Millimetres
from app.domain.optics.prescription import EyeMeasurements
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import LIGHT
from app.ui.widgets.frame_drawing import FrameDrawing
from app.ui.widgets.frame_picture import BRIDGE_UNKNOWN_MM, misfit_mm, picture_of
from tests.factories import a_frame, a_trace

SAMPLE = Path(__file__).parents[4] / "resources" / "samples" / "demo-frame.oma"
RIGHT = EyeMeasurements(monocular_pd_mm=Millimetres(3150), fitting_height_mm=Millimetres(2200))
LEFT = EyeMeasurements(monocular_pd_mm=Millimetres(3200), segment_height_mm=Millimetres(1800))
NONE = EyeMeasurements()


def test_without_frame_and_trace_there_is_nothing_to_draw():
    assert picture_of(None, (), RIGHT, LEFT) is None


def test_a_frame_is_drawn_by_its_boxes_until_it_is_traced():
    picture = picture_of(a_frame(), (), RIGHT, LEFT)
    assert picture is not None
    assert (picture.right.left_mm, picture.right.a_mm) == (-59.5, 50.0)
    assert (picture.left.left_mm, picture.dbl_mm) == (9.5, 19.0)
    assert picture.right.outline is None
    assert picture.width_mm == 119.0


def test_pupils_stand_at_their_distance_from_the_middle_of_the_nose():
    picture = picture_of(a_frame(), (), RIGHT, LEFT)
    assert picture is not None
    assert (picture.right.pupil_x_mm, picture.left.pupil_x_mm) == (-31.5, 32.0)
    assert picture.right.height_mm == Millimetres(2200)
    assert picture.left.height_mm == Millimetres(1800)
    bare = picture_of(a_frame(), (), NONE, NONE)
    assert bare is not None
    assert bare.right.pupil_x_mm is None


def test_traces_are_drawn_at_their_own_size():
    traces = read_trace(SAMPLE.read_bytes())
    picture = picture_of(a_frame(), traces, RIGHT, LEFT)
    assert picture is not None
    assert picture.right.outline is not None
    assert picture.right.a_mm == pytest.approx(51.9, abs=0.1)
    assert max(picture.right.outline.x_mm) == pytest.approx(picture.right.a_mm / 2)


def test_traces_without_a_frame_are_set_apart_but_no_distance_is_claimed():
    picture = picture_of(None, (a_trace(eye="right"),), RIGHT, LEFT)
    assert picture is not None
    assert picture.dbl_mm is None
    assert picture.left.left_mm == BRIDGE_UNKNOWN_MM / 2
    assert picture.left.outline is None


def test_a_trace_of_another_size_is_noticed():
    traces = read_trace(SAMPLE.read_bytes())
    assert misfit_mm(a_frame(a_mm=Millimetres(52_00)), traces) is None
    assert misfit_mm(None, traces) is None
    assert misfit_mm(a_frame(a_mm=Millimetres(48_00)), traces) == pytest.approx(51.9, abs=0.1)


def inked(drawing, token):
    image = drawing.grab().toImage()
    colour = getattr(LIGHT, token).lower()
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return [x for x, y in points if image.pixelColor(x, y).name() == colour]


def test_wine_is_right_and_stands_left_and_blue_is_left_and_stands_right(qtbot):
    drawing = FrameDrawing(Theme(LIGHT))
    qtbot.addWidget(drawing)
    drawing.resize(400, 200)
    assert inked(drawing, "right") == []
    drawing.display(picture_of(a_frame(), read_trace(SAMPLE.read_bytes()), RIGHT, LEFT))
    assert max(inked(drawing, "right")) < 200 < min(inked(drawing, "left"))
    assert drawing.accessibleDescription().startswith("R A 51.9, B ")


def test_a_drawing_without_heights_is_painted_too(qtbot):
    drawing = FrameDrawing(Theme(LIGHT))
    qtbot.addWidget(drawing)
    drawing.resize(400, 200)
    pd_only = EyeMeasurements(monocular_pd_mm=Millimetres(3150))
    drawing.display(picture_of(a_frame(), (), pd_only, NONE))
    assert inked(drawing, "right") != []
