"""An independent planner, too simple to be wrong: the oracle.

Written from docs/journey-rules.md and the GTFS reference; shares no code with the
product. Every event of every ride is a node of a networkx graph, every change an edge
straight from the alighting to the boarding; a multi-label Dijkstra finds for each event,
each number of boardings and each number of vias visited the latest departure from the
origin. Whole Pareto sets are then a matter of filtering.

Walking is given: seconds of directed edges between nodes, which are stop_ids or nodes of
streets of any other name. An origin or destination is a stop_id (a station means any of
its children and itself) or {node: seconds}. Instants are seconds of the Unix epoch. With
several feeds all ids are "FEED:ID", here and in `walks`.

Where the rules leave something open, this is what the oracle does:

* A change whose walk(p, q) is longer than `max_transfer_seconds` isn't made, whatever rule
  holds there; where there is no way, there is nothing to bound.
* A via visited on foot during a change p -> v -> q: the change takes the larger of
  f(transfer(p, q)) and of walk(p, v) + stay + walk(v, q); `max_transfer_seconds` bounds
  both walks. Limits on walking never count the stays.
* Who arrives by `arrive` departs no more than `max_travel_seconds` before it.
* Arrival at a destination which is also a via with a stay is at the end of the stay.
* Banned routes, agencies and modes are not ridden, but follow and are followed in their
  block as ever.
* Trips made of frequencies have no place in a block: those around them stay neighbours.
* Type 5 forbids that to_trip follows from_trip, also where a row of type 4 allows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from heapq import heapify, heappop, heappush
from math import ceil, inf
from pathlib import Path
from typing import Any

import networkx as nx

from .oracle_feed import Tables, Walks, join, read_feed, read_folder
from .oracle_graph import Event, events, expand, rides

Place = str | Mapping[str, int]
OnFoot = Mapping[str, int]  # node -> seconds walked to get there
Via = tuple[frozenset[str], int]  # its platforms, the stay in seconds
Triple = tuple[int, int, int]  # departure, arrival, boardings


@dataclass(frozen=True)
class Limits:
    """What the traveller asks for; None is no limit. Modes are route_types."""

    max_boardings: int | None = None
    max_travel_seconds: int | None = None
    max_access_seconds: int | None = None
    max_egress_seconds: int | None = None
    max_transfer_seconds: int | None = None
    max_direct_seconds: int | None = None
    min_transfer_seconds: int = 0
    additional_transfer_seconds: int = 0
    transfer_factor: float = 1.0
    excluded_routes: Collection[str] = ()
    excluded_agencies: Collection[str] = ()
    excluded_modes: Collection[int] = ()
    vias: Sequence[tuple[str, int]] = ()
    allow_direct: bool = True


class Oracle:
    """All journeys through one or more feeds."""

    def __init__(
        self, folder: Path | Mapping[str, Path], walks: Walks, timezone: str
    ) -> None:
        folders = folder if isinstance(folder, Mapping) else {"": folder}
        tables = {feed: read_folder(path) for feed, path in folders.items()}
        self._read(tables, walks, timezone)

    @classmethod
    def of_tables(cls, tables: Tables, walks: Walks, timezone: str) -> Oracle:
        """Make an oracle of one feed's tables, as `read_folder` gives them."""
        oracle = cls.__new__(cls)
        oracle._read({"": tables}, walks, timezone)
        return oracle

    def _read(self, tables: Mapping[str, Tables], walks: Walks, timezone: str) -> None:
        self.feed = join(
            read_feed(feed, f"{name}:" if name else "") for name, feed in tables.items()
        )
        self.rides = rides(self.feed, timezone)
        streets: nx.DiGraph[str] = nx.DiGraph()
        streets.add_nodes_from(self.feed.stops)
        streets.add_weighted_edges_from((a, b, time) for (a, b), time in walks.items())
        self.walk = {
            a: {b: int(time) for b, time in walked.items()}
            for a, walked in nx.all_pairs_dijkstra_path_length(streets)
        }
        self._graphs: dict[frozenset[date], nx.MultiDiGraph[Event]] = {}

    def depart(
        self, origin: Place, destination: Place, when: int, **limits: Any
    ) -> frozenset[tuple[int, int]]:
        """Return the Pareto set of (arrival, boardings), starting at `when` or later."""
        asked = Limits(**limits)
        latest = when + or_inf(asked.max_travel_seconds)
        found = {
            (arrival, boardings)
            for _, arrival, boardings in self._journeys(
                origin, destination, asked, (when, inf), latest
            )
        }
        direct = self._direct(origin, destination, asked)
        if direct is not None and when + direct <= latest:
            found.add((when + direct, 0))
        return frozenset(
            one
            for one in found
            if not any(a <= one[0] and k <= one[1] for a, k in found - {one})
        )

    def arrive(
        self, origin: Place, destination: Place, when: int, **limits: Any
    ) -> frozenset[tuple[int, int]]:
        """Return the Pareto set of (departure, boardings), there by `when`."""
        asked = Limits(**limits)
        earliest = when - or_inf(asked.max_travel_seconds)
        found = {
            (departure, boardings)
            for departure, _, boardings in self._journeys(
                origin, destination, asked, (earliest, inf), when
            )
        }
        direct = self._direct(origin, destination, asked)
        if direct is not None and when - direct >= earliest:
            found.add((when - direct, 0))
        return frozenset(
            one
            for one in found
            if not any(d >= one[0] and k <= one[1] for d, k in found - {one})
        )

    def range(
        self,
        origin: Place,
        destination: Place,
        start: int,
        window: int,
        arrive_by: bool = False,
        **limits: Any,
    ) -> frozenset[Triple]:
        """Return the Pareto set of (departure, arrival, boardings), by transit only.

        Departures are in [start, start + window], or, with `arrive_by`, arrivals in
        [start - window, start]. What the direct walk dominates is left out, and so is
        what a journey outside of the window dominates.
        """
        asked = Limits(**limits)
        travel = or_inf(asked.max_travel_seconds)
        if arrive_by:
            leaving, latest = (start - window - travel, inf), float(start)
        else:
            # Who leaves later than that is there later than anybody of the window.
            leaving, latest = (start, start + window + travel), start + window + travel
        direct = self.direct(origin, destination, **limits)
        found = {
            (departure, arrival, boardings)
            for departure, arrival, boardings in self._journeys(
                origin, destination, asked, leaving, latest
            )
            if arrival - departure <= travel
            and (direct is None or arrival - departure < direct)
        }
        return frozenset(
            one
            for one in found
            if (one[1] >= start - window if arrive_by else one[0] <= start + window)
            and not any(
                d >= one[0] and a <= one[1] and k <= one[2] for d, a, k in found - {one}
            )
        )

    def direct(self, origin: Place, destination: Place, **limits: Any) -> int | None:
        """Return the seconds of the direct walk, with its vias, None if not allowed."""
        asked = Limits(**limits)
        time = self._direct(origin, destination, asked)
        return (
            time
            if time is not None and within(asked.max_travel_seconds, time)
            else None
        )

    def reach(self, origin: Place, when: int, **limits: Any) -> dict[str, int]:
        """Return the earliest arrival at every stop that one gets to."""
        arrivals = {
            stop: self.depart(origin, {stop: 0}, when, **limits)
            for stop in self.feed.stops
        }
        return {stop: min(found)[0] for stop, found in arrivals.items() if found}

    def _direct(self, origin: Place, destination: Place, asked: Limits) -> int | None:
        vias = self._vias(asked)
        walked = to(self._place(destination), self._on_foot(self._place(origin), vias))
        if walked is None or not asked.allow_direct:
            return None
        return (
            walked + stays(vias) if within(asked.max_direct_seconds, walked) else None
        )

    def _journeys(
        self,
        origin: Place,
        destination: Place,
        asked: Limits,
        leaving: tuple[float, float],
        latest: float,
    ) -> Iterator[Triple]:
        """Yield journeys by transit, among them every Pareto-optimal one.

        They depart within `leaving` and arrive no later than `latest`.
        """
        vias = self._vias(asked)
        graph = self._graph(leaving[0], latest)
        start, end = self._place(origin), self._place(destination)

        @cache
        def egress(stop: str, visited: int) -> int | None:
            return to(end, self._on_foot({stop: 0}, vias[visited:]))

        for boardings, departure, event, visited in self._labels(
            graph, start, asked, vias, leaving, latest
        ):
            at = graph.nodes[event]
            if event.kind == "arrive" and at["may"]:
                walked = egress(at["stop"], visited)
                if walked is not None and within(asked.max_egress_seconds, walked):
                    arrival = at["time"] + walked + stays(vias[visited:])
                    if arrival <= latest:
                        yield departure, arrival, boardings

    def _labels(
        self,
        graph: nx.MultiDiGraph[Event],
        start: OnFoot,
        asked: Limits,
        vias: Sequence[Via],
        leaving: tuple[float, float],
        latest: float,
    ) -> Iterator[tuple[int, int, Event, int]]:
        """Yield (boardings, departure, event, vias visited) in order of boardings.

        For each event, number of boardings and number of vias visited, the latest
        departure within `leaving` comes first; later ones are no better and left out.
        """

        def allowed(event: Event) -> bool:
            trip = graph.nodes[event]["trip"]
            return (
                trip.route not in asked.excluded_routes
                and trip.agency not in asked.excluded_agencies
                and trip.mode not in asked.excluded_modes
            )

        @cache
        def on_foot(stop: str, visited: int, then: int) -> OnFoot:
            return self._on_foot({stop: 0}, vias[visited:then])

        def change_takes(
            p: str, q: str, edge: Mapping[str, Any], visited: int, then: int
        ) -> int | None:
            if edge["walk"] is not None and not within(
                asked.max_transfer_seconds, edge["walk"]
            ):
                return None
            time = own_transfer(asked, edge["needs"])
            meanwhile = vias[visited:then]
            if all(p in platforms for platforms, _ in meanwhile):
                return max(time, stays(meanwhile))
            walked = on_foot(p, visited, then).get(q)
            if walked is None or not within(asked.max_transfer_seconds, walked):
                return None
            return max(time, walked + stays(meanwhile))

        queue: list[tuple[int, int, Event, int]] = []
        for visited in range(len(vias) + 1):
            walked = self._on_foot(start, vias[:visited])
            for board in events(graph, "depart"):
                at = graph.nodes[board]
                access = walked.get(at["stop"])
                if access is None or not within(asked.max_access_seconds, access):
                    continue
                departure = at["time"] - access - stays(vias[:visited])
                if leaving[0] <= departure <= leaving[1] and allowed(board):
                    queue.append((1, -departure, board, visited))
        heapify(queue)
        best: dict[tuple[Event, int], float] = {}
        while queue:
            boardings, minus_departure, event, visited = heappop(queue)
            departure = -minus_departure
            at = graph.nodes[event]
            if (
                not within(asked.max_boardings, boardings)
                or at["time"] > latest
                or best.get((event, visited), -inf) >= departure
            ):
                continue
            best[event, visited] = departure
            yield boardings, departure, event, visited
            if event.kind == "arrive" and at["may"] and visited < len(vias):
                platforms, stay = vias[visited]
                if stay == 0 and at["stop"] in platforms:
                    heappush(queue, (boardings, minus_departure, event, visited + 1))
            for _, after, edge in graph.out_edges(event, data=True):
                if not allowed(after):
                    continue
                if edge["kind"] != "change":
                    heappush(queue, (boardings, minus_departure, after, visited))
                    continue
                for then in range(visited, len(vias) + 1):
                    q = graph.nodes[after]["stop"]
                    time = change_takes(at["stop"], q, edge, visited, then)
                    if time is not None and time <= edge["gap"]:
                        heappush(queue, (boardings + 1, minus_departure, after, then))

    def _graph(self, earliest: float, latest: float) -> nx.MultiDiGraph[Event]:
        """Return the graph of all rides of the days that matter between two instants."""
        days = frozenset(
            ride.day
            for ride in self.rides
            if ride.last >= earliest and ride.first <= latest
        )
        if days not in self._graphs:
            running = [ride for ride in self.rides if ride.day in days]
            self._graphs[days] = expand(self.feed, running, self.walk)
        return self._graphs[days]

    def _place(self, place: Place) -> OnFoot:
        """Return a place as nodes and the seconds to or from them."""
        if not isinstance(place, str):
            return place
        children = [s.id for s in self.feed.stops.values() if s.parent == place]
        return {place: 0} | dict.fromkeys(children, 0)

    def _vias(self, asked: Limits) -> list[Via]:
        stops = self.feed.stops.values()
        return [
            (
                frozenset(
                    s.id for s in stops if s.kind == 0 and via in (s.id, s.parent)
                ),
                stay,
            )
            for via, stay in asked.vias
        ]

    def _on_foot(self, at: OnFoot, vias: Sequence[Via]) -> OnFoot:
        """Return the seconds walked to every node, past the vias in their order."""
        at = self._spread(at)
        for platforms, _ in vias:
            at = self._spread({v: time for v, time in at.items() if v in platforms})
        return at

    def _spread(self, at: OnFoot) -> OnFoot:
        found: dict[str, int] = {}
        for a, before in at.items():
            for b, time in self.walk.get(a, {a: 0}).items():
                found[b] = min(before + time, found.get(b, before + time))
        return found


def or_inf(limit: int | None) -> float:
    """Return the limit, infinity for None."""
    return inf if limit is None else limit


def within(limit: int | None, value: int) -> bool:
    """Tell whether a value keeps to a limit."""
    return limit is None or value <= limit


def stays(vias: Sequence[Via]) -> int:
    """Return the seconds spent at vias."""
    return sum(stay for _, stay in vias)


def to(place: OnFoot, walked: OnFoot) -> int | None:
    """Return the seconds walked to a place, None where there is no way."""
    return min(
        (walked[n] + time for n, time in place.items() if n in walked), default=None
    )


def own_transfer(asked: Limits, time: int) -> int:
    """Return f(t), the time that the traveller takes for a change of t seconds."""
    scaled = ceil(time * asked.transfer_factor)
    return max(asked.min_transfer_seconds, scaled) + asked.additional_transfer_seconds
