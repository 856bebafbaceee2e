"""A TM-T88VII in a process of its own: TCP in, pictures of paper out; demo mode's printer.

    python -m app.adapters.printing.virtual_printer --port 0 --out DIR

One JSON line on standard output says `{"port": N}` once it listens. Each cut leaves
`ticket-NNN.png` and `ticket-NNN.bin` in DIR, whole or not at all.
"""

import argparse
import json
import re
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Never

import structlog

from app.adapters.printing.virtual_buffer import LineEnded, RealTimeSieve, Stopped
from app.adapters.printing.virtual_head import Head
from app.adapters.printing.virtual_mechanism import Mechanism
from app.adapters.printing.virtual_paper import Sheet

LOOPBACK = "127.0.0.1"
# How soon a waiting thread sees that the machine was switched off.
GLANCE_S = 0.1
CHUNK_BYTES = 1024
WAITING_HOSTS_MAX = 8
SHEET_NAME = re.compile(r"ticket-(\d{3,})\.(?:png|bin)")


class VirtualPrinter:
    """The machine on its port: one host at a time, and the next one waits."""

    def __init__(self, *, out: Path | None = None, port: int = 0, line_s: float = 0.0) -> None:
        self.mechanism = Mechanism(out=out, line_s=line_s)
        self._first_sheet = 1 if out is None else _next_sheet(out)
        self._wanted_port = port
        self._listener: socket.socket | None = None
        self._threads: list[threading.Thread] = []
        self._is_off = threading.Event()

    @property
    def port(self) -> int:
        """Return the port it listens on, once it was started."""
        if self._listener is None:
            raise RuntimeError("the printer is switched off")
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def papers(self) -> tuple[Sheet, ...]:
        """Return what was cut off, in order."""
        return self.mechanism.sheets

    def start(self) -> None:
        """Listen, and print what comes."""
        self._listener = socket.create_server(
            (LOOPBACK, self._wanted_port), backlog=WAITING_HOSTS_MAX
        )
        self._listener.settimeout(GLANCE_S)
        self._threads = [
            threading.Thread(
                target=self._serve, args=[self._listener], name="virtual printer: line"
            ),
            threading.Thread(target=self._print, name="virtual printer: head"),
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Switch off; what was not printed by now never will be."""
        self._is_off.set()
        self.mechanism.switch_off()
        for thread in self._threads:
            thread.join()
        if self._listener is not None:
            self._listener.close()

    def take_in(self, connection: socket.socket) -> bytes:
        """Return what the host sent, or nothing once it has hung up."""
        return connection.recv(CHUNK_BYTES)

    def _serve(self, listener: socket.socket) -> None:
        while not self._is_off.is_set():
            try:
                connection, _ = listener.accept()
            except TimeoutError:
                continue
            with connection:
                self._converse(connection)

    def _converse(self, connection: socket.socket) -> None:
        connection.settimeout(GLANCE_S)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.mechanism.connect(connection)
        try:
            self._listen(connection)
        except (Stopped, ConnectionError):
            # Switched off, or the host broke the line: either way this conversation is over.
            return
        finally:
            self.mechanism.disconnect()

    def _listen(self, connection: socket.socket) -> None:
        sieve = RealTimeSieve()
        while not self._is_off.is_set():
            try:
                data = self.take_in(connection)
            except TimeoutError:
                continue
            if not data:
                return
            commands, rest = sieve.sift(data)
            for command in commands:
                self.mechanism.obey_at_once(command)
            self.mechanism.buffer.put(rest)

    def _print(self) -> None:
        head = Head(self.mechanism, first_sheet=self._first_sheet)
        while True:
            try:
                head.obey_next()
            except LineEnded:
                continue
            except Stopped:
                return


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until the process is told to end."""
    parser = argparse.ArgumentParser(prog="virtual_printer", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--out", type=Path, required=True, help="folder for the tickets")
    parser.add_argument("--line-ms", type=int, default=0, help="how long a line takes to print")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    # Standard output is for the one line that says the port.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    signal.signal(signal.SIGTERM, _end)
    printer = VirtualPrinter(out=chosen.out, port=chosen.port, line_s=chosen.line_ms / 1000)
    printer.start()
    try:
        sys.stdout.write(json.dumps({"port": printer.port}) + "\n")
        sys.stdout.flush()
        threading.Event().wait()
    except KeyboardInterrupt:
        return 0
    finally:
        printer.stop()
    return 0


def _end(_signal: int, _frame: FrameType | None) -> Never:
    raise SystemExit(0)


def _next_sheet(folder: Path) -> int:
    """Return a number that no ticket in the folder has yet."""
    names = (SHEET_NAME.fullmatch(path.name) for path in folder.iterdir())
    return 1 + max((int(name.group(1)) for name in names if name), default=0)


if __name__ == "__main__":
    sys.exit(main())
