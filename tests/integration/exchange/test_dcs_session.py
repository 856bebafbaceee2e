"""Edgers ask for jobs and tracers bring traces, over real sockets and serial lines, with faults."""

import socket
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import pytest

from app.adapters.exchange.dcs import DcsFile, parse_dcs
from app.adapters.exchange.dcs_line import (
    DcsLine,
    DeviceDoesNotConfirm,
    LineIsClosed,
    Patience,
)
from app.adapters.exchange.dcs_session import DcsHost, JobDesk
from app.adapters.exchange.dcs_streams import (
    SerialPortIsUnusable,
    TcpStream,
    accept_devices,
    serial_stream,
)
from app.adapters.exchange.dcs_write import build_dcs
from app.domain.kernel.errors import Unavailable
from app.domain.optics.trace import Trace
from tests.devices.dcs_device import (
    ACK,
    NAK,
    PATIENCE_S,
    DcsDevice,
    SilentHostError,
    SocketLine,
    packet,
    serial_cable,
)

QUICK = Patience(confirmation_s=0.15, packet_s=0.15, repeats=3)
OUTLINE = Trace(eye="right", radii=tuple(2400 + (i % 7) for i in range(200)))
JOB = build_dcs([("SPH", "-2.25;-2.75"), ("DBL", "18.00"), ("_X", "1")], [OUTLINE])
UPLOAD = ["TRCFMT=1;4;E;R;F", "R=2400;2000;2400;2000"]


class StoreIsBusy(Unavailable):
    """The store cannot answer now."""

    code = "test.store.busy"


@dataclass
class Desk:
    """Jobs that are known, traces that came, and whether the store answers."""

    jobs: dict[str, DcsFile] = field(default_factory=lambda: {"W-1": JOB})
    uploads: dict[str, DcsFile] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    is_busy: bool = False

    def find(self, job):
        if self.is_busy:
            raise StoreIsBusy
        return self.jobs.get(job)

    def as_desk(self):
        return JobDesk(
            find_job=self.find,
            keep_upload=self.uploads.__setitem__,
            report_trouble=lambda trouble: self.troubles.append(trouble.code),
        )


@contextmanager
def served(stream, desk, close):
    """Serve a stream in a thread until the block ends."""
    over = threading.Event()
    host = DcsHost(DcsLine(stream, QUICK), desk.as_desk())

    def run():
        try:
            host.serve(over.is_set)
        except LineIsClosed:
            over.set()

    thread = threading.Thread(target=run, name="dcs host")
    thread.start()
    try:
        yield
    finally:
        over.set()
        close()
        thread.join(5)
        assert not thread.is_alive()


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture(params=["network", "serial"])
def device(request, desk):
    """A device whose line the host serves."""
    if request.param == "network":
        near, far = socket.socketpair()
        with near, far, served(TcpStream(far), desk, near.close):
            yield DcsDevice(SocketLine(near))
    else:
        with (
            serial_cable() as (line, port),
            serial_stream(port) as stream,
            served(stream, desk, lambda: None),
        ):
            yield DcsDevice(line)


def test_an_edger_gets_its_job(device):
    answer = device.ask("REQ=EDG", "JOB=W-1")
    assert answer[:3] == [b"ANS=EDG", b"JOB=W-1", b"STATUS=0"]
    assert b"SPH=-2.25;-2.75" in answer
    assert parse_dcs(b"\r".join(answer)).traces == (OUTLINE,)


def test_an_edger_asks_for_the_same_job_twice_and_gets_it_twice(device):
    assert device.ask("REQ=EDG", "JOB=W-1") == device.ask("REQ=EDG", "JOB=W-1")


@pytest.mark.parametrize(
    ("records", "answer"),
    [
        (["REQ=EDG", "JOB=nobody"], [b"ANS=EDG", b"JOB=nobody", b"STATUS=1"]),
        (["REQ=EDG"], [b"ANS=EDG", b"STATUS=6"]),
        (["REQ=EDG", b"JOB=\x01"], [b"ANS=EDG", b"STATUS=6"]),
        (["REQ=XYZ", "JOB=W-1"], [b"ANS=XYZ", b"JOB=W-1", b"STATUS=16"]),
        (["SPH=1"], [b"ANS=ERR", b"STATUS=16"]),
    ],
)
def test_a_wish_that_cannot_be_fulfilled_is_answered_with_its_number(device, records, answer):
    assert device.ask(*records) == answer


def test_an_edger_is_told_that_the_trouble_is_ours(device, desk):
    desk.is_busy = True
    assert device.ask("REQ=EDG", "JOB=W-1")[-1] == b"STATUS=8"
    desk.is_busy = False
    assert b"STATUS=0" in device.ask("REQ=EDG", "JOB=W-1")


def test_a_device_says_how_it_wants_its_traces(device):
    answer = device.ask("REQ=INI", "DEV=EDG", "TRCFMT=6;400;E;R;F", "TRCFMT=4;400;E;B;F")
    assert answer == [b"ANS=INI", b"STATUS=0", b"TRCFMT=4;400;E"]
    job = parse_dcs(b"\r".join(device.ask("REQ=EDG", "JOB=W-1")))
    assert job.points.blocks[0].label == "TRCFMT"
    assert b"TRCFMT=4;400;E;R;F" in job.to_bytes()
    (trace,) = job.traces
    assert len(trace.radii) == 400
    assert trace.radii[::2] == OUTLINE.radii


