"""`kill -9` at the worst moments: every order exists once everywhere, no ticket comes out twice."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from app.adapters.printing.virtual_printer import VirtualPrinter
from app.services.print_ports import PrinterReason, PrintJobState
from app.services.views import TicketStatus
from tests.end2end.desktop_process import Moment
from tests.end2end.fault_line import (
    FaultLine,
    a_fault_line,
    answers_a_push,
    first_byte_of_a_ticket,
    half_of_a_push,
)
from tests.end2end.house import LAB, LINDENSTRASSE, PATIENCE_S, House, until
from tests.end2end.papers import papers_of
from tests.end2end.people import OPTICIAN, TECHNICIAN, Optician, Technician
from tests.end2end.victim import a_bench, a_counter

PATIENT = "P-LIN-00023"


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """A counter and a bench of the house, and a printer whose papers can be looked at."""

    house: House
    printer: VirtualPrinter

    @contextmanager
    def counter(self, *, connects: bool = True) -> Iterator[Optician]:
        with self.house.station(LINDENSTRASSE, connects=connects) as station:
            yield Optician.signs_in(station, OPTICIAN, self.house.pin_of(OPTICIAN))

    @contextmanager
    def bench(self) -> Iterator[Technician]:
        with self.house.station(LAB) as station:
            yield Technician.signs_in(station, TECHNICIAN, self.house.pin_of(TECHNICIAN))

    def tickets_go_to(self, port: int) -> None:
        with self.house.station(LAB, connects=False) as station:
            station.use_printer(name="Tickets", url=f"tcp://127.0.0.1:{port}")

    def sells(self) -> str:
        """Take an order at the counter and wait until the server has it."""
        with self.counter() as optician:
            number = str(optician.takes_an_order(PATIENT).number)
            until(lambda: is_sent(optician, number), "the server has the order")
        return number


@pytest.fixture
def floor(house, printer):
    floor = Floor(house=house, printer=printer)
    floor.tickets_go_to(printer.port)
    return floor


@pytest.fixture
def line_to_server(house):
    with (
        a_fault_line(house.server.port) as line,
        house.speaking_to(LINDENSTRASSE, line.own_port),
    ):
        yield line


def is_sent(optician: Optician, number: str) -> bool:
    row = optician.sees(number)
    return row is not None and row.is_synced


def orders_at_store(house: House, number: str) -> int:
    query = "SELECT count(*) FROM orders_orders WHERE number = ?"
    return int(house.device_rows(LINDENSTRASSE, query, number)[0][0])


def orders_at_server(house: House, number: str) -> int:
    query = "SELECT count(*) FROM orders_orders WHERE number = %s"
    return int(house.server_rows(query, number)[0][0])


def assert_it_exists_once_everywhere(floor: Floor, number: str) -> None:
    """Switch counter and bench on and wait until the order is through; then count it."""
    house = floor.house
    with floor.counter() as optician, floor.bench() as technician:
        until(lambda: is_sent(optician, number), "the server has the order")
        until(lambda: technician.sees(number), "the lab has the order")
        (at_bench,) = technician.sees(number)
        until(lambda: papers_of(floor.printer.papers, at_bench.number), "the ticket is printed")
        until(
            lambda: ticket_of(technician, number).state is PrintJobState.PRINTED,
            "the printer's word is recorded",
        )
        until(
            lambda: (row := optician.sees(number)) and row.work_order_number == at_bench.number,
            "the counter hears of it",
        )
    assert orders_at_store(house, number) == 1
    assert orders_at_server(house, number) == 1
    jobs = house.device_rows(LAB, "SELECT count(*) FROM lab_jobs WHERE order_number = ?", number)
    assert jobs == [(1,)]
    work_orders = house.server_rows(
        "SELECT w.number FROM lab_work_orders w JOIN orders_orders o USING (chain_id, order_id) "
        "WHERE o.number = %s",
        number,
    )
    assert work_orders == [(at_bench.number,)]
    assert house.server_rows("SELECT count(*) FROM sync_dead_letters") == [(0,)]
    assert len(papers_of(floor.printer.papers, at_bench.number)) == 1


def ticket_of(technician: Technician, order_number: str) -> TicketStatus:
    (row,) = technician.sees(order_number)
    status = technician.scans(row.number).ticket
    assert status is not None
    return status


class TestAtTheCounter:
    """The counter's machine dies while it saves or sends an order."""

    def test_after_the_local_commit_and_before_anything_was_sent(self, floor):
        with a_counter(floor.house, PATIENT, "--alone") as victim:
            number = victim.says()["number"]
            victim.kill()
        assert orders_at_store(floor.house, number) == 1
        assert orders_at_server(floor.house, number) == 0
        assert_it_exists_once_everywhere(floor, number)

    def test_with_half_of_the_push_on_the_line(self, floor, line_to_server):
        line_to_server.lets_through = half_of_a_push
        number = self._dies_on(line_to_server, floor.house)
        assert orders_at_server(floor.house, number) == 0
        line_to_server.lets_through = lambda _said: None
        assert_it_exists_once_everywhere(floor, number)

    def test_with_the_push_taken_in_and_its_answer_unread(self, floor, line_to_server):
        line_to_server.holds_answer = answers_a_push
        number = self._dies_on(line_to_server, floor.house)
        assert orders_at_server(floor.house, number) == 1
        waiting = "SELECT count(*) FROM orders_outbox WHERE state = 'pending'"
        assert floor.house.device_rows(LINDENSTRASSE, waiting) != [(0,)]
        line_to_server.holds_answer = lambda _said: False
        assert_it_exists_once_everywhere(floor, number)
        assert floor.house.device_rows(LINDENSTRASSE, waiting) == [(0,)]

    def _dies_on(self, line: FaultLine, house: House) -> str:
        with a_counter(house, PATIENT) as victim:
            number = str(victim.says()["number"])
            assert line.has_stopped.wait(PATIENCE_S)
            victim.kill()
        return number


