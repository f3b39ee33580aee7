"""What has to be passed at a node is put on the stretches that pass it."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import numpy as np

from maas.streets.graph import Crossing, EdgeKind

from .draft import Draft
from .nearest import nearest_stretch
from .points import PointFacts, blocks_feet, point_facts
from .raw import RawOsm
from .values import NO, UNKNOWN, YES, known

BENCH_METRES: Final = 10.0
"""A bench this near to a way is a place to rest on it."""

_LIMITED: Final = 3


def pass_points(draft: Draft, raw: RawOsm) -> None:
    """Put kerbs, crossings and barriers of nodes on the stretches that touch them.

    At a kerb between a sidewalk and a crossing only who crosses passes it: where a
    crossing's stretch touches the node, the others are left alone. On a carriageway, a
    crossing concerns those who cross it, not those who walk along it.
    """
    facts_of = {
        osm: facts
        for osm, tags in raw.points.items()
        if (facts := point_facts(tags)) and not blocks_feet(tags)
    }
    touching: dict[int, list[int]] = defaultdict(list)
    there = np.isin(draft.node_osm, np.array(list(facts_of), dtype=np.int64))
    there &= draft.node_osm != 0
    for end in ("tail", "head"):
        for row in np.flatnonzero(there[draft[end]]).tolist():
            touching[int(draft[end][row])].append(row)
    for node, rows in touching.items():
        facts = facts_of[int(draft.node_osm[node])]
        for row in _passed(draft, sorted(set(rows)), facts):
            _put(draft, row, facts)
        if facts.rest == YES:
            draft["rest"][rows] = YES
        if facts.turnstile:
            shortest = min(rows, key=lambda row: float(draft["metres"][row]))
            draft["kind"][shortest] = EdgeKind.GATE


def rest_on_benches(draft: Draft, raw: RawOsm) -> None:
    """Benches beside a way, not on it, are places to rest on the nearest stretch."""
    in_draft = set(draft.node_osm.tolist())
    spots = [
        place
        for osm, place in raw.point_place.items()
        if raw.points[osm].get("amenity") == "bench" and osm not in in_draft
    ]
    if not spots or not len(draft):
        return
    lat, lon = np.array(spots, dtype=np.float64).T
    usable = ~np.isin(draft["kind"], (EdgeKind.LIFT, EdgeKind.ESCALATOR))
    found = nearest_stretch(draft, lat, lon, BENCH_METRES, usable.astype(np.uint8))
    draft["rest"][found.stretch[found.stretch >= 0]] = YES


def _passed(draft: Draft, rows: list[int], facts: PointFacts) -> list[int]:
    kinds = draft["kind"]
    crossing = [row for row in rows if kinds[row] == EdgeKind.CROSSING]
    if crossing:
        return crossing
    if facts.crossing != Crossing.NONE:
        return [row for row in rows if not draft["carriageway"][row]]
    return rows


def _put(draft: Draft, row: int, facts: PointFacts) -> None:
    crosses = facts.crossing != Crossing.NONE
    for name, worse in (("kerb_cm", max), ("width_cm", min)):
        value, before = getattr(facts, name), float(draft[name][row])
        if known(value):
            draft[name][row] = worse(value, before) if known(before) else value
    if crosses and draft["crossing"][row] <= Crossing.UNKNOWN:
        draft["crossing"][row] = facts.crossing
    for name in (
        "crossing_island",
        "signal_sound",
        "signal_vibration",
        "tactile_paving",
    ):
        if draft[name][row] == UNKNOWN:
            draft[name][row] = getattr(facts, name)
    draft["private"][row] |= facts.private
    # A passable node does not make the whole way passable; an impassable one does
    # close it.
    before = int(draft["wheelchair"][row])
    if NO in (facts.wheelchair, before):
        draft["wheelchair"][row] = NO
    elif facts.wheelchair == _LIMITED:
        draft["wheelchair"][row] = _LIMITED
    elif crosses and before == UNKNOWN and draft["kind"][row] == EdgeKind.CROSSING:
        draft["wheelchair"][row] = facts.wheelchair
