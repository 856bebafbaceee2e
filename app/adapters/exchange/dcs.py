"""DCS files (the trade's data between labs, tracers and edgers), read without losing a byte."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.adapters.exchange.dcs_records import (
    LABEL,
    NOTHING_SAID,
    DcsError,
    DcsRecord,
    Place,
    Sides,
    label_of,
)
from app.adapters.exchange.dcs_traces import PointSets
from app.domain.optics.power import Millimetres
from app.domain.optics.trace import Eye, Trace

BYTES_MAX = 64 * 1024 * 1024
# A job has some thousands of lines; a line costs far more memory than the file does.
LINES_MAX = 1_000_000
FIELDS_PER_PAIR = 2
UNKNOWN = "?"
LENGTH = re.compile(r"[+-]?[0-9]{1,6}(?:\.[0-9]{0,6})?|[+-]?\.[0-9]{1,6}")


class DcsIsTooLarge(DcsError):
    """The text is larger than any job."""

    code = "exchange.dcs.too_large"


class DcsHasNoRecord(DcsError):
    """There is no record in the text at all."""

    code = "exchange.dcs.no_record"


class DcsHasNoTrace(DcsError):
    """The file holds no outline that can be read."""

    code = "exchange.dcs.no_trace"


class DcsTraceIsForeign(DcsError):
    """The file's outlines are in the own format of a maker."""

    code = "exchange.dcs.trace.foreign"


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
    """The lines of a file in their order; nothing found in it is dropped or changed."""

    lines: tuple[bytes, ...]

    def to_bytes(self) -> bytes:
        """Return the file as it was read, or as it was edited."""
        return b"".join(self.lines)

    @property
    def records(self) -> tuple[DcsRecord, ...]:
        """Return the lines as records; a line that is none has no label."""
        return tuple(map(DcsRecord, self.lines))

    def values(self, label: str) -> tuple[Sides, ...]:
        """Return what every record of that label says, in the order of the file."""
        return tuple(DcsRecord(self.lines[index]).sides for index in self._indexes(label))

    def value(self, label: str) -> Sides:
        """Return what is said of each eye: the last record of that label that tells it."""
        told = NOTHING_SAID
        for sides in self.values(label):
            told = Sides(sides.right or told.right, sides.left or told.left)
        return told

    def millimetres(self, label: str) -> EyeLengths:
        """Return a length such as HBOX, VBOX, DBL, IPD, SEGHT or OCHT, to 0.01 mm.

        Raises:
            DcsLengthIsMalformed: the record holds something else.
        """
        sides = self.value(label)
        return EyeLengths(self._length(label, sides.right), self._length(label, sides.left))

    @property
    def points(self) -> PointSets:
        """Return outlines, heights and thickness, found but not yet read.

        Raises:
            DcsTraceHasNoHeader: points stand before their header.
        """
        return PointSets.of(self.lines)

    @property
    def traces(self) -> tuple[Trace, ...]:
        """Return the outlines that are given in a format of the standard.

        Raises:
            DcsError: the points do not agree with what is said of them.
        """
        return tuple(self.points.traces())

    @property
    def right(self) -> Trace | None:
        """Return the right eye's outline, if there is one; raises as `traces` does."""
        return _first(self.traces, "right")

    @property
    def left(self) -> Trace | None:
        """Return the left eye's outline, if there is one; raises as `traces` does."""
        return _first(self.traces, "left")

    def _indexes(self, label: str) -> list[int]:
        wanted = label.upper()
        return [index for index, line in enumerate(self.lines) if label_of(line) == wanted]

    def _length(self, label: str, text: str | None) -> Millimetres | None:
        if text is None or text == UNKNOWN:
            return None
        if LENGTH.fullmatch(text) is None:
            place = Place.of(self.lines, self._indexes(label)[-1])
            raise DcsLengthIsMalformed(label=label, text=text[:20], **place.facts())
        hundredths = (Decimal(text) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        return Millimetres(int(hundredths))


def parse_dcs(data: bytes) -> DcsFile:
    """Read a file; `to_bytes` of what comes back is `data` again.

    Lines that are no record, labels nobody knows and bytes outside ASCII are kept as they are.

    Raises:
        DcsIsTooLarge, DcsHasNoRecord: see there.
    """
    if len(data) > BYTES_MAX or max(data.count(b"\n"), data.count(b"\r")) > LINES_MAX:
        raise DcsIsTooLarge(size=len(data), **Place(1, 0).facts())
    # For bytes the line ends are CR, LF and CR LF only.
    lines = tuple(data.splitlines(keepends=True))
    if not any(map(LABEL.match, lines)):
        raise DcsHasNoRecord(**Place(1, 0).facts())
    return DcsFile(lines)


def read_trace(data: bytes) -> tuple[Trace, ...]:
    """Return the outlines of a file from a tracer.

    Raises:
        DcsError: it is no such file, or an outline in it is malformed or missing.
    """
    points = parse_dcs(data).points
    traces = tuple(points.traces())
    if traces:
        return traces
    foreign = next(points.foreign_traces(), None)
    if foreign is not None:
        raise DcsTraceIsForeign(format=foreign.format, **Place(1, 0).facts())
    raise DcsHasNoTrace(**Place(1, 0).facts())


def _first(traces: tuple[Trace, ...], eye: Eye) -> Trace | None:
    return next((trace for trace in traces if trace.eye == eye), None)
