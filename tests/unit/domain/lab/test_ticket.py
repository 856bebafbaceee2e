"""A lab ticket says everything the bench needs and survives its stay in the print queue."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.kernel.canonical import canonical_json
from app.domain.kernel.paper import (
    EyeRow,
    EyeTable,
    Field,
    FieldPair,
    Heading,
    Notice,
    OpenDrawer,
    PricedRow,
    QrCode,
    Rule,
    SignHere,
    Subheading,
    SumTable,
    Words,
)
from app.domain.kernel.paper_document import PaperIsDamaged, paper_from_json, paper_to_json
from app.domain.lab.ticket_layout import lab_ticket
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import EyePower, Prism
from tests.factories.lab import a_lab_job, a_work_order

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
FIELDS = st.builds(Field, TEXTS, TEXTS)
ROWS = st.builds(EyeRow, TEXTS, st.lists(TEXTS, max_size=4).map(tuple))
BLOCKS = st.one_of(
    st.builds(Heading, TEXTS),
    st.builds(Subheading, TEXTS),
    FIELDS,
    st.builds(FieldPair, FIELDS, FIELDS),
    st.builds(EyeTable, st.lists(TEXTS, max_size=4).map(tuple), st.lists(ROWS).map(tuple)),
    st.just(Rule()),
    st.builds(QrCode, TEXTS, TEXTS),
    st.builds(Notice, TEXTS),
    st.builds(Words, TEXTS, st.booleans()),
    st.builds(PricedRow, TEXTS, TEXTS, st.booleans()),
    st.builds(
        SumTable,
        st.lists(TEXTS, max_size=4).map(tuple),
        st.lists(st.lists(TEXTS, max_size=4).map(tuple)).map(tuple),
    ),
    st.builds(SignHere, TEXTS),
    st.just(OpenDrawer()),
)


@given(st.lists(BLOCKS))
def test_a_ticket_read_back_from_the_queue_is_the_ticket_that_was_put_there(blocks):
    assert paper_from_json(paper_to_json(blocks)) == tuple(blocks)


@given(st.lists(BLOCKS))
def test_a_ticket_has_one_canonical_form_to_take_a_checksum_of(blocks):
    document = paper_to_json(blocks)
    assert canonical_json(document) == canonical_json(paper_to_json(paper_from_json(document)))


@pytest.mark.parametrize(
    "document",
    [
        "text",
        None,
        [{"kind": "heading"}],
        [{"kind": "unheard of"}],
        [{"kind": "heading", "text": 5}],
        [{"kind": "fields", "fields": [["a", "b"]]}],
        [{"kind": "eyes", "columns": [], "rows": [[]]}],
        ["heading"],
    ],
)
def test_a_damaged_ticket_is_refused_and_nothing_is_printed_from_it(document):
    with pytest.raises(PaperIsDamaged):
        paper_from_json(document)


def test_the_ticket_carries_the_code_to_scan_with_its_check_number():
    work_order = a_work_order()
    code = lab_ticket(work_order)[-1]
    assert code == QrCode(work_order.number.scan_payload(), work_order.number.scan_payload())


def test_the_ticket_names_order_store_due_date_and_the_patient_in_short():
    job = a_lab_job()
    said = _fields(lab_ticket(a_work_order(job)))
    assert said["Order"] == str(job.order_number)
    assert said["Store"] == job.store_name
    assert said["Due"] == job.promised_on.isoformat()
    assert said["Patient"] == job.patient.short_name
    assert job.patient.given_name not in said["Patient"]


def test_the_ticket_shows_both_eyes_with_pd_and_height_right_eye_first():
    table = next(b for b in lab_ticket(a_work_order()) if isinstance(b, EyeTable))
    rx = a_work_order().job.prescription
    assert [row.eye for row in table.rows] == ["R", "L"]
    assert table.rows[0].cells[0] == str(rx.right.sphere)
    assert table.rows[1].cells[4] == str(rx.left_measurements.monocular_pd_mm)
    assert table.rows[0].cells[5] == str(rx.right_measurements.fitting_height_mm)


def test_an_eye_without_prescription_says_so_instead_of_showing_a_plano():
    job = a_lab_job()
    rx = replace(job.prescription, left=None)
    table = next(
        b
        for b in lab_ticket(a_work_order(replace(job, prescription=rx)))
        if isinstance(b, EyeTable)
    )
    assert table.rows[1].cells == ("none", "", "", "", "", "")


def test_prism_is_printed_with_the_direction_of_its_base():
    job = a_lab_job()
    power = EyePower(
        sphere=Dioptres(-2000), prism=Prism(base_in=Dioptres(-1500), base_up=Dioptres(500))
    )
    rx = replace(job.prescription, right=power)
    tables = [
        b
        for b in lab_ticket(a_work_order(replace(job, prescription=rx)))
        if isinstance(b, EyeTable)
    ]
    assert tables[1].rows[0] == EyeRow("R", ("1.50 OUT", "0.50 UP"))


def test_frame_lens_edging_tint_and_coating_are_on_the_ticket():
    job = a_lab_job()
    blocks = lab_ticket(a_work_order(job))
    said = _fields(blocks)
    assert said["Size"] == job.frame.size
    assert str(job.frame.dbl_mm) in said["Box"]
    assert said["Coating"] == (job.lens.coating or "-")
    assert said["Tint"] == (job.lens.tint or "-")
    assert said["Edging"]
    assert Subheading(job.lens.name) in blocks


def test_a_rush_job_says_so_in_white_on_black():
    assert Notice("RUSH") in lab_ticket(a_work_order(a_lab_job(is_rush=True)))
    assert Notice("RUSH") not in lab_ticket(a_work_order(a_lab_job(is_rush=False)))


def _fields(blocks):
    single = [b for b in blocks if isinstance(b, Field)]
    pairs = [f for b in blocks if isinstance(b, FieldPair) for f in (b.left, b.right)]
    return {f.label: f.value for f in [*single, *pairs]}
