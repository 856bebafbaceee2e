"""F12 does nothing until the form can be made, and says why at the field."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.inventory import StockLevel
from app.domain.kernel.ids import CommandId
from app.domain.orders import LensNeedsAdd, OrderNotFound
from app.services.catalogue import FrameChoice
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
        rx=an_rx(),
        frame=FrameChoice(frame=frame, stock=StockLevel(site_id=STORE_ID, sku=frame.sku)),
        lens=a_lens(),
    )
    return replace(form, **changes)


def test_a_whole_form_has_no_problem_and_becomes_the_two_commands():
    form = a_form(tint=" Brown ", note="narrow bridge")
    assert problems_of(form, TODAY) == ()
    issue, create = form.prescription(TODAY), form.order(LAB_ID)
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


def test_the_price_counts_a_lens_for_each_eye_with_a_power():
    both = a_form()
    one = a_form(rx=RxForm().typed(("right", Column.SPHERE), "-1.00"))
    assert both.total("EUR").minor == 189_00 + 2 * 249_00
    assert one.total("EUR").minor == 189_00 + 249_00
    assert a_form(frame=None, lens=None).total("EUR").minor == 0


def test_an_order_without_a_frame_is_a_bug_not_an_order():
    with pytest.raises(ValueError, match="frame and a lens"):
        a_form(frame=None).order(LAB_ID)


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
