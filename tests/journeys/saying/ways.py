"""Walks in towns of a few streets: maps as text, ways as names of nodes."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from maas.columns import Strings
from maas.journeys.itinerary import Piece, Point, Walk, WalkKind
from maas.journeys.saying import Instruction, instructions
from maas.people.profile import Efforts, Limits, Person, Policy, Speeds
from maas.streets.graph import EdgeKind, Streets
from tests.feeds.osm.town import ORIGIN, Town, place, stops_at
from tests.kernel import city_of
from tests.text import feed

TOKYO = ZoneInfo("Asia/Tokyo")
EIGHT = datetime(2026, 3, 10, 8, 0, tzinfo=TOKYO)


class Map:
    """A town's streets and a city that has no others.

    ``stops`` are (name, x, y, location_type); their feed has one bus far away.
    """

    def __init__(
        self,
        folder: Path,
        text: str,
        stops: Sequence[tuple[str, float, float, int]] = (),
        languages: tuple[str, ...] = ("ja", "en"),
    ) -> None:
        spots = [(x, y) for _, x, y, _ in stops]
        kinds = tuple(kind for *_, kind in stops)
        self.town = Town(text, folder, stops_at(*spots, kind=kinds) if stops else None)
        names = [f"s{i}" for i in range(max(len(stops), 2))]
        bus = feed(folder / "gtfs", f"red {' '.join(names)}\n 1" + " 8:00" * len(names))
        city = city_of(bus.folder, {}, timezone="Asia/Tokyo")
        if stops:
            lat, lon = np.array([place(x, y) for x, y in spots]).T
            table = replace(
                city.stops,
                name=Strings.of([name for name, *_ in stops]),
                lat=lat,
                lon=lon,
                location_type=np.array(kinds, dtype=np.int8),
            )
            city = replace(city, stops=table)
        else:
            unplaced = np.full(2, np.nan)
            city = replace(city, stops=replace(city.stops, lat=unplaced, lon=unplaced))
        self.city = replace(city, streets=self.town.streets, languages=languages)

    def change(self, tail: str, head: str, **columns: Any) -> None:
        """Set columns of the edge between two nodes, one way."""
        (edge,) = self.town.edges(tail, head)
        streets: Streets = self.city.streets
        for name, value in columns.items():
            column = getattr(streets, name).copy()
            column[edge] = value
            streets = replace(streets, **{name: column})
        self.city = replace(self.city, streets=streets)

    def walk(
        self,
        way: str,
        *,
        waits: Mapping[str, int] | None = None,
        rests: Mapping[str, int] | None = None,
        names: tuple[str, str] = ("", ""),
        aside: tuple[float, float] | None = None,
    ) -> Walk:
        """Walk from node to node at 1 m/s, lifts in a minute.

        ``waits`` and ``rests`` are seconds at nodes, ``aside`` where the walk ends in a
        straight line from its last node.
        """
        nodes, streets = way.split(), self.city.streets
        pieces = []
        hops = [
            (edge, tail, head)
            for tail, head in pairwise(nodes)
            for edge in self._edges(tail, head)
        ]
        for edge, tail, head in hops:
            metres = float(streets.metres[edge])
            fixed = float(streets.seconds[edge])
            pieces.append(
                Piece(
                    edge,
                    0.0,
                    1.0,
                    metres,
                    round(metres if np.isnan(fixed) else fixed),
                    (waits or {}).get(tail, 0)
                    if streets.edge_from[edge] == self._row(tail)
                    else 0,
                    (rests or {}).get(head, 0)
                    if streets.edge_to[edge] == self._row(head)
                    else 0,
                )
            )
        start, end = self._at(nodes[0]), self._at(nodes[-1])
        if aside is not None:
            far = place(*aside)
            line = np.hypot(*(np.array(aside) - self._metres(end)))
            pieces.append(Piece(-1, 0.0, 1.0, float(line), round(line)))
            end = far
        seconds = sum(p.seconds + p.wait_seconds + p.rest_seconds for p in pieces)
        return Walk(
            WalkKind.DIRECT,
            Point(names[0], *start),
            Point(names[1], *end),
            EIGHT,
            EIGHT + timedelta(seconds=seconds),
            sum(piece.metres for piece in pieces),
            False,
            path=tuple(pieces),
        )

    def tell(
        self, way: str, language: str, person: Person | None = None, **more: Any
    ) -> list[str]:
        """Tell a walk, a line for each instruction: kind and text."""
        return lines(instructions(self.city, self.walk(way, **more), person, language))

    def _edges(self, tail: str, head: str) -> list[int]:
        """The shortest way along streets: stops cut them where they are tied to them."""
        streets, end = self.city.streets, self._row(head)
        queue, done = [(0.0, self._row(tail), list[int]())], set[int]()
        while queue:
            metres, node, way = heapq.heappop(queue)
            if node == end:
                return way
            if node in done:
                continue
            done.add(node)
            for edge in range(streets.edge_at[node], streets.edge_at[node + 1]):
                if streets.kind[edge] != EdgeKind.LINK:
                    further = metres + float(streets.metres[edge])
                    heapq.heappush(
                        queue, (further, int(streets.edge_to[edge]), [*way, edge])
                    )
        raise ValueError(f"no way from {tail} to {head}")

    def _row(self, name: str) -> int:
        """A node of the map, or the stop of that name."""
        names = list(self.city.stops.name)
        if name in names:
            return int(self.city.streets.stop_node[names.index(name)])
        if "@" in name:  # lift@1: the node of a lift on a level
            node, level = name.split("@")
            streets = self.city.streets
            rows = np.flatnonzero(
                (streets.node_osm == self.town.ids[node])
                & (streets.node_level == float(level))
            )
            (row,) = rows.tolist()
            return int(row)
        return self.town.node(name)

    def _at(self, name: str) -> tuple[float, float]:
        row, streets = self._row(name), self.city.streets
        return float(streets.node_lat[row]), float(streets.node_lon[row])

    def _metres(self, spot: tuple[float, float]) -> tuple[float, float]:
        one = np.array(place(1.0, 1.0)) - np.array(ORIGIN)
        return tuple(((np.array(spot) - np.array(ORIGIN)) / one)[::-1])


def lines(told: Sequence[Instruction]) -> list[str]:
    """Kind and text of every instruction."""
    return [f"{one.kind}: {one.text}" for one in told]


def person(
    *,
    wants: Sequence[str] = (),
    must_know: Sequence[str] = (),
    limits: Limits | None = None,
    efforts: Efforts | None = None,
) -> Person:
    """Somebody who walks at 1 m/s."""
    return Person(
        id="somebody",
        names={},
        about={},
        speeds=Speeds(((0.0, 1.0),)),
        limits=limits or Limits(),
        efforts=efforts or Efforts(),
        must_know=frozenset(must_know),
        unknown=Policy.ALLOW,
        wants=frozenset(wants),
    )
