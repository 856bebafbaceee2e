"""The simulated terminal over its socket: faults on demand, and no key is charged twice."""

import socket
import threading

import pytest

from app.adapters.payments.json_line import JsonLine
from app.adapters.payments.manual import AuthorisationIsMalformed, ManualTerminal
from app.adapters.payments.network import NetworkTerminal
from app.adapters.payments.simulator import Fault
from app.domain.payments.terminal import Direction, TerminalReason, TerminalState
from app.messages.sentences import SENTENCES
from app.services.payment_ports import TerminalIsUnreachable
from tests.devices.payment_terminal import LOOPBACK
from tests.devices.printers import closed_port
from tests.factories.payments import euro

APPROVED, DECLINED = TerminalState.APPROVED, TerminalState.DECLINED
REQUESTED, UNKNOWN = TerminalState.REQUESTED, TerminalState.UNKNOWN


def outcome(terminal, request):
    report = terminal.start(request)
    while report.state is REQUESTED:
        report = terminal.poll(request, wait_s=0.1)
    return report


def charges(simulator):
    return [amount for _, amount in simulator.charged]


def test_a_payment_is_approved(simulator, network, a_request):
    report = outcome(network, a_request(network))
    assert (report.state, report.authorisation, report.number) == (APPROVED, "S1", "1")
    assert charges(simulator) == [31_455]


@pytest.mark.parametrize(
    ("fault", "at_once", "in_the_end", "charged"),
    [
        (Fault.DROP_BEFORE, UNKNOWN, DECLINED, []),
        (Fault.DROP_AFTER, UNKNOWN, APPROVED, [31_455]),
        (Fault.SILENT, UNKNOWN, APPROVED, [31_455]),
        (Fault.GARBLED, UNKNOWN, APPROVED, [31_455]),
        (Fault.SLOW, REQUESTED, APPROVED, [31_455]),
        (Fault.DUPLICATE, REQUESTED, APPROVED, [31_455]),
        (Fault.DECLINE, DECLINED, DECLINED, []),
    ],
)
def test_every_fault_ends_with_the_truth_and_one_charge_at_most(
    simulator, network, a_request, fault, at_once, in_the_end, charged
):
    request = a_request(network)
    simulator.faults.append(fault)
    patience_s = 0.5 if fault is Fault.SILENT else 10.0
    line = JsonLine(host=LOOPBACK, port=simulator.port, answer_timeout_s=patience_s)
    assert NetworkTerminal(line).start(request).state is at_once
    report = network.poll(request, wait_s=0.05)
    while report.state is REQUESTED:
        report = network.poll(request, wait_s=0.05)
    assert report.state is in_the_end
    assert charges(simulator) == charged


def test_the_same_key_again_is_answered_and_not_charged_again(simulator, network, a_request):
    request = a_request(network)
    outcome(network, request)
    assert network.start(request).state is APPROVED
    assert charges(simulator) == [31_455]


def test_a_question_that_comes_late_is_refused_once_it_was_called_off(
    simulator, network, a_request
):
    request = a_request(network)
    assert network.poll(request, wait_s=0).reason is TerminalReason.NOT_CHARGED
    assert network.start(request).state is DECLINED
    assert charges(simulator) == []


def test_called_off_in_time_nothing_is_charged_and_too_late_it_stays(simulator, network, a_request):
    simulator.faults.append(Fault.SLOW)
    early = a_request(network)
    network.start(early)
    network.cancel(early)
    assert network.poll(early, wait_s=0).state is DECLINED
    late = a_request(network)
    outcome(network, late)
    network.cancel(late)
    assert network.poll(late, wait_s=0).state is APPROVED
    assert charges(simulator) == [31_455]


def test_a_refund_is_a_payment_the_other_way_and_the_day_is_closed(simulator, network, a_request):
    outcome(network, a_request(network))
    outcome(network, a_request(network, 455, direction=Direction.REFUND))
    assert charges(simulator) == [31_455, -455]
    assert network.reconcile() == euro(31_000)
    assert network.last_mark().number == "2"


def test_a_terminal_that_is_not_there_was_asked_nothing(a_request):
    nowhere = NetworkTerminal(JsonLine(host=LOOPBACK, port=closed_port()))
    assert nowhere.start(a_request()).reason is TerminalReason.UNREACHABLE
    for ask in (
        nowhere.last_mark,
        nowhere.reconcile,
        lambda: nowhere.poll(a_request(), wait_s=0),
    ):
        with pytest.raises(TerminalIsUnreachable):
            ask()
    nowhere.cancel(a_request())


@pytest.mark.parametrize(
    "answer",
    [
        b"\n",
        b"[1]\n",
        b"{}\n",
        b'{"state": "approved"}\n',
        b"x" * 5_000 + b"\n",
        b'{"key": "another", "state": "approved", "amount": 31455}\n',
    ],
)
def test_an_answer_that_is_none_is_unknown(a_request, answer):
    request = a_request()
    with socket.create_server((LOOPBACK, 0)) as server:

        def answer_once():
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(answer)

        thread = threading.Thread(target=answer_once)
        thread.start()
        terminal = NetworkTerminal(JsonLine(host=LOOPBACK, port=server.getsockname()[1]))
        assert terminal.start(request).state is UNKNOWN
        thread.join()


def test_an_approval_of_another_amount_is_not_believed(simulator, network, a_request):
    request = a_request(network)
    outcome(network, request)
    other = a_request(None, 1, key=request.key)
    assert network.poll(other, wait_s=0).reason is TerminalReason.WRONG_AMOUNT


def test_every_reason_has_a_sentence():
    assert {reason.value for reason in TerminalReason} - set(SENTENCES) == set()


class TestTypedByHand:
    """A terminal without a line: a person is the line."""

    def test_a_typed_authorisation_approves(self, a_request):
        terminal, request = ManualTerminal(), a_request()
        assert terminal.last_mark() is None
        assert terminal.start(request).state is REQUESTED
        terminal.type_authorisation(request.key, " 97 13 82 ")
        report = terminal.poll(request, wait_s=5)
        assert (report.state, report.authorisation) == (APPROVED, "971382")
        assert terminal.reconcile() is None

    @pytest.mark.parametrize("text", ["", "1", "x" * 21, "12-34", "１２３"])
    def test_what_no_slip_prints_is_refused_and_nothing_is_settled(self, a_request, text):
        terminal, request = ManualTerminal(), a_request()
        terminal.start(request)
        with pytest.raises(AuthorisationIsMalformed):
            terminal.type_authorisation(request.key, text)
        assert terminal.poll(request, wait_s=0).state is REQUESTED

    def test_the_first_answer_stays(self, a_request):
        terminal, request = ManualTerminal(), a_request()
        terminal.type_refusal(request.key)
        terminal.type_authorisation(request.key, "971382")
        assert terminal.poll(request, wait_s=0).state is DECLINED

    def test_it_is_typed_on_one_thread_and_waited_for_on_another(self, a_request):
        terminal, request = ManualTerminal(), a_request()
        seen = []
        waiting = threading.Thread(target=lambda: seen.append(terminal.poll(request, wait_s=30)))
        waiting.start()
        terminal.cancel(request)
        waiting.join()
        assert seen[0].reason is TerminalReason.ABANDONED
