"""One of each paper, with long names, other scripts and a signing device that failed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.domain.kernel.money import Money
from app.domain.kernel.paper import PaperBlock
from app.domain.payments.documents import ReceiptContent, ReceiptLine, TaxAmount
from app.domain.payments.journal import JournalEntry
from app.domain.payments.payment import Purpose
from app.domain.payments.stored_value import StoredValue, StoredValueEntry, ValueMovement
from app.domain.payments.tender import CASH_DRAWER, Tender, TenderKey, TenderLine
from app.papers.gift_card import gift_card
from app.papers.letterhead import Letterhead
from app.papers.order_papers import OrderPaper, collection_slip, order_confirmation, quotation
from app.papers.prescription_copy import prescription_copy
from app.papers.receipt import Receipt, receipt
from app.papers.till_papers import cash_slip, till_report
from app.services.till import MoveCash
from app.services.till_reports import CloseTill
from tests.factories.customers import a_patient, a_prescription
from tests.factories.moments import NOW
from tests.factories.orders import an_order
from tests.factories.payments import euro
from tests.factories.till import TillShop
from tests.fakes.payments import FakeFiscalSigner

SHOP = Letterhead(
    name="Nordlicht Optik",
    lines=("Lindenstraße 14", "20095 Hamburg"),
    tax_number="DE 000 000 000",
    footer="Thank you. Keep this paper: it is your guarantee.",
)
LONG_NAME = (
    "Progressive lenses Varia C2 1.60 with hard coat, anti-reflex, blue filter and a tint that "
    "nobody can pronounce, pair"
)
SERVED_BY = "Marta Kowalska-Brandt"


def a_receipt_content() -> ReceiptContent:
    return ReceiptContent(
        lines=(
            ReceiptLine(
                sku="NOR-204",
                description="Nordkap Varia 204 black",
                quantity=1,
                amount_minor=18_900,
                tax_code="A",
            ),
            ReceiptLine(
                sku="VAL", description=LONG_NAME, quantity=2, amount_minor=49_800, tax_code="A"
            ),
            ReceiptLine(
                sku="DISP",
                description="Dispensing",
                quantity=1,
                amount_minor=4_000,
                tax_code="C",
            ),
        ),
        taxes=(
            TaxAmount(code="A", rate_bp=1_900, net_minor=57_731, tax_minor=10_969),
            TaxAmount(code="C", rate_bp=0, net_minor=4_000, tax_minor=0),
        ),
        discount_minor=5_500,
        reference="O-MAIN-26-417",
    )


def _sealed(entry: JournalEntry) -> JournalEntry:
    """Return the entry with a seal that is the same in every run."""
    return replace(entry, hash="5eaf00d1" * 8)


def a_sale_entry(shop: TillShop | None = None) -> JournalEntry:
    """Return a sale by cash, card, gift card and insurer; the signing device has failed."""
    shop = shop or TillShop(fiscal=FakeFiscalSigner(is_working=False)).opened()
    lines = (
        TenderLine(key=CASH_DRAWER, amount=euro(20_000), handed_over=euro(25_000)),
        TenderLine(key=TenderKey(tender=Tender.VOUCHER, reference="V-77"), amount=euro(12_700)),
        TenderLine(
            key=TenderKey(tender=Tender.INSURER, reference="CLAIM-2026-000815"),
            amount=euro(40_000),
        ),
    )
    sale = shop.a_sale(*lines, content=a_receipt_content())
    return _sealed(shop.payments.take(shop.optician, sale)[0])


def a_z_entry() -> JournalEntry:
    shop = TillShop().opened()
    a_sale_entry(shop)
    move = MoveCash(command_id=shop.command(), amount=euro(1_250), reason="Milk for the machine")
    shop.till.pay_out(shop.optician, move)
    shop.reports.count(shop.manager, shop.command(), shop.counted(shop.expected_cash() - 500))
    close = CloseTill(command_id=shop.command(), reason="A coin fell behind the desk")
    return _sealed(shop.reports.z_report(shop.manager, close)[0].entry)


def a_slip_entry() -> JournalEntry:
    shop = TillShop().opened()
    move = MoveCash(command_id=shop.command(), amount=euro(1_250), reason="Milk for the machine")
    return _sealed(shop.till.pay_out(shop.optician, move)[0])


def a_deposit_entry() -> JournalEntry:
    shop = TillShop().opened()
    order = shop.an_order()
    line = TenderLine(key=CASH_DRAWER, amount=euro(10_000), handed_over=euro(10_000))
    command = shop.a_deposit(order.order_id, line, purpose=Purpose.DEPOSIT)
    return _sealed(shop.payments.take(shop.optician, command)[0])


def a_gift_card(**changes: Any) -> StoredValue:
    shop = TillShop()
    identity = shop.command()
    value = StoredValue(
        stored_value_id=identity,  # type: ignore[arg-type] # any id will do
        kind=Tender.GIFT_CARD,
        number="6400281200417753",
        currency="EUR",
        entries=(
            StoredValueEntry(
                entry_id="first",
                stored_value_id=identity,  # type: ignore[arg-type] # any id will do
                movement=ValueMovement.ISSUE,
                amount=euro(5_000),
                at=NOW,
                device_id=shop.sealer.till_id(shop.unit),
            ),
        ),
        expires_on=date(2029, 12, 31),
    )
    return replace(value, **changes)


def an_order_paper(**changes: Any) -> OrderPaper:
    order = an_order()
    return replace(OrderPaper(order=order, served_by=SERVED_BY, held=euro(10_000)), **changes)


def arabic_receipt() -> tuple[PaperBlock, ...]:
    """Return a receipt of a shop and goods that are written from the right."""
    shop = Letterhead(name="بصريات الشمال", lines=("شارع الزيزفون ١٤",), footer="شكرا لزيارتكم")
    content = ReceiptContent(
        lines=(
            ReceiptLine(
                sku="A",
                description="إطار نوردكاب أسود",
                quantity=1,
                amount_minor=10_000,
                tax_code="A",
            ),
        ),
        taxes=(TaxAmount(code="A", rate_bp=0, net_minor=10_000, tax_minor=0),),
    )
    till = TillShop().opened()
    line = TenderLine(key=CASH_DRAWER, amount=euro(10_000))
    entry = _sealed(till.payments.take(till.optician, till.a_sale(line, content=content))[0])
    return receipt(shop, Receipt(entry=entry, served_by="مريم"))


PAPERS: Mapping[str, Callable[[], tuple[PaperBlock, ...]]] = {
    "receipt": lambda: receipt(
        SHOP,
        Receipt(
            entry=a_sale_entry(),
            served_by=SERVED_BY,
            order_number="O-MAIN-26-417",
            dispensing=Money(4_000, "EUR"),
        ),
    ),
    "deposit": lambda: receipt(
        SHOP, Receipt(entry=a_deposit_entry(), served_by=SERVED_BY, order_number="O-LIN-26-1")
    ),
    "gift-card": lambda: gift_card(SHOP, a_gift_card()),
    "z-report": lambda: till_report(SHOP, a_z_entry(), SERVED_BY),
    "cash-slip": lambda: cash_slip(SHOP, a_slip_entry(), SERVED_BY),
    "order": lambda: order_confirmation(SHOP, an_order_paper()),
    "quotation": lambda: quotation(
        SHOP, an_order_paper(), number="Q-MAIN-26-12", valid_until=date(2026, 4, 1)
    ),
    "collection": lambda: collection_slip(SHOP, an_order_paper()),
    "prescription": lambda: prescription_copy(SHOP, a_patient(), a_prescription()),
    "arabic": arabic_receipt,
}
