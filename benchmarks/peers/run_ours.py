"""Our own planner behind the worker's loop, from door to door.

``search`` finds the Pareto set as numbers, ``plan`` tells it as itineraries with names
and local times. Each is timed in a process of its own, so that neither warms the
other's caches.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from maas.city import City
from maas.journeys.itinerary import Answer
from maas.journeys.planner import Planner
from maas.journeys.request import At, Request
from maas.journeys.riding import Found

from .worker import Ask, Reply, Setup, Stopwatch, serve


def prepare(setup: Setup) -> Ask:
    """Open the built city."""
    planner = Planner(City.open(Path(setup["city"])))
    part = sys.argv[2]
    answer = planner.plan if part == "plan" else planner.search

    def ask(number: int) -> Reply:
        request = request_of(setup, number)
        watch = Stopwatch()
        answered = watch.time(part, lambda: answer(request))
        return {"cpu": watch.parts, "found": found_in(answered)}

    return ask


def request_of(setup: Setup, number: int) -> Request:
    """Return a question of the setup as we are asked it."""
    question = setup["questions"][number]
    return Request(
        At(*question["from"]),
        At(*question["to"]),
        datetime.fromisoformat(setup["depart"]),
        max_boardings=setup["max_boardings"],
        walk_metres_per_second=setup["walk_metres_per_second"],
    )


def found_in(answer: Answer | Found) -> list[list[int]]:
    """Boardings and arrival of each journey and of the walk, earliest first."""
    if isinstance(answer, Found):
        ways = [[way.boardings, way.arrival] for way in answer.journeys]
        if answer.direct_seconds is not None:
            ways.append([0, answer.departure + answer.direct_seconds])
    else:
        told = [*answer.itineraries, *([answer.direct] if answer.direct else [])]
        ways = [[way.boardings, int(way.arrival.timestamp())] for way in told]
    return sorted(ways, key=lambda way: (way[1], way[0]))


if __name__ == "__main__":
    serve(prepare)
