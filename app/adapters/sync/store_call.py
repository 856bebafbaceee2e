"""How the sync thread uses the store: by handing work to the one thread that owns it."""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class StoreCall(Protocol):
    """Runs work on the store thread, waits for it, and returns or raises what it did."""

    def __call__(self, work: Callable[[], T], /) -> T:
        """Return the result of `work`."""
