"""What has to be passed at a node is put on the stretches that pass it."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import numpy as np

from maas.geo import ground_metres, metres_per_degree
from maas.streets.graph import Barrier, Crossing, EdgeKind

from .cutting import cut_at_feet
from .draft import Draft
from .hours import common, open_week, week_of_row, week_row
from .kerbs import road_headings
from .nearest import Nearest
from .points import PointFacts, blocks_feet, has_hours, point_facts
from .raw import RawOsm, Tags
from .values import LIMITED, NAN, NO, UNKNOWN, YES, known

FactsOf = dict[int, PointFacts]
"""What is said of OSM nodes, by their ids."""

NARROW_CM: Final = 90.0
"""A way narrower than this stays so where a barrier's opening is not known: it bars
wheels already. A wider one says nothing of the opening."""

_OF_CROSSINGS: Final = (
    "crossing_island",
    "signal_button",
    "signal_sound",
    "signal_vibration",
    "tactile_paving",
)
"""What a crossing's node says beside its kind."""

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


def pass_crossings(draft: Draft, raw: RawOsm) -> None:
    """Say what kind of crossing each stretch drawn as a crossing is, by its nodes.

    This is so before stops are tied to streets: every piece of a crossing is as it is.
    What leads from one crossing to another that differs is cut in the middle, and each
    half is as its own end: lights without a sound are not hidden by a zebra further on.
    """
    facts_of = {
        osm: facts
        for osm, facts in _said(raw).items()
        if facts.crossing != Crossing.NONE
    }
    ends = _crossings_met(draft, facts_of)
    parted = [row for row, both in ends.items() if len(set(map(_asked, both))) > 1]
    middles = [_middle(draft, row) for row in parted]
    point, along = np.array(middles, dtype=np.float64).reshape(-1, 2).T
    nearest = Nearest(
        np.array(parted, dtype=np.int64),
        point.astype(np.int64),
        along,
        np.zeros(len(parted)),
    )
    cut_at_feet(draft, nearest)
    for row, both in _crossings_met(draft, facts_of).items():
        # Of two on one stretch too short to cut the one with less protection counts.
        for facts in sorted(both, key=_least_known_first):
            _put_crossing(draft, row, facts)


def pass_points(draft: Draft, raw: RawOsm) -> None:
    """Put kerbs, crossings and barriers of nodes on the stretches that touch them.

    At a kerb between a sidewalk and a crossing only who crosses passes it: where a
    crossing's stretch touches the node, the others are left alone. On a carriageway, a
    crossing concerns those who cross it, not those who walk along it. Where the sides of
    a road have different kerbs, each half of the crossing meets its own.
    """
    facts_of = _said(raw)
    headings = road_headings(raw)
    for node, rows in _touching(draft, facts_of).items():
        osm = int(draft.node_osm[node])
        facts, tags = facts_of[osm], raw.points[osm]
        rows = _passed(draft, rows, facts)
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


def _said(raw: RawOsm) -> FactsOf:
    return {
        osm: facts
        for osm, tags in raw.points.items()
        if (facts := point_facts(tags)) and not blocks_feet(tags)
    }


def _crossings_met(draft: Draft, facts_of: FactsOf) -> dict[int, list[PointFacts]]:
    """What is met at the ends of each stretch drawn as a crossing."""
    met: dict[int, list[PointFacts]] = defaultdict(list)
    for node, rows in _touching(draft, facts_of).items():
        for row in _drawn_as_crossings(draft, rows):
            met[row].append(facts_of[int(draft.node_osm[node])])
    return met


def _least_known_first(facts: PointFacts) -> tuple[bool, int]:
    return facts.crossing == Crossing.UNKNOWN, facts.crossing


def _asked(facts: PointFacts) -> tuple[int, int]:
    """What limits ask of a crossing."""
    return facts.crossing, facts.signal_sound


def _middle(draft: Draft, row: int) -> tuple[int, float]:
    """The shape point before the middle of a stretch, and the share of the way on."""
    first, last = int(draft.shape_at[row]), int(draft.shape_at[row + 1]) - 1
    lat, lon = draft.shape_lat[first : last + 1], draft.shape_lon[first : last + 1]
    reached = np.cumsum(ground_metres(lat[:-1], lon[:-1], lat[1:], lon[1:]))
    half = float(reached[-1]) / 2
    k = int(np.searchsorted(reached, half))
    before = float(reached[k - 1]) if k else 0.0
    step = float(reached[k]) - before
    return first + k, (half - before) / step if step else 0.0


def _touching(draft: Draft, facts_of: FactsOf) -> dict[int, list[int]]:
    """The stretches of streets that touch each node of which something is said."""
    touching: dict[int, set[int]] = defaultdict(set)
    there = np.isin(draft.node_osm, np.array(list(facts_of), dtype=np.int64))
    there &= draft.node_osm != 0
    street = (draft["source"] != 0) | (draft["osm_way"] != 0)
    for end in ("tail", "head"):
        for row in np.flatnonzero(there[draft[end]] & street).tolist():
            touching[int(draft[end][row])].add(row)
    return {node: sorted(rows) for node, rows in touching.items()}


def _passed(draft: Draft, rows: list[int], facts: PointFacts) -> list[int]:
    if crossing := _drawn_as_crossings(draft, rows):
        return crossing
    if facts.crossing != Crossing.NONE:
        return [row for row in rows if not draft["carriageway"][row]]
    return rows


def _drawn_as_crossings(draft: Draft, rows: list[int]) -> list[int]:
    return [row for row in rows if draft["kind"][row] == EdgeKind.CROSSING]


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
    _put_crossing(draft, row, facts)
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


def _put_crossing(draft: Draft, row: int, facts: PointFacts) -> None:
    """Tell what is not told yet: the way's own word counts before that of a node."""
    if facts.crossing != Crossing.NONE and draft["crossing"][row] <= Crossing.UNKNOWN:
        draft["crossing"][row] = facts.crossing
    for name in _OF_CROSSINGS:
        if draft[name][row] == UNKNOWN:
            draft[name][row] = getattr(facts, name)


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
