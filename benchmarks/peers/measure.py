"""Prepare what the planners are given, and ask them in turn."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from maas.city import City

from ..pairs import busiest_time, random_pairs
from ..report import say
from ..towns import Town
from .environments import Missing, python_of
from .given import Walker, days_around, questions, write_feed, write_transfers
from .results import FERROBUS, OURS, results
from .turns import Planner, WorkerFailed, ask_in_turn
from .walks import walking_graph
from .worker import Setup


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked, of whom."""

    city: Path
    depart: datetime | None
    pairs: int
    seed: int
    osm: Path | None
    walk_minutes: int
    walk_speed: float
    max_boardings: int
    peers: Sequence[str]
    json: bool


def measure(town: Town, scratch: Path, options: Options) -> dict[str, object]:
    """Prepare what the planners are given, ask them in turn, and compare."""
    city = City.open(town.folder)
    depart = options.depart or busiest_time(city.timetable)
    setup, transfers = prepare(city, town, scratch, depart, options)
    setup_file = scratch / "setup.json"
    setup_file.write_text(json.dumps(setup), "utf-8")
    missing: dict[str, str] = {}
    with ExitStack() as stack:
        planners = []
        for name, python in _pythons(options.peers, setup, missing):
            module = f"benchmarks.peers.run_{'ours' if name == OURS else name}"
            command = [python, "-m", module, str(setup_file)]
            say(f"loading {name}")
            planner = stack.enter_context(Planner(name, command))
            try:
                planner.load()
            except WorkerFailed as error:
                if name == OURS:
                    raise
                missing[name] = str(error)
                continue
            planners.append(planner)
        replies = ask_in_turn(planners, len(setup["questions"]))
        loaded = {planner.name: dict(planner.loaded) for planner in planners}
    return {
        "city": town.name,
        "depart": depart.isoformat(),
        "pairs": len(setup["questions"]),
        "seed": options.seed,
        "walk_metres_per_second": options.walk_speed,
        "walk_minutes_of_peers": options.walk_minutes,
        "walks_between_stops_given": transfers,
        "max_boardings": options.max_boardings,
        "missing": missing,
        "loaded": loaded,
        **results(replies, setup),
    }


def _pythons(
    peers: Sequence[str], setup: Setup, missing: dict[str, str]
) -> list[tuple[str, str]]:
    """Each planner with the Python that runs it; says which are missing, and why."""
    found = [(OURS, sys.executable)]
    for name in peers:
        if name == FERROBUS and setup["osm"] is None:
            missing[name] = "needs exactly one .osm.pbf file (--osm)"
            continue
        try:
            say(f"looking for {name}")
            found.append((name, str(python_of(name))))
        except Missing as error:
            missing[name] = str(error)
    return found


def prepare(
    city: City,
    town: Town,
    scratch: Path,
    depart: datetime,
    options: Options,
) -> tuple[Setup, int]:
    """Write feeds and questions; the number of walks between stops."""
    streets, timetable = city.streets, city.timetable
    day = depart.date()
    walker = Walker(options.walk_speed, options.walk_minutes * 60)
    lat, lon = (
        np.where(streets.stop_node >= 0, degrees[streets.stop_node], np.nan)
        for degrees in (streets.node_lat, streets.node_lon)
    )
    plain, linked = scratch / "gtfs", scratch / "gtfs-with-transfers"
    for folder in (plain, linked):
        write_feed(folder, timetable, lat, lon, city.timezone, day)
    transfers = write_transfers(
        linked / "transfers.txt",
        timetable,
        walking_graph(streets, walker.metres_per_second),
        streets.stop_node,
        day,
        walker.limit_seconds,
    )
    pairs = random_pairs(streets, options.pairs, options.seed)
    days = days_around(day)
    instant = depart.replace(tzinfo=depart.tzinfo or ZoneInfo(city.timezone))
    return {
        "city": str(town.folder),
        "gtfs": str(plain),
        "gtfs_with_transfers": str(linked),
        "osm": _osm(town, options.osm),
        "timezone": city.timezone,
        "service_day": day.isoformat(),
        "first_day": days[0].isoformat(),
        "day_after_last": (days[-1] + timedelta(days=1)).isoformat(),
        "depart": instant.isoformat(),
        "depart_posix": int(instant.timestamp()),
        "depart_seconds": _service_seconds(instant, day, city.timezone),
        "max_boardings": options.max_boardings,
        "walk_minutes": options.walk_minutes,
        "walk_metres_per_second": options.walk_speed,
        "questions": questions(streets, timetable, pairs, day, walker),
    }, transfers


def _service_seconds(instant: datetime, day: date, timezone: str) -> int:
    noon = datetime.combine(day, time(12), ZoneInfo(timezone))
    return int(instant.timestamp() - noon.timestamp()) + 12 * 3600


def _osm(town: Town, given: Path | None) -> str | None:
    files = (given,) if given else (town.osm or ())
    if len(files) == 1 and files[0].name.endswith(".pbf"):
        return str(files[0].resolve())
    return None
