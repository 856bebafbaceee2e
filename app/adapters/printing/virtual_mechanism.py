"""The virtual printer's mechanism: sensors, paper roll and drawer, and the line to the host."""

import os
import socket
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from app.adapters.printing.virtual_buffer import ReceiveBuffer
from app.adapters.printing.virtual_paper import Sheet
from app.adapters.printing.virtual_sensors import Sensors, identity

DLE_EOT = b"\x10\x04"
DLE_DC4 = b"\x10\x14"


class Mechanism:
    """What the head moves and what a person at the machine can do; safe from any thread."""

    def __init__(self, *, out: Path | None = None, line_s: float = 0.0) -> None:
        self.buffer = ReceiveBuffer()
        self.drawer_kicks = 0
        self._out = out
        self._line_s = line_s
        self._changed = threading.Condition(threading.RLock())
        self._sensors = Sensors()
        self._lines_left: int | None = None
        self._reports_status = False
        self._drawer_is_locked = False
        self._connection: socket.socket | None = None
        self._sheets: dict[int, Sheet] = {}
        self._is_off = False

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Return what was cut off, in order."""
        with self._changed:
            return tuple(self._sheets.values())

    # What a person does.

    def open_cover(self) -> None:
        self._sense(is_cover_open=True)

    def close_cover(self) -> None:
        self._sense(is_cover_open=False)

    def switch_offline(self) -> None:
        self._sense(is_switched_offline=True)

    def switch_online(self) -> None:
        self._sense(is_switched_offline=False)

    def take_paper_out(self) -> None:
        self._sense(has_paper=False)

    def load_paper(self, *, lines: int | None = None, is_near_end: bool = False) -> None:
        """Put in a roll of so many lines, or one that never ends."""
        with self._changed:
            self._lines_left = lines
            self._sense(has_paper=lines != 0, is_near_end=is_near_end)

    def switch_off(self) -> None:
        with self._changed:
            self._is_off = True
            self._changed.notify_all()
        self.buffer.stop()

    # What the line to the host does.

    def connect(self, connection: socket.socket) -> None:
        with self._changed:
            self._connection = connection

    def disconnect(self) -> None:
        with self._changed:
            self._connection = None
        self.buffer.end_line()

    def obey_at_once(self, command: bytes) -> None:
        """Perform a real-time command, whatever the head is doing."""
        with self._changed:
            if command.startswith(DLE_EOT):
                self.answer(self._sensors.real_time_status(command[2]))
            elif command.startswith(DLE_DC4) and not self._drawer_is_locked:
                self.kick_drawer()

    # What the head does.

    def take(self) -> int:
        """Return the next byte, waiting for it and for the machine to be online."""
        byte = self.buffer.take()
        with self._changed:
            self._changed.wait_for(lambda: self._is_off or not self._sensors.is_offline)
        return byte

    def line_printed(self) -> None:
        with self._changed:
            if self._line_s:
                self._changed.wait_for(lambda: self._is_off, timeout=self._line_s)
            if self._lines_left is None:
                return
            self._lines_left = max(self._lines_left - 1, 0)
            if not self._lines_left:
                self._sense(has_paper=False)

    def answer(self, data: bytes) -> None:
        with self._changed:
            if self._connection is not None and data:
                # A host that went away needs no answer.
                with suppress(OSError):
                    self._connection.sendall(data)

    def report_status(self, *, is_wanted: bool) -> None:
        with self._changed:
            self._reports_status = is_wanted
            if is_wanted:
                self.answer(self._sensors.automatic_status())

    def transmitted_status(self, question: int) -> bytes:
        with self._changed:
            return self._sensors.transmitted_status(question)

    def identity(self, question: int) -> bytes:
        return identity(question)

    def kick_drawer(self) -> None:
        with self._changed:
            self.drawer_kicks += 1

    def lock_drawer(self) -> None:
        self._drawer_is_locked = True

    def eject(self, sheet: Sheet) -> None:
        """Give a sheet out, as two files if there is a folder for them."""
        with self._changed:
            self._sheets[sheet.number] = sheet
        if self._out is not None:
            _write(self._out / f"ticket-{sheet.number:03}.png", sheet.png)
            _write(self._out / f"ticket-{sheet.number:03}.bin", sheet.data)

    def _sense(self, **changes: bool) -> None:
        with self._changed:
            self._sensors = replace(self._sensors, **changes)
            if self._reports_status:
                self.answer(self._sensors.automatic_status())
            self._changed.notify_all()


def _write(path: Path, data: bytes) -> None:
    """Write the whole file or none of it: a reader never meets half a picture."""
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    unfinished.write_bytes(data)
    unfinished.replace(path)
