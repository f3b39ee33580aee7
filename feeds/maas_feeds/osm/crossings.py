"""How long whole crossings are: from kerb or island to the next."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import Final

import numpy as np

from maas.columns import Bool
from maas.geo import metres_per_degree
from maas.streets.graph import EdgeKind

from .draft import Draft
from .points import is_island
from .raw import RawOsm, Tags

CORNER_DEGREES: Final = 45.0
"""Where crossings meet off the road and turn more than this, one ends and another
begins: a street corner without sidewalks drawn."""

LONGEST_CHAIN: Final = 12
"""A crossing is not followed over more stretches than this."""


def measure_crossings(draft: Draft, raw: RawOsm) -> None:
    """Fill ``crossing_metres``: a crossing goes on through the nodes of the road.

    It ends at a kerb, at an island, at a corner, and where a way that is no crossing
    goes on. Where it branches, its longest way through counts.
    """
    rows = np.flatnonzero(
        (draft["kind"] == EdgeKind.CROSSING) & np.isnan(draft["crossing_metres"])
    ).tolist()
    walk = _Walk(draft, raw, rows)
    for row in rows:
        whole = float(draft["metres"][row])
        for end in ("tail", "head"):
            whole += walk.furthest(int(draft[end][row]), row, (row,))
        draft["crossing_metres"][row] = whole


class _Walk:
    """Goes along crossings from stretch to stretch."""

    def __init__(self, draft: Draft, raw: RawOsm, rows: list[int]) -> None:
        self.draft = draft
        self.in_road = _in_road(draft, raw)
        ends = _ends(draft, raw)
        self.touching: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            for end in ("tail", "head"):
                node = int(draft[end][row])
                if not ends[node]:
                    self.touching[node].append(row)

    def furthest(self, node: int, came: int, used: tuple[int, ...]) -> float:
        """Metres of the longest way on from a node, over no stretch twice."""
        best = 0.0
        if len(used) > LONGEST_CHAIN:
            return best
        for row in self.touching.get(node, ()):
            if row in used or not self._goes_on(node, came, row):
                continue
            tail, head = int(self.draft["tail"][row]), int(self.draft["head"][row])
            on = head if tail == node else tail
            way = float(self.draft["metres"][row])
            best = max(best, way + self.furthest(on, row, (*used, row)))
        return best

    def _goes_on(self, node: int, came: int, row: int) -> bool:
        if self.in_road[node]:
            return True
        x, y = self._heading(node, came)
        u, v = self._heading(node, row)
        # Straight on, the two leave the node in opposite directions.
        turn = abs(math.degrees(math.atan2(x * v - y * u, -(x * u + y * v))))
        return turn <= CORNER_DEGREES

    def _heading(self, node: int, row: int) -> tuple[float, float]:
        """Metres east and north from a node to the next point of a stretch."""
        draft = self.draft
        first, last = int(draft.shape_at[row]), int(draft.shape_at[row + 1]) - 1
        point = first + 1 if draft["tail"][row] == node else last - 1
        north, east = metres_per_degree(float(draft.node_lat[node]))
        return (
            float(draft.shape_lon[point] - draft.node_lon[node]) * east,
            float(draft.shape_lat[point] - draft.node_lat[node]) * north,
        )


def _in_road(draft: Draft, raw: RawOsm) -> Bool:
    """Nodes on a carriageway; where roads are left out, a crossing's node tells it."""
    tagged = [osm for osm, tags in raw.points.items() if _tells_of_road(tags)]
    found = np.isin(draft.node_osm, np.array(tagged, dtype=np.int64))
    found &= draft.node_osm != 0
    for end in ("tail", "head"):
        found[draft[end][draft["carriageway"] == 1]] = True
    return found


def _ends(draft: Draft, raw: RawOsm) -> Bool:
    """Nodes at which a crossing ends."""
    osm_ends = [osm for osm, tags in raw.points.items() if _is_end(tags)]
    ends = np.isin(draft.node_osm, np.array(osm_ends, dtype=np.int64))
    ends &= draft.node_osm != 0
    other = (draft["kind"] != EdgeKind.CROSSING) & (draft["carriageway"] == 0)
    for end in ("tail", "head"):
        ends[draft[end][other]] = True
    return ends


def _is_end(tags: Tags) -> bool:
    if is_island(tags):
        return True
    # A crossing's node in the road tells of kerbs that lie at its sides.
    at_kerb = "kerb" in tags or tags.get("barrier") == "kerb"
    return at_kerb and not _tells_of_road(tags)


def _tells_of_road(tags: Tags) -> bool:
    return tags.get("highway") == "crossing" or "crossing" in tags