class TestInTheLabsInbox:
    """The bench's machine dies while it takes a job in."""

    def test_before_the_commit(self, floor):
        number = floor.sells()
        self._dies(floor.house, Moment.BEFORE_INBOX_COMMIT)
        query = "SELECT count(*) FROM lab_jobs WHERE order_number = ?"
        assert floor.house.device_rows(LAB, query, number) == [(0,)]
        assert_it_exists_once_everywhere(floor, number)

    def test_after_the_commit(self, floor):
        number = floor.sells()
        self._dies(floor.house, Moment.AFTER_INBOX_COMMIT)
        query = "SELECT count(*) FROM lab_jobs WHERE order_number = ?"
        assert floor.house.device_rows(LAB, query, number) == [(1,)]
        assert_it_exists_once_everywhere(floor, number)

    def _dies(self, house: House, moment: Moment) -> None:
        with a_bench(house, "--dies", moment.value) as victim:
            assert victim.says() == {"is_started": True}
            assert victim.dies() == signal.SIGKILL


class TestInMidPrint:
    """The bench's machine dies while the printer is at work."""

    def test_after_the_first_byte(self, floor):
        number = floor.sells()
        with a_fault_line(floor.printer.port) as line:
            line.lets_through = first_byte_of_a_ticket
            floor.tickets_go_to(line.own_port)
            with a_bench(floor.house) as victim:
                assert line.has_stopped.wait(PATIENCE_S)
                victim.kill()
            line.lets_through = lambda _said: None
            self._assert_unknown_and_not_printed_again(floor, number, papers=0)

    def test_after_the_printer_confirmed_and_before_that_was_recorded(self, floor):
        number = floor.sells()
        with a_bench(floor.house, "--dies", Moment.BEFORE_PRINT_RECORD.value) as victim:
            assert victim.dies() == signal.SIGKILL
        self._assert_unknown_and_not_printed_again(floor, number, papers=1)

    def _assert_unknown_and_not_printed_again(
        self, floor: Floor, number: str, *, papers: int
    ) -> None:
        later = floor.sells()
        with floor.bench() as technician:
            # The queue is in order: once a later ticket is out, the earlier one was passed over.
            until(lambda: technician.sees(later), "the lab has the later order")
            until(
                lambda: ticket_of(technician, later).state is PrintJobState.PRINTED,
                "the later ticket is printed",
            )
            status = ticket_of(technician, number)
            (at_bench,) = technician.sees(number)
        assert (status.state, status.reason) == (
            PrintJobState.UNKNOWN,
            PrinterReason.INTERRUPTED,
        )
        assert len(papers_of(floor.printer.papers, at_bench.number)) == papers
