"""The real server on a free port of this machine, in a thread of the test."""

import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from starlette.types import ASGIApp

from sync_server.api.server import PatientProtocol, listen, server_for

PATIENCE_S = 10


@contextmanager
def listening(app: ASGIApp, *, protocol: type[PatientProtocol] = PatientProtocol) -> Iterator[int]:
    """Serve the application; yields the port."""
    ports: queue.SimpleQueue[int] = queue.SimpleQueue()
    server = server_for(app, ports.put, protocol=protocol)
    with listen("127.0.0.1", 0) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="server")
        thread.start()
        try:
            yield ports.get(timeout=PATIENCE_S)
        finally:
            server.should_exit = True
            thread.join(PATIENCE_S)
