"""Real SQLCipher stores, each in a folder of its own."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.adapters.store.local_store import LocalStore
from app.adapters.store.profile import Profile
from app.adapters.store.store_thread import StoreThread
from app.adapters.store.unit_of_work import SqlUnitOfWork, Surroundings
from app.services.changes import Changes
from tests.factories import an_identity
from tests.fakes.clock import FakeClock
from tests.fakes.ids import CountingIds
from tests.integration.store.stores import KEY, TIMELINE


@dataclass(kw_only=True)
class World:
    """What surrounds a store: its time, its ids, and what it said it changed."""

    clock: FakeClock = field(default_factory=FakeClock)
    new_id: CountingIds = field(default_factory=CountingIds)
    told: list[Changes] = field(default_factory=list)

    @property
    def surroundings(self) -> Surroundings:
        return Surroundings(clock=self.clock, new_id=self.new_id, on_commit=self.told.append)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of the newest schema with nothing in it, to be copied."""
    profile = Profile(tmp_path_factory.mktemp("migrated"))
    LocalStore.open(profile, KEY, World().surroundings).close()
    return profile.store_file


@pytest.fixture
def profile(tmp_path: Path, migrated_file: Path) -> Profile:
    profile = Profile(tmp_path / "profile")
    profile.prepare()
    shutil.copyfile(migrated_file, profile.store_file)
    return profile


@pytest.fixture
def store(profile: Profile, world: World) -> Iterator[LocalStore]:
    """Return the open store of a device that is enrolled."""
    store = LocalStore.open(profile, KEY, world.surroundings)
    with store.units() as unit:
        unit.log.begin(an_identity(), timeline=TIMELINE)
        unit.commit()
    world.told.clear()
    yield store
    store.close()


@pytest.fixture
def units(store: LocalStore) -> Callable[[], SqlUnitOfWork]:
    return store.units


@pytest.fixture
def thread(profile: Profile, world: World) -> Iterator[StoreThread]:
    """Return the store behind its thread, open, of a device that is enrolled."""
    thread = StoreThread(
        profile, clock=world.clock, new_id=world.new_id, on_commit=world.told.append
    )
    thread.open(lambda: KEY).result()
    thread.in_unit(lambda unit: unit.log.begin(an_identity(), timeline=TIMELINE))
    world.told.clear()
    yield thread
    thread.stop()
