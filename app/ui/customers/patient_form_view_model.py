"""A patient being typed: what stands in the fields, and who it may be already."""

import json
from datetime import date

from PySide6.QtCore import QObject, Signal

from app.domain.customers import Patient, PostalAddress
from app.domain.customers.birth_date import BirthDateIsUnreadable, parse_birth_date
from app.domain.kernel.errors import DioptreError
from app.domain.kernel.ids import CommandId
from app.messages.catalogue import sentence, tr
from app.services.changes import Changes
from app.services.draft_ports import Draft, DraftWork
from app.services.patient_ports import Sketch
from app.services.people.editing import EditPatient, NewPatient, PatientDetails
from app.services.people.finding import Likely
from app.ui.desktop import Desk
from app.ui.refusal_log import log_refusal
from app.ui.runner import Newest

FIELDS = (
    "given_name",
    "family_name",
    "born_on",
    "phone",
    "email",
    "street",
    "postcode",
    "city",
    "country",
)
DRAFT_KIND, DRAFT_SUBJECT = "patient", "new"
LOOKED_AT = ("given_name", "family_name", "born_on", "phone")


class PatientFormViewModel(QObject):
    """Looks for likenesses while it is typed; never stands in the way of saving."""

    likely_found = Signal(object)
    saved = Signal(object)
    refused = Signal(str, str)
    resumed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._likely = Newest(desk.services.runner)
        self._seen: Patient | None = None
        self._command_id: CommandId | None = None
        self._is_saving = False
        self._typed: dict[str, str] = {}
        self._watch = desk.drafts.watch(DRAFT_KIND, self._work)
        desk.drafts.on_resume(DRAFT_KIND, self._resume)

    @property
    def is_new(self) -> bool:
        """Return whether a patient is taken in, and none corrected."""
        return self._seen is None

    def begin(self, seen: Patient | None = None) -> None:
        """Begin with an empty form, or with a record to correct."""
        self._seen = seen
        self._command_id = self._desk.services.new_command_id()
        self._is_saving = False
        self._typed = {}

    def keep(self, typed: dict[str, str]) -> None:
        """Keep what was typed of a new patient, so that nothing but a person can lose it."""
        self._typed = typed
        if self.is_new:
            self._watch.touch()

    def throw_away(self) -> None:
        """Forget what was typed of a new patient."""
        self._typed = {}
        if self.is_new:
            self._watch.discard(DRAFT_SUBJECT)

    def look(self, typed: dict[str, str]) -> None:
        """Look for patients like the one being typed."""
        if not self.is_new or self._desk.is_locked:
            return
        session, finding = self._desk.session, self._desk.services.people.finding
        sketch = Sketch(
            given_name=typed["given_name"],
            family_name=typed["family_name"],
            born_on=self._birth_date(typed),
            phone=typed["phone"],
        )
        self._likely.run(
            lambda: finding.similar(session, sketch), done=self._tell_likely, failed=self._refuse
        )

    def save(self, typed: dict[str, str]) -> None:
        """Save the form as it stands; a second press while saving does nothing."""
        if self._is_saving or self._command_id is None:
            return
        try:
            born_on = parse_birth_date(typed["born_on"], self._desk.today())
        except BirthDateIsUnreadable as refusal:
            self._refuse(refusal)
            log_refusal(refusal.code)
            return
        details = PatientDetails(
            given_name=typed["given_name"],
            family_name=typed["family_name"],
            born_on=born_on,
            phone=typed["phone"],
            email=typed["email"],
        )
        self._send(details, typed, self._command_id)

    def _send(self, details: PatientDetails, typed: dict[str, str], command_id: CommandId) -> None:
        session, editing, seen = self._desk.session, self._desk.services.people.editing, self._seen
        self._is_saving = True

        def send() -> tuple[Patient, Changes]:
            whole = _with_address(details, typed)
            if seen is None:
                return editing.create(session, NewPatient(command_id=command_id, details=whole))
            command = EditPatient(command_id=command_id, seen=seen, details=whole)
            return editing.edit(session, command)

        self._desk.services.runner.run(send, done=self._tell_saved, failed=self._refuse)

    def _work(self) -> DraftWork | None:
        if not self.is_new or not any(self._typed.values()):
            return None
        name = f"{self._typed['given_name']} {self._typed['family_name']}".strip()
        return DraftWork(
            kind=DRAFT_KIND,
            subject=DRAFT_SUBJECT,
            title=tr("New patient {name}", name=name),
            json=json.dumps(self._typed),
        )

    def _resume(self, draft: Draft) -> None:
        typed = _typed_in(draft.json)
        if typed:
            self.resumed.emit(typed)

    def _birth_date(self, typed: dict[str, str]) -> date | None:
        try:
            return parse_birth_date(typed["born_on"], self._desk.today())
        except BirthDateIsUnreadable:
            # Half typed; the name alone is looked for meanwhile.
            return None

    def _tell_likely(self, likely: tuple[Likely, ...]) -> None:
        self.likely_found.emit(likely)

    def _tell_saved(self, answer: tuple[Patient, Changes]) -> None:
        patient, changes = answer
        self._desk.publish(changes)
        self.throw_away()
        self.saved.emit(patient)

    def _refuse(self, error: DioptreError) -> None:
        self._is_saving = False
        self.refused.emit(sentence(error), _field_of(error))


def _typed_in(text: str) -> dict[str, str]:
    """Return the fields of a draft; nothing if another program wrote it."""
    try:
        told = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(told, dict):
        return {}
    return {name: told[name] for name in FIELDS if isinstance(told.get(name), str)}


def _with_address(details: PatientDetails, typed: dict[str, str]) -> PatientDetails:
    return PatientDetails(
        given_name=details.given_name,
        family_name=details.family_name,
        born_on=details.born_on,
        phone=details.phone,
        email=details.email,
        address=PostalAddress(
            street=typed["street"].strip(),
            postcode=typed["postcode"].strip(),
            city=typed["city"].strip(),
            country=typed["country"].strip(),
        ),
    )


def _field_of(error: DioptreError) -> str:
    told = str(error.facts.get("field", ""))
    if told in FIELDS:
        return told
    fields = {
        "customers.birth_date": "born_on",
        "customers.phone": "phone",
        "customers.email": "email",
        "customers.patient": "family_name",
    }
    return fields.get(error.code.rpartition(".")[0], "given_name")
