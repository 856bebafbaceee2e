"""Sets of points in DCS files: outlines (TRCFMT), heights (ZFMT) and thickness (STHKFMT).

A record whose label ends in FMT says what the rows behind it are: `TRCFMT=format; count;
E or U; R or L; F, P or D`, then R rows with radii in hundredths of a millimetre and, for
unequally spaced points (U), A rows with angles in hundredths of a degree. ZFMT is followed by
Z (and ZA) rows, STHKFMT by its own R and T rows. Formats above 4 are their makers' own: they
are kept as found and not decoded.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from app.adapters.exchange.dcs_points import PointRows
from app.adapters.exchange.dcs_records import DcsError, DcsRecord, Place
from app.domain.optics.trace import POINTS_MAX, POINTS_MIN, Eye, Trace

EYES: dict[str, Eye] = {"R": "right", "L": "left"}
STANDARD_FORMATS = range(1, 5)
NO_DATA = ("", "0", "?")
POINT_LABEL = re.compile(rb"[\x00-\x20]*(R|A|ZA?|T|[A-Z0-9_]{0,12}FMT)[ \t]*=", re.IGNORECASE)
NO_HEAD = b"\n="
SMALL_NUMBER = re.compile(r"[0-9]{1,7}")
HEADER_FIELDS = 4

RADII = range(1, 20_001)
ANGLES = range(36_001)
HEIGHTS = range(-20_000, 20_001)
THICKNESSES = range(20_001)

# Which header a row belongs to; CRIBFMT and makers' headers may have R rows of their own.
ROW_OWNERS = {"Z": "ZFMT", "ZA": "ZFMT", "T": "STHKFMT"}
HEADERS_WITHOUT_RADII = ("ZFMT", "DRLFMT")


class DcsTraceHeaderIsMalformed(DcsError):
    """A header such as TRCFMT does not say what follows it."""

    code = "exchange.dcs.trace.header_malformed"


class DcsTraceHasNoHeader(DcsError):
    """Points stand before any header that says what they are."""

    code = "exchange.dcs.trace.header_missing"


class DcsPointsDiffer(DcsError):
    """There are more or fewer points than the header announces."""

    code = "exchange.dcs.trace.points_differ"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsHeader:
    """What a header says: format, number of points, spacing and eye; `kind` is F, P or D."""

    format: int
    count: int
    is_evenly_spaced: bool
    eye: Eye
    kind: str

    @property
    def is_standard(self) -> bool:
        """Return whether the format is one of the standard's."""
        return self.format in STANDARD_FORMATS


@dataclass(frozen=True, slots=True, kw_only=True)
class Heights:
    """Depths along an outline in hundredths of a millimetre, and their angles if unequal."""

    eye: Eye
    heights: tuple[int, ...]
    angles_cdeg: tuple[int, ...] | None = None

    @property
    def where(self) -> tuple[Eye, int, tuple[int, ...] | None]:
        """Return the eye and the places the depths were measured at."""
        return self.eye, len(self.heights), self.angles_cdeg


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeThickness:
    """Edge thickness at radii along the lens, in hundredths of a millimetre."""

    eye: Eye
    radii: tuple[int, ...]
    thicknesses: tuple[int, ...]
    angles_cdeg: tuple[int, ...] | None = None


@dataclass(slots=True)
class Block:
    """A header line and the rows that belong to it, by label."""

    index: int
    label: str
    rows: dict[str, list[int]] = field(default_factory=dict)

    @property
    def lines(self) -> tuple[int, ...]:
        """Return the indexes of the header and its rows."""
        return (self.index, *(index for rows in self.rows.values() for index in rows))


