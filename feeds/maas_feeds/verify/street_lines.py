"""Finding a piece of a walk on the way that it names, in metres on the ground."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from .blanks import Position
from .raw_streets import RawStreets

ON_THE_WAY_METRES: Final = 2.0
"""So near to a way a point lies on it."""
AT_A_NODE_METRES: Final = 0.3
"""So near to a node a point is that node: positions are rounded."""

Points = Sequence[tuple[float, float]]


class Plane:
    """Metres east and north of a place, on the WGS 84 ellipsoid.

    Source: the series of the lengths of a degree, Defense Mapping Agency, The Universal
    Grids, TM 8358.2, 1989.
    """

    def __init__(self, origin: Position) -> None:
        lat, self._lon = origin
        self._lat = lat
        self._north, self._east = degree_metres(lat)

    def at(self, place: Position) -> tuple[float, float]:
        """x, y of a place."""
        return (
            (place[1] - self._lon) * self._east,
            (place[0] - self._lat) * self._north,
        )


def degree_metres(lat: float) -> tuple[float, float]:
    """Metres in a degree of latitude and of longitude.

    >>> [round(metres) for metres in degree_metres(0.0)]
    [110574, 111320]
    """
    phi = radians(lat)
    north = 111132.954 - 559.822 * cos(2 * phi) + 1.175 * cos(4 * phi)
    east = 111412.84 * cos(phi) - 93.5 * cos(3 * phi) + 0.118 * cos(5 * phi)
    return north, east


def metres_between(a: Position, b: Position) -> float:
    """Length of a short straight line on the ground."""
    north, east = degree_metres((a[0] + b[0]) / 2)
    return hypot((a[0] - b[0]) * north, (a[1] - b[1]) * east)


@dataclass(frozen=True, slots=True)
class Line:
    """An unbroken run of a way's nodes."""

    refs: tuple[int, ...]
    places: tuple[Position, ...]
    along: tuple[float, ...]  # metres from the first node

    @property
    def closed(self) -> bool:
        """It ends where it began."""
        return len(self.refs) > 3 and self.refs[0] == self.refs[-1]

    @property
    def length(self) -> float:
        """Metres from end to end."""
        return self.along[-1]


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a line. Metres along it; ``end`` < ``start`` against the drawing.

    On a closed line either may lie outside of 0 to length: the line goes round.
    """

    line: Line
    start: float
    end: float

    @property
    def metres(self) -> float:
        """Its length."""
        return abs(self.end - self.start)

    @property
    def as_drawn(self) -> bool:
        """Whether it goes the way that the line is drawn."""
        return self.end >= self.start

    def place(self, share: float) -> Position:
        """Latitude and longitude at a share of it, in the direction one walks."""
        along, line = self.start + share * (self.end - self.start), self.line
        if line.closed:
            along %= line.length
        i = min(max(bisect_right(line.along, along) - 1, 0), len(line.along) - 2)
        a, b = line.places[i], line.places[i + 1]
        t = (along - line.along[i]) / (line.along[i + 1] - line.along[i] or 1.0)
        t = min(max(t, 0.0), 1.0)
        return a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])

    def heading(self, *, last: bool) -> float:
        """Degrees from north, clockwise, in which it begins or ends."""
        away = min(1.0, self.metres / 2) / (self.metres or 1.0)
        a, b = (1.0 - away, 1.0) if last else (0.0, away)
        (x0, y0), (x1, y1) = map(Plane(self.place(a)).at, map(self.place, (a, b)))
        return degrees(atan2(x1 - x0, y1 - y0)) % 360.0

    def nodes(self) -> Iterator[tuple[int, float]]:
        """The nodes on it, ends included, and how far from the nearer end each is."""
        low, high = sorted((self.start, self.end))
        turns = (-1, 0, 1) if self.line.closed else (0,)
        for turn in turns:
            shift = turn * self.line.length
            for ref, along in zip(self.line.refs, self.line.along, strict=True):
                inside = min(along + shift - low, high - along - shift)
                if inside >= -AT_A_NODE_METRES:
                    yield ref, inside


def lines_of(streets: RawStreets, refs: Sequence[int]) -> list[Line]:
    """A way's unbroken runs: where the file lacks a node it is cut."""
    lines: list[Line] = []
    run: list[int] = []
    for ref in (*refs, -1):
        if ref in streets.places:
            if not run or run[-1] != ref:
                run.append(ref)
        elif run:
            if len(run) > 1:
                lines.append(_line(streets, run))
            run = []
    return lines


