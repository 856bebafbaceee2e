"""What the grid says under its fields, and when it keeps quiet."""

import pytest

from app.ui.rx.cells import Column
from app.ui.rx.complaints import Tone, complaints_of, tone_at
from app.ui.rx.form import EYES, RxForm

WHOLE = {
    Column.SPHERE: "-2.25",
    Column.CYLINDER: "-0.75",
    Column.AXIS: "95",
    Column.ADD: "2.00",
    Column.PD: "31.5",
}


def form_with(**changes):
    """Return a whole form for both eyes with some of the right eye's texts changed."""
    texts = {**WHOLE, **{Column(name): text for name, text in changes.items()}}
    form = RxForm()
    for eye in EYES:
        for column, text in (texts if eye == "right" else WHOLE).items():
            form = form.typed((eye, column), text)
    return form


def only_complaint(form):
    found = complaints_of(form)
    assert len(found) == 1
    return found[0]


def test_a_whole_form_has_nothing_to_be_said():
    assert complaints_of(form_with().all_visited()) == ()


@pytest.mark.parametrize(
    ("changes", "column", "tone", "part"),
    [
        ({"axis": "0"}, Column.AXIS, Tone.RED, "Write 180"),
        ({"sphere": "0.07"}, Column.SPHERE, Tone.RED, "0.07 does not fit"),
        ({"sphere": "abc"}, Column.SPHERE, Tone.RED, "abc is not a number"),
        ({"axis": ""}, Column.AXIS, Tone.RED, "has no axis"),
        ({"cylinder": ""}, Column.CYLINDER, Tone.AMBER, "no cylinder"),
        ({"sphere": ""}, Column.SPHERE, Tone.RED, "P for plano"),
        ({"pd": ""}, Column.PD, Tone.RED, "needs its PD"),
        ({"pd": "63"}, Column.PD, Tone.RED, "distance of both eyes"),
        ({"sphere": "2.25"}, Column.SPHERE, Tone.AMBER, "plus or minus?"),
        ({"cylinder": "-75"}, Column.CYLINDER, Tone.AMBER, "read as \u22120.75"),
    ],
)
def test_each_trouble_is_said_at_its_field(changes, column, tone, part):
    complaint = only_complaint(form_with(**changes))
    assert (complaint.place, complaint.tone) == (("right", column), tone)
    assert part in complaint.text


def test_a_prism_without_base_is_asked_for():
    form = form_with().typed(("left", Column.PRISM_V), "0.5")
    assert "which base?" in only_complaint(form).text


def test_a_field_that_was_not_passed_yet_is_not_missed():
    form = RxForm().typed(("right", Column.CYLINDER), "-0.75")
    assert complaints_of(form) == ()
    missed = [complaint.place[1] for complaint in complaints_of(form.all_visited())]
    assert missed == [Column.SPHERE, Column.AXIS, Column.PD]


def test_an_eye_nothing_is_written_for_is_left_out():
    form = RxForm()
    for column, text in WHOLE.items():
        form = form.typed(("left", column), text)
    assert complaints_of(form.all_visited()) == ()


def test_an_empty_form_asks_for_a_power_only_when_it_was_passed_over():
    assert complaints_of(RxForm()) == ()
    assert "at least one eye" in only_complaint(RxForm().all_visited()).text


def test_complaints_stand_in_the_order_of_the_fields():
    form = form_with(pd="", sphere="2.25")
    assert [each.place[1] for each in complaints_of(form)] == [Column.SPHERE, Column.PD]


def test_a_field_is_as_loud_as_its_worst_complaint():
    complaints = complaints_of(form_with(axis="0"))
    assert tone_at(complaints, ("right", Column.AXIS)) is Tone.RED
    assert tone_at(complaints, ("left", Column.AXIS)) is Tone.PLAIN
