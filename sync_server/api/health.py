"""`/healthz`: the process lives. `/readyz`: it can do its work."""

from collections.abc import Callable

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool

from sync_server.api.openapi import problems
from sync_server.services.refusals import Code, TryLater


def health_routes(is_ready: Callable[[], bool]) -> APIRouter:
    """Return the routes of liveness and readiness."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        """Answer as long as the process does."""
        return {"status": "alive"}

    @router.get("/readyz", responses=problems(503))
    async def readyz() -> dict[str, str]:
        """Answer whether the database is there and at the newest schema."""
        if not await run_in_threadpool(is_ready):
            raise TryLater(Code.NOT_READY)
        return {"status": "ready"}

    return router
