"""What has to be passed at a node is put on the stretches that pass it."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import numpy as np

from maas.geo import metres_per_degree
from maas.streets.graph import Barrier, Crossing, EdgeKind

from .draft import Draft
from .hours import common, open_week, week_of_row, week_row
from .kerbs import road_headings
from .points import PointFacts, blocks_feet, has_hours, point_facts
from .raw import RawOsm, Tags
from .values import LIMITED, NAN, NO, UNKNOWN, YES, known

NARROW_CM: Final = 90.0
"""A way narrower than this stays so where a barrier's opening is not known: it bars
wheels already. A wider one says nothing of the opening."""

_WORST_FIRST: Final = (
    Barrier.TURNSTILE,
    Barrier.STILE,
    Barrier.KISSING_GATE,
    Barrier.CYCLE_BARRIER,
    Barrier.BLOCK,
    Barrier.CHAIN,
    Barrier.GATE,
    Barrier.LIFT_GATE,
    Barrier.BOLLARD,
    Barrier.OTHER,
    Barrier.NONE,
)
"""Where barriers stand at both ends of a stretch, the one told is the worse."""


def pass_points(draft: Draft, raw: RawOsm) -> None:
    """Put kerbs, crossings and barriers of nodes on the stretches that touch them.

    At a kerb between a sidewalk and a crossing only who crosses passes it: where a
    crossing's stretch touches the node, the others are left alone. On a carriageway, a
    crossing concerns those who cross it, not those who walk along it. Where the sides of
    a road have different kerbs, each half of the crossing meets its own.
    """
    facts_of = {
        osm: facts
        for osm, tags in raw.points.items()
        if (facts := point_facts(tags)) and not blocks_feet(tags)
    }
    touching: dict[int, list[int]] = defaultdict(list)
    there = np.isin(draft.node_osm, np.array(list(facts_of), dtype=np.int64))
    there &= draft.node_osm != 0
    street = (draft["source"] != 0) | (draft["osm_way"] != 0)
    for end in ("tail", "head"):
        for row in np.flatnonzero(there[draft[end]] & street).tolist():
            touching[int(draft[end][row])].append(row)
    headings = road_headings(raw)
    for node, rows in touching.items():
        osm = int(draft.node_osm[node])
        facts, tags = facts_of[osm], raw.points[osm]
        rows = _passed(draft, sorted(set(rows)), facts)
        if tags.get("highway") == "elevator":
            # Who walks past a lift does not go through its door.
            rows = [row for row in rows if draft["kind"][row] == EdgeKind.LIFT]
        for row in rows:
            heading = headings.get(osm)
            _put(draft, row, facts, _sided_kerb_cm(draft, node, row, facts, heading))
        if has_hours(tags):
            _open_at_times(draft, rows, tags)
        if facts.barrier == Barrier.TURNSTILE and rows:
            shortest = min(rows, key=lambda row: float(draft["metres"][row]))
            draft["kind"][shortest] = EdgeKind.GATE


def _passed(draft: Draft, rows: list[int], facts: PointFacts) -> list[int]:
    kinds = draft["kind"]
    crossing = [row for row in rows if kinds[row] == EdgeKind.CROSSING]
    if crossing:
        return crossing
    if facts.crossing != Crossing.NONE:
        return [row for row in rows if not draft["carriageway"][row]]
    return rows


def _sided_kerb_cm(
    draft: Draft,
    node: int,
    row: int,
    facts: PointFacts,
    heading: tuple[float, float] | None,
) -> float:
    """Height of the kerb on the side of the road to which a stretch leads."""
    sides = (facts.kerb_left_cm, facts.kerb_right_cm)
    if not any(map(known, sides)):
        return NAN
    if heading is None:
        return max(filter(known, sides))
    first, last = int(draft.shape_at[row]), int(draft.shape_at[row + 1]) - 1
    next_to = first + 1 if draft["tail"][row] == node else last - 1
    north, east = metres_per_degree(float(draft.node_lat[node]))
    y = (draft.shape_lat[next_to] - draft.node_lat[node]) * north
    x = (draft.shape_lon[next_to] - draft.node_lon[node]) * east
    turn = heading[1] * east * y - heading[0] * north * x
    return facts.kerb_left_cm if turn > 0 else facts.kerb_right_cm


def _put(draft: Draft, row: int, facts: PointFacts, sided_kerb_cm: float) -> None:
    crosses = facts.crossing != Crossing.NONE
    heights = (facts.kerb_cm, sided_kerb_cm, float(draft["kerb_cm"][row]))
    draft["kerb_cm"][row] = max(filter(known, heights), default=NAN)
    draft["width_cm"][row] = _width_cm(float(draft["width_cm"][row]), facts)
    if crosses and draft["crossing"][row] <= Crossing.UNKNOWN:
        draft["crossing"][row] = facts.crossing
    elif facts.crossing > Crossing.UNKNOWN:
        # Who passes two crossings on one stretch passes the worse one too.
        draft["crossing"][row] = min(int(draft["crossing"][row]), facts.crossing)
    for name in (
        "crossing_island",
        "signal_button",
        "signal_sound",
        "signal_vibration",
        "tactile_paving",
    ):
        if draft[name][row] == UNKNOWN:
            draft[name][row] = getattr(facts, name)
    draft["private"][row] |= facts.private
    both = (Barrier(int(draft["barrier"][row])), Barrier(int(facts.barrier)))
    draft["barrier"][row] = min(both, key=_WORST_FIRST.index)
    # A passable node does not make the whole way passable; an impassable one does
    # close it.
    before = int(draft["wheelchair"][row])
    if NO in (facts.wheelchair, before):
        draft["wheelchair"][row] = NO
    elif facts.wheelchair == LIMITED:
        draft["wheelchair"][row] = LIMITED
    elif crosses and before == UNKNOWN and draft["kind"][row] == EdgeKind.CROSSING:
        draft["wheelchair"][row] = facts.wheelchair


def _width_cm(before: float, facts: PointFacts) -> float:
    """The narrowest width of a stretch with a point on it."""
    if known(facts.width_cm):
        return min(before, facts.width_cm) if known(before) else facts.width_cm
    unclear = facts.barrier != Barrier.NONE and facts.wheelchair != YES
    return NAN if unclear and before >= NARROW_CM else before


def _open_at_times(draft: Draft, rows: list[int], tags: Tags) -> None:
    """Who passes the node has to find both it and the way open."""
    own = open_week(tags)
    for row in rows:
        week = week_of_row(draft.weeks, int(draft["hours"][row]))
        both = None if own is None or week is None else common(week, own)
        draft["hours"][row] = week_row(draft.weeks, both)
