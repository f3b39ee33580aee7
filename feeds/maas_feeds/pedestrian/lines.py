"""The line of a link, from its start node to its end node."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely

from maas.columns import F64
from maas.geo import ground_metres
from maas.streets.graph import EdgeKind
from maas_feeds.osm.values import known

from .faults import Faults
from .files import Record
from .nodes import Node

END_METRES: Final = 2.0
"""A line that ends further than this from its node is said to."""

LENGTH_METRES: Final = 1.0
LENGTH_SHARE: Final = 0.1
CLIMBING_SHARE: Final = 0.25
"""A distance further than this from the line's length is said to be wrong. Stairs and
escalators are longer than they look from above: at 35 degrees by 22 per cent."""

_CLIMBING: Final = (EdgeKind.STEPS, EdgeKind.ESCALATOR)


def one_line(record: Record, faults: Faults, who: str) -> F64 | None:
    """The line's points, shape (points, 2), x and y; None where there is no one line."""
    parts = [part for part in record.parts if len(part) > 1]
    if len(parts) > 1:
        merged = shapely.line_merge(shapely.MultiLineString(parts))
        if not isinstance(merged, shapely.LineString):
            faults.add(who, "is in pieces that do not meet: drawn straight")
            return None
        points: F64 = shapely.get_coordinates(merged)
        return points
    return parts[0] if parts else None


def turned(line: F64, start: Node, end: Node, faults: Faults, who: str) -> F64:
    """The line from start to end, drawn up to both nodes."""
    here = _ends_apart(line, start, end)
    back = _ends_apart(line[::-1], start, end)
    if max(back) < max(here) and max(here) > END_METRES:
        faults.add(who, "is drawn from its end to its start: turned round")
        line, here = line[::-1], back
    if max(here) > END_METRES:
        faults.add(
            who,
            f"has a line that ends more than {END_METRES:g} m from its nodes: drawn to "
            "them",
        )
    line = line.copy()
    line[0], line[-1] = (start.lon, start.lat), (end.lon, end.lat)
    return line


def straight(start: Node, end: Node) -> F64:
    """From node to node."""
    return np.array([[start.lon, start.lat], [end.lon, end.lat]])


def length(line: F64) -> float:
    """Metres along a line of longitudes and latitudes."""
    lon, lat = line.T
    return float(ground_metres(lat[:-1], lon[:-1], lat[1:], lon[1:]).sum())


def metres(
    line: F64, drawn: bool, distance: float, kind: int, faults: Faults, who: str
) -> float:
    """How long a link is: the distance it gives, unless its line says otherwise.

    A lift's line is its shaft from above and says nothing.
    """
    measured = length(line)
    if kind == EdgeKind.LIFT or not known(distance):
        return distance if known(distance) else measured
    share = CLIMBING_SHARE if kind in _CLIMBING else LENGTH_SHARE
    room = max(LENGTH_METRES, share * measured)
    if not drawn:
        # The way between is not drawn; it is no shorter than straight.
        if distance >= measured - room:
            return distance
        faults.add(who, "has a distance shorter than from node to node: left out")
        return measured
    if abs(distance - measured) <= room:
        return distance
    faults.add(who, "has a distance that is not its line's length: the line counts")
    return measured


def _ends_apart(line: F64, start: Node, end: Node) -> tuple[float, float]:
    (lon, lat), (end_lon, end_lat) = line[0], line[-1]
    apart = ground_metres(
        np.array([lat, end_lat]),
        np.array([lon, end_lon]),
        np.array([start.lat, end.lat]),
        np.array([start.lon, end.lon]),
    )
    return float(apart[0]), float(apart[1])
