"""The journal in its store: the same head as by folding everything, and nothing comes twice."""

import random
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event

from app.domain.kernel.ids import CommandId
from app.domain.payments.checkpoints import is_checkpoint_due
from app.domain.payments.documents import DocumentType, FiscalDocument
from app.domain.payments.fiscal_signing import FiscalSignature, SignerFailure
from app.domain.payments.ids import TillSessionId
from app.domain.payments.journal import JournalEntry, JournalHead, Stamp, head_of
from tests.factories import an_identity
from tests.factories.moments import NOW, TODAY
from tests.factories.payments import (
    CASHIER,
    SHIFT,
    TILL,
    a_document,
    a_journal,
    a_shift,
    a_stamp,
    checkpoints_of,
)

MARKS = (
    None,
    FiscalSignature(serial="S", counter=1, signature="c2ln", logged_at="2026"),
    SignerFailure(reason="no_answer"),
)


def add_all(unit, entries):
    for entry in entries:
        unit.journal.add(entry)


def test_entries_are_read_back_as_they_were_sealed(begin):
    shift = a_shift()
    with begin() as unit:
        add_all(unit, shift)
        unit.commit()
    with begin() as unit:
        assert list(unit.journal.entries(TILL, first=1)) == shift
        assert list(unit.journal.entries(TILL, first=4)) == shift[3:]
        assert unit.journal.entry(TILL, 5) == shift[4]
        assert unit.journal.entry(TILL, 99) is None
        assert list(unit.journal.stored_entries(TILL)) == [each.to_json() for each in shift]


def test_a_session_begins_at_the_last_opening(begin):
    with begin() as unit:
        assert unit.journal.since_opening(TILL) == ()
        opened = a_document(DocumentType.OPENING)
        add_all(unit, journal := a_journal(opened, a_document(), opened, a_document()))
        assert unit.journal.since_opening(TILL) == tuple(journal[2:])


def test_an_entry_is_found_by_its_command_and_a_copy_by_its_original(begin):
    copy = FiscalDocument(type=DocumentType.REPRINT, currency="EUR", details={"of": 1})
    with begin() as unit:
        add_all(unit, journal := a_journal(a_document(), copy, copy))
        assert unit.journal.of_command(TILL, journal[1].stamp.command_id) == journal[1]
        assert unit.journal.of_command(TILL, CommandId(uuid4())) is None
        assert [unit.journal.copies_of(TILL, number) for number in (1, 2)] == [2, 0]


def test_checkpoints_are_read_back_as_they_were_signed(begin):
    signed = checkpoints_of(a_shift())
    with begin() as unit:
        for each in signed:
            unit.journal.add_checkpoint(each)
        assert list(unit.journal.checkpoints(TILL, first=1)) == signed
        assert list(unit.journal.stored_checkpoints(TILL)) == [each.to_json() for each in signed]
        assert list(unit.journal.checkpoints(TILL, first=99)) == []


@pytest.mark.parametrize("seed", range(4))
def test_the_head_is_that_of_the_whole_journal_whatever_the_clock_does(begin, seed):
    """Add entries over days, sessions, marks and a clock set back; fold them all beside."""
    chance = random.Random(seed)
    identity = an_identity()
    start = JournalHead(till_id=TILL, till_code=f"{identity.site_code}-{identity.device_index}")
    sealed: list[JournalEntry] = []
    signed = 0
    with begin() as unit:
        for _ in range(60):
            day = TODAY + timedelta(days=chance.choice((0, 0, 1, 40, 400, -1)))
            session = chance.choice((SHIFT, TillSessionId(uuid4()), None))
            head = unit.journal.head(TILL, business_day=day, session_id=session)
            folded = head_of(sealed, start, business_day=day, session_id=session)
            assert (head.end, head.type_ends, head.last_at) == (
                folded.end,
                folded.type_ends,
                folded.last_at,
            )
            assert {k: v for k, v in head.period_totals.items() if v.documents} == {
                k: v for k, v in folded.period_totals.items() if v.documents
            }
            assert (head.signer_state, head.checkpoint_number) == (folded.signer_state, signed)
            stamp = Stamp(
                at=NOW + timedelta(minutes=chance.randrange(-90, 90)),
                actor=CASHIER,
                command_id=CommandId(uuid4()),
                business_day=day,
                session_id=session,
            )
            type_ = chance.choice((DocumentType.SALE, DocumentType.REFUND, DocumentType.DEPOSIT))
            entry = head.append(
                a_document(type_, chance.randrange(1, 9_000)), stamp, chance.choice(MARKS)
            )
            unit.journal.add(entry)
            sealed.append(entry)
            if is_checkpoint_due(entry, signed):
                unit.journal.add_checkpoint(checkpoints_of(sealed)[-1])
                signed = entry.number


def test_a_number_is_given_once(units):
    first, second = a_journal(a_document()), a_journal(a_document(minor=77))
    with units() as unit:
        add_all(unit, first)
        with pytest.raises(Exception, match="UNIQUE"):
            add_all(unit, second)


def test_the_head_is_found_by_indices_and_never_by_a_walk(store):
    """Ask the database how it would look; a walk over the whole journal would say SCAN."""
    seen = []
    connection = store._connection  # noqa: SLF001 - only the open connection can explain itself
    with store.units() as unit:
        add_all(unit, a_shift(sales=40))

        def note(_connection, _cursor, statement, parameters, *_):
            seen.append((statement, parameters))

        event.listen(store._engine, "before_cursor_execute", note)  # noqa: SLF001
        unit.journal.head(TILL, business_day=TODAY, session_id=SHIFT)
        unit.journal.of_command(TILL, a_stamp().command_id)
        unit.journal.copies_of(TILL, 3)
        unit.attempts.unsettled(TILL)
        event.remove(store._engine, "before_cursor_execute", note)  # noqa: SLF001
        plans = [
            row[3]
            for statement, parameters in seen
            if "payments_" in statement
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    assert len(plans) > 20
    assert [plan for plan in plans if "SCAN" in plan or "TEMP" in plan] == []
