"""DCS files (the trade's data between labs, tracers and edgers), read without losing a byte."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.adapters.exchange.dcs_records import DcsError, DcsRecord, Sides, place_of
from app.adapters.exchange.dcs_traces import decode_traces
from app.domain.optics.power import Millimetres
from app.domain.optics.trace import Eye, Trace

BYTES_MAX = 64 * 1024 * 1024
LINES_MAX = 3_000_000
UNKNOWN = "?"
LENGTH = re.compile(r"[+-]?[0-9]{1,6}(?:\.[0-9]{0,6})?|[+-]?\.[0-9]{1,6}")


class DcsIsTooLarge(DcsError):
    """The text is larger than any job."""

    code = "exchange.dcs.too_large"


class DcsIsNoFile(DcsError):
    """There is no record in the text at all."""

    code = "exchange.dcs.no_record"


class DcsHasNoTrace(DcsError):
    """The file holds no outline that can be read."""

    code = "exchange.dcs.no_trace"


class DcsLengthIsMalformed(DcsError):
    """A record that must be a length in millimetres is none."""

    code = "exchange.dcs.length_malformed"


@dataclass(frozen=True, slots=True)
class EyeLengths:
    """A length for each eye, None where the file does not tell it."""

    right: Millimetres | None
    left: Millimetres | None


@dataclass(frozen=True, slots=True)
class DcsFile:
    """The records of a file in their order; nothing found in it is dropped or changed."""

    records: tuple[DcsRecord, ...]

    def to_bytes(self) -> bytes:
        """Return the file as it was read, or as it was edited."""
        return b"".join([record.raw for record in self.records])

    def values(self, label: str) -> tuple[Sides, ...]:
        """Return what every record of that label says, in the order of the file."""
        return tuple(record.sides for record in self.records if record.label == label)

    def value(self, label: str) -> Sides:
        """Return what the last record of that label says; both sides None if there is none."""
        values = self.values(label)
        return values[-1] if values else Sides(None, None)

    def millimetres(self, label: str) -> EyeLengths:
        """Return a length such as HBOX, VBOX, DBL, IPD, SEGHT or OCHT, to 0.01 mm.

        Raises:
            DcsLengthIsMalformed: the record holds something else.
        """
        sides = self.value(label)
        return EyeLengths(self._length(label, sides.right), self._length(label, sides.left))

    @property
    def traces(self) -> tuple[Trace, ...]:
        """Return the outlines that are given in a format of the standard.

        Raises:
            DcsTraceError: the points do not agree with what is said of them.
        """
        return decode_traces(self.records)

    @property
    def right(self) -> Trace | None:
        """Return the right eye's outline, if there is one."""
        return _first(self.traces, "right")

    @property
    def left(self) -> Trace | None:
        """Return the left eye's outline, if there is one."""
        return _first(self.traces, "left")

    def _length(self, label: str, text: str | None) -> Millimetres | None:
        if text is None or text == UNKNOWN:
            return None
        if LENGTH.fullmatch(text) is None:
            index = max(i for i, record in enumerate(self.records) if record.label == label)
            place = place_of(self.records, index)
            raise DcsLengthIsMalformed(label=label, text=text[:20], **place.facts())
        hundredths = (Decimal(text) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return Millimetres(int(hundredths))


def parse_dcs(data: bytes) -> DcsFile:
    """Read a file; `to_bytes` of what comes back is `data` again.

    Lines that are no record, labels nobody knows and bytes outside ASCII are kept as they are.

    Raises:
        DcsIsTooLarge, DcsIsNoFile: see there.
    """
    if len(data) > BYTES_MAX or data.count(b"\n") + data.count(b"\r") > 2 * LINES_MAX:
        raise DcsIsTooLarge(size=len(data), position={"line": 1, "byte": 0})
    # For bytes these are CR, LF and CR LF only.
    records = tuple(map(DcsRecord, data.splitlines(keepends=True)))
    if not any(record.label for record in records):
        raise DcsIsNoFile(position={"line": 1, "byte": 0})
    return DcsFile(records)


def read_trace(data: bytes) -> tuple[Trace, ...]:
    """Return the outlines of a file from a tracer.

    Raises:
        DcsError: it is no such file, or an outline in it is malformed or missing.
    """
    traces = parse_dcs(data).traces
    if not traces:
        raise DcsHasNoTrace(position={"line": 1, "byte": 0})
    return traces


def _first(traces: tuple[Trace, ...], eye: Eye) -> Trace | None:
    return next((trace for trace in traces if trace.eye == eye), None)
