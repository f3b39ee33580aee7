"""The kinds of questions that a city is timed on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from maas.city import City
from maas.journeys.itinerary import Answer
from maas.journeys.planner import Planner
from maas.journeys.request import At, Request, StopRef, Via
from maas.journeys.riding import Found
from maas.transit.day import DayBuilder
from maas.transit.search import stop_to_stop, without_walking
from maas_ext._raptor import Raptor

from .pairs import draw, position, random_pairs, served_stops

RANGE_SECONDS = 2 * 3600
REACH_SECONDS = 2 * 3600
ARRIVE_AFTER = timedelta(minutes=90)
MAX_BOARDINGS = 8

Ask = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of question; ``ask`` answers question number i."""

    name: str
    questions: int
    ask: Ask


@dataclass(frozen=True, slots=True)
class Asked:
    """What all kinds share."""

    city: City
    planner: Planner
    depart: datetime
    count: int
    seed: int


def door_to_door(asked: Asked) -> Iterator[Kind]:
    """Questions between random doors of the city.

    ``search`` finds the Pareto set, ``plan`` also writes it out as itineraries.
    """
    plans = _requests(asked)
    by = asked.depart + ARRIVE_AFTER
    vias = _vias(asked)
    kinds: Mapping[str, Sequence[Request]] = {
        "depart at": plans,
        "arrive by": [replace(plan, time=by, arrive_by=True) for plan in plans],
        "2-hour range": [replace(p, window_seconds=RANGE_SECONDS) for p in plans],
        "via a stop": [
            replace(plan, via=(via,)) for plan, via in zip(plans, vias, strict=True)
        ],
    }
    for name, requests in kinds.items():
        yield from _planned(asked.planner, name, requests)
    yield from _reached(asked.planner, plans)


def _requests(asked: Asked) -> list[Request]:
    streets = asked.city.streets
    pairs = random_pairs(streets, asked.count, asked.seed)
    return [
        Request(
            At(*position(streets, origin)),
            At(*position(streets, destination)),
            asked.depart,
            max_boardings=MAX_BOARDINGS,
        )
        for origin, destination in zip(pairs.origin, pairs.destination, strict=True)
    ]


def _planned(
    planner: Planner, name: str, requests: Sequence[Request]
) -> Iterator[Kind]:
    yield Kind(f"search, {name}", len(requests), lambda i: planner.search(requests[i]))
    yield Kind(f"plan, {name}", len(requests), lambda i: planner.plan(requests[i]))


def _reached(planner: Planner, requests: Sequence[Request]) -> Iterator[Kind]:
    for name, nodes in (("stops", False), ("stops and street nodes", True)):

        def reach(i: int, nodes: bool = nodes) -> object:
            start = requests[i].origin, requests[i].time
            return planner.reach(*start, max_seconds=REACH_SECONDS, nodes=nodes)

        yield Kind(f"one to all {name}, 2 hours", len(requests), reach)


def stops_to_stops(asked: Asked) -> Iterator[Kind]:
    """Questions between random stops that are served on the day."""
    served = served_stops(asked.city.timetable, asked.depart.date())
    pairs = draw(served, asked.count, asked.seed)
    both = list(zip(pairs.origin.tolist(), pairs.destination.tolist(), strict=True))
    yield from _planned(
        asked.planner,
        "stop to stop",
        [
            Request(
                _ref(asked.city, origin),
                _ref(asked.city, destination),
                asked.depart,
                max_boardings=MAX_BOARDINGS,
            )
            for origin, destination in both
        ],
    )
    timetable = asked.city.timetable
    builder = DayBuilder(timetable, ZoneInfo(asked.city.timezone))
    day = builder.alone(asked.depart.date().toordinal())
    kernel = Raptor(day, without_walking(timetable))
    seconds = asked.depart.hour * 3600 + asked.depart.minute * 60
    yield Kind(
        "stop to stop, without walking",
        len(both),
        lambda i: stop_to_stop(kernel, *both[i], seconds, MAX_BOARDINGS),
    )


def _vias(asked: Asked) -> list[Via]:
    served = served_stops(asked.city.timetable, asked.depart.date())
    stops = draw(served, asked.count, asked.seed + 1).origin
    return [Via(_ref(asked.city, stop)) for stop in stops.tolist()]


def _ref(city: City, stop: int) -> StopRef:
    feed = int(city.feeds.stop_feed[stop])
    return StopRef(city.feeds.feed_id[feed], city.stops.stop_id[stop])


def found_any(answer: object) -> bool:
    """Did a question of any kind find a way?"""
    if isinstance(answer, Found):
        return bool(answer.journeys) or answer.direct_seconds is not None
    if isinstance(answer, Answer):
        return bool(answer.itineraries) or answer.direct is not None
    return bool(answer)
