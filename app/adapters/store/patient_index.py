"""The two indexes of patients: written with the patient, and asked as a person types."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    case,
    column,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from app.adapters.store.folding import (
    AFTER_EVERY_LETTER,
    asked_of_patients,
    birth_words,
    phone_words,
    words_of,
)
from app.adapters.store.patient_rows import (
    customers_merged,
    customers_search_keys,
    customers_search_names,
    customers_search_parts,
    customers_search_words,
)
from app.adapters.store.rows import customers_patients
from app.adapters.store.transaction import Found, Transaction
from app.domain.kernel.ids import PatientId

PATIENTS = customers_patients.c
KEYS = customers_search_keys.c
NAMES = customers_search_names.c
MERGED = customers_merged.c
PART_MIN = 3
# From this length on there are few enough hits to put the best of all of them first.
RANKED_FROM, RANKED_MAX = 3, 400
TYPO_MIN, TYPO_WORDS_MAX, TYPO_NAMES_MAX, TYPO_CLOSE = 4, 3, 4000, 0.86
Asked = tuple[frozenset[str], ...]

FIND_KEY = select(KEYS.search_id, KEYS.names).where(KEYS.patient_id == bindparam("patient_id"))
NEXT_ID = select(func.coalesce(func.max(KEYS.search_id), 0) + 1)
ADD_KEY = insert(customers_search_keys)
CHANGE_KEY = (
    update(customers_search_keys)
    .where(KEYS.patient_id == bindparam("of_patient"))
    .values(names=bindparam("new_names"))
)
FORGET_KEY = delete(customers_search_keys).where(KEYS.search_id == bindparam("search_id"))
FORGET_ENTRY = tuple(
    delete(index).where(index.c.rowid == bindparam("search_id"))
    for index in (customers_search_words, customers_search_parts)
)
ADD_ENTRY = tuple(insert(index) for index in (customers_search_words, customers_search_parts))
COUNT_NAME = upsert(customers_search_names).on_conflict_do_update(
    index_elements=["name"], set_={"owners": NAMES.owners + 1}
)
UNCOUNT_NAME = (
    update(customers_search_names)
    .where(NAMES.name == bindparam("gone"))
    .values(owners=NAMES.owners - 1)
)
FORGET_NAME = delete(customers_search_names).where(
    NAMES.name == bindparam("gone"), NAMES.owners <= 0
)
FIND_PERSON = select(customers_patients).where(
    or_(
        PATIENTS.patient_id == bindparam("patient_id"),
        PATIENTS.patient_id.in_(
            select(MERGED.loser_id).where(MERGED.winner_id == bindparam("patient_id"))
        ),
    )
)
FIND_NAMES_LIKE = (
    select(NAMES.name)
    .where(
        or_(
            (NAMES.name >= bindparam("first"))
            & (NAMES.name < bindparam("first") + AFTER_EVERY_LETTER),
            (NAMES.name >= bindparam("second"))
            & (NAMES.name < bindparam("second") + AFTER_EVERY_LETTER),
        )
    )
    .limit(TYPO_NAMES_MAX)
)


class PatientIndex:
    """Words by their beginnings, any three signs in a row, and names that sound mistyped."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def put(self, patient_id: PatientId) -> None:
        """Index a person anew, under the names and numbers of every merged record too."""
        rows = self._transaction.read(FIND_PERSON, patient_id=patient_id)
        if not any(row.patient_id == patient_id for row in rows):
            # A merge may arrive a page before the patient; the patient's page indexes it.
            return
        names = frozenset[str]().union(*(words_of(row.given_name, row.family_name) for row in rows))
        search_id = self._place(patient_id, names)
        words = names.union(*(_words_of_row(row) for row in rows))
        entry = {"rowid": search_id, "keys": " ".join(sorted(words))}
        for statement in ADD_ENTRY:
            self._transaction.write(statement, entry)

    def take(self, patient_id: PatientId) -> None:
        """Let a merged record be found through its winner only."""
        known = self._transaction.first(FIND_KEY, patient_id=patient_id)
        if known is not None:
            self._forget(known)
            self._transaction.write(FORGET_KEY, {"search_id": known.search_id})

    def search(self, text: str, *, limit: int) -> tuple[Found, ...]:
        """Return patients' rows, the best first; a mistyped name finds its likeness."""
        asked = asked_of_patients(text)
        if not asked:
            return ()
        found = self._by_words(asked, limit)
        if not found or (len(found) < limit and _asks_for_digits(asked)):
            found = _joined(found, self._by_parts(asked, limit))[:limit]
        if found:
            return found
        likely = tuple(self._spelled_right(each) for each in asked)
        return self._by_words(likely, limit) if likely != asked else ()

    def _by_words(self, asked: Asked, limit: int) -> tuple[Found, ...]:
        longest = max(len(word) for each in asked for word in each)
        within = RANKED_MAX if longest >= RANKED_FROM else limit
        hits = _matching(customers_search_words.name, _words_query(asked)).limit(within)
        return self._rows(hits, asked, limit)

    def _by_parts(self, asked: Asked, limit: int) -> tuple[Found, ...]:
        long = tuple(each for each in asked if all(len(word) >= PART_MIN for word in each))
        if not long:
            return ()
        hits = _matching(customers_search_parts.name, _parts_query(long))
        short = tuple(each for each in asked if each not in long)
        if short:
            rowid: ColumnElement[int] = column("rowid")
            words = _matching(customers_search_words.name, _words_query(short))
            hits = hits.where(rowid.in_(words))
        return self._rows(hits.limit(RANKED_MAX), asked, limit)

    def _rows(self, hits: Select[int], asked: Asked, limit: int) -> tuple[Found, ...]:
        query = (
            select(customers_patients)
            .join(customers_search_keys, KEYS.patient_id == PATIENTS.patient_id)
            .where(KEYS.search_id.in_(hits))
            .order_by(_rank(asked), PATIENTS.family_key, PATIENTS.given_key, PATIENTS.number)
            .limit(limit)
        )
        return tuple(self._transaction.read(query))

    def _spelled_right(self, words: frozenset[str]) -> frozenset[str]:
        """Return the names most like a word that no name begins with."""
        word = min(words)
        if len(words) > 1 or len(word) < TYPO_MIN or not word.isalpha():
            return words
        from rapidfuzz import process
        from rapidfuzz.distance import JaroWinkler

        names = self._transaction.read(FIND_NAMES_LIKE, first=word[0], second=word[1])
        likely = process.extract(
            word,
            [row.name for row in names],
            scorer=JaroWinkler.similarity,
            score_cutoff=TYPO_CLOSE,
            limit=TYPO_WORDS_MAX,
        )
        return frozenset(name for name, _score, _place in likely) or words

    def _place(self, patient_id: PatientId, names: frozenset[str]) -> int:
        known = self._transaction.first(FIND_KEY, patient_id=patient_id)
        said = " ".join(sorted(names))
        if known is not None:
            self._forget(known)
            self._transaction.write(CHANGE_KEY, {"of_patient": patient_id, "new_names": said})
            search_id: int = known.search_id
        else:
            search_id = self._transaction.scalar(NEXT_ID) or 1
            key = {"search_id": search_id, "patient_id": patient_id, "names": said}
            self._transaction.write(ADD_KEY, key)
        self._transaction.insert(COUNT_NAME, [{"name": name, "owners": 1} for name in names])
        return search_id

    def _forget(self, known: Found) -> None:
        for statement in FORGET_ENTRY:
            self._transaction.write(statement, {"search_id": known.search_id})
        for name in known.names.split():
            self._transaction.write(UNCOUNT_NAME, {"gone": name})
            self._transaction.write(FORGET_NAME, {"gone": name})


