"""Reading a tracer's file; runs on the store thread."""

from collections.abc import Callable
from pathlib import Path

from app.domain.kernel.errors import DomainError
from app.domain.optics.trace import Trace

# The largest traces of the trade hold a few thousand points a side; this is generous.
BYTES_MAX = 4_000_000


class TraceFileIsUnreadable(DomainError):
    """The file cannot be opened or read."""

    code = "orders.trace_file.unreadable"


class TraceFileIsTooLarge(DomainError):
    """The file is larger than any trace."""

    code = "orders.trace_file.too_large"


class TraceFileHoldsNoTrace(DomainError):
    """The file was read, and there is no outline in it."""

    code = "orders.trace_file.empty"


def read_trace_file(
    path: Path, read_trace: Callable[[bytes], tuple[Trace, ...]]
) -> tuple[Trace, ...]:
    """Return the traces of a file.

    Raises:
        TraceFileIsUnreadable, TraceFileIsTooLarge, TraceFileHoldsNoTrace: see there.
        DomainError: what the reader says of a malformed trace, with its position.
    """
    try:
        with path.open("rb") as file:
            data = file.read(BYTES_MAX + 1)
    except OSError as trouble:
        raise TraceFileIsUnreadable(reason=trouble.strerror or "") from None
    if len(data) > BYTES_MAX:
        raise TraceFileIsTooLarge(megabytes=BYTES_MAX // 1_000_000)
    traces = read_trace(data)
    if not traces:
        raise TraceFileHoldsNoTrace
    return traces
