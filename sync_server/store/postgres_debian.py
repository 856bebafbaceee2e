"""The Postgres of Debian's package, started in a folder of ours and not as a system service."""

from collections.abc import Iterator
from pathlib import Path

from sync_server.store.postgres_binaries import (
    PostgresBinaries,
    PostgresUnavailable,
    account_named,
    is_root,
)

ROOT = Path("/usr/lib/postgresql")
ACCOUNT = "postgres"


def find_debian(root: Path = ROOT) -> Iterator[PostgresBinaries]:
    """Yield what Debian's packages brought, the newest version first."""
    folders = [each for each in root.glob("*/bin") if (each / "initdb").is_file()]
    majors = [each for each in folders if each.parent.name.isdigit()]
    for folder in sorted(majors, key=lambda each: int(each.parent.name), reverse=True):
        yield _binaries(folder)


def _binaries(folder: Path) -> PostgresBinaries:
    account = account_named(ACCOUNT) if is_root() else None
    if account is None and is_root():
        raise PostgresUnavailable(
            f"Postgres refuses to run as root and there is no account {ACCOUNT}. "
            "Install Debian's package postgresql, which makes it."
        )
    return PostgresBinaries(folder=folder, major=int(folder.parent.name), account=account)
