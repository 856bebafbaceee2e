"""Taking a patient in, and correcting a record without overwriting what another till wrote."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict

from app.domain.customers import (
    Patient,
    PatientChanged,
    PostalAddress,
    require_birth_date,
)
from app.domain.kernel.access import Action
from app.domain.kernel.errors import DomainError
from app.domain.kernel.ids import CommandId, PatientId
from app.domain.kernel.numbers import NumberSeries
from app.services.auditing import Access, Gate
from app.services.changes import NO_CHANGES, Changes
from app.services.patient_ports import PhoneFormat
from app.services.ports import Clock, UnitOfWork, Units
from app.services.session import Session


class PatientWasChangedMeanwhile(DomainError):
    """Somebody changed the same field since the form was opened."""

    code = "customers.patient.changed_meanwhile"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PatientDetails:
    """What a person types about a patient."""

    given_name: str
    family_name: str
    born_on: date
    phone: str = ""
    email: str = ""
    address: PostalAddress = PostalAddress()  # noqa: RUF009 - frozen, so it may be shared


class _Written(TypedDict):
    """What was typed, as it is kept."""

    given_name: str
    family_name: str
    born_on: date
    phone: str | None
    email: str | None
    address: PostalAddress | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NewPatient:
    """Take a patient in; the number is given by the device's own block."""

    command_id: CommandId
    details: PatientDetails


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class EditPatient:
    """Correct a record that looked like `seen` when the form was opened."""

    command_id: CommandId
    seen: Patient
    details: PatientDetails


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientEditing:
    """Writes the record; each command counts once."""

    units: Units
    gate: Gate
    clock: Clock
    phones: PhoneFormat

    def create(self, session: Session, command: NewPatient) -> tuple[Patient, Changes]:
        """Take a patient in; the same command again changes nothing.

        Raises:
            AccessDenied, PatientNameIsMissing, BirthDateIsInTheFuture, BirthDateIsTooEarly,
            PhoneIsMalformed, EmailIsMalformed, TextIsTooLong, NumberBlockIsUsedUp: see there.
        """
        fields = self._fields(command.details)
        patient_id = PatientId(command.command_id)
        with self.units() as unit:
            if unit.outbox.has_seen(command.command_id):
                return unit.patients.patient(patient_id), NO_CHANGES
            self._pass(unit, session, Action.PATIENT_REGISTER, patient_id, command.command_id)
            # A patient that is refused must not use a number up.
            draft = Patient(
                patient_id=patient_id, number="P", home_site_id=session.site_id, **fields
            )
            year = self.clock().astimezone().year
            number = str(unit.numbers.take(NumberSeries.PATIENT, year=year))
            patient = replace(draft, number=number)
            self._write(unit, session, PatientChanged(patient=patient), command.command_id)
            return patient, unit.commit()

    def edit(self, session: Session, command: EditPatient) -> tuple[Patient, Changes]:
        """Correct a record; what somebody else changed meanwhile in other fields stays.

        Raises:
            PatientWasChangedMeanwhile: the same field has two answers now; nothing changed.
            AccessDenied, PatientNotFound, PatientNameIsMissing, BirthDateIsInTheFuture,
            BirthDateIsTooEarly, PhoneIsMalformed, EmailIsMalformed, TextIsTooLong: see there.
        """
        asked = replace(command.seen, **self._fields(command.details, seen=command.seen))
        patient_id = asked.patient_id
        with self.units() as unit:
            now = unit.patients.patient(patient_id)
            if unit.outbox.has_seen(command.command_id):
                return now, NO_CHANGES
            changed = changed_fields(command.seen, asked)
            merged = _merged(now, command.seen, asked)
            if not changed or fields_of(merged) == fields_of(now):
                return now, NO_CHANGES
            self._pass(unit, session, Action.PATIENT_EDIT, patient_id, command.command_id)
            patient = replace(merged, version=now.version + 1)
            before = {name: fields_of(now)[name] for name in changed_fields(now, patient)}
            event = PatientChanged(
                patient=patient,
                change_id=command.command_id,
                changed_at=self.clock(),
                changed_by=session.user_id,
                before=before,
            )
            self._write(unit, session, event, command.command_id)
            return patient, unit.commit()

    def _fields(self, details: PatientDetails, *, seen: Patient | None = None) -> _Written:
        require_birth_date(details.born_on, self.clock().astimezone().date())
        typed = details.phone.strip()
        # What came in before numbers were checked stays as it is until somebody touches it.
        is_kept = seen is not None and typed == (seen.phone or "")
        phone = typed if is_kept or not typed else self.phones(typed)
        return {
            "given_name": details.given_name.strip(),
            "family_name": details.family_name.strip(),
            "born_on": details.born_on,
            "phone": phone or None,
            "email": details.email.strip() or None,
            "address": None if details.address.is_empty else details.address,
        }

    def _pass(
        self,
        unit: UnitOfWork,
        session: Session,
        action: Action,
        patient_id: PatientId,
        command_id: CommandId,
    ) -> None:
        access = Access(
            action=action,
            subject_type="patient",
            subject_id=patient_id,
            correlation_id=command_id,
        )
        self.gate.pass_through(unit, session, access)

    def _write(
        self, unit: UnitOfWork, session: Session, event: PatientChanged, command_id: CommandId
    ) -> None:
        unit.patients.save_patient(event.patient)
        unit.outbox.add(
            event, actor=session.user_id, session_id=session.session_id, command_id=command_id
        )


def fields_of(patient: Patient) -> dict[str, str | None]:
    """Return what may be corrected, field by field, as text."""
    address = patient.address or PostalAddress()
    return {
        "given_name": patient.given_name,
        "family_name": patient.family_name,
        "born_on": patient.born_on.isoformat(),
        "phone": patient.phone,
        "email": patient.email,
        "street": address.street or None,
        "postcode": address.postcode or None,
        "city": address.city or None,
        "country": address.country or None,
    }


def changed_fields(before: Patient, after: Patient) -> tuple[str, ...]:
    """Return the names of the fields that differ."""
    old, new = fields_of(before), fields_of(after)
    return tuple(name for name in old if old[name] != new[name])


def _merged(now: Patient, seen: Patient, asked: Patient) -> Patient:
    """Bring a correction to the record as it is now.

    Raises:
        PatientWasChangedMeanwhile: a field that was corrected has been corrected otherwise.
    """
    current, old, new = fields_of(now), fields_of(seen), fields_of(asked)
    wanted = {name: new[name] for name in changed_fields(seen, asked)}
    for name, value in wanted.items():
        if current[name] not in (old[name], value):
            raise PatientWasChangedMeanwhile(field=name)
    return with_fields(now, wanted)


def with_fields(patient: Patient, wanted: Mapping[str, str | None]) -> Patient:
    """Return the record with some fields written anew."""
    fields = {**fields_of(patient), **wanted}
    address = PostalAddress(
        street=fields["street"] or "",
        postcode=fields["postcode"] or "",
        city=fields["city"] or "",
        country=fields["country"] or "",
    )
    return replace(
        patient,
        given_name=fields["given_name"] or "",
        family_name=fields["family_name"] or "",
        born_on=date.fromisoformat(fields["born_on"] or ""),
        phone=fields["phone"],
        email=fields["email"],
        address=None if address.is_empty else address,
    )
