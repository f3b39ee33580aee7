"""Every error as ``{"error": "one sentence"}``, MOTIS's own form."""

from __future__ import annotations

import logging
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from maas.errors import CityError, MaasError, PlaceError, RequestError

from .journeys.question import ParameterError
from .journeys.schemas import ErrorBody
from .throttle import Busy, TooMany

_LOG = logging.getLogger(__name__)

RESPONSES: Final[dict[int | str, dict[str, Any]]] = {
    400: {"model": ErrorBody, "description": "Cannot be answered as it stands."},
    404: {"model": ErrorBody, "description": "No such place in this city."},
    422: {"model": ErrorBody, "description": "A parameter that cannot be read."},
    429: {"model": ErrorBody, "description": "Too many requests from this client."},
    500: {"model": ErrorBody, "description": "A fault of the server."},
    503: {"model": ErrorBody, "description": "The server is busy: try again."},
}

_BUSY = "The server has too many plans in hand; try again in a second."
_TOO_MANY = "Too many requests from your address; wait some seconds."
_STATUS: Final[tuple[tuple[type[Exception], int], ...]] = (
    (PlaceError, 404),
    (RequestError, 400),
    (ParameterError, 422),
    (CityError, 503),
    (MaasError, 500),
)


def add_error_answers(app: FastAPI) -> None:
    """Answer every error with one sentence."""
    for kind, status in _STATUS:
        _add(app, kind, status)

    @app.exception_handler(TooMany)
    def too_many(_: Request, __: Exception) -> JSONResponse:
        return _answer(429, _TOO_MANY, {"Retry-After": "5"})

    @app.exception_handler(Busy)
    def busy(_: Request, __: Exception) -> JSONResponse:
        return _answer(503, _BUSY, {"Retry-After": "1"})

    @app.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        fault = error.errors()[0]
        return _answer(422, f"{fault['loc'][-1]}: {fault['msg']}.")

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> JSONResponse:
        said = str(error.detail)
        if error.status_code == 404:
            said = f"There is nothing at {request.url.path}; see /docs."
        return _answer(error.status_code, said, dict(error.headers or {}))

    @app.exception_handler(Exception)
    def unexpected(_: Request, error: Exception) -> JSONResponse:
        _LOG.error("unexpected error", exc_info=error)
        said = "The server made a mistake; it has been written down."
        # This answer is given outside of the CORS middleware.
        return _answer(500, said, {"Access-Control-Allow-Origin": "*"})


def _add(app: FastAPI, kind: type[Exception], status: int) -> None:
    @app.exception_handler(kind)
    def said(_: Request, error: Exception) -> JSONResponse:
        return _answer(status, str(error))


def _answer(
    status: int, sentence: str, headers: dict[str, str] | None = None
) -> JSONResponse:
    return JSONResponse({"error": sentence}, status, headers)
