"""The log of the program: one JSON object a line, with ids and codes and nothing about people.

A key that is not in `ALLOWED_KEYS` is not written, and a text with a space in it is no id and no
code; both leave a trace under `withheld`. Records of libraries keep their level and origin only,
because their texts quote what they work on. A correlation id bound with
`structlog.contextvars.bound_contextvars(correlation_id=...)` is on every line until it is unbound.
"""

import json
import logging
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TypeAlias
from uuid import UUID

import structlog
from structlog.typing import EventDict, WrappedLogger

from app.adapters.telemetry.places import frames_of

LOG_FILE = "dioptre.log"
LOG_BYTES_MAX = 1 << 20
LOG_FILES_KEPT = 5
OUR_LOGGER = "app"

ALLOWED_KEYS = frozenset(
    {
        "attempts",
        "bytes",
        "causation_id",
        "code",
        "command",
        "command_id",
        "condition",
        "copy",
        "correlation_id",
        "count",
        "device_id",
        "error",
        "event",
        "event_id",
        "failures",
        "frames",
        "group",
        "incarnation",
        "job_id",
        "level",
        "logger",
        "ms",
        "number",
        "order_id",
        "outcome",
        "place",
        "port",
        "printer_id",
        "reason",
        "schema",
        "seq",
        "session_id",
        "site_id",
        "state",
        "status",
        "stream",
        "thread",
        "timeline",
        "timestamp",
        "topic",
        "user_id",
        "version",
        "withheld",
        "work_order_id",
    }
)
# An id, a code, a name of a class or thread, an address: never a sentence, never a full name.
_TOKEN = re.compile(r"[\w.:/+@-]{0,200}")
_WITHHELD = "(withheld)"

LogValue: TypeAlias = str | int | float | bool | list["LogValue"] | None


def start_log(folder: Path, *, level: int = logging.INFO) -> Callable[[], None]:
    """Write the log into `folder` from now on; the function returned ends it."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(
        folder / LOG_FILE,
        maxBytes=LOG_BYTES_MAX,
        backupCount=LOG_FILES_KEPT,
        encoding="utf-8",
    )
    handler.setFormatter(JsonLine())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            with_frames,
            only_allowed,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    logging.getLogger(OUR_LOGGER).setLevel(level)
    logging.getLogger().addHandler(handler)
    return lambda: _end(handler)


def with_frames(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Put type and places in the place of an exception, whose text may quote anything."""
    said = event.pop("exc_info", None)
    error = said if isinstance(said, BaseException) else _current_error(said)
    if error is not None:
        event["error"] = type(error).__qualname__
        event["frames"] = frames_of(error)
    return event


def only_allowed(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Return the event without what the log may not hold."""
    withheld = sorted(str(key) for key in event if key not in ALLOWED_KEYS)
    allowed = {key: _loggable(key, event[key]) for key in event if key in ALLOWED_KEYS}
    return {**allowed, "withheld": withheld} if withheld else allowed


class JsonLine(logging.Formatter):
    """Renders a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the event as it was filtered, or the bare origin of a library's record."""
        event = record.msg if isinstance(record.msg, dict) else _of_a_library(record)
        return json.dumps(event, sort_keys=True, default=lambda value: type(value).__name__)


def _end(handler: logging.Handler) -> None:
    logging.getLogger().removeHandler(handler)
    handler.close()


def _current_error(said: object) -> BaseException | None:
    if isinstance(said, tuple):
        return said[1] if isinstance(said[1], BaseException) else None
    return sys.exc_info()[1] if said else None


def _of_a_library(record: logging.LogRecord) -> dict[str, str]:
    return {
        "event": "library.said",
        "level": record.levelname.lower(),
        "logger": record.name,
        "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
    }


def _loggable(key: str, value: object) -> LogValue:
    if key == "frames":
        return [str(frame) for frame in value] if isinstance(value, list) else None
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return _loggable(key, value.value)
    if isinstance(value, str | UUID):
        text = str(value)
        return text if _TOKEN.fullmatch(text) else _WITHHELD
    return _WITHHELD
