"""What goes wrong with patients' records."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from app.adapters.exchange.phone_numbers import in_full
from app.domain.customers import AlertKind, Channel, Patient, Purpose, RelationKind
from app.domain.kernel.access import Role
from app.domain.kernel.ids import CommandId, SessionId, UserId
from app.services.auditing import Gate
from app.services.people import people_of
from app.services.people.editing import EditPatient, NewPatient, PatientDetails
from app.services.people.files import AddFile
from app.services.people.merging import MergePatients
from app.services.people.notes import LinkRelation, TakeConsent, WriteAlert
from app.services.session import Session
from tests.bad_input.cases import BadInput
from tests.factories import a_patient
from tests.factories.moments import NOW
from tests.factories.places import STORE_ID
from tests.fakes.clock import FakeClock
from tests.fakes.ids import CountingIds
from tests.fakes.payments import FakePaymentUnit

NORA = PatientDetails(
    given_name="Nora", family_name="Feld", born_on=date(1999, 3, 14), phone="0170 1234567"
)


@dataclass
class RecordShop:
    """A store with one patient; `unit` is what it stored."""

    unit: FakePaymentUnit = field(default_factory=FakePaymentUnit)
    ids: CountingIds = field(default_factory=CountingIds)

    def __post_init__(self) -> None:
        clock = FakeClock(now=NOW)
        self.people = people_of(
            units=lambda: self.unit,
            gate=Gate(clock=clock, new_id=self.ids),
            clock=clock,
            phones=partial(in_full, region="DE"),
        )
        self.patient: Patient = a_patient()
        self.unit.memory.patients.save_patient(self.patient)

    def command(self) -> CommandId:
        return CommandId(self.ids())

    def session(self, role: Role = Role.OPTICIAN) -> Session:
        return Session(
            session_id=SessionId(self.ids()),
            user_id=UserId(self.ids()),
            name="Somebody",
            roles=frozenset({role}),
            site_id=STORE_ID,
            started_at=NOW,
        )


def register(shop: RecordShop, **typed: object) -> object:
    command = NewPatient(command_id=shop.command(), details=replace(NORA, **typed))  # type: ignore[arg-type]
    return shop.people.editing.create(shop.session(), command)


def edit_at_once(shop: RecordShop) -> object:
    seen = shop.patient
    for name in ("Kowalski", "Kowal"):
        details = PatientDetails(given_name=seen.given_name, family_name=name, born_on=seen.born_on)
        command = EditPatient(command_id=shop.command(), seen=seen, details=details)
        shop.people.editing.edit(shop.session(), command)
    return None


def alert(shop: RecordShop, text: str) -> object:
    command = WriteAlert(
        command_id=shop.command(),
        patient_id=shop.patient.patient_id,
        kind=AlertKind.HEALTH,
        text=text,
    )
    return shop.people.notes.write(shop.session(), command)


def consent(shop: RecordShop) -> object:
    command = TakeConsent(
        command_id=shop.command(),
        patient_id=shop.patient.patient_id,
        channel=Channel.EMAIL,
        purpose=Purpose.RECALL,
        is_given=True,
        wording=" ",
    )
    return shop.people.notes.take_consent(shop.session(), command)


def their_own_parent(shop: RecordShop) -> object:
    command = LinkRelation(
        command_id=shop.command(),
        patient_id=shop.patient.patient_id,
        other_id=shop.patient.patient_id,
        kind=RelationKind.PARENT,
        pays=True,
    )
    return shop.people.notes.write(shop.session(), command)


def file(shop: RecordShop, size: int) -> object:
    command = AddFile(
        command_id=shop.command(),
        patient_id=shop.patient.patient_id,
        name="scan.pdf",
        content=b"%" * size,
    )
    return shop.people.files.add(shop.session(), command)


def merge(shop: RecordShop, reason: str) -> object:
    command = MergePatients(
        command_id=shop.command(),
        winner_id=shop.patient.patient_id,
        loser_id=shop.patient.patient_id,
        reason=reason,
    )
    return shop.people.merging.merge(shop.session(Role.MANAGER), command)


PEOPLE: tuple[BadInput[RecordShop], ...] = (
    BadInput(
        name="a name of ten thousand letters",
        do=lambda s: register(s, given_name="N" * 10_000),
        code="kernel.text.too_long",
        seen="The given name is too long. Use at most 80 signs.",
    ),
    BadInput(
        name="no family name",
        do=lambda s: register(s, family_name="  "),
        code="customers.patient.name_missing",
        seen="A patient needs a given name and a family name.",
    ),
    BadInput(
        name="born in the next century",
        do=lambda s: register(s, born_on=date(2199, 1, 1)),
        code="customers.birth_date.in_the_future",
        seen="1 Jan 2199 has not come yet. Correct the birth date.",
    ),
    BadInput(
        name="born before anybody alive",
        do=lambda s: register(s, born_on=date(1899, 12, 31)),
        code="customers.birth_date.too_early",
        seen="31 Dec 1899 is too long ago. Correct the birth date.",
    ),
    BadInput(
        name="a mail address cut short",
        do=lambda s: register(s, email="nora@"),
        code="customers.email.malformed",
        seen="This is no e-mail address. Write it like anna@example.org.",
    ),
    BadInput(
        name="a phone number of two digits",
        do=lambda s: register(s, phone="12"),
        code="customers.phone.malformed",
        seen="No country has such a phone number. Type it with its area code, or begin "
        "with + and the country.",
    ),
    BadInput(
        name="a patient taken in by a technician",
        do=lambda s: s.people.editing.create(
            s.session(Role.TECHNICIAN), NewPatient(command_id=s.command(), details=NORA)
        ),
        code="access.denied",
        seen="You may not do this here. Ask a manager to sign in.",
    ),
    BadInput(
        name="the same field corrected by two people",
        do=edit_at_once,
        code="customers.patient.changed_meanwhile",
        seen="Somebody corrected the same field meanwhile. Open the record again and look.",
    ),
    BadInput(
        name="an alert of nothing",
        do=lambda s: alert(s, " "),
        code="customers.note.empty",
        seen="Write something first.",
    ),
    BadInput(
        name="an alert of ten thousand signs",
        do=lambda s: alert(s, "x" * 10_000),
        code="kernel.text.too_long",
        seen="The alert is too long. Use at most 2000 signs.",
    ),
    BadInput(
        name="a consent nobody can read",
        do=consent,
        code="customers.consent.no_wording",
        seen="Write down the words the patient agreed to.",
    ),
    BadInput(
        name="their own parent",
        do=their_own_parent,
        code="customers.relation.to_oneself",
        seen="Choose another person of the family.",
    ),
    BadInput(
        name="a file of eleven megabytes",
        do=lambda s: file(s, 11 * 1024 * 1024),
        code="customers.file.too_large",
        seen="The file is larger than 10 MB. Add a smaller one.",
    ),
    BadInput(
        name="an empty file",
        do=lambda s: file(s, 0),
        code="customers.file.empty",
        seen="There is nothing in this file. Choose another.",
    ),
    BadInput(
        name="a record made one with itself",
        do=lambda s: merge(s, "twice"),
        code="customers.merge.with_itself",
        seen="These two are one record already. Choose another.",
    ),
)
