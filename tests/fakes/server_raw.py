"""A client that speaks HTTP by hand, for what no library would send."""

import json
import socket
from dataclasses import dataclass

PATIENCE_S = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class RawAnswer:
    """What came back before the server hung up."""

    status: int
    headers: str
    body: bytes

    @property
    def code(self) -> str:
        return str(json.loads(self.body)["code"])


def exchange(port: int, *parts: bytes) -> RawAnswer:
    """Send the parts, stop sending when the server hangs up, and return its first answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as line:
        try:
            for part in parts:
                line.sendall(part)
        except (BrokenPipeError, ConnectionResetError):
            pass
        return _read(line)


def _read(line: socket.socket) -> RawAnswer:
    received = b""
    try:
        while chunk := line.recv(65536):
            received += chunk
            if _is_whole(received):
                break
    except ConnectionResetError:
        pass
    head, _, body = received.partition(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1]) if head else 0
    return RawAnswer(status=status, headers=head.decode("latin-1").lower(), body=body)


def _is_whole(received: bytes) -> bool:
    head, separator, body = received.partition(b"\r\n\r\n")
    for header in head.lower().split(b"\r\n"):
        if header.startswith(b"content-length:"):
            return bool(separator) and len(body) >= int(header.partition(b":")[2])
    return False
