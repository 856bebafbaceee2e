"""The indexes of patients: written with the patient, and asked as a person types."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    TableClause,
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
    tails_of,
    words_of,
)
from app.adapters.store.patient_rows import (
    customers_merged,
    customers_search_digits,
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
    .values(
        names=bindparam("new_names"),
        family_key=bindparam("new_family_key"),
        given_key=bindparam("new_given_key"),
        number=bindparam("new_number"),
    )
)
FORGET_KEY = delete(customers_search_keys).where(KEYS.search_id == bindparam("search_id"))
FORGET_ENTRY = tuple(
    delete(index).where(index.c.rowid == bindparam("search_id"))
    for index in (customers_search_words, customers_search_digits, customers_search_parts)
)
ADD_WORDS, ADD_DIGITS, ADD_PARTS = (
    insert(index)
    for index in (customers_search_words, customers_search_digits, customers_search_parts)
)
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
        own = next((row for row in rows if row.patient_id == patient_id), None)
        if own is None:
            # A merge may arrive a page before the patient; the patient's page indexes it.
            return
        names = frozenset[str]().union(*(words_of(row.given_name, row.family_name) for row in rows))
        search_id = self._place(own, names)
        numbers = frozenset[str]().union(*(words_of(row.number) for row in rows))
        words = names.union(numbers, *(_words_of_row(row) for row in rows))
        entries = ((ADD_WORDS, words), (ADD_DIGITS, tails_of(words)), (ADD_PARTS, names | numbers))
        for statement, keys in entries:
            entry = {"rowid": search_id, "keys": " ".join(sorted(keys))}
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
        hits = _matching(customers_search_words, _words_query(asked)).limit(within)
        return self._rows(hits, asked, limit)

    def _by_parts(self, asked: Asked, limit: int) -> tuple[Found, ...]:
        long = tuple(each for each in asked if all(len(word) >= PART_MIN for word in each))
        digits = tuple(each for each in long if all(word.isdecimal() for word in each))
        letters = tuple(each for each in long if each not in digits)
        short = tuple(each for each in asked if each not in long)
        found_by = (
            (customers_search_digits, _words_query(digits)),
            (customers_search_parts, _parts_query(letters)),
            (customers_search_words, _words_query(short)),
        )
        first, *others = [_matching(index, query) for index, query in found_by if query]
        if not long:
            return ()
        rowid: ColumnElement[int] = column("rowid")
        hits = first.where(*(rowid.in_(other) for other in others))
        return self._rows(hits.limit(RANKED_MAX), asked, limit)

    def _rows(self, hits: Select[int], asked: Asked, limit: int) -> tuple[Found, ...]:
        # The best are chosen among the short rows of the keys: whole records lie far apart.
        best = (KEYS.family_key, KEYS.given_key, KEYS.number)
        chosen = (
            select(KEYS.patient_id, _rank(asked).label("rank"))
            .where(KEYS.search_id.in_(hits))
            .order_by("rank", *best)
            .limit(limit)
            .subquery()
        )
        query = (
            select(customers_patients)
            .join(chosen, chosen.c.patient_id == PATIENTS.patient_id)
            .order_by(chosen.c.rank, PATIENTS.family_key, PATIENTS.given_key, PATIENTS.number)
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

    def _place(self, own: Found, names: frozenset[str]) -> int:
        known = self._transaction.first(FIND_KEY, patient_id=own.patient_id)
        key = {
            "names": " ".join(sorted(names)),
            "family_key": own.family_key,
            "given_key": own.given_key,
            "number": own.number,
        }
        if known is not None:
            self._forget(known)
            anew = {f"new_{name}": value for name, value in key.items()}
            self._transaction.write(CHANGE_KEY, {"of_patient": own.patient_id, **anew})
            search_id: int = known.search_id
        else:
            search_id = self._transaction.scalar(NEXT_ID) or 1
            place = {"search_id": search_id, "patient_id": own.patient_id}
            self._transaction.write(ADD_KEY, {**place, **key})
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


def _matching(index: TableClause, query: str) -> Select[int]:
    rowid: ColumnElement[int] = column("rowid")
    return select(rowid).select_from(index).where(column(index.name).op("MATCH")(query))


def _rank(asked: Asked) -> ColumnElement[int]:
    """Put family names before given names, and both before numbers and phones."""

    def begins(key: ColumnElement[str], words: Iterable[str]) -> ColumnElement[bool]:
        return or_(*(key.startswith(word, autoescape=True) for word in words))

    first = asked[0]
    is_whole = KEYS.family_key.in_(sorted(first))
    return case(
        (is_whole, 0),
        (begins(KEYS.family_key, first), 1),
        (begins(KEYS.given_key, first), 2),
        else_=3,
    )


def _joined(first: tuple[Found, ...], more: tuple[Found, ...]) -> tuple[Found, ...]:
    seen: set[UUID] = {row.patient_id for row in first}
    return (*first, *(row for row in more if row.patient_id not in seen))
