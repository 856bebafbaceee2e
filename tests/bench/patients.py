"""A chain's worth of patients, the same every time, written as fast as the store takes them."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from uuid import UUID

from app.adapters.store.local_store import LocalStore
from app.domain.customers import Patient
from app.domain.kernel.ids import PatientId, SiteId
from tests.factories.places import STORE_ID

SEED = 1968
BATCH = 5000
FIRST_DAY = date(1925, 1, 1)
GIVEN = (
    *("Anna", "Jan", "Maria", "Piotr", "Sofia", "Luca", "Nora", "Jonas", "Ines", "Karim"),
    *("Rosalind", "Andrzej", "Marta", "Björn", "Zoë", "Hélène", "Tomás", "Agnieszka", "Ivo"),
)
STEMS = ("Kowal", "Brandt", "Achter", "Linden", "Moreau", "Odu", "Wiśnie", "Petro", "Hart", "Vad")
MIDDLES = ("", "en", "er", "in", "ov", "el", "an", "mann", "son", "ick")
ENDS = ("ska", "ski", "berg", "feld", "ya", "wska", "quist", "stein", "hof", "ez", "", "-Rieger")


def patients(count: int) -> Iterator[Patient]:
    """Yield patients with believable names, birth dates and phones."""
    random = Random(SEED)
    for number in range(count):
        stem = random.choice(STEMS)
        name = f"{stem}{random.choice(MIDDLES)}{random.choice(MIDDLES)}{random.choice(ENDS)}"
        yield Patient(
            patient_id=PatientId(UUID(int=random.getrandbits(128), version=4)),
            number=f"P-LIN-26-{number + 1}",
            given_name=random.choice(GIVEN),
            family_name=name,
            born_on=FIRST_DAY + timedelta(days=random.randrange(36_000)),
            phone=f"+4917{random.randrange(10**8):08d}",
            home_site_id=SiteId(STORE_ID),
        )


def fill_with_patients(store: LocalStore, count: int) -> None:
    """Write `count` patients through the same door as any other."""
    waiting = patients(count)
    for _ in range(0, count, BATCH):
        with store.units() as unit:
            for _, patient in zip(range(BATCH), waiting, strict=False):
                unit.patients.save_patient(patient)
            unit.commit()
