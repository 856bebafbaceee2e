"""A private Postgres in one folder: made once, started when needed, stopped by its last user.

Several processes may hold the same folder (a server, and a command beside it). Each holds a
shared lock on `in-use.lock`; who can turn it into an exclusive one was the last and stops the
cluster. `start.lock` keeps starting and stopping apart. The kernel drops the locks of a killed
process, so the next one finds either a running cluster or a stale pid file, and copes with both.
"""

import fcntl
import os
import secrets
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import URL

from sync_server.store.postgres_binaries import Account, PostgresBinaries, PostgresUnavailable

DATABASE = "postgres"
PORT = 5432  # Names the socket only: nothing listens on the network.
SOCKET_NAME = f".s.PGSQL.{PORT}"
SOCKET_PATH_BYTES_MAX = 107  # The kernel's limit for folder and name together.
PATIENCE_S = 120
PID_FILE_LINES_MIN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgresCluster:
    """The cluster in `folder`, run by `binaries`; `options` are settings as `name=value`."""

    folder: Path
    binaries: PostgresBinaries
    options: tuple[str, ...] = ()

    @contextmanager
    def held(self) -> Iterator[URL]:
        """Start the cluster if nobody has, and stop it at the end if nobody else holds it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._locked("in-use.lock") as in_use:
            with self._starting():
                self._ensure_running()
                fcntl.flock(in_use, fcntl.LOCK_SH)
            try:
                yield self._url()
            finally:
                with self._starting():
                    self._stop_if_last(in_use)

    @contextmanager
    def _locked(self, name: str) -> Iterator[int]:
        descriptor = os.open(self.folder / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    @contextmanager
    def _starting(self) -> Iterator[None]:
        with self._locked("start.lock") as descriptor:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _password_file(self) -> Path:
        return self.folder / "password"

    def _ensure_running(self) -> None:
        if not (self._data / "PG_VERSION").is_file():
            self._create()
        if self._is_running():
            return
        sockets = self._made_socket_folder()
        settings = (
            "listen_addresses=",
            f"unix_socket_directories={sockets}",
            "unix_socket_permissions=0700",
            f"port={PORT}",
            # In more words it would quote the row that broke a rule, and that may be a patient.
            "log_error_verbosity=terse",
            *self.options,
        )
        options = " ".join(f"-c {shlex.quote(each)}" for each in settings)
        log = str(self._data / "server.log")
        self._run(["pg_ctl", "-D", str(self._data), "-l", log, "-w", "-o", options, "start"])

    def _create(self) -> None:
        """Make the cluster beside its place and move it there, so that half a one never starts."""
        password = secrets.token_hex(32)
        self._password_file.touch(mode=0o600)
        self._password_file.write_text(password, encoding="ascii")
        with tempfile.TemporaryDirectory(dir=self.folder) as temporary:
            self._give(Path(temporary))
            said = Path(temporary) / "password"
            said.write_text(password, encoding="ascii")
            self._give(said)
            made = Path(temporary) / "data"
            secret = ("--auth=scram-sha-256", "--username=postgres", f"--pwfile={said}")
            self._run(["initdb", "-D", str(made), "--encoding=UTF8", "--no-locale", *secret])
            made.rename(self._data)

    def _is_running(self) -> bool:
        pid_file = self._data / "postmaster.pid"
        if not pid_file.is_file():
            return False
        lines = pid_file.read_text(encoding="utf-8", errors="replace").splitlines()
        if len(lines) >= PID_FILE_LINES_MIN and _serves(lines[0].strip(), self._data):
            return True
        # The process is gone and its number may belong to another by now, which Postgres itself
        # would take for a running server.
        pid_file.unlink()
        return False

    def _stop_if_last(self, in_use: int) -> None:
        try:
            fcntl.flock(in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if self._is_running():
            self._run(["pg_ctl", "-D", str(self._data), "-m", "fast", "-w", "stop"])
        # A killed Postgres leaves its socket behind.
        shutil.rmtree(self._socket_folder(), ignore_errors=True)

    def _run(self, command: list[str]) -> None:
        self._let_account_through()
        account = self._account()
        program = self.binaries.program(command[0])
        with tempfile.TemporaryFile() as said:
            # Pipes would stay open for as long as the server runs, and this would wait for them.
            finished = subprocess.run(
                [program, *command[1:]],
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                check=False,
                timeout=PATIENCE_S,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
            )
            said.seek(0)
            if finished.returncode != 0:
                words = said.read().decode("utf-8", errors="replace").strip()
                raise PostgresUnavailable(
                    f"{command[0]} of {self.binaries.folder} failed: {words} "
                    f"The log is {self._data / 'server.log'}."
                )

    def _account(self) -> Account | None:
        """Return whom Postgres runs as: for a folder that exists its owner, whoever made it."""
        account = self.binaries.account
        if account is None or not self._data.exists():
            return account
        owner = self._data.stat()
        return Account(name=account.name, uid=owner.st_uid, gid=owner.st_gid)

    def _give(self, path: Path) -> None:
        account = self._account()
        if account is not None:
            os.chown(path, account.uid, account.gid, follow_symlinks=False)

    def _let_account_through(self) -> None:
        """Let the account pass the folders above its data and its programs, but not list them."""
        if self._account() is None:
            return
        for parent in {*(self.folder / "data").parents, *self.binaries.folder.parents}:
            mode = parent.stat().st_mode
            if not mode & 0o001:
                parent.chmod(mode | 0o001)

    def _socket_folder(self) -> Path:
        near = self.folder / "socket"
        if len(os.fsencode(near / SOCKET_NAME)) <= SOCKET_PATH_BYTES_MAX:
            return near
        name = sha256(str(self.folder.resolve()).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"dioptre-{name}"

    def _made_socket_folder(self) -> Path:
        folder = self._socket_folder()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._give(folder)
        if folder.lstat().st_mode & 0o077:
            # Somebody else made it, and could put a false server in place of ours.
            raise PostgresUnavailable(f"{folder} is open to others. Remove it and start again.")
        return folder

    def _url(self) -> URL:
        return URL.create(
            "postgresql+psycopg",
            username="postgres",
            password=self._password_file.read_text(encoding="ascii"),
            database=DATABASE,
            query={"host": str(self._running_sockets()), "port": str(PORT)},
        )

    def _running_sockets(self) -> Path:
        lines = (self._data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        return Path(lines[4].strip())


def _serves(pid: str, data: Path) -> bool:
    """Return whether the process is a Postgres on this very data; a dead one has no arguments."""
    if not Path("/proc/self").exists():
        return _is_alive(int(pid))
    try:
        arguments = (Path("/proc") / pid / "cmdline").read_bytes().split(b"\0")
    except FileNotFoundError:
        return False
    return os.fsencode(data) in arguments


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
