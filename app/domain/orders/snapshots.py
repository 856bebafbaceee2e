"""Frozen copies of patient, prescription, frame and lens, hashed over their canonical JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.domain.catalog import Frame, Lens
from app.domain.customers import Patient, Prescription
from app.domain.kernel.canonical import JsonValue, canonical_sha256
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import PatientId, PrescriptionId
from app.domain.optics.power import Dioptres, Millimetres
from app.domain.optics.prescription import AsWorn, EyeMeasurements, EyePower, Prism
from app.domain.optics.trace import Trace, box_of
from app.domain.orders.goods import OwnFrame


class SnapshotIsDamaged(DomainError):
    """Stored snapshot bytes do not have the shape of one, or another hash than recorded."""

    code = "orders.snapshot.damaged"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PatientSnapshot:
    """Who the order is for: no phone and no address, because it travels to the lab."""

    patient_id: PatientId
    number: str
    given_name: str
    family_name: str
    born_on: date

    @classmethod
    def of(cls, patient: Patient) -> "PatientSnapshot":
        """Freeze the patient as known now."""
        return cls(
            patient_id=patient.patient_id,
            number=patient.number,
            given_name=patient.given_name,
            family_name=patient.family_name,
            born_on=patient.born_on,
        )

    @property
    def short_name(self) -> str:
        """Return initial and family name, all that a bench needs."""
        return f"{self.given_name.strip()[0]}. {self.family_name.strip()}"

    def to_json(self) -> dict[str, JsonValue]:
        """Return the form that is stored and hashed."""
        return {
            "patient_id": str(self.patient_id),
            "number": self.number,
            "given_name": self.given_name,
            "family_name": self.family_name,
            "born_on": self.born_on.isoformat(),
        }

    @classmethod
    def from_json(cls, document: JsonValue) -> "PatientSnapshot":
        """Read the stored form.

        Raises:
            SnapshotIsDamaged: it has another shape.
        """
        try:
            fields = _strings(document)
            return cls(
                patient_id=PatientId(UUID(fields["patient_id"])),
                number=fields["number"],
                given_name=fields["given_name"],
                family_name=fields["family_name"],
                born_on=date.fromisoformat(fields["born_on"]),
            )
        except (KeyError, TypeError, ValueError):
            raise SnapshotIsDamaged(kind="patient") from None

    @property
    def sha256(self) -> str:
        """Return the hash of the stored form."""
        return canonical_sha256(self.to_json())


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PrescriptionSnapshot:
    """The numbers a lens is made from: powers as prescribed, measurements as dispensed."""

    prescription_id: PrescriptionId
    right: EyePower | None
    left: EyePower | None
    right_measurements: EyeMeasurements
    left_measurements: EyeMeasurements
    as_worn: AsWorn
    prescriber: str
    issued_on: date
    expires_on: date | None

    @classmethod
    def of(
        cls,
        prescription: Prescription,
        *,
        right: EyeMeasurements,
        left: EyeMeasurements,
        as_worn: AsWorn,
    ) -> "PrescriptionSnapshot":
        """Freeze a prescription together with what was measured for this order."""
        return cls(
            prescription_id=prescription.prescription_id,
            right=prescription.right,
            left=prescription.left,
            right_measurements=right,
            left_measurements=left,
            as_worn=as_worn,
            prescriber=prescription.prescriber,
            issued_on=prescription.issued_on,
            expires_on=prescription.expires_on,
        )

    def to_json(self) -> dict[str, JsonValue]:
        """Return the form that is stored and hashed: thousandths of D, hundredths of mm."""
        return {
            "prescription_id": str(self.prescription_id),
            "right": power_to_json(self.right),
            "left": power_to_json(self.left),
            "right_measurements": _measurements_to_json(self.right_measurements),
            "left_measurements": _measurements_to_json(self.left_measurements),
            "as_worn": {
                "vertex_distance_hundredths_mm": _length(self.as_worn.vertex_distance_mm),
                "pantoscopic_tilt_deg": self.as_worn.pantoscopic_tilt_deg,
                "wrap_angle_deg": self.as_worn.wrap_angle_deg,
            },
            "prescriber": self.prescriber,
            "issued_on": self.issued_on.isoformat(),
            "expires_on": self.expires_on.isoformat() if self.expires_on else None,
        }

    @classmethod
    def from_json(cls, document: JsonValue) -> "PrescriptionSnapshot":
        """Read the stored form.

        Raises:
            SnapshotIsDamaged: it has another shape.
        """
        try:
            return cls._read(_mapping(document))
        except (KeyError, TypeError, ValueError):
            raise SnapshotIsDamaged(kind="prescription") from None

    @classmethod
    def _read(cls, fields: Mapping[str, JsonValue]) -> "PrescriptionSnapshot":
        as_worn = _mapping(fields["as_worn"])
        expires_on = fields["expires_on"]
        return cls(
            prescription_id=PrescriptionId(UUID(_string(fields["prescription_id"]))),
            right=power_from_json(fields["right"]),
            left=power_from_json(fields["left"]),
            right_measurements=_measurements_from_json(fields["right_measurements"]),
            left_measurements=_measurements_from_json(fields["left_measurements"]),
            as_worn=AsWorn(
                vertex_distance_mm=_optional_mm(as_worn["vertex_distance_hundredths_mm"]),
                pantoscopic_tilt_deg=_optional_int(as_worn["pantoscopic_tilt_deg"]),
                wrap_angle_deg=_optional_int(as_worn["wrap_angle_deg"]),
            ),
            prescriber=_string(fields["prescriber"]),
            issued_on=date.fromisoformat(_string(fields["issued_on"])),
            expires_on=None if expires_on is None else date.fromisoformat(_string(expires_on)),
        )

    @property
    def sha256(self) -> str:
        """Return the hash of the stored form."""
        return canonical_sha256(self.to_json())


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameSnapshot:
    """The frame as chosen and traced; it stays with the order whatever the catalogue says later."""

    sku: str
    brand: str
    model: str
    colour: str
    size: str
    a_mm: Millimetres
    b_mm: Millimetres
    dbl_mm: Millimetres
    traces: tuple[Trace, ...] = ()

    @classmethod
    def of(cls, frame: Frame, *, traces: tuple[Trace, ...] = ()) -> "FrameSnapshot":
        """Freeze a frame of the catalogue; a tracer's box is more exact than the catalogue's."""
        a_mm, b_mm = _traced_box(traces) if traces else (frame.a_mm, frame.b_mm)
        return cls(
            sku=frame.sku,
            brand=frame.brand,
            model=frame.model,
            colour=frame.colour,
            size=frame.size,
            a_mm=a_mm,
            b_mm=b_mm,
            dbl_mm=frame.dbl_mm,
            traces=traces,
        )

    @classmethod
    def of_own(cls, frame: OwnFrame, *, traces: tuple[Trace, ...] = ()) -> "FrameSnapshot":
        """Freeze a frame the patient brought; it has no article number."""
        a_mm, b_mm = _traced_box(traces) if traces else (frame.a_mm, frame.b_mm)
        return cls(
            sku="",
            brand=frame.make,
            model=frame.model,
            colour=frame.colour,
            size=frame.size,
            a_mm=a_mm,
            b_mm=b_mm,
            dbl_mm=frame.dbl_mm,
            traces=traces,
        )

    @property
    def is_own(self) -> bool:
        """Return whether the patient brought it: it is in no stock and on no bill."""
        return not self.sku

    @property
    def words(self) -> tuple[str, str, str, str]:
        """Return what it is called: maker, model, colour and size."""
        return self.brand, self.model, self.colour, self.size


@dataclass(frozen=True, slots=True, kw_only=True)
class LensSnapshot:
    """The lens as chosen, with tint and what the edger needs to know."""

    sku: str
    name: str
    kind: str
    material: str
    index_thousandths: int
    coating: str
    tint: str

    @classmethod
    def of(cls, lens: Lens, *, tint: str) -> "LensSnapshot":
        """Freeze a lens of the catalogue."""
        return cls(
            sku=lens.sku,
            name=lens.name,
            kind=lens.kind,
            material=lens.material,
            index_thousandths=lens.index_thousandths,
            coating=lens.coating,
            tint=tint,
        )


def snapshot_sha256(patient: JsonValue, prescription: JsonValue) -> str:
    """Return the hash of an order's snapshot: patient and prescription as stored, together."""
    return canonical_sha256({"patient": patient, "prescription": prescription})


