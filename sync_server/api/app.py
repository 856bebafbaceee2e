"""The application: its routes, and the layers every request passes on its way to them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from fastapi import FastAPI
from starlette.types import ASGIApp

from app import __version__
from sync_server.api.answers import AnswerMiddleware
from sync_server.api.correlation import CorrelationMiddleware
from sync_server.api.enrol import enrol_routes
from sync_server.api.errors import install_errors
from sync_server.api.health import health_routes
from sync_server.api.limits import Limits, LimitsMiddleware
from sync_server.api.orders import order_routes
from sync_server.api.sync import sync_routes
from sync_server.services.enrolment import EnrolmentService
from sync_server.services.feed import FeedService
from sync_server.services.ingest import IngestService
from sync_server.services.orders import OrderReader
from sync_server.services.ports import NewId
from sync_server.services.proof import ProofService


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything the routes call."""

    proofs: ProofService
    ingest: IngestService
    feed: FeedService
    enrolment: EnrolmentService
    orders: OrderReader
    is_ready: Callable[[], bool]
    new_id: NewId
    limits: Limits = field(default_factory=Limits)


def create_api(services: Services) -> FastAPI:
    """Return the routes with their errors; `/docs` is not for a public listener."""
    api = FastAPI(title="Dioptre sync server", version=__version__, docs_url=None, redoc_url=None)
    install_errors(api)
    api.include_router(enrol_routes(services.enrolment))
    api.include_router(sync_routes(services.proofs, services.ingest, services.feed))
    api.include_router(order_routes(services.proofs, services.orders))
    api.include_router(health_routes(services.is_ready))
    return api


def create_app(services: Services) -> ASGIApp:
    """Return the whole application; the last layer put on is the first to see a request."""
    app: ASGIApp = create_api(services)
    app = LimitsMiddleware(app, services.limits)
    app = AnswerMiddleware(app=app, nonces=services.proofs.nonces)
    return CorrelationMiddleware(app=app, new_id=services.new_id)
