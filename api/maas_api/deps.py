"""What endpoints ask for."""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from .clock import Clock
from .limits import Limits
from .throttle import Gate, Throttle
from .town import Town


def _town(request: Request) -> Town:
    return cast(Town, request.app.state.town)


def _limits(request: Request) -> Limits:
    return cast(Limits, request.app.state.limits)


def _gate(request: Request) -> Gate:
    return cast(Gate, request.app.state.gate)


def _clock(request: Request) -> Clock:
    return cast(Clock, request.app.state.clock)


def _throttle(request: Request) -> None:
    throttle = cast(Throttle, request.app.state.throttle)
    throttle.take(request.client.host if request.client else "")


TownDep = Annotated[Town, Depends(_town)]
LimitsDep = Annotated[Limits, Depends(_limits)]
GateDep = Annotated[Gate, Depends(_gate)]
ClockDep = Annotated[Clock, Depends(_clock)]
Throttled = Depends(_throttle)
