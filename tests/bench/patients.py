"""A chain's worth of patients, the same every time, written as fast as the store takes them."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from uuid import UUID

from app.adapters.store.folding import birth_words, fold, phone_words, tails_of, words_of
from app.domain.customers import Patient
from app.domain.kernel.ids import PatientId, SiteId
from tests.factories.places import STORE_ID
from tests.integration.store.stores import bare

SEED = 1968
BATCH = 5000
COLUMNS = (
    "patient_id, number, given_name, family_name, given_key, family_key, born_on, phone,"
    " home_site_id, version"
)
Rows = list[tuple[object, ...]]
ADD_NAME = (
    "INSERT INTO customers_search_names VALUES (?, ?)"
    " ON CONFLICT (name) DO UPDATE SET owners = owners + excluded.owners"
)
FIRST_DAY = date(1925, 1, 1)
GIVEN = (
    *("Anna", "Jan", "Maria", "Piotr", "Sofia", "Luca", "Nora", "Jonas", "Ines", "Karim"),
    *("Rosalind", "Andrzej", "Marta", "Björn", "Zoë", "Hélène", "Tomás", "Agnieszka", "Ivo"),
)
ONSETS = ("Kow", "Br", "Acht", "Lind", "Mor", "Od", "Wiś", "P", "H", "V", "Z", "Gr", "T", "Sch")
VOWELS = ("a", "e", "i", "o", "u", "au", "ei", "ö", "ę", "ia")
CODAS = ("l", "n", "r", "dt", "k", "m", "s", "w", "tz", "ch", "ll", "rt")
MIDDLES = ("", "en", "er", "in", "ov", "el", "an", "mann", "son", "ick")
ENDS = ("ska", "ski", "berg", "feld", "ya", "wska", "quist", "stein", "hof", "ez", "", "-Rieger")


def patients(count: int) -> Iterator[Patient]:
    """Yield patients with believable names, birth dates and phones."""
    random = Random(SEED)
    for number in range(count):
        stem = random.choice(ONSETS) + random.choice(VOWELS) + random.choice(CODAS)
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


def fill_with_patients(file: Path, key: str, count: int) -> None:
    """Write `count` patients into a store that is closed, with the words the store would write.

    Many rows a statement: through the door of one patient at a time it takes four times as long.
    """
    names: Counter[str] = Counter()
    with bare(file, key) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -1000000")
        connection.execute("BEGIN")
        known = "SELECT coalesce(max(search_id), 0) FROM customers_search_keys"
        first = connection.execute(known).fetchone()[0] + 1
        waiting = enumerate(patients(count), start=first)
        while batch := list(islice(waiting, BATCH)):
            for statement, rows in _rows(batch, names):
                connection.executemany(statement, rows)
        connection.executemany(ADD_NAME, names.items())
        connection.execute("COMMIT")


def _rows(batch: list[tuple[int, Patient]], names: Counter[str]) -> Iterator[tuple[str, Rows]]:
    people: Rows = []
    keys: Rows = []
    entries: dict[str, Rows] = {"words": [], "digits": [], "parts": []}
    for place, patient in batch:
        own = words_of(patient.given_name, patient.family_name)
        names.update(own)
        people.append(
            (
                *(str(patient.patient_id), patient.number),
                *(patient.given_name, patient.family_name),
                *(fold(patient.given_name), fold(patient.family_name)),
                *(patient.born_on.isoformat(), patient.phone, str(patient.home_site_id), 1),
            )
        )
        folded = (fold(patient.family_name), fold(patient.given_name), patient.number)
        keys.append((place, str(patient.patient_id), *folded, " ".join(sorted(own))))
        number = words_of(patient.number)
        words = own | number | phone_words(patient.phone) | birth_words(patient.born_on)
        for index, found_by in (
            ("words", words),
            ("digits", tails_of(words)),
            ("parts", own | number),
        ):
            entries[index].append((place, " ".join(sorted(found_by))))
    yield f"INSERT INTO customers_patients ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?)", people
    yield "INSERT INTO customers_search_keys VALUES (?, ?, ?, ?, ?, ?)", keys
    for index, rows in entries.items():
        yield f"INSERT INTO customers_search_{index} (rowid, keys) VALUES (?, ?)", rows
