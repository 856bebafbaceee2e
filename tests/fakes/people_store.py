"""Patients, catalogue and staff in memory."""

from dataclasses import dataclass, field
from datetime import datetime

from app.adapters.store.folding import (
    asked_of_patients,
    asked_words,
    begins_one_of,
    birth_words,
    fold,
    phone_words,
    words_of,
)
from app.domain.catalog import Frame, FrameNotFound, Lens, LensNotFound
from app.domain.customers import Patient, PatientNotFound, Prescription, PrescriptionNotFound
from app.domain.kernel.ids import PatientId, PrescriptionId, UserId
from app.services.views import PatientRow, StaffMember


def is_hit(text: str, words: frozenset[str]) -> bool:
    """Return whether a search for `text` finds a record with these words."""
    asked = asked_words(text)
    return bool(asked) and all(begins_one_of(each, words) for each in asked)


@dataclass(kw_only=True)
class FakePatients:
    """Plays PatientRepository."""

    known: dict[PatientId, Patient] = field(default_factory=dict)
    prescriptions: dict[PrescriptionId, Prescription] = field(default_factory=dict)

    def patient(self, patient_id: PatientId) -> Patient:
        if patient_id not in self.known:
            raise PatientNotFound(patient_id=str(patient_id))
        return self.known[patient_id]

    def prescription(self, prescription_id: PrescriptionId) -> Prescription:
        if prescription_id not in self.prescriptions:
            raise PrescriptionNotFound(prescription_id=str(prescription_id))
        return self.prescriptions[prescription_id]

    def prescriptions_of(self, patient_id: PatientId) -> tuple[Prescription, ...]:
        own = (each for each in self.prescriptions.values() if each.patient_id == patient_id)
        newest = sorted(own, key=lambda each: (each.issued_on, str(each.prescription_id)))
        return tuple(reversed(newest))

    def search(self, text: str, *, limit: int) -> tuple[PatientRow, ...]:
        asked = asked_of_patients(text)
        hits = [each for each in self.known.values() if _is_asked(asked, _patient_words(each))]
        hits.sort(key=lambda each: _rank(text, each))
        return tuple(_row(each) for each in hits[:limit])

    def row(self, patient_id: PatientId) -> PatientRow:
        return _row(self.patient(patient_id))

    def save_patient(self, patient: Patient) -> None:
        known = self.known.get(patient.patient_id)
        if known is None or known.version < patient.version:
            self.known[patient.patient_id] = patient

    def add_prescription(self, prescription: Prescription) -> None:
        self.prescriptions.setdefault(prescription.prescription_id, prescription)


@dataclass(kw_only=True)
class FakeCatalogue:
    """Plays CatalogueRepository."""

    frames: dict[str, Frame] = field(default_factory=dict)
    lenses: dict[str, Lens] = field(default_factory=dict)

    def frame(self, sku: str) -> Frame:
        by_gtin = {each.gtin: each for each in self.frames.values()}
        found = self.frames.get(sku) or by_gtin.get(sku)
        if found is None:
            raise FrameNotFound(sku=sku)
        return found

    def lens(self, sku: str) -> Lens:
        if sku not in self.lenses:
            raise LensNotFound(sku=sku)
        return self.lenses[sku]

    def search_frames(self, text: str, *, limit: int) -> tuple[Frame, ...]:
        frames = sorted(self.frames.values(), key=lambda each: each.sku)
        return tuple(each for each in frames if is_hit(text, _frame_words(each)))[:limit]

    def search_lenses(self, text: str, *, limit: int) -> tuple[Lens, ...]:
        lenses = sorted(self.lenses.values(), key=lambda each: each.sku)
        return tuple(each for each in lenses if is_hit(text, _lens_words(each)))[:limit]

    def save_frame(self, frame: Frame) -> None:
        self.frames[frame.sku] = frame

    def save_lens(self, lens: Lens) -> None:
        self.lenses[lens.sku] = lens


@dataclass(kw_only=True)
class FakeStaff:
    """Plays StaffDirectory."""

    people: dict[UserId, StaffMember] = field(default_factory=dict)
    failed: list[tuple[UserId, datetime]] = field(default_factory=list)

    def members(self) -> tuple[StaffMember, ...]:
        return tuple(sorted(self.people.values(), key=lambda each: (each.name, str(each.user_id))))

    def save_member(self, member: StaffMember) -> None:
        self.people[member.user_id] = member

    def failures(self, user_id: UserId) -> tuple[int, datetime | None]:
        own = [at for each, at in self.failed if each == user_id]
        return len(own), own[-1] if own else None

    def record_failure(self, user_id: UserId, at: datetime) -> None:
        self.failed.append((user_id, at))

    def clear_failures(self, user_id: UserId) -> None:
        self.failed[:] = [each for each in self.failed if each[0] != user_id]


def _patient_words(patient: Patient) -> frozenset[str]:
    names = words_of(patient.given_name, patient.family_name, patient.number)
    return names | phone_words(patient.phone) | birth_words(patient.born_on)


def _is_asked(asked: tuple[frozenset[str], ...], words: frozenset[str]) -> bool:
    return bool(asked) and all(
        any(
            word.startswith(part) or (len(part) > 2 and part in word)
            for part in each
            for word in words
        )
        for each in asked
    )


def _frame_words(frame: Frame) -> frozenset[str]:
    return words_of(frame.brand, frame.model, frame.colour, frame.sku, frame.gtin)


def _lens_words(lens: Lens) -> frozenset[str]:
    return words_of(lens.name, lens.kind, lens.material, lens.coating, lens.sku)


def _rank(text: str, patient: Patient) -> tuple[int, str, str, str]:
    first = asked_of_patients(text)[0]
    family, given = fold(patient.family_name), fold(patient.given_name)
    if begins_one_of(first, frozenset({family})):
        return (0, family, given, patient.number)
    return (1 if begins_one_of(first, frozenset({given})) else 2, family, given, patient.number)


def _row(patient: Patient) -> PatientRow:
    return PatientRow(
        patient_id=patient.patient_id,
        number=patient.number,
        given_name=patient.given_name,
        family_name=patient.family_name,
        born_on=patient.born_on,
        phone=patient.phone,
    )
