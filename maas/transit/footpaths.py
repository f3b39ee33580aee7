"""Walking between rides: the overlay graph, and what transfer rules make of it.

See ``docs/journey-rules.md``, Changing. Stops of one *group* have rules among them: for
every pair of their ports the time of a change stands in a table. Everyone else walks.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from maas_ext._walk import StreetSearch

from ..columns import I32
from ..csr import group_by
from ..units import UNREACHED
from .timetable import Timetable

RECOMMENDED, TIMED, MINIMUM, FORBIDDEN = 0, 1, 2, 3  # transfer_type
LONGEST = 7 * 24 * 3600
"""A change that takes longer than any journey may, seconds, is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Footpaths:
    """As the search reads them; ``x_at`` holds offsets."""

    walk_at: I32  # by vertex; the first vertices are the stops
    walk_to: I32
    walk_seconds: I32
    group: I32  # by stop, -1
    port_stop: I32
    extra_at: I32  # by stop: its ports beyond its own
    extra_port: I32
    table_at: I32  # by port alighted at
    table_board: I32  # port boarded at
    table_seconds: I32  # time of the change
    table_walk: I32  # of that on foot, UNREACHED where there is no way


def build_footpaths(
    timetable: Timetable,
    walk_at: I32,
    walk_to: I32,
    walk_seconds: I32,
    horizon: int,
    mute: AbstractSet[tuple[int, int]] | None = None,
) -> tuple[Footpaths, Footpaths]:
    """Return footpaths for a forward search and, reversed, for a backward one.

    ``mute`` are the pairs of stops between which a rule holds though no way is known;
    None: all that have none.
    """
    extra = np.arange(timetable.stop_count, len(timetable.port_stop), dtype=np.int32)
    extra_at, order = group_by(timetable.port_stop[extra], timetable.stop_count)
    alight, board, seconds, walk = _table(
        timetable, walk_at, walk_to, walk_seconds, horizon, mute
    )
    tail = np.repeat(np.arange(len(walk_at) - 1, dtype=np.int32), np.diff(walk_at))
    back_at, back_order = group_by(walk_to, len(walk_at) - 1)
    both = []
    for origin, other, graph in (
        (alight, board, (walk_at, walk_to, walk_seconds)),
        (board, alight, (back_at, tail[back_order], walk_seconds[back_order])),
    ):
        table_at, rows = group_by(origin, len(timetable.port_stop))
        both.append(
            Footpaths(
                *graph,
                timetable.stop_group,
                timetable.port_stop,
                extra_at,
                extra[order],
                table_at,
                other[rows],
                seconds[rows],
                walk[rows],
            )
        )
    return both[0], both[1]


def _table(
    timetable: Timetable,
    walk_at: I32,
    walk_to: I32,
    walk_seconds: I32,
    horizon: int,
    mute: AbstractSet[tuple[int, int]] | None,
) -> tuple[I32, I32, I32, I32]:
    """Return port alighted at, port boarded at, seconds and walk of every change."""
    rules = {
        (a, b): (kind, least)
        for a, b, kind, least in zip(
            timetable.rule_alight.tolist(),
            timetable.rule_board.tolist(),
            timetable.rule_kind.tolist(),
            timetable.rule_seconds.tolist(),
            strict=True,
        )
    }
    groups: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, position_ports in enumerate(
        (timetable.position_alight_port, timetable.position_board_port)
    ):
        for port in np.unique(position_ports).tolist():
            number = int(timetable.stop_group[timetable.port_stop[port]])
            if number >= 0:
                groups[number][side].append(port)
    no_vertices = np.full(len(walk_at) - 1, -1, dtype=np.int32)
    search = StreetSearch(walk_at, walk_to, walk_seconds, no_vertices)
    rows = array("i")  # four numbers a change: large feeds have millions
    start = np.zeros(1, dtype=np.int32)
    for alight, board in groups.values():
        by_stop: dict[int, list[int]] = defaultdict(list)
        for a in alight:
            by_stop[int(timetable.port_stop[a])].append(a)
        for stop, ports in by_stop.items():
            search.tree(np.array([stop], dtype=np.int32), start, horizon)
            for b in board:
                there = int(timetable.port_stop[b])
                walk = search.at(there)
                if walk == UNREACHED and mute is not None and (stop, there) not in mute:
                    continue
                for a in ports:
                    seconds = change_seconds(*rules.get((a, b), (None, -1)), walk)
                    if seconds != UNREACHED:
                        rows.extend((a, b, seconds, walk))
    table = np.frombuffer(rows, dtype=np.int32).reshape(-1, 4)
    return table[:, 0], table[:, 1], table[:, 2], table[:, 3]


def change_seconds(kind: int | None, least: int, walk: int) -> int:
    """Return the time of a change under a rule, ``UNREACHED`` where there is none."""
    if kind is None:
        return walk
    if kind == FORBIDDEN:
        return UNREACHED
    if kind == TIMED:
        return 0
    if kind == RECOMMENDED:
        return 0 if walk == UNREACHED else walk
    if least > LONGEST:
        return UNREACHED
    return max(least, 0) if walk == UNREACHED else max(least, walk, 0)
