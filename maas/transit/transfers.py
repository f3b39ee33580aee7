"""Transfer rules of transfers.txt, compiled into ports, groups and rules between ports.

See ``docs/journey-rules.md``, Changing. The rules of one pair of stops may tell trips
and routes apart; every class of trips that they tell apart gets a port of its own, so
that the search can go on by stop index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..columns import I8, I32
from .tables import Stops, Transfers

STATION = 1
NONE = -1


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of types 0 to 3 as it applies to one pair of stops."""

    from_route: int
    from_trip: int
    to_route: int
    to_trip: int
    kind: int
    seconds: int
    order: tuple[int, int, int]

    def matches(self, alight: tuple[int, int], board: tuple[int, int]) -> bool:
        """Does it speak of these classes (route, trip)?"""
        return (
            self.from_trip in (NONE, alight[1])
            and self.to_trip in (NONE, board[1])
            and (self.from_trip != NONE or self.from_route in (NONE, alight[0]))
            and (self.to_trip != NONE or self.to_route in (NONE, board[0]))
        )


def _rank(row: tuple[int, int, int, int]) -> int:
    """Specificity by GTFS's list: 0 is most specific."""
    from_route, from_trip, to_route, to_trip = row
    trips = (from_trip != NONE) + (to_trip != NONE)
    if trips == 2:
        return 0
    if trips == 1:
        other = to_route if from_trip != NONE else from_route
        return 1 if other != NONE else 2
    return 5 - (from_route != NONE) - (to_route != NONE)


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """Ports, groups and rules of a city."""

    port_stop: I32
    stop_group: I32
    rule_alight: I32
    rule_board: I32
    rule_kind: I8
    rule_seconds: I32
    classes: _Classes


class _Classes:
    """Which port a trip uses at a stop; hands out new ports as classes appear."""

    def __init__(self, n_stops: int) -> None:
        self.alight: dict[int, tuple[set[int], set[int]]] = {}
        self.board: dict[int, tuple[set[int], set[int]]] = {}
        self.port_stop = list(range(n_stops))
        self.port_class: dict[int, tuple[int, int]] = {}
        self._ports: dict[tuple[bool, int, int, int], int] = {}

    def port(self, boards: bool, stop: int, route: int, trip: int) -> int:
        """Port of a trip at a stop where it is boarded, or alighted from."""
        seen = (self.board if boards else self.alight).get(stop)
        if seen is None:
            return stop
        kind = (route if route in seen[0] else NONE, trip if trip in seen[1] else NONE)
        if kind == (NONE, NONE):
            return stop
        key = (boards, stop, *kind)
        if key not in self._ports:
            self._ports[key] = len(self.port_stop)
            self.port_class[len(self.port_stop)] = kind
            self.port_stop.append(stop)
        return self._ports[key]

    def ports(self, boards: bool, stop: int) -> list[int]:
        """All ports of a stop on one side, its own first."""
        return [stop] + [
            port for key, port in self._ports.items() if key[:2] == (boards, stop)
        ]

    def at(self, port: int) -> tuple[int, int]:
        """Route and trip that a port stands for, -1 where any."""
        return self.port_class.get(port, (NONE, NONE))


def platforms(stops: Stops) -> list[list[int]]:
    """Return, for each stop, the stops where vehicles call that it stands for."""
    found = [[s] for s in range(len(stops.stop_id))]
    for s in np.flatnonzero(stops.location_type == STATION):
        found[s] = []
    for s in np.flatnonzero((stops.location_type == 0) & (stops.parent >= 0)):
        parent = stops.parent[s]
        if stops.location_type[parent] == STATION:
            found[parent].append(int(s))
    return found


class TransferRules:
    """First learns all rows, then gives ports to trips, then states the rules."""

    def __init__(
        self, n_stops: int, feeds: Sequence[tuple[Stops, Transfers, int, int, int]]
    ) -> None:
        """Take (stops, transfers, first stop, first route, first trip) per feed."""
        self._pairs: dict[tuple[int, int], list[_Row]] = defaultdict(list)
        self.classes = _Classes(n_stops)
        self.n_stops = n_stops
        for stops, transfers, stop0, route0, trip0 in feeds:
            members = platforms(stops)
            for i in np.flatnonzero((transfers.kind >= 0) & (transfers.kind <= 3)):
                a, b = int(transfers.from_stop[i]), int(transfers.to_stop[i])
                if a < 0 or b < 0:
                    continue
                selectors = tuple(
                    int(column[i]) + first if column[i] >= 0 else NONE
                    for column, first in (
                        (transfers.from_route, route0),
                        (transfers.from_trip, trip0),
                        (transfers.to_route, route0),
                        (transfers.to_trip, trip0),
                    )
                )
                assert len(selectors) == 4
                by_station = STATION in stops.location_type[[a, b]]
                row = _Row(
                    *selectors,
                    kind=int(transfers.kind[i]),
                    seconds=int(transfers.min_seconds[i]),
                    order=(_rank(selectors), int(by_station), int(i)),
                )
                for p in members[a]:
                    for q in members[b]:
                        self._learn(p + stop0, q + stop0, row)
        for rows in self._pairs.values():
            rows.sort(key=lambda row: row.order)

    def _learn(self, p: int, q: int, row: _Row) -> None:
        self._pairs[p, q].append(row)
        routes, trips = self.classes.alight.setdefault(p, (set(), set()))
        routes.add(row.from_route)
        trips.add(row.from_trip)
        routes, trips = self.classes.board.setdefault(q, (set(), set()))
        routes.add(row.to_route)
        trips.add(row.to_trip)

    def state(self) -> Rules:
        """Return all rules, once every trip has been given its ports."""
        group = self._groups()
        alight, board, kind, seconds = [], [], [], []
        for (p, q), rows in self._pairs.items():
            for a in self.classes.ports(False, p):
                for b in self.classes.ports(True, q):
                    for row in rows:
                        if row.matches(self.classes.at(a), self.classes.at(b)):
                            alight.append(a)
                            board.append(b)
                            kind.append(row.kind)
                            seconds.append(row.seconds)
                            break
        return Rules(
            np.array(self.classes.port_stop, dtype=np.int32),
            group,
            np.array(alight, dtype=np.int32),
            np.array(board, dtype=np.int32),
            np.array(kind, dtype=np.int8),
            np.array(seconds, dtype=np.int32),
            self.classes,
        )

    def _groups(self) -> I32:
        """Number the connected sets of stops with rules among them."""
        root = list(range(self.n_stops))

        def find(s: int) -> int:
            while root[s] != s:
                root[s] = root[root[s]]
                s = root[s]
            return s

        for p, q in self._pairs:
            root[find(p)] = find(q)
        number: dict[int, int] = {}
        group = np.full(self.n_stops, NONE, dtype=np.int32)
        for s in sorted({s for pair in self._pairs for s in pair}):
            group[s] = number.setdefault(find(s), len(number))
        return group
