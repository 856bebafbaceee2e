"""The demo's other processes: the sync server and the virtual printer, started and ended by it."""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.domain.kernel.errors import Unavailable

STOP_TIMEOUT_S = 20.0


class ProcessDidNotStart(Unavailable):
    """A process of the demo ended, or said nothing, instead of starting."""

    code = "demo.process.did_not_start"


class CommandFailed(Unavailable):
    """A command of the server ended with an error."""

    code = "demo.command.failed"


@dataclass(slots=True)
class ChildProcess:
    """A Python module run as a child that announces itself with one JSON line on stdout."""

    module: str
    log: Path
    process: subprocess.Popen[str] | None = field(default=None, init=False)

    def start(self, *arguments: str) -> dict[str, Any]:
        """Start it and return its announcement.

        Raises:
            ProcessDidNotStart: it ended before it announced anything.
        """
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", self.module, *arguments],
                stdout=subprocess.PIPE,
                stderr=log,
                stdin=subprocess.DEVNULL,
                text=True,
            )
        return self._announcement(self.process)

    def stop(self) -> None:
        """End it politely, and at last by force; a process that never ran is left alone."""
        process, self.process = self.process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stdout is not None:
            process.stdout.close()

    def _announcement(self, process: subprocess.Popen[str]) -> dict[str, Any]:
        said = ""
        for line in process.stdout or ():
            if line.startswith("{") and '"port"' in line:
                announcement: dict[str, Any] = json.loads(line)
                return announcement
            said = line.strip()
        process.wait()
        raise ProcessDidNotStart(module=self.module, log=str(self.log), said=said[:400])


@dataclass(slots=True)
class DemoServer:
    """`dioptre-server` on its embedded Postgres, stopped and started again on one port."""

    folder: Path
    port: int = 0
    child: ChildProcess = field(init=False)

    def __post_init__(self) -> None:
        """Prepare the child; nothing runs yet."""
        self.child = ChildProcess("sync_server", self.folder.parent / "server.log")

    @property
    def url(self) -> str:
        """Return where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it; the first start chooses the port that later starts keep."""
        data, port = str(self.folder), str(self.port)
        announced = self.child.start("serve", "--port", port, "--data", data)
        self.port = int(announced["port"])

    def stop(self) -> None:
        """Stop it and its Postgres."""
        self.child.stop()

    def make_chain(self, *, stores: int) -> dict[str, Any]:
        """Fill it with the demo chain and return sites, codes and people.

        Raises:
            CommandFailed: the command ended with an error.
        """
        command = [sys.executable, "-m", "sync_server", "demo-data"]
        command += ["--stores", str(stores), "--data", str(self.folder)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )
        if done.returncode != 0:
            raise CommandFailed(command="demo-data", reason=done.stderr.strip()[-400:])
        chain: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return chain


@dataclass(slots=True)
class DemoPrinter:
    """The virtual printer in a process of its own; its papers are files in `folder`."""

    folder: Path
    child: ChildProcess = field(init=False)
    port: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        """Prepare the child; nothing runs yet."""
        module = "app.adapters.printing.virtual_printer"
        self.child = ChildProcess(module, self.folder.parent / "printer.log")

    @property
    def url(self) -> str:
        """Return its printer address."""
        return f"tcp://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Switch it on."""
        self.folder.mkdir(parents=True, exist_ok=True)
        announced = self.child.start("--port", "0", "--out", str(self.folder))
        self.port = int(announced["port"])

    def stop(self) -> None:
        """Switch it off."""
        self.child.stop()
