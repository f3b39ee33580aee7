"""A second opinion on travel times: R5, Conveyal's engine, through r5py.

R5 tells whole minutes, the median over the departures of a window, one a minute. We
compute the same median from exact journeys, and compare.
"""

from __future__ import annotations

import importlib.util
import random
import re
import shutil
import statistics
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from maas.errors import MaasError
from maas.journeys.request import At, Request
from maas.units import WALK_METRES_PER_SECOND

from .town import Town

WARNING: Final = (
    "R5 is a Java program: at its first use r5py downloads its jar (about 60 MB) from "
    "GitHub, and it needs a JDK of version 21 or later."
)
WINDOW_MINUTES: Final = 10
LONGEST_MINUTES: Final = 120
Pair = tuple[At, At]


@dataclass(frozen=True, slots=True)
class Difference:
    """Median minutes of one pair by either engine, None: no journey."""

    pair: Pair
    ours: int | None
    theirs: int | None


def check_that_r5_can_run() -> None:
    """Raise one sentence where r5py or its JDK is missing; downloads nothing."""
    if importlib.util.find_spec("r5py") is None:
        raise MaasError(
            f"The cross-check with R5 needs the extra r5: pip install "
            f"'maas-mitaka[r5]'. {WARNING}"
        )
    version = _java_version()
    if version is None or version < 21:
        has = "none is installed" if version is None else f"this one is {version}"
        raise MaasError(f"The cross-check with R5 cannot run, {has}. {WARNING}")


def _java_version() -> int | None:
    java = shutil.which("java")
    if java is None:
        return None
    said = subprocess.run(
        [java, "-version"], capture_output=True, text=True, check=False
    ).stderr
    match = re.search(r'version "(\d+)', said)
    return int(match[1]) if match else None


def random_pairs(town: Town, count: int, seed: int) -> list[Pair]:
    """Places anywhere within the city's bounds."""
    south, west, north, east = town.bounds
    chance = random.Random(seed)

    def place() -> At:
        return At(chance.uniform(south, north), chance.uniform(west, east))

    return [(place(), place()) for _ in range(count)]


def compare(
    town: Town,
    pairs: Sequence[Pair],
    depart: datetime,
    minutes_of: Callable[[Sequence[Pair], datetime], Mapping[int, int]],
) -> list[Difference]:
    """Compare median minutes; ``minutes_of`` is the other engine, by pair number."""
    theirs = minutes_of(pairs, depart)
    return [
        Difference(pair, _our_minutes(town, pair, depart), theirs.get(number))
        for number, pair in enumerate(pairs)
    ]


def _our_minutes(town: Town, pair: Pair, depart: datetime) -> int | None:
    times = [
        _our_seconds(town, pair, depart + timedelta(minutes=minute))
        for minute in range(WINDOW_MINUTES)
    ]
    median = statistics.median_low(times)
    return int(median // 60) if median <= LONGEST_MINUTES * 60 else None


def _our_seconds(town: Town, pair: Pair, depart: datetime) -> float:
    answer = town.planner.plan(Request(*pair, depart))
    found = [*answer.itineraries, *((answer.direct,) if answer.direct else ())]
    # A walk starts when one likes; waiting counts for all else.
    times = [
        journey.arrival.timestamp()
        - (depart if journey.boardings else journey.departure).timestamp()
        for journey in found
    ]
    return min(times, default=float("inf"))


def r5_minutes(
    osm: Path, feeds: Sequence[Path], pairs: Sequence[Pair], depart: datetime
) -> dict[int, int]:
    """Ask R5 for the median minutes of each pair that it can make."""
    # Importing r5py starts a Java machine and may download: never at the top.
    import geopandas
    import r5py
    from shapely.geometry import Point

    network = r5py.TransportNetwork(osm, list(feeds))

    def frame(end: int) -> object:
        points = [Point(pair[end].lon, pair[end].lat) for pair in pairs]
        return geopandas.GeoDataFrame(
            {"id": range(len(pairs))}, geometry=points, crs="EPSG:4326"
        )

    table = r5py.TravelTimeMatrix(
        network,
        origins=frame(0),
        destinations=frame(1),
        departure=depart.replace(tzinfo=None),
        departure_time_window=timedelta(minutes=WINDOW_MINUTES),
        transport_modes=[r5py.TransportMode.TRANSIT, r5py.TransportMode.WALK],
        max_time=timedelta(minutes=LONGEST_MINUTES),
        speed_walking=WALK_METRES_PER_SECOND * 3.6,
        max_public_transport_rides=8,
        snap_to_network=True,
    )
    same = table[table["from_id"] == table["to_id"]].dropna(subset=["travel_time"])
    return {
        int(number): int(minutes)
        for number, minutes in zip(same["from_id"], same["travel_time"], strict=True)
    }
