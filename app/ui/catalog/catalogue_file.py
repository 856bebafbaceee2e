"""Reading a file of articles; runs on the store thread."""

from pathlib import Path

from app.domain.kernel.errors import DomainError
from app.services.catalogue_import import BYTES_MAX


class CatalogueFileIsUnreadable(DomainError):
    """The file cannot be opened or read."""

    code = "catalog.file.unreadable"


def read_catalogue_file(path: Path) -> bytes:
    """Return what is in the file, up to a byte more than is taken.

    Raises:
        CatalogueFileIsUnreadable: see there.
    """
    try:
        with path.open("rb") as file:
            return file.read(BYTES_MAX + 1)
    except OSError as trouble:
        raise CatalogueFileIsUnreadable(reason=trouble.strerror or "") from None
