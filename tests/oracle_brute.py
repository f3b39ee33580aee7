"""All journeys, by trying everything: a check on the oracle itself.

No graph, no labels, no Pareto sets on the way: a recursion over boardings and
alightings. Shares only the reading of the feed with the oracle; where both could go
wrong alike, the rules are written another way here. For tiny feeds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import inf

from .oracle import Limits, Place, Triple, own_transfer
from .oracle_feed import Feed, TransferRow, Walks
from .oracle_graph import Ride, rides


@dataclass(frozen=True)
class Alighted:
    """Where a journey has got to: off `ride` at its call number `call`."""

    departure: int
    ride: Ride
    call: int
    boardings: int
    visited: int

    @property
    def time(self) -> int:
        return self.ride.trip.calls[self.call].arrival + self.ride.shift

    @property
    def stop(self) -> str:
        return self.ride.trip.calls[self.call].stop


class Brute:
    """Tries everything within a question's limits and between two instants."""

    def __init__(
        self,
        feed: Feed,
        walks: Walks,
        timezone: str,
        asked: Limits,
        between: tuple[int, int],
    ) -> None:
        self.feed = feed
        self.asked = asked
        self.rides = [
            ride
            for ride in rides(feed, timezone)
            if ride.last >= between[0] and ride.first <= between[1]
        ]
        self.walk = floyd_warshall(feed, walks)
        self.vias = [
            ([s for s in feed.stops if via in (s, feed.stops[s].parent)], stay)
            for via, stay in asked.vias
        ]
        self.vias = [
            ([s for s in stops if feed.stops[s].kind == 0], stay)
            for stops, stay in self.vias
        ]

    def journeys(
        self, origin: Mapping[str, int], destination: Mapping[str, int]
    ) -> Iterator[Triple]:
        """Yield (departure, arrival, boardings) of every journey by transit."""
        for ride, call in self.boardings():
            stop = ride.trip.calls[call].stop
            for visited in range(len(self.vias) + 1):
                walked = min(
                    before + self.on_foot(node, 0, visited, stop)
                    for node, before in origin.items()
                )
                if walked < inf and walked <= or_inf(self.asked.max_access_seconds):
                    leaves = ride.trip.calls[call].departure + ride.shift
                    departure = int(leaves - walked - self.stay(0, visited))
                    yield from self.aboard(
                        departure, ride, call, 1, visited, destination
                    )

    def aboard(
        self,
        departure: int,
        ride: Ride,
        call: int,
        boardings: int,
        visited: int,
        destination: Mapping[str, int],
    ) -> Iterator[Triple]:
        """Go on from a call on board, and alight wherever one may."""
        if boardings > or_inf(self.asked.max_boardings):
            return
        if call == len(ride.trip.calls) - 1:
            for after in self.rides:
                if follows(self.feed, ride, after) and self.allowed(after):
                    yield from self.aboard(
                        departure, after, 0, boardings, visited, destination
                    )
            return
        off = Alighted(departure, ride, call + 1, boardings, visited)
        yield from self.aboard(
            departure, ride, call + 1, boardings, visited, destination
        )
        if not ride.trip.calls[call + 1].may_alight:
            return
        yield from self.alight(off, destination)
        for then in range(visited + 1, len(self.vias) + 1):
            if all(
                stay == 0 and off.stop in stops
                for stops, stay in self.vias[visited:then]
            ):
                yield from self.aboard(
                    departure, ride, call + 1, boardings, then, destination
                )

    def alight(self, off: Alighted, destination: Mapping[str, int]) -> Iterator[Triple]:
        """Walk to the destination, or to wherever one may board again."""
        walked = min(
            self.on_foot(off.stop, off.visited, len(self.vias), node) + after
            for node, after in destination.items()
        )
        if walked < inf and walked <= or_inf(self.asked.max_egress_seconds):
            arrival = off.time + walked + self.stay(off.visited, len(self.vias))
            yield off.departure, int(arrival), off.boardings
        for ride, call in self.boardings():
            for visited in range(off.visited, len(self.vias) + 1):
                ready = off.time + self.change(off, ride, call, visited)
                if ready <= ride.trip.calls[call].departure + ride.shift:
                    yield from self.aboard(
                        off.departure,
                        ride,
                        call,
                        off.boardings + 1,
                        visited,
                        destination,
                    )

    def change(self, off: Alighted, ride: Ride, call: int, visited: int) -> float:
        """Return how long it takes to change, infinity where one can't."""
        stop = ride.trip.calls[call].stop
        walk = self.walk[off.stop, stop]
        limit = or_inf(self.asked.max_transfer_seconds)
        row = row_that_counts(self.feed, off.ride, off.stop, ride, stop)
        time = walk
        if row is not None and row.kind == 0:
            time = 0 if walk == inf else walk
        if row is not None and row.kind == 1:
            time = 0
        if row is not None and row.kind == 2:
            time = row.min_seconds if walk == inf else max(row.min_seconds, walk)
        if row is not None and row.kind == 3:
            time = inf
        if time == inf or (walk < inf and walk > limit):
            return inf
        time = own_transfer(self.asked, int(time))
        meanwhile = self.vias[off.visited : visited]
        if all(off.stop in stops for stops, _ in meanwhile):
            return max(time, self.stay(off.visited, visited))
        walked = self.on_foot(off.stop, off.visited, visited, stop)
        if walked > limit:
            return inf
        return max(time, walked + self.stay(off.visited, visited))

    def place(self, place: Place) -> Mapping[str, int]:
        """Return a stop, a station's children and itself, or nodes as they are given."""
        if isinstance(place, str):
            stops = self.feed.stops.values()
            return dict.fromkeys(
                [place, *(s.id for s in stops if s.parent == place)], 0
            )
        return place

    def boardings(self) -> list[tuple[Ride, int]]:
        """Return every ride with every call at which one may board it."""
        return [
            (ride, n)
            for ride in self.rides
            if self.allowed(ride)
            for n, call in enumerate(ride.trip.calls)
            if call.may_board
        ]

    def allowed(self, ride: Ride) -> bool:
        banned = self.asked
        return not (
            ride.trip.route in banned.excluded_routes
            or ride.trip.agency in banned.excluded_agencies
            or ride.trip.mode in banned.excluded_modes
        )

    def on_foot(self, p: str, visited: int, then: int, q: str) -> float:
        """Return the seconds walked from p to q by way of some vias."""
        if visited == then:
            return self.walk.get((p, q), 0 if p == q else inf)
        return min(
            self.walk.get((p, v), inf) + self.on_foot(v, visited + 1, then, q)
            for v in self.vias[visited][0]
        )

    def stay(self, visited: int, then: int) -> int:
        return sum(stay for _, stay in self.vias[visited:then])


