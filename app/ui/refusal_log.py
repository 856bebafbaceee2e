"""What was refused, for the log: the code alone, because the facts are somebody's health."""


def log_refusal(code: str) -> None:
    """Write the code of a refusal that a person saw."""
    import structlog  # noqa: PLC0415 - the lock is painted before the log is loaded

    structlog.get_logger(__name__).info("ui.refused", code=code)
