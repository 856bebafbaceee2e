"""The journal prints COPY, exports itself signed, and a shop's day adds up whoever adds it."""

import json
import random
from collections import Counter
from dataclasses import replace

import pytest

from app.domain.kernel.access import AccessDenied, Action, Role
from app.domain.payments.documents import DocumentType
from app.domain.payments.errors import EntryIsNoReceipt, EntryNotFound
from app.domain.payments.grand_totals import Period
from app.domain.payments.journal_export import verify_export
from app.domain.payments.tender import Tender
from app.domain.payments.verification import FindingKind, KnownPlace
from app.services.auditing import ReasonIsMissing
from app.services.changes import NO_CHANGES
from app.services.desk import Request
from app.services.till import MoveCash
from app.services.till_reports import CloseTill
from tests.factories.payments import a_content, back, by, cash, euro
from tests.factories.till import TillShop
from tests.fakes.payments import FakeSigner, is_signed

KEY = FakeSigner().public_hex


@pytest.fixture
def shop():
    return TillShop().opened()


@pytest.fixture
def receipt(shop):
    entry, _ = shop.payments.take(shop.optician, shop.a_sale(cash(10_000)))
    return entry


def reprint(shop, number, **changes):
    asked = {"command_id": shop.command(), "number": number, "reason": "lost", **changes}
    return shop.journal.reprint(shop.optician, **asked)


def test_a_reprint_says_which_copy_it_is_and_is_sealed_with_its_reason(shop, receipt):
    first, _ = reprint(shop, receipt.number)
    second, _ = reprint(shop, receipt.number)
    assert (first.copy_number, second.copy_number) == (1, 2)
    assert first.original == receipt
    entry = shop.entries[-1]
    assert entry.document.type is DocumentType.REPRINT
    assert entry.document.details["reference"] == receipt.reference
    assert entry.totals[Period.PERPETUAL] == receipt.totals[Period.PERPETUAL]
    assert shop.unit.memory.audit.entries[-1].action is Action.RECEIPT_REPRINT


def test_pressing_twice_makes_one_copy(shop, receipt):
    command_id = shop.command()
    first, _ = reprint(shop, receipt.number, command_id=command_id)
    assert reprint(shop, receipt.number, command_id=command_id) == (first, NO_CHANGES)


def test_a_copy_is_printed_after_the_close_too_and_belongs_to_no_shift(shop, receipt):
    shop.closed()
    reprint(shop, receipt.number)
    assert shop.entries[-1].stamp.session_id is None
    assert not shop.till.state(shop.optician).is_open


@pytest.mark.parametrize(
    ("number", "changes", "refusal"),
    [(99, {}, EntryNotFound), (1, {}, EntryIsNoReceipt), (2, {"reason": ""}, ReasonIsMissing)],
)
def test_what_is_no_receipt_or_has_no_reason_is_not_printed_again(
    shop, receipt, number, changes, refusal
):
    with pytest.raises(refusal):
        reprint(shop, number, **changes)
    assert shop.entries[-1] == receipt


def an_export(shop, session=None, **changes):
    request = Request(
        session=session or shop.manager,
        command_id=shop.command(),
        action=Action.JOURNAL_EXPORT,
        **{"reason": "tax audit"} | changes,
    )
    return shop.journal.export(request)


def test_an_export_is_verified_by_whoever_has_it(shop, receipt):
    shop.closed()
    data = an_export(shop)
    verdict = verify_export(data, is_signed, public_key=KEY)
    assert verdict.is_valid
    assert verdict.journal.entries == len(shop.entries)
    assert verdict.manifest["last_hash"] == shop.entries[-1].hash
    assert len(data.splitlines()) == len(shop.entries) + 2


def test_an_export_from_a_number_on_names_the_place_before_it(shop, receipt):
    shop.closed()
    request = Request(
        session=shop.manager,
        command_id=shop.command(),
        action=Action.JOURNAL_EXPORT,
        reason="tax audit",
    )
    data = shop.journal.export(request, first=3)
    verdict = verify_export(data, is_signed, public_key=KEY)
    assert verdict.is_valid
    assert verdict.manifest["before_hash"] == receipt.hash
    with pytest.raises(EntryNotFound):
        shop.journal.export(request, first=99)


def test_a_journal_is_exported_by_a_manager_with_a_reason(shop):
    with pytest.raises(AccessDenied):
        an_export(shop, shop.optician)
    with pytest.raises(ReasonIsMissing):
        an_export(shop, reason=None)
    assert an_export(shop, shop.optician, second=shop.session(Role.MANAGER))


def test_the_till_verifies_its_own_journal_against_what_others_remember(shop, receipt):
    shop.closed()
    end = shop.entries[-1]
    known = [KnownPlace(number=end.number, hash=end.hash)]
    assert shop.journal.verify(shop.optician, is_signed, known=known).is_valid
    sealed = shop.unit.till_journal.sealed
    sealed[1] = replace(sealed[1], document=replace(sealed[1].document, total_minor=1))
    first = shop.journal.verify(shop.optician, is_signed).first
    assert (first.kind, first.number) == (FindingKind.ALTERED, 2)
    del shop.unit.till_journal.sealed[2:]
    kinds = {each.kind for each in shop.journal.verify(shop.optician, is_signed).findings}
    assert FindingKind.TRUNCATED in kinds


