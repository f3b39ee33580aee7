"""``GET`` and ``POST /maas/v1/lifts``."""

from __future__ import annotations

import secrets
from typing import Annotated, Any, cast

from fastapi import APIRouter, Depends, HTTPException, Request
from pydantic import SecretStr

from maas_feeds.lifts import BadItem, LiftItem, NotJson, parse_lifts

from ..deps import LimitsDep, Throttled, TownDep
from ..errors import RESPONSES
from ..journeys.schemas import ErrorBody
from .board import Board
from .schemas import LiftsNow

router = APIRouter(prefix="/maas/v1", tags=["lifts"])

_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorBody, "description": "No JSON list."},
    401: {"model": ErrorBody, "description": "The operator's token is missing."},
    403: {"model": ErrorBody, "description": "This server takes no such reports."},
    413: {"model": ErrorBody, "description": "The body is too long."},
    422: {"model": ErrorBody, "description": "An item that cannot be read."},
    429: RESPONSES[429],
}


def _board(request: Request) -> Board:
    return cast(Board, request.app.state.lifts)


def _operator(request: Request) -> None:
    """Let nobody by but who knows the operator's token."""
    token = cast(SecretStr | None, request.app.state.operator_token)
    if token is None:
        raise HTTPException(
            403,
            "This server takes no reports of lifts: start it with MAAS_OPERATOR_TOKEN "
            "set, or name a file in MAAS_LIFTS.",
        )
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    known = token.get_secret_value().encode()
    same = secrets.compare_digest(given.strip().encode("utf-8", "replace"), known)
    if kind.lower() != "bearer" or not same:
        raise HTTPException(
            401,
            "Send the operator's token: 'Authorization: Bearer TOKEN'.",
            {"WWW-Authenticate": "Bearer"},
        )


async def _body(
    request: Request, limits: LimitsDep, _: Annotated[None, Depends(_operator)]
) -> bytes:
    """Read the body, no more of it than is taken."""
    most, parts, size = limits.lifts_bytes, [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise HTTPException(
                413, f"The body is too long; send at most {most} bytes."
            )
        parts.append(part)
    return b"".join(parts)


BoardDep = Annotated[Board, Depends(_board)]
BodyDep = Annotated[bytes, Depends(_body)]


@router.get("/lifts", operation_id="lifts", dependencies=[Throttled])
def lifts(board: BoardDep) -> LiftsNow:
    """Tell what is out of service, as it was said last."""
    return LiftsNow.of(board.state)


@router.post(
    "/lifts",
    operation_id="putLifts",
    responses=_REFUSALS,
    dependencies=[Throttled],
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {
                    "schema": {"type": "array", "items": LiftItem.model_json_schema()}
                }
            },
        }
    },
)
def put_lifts(board: BoardDep, town: TownDep, body: BodyDep) -> LiftsNow:
    """Say everything that is out of service, in place of all that was said before.

    The next plan heeds it. An empty list says that all is well.
    """
    try:
        items, outages = parse_lifts(body, town.zone)
    except NotJson as error:
        raise HTTPException(400, f"The body: {error}") from None
    except BadItem as error:
        raise HTTPException(422, f"The body, {error}") from None
    return LiftsNow.of(board.put(items, outages, "post"))
