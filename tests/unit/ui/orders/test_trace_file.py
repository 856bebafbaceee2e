"""A tracer's file is read whole or refused with what to do."""

import pytest

from app.ui.orders.trace_file import (
    BYTES_MAX,
    TraceFileHoldsNoTrace,
    TraceFileIsTooLarge,
    TraceFileIsUnreadable,
    read_trace_file,
)
from tests.factories import a_trace


def test_the_reader_gets_the_bytes_of_the_file(tmp_path):
    file = tmp_path / "job.oma"
    file.write_bytes(b"TRCFMT=1;4;E;R;F\r\n")
    seen = []

    def read(data):
        seen.append(data)
        return (a_trace(),)

    assert read_trace_file(file, read) == (a_trace(),)
    assert seen == [b"TRCFMT=1;4;E;R;F\r\n"]


def test_a_file_that_is_gone_is_said_so(tmp_path):
    with pytest.raises(TraceFileIsUnreadable, match="unreadable"):
        read_trace_file(tmp_path / "gone.oma", lambda data: ())


def test_a_file_larger_than_any_trace_is_not_read(tmp_path):
    file = tmp_path / "video.oma"
    with file.open("wb") as large:
        large.truncate(BYTES_MAX + 1)
    with pytest.raises(TraceFileIsTooLarge):
        read_trace_file(file, lambda data: pytest.fail("it was read"))


def test_a_file_without_an_outline_is_refused(tmp_path):
    file = tmp_path / "job.oma"
    file.write_bytes(b"JOB=1\r\n")
    with pytest.raises(TraceFileHoldsNoTrace):
        read_trace_file(file, lambda data: ())
