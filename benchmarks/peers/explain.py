"""Why a peer may be earlier than an exact answer.

* ferrobus takes every stop and place to the nearest crossing of its graph, counting no
  way there, and cuts each stretch down to whole seconds. So each walk of its journeys
  is compared with the shortest walk on the streets and with the straight line.
* nigiri cuts times down to whole minutes, so it makes changes that are missed by
  seconds. So our planner is asked again, on a timetable cut down in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from maas.city import City
from maas.columns import F64, I64
from maas.geo import ground_metres
from maas.journeys.planner import Planner
from maas.streets.graph import Streets

from .given import Walker
from .run_ours import found_in, request_of
from .walks import from_nodes, walking_graph
from .worker import Reply, Setup

QUICKER_SECONDS = 10  # more than rounding can make of a few stretches of street


@dataclass(frozen=True, slots=True)
class Explained:
    """Journeys that are earlier than ours, by their walks."""

    quicker_than_streets: int  # a walk beats the shortest way on the streets
    quicker_than_straight: int  # a walk beats even the straight line


def explain(
    streets: Streets,
    walker: Walker,
    questions: Sequence[Setup],
    replies: Sequence[Reply],
    earlier: Sequence[int],
) -> Explained:
    """Look at the walks of a peer's journeys, by number of the question."""
    graph = walking_graph(streets, walker.metres_per_second)
    streets_beaten, straight_beaten = 0, 0
    for number in earlier:
        walks = np.array(replies[number].get("walks", []), dtype=np.int64)
        if not len(walks):
            continue
        tail, head = _nodes(streets, walks, *questions[number]["nodes"])
        rows = from_nodes(graph, tail, head)
        shortest = np.array([row[i] for i, row in enumerate(rows)])
        straight = _straight_metres(streets, tail, head) / walker.metres_per_second
        seconds = walks[:, 2] + QUICKER_SECONDS
        streets_beaten += bool((seconds < shortest).any())
        straight_beaten += bool((seconds < straight).any())
    return Explained(streets_beaten, straight_beaten)


def explain_by_minutes(
    city: City, setup: Setup, theirs: Sequence[int | None], earlier: Sequence[int]
) -> int:
    """Count the questions where we arrive as early with times cut to whole minutes."""
    cut = replace(
        city.timetable,
        arrivals=city.timetable.arrivals // 60 * 60,
        departures=city.timetable.departures // 60 * 60,
    )
    planner = Planner(replace(city, timetable=cut))
    explained = 0
    for number in earlier:
        found = found_in(planner.search(request_of(setup, number)))
        their = theirs[number]
        explained += bool(found) and their is not None and found[0][1] < their + 60
    return explained


def _straight_metres(streets: Streets, tail: I64, head: I64) -> F64:
    lat, lon = streets.node_lat, streets.node_lon
    return ground_metres(lat[tail], lon[tail], lat[head], lon[head])


def _nodes(
    streets: Streets, walks: I64, origin: int, destination: int
) -> tuple[I64, I64]:
    """Street nodes of both ends of each walk."""
    tail = np.where(walks[:, 0] < 0, origin, streets.stop_node[walks[:, 0]])
    head = np.where(walks[:, 1] < 0, destination, streets.stop_node[walks[:, 1]])
    return tail.astype(np.int64), head.astype(np.int64)
