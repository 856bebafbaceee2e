"""How long the store takes to find patients among a chain's, by what a person types."""

from collections.abc import Callable, Sequence
from contextlib import closing
from random import Random
from typing import Any
from uuid import uuid4

from app.adapters.security.profile_keys import key_of
from app.adapters.store.engine import connect
from app.adapters.store.local_store import LocalStore
from app.adapters.store.profile import Profile
from app.adapters.store.unit_of_work import Surroundings
from app.domain.customers import Patient
from app.services.customers import HITS_MAX
from tests.bench.chain_store import PATIENTS, a_chain_store
from tests.bench.figures import Figure, stopwatch
from tests.bench.patients import patients
from tests.factories.moments import NOW

GOAL_P95_MS = 10.0
ASKED_FOR = 60
WARM_UP = 5
SEED = 77

Asked = Callable[[Patient], str]


def _mistyped(patient: Patient) -> str:
    name = patient.family_name
    return name[:2] + name[3] + name[2] + name[4:] if len(name) > 5 else name + "x"


KINDS: dict[str, Asked] = {
    "1 letter": lambda each: each.family_name[:1],
    "2 letters": lambda each: each.family_name[:2],
    "3 letters": lambda each: each.family_name[:3],
    "5 letters": lambda each: each.family_name[:5],
    "both names": lambda each: f"{each.given_name[:3]} {each.family_name[:4]}",
    "middle of a name": lambda each: each.family_name[2:6],
    "phone begun": lambda each: "0" + str(each.phone)[3:9],
    "end of a phone": lambda each: str(each.phone)[-5:],
    "2 digits": lambda each: str(each.phone)[-2:],
    "birth date": lambda each: f"{each.born_on:%d.%m.%y}",
    "number": lambda each: each.number,
    "mistyped name": _mistyped,
    "nobody": lambda each: f"{each.family_name[:3]}qxq",
}


def run() -> dict[str, Any]:
    """Return the times of the repository's search, and of one bare match of the index."""
    asked_for = Random(SEED).sample(list(patients(PATIENTS)), ASKED_FOR + WARM_UP)
    with a_chain_store() as folder:
        key = key_of(folder)()
        bare = _bare_matches(Profile(folder), key, asked_for)
        surroundings = Surroundings(
            clock=lambda: NOW, new_id=uuid4, on_commit=lambda _changes: None
        )
        store = LocalStore.open(Profile(folder), key, surroundings)
        figures = [_figure(store, kind, asked_for, bare) for kind in KINDS]
        store.close()
    return {figure.name: figure.as_json() for figure in (*figures, bare)}


def _figure(store: LocalStore, kind: str, asked_for: Sequence[Patient], bare: Figure) -> Figure:
    times: list[float] = []
    for patient in asked_for:
        text = KINDS[kind](patient)
        with store.units() as unit, stopwatch(times):
            unit.patients.search(text, limit=HITS_MAX)
    figure = Figure(name=f"search: {kind}", times_ms=times[WARM_UP:], goal_p95_ms=GOAL_P95_MS)
    figure.ratios["p95_to_bare"] = figure.p95_ms / bare.p95_ms
    return figure


def _bare_matches(profile: Profile, key: str, asked_for: Sequence[Patient]) -> Figure:
    """Measure the least a search can do: one match, and the rows it names."""
    query = (
        "SELECT p.* FROM customers_search_keys k JOIN customers_patients p USING (patient_id)"
        " WHERE k.search_id IN (SELECT rowid FROM customers_search_words"
        " WHERE customers_search_words MATCH ? LIMIT 50)"
    )
    times: list[float] = []
    with closing(connect(profile.store_file, key)) as connection:
        reader: Any = connection
        for patient in asked_for:
            text = patient.family_name.partition("-")[0].casefold()
            with stopwatch(times):
                reader.execute(query, (f'"{text}"*',)).fetchall()
    return Figure(name="search: one bare match", times_ms=times[WARM_UP:])
