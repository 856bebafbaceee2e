"""A test fails if the program logs at WARNING or above and the test did not say so."""

import logging
from collections.abc import Callable, Iterator

import pytest
import structlog


class LogWatch(logging.Handler):
    """Keeps what is logged at WARNING or above while one test runs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []
        self.expected: list[str] = []
        self.allowed: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def surprises(self) -> list[str]:
        known = (*self.expected, *self.allowed)
        return [text for text in self.texts if not any(part in text for part in known)]

    def missing(self) -> list[str]:
        return [part for part in self.expected if not any(part in text for text in self.texts)]


@pytest.fixture(autouse=True)
def log_watch() -> Iterator[LogWatch]:
    """Send structlog through logging, as the program does, and judge the log at the end."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(key_order=["event"]),
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    watch = LogWatch()
    logging.getLogger().addHandler(watch)
    try:
        yield watch
    finally:
        logging.getLogger().removeHandler(watch)
    if watch.surprises():
        pytest.fail("the log was not quiet:\n" + "\n".join(watch.surprises()), pytrace=False)
    if watch.missing():
        pytest.fail(f"expected in the log, and not there: {watch.missing()}", pytrace=False)


@pytest.fixture
def expected_log(log_watch: LogWatch) -> Callable[[str], None]:
    """`expected_log("printing.job.unknown")`: such a line must be logged, and may be loud."""
    return log_watch.expected.append


@pytest.fixture
def allowed_log(log_watch: LogWatch) -> Callable[[str], None]:
    """`allowed_log("sync.push.retried")`: such a line may be logged or not."""
    return log_watch.allowed.append
