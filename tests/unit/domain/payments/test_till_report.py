"""A report is what an independent sum over the session says, and a count is blind until sealed."""

import json
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.kernel.access import Role
from app.domain.kernel.canonical import canonical_json
from app.domain.kernel.ids import UserId
from app.domain.payments.cash import CashCount
from app.domain.payments.documents import (
    INTO_TILL,
    OUT_OF_TILL,
    DocumentType,
    FiscalDocument,
    TaxAmount,
    cash_document,
)
from app.domain.payments.errors import (
    ApprovalIsStale,
    CountIsMissing,
    PiecesAreNegative,
    SecondPersonIsMissing,
    SecondPersonIsTheSame,
    TillIsAlreadyOpen,
    TillIsClosed,
    VarianceNeedsReason,
)
from app.domain.payments.fiscal_signing import SignerFailure
from app.domain.payments.tender import Tender
from app.domain.payments.till import Counted, TillState
from app.domain.payments.till_report import report_document, report_of
from app.domain.payments.variance import (
    APPROVAL_LASTS,
    Person,
    needs_second_person,
    require_explained,
    require_second_person,
    variance_limit,
)
from tests.factories.moments import NOW, TODAY
from tests.factories.payments import a_document, a_head, a_journal, a_stamp, euro

OPENING = cash_document(DocumentType.OPENING, euro(20_000), {})
CLOSE = FiscalDocument(type=DocumentType.Z_REPORT, currency="EUR")
MOVING = sorted(INTO_TILL - {DocumentType.OPENING} | OUT_OF_TILL)


def a_state(*documents):
    return TillState(entries=tuple(a_journal(OPENING, *documents)))


