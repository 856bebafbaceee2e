"""A receipt adds up three ways: its lines, its taxes and its tenders."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.kernel.canonical import canonical_json
from app.domain.kernel.text import TextIsTooLong
from app.domain.payments.documents import (
    LETTERS,
    DocumentType,
    ReceiptContent,
    ReceiptLine,
    TaxAmount,
    TillMovement,
    advance_document,
    cash_document,
    refund_document,
    sale_document,
)
from app.domain.payments.errors import (
    AmountIsNotPositive,
    DocumentDoesNotAddUp,
    PaymentDiffersFromTotal,
)
from app.domain.payments.journal import document_to_json
from app.domain.payments.payment import Purpose
from app.domain.payments.tender import Tender
from tests.factories.payments import a_content, a_payment, a_refund, back, by, cash, euro


def a_sale(*lines, **changes):
    return a_payment(*lines, purpose=Purpose.SALE, **changes)


@st.composite
def mixed_content(draw):
    """Draw goods under several rates, one of them exempt, with their tax by rate."""
    rates = draw(st.lists(st.sampled_from([0, 500, 700, 1900, 2000]), min_size=1, unique=True))
    lines, taxes = [], []
    for rate in rates:
        gross = draw(st.integers(1, 100_000))
        net = gross * 10_000 // (10_000 + rate)
        lines.append(
            ReceiptLine(
                sku=f"S{rate}",
                description="Goods",
                quantity=1,
                amount_minor=gross,
                tax_code=str(rate),
            )
        )
        taxes.append(TaxAmount(code=str(rate), rate_bp=rate, net_minor=net, tax_minor=gross - net))
    return ReceiptContent(lines=tuple(lines), taxes=tuple(taxes))


@settings(max_examples=80)
@given(mixed_content(), st.data())
def test_lines_taxes_and_tenders_of_a_sale_come_to_one_total(content, data):
    total = sum(line.amount_minor for line in content.lines)
    deposits = data.draw(st.integers(0, total - 1))
    due = total - deposits
    card = data.draw(st.integers(0, due - 1))
    lines = [cash(due - card)] + ([by(Tender.CARD, card)] if card else [])
    document = sale_document(a_sale(*lines), content, deposits=euro(deposits))
    moved = sum(each.amount_minor for each in document.movements)
    assert document.total_minor == total == moved + deposits
    assert sum(tax.gross_minor for tax in document.taxes) == total
    assert canonical_json(document_to_json(document))


def test_a_penny_more_or_less_is_refused_with_both_sides():
    content = a_content(10_000)
    for paid in (9_999, 10_001):
        with pytest.raises(PaymentDiffersFromTotal) as caught:
            sale_document(a_sale(cash(paid)), content, deposits=euro(0))
        assert caught.value.facts == {"total": euro(10_000), "paid": euro(paid)}


def test_taxes_that_do_not_add_up_to_the_lines_are_refused():
    content = a_content(10_000)
    wrong = replace(content.taxes[0], tax_minor=content.taxes[0].tax_minor + 1)
    with pytest.raises(DocumentDoesNotAddUp):
        sale_document(a_sale(cash(10_000)), replace(content, taxes=(wrong,)), deposits=euro(0))


def test_a_sale_paid_in_advance_has_no_tender_and_the_whole_total():
    paid = a_sale(cash(1), lines=())
    document = sale_document(paid, a_content(10_000), deposits=euro(10_000))
    assert (document.total_minor, document.movements) == (10_000, ())


def test_change_stays_out_of_the_drawers_sum():
    document = sale_document(
        a_sale(cash(10_000, handed_over=12_000)), a_content(10_000), deposits=euro(0)
    )
    assert document.movements == (TillMovement(tender=Tender.CASH, amount_minor=10_000),)
    [tender] = json.loads(canonical_json(document.details))["tenders"]
    assert (tender["handed_over"], tender["change"]) == (12_000, 2_000)


def test_a_deposit_may_be_untaxed_and_what_tax_there_is_adds_up():
    plain = ReceiptContent(reference="O-LIN-26-1")
    assert advance_document(a_payment(cash(5_000)), plain).type is DocumentType.DEPOSIT
    taxed = replace(plain, taxes=a_content(5_000).taxes)
    assert advance_document(a_payment(cash(5_000)), taxed).total_minor == 5_000
    with pytest.raises(DocumentDoesNotAddUp):
        advance_document(a_payment(cash(5_001)), taxed)


def test_a_refund_with_a_credit_is_of_goods_and_one_without_is_of_a_deposit():
    goods = refund_document(
        a_refund(back(4_000), credit=euro(4_000)), a_content(4_000), reason="too dark"
    )
    deposit = refund_document(a_refund(back(4_000)), ReceiptContent(), reason="changed mind")
    assert goods.type is DocumentType.REFUND
    assert deposit.type is DocumentType.DEPOSIT_REFUND
    assert goods.total_minor == deposit.total_minor == 4_000
    with pytest.raises(PaymentDiffersFromTotal):
        refund_document(a_refund(back(4_000), credit=euro(4_000)), a_content(3_999), reason="x")


@pytest.mark.parametrize(
    "make",
    [
        lambda text: ReceiptContent(reference=text),
        lambda text: replace(a_content().lines[0], description=text),
        lambda text: replace(a_content().lines[0], sku=text),
    ],
)
def test_words_that_no_server_would_take_are_refused(make):
    assert make("x" * 200)
    with pytest.raises(TextIsTooLong):
        make("x" * 10_000)


def test_only_a_float_may_be_nothing():
    assert cash_document(DocumentType.OPENING, euro(0), {}).total_minor == 0
    for type_ in (DocumentType.PAY_IN, DocumentType.PAY_OUT):
        with pytest.raises(AmountIsNotPositive):
            cash_document(type_, euro(0), {})


def test_every_type_of_document_has_a_letter_of_its_own():
    assert set(LETTERS) == set(DocumentType)
    assert len(set(LETTERS.values())) == len(LETTERS)


def test_no_document_names_a_patient():
    document = sale_document(a_sale(cash(10_000)), a_content(10_000), deposits=euro(0))
    assert set(document.details) == {
        *("reference", "lines", "order", "deposits", "rounding", "tenders")
    }
