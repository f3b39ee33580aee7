"""A journey as the search for one person finds it, with every edge that is walked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..columns import F32, I32
from ..transit.day import Day
from .itinerary import Piece
from .journey import RawLeg, RideRef, flip, ride_of, without_idling
from .question import Along, Door, Graph

RESTED, SEED = -2, -3
RawWalk = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Stroll:
    """A walk between rides. ``pieces`` None: nobody knows the way, a rule allows it."""

    start: int  # epoch seconds
    pieces: tuple[Piece, ...] | None
    seconds: int  # with waits and rests


@dataclass(frozen=True, slots=True)
class PersonalJourney:
    """Rides, and the walks before, between and after them."""

    departure: int  # epoch seconds
    arrival: int
    boardings: int
    effort: int  # tenths of a felt second
    rides: tuple[RideRef, ...]
    strolls: tuple[Stroll, ...]  # one more than boardings


@dataclass(frozen=True, eq=False)
class Reading:
    """What is needed to read what one search found."""

    day: Day
    graph: Graph
    seconds: I32  # by street edge
    metres: F32
    metres_per_second: float
    starts: Sequence[Door]  # in the direction of the search
    ends: Sequence[Door]
    along: Sequence[Along]
    board_slack: int
    timed: bool  # some edges close: walks hold at their own times only
    backward: bool

    def journey(self, raw: tuple[Any, ...], time: int) -> PersonalJourney:
        """Read one journey of a question asked for ``time``, the day's own seconds."""
        boardings, arrival, effort, end, legs, walks = raw
        if not legs:
            return self._direct(arrival, effort, end, walks[0], time)
        if not self.timed:
            legs = without_idling(legs, self.day, self.board_slack)
        read = self._backward if self.backward else self._forward
        return read(boardings, arrival, effort, end, legs, walks, time)

    def _direct(
        self, arrival: int, effort: int, end: int, walk: RawWalk, time: int
    ) -> PersonalJourney:
        seconds = arrival - time
        if walk:
            # Backwards, who has to be there before a way closes is there that much sooner.
            pieces, seconds = self._pieces(walk, self.ends[end], arrival)
        else:
            pieces = self._along(self.along[end])
        start = (-arrival if self.backward else time) + self.day.base
        stroll = Stroll(start, tuple(pieces), seconds)
        return PersonalJourney(start, start + seconds, 0, effort, (), (stroll,))

    def _forward(
        self,
        boardings: int,
        arrival: int,
        effort: int,
        end: int,
        legs: list[RawLeg],
        walks: list[RawWalk | None],
        time: int,
    ) -> PersonalJourney:
        base = self.day.base
        rides = tuple(ride_of(leg, self.day, leg[5]) for leg in legs)
        boarded = [ride for ride in rides if not ride.stays_seated]
        left = _last_of_each(rides)
        access = walks[0]
        assert access is not None
        pieces, walked = self._pieces(access)
        start = time + base
        if not self.timed:
            start = boarded[0].departure - self.board_slack - walked
        strolls = [Stroll(start, tuple(pieces), walked)]
        for number, walk in enumerate(walks[1:-1]):
            strolls.append(self._change(walk, left[number].arrival))
        last = walks[-1]
        assert last is not None
        pieces, walked = self._pieces(last, self.ends[end], arrival)
        strolls.append(Stroll(left[-1].arrival, tuple(pieces), walked))
        return PersonalJourney(
            start, left[-1].arrival + walked, boardings, effort, rides, tuple(strolls)
        )

    def _backward(
        self,
        boardings: int,
        arrival: int,
        effort: int,
        end: int,
        legs: list[RawLeg],
        walks: list[RawWalk | None],
        time: int,
    ) -> PersonalJourney:
        base = self.day.base
        legs = legs[::-1]
        # Staying on belongs to the later ride, which the backward search met first.
        stays = [False] + [leg[5] for leg in legs[:-1]]
        rides = tuple(
            ride_of(flip(leg, self.day), self.day, stay, back=True)
            for leg, stay in zip(legs, stays, strict=True)
        )
        left = _last_of_each(rides)
        access, egress = walks[-1], walks[0]
        assert access is not None and egress is not None
        pieces, walked = self._pieces(access, self.ends[end], arrival)
        start = base - arrival
        strolls = [Stroll(start, tuple(pieces), walked)]
        for number, walk in enumerate(walks[-2:0:-1]):
            at = left[number].arrival
            if self.timed and walk:
                at = max(at, base - walk[-1][1])
            strolls.append(self._change(walk, at))
        pieces, walked = self._pieces(egress)
        at = left[-1].arrival
        if self.timed:
            at = max(at, base - egress[-1][1])
        strolls.append(Stroll(at, tuple(pieces), walked))
        return PersonalJourney(
            start, at + walked, boardings, effort, rides, tuple(strolls)
        )

    def _change(self, walk: RawWalk | None, start: int) -> Stroll:
        if walk is None:
            return Stroll(start, None, 0)
        pieces, walked = self._pieces(walk)
        return Stroll(start, tuple(pieces), walked)

    # ------------------------------------------------------------------- pieces

    def _pieces(
        self, walk: RawWalk, end: Door | None = None, arrival: int = 0
    ) -> tuple[list[Piece], int]:
        """Return the pieces of a walk in the order one walks, and its seconds."""
        items = list(self._items(walk))
        if walk[0][0] <= SEED:
            items.insert(0, (self.starts[SEED - walk[0][0]], 0))
        if end is not None:
            items.append((end, arrival - walk[-1][1] - end.seconds))
        pieces: list[Piece] = []
        wait = 0
        if self.backward:
            items.reverse()
        for number, (what, spare) in enumerate(items):
            if what == RESTED:
                if not pieces:
                    pieces.append(Piece(-1, 0.0, 0.0, 0.0, 0))
                rested = pieces[-1].rest_seconds + spare
                pieces[-1] = replace(pieces[-1], rest_seconds=rested)
                continue
            if isinstance(what, Door):
                leaving = number == 0
                more = self._door(what, leaving)
            else:
                metres = float(self.metres[what])
                more = [Piece(what, 0.0, 1.0, metres, int(self.seconds[what]))]
            before = wait if self.backward else spare
            if more and before:
                more[0] = replace(more[0], wait_seconds=before)
            # Going backwards one waits behind an edge, before whatever comes then.
            wait = spare if self.backward else 0
            pieces += more
        total = sum(
            piece.seconds + piece.wait_seconds + piece.rest_seconds for piece in pieces
        )
        return pieces, total

    def _items(self, walk: RawWalk) -> Iterator[tuple[Any, int]]:
        """Yield (street edge, seconds waited) or (RESTED, seconds), as searched."""
        before = walk[0][1]
        for code, time in walk[1:]:
            if code == RESTED:
                yield RESTED, time - before
            else:
                edge = int(self.graph.edge[code])
                yield edge, time - before - int(self.seconds[edge])
            before = time

    def _door(self, door: Door, leaving: bool) -> list[Piece]:
        straight = round(door.metres / self.metres_per_second)
        found = []
        if door.metres > 0 or door.edge < 0:
            node = door.node if door.edge < 0 else -1
            found.append(Piece(-1, 0.0, 1.0, door.metres, straight, node=node))
        if door.edge >= 0:
            share = door.last - door.first
            metres = float(self.metres[door.edge]) * share
            part = Piece(
                door.edge, door.first, door.last, metres, door.seconds - straight
            )
            found.append(part)
        elif found:
            found[0] = replace(found[0], seconds=door.seconds)
        if not door.seconds and not door.metres and door.edge < 0:
            return []
        return found if leaving else found[::-1]

    def _along(self, walk: Along) -> list[Piece]:
        if walk.edge < 0:
            return [Piece(-1, 0.0, 1.0, sum(walk.off), walk.seconds)]
        off = [round(metres / self.metres_per_second) for metres in walk.off]
        metres = float(self.metres[walk.edge]) * (walk.last - walk.first)
        seconds = walk.seconds - sum(off)
        return [
            Piece(-1, 0.0, 1.0, walk.off[0], off[0]),
            Piece(walk.edge, walk.first, walk.last, metres, seconds),
            Piece(-1, 0.0, 1.0, walk.off[1], off[1]),
        ]


def _last_of_each(rides: Sequence[RideRef]) -> list[RideRef]:
    """Return, for every boarding, the ride from which one alights."""
    found: list[RideRef] = []
    for ride in rides:
        if ride.stays_seated:
            found[-1] = ride
        else:
            found.append(ride)
    return found
