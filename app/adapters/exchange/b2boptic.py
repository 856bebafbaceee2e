"""A lab job as a b2bOptic LensOrder (XML, version 1.6.3) for lens suppliers.

Elements and their order are those of the public schema of version 1.6.3 and of the b2bOptic
wiki. Product codes are those of the supplier's catalogue: they travel as our article numbers
unless the supplier's own are entered in the catalogue.
"""

from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from app import __version__
from app.adapters.exchange.eye_values import (
    EYES,
    exact_length,
    exact_power,
    measurements_of,
    polar_prism,
    power_of,
)
from app.domain.lab.work_order import LabJob
from app.domain.optics.prescription import NO_POWER, EyePower
from app.domain.optics.trace import FULL_TURN_CDEG, Eye, Trace
from app.domain.orders.edging import BevelPlacement, EdgeType, EdgingParameters

SIDES = {"right": "RIGHT", "left": "LEFT"}
POINTS_MIN = 18
# The schema asks for a material; ours says how the lens is held.
FRAME_MATERIALS = {
    EdgeType.BEVEL: "SPECIAL",
    EdgeType.RIMLESS: "DRILLED",
    EdgeType.GROOVE: "NYLOR",
}
BEVELS = {EdgeType.BEVEL: "BEVEL", EdgeType.RIMLESS: "FLAT", EdgeType.GROOVE: "GROOVED"}
PLACEMENTS = {
    BevelPlacement.FRONT: "FRONT",
    BevelPlacement.PERCENT: "RELATION",
    BevelPlacement.BACK: "BACK",
    BevelPlacement.AUTO: "AUTO",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierAccount:
    """Who orders, from whom, and whether the supplier edges the lenses."""

    customer_id: str
    supplier: str
    is_edged_there: bool


def lens_order(job: LabJob, account: SupplierAccount, ordered_at: datetime) -> bytes:
    """Return the order; `ordered_at` has a time zone."""
    order = Element("b2bOptic")
    _add_header(order, job, account, ordered_at)
    item = SubElement(SubElement(order, "items"), "item")
    _add(item, "referenceNo", str(job.order_number))
    _add(item, "requestedDate", job.promised_on.isoformat())
    _add(item, "manufacturer", account.supplier)
    pair = SubElement(item, "pair")
    for eye in EYES:
        power = power_of(job, eye)
        if power is not None:
            _add_lens(pair, job, eye, power)
    _add_frame(pair, job)
    if account.is_edged_there:
        _add_edging(pair, job.edging, has_shape=_has_shape(job))
    declaration = b'<?xml version="1.0" encoding="utf-8"?>\n'
    return declaration + bytes(tostring(order, encoding="utf-8")) + b"\n"


def _add_header(
    order: Element, job: LabJob, account: SupplierAccount, ordered_at: datetime
) -> None:
    header = SubElement(order, "header", msgType="ORDER", msgState="NEW")
    _add(header, "customersOrderId", str(job.order_number))
    _add(header, "distributorsOrderId", "")
    stamps = SubElement(header, "timeStamps")
    _add(stamps, "dateTime", ordered_at.isoformat(timespec="seconds"), step="CREATE")
    _add(SubElement(header, "orderParties", role="ORIGINATOR"), "id", account.customer_id)
    software = SubElement(header, "software", typeOf="ORIGINATOR")
    _add(software, "name", "Dioptre")
    _add(software, "version", __version__)
    _add(header, "portalOrderId", "")


def _add_lens(pair: Element, job: LabJob, eye: Eye, power: EyePower) -> None:
    lens = SubElement(pair, "lens", side=SIDES[eye], quantity="1")
    if power.is_balance:
        lens.set("balancingLens", "true")
    _add(lens, "commercialCode", job.lens.sku)
    _add_rx(lens, eye, power)
    if job.lens.tint:
        coating = SubElement(lens, "coating", coatingType="COLOR")
        _add(coating, "commercialCode", job.lens.tint)
    if job.lens.coating:
        coating = SubElement(lens, "coating", coatingType="OTHER")
        _add(coating, "commercialCode", job.lens.coating)
    _add_centration(lens, job, eye)
    # 0 leaves the diameter to the supplier, who has the shape.
    _add(SubElement(SubElement(lens, "geometry"), "diameter"), "physical", "0")


def _add_rx(lens: Element, eye: Eye, power: EyePower) -> None:
    rx = SubElement(lens, "rxData")
    _add(rx, "sphere", exact_power(power.sphere))
    if power.cylinder != NO_POWER:
        cylinder = SubElement(rx, "cylinder")
        _add(cylinder, "power", exact_power(power.cylinder))
        _add(cylinder, "axis", str(power.axis_deg))
    if power.add is not None:
        _add(rx, "addition", exact_power(power.add))
    polar = polar_prism(power.prism, eye)
    if polar is not None:
        prism = SubElement(rx, "prism")
        _add(prism, "power", f"{polar.magnitude:.2f}")
        _add(prism, "base", f"{polar.base_deg:.2f}")


def _add_centration(lens: Element, job: LabJob, eye: Eye) -> None:
    measured, worn = measurements_of(job, eye), job.prescription.as_worn
    centration = SubElement(lens, "centration")
    if measured.monocular_pd_mm is not None:
        pd = exact_length(measured.monocular_pd_mm)
        _add(centration, "monocularCentrationDistance", pd, reference="FAR")
    height = measured.fitting_height_mm or measured.segment_height_mm
    if height is not None:
        text = exact_length(height)
        _add(centration, "height", text, reference="FAR", referenceHeight="OVERBOX")
    if worn.vertex_distance_mm is not None:
        text = exact_length(worn.vertex_distance_mm)
        _add(centration, "backVertexDistance", text, rxDataNeedRecalculation="false")


def _add_frame(pair: Element, job: LabJob) -> None:
    frame, worn = job.frame, job.prescription.as_worn
    element = SubElement(pair, "frame", quantity="0")
    _add(element, "material", FRAME_MATERIALS[job.edging.edge_type])
    _add(element, "brand", frame.brand)
    _add(element, "model", frame.model)
    _add(element, "color", frame.colour)
    _add(element, "commercialCode", frame.sku)
    if _has_shape(job):
        shape = SubElement(element, "shape")
        for trace in frame.traces:
            _add_outline(shape, trace)
    _add(element, "boxWidth", exact_length(frame.a_mm))
    _add(element, "boxHeight", exact_length(frame.b_mm))
    _add(element, "distanceBetweenLenses", exact_length(frame.dbl_mm))
    if worn.pantoscopic_tilt_deg is not None:
        _add(element, "pantoscopicAngle", str(worn.pantoscopic_tilt_deg))
    if worn.wrap_angle_deg is not None:
        _add(element, "frameBowAngle", str(worn.wrap_angle_deg))


def _add_outline(shape: Element, trace: Trace) -> None:
    explicit = SubElement(shape, "explicit", side=SIDES[trace.eye])
    points = SubElement(explicit, "points")
    count = len(trace.radii)
    angles = trace.angles_cdeg or tuple(FULL_TURN_CDEG * i // count for i in range(count))
    for angle, radius in zip(angles, trace.radii, strict=True):
        point = SubElement(points, "pPoints")
        _add(point, "angle", f"{angle / 100:.2f}")
        _add(point, "radius", f"{radius / 100:.2f}")


def _add_edging(pair: Element, edging: EdgingParameters, *, has_shape: bool) -> None:
    kind = "ONSHAPE" if has_shape else "GIVENFRAME"
    element = SubElement(pair, "edging", edgingType=kind)
    bevel = SubElement(element, "bevel")
    _add(bevel, "type", BEVELS[edging.edge_type])
    if edging.edge_type is EdgeType.BEVEL:
        percent = str(edging.bevel_percent or 0)
        _add(bevel, "position", percent, posType=PLACEMENTS[edging.bevel_placement])
    _add(element, "polish", "true" if edging.is_polished else "false")


def _has_shape(job: LabJob) -> bool:
    traces = job.frame.traces
    return bool(traces) and all(len(trace.radii) >= POINTS_MIN for trace in traces)


def _add(parent: Element, name: str, text: str, **attributes: str) -> None:
    # XML has no place for control characters at all.
    clean = "".join(c if c.isprintable() else " " for c in text)
    SubElement(parent, name, attributes).text = clean
