"""An independent planner for one person, too simple to be wrong: the second oracle.

Written from docs/person-rules.md and docs/journey-rules.md; shares no code with the
product but plain data (the profile's dataclasses, the numbers of the street graph).
Rides are the events of ``oracle_graph``, their rules those of ``oracle_rules``; walks
are tried out by ``person_oracle_walks``. A label at an event is (boardings, departure,
effort), of which those are kept that none other dominates.

    ask(town, question)      {"certain": {(arrival, boardings), ...}, "possible": ...}
    answer(town, question)   what is told under the person's policy, each with whether
                             it is certain

With effort the tuples are (arrival, boardings, effort); "arrive" has departures in place
of arrivals. Instants are seconds of the Unix epoch, effort is in tenths of a felt second.

Where the rules leave something open, this is what the oracle does:

* transfer(p, q) is counted from the alighting to being at q, with all waits. What the
  person adds (``additional_transfer_seconds``, ``transfer_seconds``,
  ``boarding_seconds``) is spent at q.
* A vehicle that waits (type 1) waits for whoever has a way at all, however long an edge
  on it stays closed.
* Of a change under a rule one takes the walk of least effort that the change has time
  for: a minimum time leaves time for a slower walk.
* A change on which the streets know no way for anybody has no effort but the boarding's.
  "For anybody" asks only which nodes edges join, whatever they are and however long.
* Limits on walking time (``max_access_seconds`` and the like) count rests and no waits.
* Opening hours hold from their first second to the last before their end, as read from
  the clock on the wall; they lie within one week.
* Off the streets every second is felt as one. Its seconds, its decimetres and the share
  of the edge are each rounded for themselves.
* Who starts on an edge does not enter it: a place beside a closed edge can be left. To
  reach a place one enters its edge at the tail. A place beside an edge that bars is not
  left or reached along it. Between two places beside the same edge one goes by its ends.
* ``certain`` of a journey that is told: journeys of its criteria or better can be made
  in the certain network, whether that network's own restricted set holds them or not.
* Whatever is asked of a trip is asked of every trip that one is aboard: also of one in
  which one stays seated.
* The empty ``wheelchair_boarding`` of a platform is that of its station, as in GTFS.
* A station as a destination is reached at any of its platforms, with no walk within.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import Any, Literal

import networkx as nx

from maas.people.profile import Person, Policy

from .oracle import Limits, or_inf, own_transfer, within
from .oracle_feed import TransferRow
from .oracle_graph import Event, events
from .oracle_rules import change_seconds, rule
from .person_oracle_edges import NO
from .person_oracle_rides import UNKNOWN, expanded, step_free, timetable
from .person_oracle_walks import (
    Bounds,
    Network,
    Place,
    Spot,
    Walked,
    anybody,
    best,
    no_worse,
)
from .person_oracle_walks import Label as OnFoot
from .person_towns import Town

NetworkName = Literal["certain", "possible"]
NETWORKS: tuple[NetworkName, ...] = ("certain", "possible")
Journey = tuple[int, ...]  # arrival or departure, boardings, perhaps effort
Label = tuple[int, float, int]  # boardings, minus the departure (or 0), effort


@dataclass(frozen=True)
class Question:
    """What is asked. A place is a stop_id, a station's, a street node, or a spot.

    ``limits`` are those of ``oracle.Limits``, without vias and ``transfer_factor``.
    """

    kind: Literal["depart", "arrive"]
    origin: str | Spot
    destination: str | Spot
    when: int
    person: Person
    with_effort: bool = False
    slack_seconds: int = 1200
    limits: Mapping[str, Any] = field(default_factory=dict)


def ask(town: Town, question: Question) -> dict[NetworkName, frozenset[Journey]]:
    """Return the Pareto set of each network, restricted where effort is asked for."""
    return {
        network: restricted(question, journeys(town, question, network))
        for network in NETWORKS
    }


def answer(town: Town, question: Question) -> frozenset[tuple[Journey, bool]]:
    """Return what is told under the person's policy, each with whether it is certain."""
    certain = journeys(town, question, "certain")
    told = set[Journey]()
    if question.person.unknown is not Policy.ALLOW:
        told |= restricted(question, certain)
    if question.person.unknown is not Policy.FORBID:
        told |= restricted(question, journeys(town, question, "possible"))
    kept = best(costs(question, journey) for journey in told)
    can_be_made = [costs(question, journey) for journey in certain]
    return frozenset(
        (shown(question, one), any(no_worse(c, one) for c in can_be_made))
        for one in kept
    )


def journeys(
    town: Town, question: Question, network: NetworkName
) -> frozenset[Journey]:
    """Return the whole Pareto set of one network, not restricted."""
    found = best(Search(town, question, network).found())
    return frozenset(shown(question, one) for one in found)


