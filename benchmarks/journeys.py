"""How long a city takes to build, to open and to answer, and how large it is.

    python -m benchmarks.journeys --city DIR [--depart T] [--pairs 1000] [--json]

``DIR`` is a built city, a folder with a ``city.toml``, or a folder of raw files (GTFS,
OSM, GeoTIFF); what is not built yet is built in a temporary folder, and the build is
measured. The questions are the same for the same seed. CPU seconds of one process that
runs one thread; sizes in bytes of the files on disk. The default time is the hour with
most departures on the day with most trips.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from maas.city import City
from maas.errors import MaasError
from maas.journeys.planner import Planner

from .kinds import Asked, Kind, door_to_door, found_any, stops_to_stops
from .opening import measure_opening
from .pairs import busiest_time, position, random_pairs
from .report import mebibytes, milliseconds, print_json, progress, table
from .timing import Spread, cpu_of, peak_bytes
from .towns import Town, open_town

WARM_UP = 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark."""
    options = _options(argv)
    try:
        with open_town(options.city) as town:
            result = measure(town, options)
    except MaasError as error:
        print(error, file=sys.stderr)
        return 1
    if options.json:
        print_json(result)
    else:
        print(describe(result))
    return 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.journeys",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--city", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--depart",
        type=datetime.fromisoformat,
        help="local time, as 2019-05-13T13:00; default: the busiest day and hour",
    )
    parser.add_argument("--pairs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--stops", action="store_true", help="only questions from stop to stop"
    )
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(argv)


def measure(town: Town, options: argparse.Namespace) -> dict[str, object]:
    """Measure one city."""
    city = City.open(town.folder)
    depart = options.depart or busiest_time(city.timetable)
    pair = random_pairs(city.streets, 1, options.seed)
    start = position(city.streets, int(pair.origin[0]))
    end = position(city.streets, int(pair.destination[0]))
    opening = measure_opening(town.folder, depart, start, end)
    asked = Asked(city, Planner(city), depart, options.pairs, options.seed)
    built = town.built
    return {
        "city": town.name,
        "stops": len(city.stops.stop_id),
        "stop_events": city.timetable.event_count,
        "street_edges": city.streets.edge_count,
        "depart": depart.isoformat(),
        "seed": options.seed,
        "build": built
        and {
            "cpu_seconds": round(built.cpu_seconds, 3),
            "wall_seconds": round(built.wall_seconds, 3),
            "peak_bytes": built.peak_bytes,
        },
        "snapshot_bytes": town.snapshot_bytes(),
        "timetable_bytes_per_stop_event": _bytes_per_event(city),
        "open": {
            "wall_seconds": round(opening.wall_seconds, 4),
            "cpu_seconds": round(opening.cpu_seconds, 4),
            "first_plan_cpu_seconds": round(opening.first_plan_cpu_seconds, 4),
            "peak_bytes": opening.peak_bytes,
        },
        "kinds": [
            {"kind": kind.name, **time_kind(kind)}
            for kind in _kinds(asked, options.stops)
        ],
        "peak_bytes": peak_bytes(),
    }


def _kinds(asked: Asked, only_stops: bool) -> Iterator[Kind]:
    if not only_stops:
        yield from door_to_door(asked)
    yield from stops_to_stops(asked)


def time_kind(kind: Kind) -> dict[str, float | int | None]:
    """Ask all questions of a kind; a few are asked beforehand to warm up."""
    for number in range(min(WARM_UP, kind.questions)):
        kind.ask(number)
    seconds, answered = [], 0
    for number in progress(range(kind.questions), kind.name):
        answer, cpu = cpu_of(partial(kind.ask, number))
        seconds.append(cpu)
        answered += found_any(answer)
    return {**Spread.of(seconds).milliseconds(), "answered": answered}


def _bytes_per_event(city: City) -> float:
    """Bytes of all arrays of the timetable for each arrival with its departure."""
    arrays = city.manifest["arrays"]
    size: int = sum(
        math.prod(facts["shape"]) * np.dtype(facts["dtype"]).itemsize
        for name, facts in arrays.items()
        if name.startswith("timetable.")
    )
    return round(size / max(city.timetable.event_count, 1), 2)


def describe(result: Mapping[str, Any]) -> str:
    """The result for people."""
    rows = [
        (
            kind["kind"],
            str(kind["answered"]),
            *(_ms(kind[key]) for key in ("median_ms", "p95_ms", "longest_ms")),
        )
        for kind in result["kinds"]
    ]
    opened = result["open"]
    size = mebibytes(result["snapshot_bytes"])
    each = result["timetable_bytes_per_stop_event"]
    facts = {
        "city": _size(result),
        "built": _built(result["build"]),
        "snapshot": f"{size}, timetable {each} bytes a stop event",
        "opened": f"{opened['wall_seconds']:.3f} s "
        f"({opened['cpu_seconds']:.3f} s CPU), "
        f"first plan {opened['first_plan_cpu_seconds']:.3f} s CPU",
        "memory": f"{mebibytes(opened['peak_bytes'])} opened and asked once, "
        f"{mebibytes(result['peak_bytes'])} after all",
    }
    return "\n".join(
        [
            *(f"{name:<9} {fact}" for name, fact in facts.items()),
            "",
            table(("CPU, ms", "answered", "median", "p95", "max"), rows),
        ]
    )


def _size(result: Mapping[str, Any]) -> str:
    return (
        f"{result['city']}: {result['stops']} stops, {result['stop_events']} stop "
        f"events, {result['street_edges']} street edges; asked at {result['depart']}"
    )


def _built(build: Mapping[str, Any] | None) -> str:
    if build is None:
        return "before"
    return (
        f"{build['wall_seconds']:.2f} s ({build['cpu_seconds']:.2f} s CPU), "
        f"{mebibytes(build['peak_bytes'])} at most"
    )


def _ms(value: float | None) -> str:
    return milliseconds(math.nan if value is None else value / 1000)


if __name__ == "__main__":
    sys.exit(main())
