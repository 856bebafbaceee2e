"""How long to wait before trying again: exponential, bounded, spread by jitter."""

from datetime import timedelta

FIRST_DELAY = timedelta(seconds=1)
LONGEST_DELAY = timedelta(minutes=2)
DOUBLINGS_MAX = 7


def retry_delay(failures: int, *, jitter: float) -> timedelta:
    """Double the delay with every failure, up to a limit, and spread it by `jitter` (0 to 1).

    Raises:
        ValueError: there was no failure yet, or the jitter is out of its range.
    """
    if failures < 1:
        raise ValueError("there is nothing to retry before the first failure")
    if not 0 <= jitter <= 1:
        raise ValueError("jitter lies between 0 and 1")
    doubled = FIRST_DELAY * (1 << min(failures - 1, DOUBLINGS_MAX))
    return min(doubled, LONGEST_DELAY) * (0.5 + jitter / 2)
