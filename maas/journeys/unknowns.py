"""Which unknowns matter most: what, surveyed, turns most journeys into certain ones.

For every pair of places the journey with the fewest unknown ways is found that is as
good as the possible one, or nearly. If a single way is all that keeps it from being
certain, surveying that way (and finding it passable) turns the journey; if there are n,
each has a share of 1 / n in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from ..people.profile import Efforts, Person, Policy
from ..streets.verdict import test_names
from .accessibility import edge_ref
from .personal_journey import PersonalJourney
from .planner import Planner
from .request import Criterion, Place, Request
from .traveller import Traveller

UNKNOWN = 100  # effort of an edge that nobody knows


@dataclass(frozen=True, slots=True)
class UnknownWay:
    """A way, and what asking about it would be worth."""

    osm: str | None
    name: str
    tests: tuple[str, ...]  # what is not known
    lat: float
    lon: float
    alone: int  # journeys that it alone keeps from being certain
    shared: float  # journeys, in shares: of two unknown ways each has a half


@dataclass(frozen=True, slots=True)
class Survey:
    """What was asked, and what would help."""

    pairs: int
    certain: int  # as good a journey is certain already
    possible: int  # a journey, or a better one, is only possible
    none: int
    ways: tuple[UnknownWay, ...]  # the most useful first


def rank_unknowns(
    planner: Planner,
    person: Person,
    pairs: Iterable[tuple[Place, Place]],
    request: Request,
    tell: Callable[[int], None] = lambda done: None,
) -> Survey:
    """Rank the unknown ways between pairs of places; ``request`` has everything else."""
    certain = planner.traveller_of(person, Policy.ALLOW, certain=True)
    counting = _counting(planner, person)
    counted = {"certain": 0, "possible": 0, "none": 0}
    alone: dict[tuple[object, ...], int] = {}
    shared: dict[tuple[object, ...], float] = {}
    edge_of: dict[tuple[object, ...], int] = {}
    asked = 0
    for origin, destination in pairs:
        asked += 1
        tell(asked)
        one = replace(request, origin=origin, destination=destination, person=person)
        found = _fewest(planner, counting, one)
        if found is None:
            counted["none"] += 1
            continue
        ways = {_way(planner, edge): edge for edge in _unknown_edges(counting, found)}
        if not ways or _as_good(planner, certain, one, found):
            counted["certain"] += 1
            continue
        counted["possible"] += 1
        for way, edge in ways.items():
            edge_of.setdefault(way, edge)
            shared[way] = shared.get(way, 0.0) + 1.0 / len(ways)
            alone[way] = alone.get(way, 0) + (len(ways) == 1)
    order = sorted(shared, key=lambda way: (-alone[way], -shared[way], str(way)))
    return Survey(
        asked,
        **counted,
        ways=tuple(
            _told(planner, counting, edge_of[way], alone[way], shared[way])
            for way in order
        ),
    )


def _counting(planner: Planner, person: Person) -> Traveller:
    """Return the person in the possible network, whose effort counts unknown edges."""
    own = planner.traveller_of(person, Policy.ALLOW, certain=False)
    verdict = own.verdict
    assert verdict is not None
    unknown = (verdict.possible != 0) & (verdict.certain == 0)
    counted = np.where(unknown, UNKNOWN, 0).astype(np.int32)
    return replace(
        own,
        person=replace(person, efforts=Efforts()),
        verdict=replace(verdict, effort=counted),
    )


def _fewest(
    planner: Planner, counting: Traveller, request: Request
) -> PersonalJourney | None:
    """Return the journey with the fewest unknown edges, not much later than any."""
    asked = replace(
        request,
        person=counting.person,
        criteria=frozenset(Criterion),
        window_seconds=None,
    )
    part = planner.search_carefully(counting, asked, planner.closures)
    return min(part.careful, key=lambda one: (one.effort, one.arrival), default=None)


def _as_good(
    planner: Planner, certain: Traveller, request: Request, found: PersonalJourney
) -> bool:
    """Is there a certain journey that arrives no later?"""
    part = planner.search_carefully(certain, request, planner.closures)
    return any(one.arrival <= found.arrival for one in part.careful)


def _unknown_edges(counting: Traveller, journey: PersonalJourney) -> list[int]:
    verdict = counting.verdict
    assert verdict is not None
    return [
        piece.edge
        for stroll in journey.strolls
        for piece in stroll.pieces or ()
        if piece.edge >= 0
        and verdict.possible[piece.edge]
        and not verdict.certain[piece.edge]
    ]


def _way(planner: Planner, edge: int) -> tuple[object, ...]:
    """Tell ways apart: by what they are outside; else by the stretch itself."""
    osm = edge_ref(planner.city, edge)
    twin = int(planner.city.streets.edge_twin[edge])
    return (osm,) if osm else (min(edge, twin) if twin >= 0 else edge,)


def _told(
    planner: Planner, counting: Traveller, edge: int, alone: int, shared: float
) -> UnknownWay:
    streets, person = planner.city.streets, counting.person
    verdict = counting.verdict
    assert verdict is not None and person is not None
    tests = test_names(int(verdict.unknown[edge]))
    tail, head = int(streets.edge_from[edge]), int(streets.edge_to[edge])
    name = int(streets.name[edge])
    return UnknownWay(
        edge_ref(planner.city, edge),
        streets.names[name] if name >= 0 else "",
        tuple(test for test in tests if test in person.must_know),
        float(streets.node_lat[tail] + streets.node_lat[head]) / 2,
        float(streets.node_lon[tail] + streets.node_lon[head]) / 2,
        alone,
        round(shared, 2),
    )
