"""The server: one city, its HTTP face and its pages."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from pydantic import SecretStr

from maas.errors import MaasError

from . import health
from .clock import Clock, now
from .errors import add_error_answers
from .head import AnswerHead
from .journeys import router as journeys
from .lifts import router as lifts
from .lifts.board import Board
from .lifts.watch import Watch, watching
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


def create_app(
    town: Town,
    limits: Limits | None = None,
    clock: Clock = now,
    *,
    operator_token: SecretStr | None = None,
    lifts_file: Path | None = None,
) -> FastAPI:
    """Make the server of an open city.

    Who knows the ``operator_token`` may say which lifts are out of service; so may a
    ``lifts_file``, as long as the server lives.
    """
    limits = limits or Limits()
    board = Board(town.close_lifts, clock)
    watch = Watch(board, lifts_file, town.zone) if lifts_file else None
    if watch is not None:
        watch.look()  # before the first plan
    # FastAPI's own pages load scripts from outside servers: ours is plain HTML.
    app = FastAPI(
        title="maas",
        version="v6",
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        lifespan=watching(watch),
    )
    app.state.town = town
    app.state.limits = limits
    app.state.clock = clock
    app.state.throttle = Throttle(limits.requests_per_minute)
    app.state.gate = Gate(limits.concurrent_plans, limits.wait_seconds)
    app.state.lifts = board
    app.state.operator_token = operator_token
    app.include_router(journeys.router)
    app.include_router(lifts.router)
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
        return create_app(
            open_town(settings.city),
            settings.limits,
            operator_token=settings.operator_token,
            lifts_file=settings.lifts,
        )
    except MaasError as error:
        # Uvicorn would show a traceback; this shows the sentence and exits with 1.
        raise SystemExit(str(error)) from None
