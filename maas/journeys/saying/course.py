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
OFF_GROUND: Final = (EdgeKind.LIFT, EdgeKind.ESCALATOR)


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
    started: F64  # seconds until it is begun, the waiting at its start included
    ended: F64  # shape (stretches,): seconds until it is passed, before any rest
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
        started, ended, now = [], [], 0.0
        for one in stretches:
            now += one.piece.wait_seconds
            started.append(now)
            now += one.piece.seconds
            ended.append(now)
            now += one.piece.rest_seconds
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
            started=np.array([*started, now]),
            ended=np.array(ended),
            up=_sums(np.maximum(climbs, 0.0)),
            down=_sums(np.maximum(-climbs, 0.0)),
            climb_known=known,
        )

    def __len__(self) -> int:
        return len(self.stretches)

    def place(self, at: int) -> tuple[float, float]:
        """Return where a stretch begins; the end of all where ``at`` is their number."""
        if at < len(self.stretches):
            one = self.stretches[at]
            return float(one.lats[0]), float(one.lons[0])
        last = self.stretches[-1]
        return float(last.lats[-1]), float(last.lons[-1])

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

    def metres_of(self, first: int, end: int) -> float:
        """Return the length of stretches ``first`` to ``end`` - 1."""
        return float(self.metres[end] - self.metres[first])

    def off_street(self, at: int) -> bool:
        """Is a stretch a straight line, of which nothing else is known?"""
        if self.edges[at] < 0 or self.kinds[at] is EdgeKind.STRAIGHT:
            return True
        return self.kinds[at] is EdgeKind.LINK

    def level(self, at: int) -> float | None:
        """Return the level where a stretch begins, None where it is not known."""
        node = self.node(at)
        level = float(self.streets.node_level[node]) if node >= 0 else np.nan
        return None if np.isnan(level) else level


def climb_between(course: Course, first: int, end: int) -> float | None:
    """Return the metres climbed between two stretches, up less down, if any is known."""
    if not course.climb_known[first:end].any():
        return None
    ups, downs = course.up, course.down
    return float(ups[end] - ups[first] - (downs[end] - downs[first]))


def runs(flags: Sequence[object]) -> list[tuple[int, int]]:
    """Return [first, end) of each run of equal values.

    >>> runs("aabccc")
    [(0, 2), (2, 3), (3, 6)]
    """
    cuts = [0, *(i for i in range(1, len(flags)) if flags[i] != flags[i - 1])]
    return list(pairwise([*cuts, len(flags)])) if flags else []


def _sums(values: Sequence[float] | F64) -> F64:
    return np.concatenate([[0.0], np.cumsum(np.asarray(values, dtype=np.float64))])
