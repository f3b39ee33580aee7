"""Windows of time, and the pages before and after.

A page is a closed interval of departures (arrivals, for arrive-by). It grows until it
holds the journeys asked for, away from the page it was reached from; then it is cut
after the last journey kept, so that no journey is on two pages and none between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from maas.errors import RequestError
from maas.journeys.itinerary import Answer, Itinerary
from maas.journeys.request import Request

DEFAULT_WINDOW_SECONDS: Final = 900
"""MOTIS's default ``searchWindow``."""
_GROWTH: Final = 4
_CURSOR: Final = re.compile(r"(EARLIER|LATER)\|(\d{1,10})")


@dataclass(frozen=True, slots=True)
class PageSize:
    """How many journeys a page should and may hold."""

    at_least: int = 0
    at_most: int | None = None
    longest_window_seconds: int = 12 * 3600


@dataclass(frozen=True, slots=True)
class Page:
    """An answer, and the cursors of the pages beside it."""

    answer: Answer
    earlier: str
    later: str


def find_page(
    plan: Callable[[Request], Answer],
    request: Request,
    cursor: str | None = None,
    size: PageSize | None = None,
) -> Page:
    """Answer a request, or a page before or after it.

    ``request.time`` must be aware. Without a window and without a cursor the answer
    is that of one departure (arrival).
    """
    size = size or PageSize()
    start = int(request.time.timestamp())
    if cursor is not None:
        forwards, edge = _read(cursor)
    elif request.window_seconds is None:
        return _single(plan(request), request, start)
    else:
        forwards, edge = not request.arrive_by, start
    window = request.window_seconds
    first = window = DEFAULT_WINDOW_SECONDS if window is None else window
    while True:
        low, high = (edge, edge + window) if forwards else (edge - window, edge)
        answer = plan(
            replace(
                request,
                time=_time(high if request.arrive_by else low),
                window_seconds=window,
            )
        )
        if (
            len(answer.itineraries) >= size.at_least
            or window >= size.longest_window_seconds
        ):
            break
        window = min(max(window, 900) * _GROWTH, size.longest_window_seconds)

    moment = _arrival if request.arrive_by else _departure
    order = sorted(answer.itineraries, key=moment, reverse=not forwards)
    asked = sum(abs(moment(item) - edge) <= first for item in order)
    kept = _cut(order, moment, size, asked)
    if len(kept) < len(order):
        low, high = (low, moment(kept[-1])) if forwards else (moment(kept[-1]), high)
    kept.sort(key=lambda i: (i.departure, i.arrival, i.boardings))
    return Page(
        replace(
            answer,
            itineraries=tuple(kept),
            direct=answer.direct if cursor is None else None,
            more_direct=answer.more_direct if cursor is None else (),
        ),
        earlier=f"EARLIER|{low}",
        later=f"LATER|{high + 1}",
    )


def _cut(
    order: list[Itinerary],
    moment: Callable[[Itinerary], int],
    size: PageSize,
    asked: int,
) -> list[Itinerary]:
    """Keep the first, as many as the window asked for holds and the page takes.

    Journeys of the same moment stay together, else paging would lose some.
    """
    wanted = max(asked, size.at_least)
    if size.at_most is not None:
        wanted = min(wanted, size.at_most)
    wanted = max(wanted, 1)
    while wanted < len(order) and moment(order[wanted]) == moment(order[wanted - 1]):
        wanted += 1
    return order[:wanted]


def _single(answer: Answer, request: Request, start: int) -> Page:
    moment = _arrival if request.arrive_by else _departure
    moments = [start, *map(moment, answer.itineraries)]
    return Page(
        answer, earlier=f"EARLIER|{min(moments)}", later=f"LATER|{max(moments) + 1}"
    )


def _read(cursor: str) -> tuple[bool, int]:
    """Direction and first second of a page: (forwards, epoch)."""
    match = _CURSOR.fullmatch(cursor)
    if not match:
        raise RequestError(
            f"{cursor!r} is not a page cursor; copy nextPageCursor or "
            f"previousPageCursor from an answer."
        )
    forwards = match[1] == "LATER"
    return forwards, int(match[2]) - (not forwards)


def _time(epoch: int) -> datetime:
    try:
        return datetime.fromtimestamp(epoch, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise RequestError(f"{epoch} is too far from today to be searched.") from error


def _departure(itinerary: Itinerary) -> int:
    return int(itinerary.departure.timestamp())


def _arrival(itinerary: Itinerary) -> int:
    return int(itinerary.arrival.timestamp())
