"""The log holds ids and codes, and never what an exception says."""

import io
import json
import logging

import pytest
import structlog

from sync_server.api.log import configure_log


@pytest.fixture
def lines(monkeypatch):
    """Take the place of standard error, and put the log of the tests back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    configure_log()
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def test_a_line_is_json_with_its_event_and_its_correlation(lines):
    with structlog.contextvars.bound_contextvars(correlation_id="c1"):
        structlog.get_logger("x").info("http.request", status=200, route="/v1/orders")
    [line] = lines()
    assert line["event"] == "http.request"
    assert (line["correlation_id"], line["status"], line["level"]) == ("c1", 200, "info")


def test_a_name_that_is_not_allowed_stays_out(lines):
    structlog.get_logger("x").info("orders.order.read", family_name="Achterberg", status=200)
    [line] = lines()
    assert "Achterberg" not in json.dumps(line)
    assert line["status"] == 200


def test_of_an_exception_its_kind_and_place_are_logged_and_not_its_words(lines):
    try:
        int("Key (phone)=(+44 7700 900142) already exists")
    except ValueError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    [line] = lines()
    assert "7700" not in json.dumps(line)
    assert line["error"] == "ValueError"
    assert "test_log.py" in line["where"][0]


def test_our_own_logger_does_not_tell_an_exception_s_words_either(lines):
    try:
        int("Achterberg")
    except ValueError:
        structlog.get_logger("x").exception("server.bug")
    [line] = lines()
    assert "Achterberg" not in json.dumps(line)
    assert (line["event"], line["error"]) == ("server.bug", "ValueError")
