"""The line over real sockets: one deadline for a whole call, an end at once, and no bomb inside."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from app.adapters.sync import line as line_module
from app.adapters.sync.errors import ServerAnswerIsDamaged, ServerUnreachable
from app.adapters.sync.line import Query, ServerLine

QUERY = Query(method="GET", path="/v1/sync/pull")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@contextmanager
def a_server(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Listen on loopback and let `answer` play the server on the one connection that comes."""
    listener = socket.create_server(("127.0.0.1", 0))
    connections: list[socket.socket] = []

    def serve() -> None:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        connections.append(connection)
        try:
            answer(connection)
        except OSError:
            return

    thread = threading.Thread(target=serve, name="stand-in server")
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.close()
        for connection in connections:
            connection.close()
        thread.join(5)


@pytest.fixture
def short_calls(monkeypatch):
    monkeypatch.setattr(line_module, "OVERALL_S", 0.6)


def drip(text: bytes) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.recv(65536)
        for position in range(len(text)):
            connection.sendall(text[position : position + 1])
            time.sleep(0.05)

    return answer


def say(text: bytes) -> Callable[[socket.socket], None]:
    def answer(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(text)
        connection.shutdown(socket.SHUT_WR)

    return answer


@contextmanager
def a_line(address: str) -> Iterator[ServerLine]:
    line = ServerLine(address)
    try:
        yield line
    finally:
        line.close()


@pytest.mark.parametrize(
    "text",
    [HEAD + b"X-Slow: " + b"a" * 1000, HEAD + b"Content-Length: 1000\r\n\r\n" + b" " * 1000],
    ids=["in the headers", "in the body"],
)
def test_a_server_that_drips_is_given_up_at_the_deadline(short_calls, text):
    with (
        a_server(drip(text)) as address,
        a_line(address) as line,
        pytest.raises(ServerUnreachable) as caught,
    ):
        line.send(QUERY)
    assert caught.value.facts == {"reason": "ReadTimeout"}


def test_a_server_that_reads_nothing_is_given_up_at_the_deadline(short_calls):
    asked_to_end = threading.Event()
    query = Query(method="POST", path="/v1/sync/push", body=bytes(64 << 20))

    def read_nothing(connection: socket.socket) -> None:
        asked_to_end.wait(10)

    with a_server(read_nothing) as address, a_line(address) as line:
        try:
            with pytest.raises(ServerUnreachable):
                line.send(query)
        finally:
            asked_to_end.set()


def test_a_call_under_way_ends_when_the_line_is_closed():
    heard = threading.Event()
    failures = []

    def answer(connection: socket.socket) -> None:
        connection.recv(65536)
        heard.set()
        connection.recv(1)

    def ask(line: ServerLine) -> None:
        try:
            line.send(QUERY)
        except ServerUnreachable as error:
            failures.append(error.code)

    with a_server(answer) as address:
        line = ServerLine(address)
        caller = threading.Thread(target=ask, args=(line,), name="caller")
        caller.start()
        assert heard.wait(10)
        line.close()
        caller.join(10)
    assert failures == [ServerUnreachable.code]


def test_nobody_at_the_address_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with a_line(f"http://127.0.0.1:{port}") as line, pytest.raises(ServerUnreachable) as caught:
        line.send(QUERY)
    assert caught.value.facts == {"reason": "ConnectError"}


def test_an_answer_cut_at_any_byte_is_never_taken_for_a_whole_one():
    body = gzip.compress(b'{"is_caught_up": true}')
    whole = HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    for length in range(len(whole)):
        with (
            a_server(say(whole[:length])) as address,
            a_line(address) as line,
            pytest.raises(ServerUnreachable),
        ):
            line.send(QUERY)
    with a_server(say(whole)) as address, a_line(address) as line:
        assert line.send(QUERY).body == b'{"is_caught_up": true}'


def test_a_bomb_is_refused_on_the_wire_too():
    bomb = gzip.compress(bytes(64 << 20))
    head = HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb)
    with (
        a_server(say(head + bomb)) as address,
        a_line(address) as line,
        pytest.raises(ServerAnswerIsDamaged) as caught,
    ):
        line.send(QUERY)
    assert caught.value.facts == {"reason": "too_large"}