def _traced_box(traces: tuple[Trace, ...]) -> tuple[Millimetres, Millimetres]:
    box = box_of(traces[0])
    return Millimetres(round(box.a_mm * 100)), Millimetres(round(box.b_mm * 100))


def power_to_json(power: EyePower | None) -> JsonValue:
    """Return one eye's power in thousandths, or None for an eye without prescription."""
    if power is None:
        return None
    prism = power.prism
    return {
        "sphere_thousandths": power.sphere.thousandths,
        "cylinder_thousandths": power.cylinder.thousandths,
        "axis_deg": power.axis_deg,
        "add_thousandths": power.add.thousandths if power.add else None,
        "base_in_thousandths": prism.base_in.thousandths if prism else None,
        "base_up_thousandths": prism.base_up.thousandths if prism else None,
        "is_balance": power.is_balance,
    }


def power_from_json(document: JsonValue) -> EyePower | None:
    """Read what `power_to_json` wrote; raises KeyError, TypeError or a DomainError."""
    if document is None:
        return None
    fields = _mapping(document)
    base_in = _optional_int(fields["base_in_thousandths"])
    base_up = _optional_int(fields["base_up_thousandths"])
    add = _optional_int(fields["add_thousandths"])
    prism = None
    if base_in is not None and base_up is not None:
        prism = Prism(base_in=Dioptres(base_in), base_up=Dioptres(base_up))
    return EyePower(
        sphere=Dioptres(_int(fields["sphere_thousandths"])),
        cylinder=Dioptres(_int(fields["cylinder_thousandths"])),
        axis_deg=_optional_int(fields["axis_deg"]),
        add=None if add is None else Dioptres(add),
        prism=prism,
        is_balance=bool(fields["is_balance"]),
    )


