"""A walk as one line: where one is, how long it took and how high one climbed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from ...columns import F64, Bool
from ...geo import ground_metres
from ...streets.graph import EdgeKind, Streets
from ..itinerary import Walk
from ..stretch import Stretch, drawn

SHORT_METRES: Final = 30.0
"""Shorter links and lines off the streets belong to the street that they lead to."""


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """The stretches of a walk, in order, and sums along them.

    Sums have shape (stretches + 1,): before each stretch, and at the end.
    """

    streets: Streets
    stretches: tuple[Stretch, ...]
    edges: tuple[int, ...]  # of each stretch, -1 a straight line off the streets
    kinds: tuple[EdgeKind, ...]
    metres: F64
    up: F64  # metres climbed, of what is known
    down: F64  # metres gone down, positive
    climb_known: Bool  # shape (stretches,)

    @classmethod
    def of(cls, streets: Streets, walk: Walk) -> Course:
        """Draw a walk that has a path."""
        start = walk.origin.lat, walk.origin.lon
        end = walk.destination.lat, walk.destination.lon
        stretches = tuple(drawn(streets, walk.path, start, end))
        edges = tuple(one.piece.edge for one in stretches)
        kinds = tuple(
            EdgeKind(int(streets.kind[edge])) if edge >= 0 else EdgeKind.STRAIGHT
            for edge in edges
        )
        climbs = np.array(
            [
                float(streets.climb_metres[one.piece.edge])
                * (one.piece.last - one.piece.first)
                if one.piece.edge >= 0
                else np.nan
                for one in stretches
            ]
        )
        known = ~np.isnan(climbs)
        climbs = np.where(known, climbs, 0.0)
        return cls(
            streets=streets,
            stretches=stretches,
            edges=edges,
            kinds=kinds,
            metres=_sums([one.metres for one in stretches]),
            up=_sums(np.maximum(climbs, 0.0)),
            down=_sums(np.maximum(-climbs, 0.0)),
            climb_known=known,
        )

    def __len__(self) -> int:
        return len(self.stretches)

    def place(self, at: float) -> tuple[float, float]:
        """Return a position's latitude and longitude: 2.5 is half way along stretch 2."""
        number = min(int(at), len(self.stretches) - 1)
        one, share = self.stretches[number], at - number
        if share in (0.0, 1.0):
            end = -1 if share else 0
            return float(one.lats[end]), float(one.lons[end])
        steps = ground_metres(one.lats[:-1], one.lons[:-1], one.lats[1:], one.lons[1:])
        along = _sums(steps)
        here = share * along[-1]
        return (
            float(np.interp(here, along, one.lats)),
            float(np.interp(here, along, one.lons)),
        )

    def node(self, at: int) -> int:
        """Return the node where a stretch begins, -1 where it begins at none."""
        if at < len(self.edges) and self.edges[at] >= 0:
            one = self.stretches[at].piece
            if one.first == 0.0:
                return int(self.streets.edge_from[one.edge])
        if at > 0 and self.edges[at - 1] >= 0:
            one = self.stretches[at - 1].piece
            if one.last == 1.0:
                return int(self.streets.edge_to[one.edge])
        return -1

    def line(self, first: int, end: int) -> tuple[F64, F64]:
        """Return latitudes and longitudes of stretches ``first`` to ``end`` - 1."""
        lats = np.concatenate([one.lats for one in self.stretches[first:end]])
        lons = np.concatenate([one.lons for one in self.stretches[first:end]])
        keep = np.ones(len(lats), dtype=bool)
        keep[1:] = ground_metres(lats[:-1], lons[:-1], lats[1:], lons[1:]) > 0.05
        return lats[keep], lons[keep]

    def metres_of(self, first: float, end: float) -> float:
        """Return the length between two positions."""
        numbers = np.arange(len(self.metres))
        at = np.interp([first, end], numbers, self.metres)
        return float(at[1] - at[0])

    def seconds_of(self, first: int, end: int) -> int:
        """Return the time on foot of stretches ``first`` to ``end`` - 1."""
        return sum(one.piece.seconds for one in self.stretches[first:end])

    def climb_of(self, first: int, end: int) -> float | None:
        """Return the metres climbed on some stretches, up less down, if any is known."""
        if not self.climb_known[first:end].any():
            return None
        net = self.up - self.down
        return float(net[end] - net[first])

    def off_street(self, at: int) -> bool:
        """Is a stretch a straight line, of which nothing else is known?"""
        if self.edges[at] < 0 or self.kinds[at] is EdgeKind.STRAIGHT:
            return True
        return self.kinds[at] is EdgeKind.LINK

    def inside(self, at: int) -> bool:
        """Is a stretch in a building, or one of a station's pathways?"""
        return self.indoors(at) or (
            self.edges[at] >= 0 and int(self.streets.pathway[self.edges[at]]) >= 0
        )

    def indoors(self, at: int) -> bool:
        """Is a stretch known to be in a building?"""
        edge = self.edges[at]
        if edge < 0:
            return False
        corridor = self.kinds[at] is EdgeKind.CORRIDOR
        return corridor or int(self.streets.indoor[edge]) == 1

    def level(self, at: int) -> float | None:
        """Return the level where a stretch begins, None where it is not known."""
        node = self.node(at)
        level = float(self.streets.node_level[node]) if node >= 0 else np.nan
        return None if np.isnan(level) else level


def runs(flags: Sequence[object]) -> list[tuple[int, int]]:
    """Return [first, end) of each run of equal values.

    >>> runs("aabccc")
    [(0, 2), (2, 3), (3, 6)]
    """
    cuts = [0, *(i for i in range(1, len(flags)) if flags[i] != flags[i - 1])]
    return list(pairwise([*cuts, len(flags)])) if flags else []


def _sums(values: Sequence[float] | F64) -> F64:
    return np.concatenate([[0.0], np.cumsum(np.asarray(values, dtype=np.float64))])
