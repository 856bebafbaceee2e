"""The files a command is given: read whole, up to a size, and refused with a reason."""

from pathlib import Path

from app.domain.kernel.errors import DioptreError

BYTES_MAX = 64 * 1024 * 1024


class FileIsUnreadable(DioptreError):
    """A file is missing, may not be read, or is larger than any file of its kind."""

    code = "cli.file.unreadable"


def read_bytes(path: Path) -> bytes:
    """Return the whole file.

    Raises:
        FileIsUnreadable: see there.
    """
    try:
        with path.open("rb") as file:
            data = file.read(BYTES_MAX + 1)
    except OSError as error:
        raise FileIsUnreadable(file=path.name, reason=error.strerror or "") from error
    if len(data) > BYTES_MAX:
        raise FileIsUnreadable(file=path.name, reason="too large")
    return data
