"""Kerbs drawn as lines along the road, and on which side of a road a kerb is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from maas.columns import I64

from .access import CARRIAGEWAYS
from .points import SIDED_KERBS
from .raw import RawOsm, Tags

_KERB_KEYS = ("kerb", "kerb:height", "tactile_paving", "wheelchair")


def with_kerb_lines(raw: RawOsm) -> RawOsm:
    """Put the kerbs of ``barrier=kerb`` ways on their points, where ways cross them.

    A point's own kerb tags come first. Along a kerb that shares its points with a
    footway nobody steps over it.
    """
    lines = [w for w, tags in enumerate(raw.way_tags) if tags.get("barrier") == "kerb"]
    if not lines:
        return raw
    refs_of = {w: raw.way_ref[raw.way_at[w] : raw.way_at[w + 1]] for w in lines}
    along = _walked_along(raw, lines, np.unique(np.concatenate(list(refs_of.values()))))
    points, places, days = dict(raw.points), dict(raw.point_place), dict(raw.point_day)
    row_of = {osm: row for row, osm in enumerate(raw.node_id.tolist())}
    for way, refs in refs_of.items():
        tags = raw.way_tags[way]
        kerb = {key: tags[key] for key in _KERB_KEYS if key in tags}
        for node in refs.tolist():
            own = points.get(node, {})
            told = "kerb" in own or "kerb:height" in own or own.get("barrier")
            if told or node in along or node not in row_of:
                continue
            points[node] = {"barrier": "kerb", **kerb, **own}
            row = row_of[node]
            places[node] = float(raw.node_lat[row]), float(raw.node_lon[row])
            days.setdefault(node, int(raw.way_day[way]))
    return replace(raw, points=points, point_place=places, point_day=days)


def _walked_along(raw: RawOsm, lines: list[int], nodes: I64) -> set[int]:
    """Nodes of kerbs at which another way runs along the kerb."""
    on_kerb = np.isin(raw.way_ref, nodes)
    way = np.repeat(np.arange(len(raw.way_tags)), np.diff(raw.way_at))
    pairs = np.flatnonzero(on_kerb[:-1] & on_kerb[1:] & (way[:-1] == way[1:]))
    of_kerbs = np.isin(way[pairs], lines)
    kerb_pairs = {_pair(raw, i) for i in pairs[of_kerbs].tolist()}
    shared = [_pair(raw, i) for i in pairs[~of_kerbs].tolist()]
    return {node for pair in shared if pair in kerb_pairs for node in pair}


def _pair(raw: RawOsm, i: int) -> frozenset[int]:
    return frozenset((int(raw.way_ref[i]), int(raw.way_ref[i + 1])))


def road_headings(raw: RawOsm) -> dict[int, tuple[float, float]]:
    """Which way the road is drawn at nodes whose kerbs are told by its sides.

    Degrees of latitude and longitude from the road's point before to the one after.
    """
    sided = [osm for osm, tags in raw.points.items() if _is_sided(tags)]
    found: dict[int, tuple[float, float]] = {}
    if not sided:
        return found
    row_of = {osm: row for row, osm in enumerate(raw.node_id.tolist())}
    for i in np.flatnonzero(np.isin(raw.way_ref, sided)).tolist():
        way = int(np.searchsorted(raw.way_at, i, side="right")) - 1
        if raw.way_tags[way].get("highway") not in CARRIAGEWAYS:
            continue
        first, last = int(raw.way_at[way]), int(raw.way_at[way + 1]) - 1
        before = row_of.get(int(raw.way_ref[max(i - 1, first)]))
        after = row_of.get(int(raw.way_ref[min(i + 1, last)]))
        if before is not None and after is not None and before != after:
            found[int(raw.way_ref[i])] = (
                float(raw.node_lat[after] - raw.node_lat[before]),
                float(raw.node_lon[after] - raw.node_lon[before]),
            )
    return found


def _is_sided(tags: Tags) -> bool:
    return any(key in tags for key in SIDED_KERBS)
