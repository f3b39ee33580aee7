"""Our own planner behind the worker's loop: whole journeys, from door to door."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from maas.city import City
from maas.journeys.itinerary import Answer
from maas.journeys.planner import Planner
from maas.journeys.request import At, Request

from .worker import Ask, Reply, Setup, Stopwatch, serve


def prepare(setup: Setup) -> Ask:
    """Open the built city."""
    planner = Planner(City.open(Path(setup["city"])))
    depart = datetime.fromisoformat(setup["depart"])

    def ask(number: int) -> Reply:
        question = setup["questions"][number]
        request = Request(
            At(*question["from"]),
            At(*question["to"]),
            depart,
            max_boardings=setup["max_boardings"],
            walk_metres_per_second=setup["walk_metres_per_second"],
        )
        watch = Stopwatch()
        answer = watch.time("plan", lambda: planner.plan(request))
        return {"cpu": watch.parts, "found": found_in(answer)}

    return ask


def found_in(answer: Answer) -> list[list[int]]:
    """Boardings and arrival of each itinerary and of the walk, earliest first."""
    ways = [*answer.itineraries, *([answer.direct] if answer.direct else [])]
    return sorted(
        ([way.boardings, int(way.arrival.timestamp())] for way in ways),
        key=lambda way: (way[1], way[0]),
    )


if __name__ == "__main__":
    serve(prepare)