def test_a_device_that_wants_angles_gets_them(device):
    device.ask("REQ=INI", "DEV=EDG", "TRCFMT=1;200;U;R;F")
    (trace,) = parse_dcs(b"\r".join(device.ask("REQ=EDG", "JOB=W-1"))).traces
    assert trace.radii == OUTLINE.radii
    assert trace.angles_cdeg is not None
    assert trace.angles_cdeg[:3] == (0, 180, 360)


def test_a_device_that_knows_only_foreign_formats_is_told_so(device):
    assert device.ask("REQ=INI", "TRCFMT=6;400;E;R;F") == [b"ANS=INI", b"STATUS=17"]


def test_a_device_gets_the_labels_it_asked_for_and_no_others(device):
    device.ask("REQ=INI", "DEF=A1", "D=SPH;CYL", "D=DBL;TRCFMT", "ENDDEF=A1")
    answer = device.ask("REQ=EDG", "JOB=W-1")
    assert b"_X=1" not in answer
    assert [r for r in answer if r.startswith((b"SPH", b"CYL", b"DBL"))] == [
        b"SPH=-2.25;-2.75",
        b"DBL=18.00",
        b"CYL=?",
    ]


def test_a_tracer_announces_a_trace_and_then_brings_it(device, desk):
    assert device.ask("REQ=TRC", "JOB=T7", "TRCFMT=1;4;E;R") == [
        b"ANS=TRC",
        b"JOB=T7",
        b"STATUS=0",
    ]
    assert desk.uploads == {}
    assert device.ask("ANS=TRC", "JOB=T7", *UPLOAD)[-1] == b"STATUS=0"
    assert desk.uploads["T7"].traces[0].radii == (2400, 2000, 2400, 2000)


def test_a_trace_that_cannot_be_trusted_is_not_kept(device, desk):
    assert device.ask("ANS=TRC", "JOB=T7", "TRCFMT=1;9;E;R;F", UPLOAD[1])[-1] == b"STATUS=18"
    assert desk.uploads == {}


def test_a_device_without_checksums_is_served(device):
    device.tell("REQ=EDG", "JOB=W-1", with_checksum=False)
    assert b"STATUS=0" in device.answer()


def test_garbage_before_a_packet_is_skipped(device):
    device.line.send(b"\x00\xffhello\r\n\x1d\x1e")
    assert b"STATUS=0" in device.ask("REQ=EDG", "JOB=W-1")


def test_a_packet_with_a_wrong_checksum_is_asked_for_again(device, desk):
    device.line.send(packet("ANS=TRC", "JOB=T7", *UPLOAD).replace(b"2400", b"2500", 1))
    assert device.confirmation() == NAK
    assert device.ask("ANS=TRC", "JOB=T7", *UPLOAD)[-1] == b"STATUS=0"
    assert desk.uploads["T7"].traces[0].radii[0] == 2400


def test_a_packet_that_is_cut_off_is_asked_for_again(device):
    device.line.send(packet("REQ=EDG", "JOB=W-1")[:9])
    assert device.confirmation() == NAK
    assert b"STATUS=0" in device.ask("REQ=EDG", "JOB=W-1")


def test_a_packet_begun_anew_in_mid_packet_is_taken(device):
    whole = packet("REQ=EDG", "JOB=W-1")
    device.line.send(whole[:9] + whole)
    assert device.confirmation() == NAK
    assert device.confirmation() == ACK
    assert b"STATUS=0" in device.answer()


def test_an_answer_whose_confirmation_was_lost_is_sent_again(device):
    device.confirmations_to_lose = 2
    answer = device.ask("REQ=EDG", "JOB=W-1")
    assert device.heard == [answer] * 3


def test_a_repeated_request_whose_confirmation_was_lost_is_answered_once(device, desk):
    upload = packet("ANS=TRC", "JOB=T7", *UPLOAD)
    device.line.send(upload + upload)
    assert device.confirmation() == ACK
    assert device.answer()[-1] == b"STATUS=0"
    assert device.ask("REQ=EDG", "JOB=nobody")[-1] == b"STATUS=1"


def test_a_device_that_never_confirms_is_reported_and_served_again(device, desk):
    device.confirmations_to_lose = 4
    device.tell("REQ=EDG", "JOB=nobody")
    device.patience_s = 1.5
    with pytest.raises(SilentHostError):
        device.answer()
    device.patience_s = PATIENCE_S
    assert desk.troubles == [DeviceDoesNotConfirm.code]
    assert device.ask("REQ=EDG", "JOB=W-1")[2] == b"STATUS=0"


def test_devices_are_taken_one_after_another_on_a_port(desk):
    over = threading.Event()

    def talk(stream):
        # The last device may hang up before or after the end is told.
        with suppress(LineIsClosed):
            DcsHost(DcsLine(stream, QUICK), desk.as_desk()).serve(over.is_set)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        server = threading.Thread(target=accept_devices, args=(listener, talk, over.is_set))
        server.start()
        for _ in range(2):
            with socket.create_connection(("127.0.0.1", port)) as connection:
                answer = DcsDevice(SocketLine(connection)).ask("REQ=EDG", "JOB=W-1")
                assert b"STATUS=0" in answer
        over.set()
        server.join(5)
    assert not server.is_alive()


def test_a_port_that_is_none_is_refused_by_name(tmp_path):
    with pytest.raises(SerialPortIsUnusable), serial_stream(str(tmp_path / "ttyS9")):
        pass
