"""Entries follow each other without a gap, each chained to the last, with grand totals in them."""

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.kernel.canonical import canonical_json
from app.domain.payments.checkpoints import CHECKPOINT_EVERY
from app.domain.payments.documents import DocumentType, FiscalDocument
from app.domain.payments.errors import JournalEntryIsDamaged, TextCannotBeSealed
from app.domain.payments.fiscal_signing import FiscalSignature, SignerFailure
from app.domain.payments.grand_totals import COLUMNS, Period, PeriodTotals
from app.domain.payments.ids import TillSessionId
from app.domain.payments.journal import (
    CHAIN_START,
    JournalEntry,
    JournalEntrySealed,
    head_of,
)
from app.domain.payments.journal_json import checkpoint_from_json, entry_from_json
from tests.factories.moments import NOW, TODAY
from tests.factories.payments import (
    SHIFT,
    a_document,
    a_head,
    a_journal,
    a_shift,
    a_stamp,
    checkpoints_of,
)

MONEY_TYPES = sorted(COLUMNS)
DAYS = st.sampled_from(
    [TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=8), date(2027, 1, 2)]
)


def test_numbers_follow_each_other_and_every_entry_seals_the_one_before():
    entries = a_shift(sales=5)
    assert [each.number for each in entries] == list(range(1, 8))
    assert entries[0].prev_hash == CHAIN_START
    for before, after in pairwise(entries):
        assert after.prev_hash == before.hash


def test_each_type_of_document_has_its_own_numbers_and_its_own_chain():
    types = [DocumentType.SALE, DocumentType.REFUND, DocumentType.SALE, DocumentType.SALE]
    entries = a_journal(*(a_document(type_) for type_ in types))
    assert [each.reference for each in entries] == [
        *("LIN-1-S-1", "LIN-1-R-1", "LIN-1-S-2", "LIN-1-S-3")
    ]
    assert entries[2].type_prev_hash == entries[0].hash
    assert entries[1].type_prev_hash == CHAIN_START


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.sampled_from(MONEY_TYPES), st.integers(0, 100_000), DAYS, st.booleans()),
        max_size=25,
    )
)
def test_grand_totals_are_what_an_independent_sum_over_the_period_says(rows):
    entries: list[JournalEntry] = []
    session_id = SHIFT
    for minute, (type_, minor, day, begins_shift) in enumerate(rows):
        session_id = TillSessionId(uuid4()) if begins_shift else session_id
        head = head_of(entries, a_head(), business_day=day, session_id=session_id)
        stamp = a_stamp(minute, business_day=day, session_id=session_id)
        entries.append(head.append(a_document(type_, minor), stamp))
    same = {
        Period.SHIFT: lambda a, b: a.stamp.session_id == b.stamp.session_id,
        Period.DAY: lambda a, b: a.stamp.business_day == b.stamp.business_day,
        Period.MONTH: lambda a, b: f"{a.stamp.business_day:%Y%m}" == f"{b.stamp.business_day:%Y%m}",
        Period.YEAR: lambda a, b: a.stamp.business_day.year == b.stamp.business_day.year,
        Period.PERPETUAL: lambda a, b: True,
    }
    for at, entry in enumerate(entries):
        for period, is_same in same.items():
            until_now = [each for each in entries[: at + 1] if is_same(each, entry)]
            sums = entry.totals[period]
            for type_, column in COLUMNS.items():
                own = sum(e.document.total_minor for e in until_now if e.document.type is type_)
                assert getattr(sums, column) == own
            assert sums.documents == len(until_now)


def test_a_day_that_comes_back_goes_on_where_it_stood():
    entries = a_journal(a_document(minor=100))
    for day, minor in ((TODAY + timedelta(days=1), 10), (TODAY, 1)):
        head = head_of(entries, a_head(), business_day=day, session_id=SHIFT)
        entries.append(head.append(a_document(minor=minor), a_stamp(business_day=day)))
    assert [each.totals[Period.DAY].sales for each in entries] == [100, 10, 101]
    assert entries[-1].totals[Period.PERPETUAL].sales == 111