def _line(streets: RawStreets, refs: Sequence[int]) -> Line:
    places = tuple(streets.places[ref] for ref in refs)
    along = [0.0]
    for a, b in pairwise(places):
        along.append(along[-1] + metres_between(a, b))
    return Line(tuple(refs), places, tuple(along))


def spans(
    lines: Sequence[Line], start: Position, end: Position, metres: float
) -> list[Span]:
    """Where on the lines one may walk from start to end, best fit to metres first."""
    found: list[tuple[float, Span]] = []
    for line in lines:
        starts, ends = _feet(line, start), _feet(line, end)
        turns = (-1, 0, 1) if line.closed else (0,)
        for a in starts:
            for b in ends:
                for turn in turns:
                    span = Span(line, a, b + turn * line.length)
                    if span.metres <= line.length + ON_THE_WAY_METRES:
                        found.append((abs(span.metres - metres), span))
    found.sort(key=lambda pair: pair[0])
    return [span for _, span in found]


def _feet(line: Line, place: Position) -> list[float]:
    """Metres along the line of each of its places that are near enough."""
    plane = Plane(place)
    points = [plane.at(p) for p in line.places]
    feet: list[tuple[float, float]] = []
    for i, ((ax, ay), (bx, by)) in enumerate(pairwise(points)):
        dx, dy = bx - ax, by - ay
        square = dx * dx + dy * dy
        share = min(1.0, max(0.0, -(ax * dx + ay * dy) / square)) if square else 0.0
        away = hypot(ax + share * dx, ay + share * dy)
        if away <= ON_THE_WAY_METRES:
            along = line.along[i] + share * (line.along[i + 1] - line.along[i])
            feet.append((away, along))
    # Of neighbouring segments that share a foot, or nearly, the nearest counts.
    best: list[float] = []
    for _, along in sorted(feet):
        if all(abs(along - other) > 2 * ON_THE_WAY_METRES for other in best):
            best.append(along)
    return best


def widen(span: Span, is_cut: set[int]) -> Span:
    """The span, drawn out to the nearest cut nodes at or beyond its ends.

    A span of no length at a node may be a part of the edge before or after it.
    """
    low, high = sorted((span.start, span.end))
    line = span.line
    turns = (-1, 0, 1) if line.closed else (0,)
    cuts = [
        along + turn * line.length
        for turn in turns
        for ref, along in zip(line.refs, line.along, strict=True)
        if ref in is_cut
    ]
    if not line.closed:
        cuts += [0.0, line.length]
    grace = AT_A_NODE_METRES if span.metres > AT_A_NODE_METRES else -AT_A_NODE_METRES
    low = max((c for c in cuts if c <= low + grace), default=low)
    high = min((c for c in cuts if c >= high - grace), default=high)
    return Span(line, low, high) if span.as_drawn else Span(line, high, low)


def ground_of(streets: RawStreets, rings: Sequence[Sequence[int]]) -> BaseGeometry:
    """The area within rings, in lon and lat; rings within rings are holes."""
    area: BaseGeometry = shapely.Polygon()
    for ring in rings:
        points = [streets.places[ref][::-1] for ref in ring if ref in streets.places]
        if len(points) >= 4:
            area = area.symmetric_difference(
                shapely.make_valid(shapely.Polygon(points))
            )
    return area


def crosses(area: BaseGeometry, start: Position, end: Position) -> bool:
    """Whether the straight line from start to end stays within the area."""
    tolerance = ON_THE_WAY_METRES / degree_metres(start[0])[0]
    line = shapely.LineString([start[::-1], end[::-1]])
    return bool(shapely.covers(shapely.buffer(area, tolerance), line))
