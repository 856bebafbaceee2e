"""F12 does nothing until the form can be made, and says why at the field."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.catalog import LensLimits, LensRange, PowerSpan
from app.domain.inventory import StockLevel
from app.domain.kernel.ids import CommandId
from app.domain.optics.doubts import Doubt
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.orders import LensNeedsAdd, OrderNotFound
from app.services.catalogue import FrameChoice
from app.services.order_wish import GoodsWish
from app.ui.orders.order_commands import order_of, prescription_of
from app.ui.orders.order_form import FormField, OrderForm
from app.ui.orders.problems import complaints_from, problem_of, problems_of
from app.ui.rx.cells import Column
from app.ui.rx.complaints import Tone
from app.ui.rx.form import EYES, RxForm
from tests.factories import a_frame, a_lens, a_patient
from tests.factories.places import LAB_ID, STORE_ID
from tests.fakes.ids import CountingIds

TODAY = date(2026, 11, 24)
TEXTS = {
    Column.SPHERE: "-2.25",
    Column.CYLINDER: "-0.75",
    Column.AXIS: "95",
    Column.ADD: "2.00",
    Column.PD: "31.5",
    Column.HEIGHT: "22",
}


def an_rx(**changes):
    texts = {**TEXTS, **{Column(name): text for name, text in changes.items()}}
    form = RxForm()
    for eye in EYES:
        for column, text in texts.items():
            form = form.typed((eye, column), text)
    return form


def a_form(**changes):
    ids = CountingIds()
    frame = a_frame()
    form = OrderForm(
        patient=a_patient(),
        history=(),
        order_command=CommandId(ids()),
        prescription_command=CommandId(ids()),
        prescriber="Dr. Imre Vadas",
        promised_on=TODAY + timedelta(days=7),
        issued_on=TODAY,
        expires_on=TODAY + timedelta(days=730),
        rx=an_rx(),
        frame=FrameChoice(frame=frame, stock=StockLevel(site_id=STORE_ID, sku=frame.sku)),
        lens=a_lens(),
    )
    return replace(form, **changes)


def test_a_whole_form_has_no_problem_and_becomes_the_two_commands():
    form = a_form(tint=" Brown ", note="narrow bridge")
    assert problems_of(form, TODAY) == ()
    issue, create = prescription_of(form), order_of(form, LAB_ID)
    assert issue.command_id == create.prescription_id == form.prescription_command
    assert (create.command_id, create.lab_site_id) == (form.order_command, LAB_ID)
    assert (create.tint, create.note) == ("Brown", "narrow bridge")
    assert issue.right == form.rx.power("right")


@pytest.mark.parametrize(
    ("changes", "place", "field"),
    [
        ({"rx": an_rx(sphere="2.25")}, ("right", Column.SPHERE), None),
        ({"rx": an_rx(pd="")}, ("right", Column.PD), None),
        ({"rx": an_rx(height="")}, ("right", Column.HEIGHT), None),
        ({"rx": an_rx(add="")}, ("right", Column.ADD), None),
        ({"rx": RxForm()}, ("right", Column.SPHERE), None),
        ({"frame": None}, None, FormField.FRAME),
        ({"lens": None}, None, FormField.LENS),
        ({"prescriber": " "}, None, FormField.PRESCRIBER),
        ({"promised_on": TODAY - timedelta(days=1)}, None, FormField.PROMISE),
    ],
)
def test_each_problem_is_said_at_its_field(changes, place, field):
    first = problems_of(a_form(**changes), TODAY)[0]
    assert (first.place, first.field) == (place, field)
    assert first.text


def test_a_single_vision_lens_needs_no_height_and_no_add():
    form = a_form(rx=an_rx(height="", add=""), lens=a_lens(kind="single_vision"))
    assert problems_of(form, TODAY) == ()


def test_lenses_are_counted_by_the_eyes_that_have_a_power():
    one = a_form(rx=RxForm().typed(("right", Column.SPHERE), "-1.00"))
    assert (a_form().lenses, one.lenses) == (2, 1)


def test_goods_alone_need_no_prescription_no_frame_and_no_lens():
    case = GoodsWish(sku="CASE-1", quantity=1)
    form = a_form(rx=RxForm(), frame=None, lens=None, prescriber="", goods=(case,))
    assert problems_of(form, TODAY) == ()
    assert order_of(form, LAB_ID).prescription_id is None


def test_a_prescription_that_has_run_out_is_refused_at_its_day():
    problem = problems_of(a_form(expires_on=TODAY - timedelta(days=1)), TODAY)[0]
    assert problem.field is FormField.EXPIRY


def test_an_open_doubt_is_a_problem_and_says_how_to_settle_it():
    doubt = Doubt(code="optics.doubt.eyes_swapped", eye="left")
    problem = problems_of(a_form(), TODAY, (doubt,))[0]
    assert (problem.field, problem.doubt) == (FormField.DOUBTS, doubt)
    assert problem.text.startswith("L")
    assert "Ctrl+Enter" in problem.text


def test_a_lens_that_is_not_made_in_that_power_says_so_before_f12_does_anything():
    span = PowerSpan(low=Dioptres(-1000), high=Dioptres(1000))
    line = LensRange(diameter_mm=Millimetres(70_00), sphere=span, cylinder_max=Dioptres(4000))
    lens = a_lens(limits=LensLimits(ranges=(line,)))
    problem = problems_of(a_form(lens=lens), TODAY)[0]
    assert problem.field is FormField.LENS
    assert "is not made" in problem.text


def test_a_second_entry_that_differs_points_at_the_field():
    again = an_rx(sphere="-2.50")
    problem = problems_of(a_form(first_rx=an_rx(), rx=again), TODAY)[0]
    assert problem.place == ("right", Column.SPHERE)
    assert "\u22122.25" in problem.text
    assert "\u22122.50" in problem.text


def test_a_refusal_of_the_service_comes_to_the_same_field():
    problem = problem_of(LensNeedsAdd(eye="left"))
    assert problem.place == ("left", Column.ADD)
    assert complaints_from((problem,))[0].tone is Tone.RED
    elsewhere = problem_of(OrderNotFound(number="O-1"))
    assert (elsewhere.place, elsewhere.field) == (None, None)
    assert complaints_from((elsewhere,)) == ()


def test_a_form_nobody_touched_is_not_worth_keeping():
    fresh = a_form(rx=RxForm(), frame=None, lens=None)
    assert fresh.is_untouched
    assert not replace(fresh, note="call first").is_untouched
