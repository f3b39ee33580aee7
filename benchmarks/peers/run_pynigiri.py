"""pynigiri behind the worker's loop; runs in pynigiri's own environment.

nigiri counts whole minutes and knows no streets: it is given the walks, as offsets to
the stops around both places and as transfers.txt between stops.
"""

from __future__ import annotations

from typing import Any

from .worker import Ask, Reply, Setup, Stopwatch, serve


def prepare(setup: Setup) -> Ask:
    """Load the timetable and look up the stops of every walk."""
    import pynigiri as nigiri  # type: ignore[import-not-found]

    options = nigiri.FinalizeOptions()
    options.adjust_footpaths = False  # ours are measured on streets
    options.max_footpath_length = setup["walk_minutes"]
    config = nigiri.LoaderConfig()
    config.default_tz = setup["timezone"]
    config.link_stop_distance = 0  # every link is in transfers.txt
    timetable = nigiri.load_timetable(
        [nigiri.TimetableSource("gtfs", setup["gtfs_with_transfers"], config)],
        setup["first_day"],
        setup["day_after_last"],
        options,
    )

    def offsets(walks: list[list[int]]) -> list[Any]:
        found = [
            (timetable.find_location(f"s{stop}"), -(-seconds // 60))
            for stop, seconds in walks
        ]
        return [nigiri.Offset(at, minutes, 0) for at, minutes in found if at]

    def query(question: Setup) -> Any:
        asked = nigiri.Query()
        asked.start_time = setup["depart_posix"] // 60
        asked.start = offsets(question["access"])
        asked.destination = offsets(question["egress"])
        asked.start_match_mode = nigiri.LocationMatchMode.INTERMODAL
        asked.dest_match_mode = nigiri.LocationMatchMode.INTERMODAL
        asked.max_transfers = setup["max_boardings"] - 1
        # As MOTIS does: no journey slower than walking is searched for.
        asked.max_travel_time = min(24 * 60, -(-question["walk"] // 60))
        return asked

    def ask(number: int) -> Reply:
        question = setup["questions"][number]
        asked = query(question)
        watch = Stopwatch()
        if not (asked.start and asked.destination):
            return {"cpu": {}, "found": []}
        journeys = watch.time("route", lambda: nigiri.route(timetable, asked))
        found = [[j.transfers + 1, j.arrival_time() * 60] for j in journeys]
        return {"cpu": watch.parts, "found": sorted(found, key=lambda f: f[1])}

    return ask


if __name__ == "__main__":
    serve(prepare)
