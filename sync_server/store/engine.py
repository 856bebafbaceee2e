"""The engine: connections to Postgres that speak UTC, give up in time and tell no secrets."""

from sqlalchemy import URL, Engine, create_engine

POOL_SIZE = 10
POOL_OVERFLOW = 10
POOL_PATIENCE_S = 5
STATEMENT_TIMEOUT_MS = 30_000
LOCK_TIMEOUT_MS = 10_000
CONNECT_TIMEOUT_S = 10


def create_server_engine(url: URL, *, lock_timeout_ms: int = LOCK_TIMEOUT_MS) -> Engine:
    """Return an engine on the database."""
    options = (
        f"-c timezone=UTC -c statement_timeout={STATEMENT_TIMEOUT_MS}"
        f" -c lock_timeout={lock_timeout_ms} -c idle_in_transaction_session_timeout=60000"
    )
    return create_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=POOL_OVERFLOW,
        pool_timeout=POOL_PATIENCE_S,
        # A connection that Postgres dropped while it lay in the pool is replaced, not tried.
        pool_pre_ping=True,
        # Values of a failed statement are patients' data and would end in a log.
        hide_parameters=True,
        connect_args={"options": options, "connect_timeout": CONNECT_TIMEOUT_S},
    )
