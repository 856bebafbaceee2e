"""Puts the server together: the only module that knows every concrete class."""

import secrets
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn
from uuid import UUID

from argon2 import PasswordHasher
from platformdirs import user_data_path
from sqlalchemy import URL, Engine

from app.domain.kernel.ids import RANDOM_BITS, uuid7
from sync_server.api.app import Services, create_api, create_app
from sync_server.api.limits import Limits
from sync_server.api.log import configure_log
from sync_server.api.server import listen, server_for
from sync_server.services.chain import ChainService
from sync_server.services.demo_chain import DemoChain, DemoService
from sync_server.services.devices import SiteKind
from sync_server.services.enrolment import EnrolmentService
from sync_server.services.feed import FeedService
from sync_server.services.ingest import IngestService
from sync_server.services.orders import OrderReader
from sync_server.services.ports import Clock
from sync_server.services.proof import Nonces, ProofService
from sync_server.services.settings import Settings, read_settings
from sync_server.store.chain import SqlChainUnit
from sync_server.store.demo import SqlDemoUnit
from sync_server.store.engine import create_server_engine
from sync_server.store.feed import SqlFeedUnit
from sync_server.store.ingest import SqlIngestUnit
from sync_server.store.migrator import is_ready, migrate
from sync_server.store.orders import SqlOrderUnit
from sync_server.store.postgres import open_postgres
from sync_server.store.proofs import SqlProofUnit

NONCE_KEY_BYTES = 32
# A PIN is short, so each try is made to cost 64 MiB and a sixth of a second.
PIN_HASHER = PasswordHasher(time_cost=3, memory_cost=64 << 10, parallelism=1)


def wall_clock() -> datetime:
    """Return the time."""
    return datetime.now(UTC)  # noqa: TID251 - this is the Clock that everything else asks.


def new_id() -> UUID:
    """Return an id that sorts by the time it was made."""
    unix_ms = int(wall_clock().timestamp() * 1000)
    return uuid7(unix_ms=unix_ms, randomness=secrets.randbits(RANDOM_BITS))


def settings_from(environment: Mapping[str, str], *, data_dir: Path | None) -> Settings:
    """Return the settings; a folder given on the command line counts for more."""
    chosen = {"DIOPTRE_DATA_DIR": str(data_dir)} if data_dir else {}
    return read_settings(
        {**environment, **chosen}, default_data_dir=user_data_path("dioptre-server")
    )


@contextmanager
def opened(settings: Settings) -> Iterator[Engine]:
    """Open the database at its newest schema."""
    with (
        open_postgres(settings.database_url, settings.data_dir) as url,
        disposed(create_server_engine(url)) as engine,
    ):
        migrate(engine)
        yield engine


@contextmanager
def disposed(engine: Engine) -> Iterator[Engine]:
    """Close the engine's connections at the end."""
    try:
        yield engine
    finally:
        engine.dispose()


def services_on(
    engine: Engine,
    *,
    nonce_key: bytes | None = None,
    clock: Clock = wall_clock,
    limits: Limits | None = None,
) -> Services:
    """Return everything the routes call, on one database."""
    nonces = Nonces(key=nonce_key or secrets.token_bytes(NONCE_KEY_BYTES), clock=clock)
    return Services(
        proofs=ProofService(units=partial(SqlProofUnit, engine), clock=clock, nonces=nonces),
        ingest=IngestService(units=partial(SqlIngestUnit, engine), clock=clock),
        feed=FeedService(units=partial(SqlFeedUnit, engine)),
        enrolment=EnrolmentService(units=partial(SqlChainUnit, engine), clock=clock, new_id=new_id),
        orders=OrderReader(units=partial(SqlOrderUnit, engine), clock=clock, new_id=new_id),
        is_ready=partial(is_ready, engine),
        new_id=new_id,
        limits=limits or Limits(),
    )


def serve(settings: Settings, *, host: str, port: int, on_listening: Callable[[int], None]) -> None:
    """Serve until told to stop; the private Postgres starts before and stops after."""
    configure_log()
    with stopped_by_signals(), opened(settings) as engine:
        app = create_app(services_on(engine, nonce_key=settings.nonce_key))
        with listen(host, port) as listener:
            server_for(app, on_listening).run(sockets=[listener])


def migrate_database(settings: Settings) -> None:
    """Bring the database to the newest schema."""
    with opened(settings):
        pass


def invite_device(settings: Settings, *, site_name: str, kind: SiteKind, device_name: str) -> str:
    """Return a one-time code for a new device."""
    with opened(settings) as engine:
        chain = ChainService(
            units=partial(SqlChainUnit, engine),
            clock=wall_clock,
            new_id=new_id,
            own_name=settings.chain_name,
            currency=settings.currency,
        )
        return chain.invite(site_name=site_name, kind=kind, device_name=device_name)


def make_demo_chain(settings: Settings, *, stores: int, seed: int) -> DemoChain:
    """Make the demo chain, or new codes for it if it is there."""
    with opened(settings) as engine:
        demo = DemoService(
            units=partial(SqlDemoUnit, engine), clock=wall_clock, hash_pin=PIN_HASHER.hash
        )
        return demo.make(stores=stores, seed=seed)


def openapi() -> dict[str, Any]:
    """Return the description of the HTTP surface; no database is asked for it."""
    with disposed(create_server_engine(URL.create("postgresql+psycopg"))) as nowhere:
        return create_api(services_on(nowhere)).openapi()


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Leave in order when asked to stop, at any moment from the first."""

    def stop(_: int, __: FrameType | None) -> NoReturn:
        raise SystemExit(0)

    before = {each: signal.signal(each, stop) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
