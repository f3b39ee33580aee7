"""Cut OSM ways at their junctions into the nodes and stretches of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from maas.columns import F64, I64, Bool
from maas.geo import ground_metres
from maas.streets.graph import EdgeKind, EdgeSource

from .access import Access, foot_access, foot_directions, is_area
from .draft import Column, Draft, blank_stretches, empty_draft, fact_columns, gather
from .facts import Facts
from .hours import Week, open_week, week_row
from .points import STATION_DOORS, blocks_feet, is_island, is_shaft, point_facts
from .raw import RawOsm, Tags
from .rest_tags import rest_bits
from .ways import way_facts

MAX_SEGMENT_METRES: Final = 20_000.0
"""Two points of a way further apart than this are a fault of the data."""


@dataclass(slots=True, eq=False)
class Ways:
    """Walkable ways and rings of areas, as runs of rows of ``RawOsm.node_id``.

    Way w runs along nodes ``node[at[w]:at[w + 1]]``, -1 where the file lacks the node.
    """

    osm_id: I64
    tags: list[Tags]
    facts: list[Facts]
    at: I64
    node: I64
    is_ring: Bool
    relation: I64  # of a multipolygon's ring, else 0
    weeks: list[Week]  # of the facts' hours


def walkable_ways(raw: RawOsm) -> Ways:
    """Choose the ways that feet may use; lifts drawn as an area are not among them."""
    closed = _closed(raw)
    rows = [
        way
        for way, tags in enumerate(raw.way_tags)
        if foot_access(tags) != Access.NO
        and not (tags.get("highway") == "elevator" and closed[way])
    ]
    chosen = np.array(rows, dtype=np.int64)
    items, at = gather(raw.way_at.astype(np.int64), chosen)
    refs = [raw.way_ref[items]]
    tags = [raw.way_tags[way] for way in rows]
    osm_id = raw.way_id[chosen].tolist()
    ring = [is_area(raw.way_tags[way], closed=bool(closed[way])) for way in rows]
    sizes = np.diff(at).tolist()
    relation = [0] * len(rows)
    days = raw.way_day[chosen].tolist()
    for area in raw.areas:
        if foot_access(area.tags) == Access.NO:
            continue
        for line in (*area.outer, *area.inner):
            refs.append(np.array(line, dtype=np.int64))
            sizes.append(len(line))
            tags.append(area.tags)
            osm_id.append(-area.relation_id)
            ring.append(True)
            relation.append(area.relation_id)
            days.append(area.day)
    facts = [way_facts(row) for row in tags]
    weeks: list[Week] = []
    for row, said, day, encloses in zip(facts, tags, days, ring, strict=True):
        row.source, row.dated = EdgeSource.OSM, day
        row.hours = week_row(weeks, open_week(said))
        if encloses and row.kind != EdgeKind.CORRIDOR:
            row.kind = EdgeKind.PLAZA
    all_at = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=all_at[1:])
    return Ways(
        np.array(osm_id, dtype=np.int64),
        tags,
        facts,
        all_at,
        node_rows(raw, np.concatenate(refs)),
        np.array(ring, dtype=bool),
        np.array(relation, dtype=np.int64),
        weeks,
    )


def node_rows(raw: RawOsm, refs: I64) -> I64:
    """Rows of OSM node ids, -1 where the file lacks the node."""
    if not len(raw.node_id):
        return np.full(len(refs), -1, dtype=np.int64)
    row = np.searchsorted(raw.node_id, refs)
    row[row == len(raw.node_id)] = 0
    return np.where(raw.node_id[row] == refs, row, -1)


def uses(ways: Ways, node_count: int) -> I64:
    """How often ways pass each node; where a ring closes counts once."""
    node = ways.node.copy()
    sizes = np.diff(ways.at)
    long = np.flatnonzero(sizes > 2)
    first, last = ways.at[long], ways.at[long + 1] - 1
    node[last[node[first] == node[last]]] = -1
    counts: I64 = np.bincount(node[node >= 0], minlength=node_count)
    return counts


def cut_at_junctions(raw: RawOsm, ways: Ways, forced: I64) -> Draft:
    """Build nodes at junctions, at ends and where a node's tags matter.

    ``forced`` are further rows of ``raw.node_id`` to become nodes.
    """
    important = uses(ways, len(raw.node_id)) >= 2
    important[forced] = True
    important[_telling_nodes(raw)] = True
    way = np.repeat(np.arange(len(ways.tags)), np.diff(ways.at))
    node, way, starts = _pieces(ways.node, way)
    lat, lon = raw.node_lat[node], raw.node_lon[node]
    along = _cumulative_metres(lat, lon)
    torn = ~starts[1:] & (np.diff(along) > MAX_SEGMENT_METRES)
    starts[1:] |= torn
    ends = np.append(starts[1:], True) if len(starts) else starts
    cut = np.flatnonzero(important[node] | starts | ends)
    # A stretch runs from one cut to the next one of the same piece.
    tail_at, head_at = cut[:-1], cut[1:]
    same = ~starts[head_at]
    tail_at, head_at = tail_at[same], head_at[same]
    spans = np.zeros(len(tail_at) + 1, dtype=np.int64)
    np.cumsum(head_at - tail_at + 1, out=spans[1:])
    points = np.arange(spans[-1]) + np.repeat(tail_at - spans[:-1], np.diff(spans))
    used, ends_of = np.unique(
        np.concatenate([node[tail_at], node[head_at]]), return_inverse=True
    )
    count = len(tail_at)
    draft = empty_draft()
    draft.add_nodes(raw.node_lat[used], raw.node_lon[used], osm=raw.node_id[used])
    stretches = blank_stretches(count)
    stretches["tail"], stretches["head"] = ends_of[:count], ends_of[count:]
    stretches["metres"] = along[head_at] - along[tail_at]
    _describe(draft, stretches, ways, way[tail_at])
    draft.weeks = ways.weeks
    draft.append(stretches, spans, lat[points], lon[points])
    _part_blocked_nodes(draft, raw)
    if torn.any():
        draft.warnings.append(
            f"{int(torn.sum())} OSM ways jump more than "
            f"{MAX_SEGMENT_METRES / 1000:.0f} km from one point to the next, as none in "
            "a town does: they are cut there."
        )
    return draft


def _pieces(node: I64, way: I64) -> tuple[I64, I64, Bool]:
    """Drop missing and repeated nodes; say where an unbroken line starts."""
    starts = np.ones(len(node), dtype=bool)
    starts[1:] = (way[1:] != way[:-1]) | (node[:-1] < 0)
    there = node >= 0
    node, way, starts = node[there], way[there], starts[there]
    fresh = starts.copy()
    fresh[1:] |= node[1:] != node[:-1]
    return node[fresh], way[fresh], starts[fresh]


def _cumulative_metres(lat: F64, lon: F64) -> F64:
    metres = np.zeros(len(lat))
    if len(lat) > 1:
        np.cumsum(ground_metres(lat[:-1], lon[:-1], lat[1:], lon[1:]), out=metres[1:])
    return metres


def _describe(draft: Draft, stretches: dict[str, Column], ways: Ways, way: I64) -> None:
    """Give stretches the facts, name, id and directions of their ways."""
    for name, column in fact_columns(ways.facts).items():
        stretches[name] = column[way]
    directions = [foot_directions(tags) for tags in ways.tags]
    open_to = np.array(directions, dtype=bool).reshape(-1, 2)[way]
    stretches["forward"], stretches["backward"] = open_to[:, 0], open_to[:, 1]
    stretches["osm_way"] = ways.osm_id[way]
    draft.names = [way_name(tags) for tags in ways.tags]
    named = np.array([bool(name) for name in draft.names], dtype=bool)
    stretches["name"] = np.where(named[way], way, -1).astype(np.int32)


def way_name(tags: Tags) -> str:
    """What a way is called: its name, else the street it belongs to, else its ref."""
    for key in ("name", "is_sidepath:of:name", "street:name", "ref"):
        if tags.get(key):
            return tags[key]
    return ""


def _telling_nodes(raw: RawOsm) -> I64:
    """Rows of the nodes whose own tags matter to who passes."""
    ids = [
        node
        for node, tags in raw.points.items()
        if "entrance" in tags
        or is_shaft(tags)
        or is_island(tags)
        or tags.get("railway") in STATION_DOORS
        or blocks_feet(tags)
        or rest_bits(tags)
        or point_facts(tags) is not None
    ]
    rows = node_rows(raw, np.array(ids, dtype=np.int64))
    return rows[rows >= 0]


def _part_blocked_nodes(draft: Draft, raw: RawOsm) -> None:
    """Part the ways that meet at a node nobody may pass."""
    ids = np.array(
        [node for node, tags in raw.points.items() if blocks_feet(tags)], dtype=np.int64
    )
    blocked = np.isin(draft.node_osm, ids)
    for end in ("tail", "head"):
        rows = np.flatnonzero(blocked[draft[end]])
        at = draft[end][rows]
        draft[end][rows] = draft.add_nodes(
            draft.node_lat[at], draft.node_lon[at], osm=draft.node_osm[at]
        )
        blocked = np.append(blocked, np.zeros(len(rows), dtype=bool))


def _closed(raw: RawOsm) -> Bool:
    sizes = np.diff(raw.way_at)
    closed = np.zeros(len(sizes), dtype=bool)
    long = np.flatnonzero(sizes > 3)
    first, last = raw.way_at[long], raw.way_at[long + 1] - 1
    closed[long] = raw.way_ref[first] == raw.way_ref[last]
    return closed
