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
from maas.errors import CityError
from maas.streets.graph import Streets

from ..osm.ways import kerb_cm
from .claims import Claim
from .find import Finder

_KEYS: Final = ("kerb", "kerb:height", "barrier")


def read_kerbs(paths: Sequence[Path]) -> dict[int, float]:
    """Return the height in centimetres of every node of OSM files that has a kerb.

    Of its own, or as a point of a kerb that is drawn as a line along the road.
    """
    on_lines: dict[int, float] = {}
    found: dict[int, float] = {}
    for path in paths:
        items = osmium.FileProcessor(path, osmium.osm.NODE | osmium.osm.WAY)
        for item in items.with_filter(osmium.filter.KeyFilter(*_KEYS)):
            height = kerb_cm({tag.k: tag.v for tag in item.tags})
            if math.isnan(height):
                continue
            if isinstance(item, osmium.osm.Node):
                found[item.id] = height
            elif isinstance(item, osmium.osm.Way) and "barrier" in item.tags:
                on_lines |= {ref.ref: height for ref in item.nodes}
    return on_lines | found


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
        self.doubts: dict[str, None] = {}
        """Sentences, each once, on facts that do not lower an edge's kerb."""

    def fold(
        self, column: F32, edge_winner: I32
    ) -> tuple[F32, dict[int, list[int]], I32]:
        """Return the edges' kerbs, the claims about nodes each is of, and other claims.

        ``column`` is what was known before any fact, ``edge_winner`` (edges,) the claim
        that holds for the edge as a whole: of the two kinds the later holds. Raises
        ``CityError`` where the town says both on one day and they differ.
        """
        streets = self._finder.streets
        kerbs, whole = column.copy(), edge_winner.copy()
        of_nodes: dict[int, list[int]] = {}
        told = np.flatnonzero(self._winner >= 0)
        for edge in sorted({e for n in told.tolist() for e in self._passing(n)}):
            ends = [
                end
                for end in (streets.edge_from.item(edge), streets.edge_to.item(edge))
                if edge in self._passing(end)
            ]
            numbers = [self._winner.item(n) for n in ends if self._winner[n] >= 0]
            if whole[edge] >= 0:
                if self._whole_holds(self._claims[whole.item(edge)], numbers):
                    continue
                whole[edge] = -1
            kerbs[edge] = self._height(streets, column.item(edge), ends)
            of_nodes[edge] = numbers
        return kerbs, of_nodes, whole

    def _whole_holds(self, whole: Claim, numbers: list[int]) -> bool:
        """Whether a claim about an edge is no older than those about its ends."""
        ends = [self._claims[number] for number in numbers]
        latest = max(claim.rank for claim in ends)
        for claim in ends:
            if claim.rank == whole.rank and claim.value > whole.value:
                raise CityError(claim.contradiction(whole))
        return whole.rank >= latest

    def _passing(self, node: int) -> list[int]:
        edges: list[int] = self._finder.passing(node).tolist()
        return edges

    def _height(self, streets: Streets, before: float, ends: list[int]) -> float:
        mapped = [
            self._before.get(streets.node_osm.item(node), math.nan) for node in ends
        ]
        now = [
            # What is mapped at an end but not in the edge's column is not met there.
            self._claims[self._winner.item(node)].value
            if self._winner[node] >= 0
            else (old if old <= before else math.nan)
            for node, old in zip(ends, mapped, strict=True)
        ]
        # What is higher than either end's own kerb lies somewhere between them.
        if not before <= _highest(mapped):
            now.append(before)
            self._doubt(streets, before, ends)
        return _highest(now)

    def _doubt(self, streets: Streets, before: float, ends: list[int]) -> None:
        for node in ends:
            number = self._winner.item(node)
            if number >= 0 and self._claims[number].value < before:
                claim, osm = self._claims[number], streets.node_osm.item(node)
                self.doubts[
                    f"{claim.where}: {claim.said} at node {osm}, but a way there has a "
                    f"kerb of {before:g} cm elsewhere, which stays; tell that of the "
                    f"way if it is wrong."
                ] = None


def _highest(values: list[float]) -> float:
    return max((value for value in values if not math.isnan(value)), default=math.nan)