def _words_of_row(row: Found) -> frozenset[str]:
    return words_of(row.number) | phone_words(row.phone) | birth_words(row.born_on)


def _asks_for_digits(asked: Asked) -> bool:
    return any(word.isdecimal() for each in asked for word in each)


def _words_query(asked: Asked) -> str:
    return " AND ".join(
        "(" + " OR ".join(f'"{word}"*' for word in sorted(each)) + ")" for each in asked
    )


def _parts_query(asked: Asked) -> str:
    return " AND ".join(
        "(" + " OR ".join(f'"{word}"' for word in sorted(each)) + ")" for each in asked
    )


def _matching(index: str, query: str) -> Select[int]:
    rowid: ColumnElement[int] = column("rowid")
    table = customers_search_words if index == customers_search_words.name else None
    source = customers_search_parts if table is None else table
    return select(rowid).select_from(source).where(column(index).op("MATCH")(query))


def _rank(asked: Asked) -> ColumnElement[int]:
    """Put family names before given names, and both before numbers and phones."""

    def begins(key: ColumnElement[str], words: Iterable[str]) -> ColumnElement[bool]:
        return or_(*(key.startswith(word, autoescape=True) for word in words))

    first = asked[0]
    is_whole = PATIENTS.family_key.in_(sorted(first))
    return case(
        (is_whole, 0),
        (begins(PATIENTS.family_key, first), 1),
        (begins(PATIENTS.given_key, first), 2),
        else_=3,
    )


def _joined(first: tuple[Found, ...], more: tuple[Found, ...]) -> tuple[Found, ...]:
    seen: set[UUID] = {row.patient_id for row in first}
    return (*first, *(row for row in more if row.patient_id not in seen))
