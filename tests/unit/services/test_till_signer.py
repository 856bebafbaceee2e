"""A signing device that fails stops no sale, and resumes with a receipt over nothing."""

import pytest

from app.domain.payments.documents import DocumentType
from app.domain.payments.errors import PaymentDiffersFromTotal
from app.domain.payments.fiscal_signing import FiscalSignature, SignerFailure
from tests.factories.payments import cash
from tests.factories.till import TillShop
from tests.fakes.payments import FakeFiscalSigner


@pytest.fixture
def shop():
    return TillShop(fiscal=FakeFiscalSigner()).opened()


def sell(shop):
    entry, _ = shop.payments.take(shop.optician, shop.a_sale(cash(10_000)))
    return entry


def test_every_receipt_bears_the_devices_signature(shop):
    mark = sell(shop).fiscal_mark
    assert isinstance(mark, FiscalSignature)
    assert (mark.serial, mark.counter) == ("TSE-1", 2)
    assert shop.fiscal.signed == [DocumentType.OPENING, DocumentType.SALE]


def test_the_sale_goes_on_when_the_device_fails_and_the_receipt_says_so(shop):
    shop.fiscal.is_working = False
    entry = sell(shop)
    assert entry.fiscal_mark == SignerFailure(reason="no_answer")
    assert shop.expected_cash() == 30_000
    assert shop.entries[-1] == entry


def test_the_first_success_resumes_with_a_receipt_over_nothing_and_then_signs_the_sale(shop):
    shop.fiscal.is_working = False
    sell(shop)
    sell(shop)
    shop.fiscal.is_working = True
    entry = sell(shop)
    assert isinstance(entry.fiscal_mark, FiscalSignature)
    null = shop.entries[-2]
    assert null.document.type is DocumentType.NULL_RECEIPT
    assert isinstance(null.fiscal_mark, FiscalSignature)
    assert null.stamp.command_id == entry.stamp.command_id
    assert shop.fiscal.signed[-2:] == [DocumentType.NULL_RECEIPT, DocumentType.SALE]
    sell(shop)
    assert shop.fiscal.signed.count(DocumentType.NULL_RECEIPT) == 1
    assert [e.number for e in shop.entries] == list(range(1, len(shop.entries) + 1))


def test_pressing_twice_signs_once(shop):
    command = shop.a_sale(cash(10_000))
    first, _ = shop.payments.take(shop.optician, command)
    again, _ = shop.payments.take(shop.optician, command)
    assert again == first
    assert shop.fiscal.signed.count(DocumentType.SALE) == 1


def test_what_is_refused_is_not_signed(shop):
    with pytest.raises(PaymentDiffersFromTotal):
        shop.payments.take(shop.optician, shop.a_sale(cash(9_999)))
    assert shop.fiscal.signed == [DocumentType.OPENING]


def test_reports_and_counts_need_no_device_and_say_how_many_receipts_lack_one(shop):
    shop.fiscal.is_working = False
    sell(shop)
    sealed = shop.closed()
    assert sealed.fiscal_mark is None
    assert sealed.document.details["unsigned"] == 1


def test_where_no_law_wants_a_device_nothing_is_marked():
    shop = TillShop().opened()
    assert sell(shop).fiscal_mark is None
