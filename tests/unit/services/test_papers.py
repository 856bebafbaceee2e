"""The paper of a sale is in the queue with the sale, or neither is there."""

import json

import pytest

from app.domain.kernel.access import AccessDenied, Role
from app.domain.payments.errors import EntryIsNoReceipt, StoredValueNotFound
from app.domain.payments.tender import CASH_DRAWER, Tender, TenderKey, TenderLine
from app.papers.kinds import PaperKind, PrinterRole
from app.papers.letterhead import Letterhead
from app.services.auditing import ReasonIsMissing
from app.services.paper_facts import OrderIsNoQuotation
from app.services.papers import Wanted
from app.services.print_ports import PageSize
from app.services.printing import NoPrinterIsSet
from app.services.till import MoveCash
from tests.factories import a_prescription, a_printer, a_staff_member
from tests.factories.customers import a_patient
from tests.factories.papers import a_gift_card
from tests.factories.payments import euro
from tests.fakes.paper_shop import PaperShop


@pytest.fixture
def shop() -> PaperShop:
    return PaperShop().with_printer().opened()


def in_cash(minor: int = 10_000) -> TenderLine:
    return TenderLine(key=CASH_DRAWER, amount=euro(minor), handed_over=euro(minor))


def by_voucher(minor: int = 10_000) -> TenderLine:
    return TenderLine(key=TenderKey(tender=Tender.VOUCHER, reference="V-1"), amount=euro(minor))


def test_a_sale_queues_its_receipt_in_its_own_transaction(shop):
    commits = len(shop.unit.commits)
    entry, _ = shop.payments.take(shop.optician, shop.a_sale(in_cash()))
    job = shop.newest_job()
    assert (job.kind, job.reference) == ("receipt", entry.reference)
    assert job.subject == str(entry.number)
    assert len(shop.unit.commits) == commits + 1


def test_the_same_sale_sent_again_prints_nothing_more(shop):
    sale = shop.a_sale(in_cash())
    shop.payments.take(shop.optician, sale)
    before = len(shop.jobs)
    shop.payments.take(shop.optician, sale)
    assert len(shop.jobs) == before


def test_cash_opens_the_drawer_and_a_voucher_does_not(shop):
    shop.payments.take(shop.optician, shop.a_sale(in_cash()))
    assert shop.newest_blocks()[0] == {"kind": "drawer"}
    shop.payments.take(shop.optician, shop.a_sale(by_voucher()))
    assert {"kind": "drawer"} not in shop.newest_blocks()


def test_without_paper_the_drawer_still_opens_for_cash(shop):
    shop.payments.take(shop.optician, shop.a_sale(in_cash(), wants_paper=False))
    assert shop.newest_blocks() == [{"kind": "drawer"}]


def test_without_paper_and_cash_nothing_is_queued(shop):
    before = len(shop.jobs)
    shop.payments.take(shop.optician, shop.a_sale(by_voucher(), wants_paper=False))
    assert len(shop.jobs) == before


def test_a_shop_without_a_printer_sells_all_the_same():
    shop = PaperShop().opened()
    entry, _ = shop.payments.take(shop.optician, shop.a_sale(in_cash()))
    assert entry.number
    assert not shop.jobs


def test_a_receipt_names_who_served(shop):
    member = a_staff_member(user_id=shop.optician.user_id, name="Marta Kowalska")
    shop.unit.memory.staff.save_member(member)
    shop.payments.take(shop.optician, shop.a_sale(in_cash()))
    assert "Marta Kowalska" in json.dumps(shop.newest_blocks())


def test_a_receipt_goes_to_the_printer_that_has_the_role_and_not_to_the_newest(shop):
    shop.papers.route(shop.manager, PrinterRole.RECEIPT, shop.printer.printer_id)
    shop.unit.memory.print_jobs.save_printer(a_printer(name="Newer"))
    shop.payments.take(shop.optician, shop.a_sale(in_cash()))
    assert shop.newest_job().printer_id == shop.printer.printer_id


def test_only_a_manager_gives_a_printer_its_role(shop):
    with pytest.raises(AccessDenied):
        shop.papers.route(shop.optician, PrinterRole.RECEIPT, shop.printer.printer_id)


def test_a_pay_out_and_a_drawer_opened_without_a_sale_print_their_slips(shop):
    move = MoveCash(command_id=shop.command(), amount=euro(500), reason="Milk")
    shop.till.pay_out(shop.optician, move)
    assert shop.newest_job().kind == "cash_slip"
    assert {"kind": "words", "text": "Reason: Milk", "centred": False} in shop.newest_blocks()
    shop.till.open_drawer(shop.manager, shop.command(), reason="Change for a note")
    assert shop.newest_blocks()[0] == {"kind": "drawer"}


