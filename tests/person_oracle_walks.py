"""Walking, by trying every way that no other one is better than in all respects.

Written from docs/person-rules.md alone. A label is what one has behind: time, effort,
the stretch since the last rest, the length of the whole walk, the seconds of walking
without waits. Labels are given up only where another label at the same node is no worse
in each of them; what no limit and no criterion reads is not counted.

Searches backwards are the same with time running the other way: a label's clock is the
instant forwards, and minus the instant backwards. So smaller is better in every search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from heapq import heapify, heappop, heappush
from math import inf
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

import networkx as nx

from maas.people.profile import Person

from .person_oracle_edges import (
    UNREADABLE,
    Edge,
    Outcome,
    decimetres,
    effort,
    seconds,
    speed,
    verdict,
)
from .person_towns import Town

T = TypeVar("T", bound=tuple[float, ...])
DAY = 86_400
DAYS_TO_LOOK = 8  # a week of opening hours, wherever in it one is


class Tie(NamedTuple):
    """A place beside an edge: that part of it to walk, and straight metres off it.

    Leaving, one walks the edge to its head; reaching, from its tail.
    """

    edge: int
    share: float
    metres: float


@dataclass(frozen=True)
class Spot:
    """A place off the streets, and how it is left and reached."""

    leave: tuple[Tie, ...]
    reach: tuple[Tie, ...]


Place = Sequence[str] | Spot  # nodes, each of them the place, or a spot


class Label(NamedTuple):
    """What one has behind; ``clock`` in seconds, lengths in decimetres."""

    clock: float
    effort: int = 0
    stretch: int = 0
    walked: int = 0
    walking: int = 0  # seconds, with rests and without waits


class Walked(NamedTuple):
    """A walk found: when it ends (backwards: when it starts, negative), its effort."""

    clock: float
    effort: int


@dataclass(frozen=True)
class Door:
    """When an edge can be entered: its opening hours, less its closures."""

    hours: tuple[tuple[int, int], ...] | None  # of the local week; None: always
    closures: tuple[tuple[int, int], ...]
    timezone: str

    def is_open(self, instant: float) -> bool:
        """Tell whether one may enter at an instant."""
        if any(start <= instant < end for start, end in self.closures):
            return False
        if self.hours is None:
            return True
        local = datetime.fromtimestamp(instant, ZoneInfo(self.timezone))
        second = local.weekday() * DAY
        second += local.hour * 3600 + local.minute * 60 + local.second
        return any(start <= second < end for start, end in self.hours)

    def next_open(self, instant: float) -> float | None:
        """Return the first instant from this one on at which one may enter."""
        edges = [instant, *(end for _, end in self.closures)]
        edges += [start for start, _ in self._around(instant)]
        return min((t for t in edges if t >= instant and self.is_open(t)), default=None)

    def last_open(self, instant: float) -> float | None:
        """Return the last instant up to this one at which one may enter."""
        edges = [instant, *(start - 1 for start, _ in self.closures)]
        edges += [end - 1 for _, end in self._around(instant)]
        return max((t for t in edges if t <= instant and self.is_open(t)), default=None)

    def _around(self, instant: float) -> Iterator[tuple[float, float]]:
        """Yield the opening hours of the days around an instant, as instants."""
        here = datetime.fromtimestamp(instant, ZoneInfo(self.timezone))
        today = here.replace(hour=0, minute=0, second=0, microsecond=0)
        for ahead in range(-DAYS_TO_LOOK, DAYS_TO_LOOK + 1):
            # By the clock on the wall, also where clocks change.
            midnight = today + timedelta(days=ahead)
            for start, end in self.hours or ():
                if start // DAY == midnight.weekday():
                    opens = midnight + timedelta(seconds=start % DAY)
                    last = opens + timedelta(seconds=end - 1 - start)
                    yield opens.timestamp(), last.timestamp() + 1


@dataclass(frozen=True)
class Way:
    """An edge that this person takes."""

    tail: str
    head: str
    seconds: int
    effort: int
    decimetres: int
    door: Door | None


@dataclass(frozen=True)
class Bounds:
    """Of one walk: seconds of walking, and the clock at its end."""

    seconds: int | None = None
    clock: float = inf


NO_BOUNDS = Bounds()


@dataclass(frozen=True)
class Network:
    """The edges that one person takes, and where they may rest.

    Without ``counts_effort`` no effort is counted: walking is the quickest.
    """

    town: Town
    person: Person
    certain_only: bool
    counts_effort: bool

    @cached_property
    def ways(self) -> dict[int, Way]:
        """The edges by their numbers, with what they take of this person."""
        ways = {}
        for number, edge in enumerate(self.town.edges):
            outcome = verdict(edge, self.person).outcome
            time = seconds(edge, self.person)
            if time is None or outcome is Outcome.BARS:
                continue
            if self.certain_only and outcome is Outcome.UNKNOWN:
                continue
            ways[number] = Way(
                edge["from"],
                edge["to"],
                time,
                effort(edge, self.person) if self.counts_effort else 0,
                decimetres(edge["metres"]),
                door_of(self.town, number, edge),
            )
        return ways

    @cached_property
    def waits(self) -> bool:
        """Tell whether the instant matters: something opens or closes."""
        return any(way.door for way in self.ways.values())

    def spread_from(
        self,
        place: Place,
        when: float,
        bounds: Bounds = NO_BOUNDS,
        forward: bool = True,
    ) -> dict[str, list[Label]]:
        """Return the labels of every node that one gets to from a place.

        Backwards: of every node from which one gets to the place by ``when``.
        """
        start = Label(when if forward else -when)
        if not isinstance(place, Spot):
            return self.spread([(node, start) for node in place], bounds, forward)
        starts = [
            (way.head if forward else way.tail, label)
            for way in self.parts(place, leaving=forward)
            if (label := along(way, start, forward)) is not None
        ]
        return self.spread(starts, bounds, forward)

    def spread(
        self,
        starts: Iterable[tuple[str, Label]],
        bounds: Bounds = NO_BOUNDS,
        forward: bool = True,
    ) -> dict[str, list[Label]]:
        """Return the labels of every node that one gets to from the starts."""
        queue = [
            (label, node)
            for node, one in starts
            if (label := self.kept(one, bounds)) is not None
        ]
        heapify(queue)
        found: dict[str, list[Label]] = {}
        while queue:
            label, node = heappop(queue)
            if any(no_worse(other, label) for other in found.get(node, ())):
                continue
            found.setdefault(node, []).append(label)
            for after, grown in self.onwards(node, label, forward):
                kept = self.kept(grown, bounds)
                if kept is not None:
                    heappush(queue, (kept, after))
        return found

    def onwards(
        self, node: str, label: Label, forward: bool
    ) -> Iterator[tuple[str, Label]]:
        """Yield what one can do at a node: rest there, or take an edge."""
        if self.town.rests[node] and label.stretch > 0:
            pause = self.person.speeds.rest_seconds
            yield (
                node,
                label._replace(
                    clock=label.clock + pause, stretch=0, walking=label.walking + pause
                ),
            )
        for way in self.ways.values():
            if (way.tail if forward else way.head) == node:
                grown = along(way, label, forward)
                if grown is not None:
                    yield (way.head if forward else way.tail), grown

    def parts(self, spot: Spot, leaving: bool) -> list[Way]:
        """Return the ways between a spot and the ends of the edges it is tied to."""
        found = []
        for tie in spot.leave if leaving else spot.reach:
            if tie.edge not in self.ways:
                continue
            way = self.ways[tie.edge]
            straight = round(tie.metres / speed(self.person, 0.0))
            felt = 10 * straight if self.counts_effort else 0
            part = replace(
                way,
                seconds=round(tie.share * way.seconds) + straight,
                effort=round(tie.share * way.effort) + felt,
                decimetres=round(tie.share * way.decimetres) + decimetres(tie.metres),
                # Who is on the edge already does not enter it.
                door=None if leaving else way.door,
            )
            found.append(part)
        return found

    def kept(self, label: Label, bounds: Bounds) -> Label | None:
        """Return a label without what nothing reads, None beyond a limit."""
        limits = self.person.limits
        if (
            beyond(label.stretch, limits.max_stretch_metres)
            or beyond(label.walked, limits.max_walk_metres)
            or (bounds.seconds is not None and label.walking > bounds.seconds)
            or label.clock > bounds.clock
        ):
            return None
        return Label(
            label.clock,
            label.effort,
            0 if limits.max_stretch_metres is None else label.stretch,
            0 if limits.max_walk_metres is None else label.walked,
            0 if bounds.seconds is None else label.walking,
        )

    def walks(
        self,
        origin: Place,
        destination: Place,
        when: float,
        bounds: Bounds = NO_BOUNDS,
        forward: bool = True,
    ) -> frozenset[Walked]:
        """Return every walk that is Pareto-optimal in time and effort.

        Forwards one leaves the origin at ``when``, backwards one is at the destination
        then.
        """
        start, end = (origin, destination) if forward else (destination, origin)
        found = self.spread_from(start, when, bounds, forward)
        return self.ending(found, end, bounds, forward)

    def ending(
        self,
        found: Mapping[str, Sequence[Label]],
        place: Place,
        bounds: Bounds,
        forward: bool = True,
    ) -> frozenset[Walked]:
        """Return the walks of a search that end at a place."""
        if not isinstance(place, Spot):
            ends = [label for node in place for label in found.get(node, ())]
        else:
            grown = [
                along(way, label, forward)
                for way in self.parts(place, leaving=not forward)
                for label in found.get(way.tail if forward else way.head, ())
            ]
            ends = [
                kept
                for label in grown
                if label is not None and (kept := self.kept(label, bounds)) is not None
            ]
        return frozenset(best(Walked(label.clock, label.effort) for label in ends))


def along(way: Way, label: Label, forward: bool) -> Label | None:
    """Return what one has behind after an edge, None where it never opens."""
    if forward:
        entered = way.door.next_open(label.clock) if way.door else label.clock
    else:
        entered = -label.clock - way.seconds
        entered = way.door.last_open(entered) if way.door else entered
    if entered is None:
        return None
    return Label(
        entered + way.seconds if forward else -entered,
        label.effort + way.effort,
        label.stretch + way.decimetres,
        label.walked + way.decimetres,
        label.walking + way.seconds,
    )


def door_of(town: Town, number: int, edge: Edge) -> Door | None:
    """Return the door of an edge that something can close."""
    closures = tuple((start, end) for e, start, end in town.closures if e == number)
    hours = None if edge["hours"] in (None, UNREADABLE) else edge["hours"]
    if hours is None and not closures:
        return None
    return Door(hours, closures, town.timezone)


@lru_cache(maxsize=64)
def anybody(town: Town, node: str) -> frozenset[str]:
    """Return where the streets lead from a node, with no limits at all."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(town.rests)
    graph.add_edges_from((edge["from"], edge["to"]) for edge in town.edges)
    return frozenset(nx.descendants(graph, node))


def beyond(length: int, limit_metres: float | None) -> bool:
    """Tell whether decimetres exceed a limit in metres."""
    return limit_metres is not None and length > decimetres(limit_metres)


def no_worse(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Tell whether a label is no worse than another in any respect."""
    return all(a <= b for a, b in zip(one, other, strict=True))


def best(labels: Iterable[T]) -> list[T]:
    """Return those that none other of them dominates or equals."""
    distinct = set(labels)
    return [
        one
        for one in distinct
        if not any(no_worse(other, one) for other in distinct if other != one)
    ]
