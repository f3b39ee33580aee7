"""Lifts: a node or an area where ways of several levels meet becomes LIFT stretches."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import Final

import numpy as np

from maas.columns import I64
from maas.streets.graph import EdgeKind, EdgeSource

from .access import Access, foot_access
from .draft import Draft
from .hours import open_week, week_row
from .points import is_shaft
from .raw import RawOsm, Tags
from .values import levels
from .ways import way_facts

LIFT_SECONDS: Final = 60.0
"""From door to door of a lift, waiting included, where no time is given.

An assumption: OSM has no such tag, and neither waiting nor speed is known.
"""


def connect_lifts(draft: Draft, raw: RawOsm, tags_of_way: dict[int, Tags]) -> None:
    """Part the ways that meet in a lift by level, and join the levels by the lift."""
    draft["seconds"][draft["kind"] == EdgeKind.LIFT] = LIFT_SECONDS
    tags_of = {osm: tags for osm, tags in raw.points.items() if is_shaft(tags)}
    ends = _ends_at(draft, np.array(list(tags_of), dtype=np.int64))
    for node, touching in ends.items():
        osm = int(draft.node_osm[node])
        floors = _part_by_level(draft, node, touching, tags_of_way)
        if _usable(tags_of[osm]):
            pairs = list(combinations(floors, 2))
            _add_lift(draft, pairs, tags_of[osm], 0, raw.point_day[osm])
    _join_shafts(draft, raw)


def _usable(tags: Tags) -> bool:
    return tags.get("highway") == "elevator" and foot_access(tags) != Access.NO


def _ends_at(draft: Draft, osm_nodes: I64) -> dict[int, list[tuple[str, int]]]:
    """Which ends of which stretches touch each of some nodes."""
    touching: dict[int, list[tuple[str, int]]] = defaultdict(list)
    there = np.isin(draft.node_osm, osm_nodes) & (draft.node_osm != 0)
    for end in ("tail", "head"):
        for row in np.flatnonzero(there[draft[end]]).tolist():
            touching[int(draft[end][row])].append((end, row))
    return touching


def _part_by_level(
    draft: Draft,
    node: int,
    touching: list[tuple[str, int]],
    tags_of_way: dict[int, Tags],
) -> list[int]:
    """Give each level that meets in a node one of its own; none where there is one."""
    groups: dict[float | str, list[tuple[str, int]]] = defaultdict(list)
    for end, row in touching:
        way_tags = tags_of_way.get(int(draft["osm_way"][row]), {})
        groups[_level_at(draft, end, row, way_tags)].append((end, row))
    if len(groups) < 2:
        return []
    floors = []
    for level, members in groups.items():
        known = np.array([level if isinstance(level, float) else np.nan], dtype="f4")
        (floor,) = draft.add_nodes(
            draft.node_lat[[node]],
            draft.node_lon[[node]],
            known,
            draft.node_osm[[node]],
        )
        floors.append(int(floor))
        for end, row in members:
            draft[end][row] = floor
    return floors


def _level_at(draft: Draft, end: str, row: int, tags: Tags) -> float | str:
    """The level on which a stretch meets a lift, or its layer, or ""."""
    single = float(draft["level"][row])
    if not np.isnan(single):
        return single
    pair = levels(tags.get("level"))
    other = draft["head" if end == "tail" else "tail"][row]
    far = float(draft.node_level[other])
    if len(pair) == 2 and far in pair:
        return pair[0] if far == pair[1] else pair[1]
    layer = tags.get("layer", "0")
    return "" if layer == "0" else f"layer {layer}"


def _join_shafts(draft: Draft, raw: RawOsm) -> None:
    """A lift drawn as an area joins all the ways that touch its outline."""
    row_of = {osm: row for row, osm in enumerate(draft.node_osm.tolist())}
    for way, tags in enumerate(raw.way_tags):
        refs = raw.way_ref[raw.way_at[way] : raw.way_at[way + 1]].tolist()
        closed = len(refs) > 3 and refs[0] == refs[-1]
        if tags.get("highway") != "elevator" or not closed or not _usable(tags):
            continue
        doors = [row_of[ref] for ref in dict.fromkeys(refs) if ref in row_of]
        osm, day = int(raw.way_id[way]), int(raw.way_day[way])
        _add_lift(draft, list(combinations(doors, 2)), tags, osm, day)


def _add_lift(
    draft: Draft, pairs: list[tuple[int, int]], tags: Tags, osm_way: int, day: int
) -> None:
    if not pairs:
        return
    facts = way_facts(tags)
    columns = {
        name: getattr(facts, name)
        for name in ("wheelchair", "width_cm", "tactile_paving", "private", "covered")
    }
    columns["hours"] = week_row(draft.weeks, open_week(tags))
    if tags.get("name"):
        columns["name"] = draft.name_row(tags["name"])
    ends = np.array(pairs, dtype=np.int64)
    draft.add_straight(
        ends[:, 0],
        ends[:, 1],
        kind=EdgeKind.LIFT,
        seconds=LIFT_SECONDS,
        osm_way=osm_way,
        source=EdgeSource.OSM,
        dated=day,
        raised=1,
        **columns,
    )
