"""Outlines in DCS files: TRCFMT with its R and A records, read into traces."""

import json
import re
from dataclasses import dataclass, field

from app.adapters.exchange.dcs_records import DcsError, DcsRecord, Place, place_of
from app.domain.optics.trace import POINTS_MAX, POINTS_MIN, Eye, Trace

ASCII_FORMAT = "1"
NO_TRACE = ("0", "?", "")
EYES: dict[str, Eye] = {"R": "right", "L": "left"}
INTEGER = re.compile(rb"[+-]?[0-9]{1,9}")
COUNT = re.compile(r"[0-9]{1,7}")
RADIUS_MAX = 20_000
ANGLE_MAX = 36_000
HEADER_FIELDS = 4


class DcsTraceError(DcsError):
    """An outline in the file cannot be trusted."""


class DcsTraceHeaderIsMalformed(DcsTraceError):
    """A TRCFMT record does not say what follows it."""

    code = "exchange.dcs.trace.header_malformed"


class DcsTraceHasNoHeader(DcsTraceError):
    """Radii stand before any TRCFMT record."""

    code = "exchange.dcs.trace.header_missing"


class DcsPointIsMalformed(DcsTraceError):
    """A radius or an angle is no whole number, or none that a lens can have."""

    code = "exchange.dcs.trace.point_malformed"


class DcsPointsDiffer(DcsTraceError):
    """There are more or fewer points than TRCFMT announces."""

    code = "exchange.dcs.trace.points_differ"


@dataclass(slots=True)
class _Block:
    """One TRCFMT record and the indexes of the point records that belong to it."""

    index: int
    fields: tuple[str, ...]
    radii: list[int] = field(default_factory=list)
    angles: list[int] = field(default_factory=list)


def decode_traces(records: tuple[DcsRecord, ...]) -> tuple[Trace, ...]:
    """Return the traces in a format of the standard, in the order of the file.

    Raises:
        DcsTraceError: with line, byte and reason.
    """
    traces = []
    for block in _blocks(records):
        trace = _decode(records, block)
        if trace is not None:
            traces.append(trace)
    return tuple(traces)


def _blocks(records: tuple[DcsRecord, ...]) -> list[_Block]:
    blocks: list[_Block] = []
    owner: _Block | None = None
    for index, record in enumerate(records):
        raw = record.raw
        label = "R" if raw.startswith(b"R=") else record.label
        if label == "TRCFMT":
            owner = _Block(index, tuple(part.strip() for part in record.fields))
            blocks.append(owner)
        elif label in ("ZFMT", "STHKFMT"):
            owner = None
        elif label == "R":
            if not blocks:
                raise DcsTraceHasNoHeader(**place_of(records, index).facts())
            blocks[-1].radii.append(index)
        elif label == "A" and owner is not None:
            owner.angles.append(index)
    return blocks


def _decode(records: tuple[DcsRecord, ...], block: _Block) -> Trace | None:
    kind = block.fields[0]
    if kind in NO_TRACE and not block.radii:
        return None
    place = place_of(records, block.index)
    if len(block.fields) < HEADER_FIELDS or not kind.isdecimal():
        raise _bad_header("format", place)
    if kind != ASCII_FORMAT:
        return None
    count, spacing, side = (part.upper() for part in block.fields[1:4])
    if side not in EYES:
        raise _bad_header("side", place)
    if spacing not in ("E", "U"):
        raise _bad_header("spacing", place)
    if COUNT.fullmatch(count) is None or not POINTS_MIN <= int(count) <= POINTS_MAX:
        raise _bad_header("count", place)
    radii = _points(records, block.radii, range(1, RADIUS_MAX + 1))
    _require_count(len(radii), int(count), place)
    if spacing == "E":
        return Trace(eye=EYES[side], radii=radii)
    angles = _points(records, block.angles, range(ANGLE_MAX + 1))
    _require_count(len(angles), int(count), place)
    return Trace(eye=EYES[side], radii=radii, angles_cdeg=angles)


def _points(records: tuple[DcsRecord, ...], indexes: list[int], allowed: range) -> tuple[int, ...]:
    bodies = [records[index].body.strip(b"; \t") for index in indexes]
    text = b";".join(bodies)
    # The JSON reader turns a row of numbers into integers faster than anything else at hand;
    # what it does not take is read again piece by piece, to name the place.
    try:
        numbers = json.loads(b"[%b]" % text.replace(b";", b","))
    except (ValueError, RecursionError):
        return _slow_points(records, indexes, allowed)
    if not set(map(type, numbers)) <= {int}:
        return _slow_points(records, indexes, allowed)
    if numbers and not (min(numbers) >= allowed.start and max(numbers) < allowed.stop):
        return _slow_points(records, indexes, allowed)
    return tuple(numbers)


def _slow_points(
    records: tuple[DcsRecord, ...], indexes: list[int], allowed: range
) -> tuple[int, ...]:
    points = []
    for index in indexes:
        raw = records[index].raw
        offset = raw.index(b"=") + 1
        for piece in records[index].body.rstrip(b"; \t").split(b";"):
            if INTEGER.fullmatch(piece.strip()) is None:
                raise _bad_point("number", piece, place_of(records, index).facts(offset=offset))
            if int(piece) not in allowed:
                raise _bad_point("range", piece, place_of(records, index).facts(offset=offset))
            points.append(int(piece))
            offset += len(piece) + 1
    return tuple(points)


def _require_count(found: int, said: int, place: Place) -> None:
    if found != said:
        raise DcsPointsDiffer(said=said, found=found, **place.facts())


def _bad_header(reason: str, place: Place) -> DcsTraceHeaderIsMalformed:
    return DcsTraceHeaderIsMalformed(reason=reason, **place.facts())


def _bad_point(reason: str, piece: bytes, facts: dict[str, object]) -> DcsPointIsMalformed:
    return DcsPointIsMalformed(reason=reason, text=piece[:20].decode("latin-1").strip(), **facts)
