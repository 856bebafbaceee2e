"""A sale's receipt on the virtual printer: words, drawer, honest ends, and the copy."""

from dataclasses import replace

import pytest

from app.bootstrap.papers import encoder_for, profile_for
from app.services.print_ports import PrinterReason, PrintJobState
from tests.devices.printers import LineDroppingPrinter
from tests.factories.papers import a_receipt_content
from tests.fakes.paper_shop import PaperShop
from tests.integration.printing.test_spooler_to_paper import Site
from tests.unit.services.test_papers import by_voucher, in_cash


@pytest.fixture
def shop() -> PaperShop:
    return PaperShop().with_printer().opened()


def spooled(site: Site, shop: PaperShop):
    """Take the shop's newest job over to the spooler's queue."""
    job = replace(shop.newest_job(), printer_id=site.printer.printer_id)
    site.queue.add(job)
    return job


@pytest.fixture
def site(printer):
    site = Site(f"tcp://127.0.0.1:{printer.port}")
    yield site
    assert site.spooler.stop(timeout_s=20)


def test_a_receipt_comes_out_with_every_line_and_the_drawer_opens_once(site, printer, shop):
    kicks = printer.mechanism.drawer_kicks
    sale = shop.a_sale(in_cash(72_700), content=a_receipt_content())
    entry, _ = shop.payments.take(shop.optician, sale)
    job = spooled(site, shop)
    site.spooler.start()
    site.queue.wait_for(job.job_id, PrintJobState.PRINTED)
    words = "\n".join(printer.papers[0].lines)
    for text in (entry.reference, "Total", "€727.00", "Dispensing", "€40.00 C", entry.seal):
        assert text in words, text
    assert printer.papers[0].wrapped == 0
    assert printer.mechanism.drawer_kicks == kicks + 1


def test_a_sale_without_cash_leaves_the_drawer_shut(site, printer, shop):
    shop.payments.take(shop.optician, shop.a_sale(by_voucher()))
    job = spooled(site, shop)
    site.spooler.start()
    site.queue.wait_for(job.job_id, PrintJobState.PRINTED)
    assert printer.mechanism.drawer_kicks == 0


def test_without_paper_the_drawer_opens_and_nothing_comes_out(site, printer, shop):
    shop.payments.take(shop.optician, shop.a_sale(in_cash(), wants_paper=False))
    job = spooled(site, shop)
    site.spooler.start()
    site.queue.wait_for(job.job_id, PrintJobState.PRINTED)
    assert printer.papers == ()
    assert printer.mechanism.drawer_kicks == 1


def test_a_receipt_whose_line_broke_is_unsure_and_its_copy_says_so(start, shop):
    printer = start(LineDroppingPrinter(after_bytes=200))
    site = Site(f"tcp://127.0.0.1:{printer.port}")
    entry, _ = shop.payments.take(shop.optician, shop.a_sale(in_cash()))
    job = spooled(site, shop)
    site.spooler.start()
    ended = site.queue.wait_for(job.job_id, PrintJobState.UNKNOWN)
    assert ended.reason is PrinterReason.LINE_DROPPED
    assert site.spooler.stop(timeout_s=20)
    shop.unit.memory.print_jobs.jobs[job.job_id] = replace(ended, printer_id=job.printer_id)
    shop.centre.settle(shop.optician, job.job_id, has_come_out=False)
    shop.centre.reprint(shop.optician, shop.command(), job.job_id, reason="Did not come out")
    assert shop.entries[-1].document.details["of"] == entry.number
    assert shop.newest_blocks()[0] == {"kind": "notice", "text": "COPY 1"}


def test_58_mm_paper_has_a_profile_of_its_own():
    assert (profile_for(58).columns, profile_for(80).columns) == (30, 42)
    assert encoder_for(58).profile.dots == 360
