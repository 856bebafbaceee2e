"""The one thread that owns the encrypted store; everything that touches it runs there.

This module is cheap to import: SQLAlchemy is loaded on the thread, while the window is painted.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, TypeVar

from app.adapters.store.errors import StoreIsClosed
from app.adapters.store.profile import Profile
from app.services.changes import Changes
from app.services.paper_ports import PaperUnit
from app.services.ports import Clock, NewId

if TYPE_CHECKING:
    from app.adapters.store.local_store import LocalStore
    from app.adapters.store.unit_of_work import SqlUnitOfWork

Result = TypeVar("Result")


class StoreThread:
    """Runs work in the order it was handed in, each to its end before the next begins.

    What the work raises comes out of its `Future`; the thread goes on.
    """

    def __init__(
        self,
        profile: Profile,
        *,
        clock: Clock,
        new_id: NewId,
        on_commit: Callable[[Changes], None],
    ) -> None:
        self._profile = profile
        self._lock = profile.lock()
        self._clock = clock
        self._new_id = new_id
        self._on_commit = on_commit
        self._store: LocalStore | None = None
        self._ident: int | None = None
        self._executor = ThreadPoolExecutor(
            max_workers=1, thread_name_prefix="store", initializer=self._remember_thread
        )

    def open(self, key: Callable[[], str]) -> Future[None]:
        """Lock the profile, ask for its key and open its store, all on the thread.

        The future raises ProfileIsInUse, whatever `key` raises, and what `LocalStore.open` raises.
        """
        return self.submit(lambda: self.open_here(key))

    def submit(self, work: Callable[[], Result]) -> Future[Result]:
        """Hand work in and return at once.

        Raises:
            StoreIsClosed: the thread has been stopped.
        """
        try:
            return self._executor.submit(work)
        except RuntimeError:
            raise StoreIsClosed from None

    def call(self, work: Callable[[], Result]) -> Result:
        """Run work on the thread and wait for it; on the thread itself it runs at once.

        Raises:
            StoreIsClosed: the thread has been stopped.
        """
        if threading.get_ident() == self._ident:
            return work()
        return self.submit(work).result()

    def in_unit(self, work: "Callable[[SqlUnitOfWork], Result]") -> Result:
        """Run work on the thread in a unit of its own and commit it."""

        def run() -> Result:
            with self._opened().units() as unit:
                result = work(unit)
                unit.commit()
                return result

        return self.call(run)

    def units(self) -> PaperUnit:
        """Return a unit of work; only for work that runs on the thread.

        Raises:
            StoreIsClosed: the store is not open.
        """
        return self._opened().units()

    def private_key(self) -> str | None:
        """Return the secret half of the device's key, also within a unit of work."""
        return self.call(lambda: self._opened().private_key())

    def unverified_pages(self, key: Callable[[], str]) -> tuple[str, ...]:
        """Check every page of the file, in the caller's thread, while the store goes on working."""
        from app.adapters.store.engine import unverified_pages

        return unverified_pages(self._profile.store_file, key())

    def stop(self) -> None:
        """Finish what was handed in, close the store, let the profile go and end the thread."""
        with suppress(StoreIsClosed):
            self.submit(self._close).result()
        self._executor.shutdown(wait=True)

    def open_here(self, key: Callable[[], str]) -> None:
        """Do what `open` does, in work that runs on the thread already."""
        from app.adapters.store.local_store import LocalStore
        from app.adapters.store.unit_of_work import Surroundings

        surroundings = Surroundings(
            clock=self._clock, new_id=self._new_id, on_commit=self._on_commit
        )
        with ExitStack() as undo:
            undo.enter_context(self._lock)
            self._store = LocalStore.open(self._profile, key(), surroundings)
            undo.pop_all()

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None
        self._lock.release()

    def _opened(self) -> "LocalStore":
        if self._store is None:
            raise StoreIsClosed
        return self._store

    def _remember_thread(self) -> None:
        self._ident = threading.get_ident()
