"""Whatever is done to a journal is found, and the entry it was done to is named first."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.kernel.canonical import canonical_json
from app.domain.payments.documents import DocumentType
from app.domain.payments.verification import (
    Evidence,
    FindingKind,
    KnownPlace,
    verify,
)
from tests.factories.attacks import ATTACKS, chained
from tests.factories.payments import (
    a_document,
    a_head,
    a_journal,
    a_shift,
    a_stamp,
    checkpoints_of,
)
from tests.fakes.payments import FakeSigner, is_signed

KEY = FakeSigner().public_hex


def as_json(things):
    return [json.loads(canonical_json(each.to_json())) for each in things]


@pytest.fixture
def shift():
    return a_shift(sales=6)


def judged(entries, checkpoints, **evidence):
    return verify(
        entries,
        Evidence(checkpoints=as_json(checkpoints), public_key=KEY, **evidence),
        is_signed,
    )


def test_an_honest_journal_is_valid_and_its_end_is_told(shift):
    verdict = judged(as_json(shift), checkpoints_of(shift))
    assert verdict.findings == ()
    assert verdict.is_valid
    assert (verdict.entries, verdict.last.hash) == (8, shift[-1].hash)


def test_an_empty_journal_is_valid_where_nobody_knows_better():
    assert verify([], Evidence(), is_signed).is_valid


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_found_and_named(shift, attack):
    verdict = judged(attack.make(as_json(shift)), checkpoints_of(shift))
    assert not verdict.is_valid
    assert verdict.first is not None
    assert (verdict.first.kind, verdict.first.number) == (attack.kind, attack.number)


def test_a_rewriter_without_the_key_is_told_since_when(shift):
    two_shifts = a_journal(*(each.document for each in [*shift, *shift]))
    checkpoints = checkpoints_of(two_shifts)
    entries = as_json(two_shifts)
    entries[11]["document"]["total"] += 500
    found = judged(chained(entries), checkpoints).first
    assert found is not None
    assert (found.kind, found.number, found.since) == (FindingKind.REWRITTEN, 16, 8)


def test_a_whole_rewrite_signed_with_another_key_is_found_by_the_real_one(shift):
    entries = as_json(shift)
    entries[3]["document"]["total"] = 1
    forged = chained(entries)
    place = replace(checkpoints_of(shift)[0], hash=forged[-1]["hash"])
    thief = FakeSigner(name="thief")
    place = replace(place, public_key=thief.public_hex)
    checkpoint = place.signed(thief.sign(place.signing_input()))
    first = judged(forged, [checkpoint]).first
    assert first is not None
    assert first.kind is FindingKind.OTHER_KEY
    alone = verify(forged, Evidence(checkpoints=as_json([checkpoint])), is_signed)
    assert alone.is_valid, "without the real key nobody can tell, so the key is always shown"


def test_a_rewrite_without_any_checkpoint_is_found_because_a_close_must_bear_one(shift):
    first = judged(chained(as_json(shift)), []).first
    assert first is not None
    assert (first.kind, first.number) == (FindingKind.CHECKPOINT_MISSING, 8)


def test_an_altered_checkpoint_is_found(shift):
    [checkpoint] = checkpoints_of(shift)
    for changed in (
        replace(checkpoint, number=7),
        replace(checkpoint, hash="0" * 64),
        replace(checkpoint, signature="00"),
    ):
        kinds = {each.kind for each in judged(as_json(shift), [changed]).findings}
        assert FindingKind.CHECKPOINT_ALTERED in kinds


def test_a_paper_in_a_customers_hand_is_a_witness(shift):
    receipt = shift[3]
    seal = receipt.seal.replace(" ", "").lower()
    known = [KnownPlace(number=receipt.number, hash=seal)]
    assert judged(as_json(shift), checkpoints_of(shift), known=known).is_valid
    forged = as_json(shift)
    forged[2]["document"]["total"] -= 100
    verdict = judged(chained(forged)[:-1], [], known=known)
    assert verdict.first is not None
    assert (verdict.first.kind, verdict.first.number) == (FindingKind.REWRITTEN, 4)


def test_a_till_cut_off_before_its_first_checkpoint_is_found_by_whoever_knows_its_end(shift):
    known = [KnownPlace(number=5, hash=shift[4].hash)]
    verdict = judged(as_json(shift[:3]), [], known=known)
    assert verdict.first is not None
    assert (verdict.first.kind, verdict.first.number) == (FindingKind.TRUNCATED, 4)
    assert verdict.first.found == "5"


def test_a_clock_set_back_by_the_till_is_told_and_is_no_fault():
    head = a_head()
    first = head.append(a_document(), a_stamp(0))
    second = head.after(first).append(a_document(), a_stamp(-1_440))
    verdict = judged(as_json([first, second]), [])
    assert verdict.is_valid
    assert [each.kind for each in verdict.findings] == [FindingKind.CLOCK_WAS_BEHIND]


def test_a_journal_that_begins_later_is_judged_from_the_place_before_it(shift):
    before = KnownPlace(number=3, hash=shift[2].hash)
    checkpoints = checkpoints_of(shift)
    assert judged(as_json(shift[3:]), checkpoints, first=before).is_valid
    wrong = KnownPlace(number=3, hash="f" * 64)
    first = judged(as_json(shift[3:]), checkpoints, first=wrong).first
    assert first is not None
    assert (first.kind, first.number) == (FindingKind.CHAIN_BROKEN, 4)


def test_totals_that_do_not_add_up_are_found_though_the_chain_holds():
    documents = [a_document(minor=100), a_document(DocumentType.REFUND, 40), a_document(minor=1)]
    head, entries = a_head(), []
    for minute, document in enumerate(documents):
        entries.append(head.append(document, a_stamp(minute)))
        head = head.after(entries[-1])
        if minute == 1:
            head = replace(head, period_totals=entries[0].totals)
    first = judged(as_json(entries), []).first
    assert first is not None
    assert (first.kind, first.number) == (FindingKind.TOTALS_WRONG, 3)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


@settings(max_examples=100)
@given(st.integers(0, 7), st.data())
def test_no_altered_field_goes_unnoticed_and_none_crashes_the_judge(at, data):
    shift = a_shift(sales=6)
    entries = as_json(shift)
    name = data.draw(st.sampled_from(sorted(entries[at])))
    value = data.draw(VALUES)
    if canonical_json(value) == canonical_json(entries[at][name]):
        return
    entries[at][name] = value
    verdict = judged(entries, checkpoints_of(shift))
    assert not verdict.is_valid
    assert verdict.first is not None
    if name not in {"number", "format"}:
        assert verdict.first.number == at + 1