def test_what_moves_no_goods_grows_no_total():
    for type_ in set(DocumentType) - set(COLUMNS):
        [entry] = a_journal(a_document(type_))
        assert entry.totals[Period.PERPETUAL] == PeriodTotals()


def test_turnover_is_what_was_sold_and_not_taken_back():
    entries = a_journal(a_document(minor=900), a_document(DocumentType.REFUND, 300))
    assert entries[-1].totals[Period.SHIFT].turnover == 600


def test_a_clock_set_back_is_said_in_the_entry_and_the_numbers_go_on():
    head = a_head()
    first = head.append(a_document(), a_stamp(0))
    second = head.after(first).append(a_document(), a_stamp(-1_440))
    third = head.after(first).after(second).append(a_document(), a_stamp(-1_439))
    assert [each.is_clock_behind for each in (first, second, third)] == [False, True, False]
    assert [each.number for each in (first, second, third)] == [1, 2, 3]


def test_the_seal_on_the_paper_is_the_beginning_of_the_hash():
    [entry] = a_journal(a_document())
    assert entry.seal.replace(" ", "").lower() == entry.hash[:16]
    assert entry.seal.count(" ") == 3


MARKS = [
    None,
    SignerFailure(reason="no_answer"),
    FiscalSignature(serial="T", counter=7, signature="c2ln", logged_at="2026-07-24T09:41:00Z"),
]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("session_id", [SHIFT, None])
def test_an_entry_comes_back_from_its_json_as_it_was(mark, session_id):
    entry = a_head().append(a_document(), a_stamp(session_id=session_id), mark)
    stored = json.loads(canonical_json(entry.to_json()))
    assert entry_from_json(stored) == entry
    assert entry_from_json(stored).to_json() == stored


def test_a_checkpoint_comes_back_from_its_json_as_it_was():
    [checkpoint] = checkpoints_of(a_shift())
    assert checkpoint_from_json(json.loads(canonical_json(checkpoint.to_json()))) == checkpoint


@pytest.mark.parametrize(
    "change",
    [
        {"till": "no id"},
        {"at": "yesterday"},
        {"type": "gift"},
        {"document": None},
        {"totals": {"week": {}}},
        {"fiscal_mark": {"state": "signed"}},
    ],
)
def test_a_stored_entry_that_is_none_is_refused_by_its_number(change):
    [entry] = a_journal(a_document())
    with pytest.raises(JournalEntryIsDamaged) as caught:
        entry_from_json({**entry.to_json(), **change})
    assert caught.value.facts == {"number": 1}
    with pytest.raises(JournalEntryIsDamaged):
        checkpoint_from_json({"till": 5})


def test_every_close_is_signed_and_no_stretch_between_signatures_is_longer_than_promised():
    entries = a_journal(
        *(a_document() for _ in range(CHECKPOINT_EVERY + 3)),
        FiscalDocument(type=DocumentType.Z_REPORT, currency="EUR"),
    )
    assert [each.number for each in checkpoints_of(entries)] == [
        CHECKPOINT_EVERY,
        CHECKPOINT_EVERY + 4,
    ]


def test_two_entries_of_one_number_after_a_restore_are_two_facts():
    first, again = (a_journal(a_document(minor=minor))[0] for minor in (100, 200))
    assert first.number == again.number
    keys = {JournalEntrySealed(entry=each).dedupe_key for each in (first, again)}
    assert len(keys) == 2


@pytest.mark.parametrize("text", ["\ud83d", "ok\udfff"])
def test_half_a_sign_is_refused_before_anything_is_sealed(text):
    document = replace(a_document(), details={"reason": text})
    with pytest.raises(TextCannotBeSealed):
        a_head().append(document, a_stamp())


def test_a_place_in_the_chain_is_one_fact():
    [entry] = a_journal(a_document())
    fact = JournalEntrySealed(entry=entry)
    assert fact.dedupe_key == f"{entry.till_id}:1:{entry.hash}"
    assert (fact.base_version, fact.version) == (0, 1)
    assert entry.stamp.at == NOW
