"""Patients and their prescriptions: the canonical record that orders take snapshots of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from app.domain.customers.contact import PostalAddress, require_email
from app.domain.kernel.errors import DomainError
from app.domain.kernel.events import Aggregate, DomainEvent
from app.domain.kernel.ids import CommandId, PatientId, PrescriptionId, SiteId, UserId
from app.domain.kernel.text import require_length
from app.domain.optics.prescription import EyePower

NAME_LENGTH_MAX = 80


class PatientNotFound(DomainError):
    """No patient of this site has that id."""

    code = "customers.patient.not_found"


class PatientNameIsMissing(DomainError):
    """A patient needs a given and a family name of 1 to 80 characters."""

    code = "customers.patient.name_missing"


class PrescriptionNotFound(DomainError):
    """No prescription of that patient has that id."""

    code = "customers.prescription.not_found"


class PrescriptionIsEmpty(DomainError):
    """A prescription needs the power of at least one eye."""

    code = "customers.prescription.empty"


class PrescriptionDatesAreReversed(DomainError):
    """A prescription expires before it was issued."""

    code = "customers.prescription.dates_reversed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """A person the chain cares for; its text form names nobody."""

    patient_id: PatientId
    number: str
    given_name: str
    family_name: str
    born_on: date
    phone: str | None
    home_site_id: SiteId
    email: str | None = None
    address: PostalAddress | None = None
    version: int = 1

    def __post_init__(self) -> None:
        """Refuse a nameless patient."""
        require_length("number", self.number)
        require_length("phone", self.phone or "")
        require_email(self.email)
        for which, name in (("given name", self.given_name), ("family name", self.family_name)):
            if not name.strip():
                raise PatientNameIsMissing
            require_length(which, name.strip(), most=NAME_LENGTH_MAX)

    @property
    def full_name(self) -> str:
        """Return the name as it heads the record."""
        return f"{self.given_name} {self.family_name}"

    @property
    def short_name(self) -> str:
        """Return the name as a bench needs it: initial and family name."""
        return f"{self.given_name.strip()[0]}. {self.family_name.strip()}"

    def __repr__(self) -> str:
        """Return the id only: a patient's name never reaches a log."""
        return f"Patient({self.patient_id})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """A dated, signed, immutable version; a correction is a new one that names the old."""

    prescription_id: PrescriptionId
    patient_id: PatientId
    right: EyePower | None
    left: EyePower | None
    issued_on: date
    expires_on: date | None
    prescriber: str
    issued_by: UserId
    replaces: PrescriptionId | None = None

    def __post_init__(self) -> None:
        """Refuse a prescription of nothing, or one that never was valid."""
        require_length("prescriber", self.prescriber)
        if self.right is None and self.left is None:
            raise PrescriptionIsEmpty
        if self.expires_on is not None and self.expires_on < self.issued_on:
            raise PrescriptionDatesAreReversed(issued_on=self.issued_on, expires_on=self.expires_on)

    def is_valid_on(self, day: date) -> bool:
        """Return whether lenses may be made from it on that day."""
        return self.expires_on is None or day <= self.expires_on

    def __repr__(self) -> str:
        """Return the id only: powers are health data."""
        return f"Prescription({self.prescription_id})"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PatientChanged(DomainEvent):
    """A patient was registered or corrected; carries the whole record.

    `before` holds the fields that were changed as they were, so that two corrections made at once
    can be brought together; it is empty for a new patient.
    """

    topic: ClassVar[str] = "customers.patient.changed"
    patient: Patient
    change_id: CommandId | None = None
    changed_at: datetime | None = None
    changed_by: UserId | None = None
    before: Mapping[str, str | None] = field(default_factory=dict)

    @property
    def aggregate(self) -> Aggregate:
        """Return the patient."""
        return Aggregate(type="patient", id=self.patient.patient_id)

    @property
    def dedupe_key(self) -> str:
        """Return patient and version, and the command: two tills may make the same version."""
        key = f"{self.patient.patient_id}:{self.patient.version}"
        return key if self.change_id is None else f"{key}:{self.change_id}"

    @property
    def version(self) -> int:
        """Return the record's version."""
        return self.patient.version


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PrescriptionIssued(DomainEvent):
    """A prescription was signed."""

    topic: ClassVar[str] = "customers.prescription.issued"
    prescription: Prescription

    @property
    def aggregate(self) -> Aggregate:
        """Return the prescription."""
        return Aggregate(type="prescription", id=self.prescription.prescription_id)

    @property
    def dedupe_key(self) -> str:
        """Return the prescription's id; a prescription is issued once."""
        return f"{self.prescription.prescription_id}:issued"
