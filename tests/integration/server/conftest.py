"""A real Postgres for the run, a fresh database for each test, the real server over HTTP."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import URL, Engine, text

from sync_server.api.app import create_app
from sync_server.api.limits import Limits
from sync_server.bootstrap import disposed, services_on
from sync_server.services.chain import Chain, ChainSite
from sync_server.services.devices import SiteKind
from sync_server.services.enrolment import CODE_LIFE, Invitation, hash_of_code, new_code
from sync_server.store.chain import SqlChainUnit
from sync_server.store.engine import create_server_engine
from sync_server.store.migrator import migrate
from sync_server.store.rows import Row
from tests.factories.places import CHAIN_ID, LAB_ID, STORE_ID
from tests.fakes.clock import FakeClock
from tests.fakes.server_device import ServerDevice
from tests.fakes.server_http import listening
from tests.fakes.server_postgres import bury_leftovers, fresh_folder, private_postgres

# The tests need no durability of their own cluster; those of durability start another.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SECOND_STORE_ID = UUID("0198a000-0000-7000-8000-000000000004")


@pytest.fixture(scope="session")
def postgres() -> Iterator[URL]:
    """Start one cluster for the run."""
    bury_leftovers()
    with private_postgres(*QUICK) as url:
        yield url


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in which a Postgres may be started."""
    with fresh_folder() as folder:
        yield folder


@pytest.fixture
def empty_database(postgres: URL) -> Iterator[URL]:
    """A database without a table."""
    name = f"test_{uuid4().hex}"
    _run(postgres, f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield postgres.set(database=name)
    finally:
        _run(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def migrated_database(postgres: URL) -> URL:
    with disposed(create_server_engine(postgres)) as engine:
        migrate(engine)
    return postgres


@pytest.fixture
def engine(migrated_database: URL) -> Iterator[Engine]:
    """The newest schema without a row; to empty it is fifty times as quick as to make another."""
    with disposed(create_server_engine(migrated_database)) as engine:
        with engine.begin() as connection:
            # Tables that are only ever added to are emptied too: their triggers look away.
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for table in reversed(Row.metadata.sorted_tables):
                connection.execute(table.delete())
        yield engine


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def chain(engine: Engine) -> Chain:
    """A chain of two stores and a lab."""
    chain = Chain(chain_id=CHAIN_ID, name="Lumen Optics", currency="EUR", is_demo=False)
    with SqlChainUnit(engine) as unit:
        unit.add_chain(chain, timeline=uuid4())
        for site in (
            _site(LAB_ID, "LAB", "Lab", SiteKind.LAB),
            _site(STORE_ID, "LIN", "Lindenhof", SiteKind.STORE),
            _site(SECOND_STORE_ID, "HAF", "Hafen", SiteKind.STORE),
        ):
            unit.add_site(CHAIN_ID, site)
        unit.commit()
    return chain


@pytest.fixture
def limits() -> Limits:
    """Override to try the limits in less time."""
    return Limits()


@pytest.fixture
def http(engine: Engine, chain: Chain, clock: FakeClock, limits: Limits) -> Iterator[httpx.Client]:
    services = services_on(engine, nonce_key=b"k" * 32, clock=clock, limits=limits)
    with (
        listening(create_app(services)) as port,
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=20) as client,
    ):
        yield client


@dataclass(frozen=True, slots=True, kw_only=True)
class Inviting:
    """Makes codes as an operator does."""

    engine: Engine
    clock: FakeClock

    def __call__(self, site_id: UUID, name: str = "Till", *, is_demo: bool = False) -> str:
        code = new_code()
        with SqlChainUnit(self.engine) as unit:
            unit.invite(
                Invitation(
                    chain_id=CHAIN_ID,
                    is_demo=is_demo,
                    code_sha256=hash_of_code(code),
                    site_id=site_id,
                    device_name=name,
                    expires_at=self.clock() + CODE_LIFE,
                )
            )
            unit.commit()
        return code


@pytest.fixture
def invite(engine: Engine, chain: Chain, clock: FakeClock) -> Inviting:
    return Inviting(engine=engine, clock=clock)


@pytest.fixture
def enrolled(http: httpx.Client, invite: Inviting) -> Callable[[UUID], ServerDevice]:
    """`enrolled(STORE_ID)` is a new device of that site."""

    def enrol(site_id: UUID) -> ServerDevice:
        device = ServerDevice(http=http)
        answer = device.enrol(invite(site_id))
        assert answer.status_code == httpx.codes.OK, answer.text
        return device

    return enrol


@pytest.fixture
def store(enrolled: Callable[[UUID], ServerDevice]) -> ServerDevice:
    return enrolled(STORE_ID)


@pytest.fixture
def second_store(enrolled: Callable[[UUID], ServerDevice]) -> ServerDevice:
    return enrolled(SECOND_STORE_ID)


@pytest.fixture
def lab(enrolled: Callable[[UUID], ServerDevice]) -> ServerDevice:
    return enrolled(LAB_ID)


def _site(site_id: UUID, code: str, name: str, kind: SiteKind) -> ChainSite:
    lab_site_id = LAB_ID if kind is SiteKind.STORE else None
    return ChainSite(site_id=site_id, code=code, name=name, kind=kind, lab_site_id=lab_site_id)


def _run(url: URL, statement: str) -> None:
    with (
        disposed(create_server_engine(url)) as engine,
        engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
    ):
        connection.execute(text(statement))
