"""Changes between rides as the search for one person reads them: ports and rules.

Walking is searched on the streets each time; here is only what rules of transfers.txt
say beside it (``docs/journey-rules.md``, Changing).
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from maas_ext._walk import StreetSearch

from ..columns import I32, U8
from ..csr import group_by
from ..units import UNREACHED
from .footpaths import FORBIDDEN
from .timetable import Timetable

StopPairs = AbstractSet[tuple[int, int]]


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """``x_at`` holds offsets. Ports come first that one alights at, in the search's
    direction."""

    group: I32  # by stop, -1
    port_stop: I32
    extra_at: I32  # by stop: its ports beyond its own
    extra_port: I32
    rule_at: I32  # by port alighted at: rules, by port boarded at
    rule_board: I32
    rule_kind: U8
    rule_seconds: I32
    mute_at: I32  # by port alighted at: rules between stops that no way joins
    mute_board: I32
    mute_seconds: I32


def build_changes(
    timetable: Timetable, mute: StopPairs = frozenset()
) -> tuple[Changes, Changes]:
    """Return changes for a forward search and, reversed, for a backward one.

    ``mute`` are pairs of stops that no way joins for anybody: there the rule's time
    stands.
    """
    extra = np.arange(timetable.stop_count, len(timetable.port_stop), dtype=np.int32)
    extra_at, order = group_by(timetable.port_stop[extra], timetable.stop_count)
    ahead = Changes(
        timetable.stop_group,
        timetable.port_stop,
        extra_at,
        extra[order],
        *_rules(timetable, timetable.rule_alight, timetable.rule_board),
        *_mute(timetable, mute, backward=False),
    )
    back = Changes(
        *(timetable.stop_group, timetable.port_stop, extra_at, extra[order]),
        *_rules(timetable, timetable.rule_board, timetable.rule_alight),
        *_mute(timetable, mute, backward=True),
    )
    return ahead, back


def pairs_without_a_way(
    timetable: Timetable, walk_at: I32, walk_to: I32, walk_seconds: I32, horizon: int
) -> StopPairs:
    """Return the pairs of stops with a rule between them that no walk joins.

    The walks are those of somebody without limits, on the overlay's vertices.
    """
    tail = timetable.port_stop[timetable.rule_alight]
    head = timetable.port_stop[timetable.rule_board]
    search = StreetSearch(
        walk_at, walk_to, walk_seconds, np.full(len(walk_at) - 1, -1, dtype=np.int32)
    )
    start = np.zeros(1, dtype=np.int32)
    found = set()
    for stop in np.unique(tail).tolist():
        search.tree(np.array([stop], dtype=np.int32), start, horizon)
        for other in np.unique(head[tail == stop]).tolist():
            if other != stop and search.at(other) == UNREACHED:
                found.add((stop, other))
    return found


def _rules(timetable: Timetable, first: I32, then: I32) -> tuple[I32, I32, U8, I32]:
    order = np.lexsort((then, first))
    at = np.searchsorted(first[order], np.arange(len(timetable.port_stop) + 1))
    return (
        at.astype(np.int32),
        then[order],
        timetable.rule_kind[order].astype(np.uint8),
        timetable.rule_seconds[order],
    )


def _mute(
    timetable: Timetable, mute: StopPairs, *, backward: bool
) -> tuple[I32, I32, I32]:
    rows = []
    for alight, board, kind, least in zip(
        timetable.rule_alight.tolist(),
        timetable.rule_board.tolist(),
        timetable.rule_kind.tolist(),
        timetable.rule_seconds.tolist(),
        strict=True,
    ):
        pair = int(timetable.port_stop[alight]), int(timetable.port_stop[board])
        if pair in mute and kind != FORBIDDEN:
            ends = (board, alight) if backward else (alight, board)
            rows.append((*ends, max(least, 0) if kind == 2 else 0))
    rows.sort()
    table = np.array(rows, dtype=np.int32).reshape(-1, 3)
    at = np.searchsorted(table[:, 0], np.arange(len(timetable.port_stop) + 1))
    return at.astype(np.int32), table[:, 1].copy(), table[:, 2].copy()
