"""The virtual printer's head: obeys the commands that reach it and prints on the paper."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

import structlog

from app.adapters.printing.virtual_graphics import PRINT, QR_KIND, CodeUnit, raster
from app.adapters.printing.virtual_paper import FONT_A, FONT_B, PAPER_DOTS, Paper, Sheet

ESC, GS = 0x1B, 0x1D
TAB, LF, CR, FIRST_MARK = 0x09, 0x0A, 0x0D, 0x20
TAB_COLUMNS = 8
# What each number of `ESC t` means in the machine, and the codec that equals it.
CODE_PAGES = {
    0: "cp437",
    2: "cp850",
    3: "cp860",
    4: "cp863",
    5: "cp865",
    13: "cp857",
    14: "cp737",
    15: "iso8859_7",
    16: "cp1252",
    17: "cp866",
    18: "cp852",
    19: "cp858",
    45: "cp1250",
    46: "cp1251",
    50: "cp1256",
    51: "cp1257",
}
# Commands the machine takes and this one does not perform, with the bytes that follow them.
PASSED_OVER = {
    ESC: {" ": 1, "$": 2, "%": 1, "=": 1, "G": 1, "R": 1, "V": 1, "\\": 2, "c": 2, "r": 1, "{": 1},
    GS: {"$": 2, "H": 1, "L": 2, "P": 2, "W": 2, "\\": 2, "b": 1, "f": 1, "h": 1, "w": 1},
}
BARCODE_WITH_LENGTH = 65

log = structlog.get_logger(__name__)


class Machine(Protocol):
    """What the head is built into."""

    def take(self) -> int:
        """Return the next byte, waiting for it."""

    def line_printed(self) -> None:
        """Move the paper on; waits while there is none, or while the cover is open."""

    def answer(self, data: bytes) -> None:
        """Send bytes to whoever is connected."""

    def report_status(self, *, is_wanted: bool) -> None:
        """Start or end the automatic status reports."""

    def transmitted_status(self, question: int) -> bytes:
        """Return the answer to `GS r`."""

    def identity(self, question: int) -> bytes:
        """Return the answer to `GS I`."""

    def kick_drawer(self) -> None:
        """Open the drawer."""

    def lock_drawer(self) -> None:
        """Let no real-time command open the drawer any more."""

    def eject(self, sheet: Sheet) -> None:
        """Give a sheet out; a second time with the same number if more of its job came."""


class Head:
    """Reads one command after the other and performs it."""

    def __init__(self, machine: Machine, *, first_sheet: int = 1, dots: int = PAPER_DOTS) -> None:
        self._machine = machine
        self._paper = Paper(dots)
        self._codec = CODE_PAGES[0]
        self._code = CodeUnit()
        self._job = bytearray()
        self._sheet: Sheet | None = None
        self._next_sheet = first_sheet
        self._escapes = self._escape_table()
        self._groups = self._group_table()

    def obey_next(self) -> None:
        """Perform one command, or set one mark."""
        start = len(self._job)
        try:
            self._obey(self._byte())
        except BaseException:
            # A command that was never finished is no part of the job.
            del self._job[start:]
            raise

    def _obey(self, byte: int) -> None:
        if byte >= FIRST_MARK:
            self._set(bytes([byte]).decode(self._codec, errors="replace"))
        elif byte == LF:
            self._end_line()
        elif byte == TAB:
            self._set(" " * TAB_COLUMNS)
        elif byte in {ESC, GS}:
            self._command(byte, chr(self._byte()))
        elif byte != CR:
            self._pass_over(bytes([byte]))

    def _command(self, lead: int, name: str) -> None:
        table = self._escapes if lead == ESC else self._groups
        perform = table.get(name)
        if perform is not None:
            perform()
            return
        self._bytes(PASSED_OVER[lead].get(name, 0))
        self._pass_over(bytes([lead, ord(name)]))

    def _pass_over(self, command: bytes) -> None:
        log.warning("printing.virtual.command_unknown", command=command.hex(" "))

    def _escape_table(self) -> Mapping[str, Callable[[], None]]:
        return {
            "@": self._reset,
            "a": lambda: self._paper.set_align(self._byte()),
            "E": lambda: self._paper.change_look(is_bold=self._flag()),
            "-": lambda: self._paper.change_look(is_underlined=self._flag()),
            "M": lambda: self._paper.change_look(font=FONT_B if self._flag() else FONT_A),
            "!": self._set_mode,
            "t": self._select_page,
            "d": lambda: self._feed_lines(self._byte()),
            "J": lambda: self._paper.feed(self._byte()),
            "2": lambda: self._paper.set_line_dots(None),
            "3": lambda: self._paper.set_line_dots(self._byte()),
            "p": self._kick,
        }

    def _group_table(self) -> Mapping[str, Callable[[], None]]:
        machine = self._machine
        return {
            "!": self._set_size,
            "B": lambda: self._paper.change_look(is_inverse=self._flag()),
            "V": self._cut,
            "v": self._print_raster,
            "(": self._function,
            "k": self._skip_barcode,
            "a": lambda: machine.report_status(is_wanted=bool(self._byte())),
            "r": lambda: machine.answer(machine.transmitted_status(self._byte())),
            "I": lambda: machine.answer(machine.identity(self._byte())),
        }

    def _reset(self) -> None:
        self._paper.reset()
        self._codec = CODE_PAGES[0]
        self._code = CodeUnit()
        self._machine.report_status(is_wanted=False)

    def _set(self, marks: str) -> None:
        for mark in marks:
            if self._paper.put(mark):
                self._machine.line_printed()

    def _end_line(self) -> None:
        self._paper.end_line()
        self._machine.line_printed()

    def _feed_lines(self, count: int) -> None:
        self._paper.feed(count * self._paper.line_dots)
        for _ in range(count):
            self._machine.line_printed()

    def _set_mode(self) -> None:
        mode = self._byte()
        self._paper.change_look(
            font=FONT_B if mode & 0x01 else FONT_A,
            is_bold=bool(mode & 0x08),
            tall=2 if mode & 0x10 else 1,
            wide=2 if mode & 0x20 else 1,
            is_underlined=bool(mode & 0x80),
        )

    def _set_size(self) -> None:
        size = self._byte()
        self._paper.change_look(wide=(size >> 4 & 7) + 1, tall=(size & 7) + 1)

    def _select_page(self) -> None:
        number = self._byte()
        if number in CODE_PAGES:
            self._codec = CODE_PAGES[number]
        else:
            log.warning("printing.virtual.code_page_unknown", number=number)

    def _kick(self) -> None:
        self._bytes(3)
        self._machine.kick_drawer()

    def _cut(self) -> None:
        if self._byte() in b"ABab":
            self._paper.feed(self._byte())
        self._sheet = self._paper.cut(self._next_sheet, bytes(self._job))
        self._job.clear()
        self._next_sheet += 1
        self._machine.eject(self._sheet)

    def _print_raster(self) -> None:
        _zero, _mode, x_low, x_high, y_low, y_high = self._bytes(6)
        row_bytes, rows = x_low + 256 * x_high, y_low + 256 * y_high
        dots = self._bytes(row_bytes * rows)
        if dots:
            self._paper.picture(raster(row_bytes, rows, dots))

    def _function(self) -> None:
        """Perform `GS ( x`, whose length stands in front."""
        name = chr(self._byte())
        low, high = self._bytes(2)
        parameters = self._bytes(low + 256 * high)
        match name, parameters[:2]:
            case "H", b"00":
                self._confirm(parameters[2:])
            case "D", _ if parameters[:1] == b"\x14":
                self._machine.lock_drawer()
            case "k", kind if kind[:1] == bytes([QR_KIND]) and self._draw_code(parameters[1:]):
                pass
            case _:
                self._pass_over(b"\x1d(" + name.encode("latin-1"))

    def _draw_code(self, parameters: bytes) -> bool:
        function = parameters[0] if parameters else 0
        if function != PRINT:
            return self._code.obey(function, parameters[1:])
        code = self._code.draw()
        if code is not None:
            self._paper.picture(code)
        return code is not None

    def _confirm(self, job_mark: bytes) -> None:
        """Answer with the mark; what directly follows a cut belongs to the sheet cut off."""
        if self._sheet is not None and self._paper.is_blank:
            self._sheet = replace(self._sheet, data=self._sheet.data + self._job)
            self._job.clear()
            self._machine.eject(self._sheet)
            self._sheet = None
        self._machine.answer(b"\x37\x22" + job_mark + b"\x00")

    def _skip_barcode(self) -> None:
        kind = self._byte()
        if kind >= BARCODE_WITH_LENGTH:
            self._bytes(self._byte())
        else:
            while self._byte():
                pass
        self._pass_over(b"\x1dk")

    def _flag(self) -> bool:
        return bool(self._byte() & 1)

    def _byte(self) -> int:
        byte = self._machine.take()
        self._job.append(byte)
        return byte

    def _bytes(self, count: int) -> bytes:
        return bytes(self._byte() for _ in range(count))
