"""Believable people who do not exist: patients with prescriptions, and the staff of a demo."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID, uuid5

from app.contracts.v1 import EyePowerV1, PatientV1, PrescriptionV1
from app.domain.kernel.access import Role

_GIVEN = """
Anna Jürgen Zofia Mehmet Giulia Søren Łukasz Chloé Ayşe Björn Mariam Tomáš Inês Oleksandr Hannah
Grzegorz Fatima Élodie Noah Żaneta Kofi Ingeborg Matteo Nguyễn Lena Håkon Priya Dragan Sofía Jörg
Aleksandra Yusuf Maja Pál Saoirse Karl-Heinz Amélie Stanisław Hiroko Emil
"""
_FAMILY = """
Müller Kowalczyk Yılmaz Rossi Østergård Wiśniewska Lefèvre Öztürk Lindström Haddad Novák Ferreira
Shevchenko Groß Szymański El-Amin Dubois Jäger Żuławska Mensah Weiß Bianchi Trần Schäfer Nilsen
Sharma Petrović Núñez Köhler Wójcik Demir Krüger Horváth O’Brien Böhm Moreau Dąbrowska Sato
Hoffmann Großmann
"""
GIVEN_NAMES, FAMILY_NAMES = tuple(_GIVEN.split()), tuple(_FAMILY.split())
PRESCRIBERS = ("Dr. A. Weiß", "Dr. M. Sobczak", "Dr. L. Okafor", "Dr. H. Sandberg")
# Number blocks that the German regulator keeps free for films and books.
PHONE_BLOCKS = ("+49 30 23125 ", "+49 40 66969 ", "+49 69 90009 ", "+49 221 4710 ", "+49 89 99998 ")

OLDEST_BORN, YEARS_OF_BIRTH = 1932, 84
PRESBYOPIA_FROM = 44
QUARTER = 250
VALID_FOR = timedelta(days=3 * 365)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """A member of staff with a PIN that anybody may know, because it is a demo."""

    user_id: UUID
    name: str
    role: Role
    pin: str


def demo_staff(namespace: UUID) -> tuple[DemoPerson, ...]:
    """Return who works in the demo chain."""
    people = (
        ("Marta K.", Role.OPTICIAN, "135790"),
        ("Jonas W.", Role.OPTICIAN, "246813"),
        ("Ewa S.", Role.MANAGER, "975310"),
        ("Ivo P.", Role.TECHNICIAN, "246802"),
        ("Lina B.", Role.TECHNICIAN, "864208"),
    )
    return tuple(
        DemoPerson(user_id=uuid5(namespace, f"staff:{name}"), name=name, role=role, pin=pin)
        for name, role, pin in people
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoStore:
    """The store whose patients are made up."""

    namespace: UUID
    site_id: UUID
    code: str
    optician: UUID


def demo_patient(store: DemoStore, number: int, chance: Random) -> PatientV1:
    """Return the store's patient number `number`."""
    phone = f"{chance.choice(PHONE_BLOCKS)}{chance.randrange(1000):03d}"
    return PatientV1(
        patient_id=uuid5(store.namespace, f"patient:{store.code}:{number}"),
        number=f"P-{store.code}-{number:05d}",
        given_name=chance.choice(GIVEN_NAMES),
        family_name=chance.choice(FAMILY_NAMES),
        born_on=date(OLDEST_BORN, 1, 1) + timedelta(days=chance.randrange(YEARS_OF_BIRTH * 365)),
        phone=phone if chance.random() > 1 / 10 else None,
        home_site_id=store.site_id,
        version=1,
    )


def demo_prescription(
    store: DemoStore, patient: PatientV1, chance: Random, *, today: date
) -> PrescriptionV1:
    """Return a prescription that fits the patient's age and has not expired."""
    issued_on = today - timedelta(days=chance.randrange(700))
    age = issued_on.year - patient.born_on.year
    sphere = QUARTER * round(max(-32.0, min(20.0, chance.gauss(-4, 9))))
    add = _add(age)
    return PrescriptionV1(
        prescription_id=uuid5(store.namespace, f"prescription:{patient.number}"),
        patient_id=patient.patient_id,
        right=_eye(sphere, add, chance),
        left=_eye(sphere + QUARTER * chance.randrange(-2, 3), add, chance),
        issued_on=issued_on,
        expires_on=issued_on + VALID_FOR,
        prescriber=chance.choice(PRESCRIBERS),
        issued_by=store.optician,
        replaces=None,
    )


def _add(age: int) -> int | None:
    if age < PRESBYOPIA_FROM:
        return None
    return min(2500, 750 + QUARTER * ((age - PRESBYOPIA_FROM) // 3))


def _eye(sphere: int, add: int | None, chance: Random) -> EyePowerV1:
    cylinder = -QUARTER * chance.choice((0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 8))
    # Most astigmatism lies with or against the rule; little of it is oblique.
    axis = chance.choice((180, 90, 180)) + chance.randrange(-20, 21)
    return EyePowerV1(
        sphere_thousandths=sphere,
        cylinder_thousandths=cylinder,
        axis_deg=(axis - 1) % 180 + 1 if cylinder else None,
        add_thousandths=add,
        base_in_thousandths=None,
        base_up_thousandths=None,
        is_balance=False,
    )
