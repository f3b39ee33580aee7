"""Bus stops on the invented roads: where each pole stands, and the way between two."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from .facts import Place
from .network import Edge
from .plane import Point, length_of
from .streets import StreetPlan

BERTHS = {"mitaka_s": 8, "kichijoji": 5, "chofu_n": 4, "sakai_s": 3, "koganei_s": 2}
BERTH_CIRCLE_METRES = 15.0
ASIDE_METRES, ONWARD_METRES = 5.5, 15.0
SAME_SIDE = math.radians(80)


@dataclass(frozen=True, slots=True)
class Pole:
    """One pole of a stop."""

    id: str
    place: Place
    number: int
    point: Point


@dataclass(slots=True)
class Poles:
    """All poles, made as routes ask for them."""

    plan: StreetPlan
    places: dict[str, Place]
    made: dict[str, list[Pole]] = field(default_factory=lambda: defaultdict(list))
    headings: dict[str, float] = field(default_factory=dict)
    berths: dict[tuple[str, str], int] = field(default_factory=dict)

    def passing(self, place_id: str, direction: float) -> Pole:
        """The pole for buses that go in this direction: on the left, as one drives."""
        for pole in self.made[place_id]:
            known = self.headings.get(pole.id)
            if known is None:
                continue
            turn = abs((direction - known + math.pi) % (2 * math.pi) - math.pi)
            if turn < SAME_SIDE:
                return pole
        x, y = self._at(place_id)
        cos, sin = math.cos(direction), math.sin(direction)
        pole = self._make(
            place_id,
            (
                x - sin * ASIDE_METRES + cos * ONWARD_METRES,
                y + cos * ASIDE_METRES + sin * ONWARD_METRES,
            ),
        )
        self.headings[pole.id] = direction
        return pole

    def berth(self, place_id: str, route: str, direction: float) -> Pole:
        """The berth at a terminal from which a route departs, or ("") ends."""
        count = BERTHS.get(place_id)
        if count is None:
            return self.passing(place_id, direction)
        if (place_id, route) not in self.berths:
            taken = sum(1 for p, r in self.berths if p == place_id and r)
            self.berths[place_id, route] = taken % count + 1 if route else 0
        number = self.berths[place_id, route]
        for pole in self.made[place_id]:
            if pole.number == number:
                return pole
        angle = 2 * math.pi * number / (count + 1)
        x, y = self._at(place_id)
        return self._make(
            place_id,
            (
                x + math.cos(angle) * BERTH_CIRCLE_METRES,
                y + math.sin(angle) * BERTH_CIRCLE_METRES,
            ),
            number,
        )

    def _at(self, place_id: str) -> Point:
        return self.plan.network.points[self.plan.stop_node[place_id]]

    def _make(self, place_id: str, point: Point, number: int | None = None) -> Pole:
        if number is None:
            number = len(self.made[place_id]) + 1
        pole = Pole(f"{place_id}_{number}", self.places[place_id], number, point)
        self.made[place_id].append(pole)
        return pole

    def all(self) -> list[Pole]:
        """Every pole, by stop and number."""
        return [
            pole
            for place in self.places
            for pole in sorted(self.made.get(place, []), key=lambda p: p.number)
        ]


@dataclass(slots=True)
class Courses:
    """Shortest ways along the main roads, remembered."""

    plan: StreetPlan
    known: dict[tuple[int, int], list[Point]] = field(default_factory=dict)
    at: dict[int, list[Edge]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for edge in self.plan.network.edges:
            if edge.kind == "road":
                self.at[edge.a].append(edge)
                self.at[edge.b].append(edge)

    def between(self, a: int, b: int) -> list[Point]:
        """The points of the shortest way from node a to node b."""
        if (a, b) not in self.known:
            self.known[a, b] = self._search(a, b)
        return self.known[a, b]

    def _search(self, a: int, b: int) -> list[Point]:
        best = {a: 0.0}
        came: dict[int, tuple[int, Edge]] = {}
        queue = [(0.0, a)]
        while queue:
            metres, node = heapq.heappop(queue)
            if node == b:
                break
            if metres > best[node]:
                continue
            for edge in self.at[node]:
                other = edge.b if edge.a == node else edge.a
                further = metres + edge.metres
                if further < best.get(other, math.inf):
                    best[other] = further
                    came[other] = (node, edge)
                    heapq.heappush(queue, (further, other))
        points: list[Point] = [self.plan.network.points[b]]
        at = b
        while at != a:
            at, edge = came[at]
            ordered = edge.points if edge.a == at else edge.points[::-1]
            points = [*ordered[:-1], *points]
        return points


@dataclass(frozen=True, slots=True)
class Run:
    """One direction of a route on the ground: its poles, its line, metres to each."""

    poles: tuple[Pole, ...]
    line: tuple[Point, ...]
    metres: tuple[float, ...]


def lay_run(stops: list[str], route: str, poles: Poles, courses: Courses) -> Run:
    """Drive along the stops and choose a pole at each."""
    nodes = [poles.plan.stop_node[s] for s in stops]
    line: list[Point] = [poles.plan.network.points[nodes[0]]]
    metres = [0.0]
    pieces = [courses.between(a, b) for a, b in pairwise(nodes)]
    for piece in pieces:
        metres.append(metres[-1] + length_of(piece))
        line += piece[1:]
    chosen = [poles.berth(stops[0], route, _direction(pieces[0], True))]
    for stop, piece in zip(stops[1:-1], pieces[1:], strict=False):
        chosen.append(poles.passing(stop, _direction(piece, True)))
    chosen.append(poles.berth(stops[-1], "", _direction(pieces[-1], False)))
    return Run(tuple(chosen), tuple(line), tuple(metres))


def _direction(piece: list[Point], leaving: bool) -> float:
    (ax, ay), (bx, by) = piece[:2] if leaving else piece[-2:]
    return math.atan2(by - ay, bx - ax)
