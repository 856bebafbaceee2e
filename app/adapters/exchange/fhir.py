"""FHIR R5: VisionPrescription and Patient, read from JSON and written as plain objects.

The mapping is ours; the tests hold what is written against the models of a maintained FHIR
library. FHIR writes an axis as 0 to 180: 0 is read as 180. A sphere is never guessed.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from app.adapters.exchange.fhir_fields import FhirError, FhirNode, fhir_node
from app.adapters.exchange.strict_json import read_json
from app.domain.kernel.errors import DomainError
from app.domain.optics.power import Dioptres
from app.domain.optics.prescription import NO_POWER, EyePower, Prism
from app.domain.optics.trace import Eye

Resource: TypeAlias = dict[str, Any]

PRODUCT_SYSTEM = "http://terminology.hl7.org/CodeSystem/ex-visionprescriptionproduct"
BALANCE_NOTE = "balance lens"
# R5 asks for a patient and a prescriber even where nobody is to be named.
NOT_STATED = "not stated"
NOT_TO_BE_MADE = ("cancelled", "entered-in-error")
HALF_TURN_DEG = 180
# What each base adds to: the component and its sign.
BASES = {"in": ("in", 1), "out": ("in", -1), "up": ("up", 1), "down": ("up", -1)}
ENTRIES_MAX = 200


class FhirHasNoPrescription(FhirError):
    """A resource is no VisionPrescription and holds none."""

    code = "exchange.fhir.no_prescription"


class FhirHasSeveralPrescriptions(FhirError):
    """A bundle holds more than one VisionPrescription, and nobody says which is meant."""

    code = "exchange.fhir.several_prescriptions"


class FhirPrescriptionIsVoid(FhirError):
    """The prescription was cancelled, or entered in error."""

    code = "exchange.fhir.prescription_void"


class FhirEyeIsAmbiguous(FhirError):
    """There are two lenses for the same eye."""

    code = "exchange.fhir.eye_ambiguous"


class FhirPowerIsRefused(FhirError):
    """A power in the resource is none that a spectacle lens can have."""

    code = "exchange.fhir.power_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class FhirPrescription:
    """What a VisionPrescription says of spectacle lenses."""

    right: EyePower | None
    left: EyePower | None
    written_on: date | None = None
    prescriber: str | None = None
    patient: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FhirPatient:
    """Who a Patient resource is about."""

    identifier: str | None
    given_name: str
    family_name: str
    born_on: date | None
    phone: str | None


def read_prescription(data: bytes) -> FhirPrescription:
    """Read a VisionPrescription, or a Bundle with one in it.

    Raises:
        FhirError, JsonIsMalformed: with the place in `facts["position"]`.
    """
    node = _only(fhir_node(read_json(data)), "VisionPrescription")
    status = node.text("status")
    if status in NOT_TO_BE_MADE:
        raise FhirPrescriptionIsVoid(status=status, position=node.at("status"))
    eyes: dict[str, EyePower] = {}
    for lens in node.nodes("lensSpecification"):
        if _is_contact_lens(lens):
            continue
        eye = lens.choice("eye", ("right", "left"))
        if eye in eyes:
            raise FhirEyeIsAmbiguous(eye=eye, position=lens.at("eye"))
        eyes[eye] = _eye(lens)
    if not eyes:
        raise FhirHasNoPrescription(position=node.at("lensSpecification"))
    return FhirPrescription(
        right=eyes.get("right"),
        left=eyes.get("left"),
        written_on=node.day("dateWritten"),
        prescriber=_name_of(node, "prescriber"),
        patient=_name_of(node, "patient"),
    )


def read_patient(data: bytes) -> FhirPatient:
    """Read a Patient, or a Bundle with one in it.

    Raises:
        FhirError, JsonIsMalformed: with the place in `facts["position"]`.
    """
    node = _only(fhir_node(read_json(data)), "Patient")
    names = node.nodes("name")
    official = [name for name in names if name.text("use") == "official"]
    name = next(iter(official or names), None)
    phones = [t.text("value") for t in node.nodes("telecom") if t.text("system") == "phone"]
    numbers = [number.text("value") for number in node.nodes("identifier")]
    return FhirPatient(
        identifier=next((number for number in numbers if number), None),
        given_name="" if name is None else " ".join(name.texts("given")),
        family_name="" if name is None else name.text("family") or "",
        born_on=node.day("birthDate"),
        phone=next((phone for phone in phones if phone), None),
    )


def prescription_resource(prescription: FhirPrescription, *, status: str = "active") -> Resource:
    """Return a VisionPrescription of R5."""
    written_on = None if prescription.written_on is None else prescription.written_on.isoformat()
    eyes: list[tuple[Eye, EyePower | None]] = [
        ("right", prescription.right),
        ("left", prescription.left),
    ]
    return {
        "resourceType": "VisionPrescription",
        "status": status,
        **({} if written_on is None else {"created": written_on, "dateWritten": written_on}),
        "patient": {"display": prescription.patient or NOT_STATED},
        "prescriber": {"display": prescription.prescriber or NOT_STATED},
        "lensSpecification": [_lens(eye, power) for eye, power in eyes if power is not None],
    }


def patient_resource(patient: FhirPatient) -> Resource:
    """Return a Patient of R5."""
    resource: Resource = {
        "resourceType": "Patient",
        "name": [{"use": "official", "family": patient.family_name, "given": [patient.given_name]}],
    }
    if patient.identifier is not None:
        resource["identifier"] = [{"value": patient.identifier}]
    if patient.phone is not None:
        resource["telecom"] = [{"system": "phone", "value": patient.phone}]
    if patient.born_on is not None:
        resource["birthDate"] = patient.born_on.isoformat()
    return resource


def _only(node: FhirNode, kind: str) -> FhirNode:
    if node.text("resourceType") == kind:
        return node
    if node.text("resourceType") != "Bundle":
        raise FhirHasNoPrescription(position=node.at("resourceType"))
    entries = node.nodes("entry")[:ENTRIES_MAX]
    resources = [resource for entry in entries if (resource := entry.node("resource")) is not None]
    found = [resource for resource in resources if resource.text("resourceType") == kind]
    if not found:
        raise FhirHasNoPrescription(position=node.at("entry"))
    if len(found) > 1:
        raise FhirHasSeveralPrescriptions(count=len(found), position=found[1].path)
    return found[0]


def _is_contact_lens(lens: FhirNode) -> bool:
    product = lens.node("product")
    codes = [] if product is None else [coding.text("code") for coding in product.nodes("coding")]
    return "contact" in codes


def _eye(lens: FhirNode) -> EyePower:
    sphere = lens.required("sphere")
    cylinder = lens.number("cylinder") or Decimal(0)
    notes = [note.text("text") for note in lens.nodes("note")]
    try:
        return EyePower(
            sphere=Dioptres.ordered(f"{sphere:f}"),
            cylinder=Dioptres.ordered(f"{cylinder:f}"),
            axis_deg=_axis(lens, has_cylinder=cylinder != 0),
            add=_add(lens),
            prism=_prism(lens),
            is_balance=BALANCE_NOTE in notes,
        )
    except FhirError:
        raise
    except DomainError as refusal:
        raise FhirPowerIsRefused(reason=refusal.code, position=lens.path) from refusal


def _axis(lens: FhirNode, *, has_cylinder: bool) -> int | None:
    axis = lens.number("axis")
    if axis is None:
        return None
    if axis != int(axis):
        raise FhirPowerIsRefused(reason="optics.axis.malformed", position=lens.at("axis"))
    if has_cylinder:
        return int(axis) or HALF_TURN_DEG
    # Beside a cylinder of 0 an axis says nothing; without any, the cylinder may have been lost.
    return None if lens.number("cylinder") is not None else int(axis) or None


def _add(lens: FhirNode) -> Dioptres | None:
    add = lens.number("add")
    return Dioptres.ordered(f"{add:f}") if add else None


def _prism(lens: FhirNode) -> Prism | None:
    components: dict[str, Dioptres] = {}
    for prism in lens.nodes("prism"):
        component, sign = BASES[prism.choice("base", tuple(BASES))]
        if component in components:
            raise FhirPowerIsRefused(reason="optics.rx.prism_repeated", position=prism.path)
        amount = Dioptres.measured(f"{prism.required('amount'):f}")
        components[component] = amount if sign > 0 else -amount
    if not components:
        return None
    return Prism(base_in=components.get("in", NO_POWER), base_up=components.get("up", NO_POWER))


def _name_of(node: FhirNode, label: str) -> str | None:
    reference = node.node(label)
    name = None if reference is None else reference.text("display") or reference.text("reference")
    return None if name == NOT_STATED else name


def _lens(eye: Eye, power: EyePower) -> Resource:
    lens: Resource = {
        "product": {"coding": [{"system": PRODUCT_SYSTEM, "code": "lens"}]},
        "eye": eye,
        "sphere": power.sphere.dioptres,
    }
    if power.cylinder != NO_POWER:
        lens |= {"cylinder": power.cylinder.dioptres, "axis": power.axis_deg}
    prisms = [] if power.prism is None else _prisms(power.prism)
    if prisms:
        lens["prism"] = prisms
    if power.add is not None:
        lens["add"] = power.add.dioptres
    if power.is_balance:
        lens["note"] = [{"text": BALANCE_NOTE}]
    return lens


def _prisms(prism: Prism) -> list[Resource]:
    parts = [(prism.base_up, "up", "down"), (prism.base_in, "in", "out")]
    return [
        {"amount": abs(amount).dioptres, "base": positive if amount > NO_POWER else negative}
        for amount, positive, negative in parts
        if amount != NO_POWER
    ]
