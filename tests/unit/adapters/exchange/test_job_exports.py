"""A lab job goes to edgers, labs and suppliers with nothing lost and nobody's phone number."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.adapters.exchange.b2boptic import SupplierAccount, lens_order
from app.adapters.exchange.dcs_job import dcs_of_job
from app.adapters.exchange.dcs_records import Sides
from app.adapters.exchange.lablink import LabAccount, lablink_order
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import AsWorn, EyeMeasurements, EyePower, Prism
from app.domain.optics.trace import Trace
from app.domain.orders.edging import BevelPlacement, EdgeType, EdgingParameters
from tests.factories import a_lab_job

ORDERED_AT = datetime(2026, 7, 20, 14, 5, 9, tzinfo=UTC)
ACCOUNT = LabAccount(lab_number="31", customer_number="5000162", ship_name="Lumen Lindenhof")
OUTLINE = Trace(eye="right", radii=tuple(2400 + i for i in range(36)))
RIGHT = EyePower(
    sphere=Dioptres(-2125),
    cylinder=Dioptres(-750),
    axis_deg=180,
    add=Dioptres(2000),
    prism=Prism(base_in=Dioptres(2000), base_up=Dioptres(1500)),
)
MEASURED = EyeMeasurements(
    monocular_pd_mm=Millimetres(31_50),
    near_pd_mm=Millimetres(29_50),
    fitting_height_mm=Millimetres(20_00),
)


def a_job(**changes):
    job = a_lab_job()
    rx = replace(
        job.prescription,
        right=RIGHT,
        left=None,
        right_measurements=MEASURED,
        left_measurements=EyeMeasurements(),
        as_worn=AsWorn(vertex_distance_mm=Millimetres(12_00), pantoscopic_tilt_deg=8),
    )
    job = replace(job, prescription=rx, frame=replace(job.frame, traces=(OUTLINE,)))
    return replace(job, **changes)


def lablink_fields(job):
    lines = lablink_order(job, ACCOUNT, ORDERED_AT).decode().split("\r\n")
    return dict(line.split(":", 1) for line in lines if ":" in line)


def b2boptic(job, *, is_edged_there=True):
    account = SupplierAccount(customer_id="77", supplier="Valo", is_edged_there=is_edged_there)
    return ET.fromstring(lens_order(job, account, ORDERED_AT))  # noqa: S314 - we wrote it


def test_an_edger_gets_powers_layout_and_outline():
    file = dcs_of_job(a_job(), "W-LAB-26-88")
    assert file.value("JOB").right == "W-LAB-26-88"
    assert file.value("DO").right == "R"
    assert file.value("SPH") == Sides("-2.125", None)
    assert file.value("AX") == Sides("180", None)
    assert (file.value("PRVM").right, file.value("PRVA").right) == ("2.50", "36.87")
    assert file.millimetres("IPD").right == Millimetres(31_50)
    assert file.millimetres("OCHT").right == Millimetres(20_00)
    assert file.traces == (OUTLINE,)


def test_what_was_not_measured_is_not_told_to_the_edger():
    file = dcs_of_job(a_job(), "W-LAB-26-88")
    assert file.values("SEGHT") == ()


@pytest.mark.parametrize(
    ("edging", "records"),
    [
        (EdgingParameters(), {"ETYP": "1", "BEVP": "7", "POLISH": "0"}),
        (EdgingParameters(edge_type=EdgeType.RIMLESS, is_polished=True), {"POLISH": "1"}),
        (
            EdgingParameters(bevel_placement=BevelPlacement.PERCENT, bevel_percent=35),
            {"BEVP": "2", "BEVM": "35.00"},
        ),
        (EdgingParameters(edge_type=EdgeType.GROOVE), {"ETYP": "3", "BEVP": None}),
    ],
)
def test_the_edge_is_told_in_the_standards_numbers(edging, records):
    file = dcs_of_job(a_job(edging=edging), "W-LAB-26-88")
    assert {label: file.value(label).right for label in records} == records


def test_a_lab_gets_every_value_of_the_order_by_name():
    job = a_job()
    fields = lablink_fields(job)
    assert fields["order_id"] == str(job.order_number)
    assert fields["date_ordered"] == "2026-07-20 14:05:09"
    assert fields["patient_name"].count(", ") == 1
    assert fields["rx_eye"] == "1"
    assert fields["rx_od_sphere"] == "-2.125"
    assert (fields["rx_od_axis"], fields["rx_od_add"]) == ("180", "+2.00")
    assert (fields["rx_od_prism"], fields["rx_od_prism_dir"]) == ("2.00", "IN")
    assert (fields["rx_od_prism2"], fields["rx_od_prism2_dir"]) == ("1.50", "UP")
    assert (fields["rx_od_far"], fields["rx_od_seg_height"]) == ("31.50", "20.00")
    assert not any(name.startswith("rx_os") for name in fields)


def test_the_outline_stands_between_its_marks():
    data = lablink_order(a_job(), ACCOUNT, ORDERED_AT)
    block = data.partition(b"trace_start\r\n")[2].partition(b"trace_end\r\n")[0]
    assert b"TRCFMT=1;36;E;R;F" in block
    assert data.endswith(b"end_order\r\n")
    untraced = a_job()
    untraced = replace(untraced, frame=replace(untraced.frame, traces=()))
    assert lablink_fields(untraced)["frame_tracing"] == "NO TRACE"


def test_a_note_cannot_smuggle_in_a_field():
    fields = lablink_fields(a_job(note="thin\r\nrx_od_sphere:-9.00"))
    assert fields["rx_od_sphere"] == "-2.125"


def test_a_supplier_gets_the_order_in_the_schemas_sequence():
    order = b2boptic(a_job())
    assert [e.tag for e in order.find("header")] == [
        "customersOrderId",
        "distributorsOrderId",
        "timeStamps",
        "orderParties",
        "software",
        "portalOrderId",
    ]
    assert [e.tag for e in order.find("items/item")] == [
        "referenceNo",
        "requestedDate",
        "manufacturer",
        "pair",
    ]
    assert [e.tag for e in order.find("items/item/pair")] == ["lens", "frame", "edging"]
    tags = [e.tag for e in order.find("items/item/pair/lens")]
    assert tags == ["commercialCode", "rxData", "coating", "centration", "geometry"]
    assert [e.tag for e in order.find("items/item/pair/frame")] == [
        "material",
        "brand",
        "model",
        "color",
        "commercialCode",
        "shape",
        "boxWidth",
        "boxHeight",
        "distanceBetweenLenses",
        "pantoscopicAngle",
    ]


def test_a_supplier_reads_the_exact_power_and_layout():
    lens = b2boptic(a_job()).find("items/item/pair/lens")
    assert (lens.get("side"), lens.get("quantity")) == ("RIGHT", "1")
    assert lens.findtext("rxData/sphere") == "-2.125"
    assert lens.findtext("rxData/cylinder/axis") == "180"
    assert lens.findtext("rxData/prism/power") == "2.50"
    assert lens.findtext("rxData/prism/base") == "36.87"
    assert lens.findtext("centration/monocularCentrationDistance") == "31.50"
    assert lens.find("centration/height").attrib == {
        "reference": "FAR",
        "referenceHeight": "OVERBOX",
    }
    assert lens.findtext("centration/backVertexDistance") == "12.00"


def test_a_supplier_gets_the_outline_point_by_point():
    explicit = b2boptic(a_job()).find("items/item/pair/frame/shape/explicit")
    assert explicit.get("side") == "RIGHT"
    points = explicit.findall("points/pPoints")
    assert len(points) == 36
    assert (points[9].findtext("angle"), points[9].findtext("radius")) == ("90.00", "24.09")


def test_a_balance_lens_is_marked_and_uncut_lenses_have_no_edging():
    job = a_job()
    balance = replace(RIGHT, is_balance=True)
    job = replace(job, prescription=replace(job.prescription, right=balance))
    order = b2boptic(job, is_edged_there=False)
    assert order.find("items/item/pair/lens").get("balancingLens") == "true"
    assert order.find("items/item/pair/edging") is None


def test_what_xml_cannot_hold_does_not_break_the_order():
    job = a_job()
    job = replace(job, frame=replace(job.frame, model="A&B <1>\x00\x1b"))
    frame = b2boptic(job).find("items/item/pair/frame")
    assert frame.findtext("model") == "A&B <1>  "
