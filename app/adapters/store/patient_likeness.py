"""Patients who may be the one being typed: by name, mistyped or not, by phone, by birth date."""

from app.adapters.store.folding import fold
from app.adapters.store.patient_index import PatientIndex
from app.adapters.store.transaction import Found
from app.services.patient_ports import Sketch

NAME_MIN, PHONE_MIN = 3, 7
GIVEN_BEGINNING = 2


def candidates_for(index: PatientIndex, sketch: Sketch, *, limit: int) -> tuple[Found, ...]:
    """Return each candidate once, in no order."""
    found: dict[object, Found] = {}
    for text in _questions(sketch):
        for row in index.search(text, limit=limit):
            found.setdefault(row.patient_id, row)
    return tuple(found.values())


def _questions(sketch: Sketch) -> list[str]:
    family, given = fold(sketch.family_name).strip(), fold(sketch.given_name).strip()
    asked = []
    if len(family) >= NAME_MIN:
        asked.append(f"{family} {given[:GIVEN_BEGINNING]}".strip())
        if sketch.born_on is not None:
            asked.append(f"{family[:NAME_MIN]} {sketch.born_on:%Y%m%d}")
    digits = "".join(sign for sign in sketch.phone if sign.isdecimal()).lstrip("0")
    if len(digits) >= PHONE_MIN:
        asked.append(digits[-PHONE_MIN:])
    if sketch.born_on is not None and given:
        asked.append(f"{given[:NAME_MIN]} {sketch.born_on:%Y%m%d}")
    return asked
