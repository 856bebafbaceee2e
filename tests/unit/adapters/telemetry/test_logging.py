"""The log holds ids and codes, and nothing by which a person could be known."""

import ast
import json
import logging
from uuid import UUID

import pytest
import structlog

from app.adapters.telemetry.logging import ALLOWED_KEYS, LOG_FILE, start_log
from app.services.sync_status import SyncCondition
from tests.architecture.tracked import ROOT

ORDER = UUID("0197c000-0000-7000-8000-000000000001")
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


@pytest.fixture
def lines(tmp_path, allowed_log):
    allowed_log("app.test")
    end = start_log(tmp_path)

    def read():
        return [json.loads(line) for line in (tmp_path / LOG_FILE).read_text().splitlines()]

    yield read
    end()


@pytest.fixture
def log(lines):
    return structlog.get_logger("app.test")


def test_an_event_is_one_line_of_json_with_its_ids(lines, log):
    log.info("order.created", order_id=ORDER, count=3, condition=SyncCondition.ONLINE)
    (line,) = lines()
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "order.created",
        "level": "info",
        "logger": "app.test",
        "order_id": str(ORDER),
        "count": 3,
        "condition": "online",
    }


def test_what_is_not_on_the_list_is_not_written(lines, log):
    log.info("order.created", family_name="Achterberg", phone="+44 7700 900142", code="x.y")
    (line,) = lines()
    assert "Achterberg" not in json.dumps(line)
    assert "900142" not in json.dumps(line)
    assert (line["code"], line["withheld"]) == ("x.y", ["family_name", "phone"])


@pytest.mark.parametrize(
    "value", ["Rosalind Achterberg", "a\nb", "x" * 201, b"raw", {"a": 1}, object()]
)
def test_a_value_that_is_no_id_and_no_code_is_withheld(lines, log, value):
    log.info("order.created", reason=value)
    (line,) = lines()
    assert line["reason"] == "(withheld)"


def test_a_correlation_id_is_on_every_line_while_it_is_bound(lines, log):
    with structlog.contextvars.bound_contextvars(correlation_id=ORDER):
        log.info("inside")
    log.info("outside")
    assert [line.get("correlation_id") for line in lines()] == [str(ORDER), None]


def test_an_exception_is_told_by_its_type_and_places(lines, log):
    try:
        int("born 1958-02-11")
    except ValueError:
        log.exception("bug.met")
    (line,) = lines()
    assert line["error"] == "ValueError"
    assert line["frames"][-1].startswith("tests/unit/adapters/telemetry/test_logging.py:")
    assert "1958" not in json.dumps(line)


def test_a_library_is_not_quoted(lines, allowed_log):
    allowed_log("some.library")
    logging.getLogger("some.library").warning("SELECT * WHERE name = %s", "Achterberg")
    (line,) = lines()
    assert line.pop("timestamp")
    assert line == {"event": "library.said", "level": "warning", "logger": "some.library"}


def test_debug_is_left_out_and_the_end_is_an_end(lines, log, tmp_path):
    log.debug("detail")
    assert lines() == []
    end = start_log(tmp_path / "other")
    end()
    log.info("after")
    assert (tmp_path / "other" / LOG_FILE).read_text() == ""


def log_calls():
    for path in sorted((ROOT / "app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="log"), attr=attr)) if (
                    attr in LEVELS
                ):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_every_line_the_program_writes_uses_listed_keys_only():
    calls = list(log_calls())
    assert len(calls) > 5
    unlisted = [
        f"{place} {keyword.arg}"
        for place, call in calls
        for keyword in call.keywords
        if keyword.arg not in ALLOWED_KEYS | {"exc_info"}
    ]
    assert unlisted == []