def floyd_warshall(feed: Feed, walks: Walks) -> dict[tuple[str, str], float]:
    """Return the shortest walks between all nodes."""
    nodes = {*feed.stops, *(n for edge in walks for n in edge)}
    best: dict[tuple[str, str], float] = {
        (a, b): 0 if a == b else walks.get((a, b), inf)
        for a, b in product(nodes, nodes)
    }
    for via, a, b in product(nodes, nodes, nodes):
        best[a, b] = min(best[a, b], best[a, via] + best[via, b])
    return best


def follows(feed: Feed, a: Ride, b: Ride) -> bool:
    """Tell whether one may stay seated from ride a to ride b."""
    if a.day != b.day or a is b or a.trip.runs or b.trip.runs or b.first < a.last:
        return False
    said = {
        row.kind
        for row in feed.transfers
        if (row.from_trip, row.to_trip) == (a.trip.id, b.trip.id)
    }
    if 5 in said:
        return False
    if 4 in said:
        return True
    end, start = feed.stops[a.trip.calls[-1].stop], feed.stops[b.trip.calls[0].stop]
    between = [
        trip
        for trip in feed.trips.values()
        if trip.block == a.trip.block
        and not trip.runs
        and a.day in feed.days.get(trip.service, ())
        and a.trip.calls[0].departure
        < trip.calls[0].departure
        < b.trip.calls[0].departure
    ]
    return (
        a.trip.block != ""
        and a.trip.block == b.trip.block
        and a.trip.calls[0].departure < b.trip.calls[0].departure
        and not between
        and (end.id == start.id or (end.parent or end.id) == (start.parent or start.id))
    )


def row_that_counts(feed: Feed, a: Ride, p: str, b: Ride, q: str) -> TransferRow | None:
    """Return the most specific row, by points."""
    best: tuple[tuple[int, int, int, int], TransferRow] | None = None
    for line, row in enumerate(feed.transfers):
        if row.kind > 3 or not row.from_stop or not row.to_stop:
            continue
        if row.from_stop != p and row.from_stop != feed.stops[p].parent:
            continue
        if row.to_stop != q and row.to_stop != feed.stops[q].parent:
            continue
        sides = []
        for trip, route, ride in (
            (row.from_trip, row.from_route, a),
            (row.to_trip, row.to_route, b),
        ):
            if trip:
                sides.append(2 if trip == ride.trip.id else -1)
            elif route:
                sides.append(1 if route == ride.trip.route else -1)
            else:
                sides.append(0)
        if min(sides) < 0:
            continue
        stations = row.from_stop != p or row.to_stop != q
        points = (max(sides), min(sides), -int(stations), -line)
        if best is None or points > best[0]:
            best = points, row
    return best[1] if best else None


def or_inf(limit: int | None) -> float:
    return inf if limit is None else limit
