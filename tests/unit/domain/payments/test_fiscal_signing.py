"""The signing device may fail: the state follows the last document that wanted a signature."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.payments.documents import OUT_OF_TILL, RECEIPTS, DocumentType
from app.domain.payments.fiscal_signing import (
    FiscalSignature,
    SignerFailure,
    SignerState,
    mark_to_json,
    null_receipt,
    resumes_with_null_receipt,
    state_after,
    wants_signature,
)
from tests.factories.payments import a_document, a_head, a_stamp

SIGNED = FiscalSignature(serial="TSE-1", counter=1, signature="c2ln", logged_at="2026-07-24")
FAILED = SignerFailure(reason="no_answer")


@given(st.lists(st.sampled_from([None, SIGNED, FAILED])))
def test_the_state_is_that_of_the_last_document_that_was_marked(marks):
    state = SignerState.WORKING
    for mark in marks:
        state = state_after(state, mark)
    marked = [mark for mark in marks if mark is not None]
    is_failed = bool(marked) and marked[-1] is FAILED
    assert state is (SignerState.FAILED if is_failed else SignerState.WORKING)


def test_only_after_a_failure_a_receipt_over_nothing_comes_first():
    assert resumes_with_null_receipt(SignerState.FAILED)
    assert not resumes_with_null_receipt(SignerState.WORKING)
    assert null_receipt("EUR").total_minor == 0


@pytest.mark.parametrize("type_", DocumentType)
def test_what_moves_money_is_signed_and_what_only_tells_is_not(type_):
    moves = RECEIPTS | OUT_OF_TILL | {DocumentType.PAY_IN, DocumentType.OPENING}
    expected = type_ in moves | {DocumentType.NULL_RECEIPT}
    assert wants_signature(a_document(type_)) is expected


def test_the_journal_remembers_the_state_and_seals_the_mark():
    head = a_head()
    entry = head.append(a_document(), a_stamp(), FAILED)
    assert head.after(entry).signer_state is SignerState.FAILED
    assert entry.body()["fiscal_mark"] == {"state": "failed", "reason": "no_answer"}
    again = head.after(entry).append(a_document(DocumentType.COUNT), a_stamp(1))
    assert head.after(entry).after(again).signer_state is SignerState.FAILED
    assert mark_to_json(SIGNED) == {
        "state": "signed",
        "serial": "TSE-1",
        "counter": 1,
        "signature": "c2ln",
        "logged_at": "2026-07-24",
    }
