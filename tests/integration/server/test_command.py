"""`dioptre-server` as an operator runs it: real processes on a real data folder."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.architecture.tracked import ROOT
from tests.fakes.server_device import ServerDevice
from tests.fakes.server_postgres import fresh_folder

ARTICLES_LEAST = 150
PATIENCE_S = 60
COMMAND = (sys.executable, "-m", "sync_server")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """One folder for all commands, as an operator has, with the demo chain in it."""
    with fresh_folder() as folder:
        answer_of(run("demo-data", folder=folder))
        yield folder


def run(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments, "--data", str(folder)],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        check=False,
        text=True,
        timeout=PATIENCE_S,
    )


def answer_of(finished: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert finished.returncode == 0, finished.stderr
    answer: dict[str, Any] = json.loads(finished.stdout)
    return answer


@contextmanager
def serving(folder: Path) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    """Start the server as its own process; yields a line to it, and asks it to stop at the end."""
    with (
        subprocess.Popen(
            [*COMMAND, "serve", "--port", "0", "--data", str(folder)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as server,
    ):
        assert server.stdout is not None
        listening = json.loads(server.stdout.readline())
        assert listening["event"] == "listening"
        try:
            base_url = f"http://127.0.0.1:{listening['port']}"
            with httpx.Client(base_url=base_url, timeout=PATIENCE_S) as client:
                yield client, server
        finally:
            if server.poll() is None:
                server.terminate()
            server.wait(PATIENCE_S)
            assert server.stderr is not None
            server.stderr.read()


def is_stopped(folder: Path) -> bool:
    return not (folder / "postgres" / "data" / "postmaster.pid").exists()


def test_demo_data_lets_devices_in_beside_a_running_server_and_comes_again(folder):
    with serving(folder) as (http, _):
        assert http.get("/readyz").is_success
        made = answer_of(run("demo-data", "--stores", "2", folder=folder))
        kinds_of_sites = {site["code"]: site["kind"] for site in made["sites"]}
        assert kinds_of_sites.items() >= {"HAF": "store", "LAB": "lab", "LIN": "store"}.items()
        assert {member["role"] for member in made["staff"]} == {
            "optician",
            "manager",
            "technician",
        }
        device = ServerDevice(http=http)
        [lin] = [site for site in made["sites"] if site["code"] == "LIN"]
        assert device.enrol(lin["enrol_code"], slot_kind="demo").is_success
        kinds = [kind for kind, _ in device.pull_all()]
        assert [kinds.count(kind) for kind in ("patient", "prescription")] == [
            300,
            300,
        ]
        assert kinds.count("article") > ARTICLES_LEAST
        again = answer_of(run("demo-data", "--stores", "2", folder=folder))
    assert again["chain"] == made["chain"]
    assert again["sites"] != made["sites"]
    assert is_stopped(folder)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_server_asked_to_stop_takes_its_postgres_with_it(folder, how):
    with serving(folder) as (http, server):
        assert http.get("/healthz").is_success
        server.send_signal(how)
        assert server.wait(PATIENCE_S) == 0
    assert is_stopped(folder)


def test_a_killed_server_leaves_a_folder_that_the_next_one_takes_over(folder):
    with serving(folder) as (http, server):
        device = ServerDevice(http=http)
        code = answer_of(
            run(
                "enrol",
                "--site",
                "Lindenstraße",
                "--kind",
                "store",
                "--name",
                "Till",
                folder=folder,
            )
        )
        device.enrol(code["enrol_code"], slot_kind="demo")
        server.kill()
        server.wait(PATIENCE_S)
    assert not is_stopped(folder)
    with serving(folder) as (http, _):
        device.http = http
        assert str(device.pull().timeline) == device.identity["timeline"]
    assert is_stopped(folder)


def test_the_log_is_json_and_names_nobody(folder):
    with serving(folder) as (http, server):
        http.get("/v1/orders", params={"number": "Achterberg"})
        server.terminate()
        server.wait(PATIENCE_S)
        assert server.stderr is not None
        text = server.stderr.read()
    lines = [json.loads(line) for line in text.splitlines()]
    [asked] = [line for line in lines if line["event"] == "http.request"]
    assert (asked["route"], asked["status"]) == ("/v1/orders", 401)
    assert "Achterberg" not in text


def test_a_new_site_is_opened_by_its_first_code(folder):
    options = ("--kind", "lab", "--name", "Bench 2")
    assert (
        len(answer_of(run("enrol", "--site", "Nord", *options, folder=folder))["enrol_code"]) == 12
    )
    refused = run("enrol", "--site", "Nord", "--kind", "store", "--name", "Till", folder=folder)
    assert refused.returncode == 2
    assert json.loads(refused.stdout)["error"]["message"] == "Nord is a lab, not a store."


def test_migrate_and_openapi_answer_in_json(folder):
    assert answer_of(run("migrate", folder=folder)) == {"event": "migrated"}
    assert "/v1/sync/push" in answer_of(run("openapi", folder=folder))["paths"]


@pytest.mark.parametrize(
    ("arguments", "environment", "code"),
    [
        (["demo-data", "--stores", "99"], {}, "command.invalid"),
        (["migrate"], {"DIOPTRE_DATABASE_URL": "mysql://x"}, "postgres.unavailable"),
        (["migrate"], {"DIOPTRE_CURRENCY": "euro"}, "settings.invalid"),
    ],
    ids=str,
)
def test_a_mistake_is_answered_with_a_code(folder, arguments, environment, code):
    refused = run(*arguments, folder=folder, **environment)
    assert refused.returncode == 2
    assert json.loads(refused.stdout)["error"]["code"] == code
    assert "Traceback" not in refused.stderr
