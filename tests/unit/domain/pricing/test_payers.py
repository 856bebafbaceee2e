"""Who pays what: terms of insurers, their limits, and the patient's share."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.catalog import ArticleKind
from app.domain.kernel.percent import Percent
from app.domain.pricing import Cover, CoverRule, require_claim_numbers
from app.domain.pricing.payers import (
    ClaimNumberIsMissing,
    CoverIsImpossible,
    PayerIsTwice,
    split,
)
from tests.unit.domain.pricing.baskets import a_line, basket_lines, covers, lenses

LINES = (a_line("F", 200_00, pair=1), lenses("G", 150_00, pair=1), a_line("H", 100_00, pair=2))
GROSS = {"F": 200_00, "G": 300_00, "H": 100_00}
LENSES_ONLY = frozenset({ArticleKind.LENS})


def cover(*rules, payer_id="I", **changes):
    fields = {"name": f"Insurer {payer_id}", "claim_number": "C-1", **changes}
    return Cover(payer_id=payer_id, rules=rules, **fields)


def paid(*covers):
    return {share.payer_id: dict(share.by_line) for share in split(LINES, GROSS, covers)}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (CoverRule(), {"F": 200_00, "G": 300_00, "H": 100_00}),
        (CoverRule(kinds=LENSES_ONLY, share=Percent(50_000)), {"G": 150_00}),
        (CoverRule(kinds=LENSES_ONLY, piece_max_minor=100_00), {"G": 200_00}),
        (CoverRule(total_max_minor=120_00), {"F": 40_00, "G": 60_00, "H": 20_00}),
        (CoverRule(pair=2), {"H": 100_00}),
        (CoverRule(share=Percent(0)), {}),
    ],
)
def test_a_payer_pays_by_share_piece_and_total(rule, expected):
    assert paid(cover(rule)) == {"I": expected}


def test_the_first_rule_that_is_for_a_line_decides_about_it():
    found = paid(cover(CoverRule(kinds=LENSES_ONLY, total_max_minor=90_00), CoverRule()))
    assert found == {"I": {"F": 200_00, "G": 90_00, "H": 100_00}}


def test_a_payers_own_limit_is_shared_by_its_rules():
    rules = (CoverRule(kinds=LENSES_ONLY), CoverRule(pair=2))
    assert paid(cover(*rules, total_max_minor=200_00)) == {"I": {"G": 150_00, "H": 50_00}}


def test_a_second_payers_share_is_of_what_the_first_one_left():
    first = cover(CoverRule(kinds=LENSES_ONLY, total_max_minor=100_00), payer_id="Z", turn=1)
    second = cover(CoverRule(share=Percent(50_000)), payer_id="A", turn=2)
    expected = {"Z": {"G": 100_00}, "A": {"F": 100_00, "G": 100_00, "H": 50_00}}
    assert paid(second, first) == expected


def test_the_share_carries_the_claim_number_it_is_paid_under():
    [share] = split(LINES, GROSS, [cover(CoverRule(), claim_number=" 4711 ")])
    assert (share.claim_number, share.minor) == ("4711", 600_00)
    assert share.on("F") == 200_00


def test_a_claim_number_is_asked_for_before_the_order_is_confirmed():
    without = cover(CoverRule(), claim_number=" ")
    split(LINES, GROSS, [without])
    with pytest.raises(ClaimNumberIsMissing) as caught:
        require_claim_numbers([without])
    assert caught.value.facts == {"payer": "Insurer I"}
    require_claim_numbers([cover(CoverRule())])
    require_claim_numbers([cover(CoverRule(), claim_number="", needs_claim_number=False)])


def test_one_payer_stands_in_once():
    with pytest.raises(PayerIsTwice):
        split(LINES, GROSS, [cover(CoverRule()), cover(CoverRule())])


@pytest.mark.parametrize(
    "terms",
    [{"share": Percent(100_001)}, {"piece_max_minor": -1}, {"total_max_minor": -1}],
)
def test_terms_nobody_agrees_to_are_refused(terms):
    with pytest.raises(CoverIsImpossible):
        CoverRule(**terms)


@st.composite
def splits(draw):
    lines = [draw(basket_lines(f"L{n}")) for n in range(draw(st.integers(0, 6)))]
    gross = {line.line_id: draw(st.integers(0, 500_00)) for line in lines}
    return lines, gross, draw(covers())


@settings(max_examples=100)
@given(splits(), st.randoms())
def test_no_line_is_paid_twice_no_limit_exceeded_and_the_order_changes_nothing(job, random):
    lines, gross, terms = job
    shares = split(lines, gross, terms)
    for line in lines:
        assert 0 <= sum(share.on(line.line_id) for share in shares) <= gross[line.line_id]
    limits = {each.payer_id: each.total_max_minor for each in terms}
    for share in shares:
        limit = limits[share.payer_id]
        assert limit is None or share.minor <= limit
    shuffled, terms_again = list(lines), list(terms)
    random.shuffle(shuffled)
    random.shuffle(terms_again)
    assert split(shuffled, gross, terms_again) == shares