def counted(minor, /, **others):
    count = CashCount(currency="EUR", pieces={100: minor // 100, 1: minor % 100})
    return Counted(cash=count, others={Tender(name): amount for name, amount in others.items()})


@st.composite
def documents(draw):
    type_ = draw(st.sampled_from(MOVING))
    document = a_document(type_, draw(st.integers(1, 90_000)), draw(st.sampled_from(Tender)))
    net = draw(st.integers(0, 5_000))
    tax = TaxAmount(code="standard", rate_bp=1900, net_minor=net, tax_minor=net // 5)
    return replace(document, taxes=(tax,), discount_minor=draw(st.integers(0, 99)))


@settings(max_examples=80)
@given(st.lists(documents(), max_size=20), st.integers(0, 999_999))
def test_every_sum_of_a_report_is_the_one_an_abacus_comes_to(moved, cash_found):
    report = report_of(a_state(*moved, counted(cash_found).document()))
    for tender in Tender:
        received = sum(
            d.movements[0].amount_minor
            for d in moved
            if d.type in INTO_TILL and d.movements[0].tender is tender
        )
        given_back = sum(
            d.movements[0].amount_minor
            for d in moved
            if d.type in OUT_OF_TILL and d.movements[0].tender is tender
        )
        received += 20_000 if tender is Tender.CASH else 0
        row = report.row(tender)
        assert (row.received, row.given, row.expected) == (
            received,
            given_back,
            received - given_back,
        )
    assert report.row(Tender.CASH).variance == cash_found - report.row(Tender.CASH).expected
    assert report.variance == report.row(Tender.CASH).variance
    for type_ in MOVING:
        own = [d.total_minor for d in moved if d.type is type_]
        assert (report.tally(type_).count, report.tally(type_).total) == (len(own), sum(own))
    assert report.discounts == sum(d.discount_minor for d in moved)
    receipts = [d for d in moved if d.type not in {DocumentType.PAY_IN, DocumentType.PAY_OUT}]
    signed = sum(
        -d.taxes[0].tax_minor if d.type in OUT_OF_TILL else d.taxes[0].tax_minor for d in receipts
    )
    assert sum(tax.tax_minor for tax in report.taxes) == signed


def test_a_report_counts_openings_of_the_drawer_and_names_first_and_last_receipt():
    drawer = FiscalDocument(type=DocumentType.DRAWER, currency="EUR")
    report = report_of(a_state(drawer, a_document(), a_document(DocumentType.REFUND), drawer))
    assert report.tally(DocumentType.DRAWER).count == 2
    assert (report.first_receipt, report.last_receipt) == ("LIN-1-S-1", "LIN-1-R-1")
    assert report.row(Tender.CASH).received == 30_000


def test_a_till_that_sold_nothing_has_a_report_too():
    report = report_of(a_state())
    assert report.row(Tender.CASH).expected == 20_000
    assert (report.first_receipt, report.variance) == (None, 0)


def test_a_blinded_report_says_nothing_of_the_drawer():
    report = report_of(a_state(a_document())).blinded()
    assert report.tenders == ()
    assert report.tally(DocumentType.SALE).count == 1


def test_entries_are_reported_by_number_though_the_clock_was_set_back_and_it_is_said():
    head, entries = a_head(), []
    for minute, document in ((0, OPENING), (60, a_document()), (-1_440, a_document(minor=5))):
        entries.append(head.append(document, a_stamp(minute)))
        head = head.after(entries[-1])
    report = report_of(TillState(entries=tuple(entries)))
    assert report.clock_behind_at == (3,)
    assert (report.first_number, report.last_number) == (1, 3)
    assert report.last_receipt == "LIN-1-S-2"
    assert report.tally(DocumentType.SALE).total == 10_005


def test_receipts_without_the_signing_device_are_counted():
    head = a_head()
    opening = head.append(OPENING, a_stamp())
    sale = head.after(opening).append(a_document(), a_stamp(1), SignerFailure(reason="no_answer"))
    assert report_of(TillState(entries=(opening, sale))).unsigned == 1


def test_a_till_is_open_from_its_opening_to_its_close():
    assert not TillState().is_open
    assert a_state().is_open
    assert not a_state(CLOSE).is_open
    with pytest.raises(TillIsAlreadyOpen):
        a_state().require_closed()
    for closed in (TillState(), a_state(CLOSE)):
        for ask in (lambda s=closed: s.session_id, lambda s=closed: report_of(s)):
            with pytest.raises(TillIsClosed):
                ask()


def test_past_midnight_a_session_goes_on_for_its_own_day_and_asks_to_be_closed():
    state = a_state(a_document())
    assert not state.needs_closing(TODAY)
    assert state.needs_closing(TODAY + timedelta(days=1))
    assert state.business_day == TODAY
    assert not a_state(CLOSE).needs_closing(TODAY + timedelta(days=1))


def test_a_count_is_good_until_money_moves():
    count = counted(20_000).document()
    assert a_state(count).last_count() is not None
    drawer = FiscalDocument(type=DocumentType.DRAWER, currency="EUR")
    assert a_state(count, drawer).valid_count().number == 2
    for state in (a_state(), a_state(count, a_document())):
        assert state.last_count() is None
        with pytest.raises(CountIsMissing):
            state.valid_count()


def test_a_second_count_replaces_the_first_and_both_stay():
    state = a_state(counted(19_000).document(), counted(20_000).document())
    assert report_of(state).row(Tender.CASH).variance == 0
    assert report_of(state).tally(DocumentType.COUNT).count == 2


def test_tenders_nobody_counted_have_no_variance_and_counted_ones_do():
    sales = [a_document(minor=5_000, tender=Tender.CARD), a_document(minor=700, tender=Tender.CASH)]
    count = counted(20_800, card=4_900).document()
    report = report_of(a_state(*sales, count))
    assert (report.row(Tender.CASH).variance, report.row(Tender.CARD).variance) == (100, -100)
    assert report.variance == 0
    assert report.largest_variance == euro(100)
    assert report.row(Tender.VOUCHER).counted is None


def test_less_than_nothing_is_not_counted_and_cash_only_by_its_pieces():
    with pytest.raises(PiecesAreNegative):
        counted(0, voucher=-1)
    with pytest.raises(ValueError, match="pieces"):
        counted(0, cash=5)


def test_a_sealed_report_holds_what_the_paper_says():
    report = report_of(a_state(a_document(), counted(30_000).document()))
    document = report_document(DocumentType.Z_REPORT, report, {"reason": ""})
    details = json.loads(canonical_json(document.details))
    [row] = details["tenders"]
    assert row == {
        "tender": "cash",
        "received": 30_000,
        "given": 0,
        "expected": 30_000,
        "counted": 30_000,
        "variance": 0,
    }
    assert document.total_minor == 10_000
    assert details["documents"]["sale"] == {"count": 1, "total": 10_000}


def a_person(*roles, at=NOW):
    return Person(user_id=UserId(uuid4()), roles=frozenset(roles), entered_at=at)


@pytest.mark.parametrize(
    ("roles", "minor", "needed"),
    [
        ((Role.OPTICIAN,), 500, False),
        ((Role.OPTICIAN,), -500, False),
        ((Role.OPTICIAN,), 501, True),
        ((Role.MANAGER,), -5_000, False),
        ((Role.MANAGER, Role.OPTICIAN), 5_001, True),
        ((Role.TECHNICIAN,), 1, True),
    ],
)
def test_a_variance_above_the_limit_of_ones_role_needs_a_second_person(roles, minor, needed):
    assert needs_second_person(euro(minor), a_person(*roles)) is needed
    assert variance_limit(roles) < abs(minor) or not needed


def test_a_till_that_balances_needs_no_reason_and_any_other_does():
    require_explained(euro(0), "")
    require_explained(euro(-1), "a coin under the drawer")
    with pytest.raises(VarianceNeedsReason) as caught:
        require_explained(euro(-1), "  ")
    assert caught.value.facts == {"variance": euro(-1)}


def test_the_second_person_is_another_and_entered_the_pin_just_now():
    first = a_person(Role.OPTICIAN)
    second = a_person(Role.MANAGER, at=NOW - APPROVAL_LASTS)
    assert require_second_person(first, second, NOW) is second
    with pytest.raises(SecondPersonIsMissing):
        require_second_person(first, None, NOW)
    with pytest.raises(SecondPersonIsTheSame):
        require_second_person(first, first, NOW)
    for now in (NOW + timedelta(microseconds=1), NOW - APPROVAL_LASTS - timedelta(seconds=1)):
        with pytest.raises(ApprovalIsStale):
            require_second_person(first, second, now)
