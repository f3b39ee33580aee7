"""ferrobus behind the worker's loop; runs in ferrobus's own environment.

ferrobus reads the same OSM file as we do and walks on it itself.
"""

from __future__ import annotations

from datetime import date

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
        return {"cpu": watch.parts, "found": [[boardings, arrival]]}

    return ask


if __name__ == "__main__":
    serve(prepare)
