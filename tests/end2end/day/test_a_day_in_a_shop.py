"""A day in a shop: every total is what the test's own book says, and the journal is whole."""

import json
from collections import Counter as Tally

import pytest

from app.__main__ import main
from app.domain.orders import OrderStatus
from app.ui.theme.theme import prepare_application
from tests.end2end.day.book import RATES
from tests.end2end.day.counter import Counter
from tests.end2end.day.script import FLOAT, ORDERS_SOLD, Day, look_back
from tests.end2end.day.shop import a_shop
from tests.end2end.house import until

# A whole day takes a minute of fixture before the first of these tests looks at it.
pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def shop(tmp_path_factory, qapp):
    prepare_application(qapp)
    with a_shop(tmp_path_factory.mktemp("day")) as shop:
        yield shop


@pytest.fixture(scope="module")
def day(shop):
    """Work through the whole day once; the tests look at what it left behind."""
    day = Day(counter=Counter(shop=shop))
    day.take_stock()
    shop.switch_on()
    shop.sign_in()
    day.counter.opens(FLOAT)
    day.sell_goods(12)
    day.sell_and_spend_gift_cards()
    day.lose_power_after_a_sale()
    day.lose_the_line_at_a_card_payment()
    day.take_orders(9)
    day.lose_power_with_an_unsaved_form()
    day.counter.pays_in(50_00)
    day.live_with_orders()
    day.sell_goods(12)
    day.make_again()
    day.counter.pays_out(7_50)
    day.close()
    look_back(day)
    until(lambda: not unprinted(shop), "the printer has caught up")
    shop.switch_off()
    return day


@pytest.fixture(scope="module")
def z(day):
    """Return the Z as it lies on the disk."""
    entries = sealed(day.shop, "z_report")
    assert len(entries) == 1
    return entries[0]["document"]


def sealed(shop, type_=None):
    rows = shop.rows("SELECT type, entry FROM payments_journal ORDER BY number")
    return [json.loads(entry) for found, entry in rows if type_ in {None, found}]


def unprinted(shop):
    return shop.rows("SELECT reference, state FROM print_jobs WHERE state <> 'PRINTED'")


def test_forty_sales_and_orders_were_made(day):
    book = day.counter.book
    over_the_counter = book.documents["sale"] - ORDERS_SOLD
    assert over_the_counter + len(day.agreed) == 40
    assert book.documents["deposit"] == 3
    assert (book.documents["deposit_refund"], book.documents["refund"]) == (1, 1)
    assert book.documents["stored_value"] == 2


def test_the_journal_has_every_document_once(day):
    book = day.counter.book
    found = Tally(entry["type"] for entry in sealed(day.shop))
    assert found == Tally({**book.documents, "z_report": 1})
    commands = Tally(entry["command"] for entry in sealed(day.shop))
    assert set(commands.values()) == {1}


def test_the_z_says_what_each_tender_brought_and_took(day, z):
    book = day.counter.book
    told = {row["tender"]: (row["received"], row["given"]) for row in z["details"]["tenders"]}
    tenders = set(book.received) | set(book.given)
    assert told == {each: (book.received[each], book.given[each]) for each in tenders}


def test_the_drawer_holds_what_was_counted_blindly(day, z):
    cash = next(row for row in z["details"]["tenders"] if row["tender"] == "cash")
    assert (cash["expected"], cash["counted"]) == (day.counter.book.drawer,) * 2
    assert cash["variance"] == 0


def test_the_z_says_how_many_documents_there_were_and_what_they_come_to(day, z):
    book = day.counter.book
    told = {type_: (row["count"], row["total"]) for type_, row in z["details"]["documents"].items()}
    assert told == {each: (book.documents[each], book.totals[each]) for each in book.documents}
    assert z["details"]["discounts"] == book.off


def test_the_tax_of_each_rate_is_that_of_the_receipts(day, z):
    book = day.counter.book
    told = {row["code"]: (row["rate_bp"], row["net"], row["tax"]) for row in z["taxes"]}
    assert told == {
        letter: (100 * percent, book.net[letter], book.tax[letter])
        for letter, percent in RATES.items()
    }


def test_every_order_owes_what_was_not_paid(day):
    assert len(day.dues) == len(day.orders)
    assert day.dues == day.counter.book.due


def test_the_gift_cards_hold_what_was_not_spent(day):
    assert day.balances == dict(day.counter.book.cards)