def test_a_reprint_says_copy_and_opens_no_drawer(shop):
    entry, _ = shop.payments.take(shop.optician, shop.a_sale(in_cash()))
    for copy in (1, 2):
        shop.papers.reprint(
            shop.optician, shop.command(), number=entry.number, reason="Lost at home"
        )
        assert shop.newest_blocks()[0] == {"kind": "notice", "text": f"COPY {copy}"}
        assert {"kind": "drawer"} not in shop.newest_blocks()
    assert [each.document.type.value for each in shop.entries][-2:] == ["reprint", "reprint"]


def test_a_reprint_without_a_reason_or_of_a_count_is_refused_and_nothing_is_queued(shop):
    entry, _ = shop.payments.take(shop.optician, shop.a_sale(in_cash()))
    before = len(shop.jobs)
    with pytest.raises(ReasonIsMissing):
        shop.papers.reprint(shop.optician, shop.command(), number=entry.number, reason=" ")
    with pytest.raises(EntryIsNoReceipt):
        shop.papers.reprint(shop.optician, shop.command(), number=1, reason="Lost")
    assert len(shop.jobs) == before


def test_without_a_printer_a_reprint_seals_nothing():
    shop = PaperShop().opened()
    entry, _ = shop.payments.take(shop.optician, shop.a_sale(in_cash()))
    with pytest.raises(NoPrinterIsSet):
        shop.papers.reprint(shop.optician, shop.command(), number=entry.number, reason="Lost")
    assert shop.entries[-1] == entry


def test_an_uncounted_report_hides_from_an_optician_what_the_drawer_should_hold(shop):
    shop.payments.take(shop.optician, shop.a_sale(in_cash()))
    shop.reports.x_report(shop.optician, shop.command())
    assert "Expected" not in json.dumps(shop.newest_blocks())
    shop.reports.x_report(shop.manager, shop.command())
    assert "Expected" in json.dumps(shop.newest_blocks())


def test_a_report_printed_again_is_a_copy(shop):
    report, _ = shop.reports.x_report(shop.manager, shop.command())
    shop.papers.print_report(shop.manager, number=report.entry.number, reason="Smudged")
    assert shop.newest_blocks()[0] == {"kind": "notice", "text": "COPY 1"}


def test_an_order_is_confirmed_on_paper_with_what_was_paid(shop):
    order = shop.an_order()
    shop.payments.take(shop.optician, shop.a_deposit(order.order_id, in_cash(5_000)))
    shop.papers.print_order_confirmation(shop.optician, order.order_id)
    assert shop.newest_job().reference == str(order.number)
    paid = {"kind": "priced", "text": "Paid", "amount": "€50.00", "strong": False}
    assert paid in shop.newest_blocks()


def test_an_order_that_was_never_quoted_has_no_quotation(shop):
    order = shop.an_order()
    with pytest.raises(OrderIsNoQuotation):
        shop.papers.print_quote(shop.optician, order.order_id)


def test_a_collection_slip_and_a_prescription_are_printed(shop):
    order, patient = shop.an_order(), a_patient()
    shop.papers.print_collection_slip(shop.optician, order.order_id)
    assert shop.newest_job().kind == "collection_slip"
    prescription = a_prescription(patient_id=patient.patient_id)
    shop.unit.memory.patients.save_patient(patient)
    shop.unit.memory.patients.add_prescription(prescription)
    shop.papers.print_prescription(shop.optician, prescription.prescription_id)
    assert shop.newest_job().kind == "prescription"


def test_a_gift_card_is_known_in_the_queue_by_its_last_four_signs_only(shop):
    card = a_gift_card()
    shop.unit.memory.stored_value.add(card)
    shop.papers.print_gift_card(shop.optician, card.number)
    assert shop.newest_job().reference == f"…{card.number[-4:]}"
    assert {"kind": "qr", "payload": f"G:{card.number}", "caption": "6400 2812 0041 7753"} in (
        shop.newest_blocks()
    )
    with pytest.raises(StoredValueNotFound):
        shop.papers.print_gift_card(shop.optician, "1")


def test_a_technician_prints_no_papers_of_the_counter(shop):
    order = shop.an_order()
    with pytest.raises(AccessDenied):
        shop.papers.print_collection_slip(shop.session(Role.TECHNICIAN), order.order_id)


def test_the_letterhead_stands_on_every_paper_after_it_is_set(shop):
    head = Letterhead(name="Optik am Tor", lines=("Torweg 1",), tax_number="DE 1")
    shop.papers.save_letterhead(shop.manager, head)
    shop.payments.take(shop.optician, shop.a_sale(in_cash()))
    assert {"kind": "heading", "text": "Optik am Tor"} in shop.newest_blocks()


def test_any_paper_can_be_had_as_a_pdf(shop):
    order = shop.an_order()
    entry, _ = shop.payments.take(shop.optician, shop.a_sale(in_cash()))
    for wanted in (
        Wanted(kind=PaperKind.COLLECTION_SLIP, id=order.order_id),
        Wanted(kind=PaperKind.RECEIPT, number=str(entry.number)),
    ):
        assert shop.papers.as_pdf(shop.optician, wanted, PageSize.A5).startswith(b"%PDF")
