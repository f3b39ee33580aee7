"""The server: one city, its HTTP face and its pages."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from maas.errors import MaasError

from . import health
from .clock import Clock, now
from .errors import add_error_answers
from .head import AnswerHead
from .journeys import router as journeys
from .limits import Limits
from .pages import landing, reference
from .settings import read_settings
from .throttle import Gate, Throttle
from .town import Town, open_town

_DESCRIPTION = """\
Journeys on foot and by public transport, exact to the second, in the words of
[MOTIS](https://github.com/motis-project/motis) v6: apps made for MOTIS can ask here.
Fields that begin with `x-` are additions; ignore them freely.
"""


def create_app(town: Town, limits: Limits | None = None, clock: Clock = now) -> FastAPI:
    """Make the server of an open city."""
    limits = limits or Limits()
    # FastAPI's own pages load scripts from outside servers: ours is plain HTML.
    app = FastAPI(
        title="maas",
        version="v6",
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
    )
    app.state.town = town
    app.state.limits = limits
    app.state.clock = clock
    app.state.throttle = Throttle(limits.requests_per_minute)
    app.state.gate = Gate(limits.concurrent_plans, limits.wait_seconds)
    app.include_router(journeys.router)
    app.include_router(health.router)
    app.include_router(landing.router)
    app.include_router(reference.router)
    add_error_answers(app)
    app.add_middleware(AnswerHead)
    # Timetables are nobody's secret: pages of any origin may ask, without credentials.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "HEAD", "OPTIONS"],
        allow_headers=["*"],
        expose_headers=["Retry-After"],
        max_age=24 * 3600,
    )
    return app


def from_environment() -> FastAPI:
    """Make the server of ``MAAS_CITY``, for uvicorn's ``--factory``."""
    try:
        settings = read_settings()
        return create_app(open_town(settings.city), settings.limits)
    except MaasError as error:
        # Uvicorn would show a traceback; this shows the sentence and exits with 1.
        raise SystemExit(str(error)) from None