def _measurements_to_json(eye: EyeMeasurements) -> JsonValue:
    return {
        "monocular_pd_hundredths_mm": _length(eye.monocular_pd_mm),
        "near_pd_hundredths_mm": _length(eye.near_pd_mm),
        "fitting_height_hundredths_mm": _length(eye.fitting_height_mm),
        "segment_height_hundredths_mm": _length(eye.segment_height_mm),
    }


def _measurements_from_json(document: JsonValue) -> EyeMeasurements:
    fields = _mapping(document)
    return EyeMeasurements(
        monocular_pd_mm=_optional_mm(fields["monocular_pd_hundredths_mm"]),
        near_pd_mm=_optional_mm(fields["near_pd_hundredths_mm"]),
        fitting_height_mm=_optional_mm(fields["fitting_height_hundredths_mm"]),
        segment_height_mm=_optional_mm(fields["segment_height_hundredths_mm"]),
    )


def _length(length_mm: Millimetres | None) -> int | None:
    return None if length_mm is None else length_mm.hundredths


def _optional_mm(value: JsonValue) -> Millimetres | None:
    return None if value is None else Millimetres(_int(value))


def _optional_int(value: JsonValue) -> int | None:
    return None if value is None else _int(value)


def _int(value: JsonValue) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError
    return value


def _string(value: JsonValue) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _mapping(value: JsonValue) -> Mapping[str, JsonValue]:
    if not isinstance(value, Mapping):
        raise TypeError
    return value


def _strings(value: JsonValue) -> dict[str, str]:
    return {name: _string(item) for name, item in _mapping(value).items()}
