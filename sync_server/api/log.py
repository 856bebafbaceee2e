"""The log: one JSON object a line, of names that are allowed, never what an exception says."""

import logging
import sys
import traceback
from types import TracebackType

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# Ids, codes, counts and times; a name that is not here does not reach the log.
ALLOWED = frozenset(
    {
        "code",
        "correlation_id",
        "device_id",
        "duration_ms",
        "error",
        "event",
        "level",
        "logger",
        "method",
        "outcomes",
        "port",
        "push_status",
        "route",
        "status",
        "timestamp",
        "where",
    }
)


def only_allowed(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Drop every name that is not allowed."""
    return {name: value for name, value in event.items() if name in ALLOWED}


def name_error(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """Put the kind of an exception and where it came from in place of its words.

    Its words may hold what a patient is called.
    """
    found = event.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["where"] = _frames(error.__traceback__)
    return event


def configure_log(level: int = logging.INFO) -> None:
    """Send structlog and the standard log through the same processors to standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        name_error,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                only_allowed,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # It tells of every migration step, and alembic's own words are of no use to an operator.
    logging.getLogger("alembic").setLevel(logging.WARNING)


def _frames(trace: TracebackType | None) -> list[str]:
    return [
        f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)
    ]
