"""Writing DCS: a value changed with everything else left as it was, and new files."""

from collections.abc import Iterable, Sequence

from app.adapters.exchange.dcs import DcsFile
from app.adapters.exchange.dcs_binary import (
    escaped,
    write_differences,
    write_packed,
    write_words,
)
from app.adapters.exchange.dcs_records import LABEL, DcsError, label_of
from app.domain.optics.trace import Trace

LINE_MAX = 80
LINE_END = b"\r\n"
EYE_LETTERS = {"right": "R", "left": "L"}
WRITERS = {2: write_words, 3: write_differences, 4: write_packed}


class DcsValueCannotBeWritten(DcsError):
    """A label or value has characters, or a length, that a record cannot have."""

    code = "exchange.dcs.value_unwritable"


def with_value(file: DcsFile, label: str, text: str) -> DcsFile:
    """Return the file with a record's value changed, or with the record added before the traces.

    Of several records of that label the last one is changed; all other bytes stay.

    Raises:
        DcsValueCannotBeWritten: the record cannot be written.
    """
    wanted = label.upper()
    indexes = [index for index, line in enumerate(file.lines) if label_of(line) == wanted]
    if not indexes:
        return _with_record_added(file, label, text)
    lines = list(file.lines)
    old = lines[indexes[-1]]
    lines[indexes[-1]] = old[: old.index(b"=") + 1] + _body(label, text) + _line_end(old)
    return DcsFile(tuple(lines))


def build_dcs(records: Iterable[tuple[str, str]], traces: Sequence[Trace] = ()) -> DcsFile:
    """Return a new file of records, in lines of at most 80 characters, with outlines at its end.

    Raises:
        DcsValueCannotBeWritten: a record cannot be written, or there is none.
    """
    lines = [_line(label, text) for label, text in records]
    lines += [line for trace in traces for line in trace_lines(trace)]
    if not lines:
        raise DcsValueCannotBeWritten(label="", position=None)
    return DcsFile(tuple(lines))


def trace_lines(trace: Trace, *, kind: int = 1) -> tuple[bytes, ...]:
    """Return the records of an outline in format 1 to 4 of the standard."""
    count, eye = len(trace.radii), EYE_LETTERS[trace.eye]
    spacing = "E" if trace.angles_cdeg is None else "U"
    lines = [_line("TRCFMT", f"{kind};{count};{spacing};{eye};F")]
    lines += _rows("R", trace.radii, kind)
    lines += _rows("A", trace.angles_cdeg or (), kind)
    if trace.heights is not None:
        lines.append(_line("ZFMT", f"{kind};{count};{spacing};{eye};F"))
        lines += _rows("Z", trace.heights, kind)
        lines += _rows("ZA", trace.angles_cdeg or (), kind)
    return tuple(lines)


def _with_record_added(file: DcsFile, label: str, text: str) -> DcsFile:
    lines = list(file.lines)
    line_end = _line_end(lines[0]) if lines else LINE_END
    new = _line(label, text).removesuffix(LINE_END) + (line_end or LINE_END)
    position = next(
        (i for i, line in enumerate(lines) if label_of(line).endswith("FMT")), len(lines)
    )
    if position and not _line_end(lines[position - 1]):
        lines[position - 1] += line_end or LINE_END
    return DcsFile((*lines[:position], new, *lines[position:]))


def _line(label: str, text: str) -> bytes:
    head = f"{label}=".encode()
    if LABEL.fullmatch(head) is None or not label.isascii():
        raise DcsValueCannotBeWritten(label=label, position=None)
    return head + _body(label, text) + LINE_END


def _body(label: str, text: str) -> bytes:
    try:
        # Reading takes bytes for UTF-8 first, so that this is what comes back.
        body = text.encode("utf-8")
    except UnicodeEncodeError:
        raise DcsValueCannotBeWritten(label=label, position=None) from None
    if len(label) + 1 + len(body) > LINE_MAX or any(byte < ord(" ") for byte in body):
        raise DcsValueCannotBeWritten(label=label, position=None)
    return body


def _rows(label: str, numbers: Sequence[int], kind: int) -> list[bytes]:
    head = f"{label}=".encode()
    if kind in WRITERS:
        # A binary set is one record: only decimal rows are broken at 80 characters.
        return [head + escaped(WRITERS[kind](numbers)) + LINE_END] if numbers else []
    rows: list[bytes] = []
    row = b""
    for number in numbers:
        piece = b"%d" % number
        if row and len(head) + len(row) + 1 + len(piece) > LINE_MAX:
            rows.append(head + row + LINE_END)
            row = b""
        row = row + b";" + piece if row else piece
    return [*rows, head + row + LINE_END] if row else rows


def _line_end(line: bytes) -> bytes:
    return line[len(line.rstrip(b"\r\n")) :]
