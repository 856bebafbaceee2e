"""What the two kinds of private Postgres have in common: programs and the account they run as."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

VERSION_WORD = 2  # `postgres (PostgreSQL) 18.6`


class PostgresUnavailable(RuntimeError):
    """There is no Postgres to work with; the message says what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The user of the operating system that Postgres runs as, because it refuses to be root."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresBinaries:
    """A folder of Postgres programs of one major version; `account` is for a server run by root."""

    folder: Path
    major: int
    account: Account | None

    def program(self, name: str) -> str:
        """Return the path of one of the programs."""
        return str(self.folder / name)


def is_root() -> bool:
    """Return whether this process may, and for Postgres must, become somebody else."""
    return os.geteuid() == 0


def account_named(name: str) -> Account | None:
    """Return the account, or None when this machine has none of that name."""
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name=name, uid=entry.pw_uid, gid=entry.pw_gid)


def major_version(folder: Path) -> int:
    """Ask the server program in the folder which major version it is."""
    said = subprocess.run(
        [str(folder / "postgres"), "--version"], capture_output=True, check=True, text=True
    )
    return int(said.stdout.split()[VERSION_WORD].partition(".")[0])
