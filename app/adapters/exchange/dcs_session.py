"""The host's side of DCS: jobs for edgers that ask for them, traces from tracers that bring them.

A device begins: `REQ=INI` says who it is and which trace formats and labels it wants, `REQ=EDG`
(and its like) with a JOB asks for a job, `REQ=TRC` announces a trace that follows as an answer
of its own. Every answer says how it went in STATUS. The way of the messages follows two public
implementations, a maker's DCS library and a simulator of a tracer.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum

from app.adapters.exchange.dcs import DcsFile
from app.adapters.exchange.dcs_binary import RESERVED
from app.adapters.exchange.dcs_line import (
    DcsLine,
    DcsLineError,
    DeviceDoesNotConfirm,
    DeviceIsSilent,
)
from app.adapters.exchange.dcs_records import DcsError, DcsRecord, label_of
from app.adapters.exchange.dcs_resample import resampled, with_angles
from app.adapters.exchange.dcs_traces import STANDARD_FORMATS
from app.adapters.exchange.dcs_write import build_dcs, trace_lines
from app.domain.kernel.errors import Unavailable
from app.domain.optics.trace import POINTS_MAX, Trace

INITIALISE = "INI"
DOWNLOADS = frozenset({
    "EDG", "FBK", "SBK", "AGN", "PTG", "GEN", "DNL", "COA", "FSG", "LMD", "LAP", "DRL", "FSP",
    "POL", "ENG", "FIL",
})  # fmt: skip
UPLOADS = frozenset({"TRC", "UPL", "INS", "MNT", "INF"})
# Records of the talk itself; the rest of a job is data.
TALK = frozenset({"REQ", "ANS", "JOB", "STATUS", "OMAV", "DEV", "VEN", "MODEL"})
LABELS_MAX = 500
JOB_MAX = 40
WORD = re.compile(r"[A-Z0-9]{1,8}")
# The eye that may follow says nothing: a device wants both in the same format.
OFFER = re.compile(rb"TRCFMT\s*=\s*([0-9]{1,3})\s*;\s*([0-9]{1,6})\s*;\s*([EUeu])\s*(?:;.*)?")


class Status(IntEnum):
    """How a request went (STATUS); a maker's library lists the numbers."""

    OK = 0
    JOB_NOT_FOUND = 1
    INVALID_JOB = 6
    HOST_ERROR = 8
    INVALID_REQUEST = 16
    UNSUPPORTED_FORMAT = 17
    FORMAT_ERROR = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A trace format a device understands: number of the format, points, equally spaced or not."""

    format: int
    count: int
    is_evenly_spaced: bool

    def lines_of(self, trace: Trace) -> tuple[bytes, ...]:
        """Return an outline the way the device wants it."""
        outline = resampled(trace, self.count)
        return trace_lines(
            outline if self.is_evenly_spaced else with_angles(outline), kind=self.format
        )

    @property
    def line(self) -> bytes:
        """Return the offer as the record that accepts it."""
        spacing = "E" if self.is_evenly_spaced else "U"
        return f"TRCFMT={self.format};{self.count};{spacing}\r\n".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDesk:
    """Where jobs come from, traces go to (both may raise Unavailable) and troubles are told."""

    find_job: Callable[[str], DcsFile | None]
    keep_upload: Callable[[str, DcsFile], None]
    report_trouble: Callable[[DcsLineError], None]


@dataclass(slots=True)
class DcsHost:
    """Serves one device on one line."""

    line: DcsLine
    desk: JobDesk
    _labels: tuple[str, ...] = field(default=(), init=False)
    _wanted: Offer | None = field(default=None, init=False)

    def serve(self, is_over: Callable[[], bool]) -> None:
        """Answer requests until `is_over` says so or the device hangs up.

        Silence is no trouble: an edger may ask for nothing for hours.

        Raises:
            LineIsClosed: the device hung up.
        """
        while not is_over():
            try:
                self.serve_one()
            except DeviceIsSilent:
                continue
            except DeviceDoesNotConfirm as trouble:
                self.desk.report_trouble(trouble)

    def serve_one(self) -> None:
        """Wait for a message and answer it.

        Raises:
            DeviceIsSilent, DeviceDoesNotConfirm, LineIsClosed: see there.
        """
        message = self.line.receive()
        asked, told = _word(message, "REQ"), _word(message, "ANS")
        job = message.value("JOB").right or ""
        if not job.isprintable() or len(job) > JOB_MAX:
            job = ""
        if INITIALISE in (asked, told):
            self._answer(INITIALISE, "", *self._initialised(message))
        elif asked in DOWNLOADS:
            self._answer(asked, job, *self._job(job))
        elif asked in UPLOADS or told in UPLOADS:
            self._answer(asked or told, job, self._uploaded(message, job))
        elif not told:
            self._answer(asked or "ERR", job, Status.INVALID_REQUEST)

    def _initialised(self, message: DcsFile) -> tuple[Status, Iterable[bytes]]:
        self._labels = tuple(_asked_labels(message))[:LABELS_MAX]
        offers = list(_offers(message))
        self._wanted = next((offer for offer in offers if offer.format in STANDARD_FORMATS), None)
        if offers and self._wanted is None:
            return Status.UNSUPPORTED_FORMAT, ()
        return Status.OK, () if self._wanted is None else (self._wanted.line,)

    def _job(self, job: str) -> tuple[Status, Iterable[bytes]]:
        if not job:
            return Status.INVALID_JOB, ()
        try:
            file = self.desk.find_job(job)
            if file is None:
                return Status.JOB_NOT_FOUND, ()
            return Status.OK, self._as_wanted(file)
        except (DcsError, Unavailable):
            # The device is told that the trouble is ours, and may ask again.
            return Status.HOST_ERROR, ()

    def _as_wanted(self, file: DcsFile) -> list[bytes]:
        points = file.points
        point_lines = {index for block in points.blocks for index in block.lines}
        records = [
            line
            for index, line in enumerate(file.lines)
            if index not in point_lines
            and label_of(line) not in ("", *TALK)
            and RESERVED.isdisjoint(line.rstrip(b"\r\n"))
        ]
        if self._labels:
            records = _selected(records, self._labels)
        lines = [line.rstrip(b"\r\n") + b"\r\n" for line in records]
        for trace in points.traces():
            lines += trace_lines(trace) if self._wanted is None else self._wanted.lines_of(trace)
        return lines

    def _uploaded(self, message: DcsFile, job: str) -> Status:
        if not job:
            return Status.INVALID_JOB
        # A first message only announces the data; the device waits for the answer to send it.
        if not _word(message, "ANS") and not any(label_of(line) == "R" for line in message.lines):
            return Status.OK
        try:
            tuple(message.points.traces())
        except DcsError:
            return Status.FORMAT_ERROR
        return self._kept(message, job)

    def _kept(self, message: DcsFile, job: str) -> Status:
        try:
            self.desk.keep_upload(job, message)
        except Unavailable:
            return Status.HOST_ERROR
        return Status.OK

    def _answer(self, request: str, job: str, status: Status, lines: Iterable[bytes] = ()) -> None:
        head = [("ANS", request), *([("JOB", job)] if job else [])]
        answer = build_dcs([*head, ("STATUS", str(int(status)))])
        self.line.send(DcsFile((*answer.lines, *lines)))


def _word(message: DcsFile, label: str) -> str:
    match = WORD.fullmatch((message.value(label).right or "").upper())
    return "" if match is None else match[0]


def _asked_labels(message: DcsFile) -> Iterable[str]:
    for line in message.lines:
        if label_of(line) == "D":
            yield from (label.strip().upper() for label in DcsRecord(line).fields if label.strip())


def _offers(message: DcsFile) -> Iterable[Offer]:
    for line in message.lines:
        match = OFFER.fullmatch(line.strip())
        if match is not None:
            yield Offer(
                format=int(match[1]),
                count=min(int(match[2]), POINTS_MAX),
                is_evenly_spaced=match[3] in b"Ee",
            )


def _selected(records: list[bytes], labels: tuple[str, ...]) -> list[bytes]:
    told = {label_of(line) for line in records}
    unknown = [label for label in labels if label not in told and label not in TALK]
    kept = [line for line in records if label_of(line) in labels]
    return kept + [f"{label}=?".encode() for label in unknown if not label.endswith("FMT")]
