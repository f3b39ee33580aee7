"""What a wheelchair meets on Valhalla's way, by our rules, and why ours differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final

import numpy as np
import shapely
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from maas.columns import F64, I64, Bool
from maas.geo import metres_per_degree
from maas.streets.graph import EdgeKind, Streets
from maas.streets.verdict import Verdict, test_names
from maas.units import UNREACHED

from .asking import Way

NEAR_METRES: Final = 1.5
"""An edge is passed by a line that is this near to its ends and its middle."""
SAME_SHARE: Final = 0.9
SHORT_METRES: Final = 5.0
"""What Valhalla cuts off at the ends of its way is no way of its own."""
UNPASSED: Final = (EdgeKind.LIFT, EdgeKind.LINK, EdgeKind.STRAIGHT)


class Outcome(StrEnum):
    """How the two answers to one pair stand to each other."""

    SAME = "same way"
    BARRIER = "Valhalla passes a barrier"
    ELSEWHERE = "Valhalla walks where we do not"
    COSTS = "both passable, another preferred"
    ONLY_VALHALLA = "only Valhalla"
    SHORT = "Valhalla ends beside the place"
    ONLY_OURS = "only ours"
    NEITHER = "neither"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Barrier:
    """Something on Valhalla's way that our person cannot pass."""

    test: str
    way: int  # OSM way
    nodes: tuple[int, int]  # OSM nodes at its ends, 0 none
    value: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One pair, compared."""

    outcome: Outcome
    barriers: tuple[Barrier, ...]
    elsewhere: tuple[int, ...]  # OSM ways that Valhalla walks along and we do not
    unknown: frozenset[str]  # tests that nobody knows the outcome of, on Valhalla's way
    certain: bool  # ours can be made for certain
    longer_seconds: int | None  # Valhalla's way at our pace, where all else is equal


class Comparer:
    """Finds our own ways and judges Valhalla's, in one town for one person."""

    def __init__(
        self, streets: Streets, verdict: Verdict, must_know: frozenset[str]
    ) -> None:
        self._streets, self._verdict = streets, verdict
        self._must_know = must_know
        self._ways = frozenset(np.abs(streets.osm_way).tolist())
        self._possible = _graph(streets, verdict, verdict.possible == 1)
        self._certain = _graph(streets, verdict, verdict.certain == 1)
        self._north, self._east = metres_per_degree(float(np.median(streets.node_lat)))
        self._nodes = shapely.points(self._flat(streets.node_lat, streets.node_lon))
        middle = (streets.shape_at[:-1] + streets.shape_at[1:] - 1) // 2
        self._middles = shapely.points(
            self._flat(streets.shape_lat[middle], streets.shape_lon[middle])
        )

    def compare(self, origin: int, destination: int, theirs: Way | None) -> Compared:
        """Compare both ways between two nodes."""
        ours = self._way(self._possible, origin, destination)
        sure = self._way(self._certain, origin, destination)
        if theirs is None:
            outcome = Outcome.NEITHER if ours is None else Outcome.ONLY_OURS
            return Compared(outcome, (), (), frozenset(), sure is not None, None)
        passed = self.passed(theirs)
        barriers = tuple(dict.fromkeys(self._barriers(passed)))
        elsewhere = tuple(dict.fromkeys(self._elsewhere(theirs, passed)))
        beside = self._is_beside(theirs, origin, destination)
        outcome = self._outcome(ours, passed, barriers, elsewhere, beside)
        longer = None
        if outcome is Outcome.COSTS and ours is not None:
            seconds = self._verdict.seconds
            longer = int(seconds[passed].sum() - seconds[ours].sum())
        unknown, certain = self._unknown(passed), sure is not None
        return Compared(outcome, barriers, elsewhere, unknown, certain, longer)

    def _outcome(
        self,
        ours: I64 | None,
        passed: I64,
        barriers: Sequence[Barrier],
        elsewhere: Sequence[int],
        beside: bool,
    ) -> Outcome:
        if ours is None and (barriers or elsewhere):
            return Outcome.ONLY_VALHALLA
        if ours is None:
            return Outcome.SHORT if beside else Outcome.UNEXPLAINED
        if barriers:
            return Outcome.BARRIER
        if elsewhere:
            return Outcome.ELSEWHERE
        metres = self._streets.metres
        common = np.isin(ours, passed) | np.isin(self._streets.edge_twin[ours], passed)
        share = metres[ours[common]].sum() / max(metres[ours].sum(), 1e-9)
        return Outcome.SAME if share >= SAME_SHARE else Outcome.COSTS

    def passed(self, theirs: Way) -> I64:
        """Return our edges along Valhalla's line, in the direction of travel."""
        streets = self._streets
        line = shapely.LineString(self._flat(*np.array(theirs.line).T))
        shapely.prepare(line)
        near = shapely.dwithin(self._nodes, line, NEAR_METRES)
        edges = np.flatnonzero(near[streets.edge_from] & near[streets.edge_to])
        edges = edges[~np.isin(streets.kind[edges], UNPASSED)]
        ways = [way for way, _, _ in theirs.parts]
        edges = edges[np.isin(np.abs(streets.osm_way[edges]), ways)]
        middle = self._middles[streets.shape[edges]]
        edges = edges[shapely.dwithin(middle, line, NEAR_METRES)]
        along = shapely.line_locate_point(line, self._nodes)
        ahead = along[streets.edge_from[edges]] < along[streets.edge_to[edges]]
        found: I64 = edges[ahead]
        return found

    def _is_beside(self, theirs: Way, origin: int, destination: int) -> bool:
        """Does Valhalla's way begin or end away from the place that it was asked for?"""
        streets = self._streets
        nodes = [origin, destination]
        asked = self._flat(streets.node_lat[nodes], streets.node_lon[nodes])
        ends = self._flat(*np.array([theirs.line[0], theirs.line[-1]]).T)
        return bool((np.hypot(*(ends - asked).T) > SHORT_METRES).any())

    def _elsewhere(self, theirs: Way, passed: I64) -> Iterator[int]:
        """Yield the OSM ways of Valhalla's line that none of our edges runs along.

        Where it begins or ends within one of our edges, it is on our streets.
        """
        along = set(np.abs(self._streets.osm_way[passed]).tolist())
        points = self._flat(*np.array(theirs.line).T)
        for way, first, last in theirs.parts:
            at_end = first == 0 or last == len(points) - 1
            steps = np.diff(points[first : last + 1], axis=0)
            if way in along or np.hypot(*steps.T).sum() <= SHORT_METRES:
                continue
            if not (at_end and way in self._ways):
                yield way

    def _barriers(self, edges: I64) -> Iterator[Barrier]:
        streets = self._streets
        for edge in edges.tolist():
            tail, head = streets.edge_from.item(edge), streets.edge_to.item(edge)
            nodes = streets.node_osm.item(tail), streets.node_osm.item(head)
            for test in test_names(self._verdict.bars.item(edge)):
                value = _value(streets, test, edge)
                yield Barrier(test, streets.osm_way.item(edge), nodes, value)

    def _unknown(self, edges: I64) -> frozenset[str]:
        bits = np.bitwise_or.reduce(self._verdict.unknown[edges], initial=0)
        return frozenset(test_names(int(bits))) & self._must_know

    def _way(
        self, graph: tuple[csr_array, I64], origin: int, destination: int
    ) -> I64 | None:
        """Return the quickest way as edges; None where there is none."""
        matrix, edge_of = graph
        _, before = dijkstra(matrix, indices=origin, return_predecessors=True)
        nodes = [destination]
        while nodes[-1] != origin:
            if before[nodes[-1]] < 0:
                return None
            nodes.append(int(before[nodes[-1]]))
        nodes.reverse()
        found = []
        for tail, head in pairwise(nodes):
            row = slice(matrix.indptr[tail], matrix.indptr[tail + 1])
            found.append(edge_of[row][matrix.indices[row] == head][0])
        return np.array(found, dtype=np.int64)

    def _flat(self, lat: F64, lon: F64) -> F64:
        """Metres on a plane: a town is small."""
        return np.column_stack([lon * self._east, lat * self._north])


