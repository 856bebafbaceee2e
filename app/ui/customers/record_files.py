"""Files between this computer and a record; runs on the store thread."""

from pathlib import Path

from app.domain.customers import FILE_BYTES_MAX
from app.domain.kernel.errors import DomainError


class RecordFileIsUnreadable(DomainError):
    """The file of this computer cannot be opened or read."""

    code = "customers.file.unreadable"


class RecordFileIsUnwritable(DomainError):
    """The file cannot be written where it was asked for."""

    code = "customers.file.unwritable"


def read_file(path: Path) -> bytes:
    """Return the bytes of a file, one more than a record takes at most; raises as it says."""
    try:
        with path.open("rb") as file:
            return file.read(FILE_BYTES_MAX + 1)
    except OSError as trouble:
        raise RecordFileIsUnreadable(reason=trouble.strerror or "") from None


def write_file(path: Path, content: bytes) -> None:
    """Write a file; raises RecordFileIsUnwritable."""
    try:
        path.write_bytes(content)
    except OSError as trouble:
        raise RecordFileIsUnwritable(reason=trouble.strerror or "") from None