def test_the_shelves_hold_what_was_not_sold_or_put_aside(day):
    book, shelves = day.counter.book, day.shop.shelves()
    for sku, (on_hand, reserved) in shelves.items():
        assert (sku, on_hand, reserved) == (sku, book.on_hand[sku], book.reserved[sku])
    assert set(book.on_hand) | set(book.reserved) <= set(shelves)


def test_the_terminal_charged_every_card_once_though_its_line_dropped(day):
    assert [amount for _, amount in day.shop.terminal.charged] == day.counter.book.charged
    keys = [key for key, _ in day.shop.terminal.charged]
    assert len(set(keys)) == len(keys)
    attempts = day.shop.rows(
        "SELECT state, count(*) FROM payments_terminal_attempts GROUP BY state"
    )
    assert dict(attempts) == {"approved": len(keys), "declined": 1}
    assert day.words_of_the_lost_line


def test_what_was_sold_before_the_power_cut_is_there_once(day):
    references = [f"{e['till_code']}-S-{e['type_number']}" for e in sealed(day.shop, "sale")]
    assert references.count(day.receipt_before_the_cut) == 1
    assert references == [f"LIN-1-S-{n}" for n in range(1, len(references) + 1)]


def test_the_form_nobody_saved_became_an_order(day):
    assert day.unfinished in day.lock_after_the_cut
    (status,) = day.shop.rows(
        "SELECT status FROM orders_orders WHERE number = ?", day.number_after_the_cut
    )
    assert status == (OrderStatus.CONFIRMED.value,)


def test_the_exchange_and_the_remake_name_their_parents(day):
    exchanged, remade = day.made_again
    assert exchanged.remake.parent == day.agreed[0].order_id
    assert exchanged.draft.prescription.left is None
    assert remade.remake.parent == day.agreed[1].order_id
    assert {each.total.minor for each in day.made_again} == {0}


def test_every_paper_that_was_asked_for_came_out_once(day):
    assert len(day.shop.printer.papers) == day.counter.book.papers
    papers = Tally(reference for (reference,) in day.shop.rows("SELECT reference FROM print_jobs"))
    assert set(papers.values()) == {1}


def test_nothing_waits_for_the_server_twice(day):
    rows = day.shop.rows(
        "SELECT device_seq, event_id, command_id, position FROM orders_outbox ORDER BY device_seq"
    )
    assert len({event for _, event, _, _ in rows}) == len(rows)
    assert len({(command, position) for _, _, command, position in rows}) == len(rows)
    assert [seq for seq, *_ in rows] == list(range(rows[0][0], rows[0][0] + len(rows)))


def test_head_office_has_every_payment_and_every_entry_once(day):
    """The line comes back after closing; what the till sealed alone arrives whole."""
    day.shop.reaches_head_office()
    book, house = day.counter.book, day.shop.house
    assert house.server_rows("SELECT count(*) FROM sync_dead_letters") == [(0,)]
    assert house.device_rows("LIN", "SELECT DISTINCT state FROM orders_outbox") == [("acked",)]
    sums = house.server_rows(
        "SELECT l.tender, sum(l.amount_minor) FROM payments_payment_lines l GROUP BY l.tender"
    )
    own = {"cash": book.received["cash"] - FLOAT - book.totals["pay_in"]}
    assert {tender: int(total) for tender, total in sums} == {**book.received, **own}
    numbers = house.server_rows("SELECT number FROM payments_journal ORDER BY number")
    assert [number for (number,) in numbers] == list(range(1, day.verdict.entries + 1))


def test_the_journal_is_whole(day, capsys):
    assert day.verdict.is_valid
    assert day.verdict.entries == sum(day.counter.book.documents.values()) + 1
    assert judged(day.shop, capsys) == (0, True, [])


def test_one_altered_byte_is_found_and_named(day, capsys):
    with day.shop.altered_entry(7):
        code, is_valid, findings = judged(day.shop, capsys)
    assert (code, is_valid) == (1, False)
    assert findings[0]["number"] == 7
    assert "7" in findings[0]["message"]
    assert judged(day.shop, capsys) == (0, True, [])


def judged(shop, capsys):
    capsys.readouterr()
    code = main(["journal", "verify", "--profile", str(shop.profile), "--json"])
    result = json.loads(capsys.readouterr().out)["result"]
    return code, result["valid"], result["findings"]