def restricted(question: Question, all_of: frozenset[Journey]) -> frozenset[Journey]:
    """Return the journeys that are not much later nor much oftener than the best.

    D. Delling, J. Dibbelt, T. Pajor, ALENEX 2019; as in docs/person-rules.md.
    """
    if not question.with_effort:
        return all_of
    every = [costs(question, journey) for journey in all_of]
    anchors = best((clock, boardings) for clock, boardings, _ in every)
    last = min((clock for clock, _ in anchors), default=0) + 2 * question.slack_seconds
    near = {
        one
        for one in every
        if one[0] <= last
        and any(
            one[0] <= clock + question.slack_seconds and one[1] <= boardings + 1
            for clock, boardings in anchors
        )
    }
    # The quickest walk all the way is told however late it is.
    walks = sorted(one for one in every if one[1] == 0)
    if walks and walks[0][0] > last:
        near.add(walks[0])
    return frozenset(shown(question, one) for one in near)


def costs(question: Question, journey: Journey) -> Journey:
    """Return a journey with all that is in it better when smaller."""
    clock, *rest = journey
    return (clock if question.kind == "depart" else -clock, *rest)


def shown(question: Question, cost: Journey) -> Journey:
    """Return the journey of such costs."""
    return costs(question, cost)


class Search:
    """One question in one network."""

    def __init__(self, town: Town, question: Question, network: NetworkName) -> None:
        self.town, self.question = town, question
        self.person = question.person
        self.asked = Limits(**question.limits)
        assert not self.asked.vias and self.asked.transfer_factor == 1
        self.certain = network == "certain"
        self.forward = question.kind == "depart"
        self.feed = timetable(town)[0]
        self._walks: dict[tuple[str, int], dict[str, list[tuple[int, int]]]] = {}
        self._rules: dict[tuple[str, str, str, str], TransferRow | None] = {}
        self.streets = Network(town, self.person, self.certain, question.with_effort)
        self.origin = self.place(question.origin)
        self.destination = self.place(question.destination)
        travel = or_inf(self.asked.max_travel_seconds)
        self.earliest = question.when if self.forward else question.when - travel
        self.latest = question.when + travel if self.forward else question.when

    def place(self, place: str | Spot) -> Place:
        """Return a place as nodes: a station is any of its children and itself."""
        if isinstance(place, Spot):
            return place
        children = [s.id for s in self.feed.stops.values() if s.parent == place]
        return [place, *children]

    def found(self) -> Iterator[Journey]:
        """Yield the costs of journeys, among them those of every Pareto-optimal one."""
        for walked in self.direct():
            yield self.cost(walked.clock, 0, walked.effort)
        for (boardings, minus_departure, effort), event in self.labels():
            if event.kind != "arrive" or not self.may(event):
                continue
            for walked in self.egress(event):
                clock = walked.clock if self.forward else minus_departure
                yield self.cost(clock, boardings, effort + walked.effort)

    def cost(self, clock: float, boardings: int, effort: int) -> Journey:
        """Return the criteria that are asked for."""
        if self.question.with_effort:
            return int(clock), boardings, effort
        return int(clock), boardings

    def direct(self) -> frozenset[Walked]:
        """Return the walks all the way."""
        if not self.asked.allow_direct:
            return frozenset()
        last = self.latest if self.forward else -self.earliest
        return self.streets.walks(
            self.origin,
            self.destination,
            self.question.when,
            Bounds(self.asked.max_direct_seconds, last),
            self.forward,
        )

    def labels(self) -> Iterator[tuple[Label, Event]]:
        """Yield the labels of every event that one gets to by a ride."""
        queue = [
            ((1, minus_departure, effort + self.boarding_effort), event)
            for event in self.boardings
            for minus_departure, effort in self.access(event)
        ]
        heapify(queue)
        found: dict[Event, list[Label]] = {}
        while queue:
            label, event = heappop(queue)
            boardings, minus_departure, effort = label
            if (
                not within(self.asked.max_boardings, boardings)
                or self.events.nodes[event]["time"] > self.latest
                or any(no_worse(other, label) for other in found.get(event, ()))
            ):
                continue
            found.setdefault(event, []).append(label)
            yield label, event
            # Aboard: riding on, or staying seated in a trip that one may be in.
            for after in self.events.successors(event):
                if self.may_ride(after):
                    heappush(queue, (label, after))
            if event.kind == "arrive" and self.may(event):
                for board, felt in self.changes(event):
                    felt += effort + self.boarding_effort
                    heappush(queue, ((boardings + 1, minus_departure, felt), board))

    @property
    def boarding_effort(self) -> int:
        """Tenths of a felt second for each boarding."""
        boarding = self.person.efforts.boarding
        return 10 * boarding if self.question.with_effort else 0

    def access(self, event: Event) -> list[tuple[float, int]]:
        """Return (minus the departure, effort) of walks in time for a first boarding."""
        at = self.events.nodes[event]
        ready = at["time"] - self.person.speeds.boarding_seconds
        limit = self.asked.max_access_seconds
        if not self.forward:
            bounds = Bounds(limit, -self.earliest)
            return list(
                self.streets.walks(
                    self.origin, [at["stop"]], ready, bounds, forward=False
                )
            )
        bounds = Bounds(limit, self.latest)
        walks = self.streets.ending(self.setting_out, [at["stop"]], bounds)
        in_time = [walked.effort for walked in walks if walked.clock <= ready]
        return [(0, min(in_time))] if in_time else []

    @cached_property
    def setting_out(self) -> dict[str, list[OnFoot]]:
        """The labels of every node, leaving the origin at the time asked for."""
        bounds = Bounds(self.asked.max_access_seconds, self.latest)
        return self.streets.spread_from(self.origin, self.question.when, bounds)

    def egress(self, event: Event) -> frozenset[Walked]:
        """Return the walks from an alighting to the destination."""
        at = self.events.nodes[event]
        bounds = Bounds(self.asked.max_egress_seconds, self.latest)
        return self.streets.walks([at["stop"]], self.destination, at["time"], bounds)

    def changes(self, event: Event) -> Iterator[tuple[Event, int]]:
        """Yield every later boarding, with the least effort of getting there in time."""
        a = self.events.nodes[event]
        slack = self.person.speeds.transfer_seconds
        for board in self.boardings:
            b = self.events.nodes[board]
            gap = b["time"] - a["time"] - self.person.speeds.boarding_seconds
            if gap < 0:
                continue
            row = self.rule(a["trip"].id, a["stop"], b["trip"].id, b["stop"])
            felt = [
                effort
                for elapsed, effort in self.ways(a["stop"], b["stop"], a["time"])
                if (time := change_seconds(row, elapsed)) is not None
                and own_transfer(self.asked, time) + slack <= gap
            ]
            if felt:
                yield board, min(felt)

    def ways(self, p: str, q: str, when: int) -> list[tuple[int | None, int]]:
        """Return (seconds, effort) of the walks for a change.

        Where nobody has a way, the seconds are None, and what the rule says holds in
        the possible network.
        """
        if p == q:
            return [(0, 0)]
        found = self.walks_from(p, when if self.streets.waits else 0).get(q)
        if found:
            return [(seconds, effort) for seconds, effort in found]
        if self.certain or q in anybody(self.town, p):
            return []
        return [(None, 0)]

    def walks_from(self, p: str, when: int) -> dict[str, list[tuple[int, int]]]:
        """Return (seconds, effort) of the walks from a stop to every node."""
        if (p, when) not in self._walks:
            bounds = Bounds(self.asked.max_transfer_seconds)
            labels = self.streets.spread_from([p], when, bounds)
            self._walks[p, when] = {
                node: [
                    (int(walked.clock) - when, walked.effort)
                    for walked in self.streets.ending(labels, [node], bounds)
                ]
                for node in labels
            }
        return self._walks[p, when]

    def rule(self, a: str, p: str, b: str, q: str) -> TransferRow | None:
        """Return the row that counts for a change."""
        if (a, p, b, q) not in self._rules:
            trips = self.feed.trips
            self._rules[a, p, b, q] = rule(self.feed, trips[a], p, trips[b], q)
        return self._rules[a, p, b, q]

    def may(self, event: Event) -> bool:
        """Tell whether one may board, or alight, at an event."""
        at = self.events.nodes[event]
        return at["may"] and self.may_ride(event) and self.passes("stop", at["stop"])

    def may_ride(self, event: Event) -> bool:
        """Tell whether one may be aboard."""
        trip = self.events.nodes[event]["trip"]
        return (
            self.passes("trip", trip.id)
            and trip.route not in self.asked.excluded_routes
            and trip.agency not in self.asked.excluded_agencies
            and trip.mode not in self.asked.excluded_modes
        )

    def passes(self, test: str, name: str) -> bool:
        """Tell whether a stop, or a trip, is in this network."""
        if not self.person.limits.step_free_boarding:
            return True
        fact = step_free(self.town, test)[name]
        if fact == UNKNOWN and self.certain:
            return test not in self.person.must_know
        return fact != NO

    @cached_property
    def events(self) -> nx.MultiDiGraph[Event]:
        """All rides of the days that matter, with staying seated and no changes."""
        every = timetable(self.town)[1]
        days = frozenset(
            ride.day
            for ride in every
            if ride.last >= self.earliest and ride.first <= self.latest
        )
        return expanded(self.town, days)

    @cached_property
    def boardings(self) -> list[Event]:
        """The events at which this person may board."""
        return [e for e in events(self.events, "depart") if self.may(e)]
