"""Kerbs at nodes: an edge has the higher of those at its two ends.

A fact about one of them must not hide the other. What OpenStreetMap says of a node is
therefore read again: an edge's column tells the highest kerb only, not whose it is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import osmium

from maas.columns import F32, I32
from maas.streets.graph import Streets

from ..osm.points import point_facts
from .claims import Claim
from .find import Finder

_KEYS: Final = ("kerb", "kerb:height", "barrier")


def read_kerbs(paths: Sequence[Path]) -> dict[int, float]:
    """Return the height in centimetres of every node of OSM files that has a kerb."""
    found: dict[int, float] = {}
    for path in paths:
        nodes = osmium.FileProcessor(path, osmium.osm.NODE)
        for node in nodes.with_filter(osmium.filter.KeyFilter(*_KEYS)):
            facts = point_facts({tag.k: tag.v for tag in node.tags})
            if facts and not math.isnan(facts.kerb_cm):
                found[node.id] = facts.kerb_cm
    return found


class NodeKerbs:
    """Kerbs of nodes as facts say, else as OpenStreetMap does."""

    def __init__(
        self,
        finder: Finder,
        claims: Sequence[Claim],
        winner: I32,
        before: Mapping[int, float],
    ) -> None:
        """``winner`` is (nodes,): number of the claim that holds at each node, -1."""
        self._finder, self._claims, self._winner = finder, claims, winner
        self._before = before

    def fold(
        self, column: F32, edge_winner: I32
    ) -> tuple[F32, dict[int, list[int]], I32]:
        """Return the edges' kerbs, the claims about nodes each is of, and other claims.

        ``column`` is what was known before any fact, ``edge_winner`` (edges,) the claim
        that holds for the edge as a whole: of the two kinds the later holds.
        """
        streets = self._finder.streets
        kerbs, of_nodes, whole = (
            column.copy(),
            dict[int, list[int]](),
            edge_winner.copy(),
        )
        told = np.flatnonzero(self._winner >= 0)
        for edge in sorted({e for n in told.tolist() for e in self._passing(n)}):
            ends = [
                end
                for end in (streets.edge_from.item(edge), streets.edge_to.item(edge))
                if edge in self._passing(end)
            ]
            numbers = [self._winner.item(n) for n in ends if self._winner[n] >= 0]
            rank = max(self._claims[number].rank for number in numbers)
            if whole[edge] >= 0:
                if self._claims[whole.item(edge)].rank >= rank:
                    continue
                whole[edge] = -1
            kerbs[edge] = self._height(streets, column.item(edge), ends)
            of_nodes[edge] = numbers
        return kerbs, of_nodes, whole

    def _passing(self, node: int) -> list[int]:
        edges: list[int] = self._finder.passing(node).tolist()
        return edges

    def _height(self, streets: Streets, before: float, ends: list[int]) -> float:
        mapped = [
            self._before.get(streets.node_osm.item(node), math.nan) for node in ends
        ]
        now = [
            self._claims[self._winner.item(node)].value
            if self._winner[node] >= 0
            else old
            for node, old in zip(ends, mapped, strict=True)
        ]
        # What is higher than either end's own kerb lies somewhere between them.
        if not before <= _highest(mapped):
            now.append(before)
        return _highest(now)


def _highest(values: list[float]) -> float:
    return max((value for value in values if not math.isnan(value)), default=math.nan)
