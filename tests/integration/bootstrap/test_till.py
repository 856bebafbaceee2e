"""The till of a real device: encrypted store, device key, card thread, terminal on a socket."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from uuid import uuid4

import pytest

from app.adapters.payments.simulator import Fault, TerminalSimulator
from app.adapters.security.signature_check import is_signed
from app.adapters.store.station_settings import StationSettings
from app.bootstrap.card_terminal import CardTerminalAddress, CardTerminalAddressIsInvalid
from app.bootstrap.station import Station
from app.domain.kernel.access import Role
from app.domain.kernel.ids import CommandId, SessionId, UserId
from app.domain.payments.cash import CashCount
from app.domain.payments.payment import Purpose
from app.domain.payments.terminal import Direction, TerminalState
from app.domain.payments.till import Counted
from app.services.card_payments import AskTerminal
from app.services.payments import TakePayment
from app.services.session import Session
from app.services.till_reports import CloseTill
from tests.factories import an_identity
from tests.factories.payments import a_content, cash, euro
from tests.integration.store.stores import KEY, TIMELINE

TOTAL = 31_455


@pytest.fixture
def simulator() -> Iterator[TerminalSimulator]:
    simulator = TerminalSimulator()
    simulator.start()
    yield simulator
    simulator.stop()


class Shop:
    """One device; everything it does to the store is done on its store thread."""

    def __init__(self, folder, address):
        StationSettings(card_terminal=address).save(folder)
        self.folder = folder
        self.station = self.begin()
        self.station.log.public_key()
        self.station.log.save_identity(an_identity(), timeline=TIMELINE)

    def begin(self):
        station = Station(self.folder)
        station.open(lambda: KEY).result()
        return station

    def restart(self):
        self.station.close()
        self.station = self.begin()

    @property
    def money(self):
        return self.station.money

    def session(self):
        return Session(
            session_id=SessionId(uuid4()),
            user_id=UserId(uuid4()),
            name="Somebody",
            roles=frozenset({Role.MANAGER}),
            site_id=an_identity().site_id,
            started_at=self.station.clock(),
        )

    def do(self, work):
        return self.station.store.call(work)

    def open_till(self):
        command = CommandId(uuid4())
        return self.do(lambda: self.money.till.open(self.session(), command, euro(20_000)))

    def sell(self, *lines, cards=()):
        sale = TakePayment(
            command_id=CommandId(uuid4()),
            purpose=Purpose.SALE,
            order_id=None,
            lines=lines,
            cards=cards,
            rounding=euro(0),
            content=a_content(TOTAL),
        )
        return self.do(lambda: self.money.payments.take(self.session(), sale))

    def charge(self, on_report=lambda _report: None):
        """Pay by card on the card thread, as the screens do."""
        cards = self.money.card_payments
        ask = AskTerminal(
            command_id=CommandId(uuid4()), direction=Direction.CHARGE, amount=euro(TOTAL)
        )

        def pay():
            attempt = cards.begin(self.session(), ask)
            return cards.run(attempt, on_report=on_report, wants_to_stop=lambda: False)[0]

        return self.money.on_card_thread(pay)


@pytest.fixture
def shop(tmp_path, simulator):
    shop = Shop(tmp_path / "till", f"network://127.0.0.1:{simulator.port}")
    yield shop
    shop.station.close()


@pytest.fixture
def typed_shop(tmp_path):
    shop = Shop(tmp_path / "typed", "manual:")
    yield shop
    shop.station.close()


def test_a_day_at_the_till_ends_in_a_journal_signed_with_the_devices_own_key(shop):
    shop.open_till()
    attempt = shop.charge().result(timeout=30)
    assert attempt.state is TerminalState.APPROVED
    shop.sell(cards=(attempt.attempt_id,))
    shop.sell(cash(TOTAL))
    count = Counted(cash=CashCount(currency="EUR", pieces={1: 20_000 + TOTAL}), others={})
    reports = shop.money.till_reports
    shop.do(lambda: reports.count(shop.session(), CommandId(uuid4()), count))
    close = CloseTill(command_id=CommandId(uuid4()))
    sealed, _ = shop.do(lambda: reports.z_report(shop.session(), close))
    assert sealed.report.variance == 0
    verdict = shop.do(lambda: shop.money.journal.verify(shop.session(), is_signed))
    assert (verdict.is_valid, verdict.entries, verdict.findings) == (True, 5, ())


def test_the_shop_goes_on_selling_while_a_card_payment_waits_for_its_customer(typed_shop):
    typed_shop.open_till()
    is_waiting = threading.Event()
    payment = typed_shop.charge(on_report=lambda _report: is_waiting.set())
    assert is_waiting.wait(timeout=30)
    typed_shop.sell(cash(TOTAL))
    assert not payment.done()
    [waiting] = typed_shop.money.card_payments.waiting(typed_shop.session())
    typed_shop.money.card_payments.typed.type_authorisation(waiting.attempt_id, "971382")
    assert payment.result(timeout=30).report.authorisation == "971382"


def test_closing_the_program_lets_nobody_wait_for_a_customer(typed_shop):
    typed_shop.open_till()
    is_waiting = threading.Event()
    payment = typed_shop.charge(on_report=lambda _report: is_waiting.set())
    assert is_waiting.wait(timeout=30)
    typed_shop.restart()
    assert payment.result(timeout=30).state is TerminalState.UNKNOWN
    [waiting] = typed_shop.money.card_payments.waiting(typed_shop.session())
    assert waiting.state is TerminalState.UNKNOWN


def test_what_a_power_cut_left_open_is_asked_about_and_never_charged_again(shop, simulator):
    shop.open_till()
    simulator.faults.append(Fault.DROP_AFTER)
    attempt = shop.charge().result(timeout=30)
    with_open = replace(attempt, report=replace(attempt.report, state=TerminalState.REQUESTED))

    def forget():
        with shop.station.store.units() as unit:
            unit.attempts.save(with_open)
            unit.commit()

    shop.do(forget)
    shop.restart()
    settled, _ = shop.money.card_payments.settle(attempt.attempt_id)
    assert settled.state is TerminalState.APPROVED
    assert settled.is_unclaimed
    assert simulator.charged == ((str(attempt.attempt_id), TOTAL),)


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("zvt:", "host"),
        ("zvt://terminal", "port"),
        ("zvt://terminal:x", "port"),
        ("zvt://terminal:99999", "port"),
        ("zvt://terminal:20007/pay", "extra"),
        ("tcp://terminal:20007", "scheme"),
        ("", "scheme"),
    ],
)
def test_an_address_that_is_no_terminals_is_refused_and_named(address, problem):
    with pytest.raises(CardTerminalAddressIsInvalid) as caught:
        CardTerminalAddress.parse(address)
    assert caught.value.facts == {"address": address, "problem": problem}


def test_a_device_without_a_setting_has_a_terminal_beside_it():
    assert CardTerminalAddress.parse(None) == CardTerminalAddress.parse("manual:")
    zvt = CardTerminalAddress.parse("zvt://192.0.2.7:20007")
    assert (zvt.kind, zvt.host, zvt.port) == ("zvt", "192.0.2.7", 20_007)
