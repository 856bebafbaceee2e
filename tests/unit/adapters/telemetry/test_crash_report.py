"""A crash is kept by its type, code and places, without a word of what it was about."""

import json
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from app.adapters.telemetry.crash_report import (
    EARLIER_FAULT_LOG,
    FAULT_LOG,
    REPORTS_KEPT,
    CrashReports,
)
from app.domain.orders import OrderNotFound
from tests.fakes.clock import NOON, FakeClock

CRASHED = "crash.reported"


@pytest.fixture
def reports(tmp_path, allowed_log):
    allowed_log(CRASHED)
    return CrashReports(folder=tmp_path, clock=FakeClock())


def raised(error, cause=None):
    try:
        raise error from cause
    except type(error) as caught:
        return caught


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_report_tells_type_code_and_place_and_no_value(reports):
    cause = raised(ValueError("Achterberg"))
    report = reports.record(raised(OrderNotFound(number="O-LIN-26-417"), cause))
    text = report.read_text(encoding="utf-8")
    assert "Achterberg" not in text
    assert "417" not in text
    outer, inner = read(report)["errors"]
    assert (outer["type"], outer["code"]) == ("OrderNotFound", "orders.order.not_found")
    assert (inner["type"], inner["code"]) == ("ValueError", None)
    assert inner["frames"][-1].startswith("tests/unit/adapters/telemetry/test_crash_report.py:")
    assert read(report)["at"] == NOON.isoformat()


def hidden():
    try:
        int("Achterberg")
    except ValueError:
        raise OrderNotFound(number="?") from None


def test_what_was_hidden_on_purpose_stays_hidden(reports):
    with pytest.raises(OrderNotFound) as caught:
        hidden()
    told = read(reports.record(caught.value))["errors"]
    assert [each["type"] for each in told] == ["OrderNotFound"]


def test_the_same_crash_elsewhere_is_another_group(reports):
    groups = {read(reports.record(raised(error)))["group"] for error in (ValueError(1), OSError(2))}
    assert len(groups) == 2


def test_only_the_newest_reports_are_kept(reports):
    clock = FakeClock()
    reports = replace(reports, clock=clock)
    written = []
    for _ in range(REPORTS_KEPT + 3):
        written.append(reports.record(raised(ValueError())))
        clock.advance(timedelta(seconds=1))
    assert list(reports.reports()) == written[3:]


def test_a_full_disk_loses_the_report_and_not_the_program(reports, tmp_path):
    assert replace(reports, folder=tmp_path / "gone").record(raised(ValueError())) is None


def test_an_error_that_ends_a_thread_is_reported(tmp_path, reports):
    before = threading.excepthook
    uninstall = reports.install()
    try:
        thread = threading.Thread(target=lambda: 1 / 0, name="bench")
        thread.start()
        thread.join()
    finally:
        uninstall()
    (report,) = reports.reports()
    assert (read(report)["thread"], read(report)["errors"][0]["type"]) == (
        "bench",
        "ZeroDivisionError",
    )
    assert threading.excepthook is before


PROGRAM = """
import faulthandler, sys
from datetime import UTC, datetime
from pathlib import Path
from app.adapters.telemetry.crash_report import CrashReports

CrashReports(folder=Path(sys.argv[1]), clock=lambda: datetime(2026, 3, 2, tzinfo=UTC)).install()
if sys.argv[2] == "segfault":
    faulthandler._sigsegv()
raise ValueError("Achterberg")
"""


def run_program(folder, fate):
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), fate],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_an_error_that_ends_the_program_is_reported_and_not_printed(tmp_path):
    ended = run_program(tmp_path, "error")
    assert ended.returncode == 1
    assert "Achterberg" not in ended.stderr + ended.stdout
    (report,) = tmp_path.glob("crash-*.json")
    assert read(report)["errors"][0]["type"] == "ValueError"


def test_a_crash_below_python_leaves_its_stacks_for_the_next_start(tmp_path):
    assert run_program(tmp_path, "segfault").returncode < 0
    assert "Segmentation fault" in (tmp_path / FAULT_LOG).read_text()
    run_program(tmp_path, "error")
    assert "Segmentation fault" in (tmp_path / EARLIER_FAULT_LOG).read_text()
    assert (tmp_path / FAULT_LOG).read_text() == ""