def _graph(streets: Streets, verdict: Verdict, usable: Bool) -> tuple[csr_array, I64]:
    """Seconds from node to node, of parallel edges the quickest; and those edges."""
    edges = np.flatnonzero(usable & (verdict.seconds != UNREACHED))
    tail, head = streets.edge_from[edges], streets.edge_to[edges]
    order = np.lexsort((verdict.seconds[edges], head, tail))
    edges, tail, head = edges[order], tail[order], head[order]
    first = np.ones(len(edges), dtype=bool)
    first[1:] = (np.diff(tail) != 0) | (np.diff(head) != 0)
    edges, tail, head = edges[first], tail[first], head[first]
    # Nothing takes no time, else scipy takes it for no edge.
    seconds = np.maximum(verdict.seconds[edges], 1e-3)
    at = np.searchsorted(tail, np.arange(streets.node_count + 1))
    shape = (streets.node_count, streets.node_count)
    return csr_array((seconds, head, at), shape=shape), edges


def _value(streets: Streets, test: str, edge: int) -> str:
    """Say what is there."""
    columns: Mapping[str, tuple[str, str]] = {
        "steps": ("steps", " steps"),
        "slope_up": ("steepest_up", " % up"),
        "slope_down": ("steepest_down", " % down"),
        "cross_slope": ("cross_slope_percent", " % across"),
        "kerb": ("kerb_cm", " cm"),
        "width": ("width_cm", " cm"),
    }
    if test not in columns:
        return ""
    column, unit = columns[test]
    value = float(getattr(streets, column)[edge])
    return f"{value:.3g}{unit}" if value >= 0 else ""
