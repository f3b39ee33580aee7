"""Prepare what the planners are given, and ask them in turn."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import numpy as np

from maas.city import City

from ..pairs import busiest_time, random_pairs
from ..report import say
from ..towns import Town
from .compare import best_arrival
from .environments import Missing, python_of
from .explain import explain, explain_by_minutes
from .given import Walker, days_around, prepare_questions, write_feed, write_transfers
from .results import FERROBUS, NIGIRI, PLAN, SEARCH, results
from .turns import Planner, WorkerFailed, ask_in_turn
from .walks import walking_graph
from .worker import Reply, Setup

OURS: Final = {PLAN: "plan", SEARCH: "search"}

Command = Callable[[Path], list[str]]
"""The command line for a setup file."""


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
        for name, command in _commands(options.peers, setup, missing):
            say(f"loading {name}")
            planner = Planner(name, command(setup_file))
            try:
                stack.enter_context(planner).load()
            except WorkerFailed as error:
                if name in OURS:
                    raise
                missing[name] = str(error)
                continue
            planners.append(planner)
        replies = ask_in_turn(planners, len(setup["questions"]))
        loaded = {planner.name: dict(planner.loaded) for planner in planners}
    found = results(replies, setup)
    _explain(city, setup, replies, found["arrivals"])
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
        **found,
    }


def _explain(
    city: City,
    setup: Setup,
    replies: Mapping[str, Sequence[Reply]],
    arrivals: dict[str, dict[str, Any]],
) -> None:
    """Say of a peer's earlier journeys how many are no journeys on our data."""
    walker = Walker(setup["walk_metres_per_second"], setup["walk_minutes"] * 60)
    if FERROBUS in arrivals:
        found = arrivals[FERROBUS]
        of = setup["questions"], replies[FERROBUS], found["earlier_questions"]
        found |= asdict(explain(city.streets, walker, *of))
    if NIGIRI in arrivals:
        found = arrivals[NIGIRI]
        theirs = [best_arrival(reply) for reply in replies[NIGIRI]]
        found["as_early_in_minutes"] = explain_by_minutes(
            city, setup, theirs, found["earlier_questions"]
        )


def _commands(
    peers: Sequence[str], setup: Setup, missing: dict[str, str]
) -> Iterator[tuple[str, Command]]:
    """Each planner with the command that runs it; says which are missing, and why."""
    for name, part in OURS.items():
        yield name, partial(_command, sys.executable, "ours", part)
    for name in peers:
        if name == FERROBUS and setup["osm"] is None:
            missing[name] = "it needs exactly one .osm.pbf file (--osm)"
            continue
        try:
            say(f"looking for {name}")
            yield name, partial(_command, str(python_of(name)), name, "")
        except Missing as error:
            missing[name] = str(error)


def _command(python: str, module: str, part: str, setup_file: Path) -> list[str]:
    run = f"benchmarks.peers.run_{module}"
    return [python, "-m", run, str(setup_file), *([part] if part else [])]


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
        "osm": _osm(city, options.osm),
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
        "questions": prepare_questions(streets, timetable, pairs, day, walker),
    }, transfers


def _service_seconds(instant: datetime, day: date, timezone: str) -> int:
    noon = datetime.combine(day, time(12), ZoneInfo(timezone))
    return int(instant.timestamp() - noon.timestamp()) + 12 * 3600


def _osm(city: City, given: Path | None) -> str | None:
    files = [given] if given else [Path(path) for path in city.manifest.get("osm", ())]
    if len(files) == 1 and files[0].name.endswith(".pbf"):
        return str(files[0].resolve())
    return None