@dataclass(frozen=True, slots=True)
class PointSets:
    """All sets of points of a file, found but not yet read."""

    lines: Sequence[bytes]
    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, lines: Sequence[bytes]) -> "PointSets":
        """Find the sets.

        Raises:
            DcsTraceHasNoHeader: points stand before their header.
        """
        return cls(lines, tuple(_blocks(lines)))

    def traces(self) -> Iterator[Trace]:
        """Read the outlines in a format of the standard, with heights that fit them.

        Raises:
            DcsError: with line, byte and reason.
        """
        heights = list(self.heights())
        for block, header in self._headers("TRCFMT", POINTS_MIN):
            radii = self._points(block, "R", header, RADII)
            angles = self._angles(block, "A", header)
            where = (header.eye, len(radii), angles)
            depths = next((h.heights for h in heights if h.where == where), None)
            yield Trace(eye=header.eye, radii=radii, angles_cdeg=angles, heights=depths)

    def heights(self) -> Iterator[Heights]:
        """Read the depths; raises as `traces` does."""
        for block, header in self._headers("ZFMT", 1):
            heights = self._points(block, "Z", header, HEIGHTS)
            angles = self._angles(block, "ZA", header)
            yield Heights(eye=header.eye, heights=heights, angles_cdeg=angles)

    def thicknesses(self) -> Iterator[EdgeThickness]:
        """Read the edge thickness; raises as `traces` does."""
        for block, header in self._headers("STHKFMT", 1):
            yield EdgeThickness(
                eye=header.eye,
                radii=self._points(block, "R", header, RADII),
                thicknesses=self._points(block, "T", header, THICKNESSES),
                angles_cdeg=self._angles(block, "A", header),
            )

    def foreign_traces(self) -> Iterator[PointsHeader]:
        """Return the headers of outlines in a maker's own format; raises as `traces` does."""
        for block in self.blocks:
            if block.label == "TRCFMT":
                header = self._header(block)
                if header is not None and not header.is_standard:
                    yield header

    def _headers(self, label: str, count_min: int) -> Iterator[tuple[Block, PointsHeader]]:
        for block in self.blocks:
            if block.label != label:
                continue
            header = self._header(block)
            if header is None or not header.is_standard:
                continue
            if not count_min <= header.count <= POINTS_MAX:
                raise self._bad_header(block, "count")
            yield block, header

    def _header(self, block: Block) -> PointsHeader | None:
        record = DcsRecord(self.lines[block.index])
        if record.fields[0].strip() in NO_DATA and not any(block.rows.values()):
            return None
        try:
            return _read_header(record)
        except ValueError as error:
            raise self._bad_header(block, str(error)) from None

    def _points(
        self, block: Block, label: str, header: PointsHeader, allowed: range
    ) -> tuple[int, ...]:
        rows = PointRows(self.lines, block.rows.get(label, ()))
        points = rows.read(header.format, header.count, allowed)
        if len(points) != header.count:
            place = Place.of(self.lines, block.index)
            raise DcsPointsDiffer(said=header.count, found=len(points), **place.facts())
        return points

    def _angles(self, block: Block, label: str, header: PointsHeader) -> tuple[int, ...] | None:
        if header.is_evenly_spaced:
            return None
        return self._points(block, label, header, ANGLES)

    def _bad_header(self, block: Block, reason: str) -> DcsTraceHeaderIsMalformed:
        place = Place.of(self.lines, block.index)
        return DcsTraceHeaderIsMalformed(label=block.label, reason=reason, **place.facts())


def _read_header(record: DcsRecord) -> PointsHeader:
    fields = [part.strip().upper() for part in record.fields]
    if len(fields) < HEADER_FIELDS or SMALL_NUMBER.fullmatch(fields[0]) is None:
        raise ValueError("format")
    if SMALL_NUMBER.fullmatch(fields[1]) is None:
        raise ValueError("count")
    if fields[2] not in ("E", "U"):
        raise ValueError("spacing")
    if fields[3] not in EYES:
        raise ValueError("side")
    return PointsHeader(
        format=int(fields[0]),
        count=int(fields[1]),
        is_evenly_spaced=fields[2] == "E",
        eye=EYES[fields[3]],
        kind=fields[4] if len(fields) > HEADER_FIELDS else "",
    )


def _blocks(lines: Sequence[bytes]) -> Iterator[Block]:
    owners: dict[str, Block] = {}
    # Rows come in runs: a line that begins like the one before is told without the pattern.
    head, rows = NO_HEAD, list[int]()
    for index, line in enumerate(lines):
        if line.startswith(head):
            rows.append(index)
            continue
        match = POINT_LABEL.match(line)
        if match is None:
            continue
        label = match[1].decode("ascii").upper()
        if label.endswith("FMT"):
            block = owners[label] = Block(index, label)
            if label not in HEADERS_WITHOUT_RADII:
                owners[""] = block
            head = NO_HEAD
            yield block
        elif (owner := owners.get(ROW_OWNERS.get(label, ""))) is not None:
            rows = owner.rows.setdefault(label, [])
            rows.append(index)
            head = line[: match.end()]
        elif label == "R":
            raise DcsTraceHasNoHeader(**Place.of(lines, index).facts())
