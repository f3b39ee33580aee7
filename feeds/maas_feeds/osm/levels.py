"""On which level each node is, as far as tags say."""

from __future__ import annotations

import numpy as np

from maas.columns import F32, I64

from .draft import Draft
from .raw import RawOsm, Tags
from .values import direction, levels


def find_node_levels(draft: Draft, raw: RawOsm, tags_of_way: dict[int, Tags]) -> None:
    """Fill ``node_level``: from the node's tag, else from the stretches it ends.

    A stretch that names two levels (stairs from -1 to 0) tells the level of one end
    where the other's is known, or where it says which end is up.
    """
    level = _agreed_level(draft)
    rows = {osm: row for row, osm in enumerate(draft.node_osm.tolist())}
    for osm, tags in raw.points.items():
        found = levels(tags.get("level"))
        if osm in rows and len(found) == 1:
            level[rows[osm]] = found[0]
    draft.node_level = level
    order = np.argsort(draft["osm_way"], kind="stable")
    sorted_ways = draft["osm_way"][order]
    for way, tags in tags_of_way.items():
        pair = levels(tags.get("level"))
        if len(pair) == 2:
            first, last = np.searchsorted(sorted_ways, [way, way + 1])
            _place_ends(draft, order[first:last], pair, tags)


def _agreed_level(draft: Draft) -> F32:
    """The level that all stretches at a node name, NaN where they differ or are mute."""
    low = np.full(len(draft.node_lat), np.inf, dtype=np.float32)
    high = -low
    named = np.flatnonzero(~np.isnan(draft["level"]))
    for end in ("tail", "head"):
        np.minimum.at(low, draft[end][named], draft["level"][named])
        np.maximum.at(high, draft[end][named], draft["level"][named])
    return np.where(low == high, low, np.nan).astype(np.float32)


def _place_ends(
    draft: Draft, stretches: I64, pair: tuple[float, ...], tags: Tags
) -> None:
    if not len(stretches):
        return
    first = int(draft["tail"][stretches[0]])
    last = int(draft["head"][stretches[-1]])
    level = draft.node_level
    for end, other in ((first, last), (last, first)):
        if np.isnan(level[end]) and level[other] in pair:
            level[end] = pair[0] if level[other] == pair[1] else pair[1]
    rises = direction(tags.get("incline"))
    if rises and np.isnan(level[first]) and np.isnan(level[last]):
        low, high = min(pair), max(pair)
        level[first], level[last] = (low, high) if rises > 0 else (high, low)
