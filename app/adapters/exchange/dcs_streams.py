"""Lines to DCS devices: TCP connections that come in, and serial ports."""

import select
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.adapters.exchange.dcs_line import LineIsClosed
from app.domain.kernel.errors import DomainError

if TYPE_CHECKING:
    import serial

CHUNK = 65_536
SEND_TIMEOUT_S = 30.0


class SerialSupportIsMissing(DomainError):
    """The library for serial ports is not installed."""

    code = "exchange.dcs_line.serial_missing"


class SerialPortIsUnusable(DomainError):
    """A serial port cannot be opened."""

    code = "exchange.dcs_line.port_unusable"


class TcpStream:
    """A connected socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def read(self, timeout_s: float) -> bytes:
        """Return what has come, at the latest after the time."""
        try:
            ready, _, _ = select.select([self._connection], [], [], timeout_s)
            if not ready:
                return b""
            data = self._connection.recv(CHUNK)
        except (OSError, ValueError) as error:
            # A socket that our own side has closed is refused as a wrong value.
            raise LineIsClosed from error
        if not data:
            raise LineIsClosed
        return data

    def write(self, data: bytes) -> None:
        """Send everything."""
        self._connection.settimeout(SEND_TIMEOUT_S)
        try:
            self._connection.sendall(data)
        except OSError as error:
            raise LineIsClosed from error


class SerialStream:
    """An open serial port."""

    def __init__(self, port: "serial.Serial") -> None:
        self._port = port

    def read(self, timeout_s: float) -> bytes:
        """Return what has come, at the latest after the time."""
        try:
            self._port.timeout = timeout_s
            first = self._port.read(1)
            return first + self._port.read(self._port.in_waiting) if first else b""
        except OSError as error:
            raise LineIsClosed from error

    def write(self, data: bytes) -> None:
        """Send everything."""
        try:
            self._port.write(data)
            self._port.flush()
        except OSError as error:
            raise LineIsClosed from error


@contextmanager
def serial_stream(device: str, *, baud: int = 9600) -> Iterator[SerialStream]:
    """Open a serial port with eight bits, no parity and one stop bit.

    Raises:
        SerialSupportIsMissing, SerialPortIsUnusable: see there.
    """
    try:
        # Only shops with a device on a serial line install it.
        import serial  # noqa: PLC0415
    except ImportError:
        raise SerialSupportIsMissing from None
    try:
        port = serial.Serial(device, baud, write_timeout=SEND_TIMEOUT_S)
    except (OSError, ValueError) as error:
        raise SerialPortIsUnusable(device=device) from error
    try:
        yield SerialStream(port)
    finally:
        port.close()


def accept_devices(
    listener: socket.socket, talk: Callable[[TcpStream], None], is_over: Callable[[], bool]
) -> None:
    """Take devices one after another on a listening socket until `is_over` says so.

    Whoever has more than one device listens on a port for each, as their makers expect.
    """
    listener.settimeout(0.2)
    while not is_over():
        try:
            connection, _ = listener.accept()
        except TimeoutError:
            continue
        with connection:
            talk(TcpStream(connection))
