"""ferrobus behind the worker's loop; runs in ferrobus's own environment.

ferrobus reads the same OSM file as we do and walks on it itself.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from .worker import Ask, Reply, Setup, Stopwatch, serve


def prepare(setup: Setup) -> Ask:
    """Build its model from OSM and the prepared feed."""
    import ferrobus  # type: ignore[import-not-found]

    model = ferrobus.create_transit_model(
        setup["osm"],
        [setup["gtfs"]],
        date.fromisoformat(setup["service_day"]),
        setup["walk_minutes"] * 60,
    )
    depart = setup["depart_seconds"]

    def ask(number: int) -> Reply:
        question = setup["questions"][number]
        watch = Stopwatch()

        def points() -> list[object]:
            return [
                ferrobus.create_transit_point(
                    lat, lon, model, setup["walk_minutes"] * 60
                )
                for lat, lon in (question["from"], question["to"])
            ]

        try:
            start, end = watch.time("points", points)
        except ValueError:  # not snapped
            return {"cpu": {}, "found": []}
        route = watch.time(
            "find_route", lambda: ferrobus.find_route(model, start, end, depart)
        )
        if route is None:
            return {"cpu": watch.parts, "found": []}
        boardings = route["transfers"] + 1 if route["used_transit"] else 0
        arrival = setup["depart_posix"] + route["travel_time_seconds"]
        told = ferrobus.detailed_journey(model, start, end, depart)
        return {
            "cpu": watch.parts,
            "found": [[boardings, arrival]],
            "walks": walks_in(json.loads(told or "null")),
        }

    return ask


def walks_in(journey: Any) -> list[list[int]]:
    """The walks of a journey as ferrobus tells it, between our stops ``s<stop>``."""
    legs = [feature["properties"] for feature in (journey or {}).get("features", ())]
    return [
        [_stop(leg["from_name"]), _stop(leg["to_name"]), int(leg["duration"])]
        for leg in legs
        if leg["leg_type"] in ("access_walk", "transfer", "egress_walk", "walk")
    ]


def _stop(name: str) -> int:
    return int(name[1:]) if name else -1


if __name__ == "__main__":
    serve(prepare)