class Abacus:
    """Adds a day up by hand, beside the program and knowing nothing of it."""

    def __init__(self):
        self.cash = 20_000
        self.turnover = self.refunds = self.deposits = self.deposit_refunds = 0
        self.tenders: Counter[str] = Counter()
        self.tax = self.receipts = 0

    def sell(self, total):
        self.turnover += total
        self.tax += a_content(total).taxes[0].tax_minor
        self.receipts += 1


def sell_goods(shop, abacus, chance):
    for _ in range(40):
        total, card = chance.randrange(200, 90_000), chance.choice([0, 0, 100])
        rounding = chance.choice([0, 0, -2, 2])
        lines = [cash(total - card + rounding)] + ([by(Tender.VOUCHER, card)] if card else [])
        shop.payments.take(shop.optician, shop.a_sale(*lines, total=total, rounding=euro(rounding)))
        abacus.cash += total - card + rounding
        abacus.tenders["voucher"] += card
        abacus.sell(total)
        shop.later(minutes=9)


def take_orders(shop, abacus):
    """Take three deposits, collect two of the orders, and give the third deposit back."""
    orders = [shop.an_order() for _ in range(3)]
    for order in orders:
        shop.payments.take(shop.optician, shop.a_deposit(order.order_id, cash(10_000)))
        abacus.cash += 10_000
        abacus.deposits += 10_000
        abacus.receipts += 1
    for order in orders[:2]:
        total = order.total.minor
        rest = by(Tender.TRANSFER, total - 10_000)
        shop.payments.take(shop.optician, shop.a_sale(rest, total=total, order_id=order.order_id))
        abacus.tenders["transfer"] += total - 10_000
        abacus.sell(total)
    shop.payments.refund(shop.manager, shop.a_refund(back(10_000), order_id=orders[2].order_id))
    abacus.cash -= 10_000
    abacus.deposit_refunds += 10_000
    abacus.receipts += 1


def take_goods_back(shop, abacus):
    sale = shop.a_sale(cash(5_000), total=5_000)
    shop.payments.take(shop.optician, sale)
    shop.payments.refund(
        shop.manager, shop.a_refund(back(2_000), credit=2_000, payment_id=sale.command_id)
    )
    abacus.sell(5_000)
    abacus.cash += 3_000
    abacus.refunds += 2_000
    abacus.tax -= a_content(2_000).taxes[0].tax_minor
    abacus.receipts += 1


def spend_a_day(shop, abacus, chance):
    sell_goods(shop, abacus, chance)
    take_orders(shop, abacus)
    take_goods_back(shop, abacus)
    out = MoveCash(command_id=shop.command(), amount=euro(15_000), reason="safe")
    shop.till.pay_out(shop.optician, out)
    abacus.cash -= 15_000


@pytest.mark.parametrize("seed", range(3))
def test_a_shops_day_adds_up_to_what_an_abacus_says_and_its_journal_verifies(seed):
    shop, abacus = TillShop(), Abacus()
    shop.opened()
    spend_a_day(shop, abacus, random.Random(seed))
    assert shop.expected_cash() == abacus.cash
    shop.reports.count(shop.optician, shop.command(), shop.counted(abacus.cash))
    sealed, _ = shop.reports.z_report(shop.optician, CloseTill(command_id=shop.command()))
    report = sealed.report
    assert (report.row(Tender.CASH).expected, report.variance) == (abacus.cash, 0)
    for name, minor in abacus.tenders.items():
        assert report.row(Tender(name)).expected == minor
    assert report.tally(DocumentType.SALE).total == abacus.turnover
    assert report.tally(DocumentType.REFUND).total == abacus.refunds
    assert report.tally(DocumentType.DEPOSIT).total == abacus.deposits
    assert report.tally(DocumentType.DEPOSIT_REFUND).total == abacus.deposit_refunds
    assert sum(tax.tax_minor for tax in report.taxes) == abacus.tax
    for sums in sealed.entry.totals.values():
        assert sums.turnover == abacus.turnover - abacus.refunds
        assert sums.documents == abacus.receipts
    data = an_export(shop)
    assert verify_export(data, is_signed, public_key=KEY).is_valid


def test_one_altered_byte_of_a_days_journal_is_found_and_its_entry_named(shop):
    spend_a_day(shop, Abacus(), random.Random(9))
    shop.closed()
    data = an_export(shop)
    lines = data.splitlines(keepends=True)
    chance = random.Random(9)
    for _ in range(60):
        at = chance.randrange(len(shop.entries))
        line = bytearray(lines[at])
        place = chance.randrange(len(line) - 1)
        line[place] ^= 1 << chance.randrange(7)
        if line[place] == ord("\n"):
            continue
        forged = b"".join([*lines[:at], bytes(line), *lines[at + 1 :]])
        verdict = verify_export(forged, is_signed, public_key=KEY)
        assert not verdict.is_valid
        assert not verdict.is_body_whole
        assert verdict.journal.first is not None
        assert verdict.journal.first.number == json.loads(lines[at])["number"]
