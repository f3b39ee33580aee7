"""What a person meets on the legs of a journey, and what nobody knows of them.

Of every edge walked: the numbers, where they are from, and what the tests of
``docs/person-rules.md`` say. Nothing here decides; the search has.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from ..city import City
from ..streets.graph import (
    EdgeKind,
    EdgeSource,
    SlopeSource,
    Smoothness,
    Streets,
    Surface,
)
from ..streets.verdict import Verdict, test_names
from .itinerary import Piece, Point, Ride, Walk
from .met import EdgeFacts, RideAccess, Status, UnknownFact, WalkAccess
from .traveller import Traveller

MOST_UNKNOWN = 20
STAFF_NOTICE = "staff_notice_minutes"
WHEELCHAIR = {1: "yes", 2: "no", 3: "limited"}


def walk_access(
    city: City, traveller: Traveller, walk: Walk, lines: Sequence[Sequence[float]]
) -> WalkAccess:
    """Return what this person meets on a walk with its path.

    ``lines`` has (lat, lon, lat, lon) of each piece: where it begins and ends.
    """
    verdict, person = traveller.verdict, traveller.person
    assert verdict is not None and person is not None
    streets = city.streets
    must_know = person.must_know
    edges, unknown = [], []
    for piece, line in zip(walk.path, lines, strict=True):
        open_tests = [name for name in _unknown(piece, verdict) if name in must_know]
        facts = _edge_facts(city, piece, line, bool(open_tests))
        edges.append(facts)
        middle = (line[0] + line[2]) / 2, (line[1] + line[3]) / 2
        unknown += [UnknownFact(name, facts.osm, *middle) for name in open_tests]
    if not walk.path:
        unknown.append(UnknownFact("ground", None, walk.origin.lat, walk.origin.lon))
    on = np.array(
        [piece.edge for piece in walk.path if piece.edge >= 0], dtype=np.int64
    )
    ground = on[~np.isin(streets.kind[on], (EdgeKind.LIFT, EdgeKind.ESCALATOR))]
    return WalkAccess(
        status=Status.POSSIBLE if unknown else Status.CERTAIN,
        max_slope_up=_largest(streets.steepest_up[ground]),
        max_slope_down=_largest(streets.steepest_down[ground]),
        highest_kerb_cm=_largest(streets.kerb_cm[on]),
        narrowest_width_cm=_smallest(streets.width_cm[on]),
        steps=_steps(streets, verdict, on),
        longest_stretch_metres=_longest_stretch(walk.path),
        effort=round(_effort(walk.path, verdict) / 10),
        rests=sum(piece.rest_seconds > 0 for piece in walk.path),
        unknown=tuple(_once(unknown)),
        edges=tuple(edges),
        data_sources=tuple(
            EdgeSource(int(source)).name.lower()
            for source in np.unique(streets.source[on])
        ),
        oldest=_oldest(streets, on),
    )


def ride_access(
    city: City, traveller: Traveller, ride: Ride, stays_on: bool
) -> RideAccess:
    """Return what this person meets on a ride: the ends of it, and the vehicle.

    ``stays_on``: one does not alight at its end, as the vehicle goes on.
    """
    person = traveller.person
    assert person is not None
    if not person.limits.step_free_boarding:
        return RideAccess(Status.CERTAIN, ())
    ends: list[Point] = []
    if not ride.stays_seated:
        ends.append(ride.calls[0].point)
    if not stays_on:
        ends.append(ride.calls[-1].point)
    unknown = []
    if any(end.wheelchair != 1 for end in ends):
        unknown.append("stop")
    if ride.wheelchair != 1:
        unknown.append("trip")
    said = [
        city.facts.get(row)
        for end in ends
        if end.stop is not None
        for row in city.facts.about("stop", end.stop)
    ]
    trip = city.find_trip(ride.feed_id, ride.trip_id)
    known = bool(said) or (trip is not None and bool(city.facts.about("trip", trip)))
    notice = [int(one.value) for one in said if one.attribute == STAFF_NOTICE]
    if person.limits.staff_lead_minutes is not None:
        notice.append(person.limits.staff_lead_minutes)
    counted = [name for name in unknown if name in person.must_know]
    return RideAccess(
        Status.POSSIBLE if counted else Status.CERTAIN,
        tuple(unknown),
        max(notice, default=0),
        tuple(f"{one.text} ({one.source}, {one.dated})" for one in said),
        ("gtfs", "facts") if known else ("gtfs",),
    )


def edge_ref(city: City, edge: int) -> str | None:
    """Return where an edge is from, as people look it up; None where it is made here."""
    streets = city.streets
    way, pathway = int(streets.osm_way[edge]), int(streets.pathway[edge])
    if pathway >= 0:
        stop = int(city.pathways.from_stop[pathway])
        feed = city.feeds.feed_id[int(city.feeds.stop_feed[stop])]
        return f"pathway/{feed}/{city.pathways.pathway_id[pathway]}"
    if way > 0:
        return f"way/{way}"
    if way < 0:
        return f"relation/{-way}"
    if streets.kind[edge] == EdgeKind.LIFT:
        node = int(streets.node_osm[streets.edge_from[edge]])
        return f"node/{node}" if node else None
    return None


# -------------------------------------------------------------------------- parts


def _unknown(piece: Piece, verdict: Verdict) -> tuple[str, ...]:
    return test_names(int(verdict.unknown[piece.edge])) if piece.edge >= 0 else ()


def _edge_facts(
    city: City, piece: Piece, line: Sequence[float], unknown: bool
) -> EdgeFacts:
    streets, edge = city.streets, piece.edge
    start, end = (line[0], line[1]), (line[2], line[3])
    outcome = "unknown" if unknown else "certain"
    timed = piece.metres, piece.seconds
    if edge < 0:
        return EdgeFacts(
            None,
            "off_street",
            start,
            end,
            *timed,
            None,
            "none",
            None,
            None,
            None,
            None,
            0,
            None,
            False,
            piece.wait_seconds,
            piece.rest_seconds,
            "made",
            outcome,
        )
    surface, smoothness = int(streets.surface[edge]), int(streets.smoothness[edge])
    steps = int(streets.steps[edge])
    return EdgeFacts(
        osm=edge_ref(city, edge),
        kind=EdgeKind(int(streets.kind[edge])).name.lower(),
        start=start,
        end=end,
        metres=piece.metres,
        seconds=piece.seconds,
        slope_percent=_known(streets.mean_slope[edge]),
        slope_source=SlopeSource(int(streets.slope_source[edge])).name.lower(),
        kerb_cm=_known(streets.kerb_cm[edge]),
        width_cm=_known(streets.width_cm[edge]),
        surface=Surface(surface).name.lower() if surface else None,
        smoothness=Smoothness(smoothness).name.lower() if smoothness else None,
        steps=steps if steps >= 0 else None,
        wheelchair=WHEELCHAIR.get(int(streets.wheelchair[edge])),
        rest=bool(streets.node_rest[streets.edge_to[edge]]) and piece.last == 1.0,
        wait_seconds=piece.wait_seconds,
        rest_seconds=piece.rest_seconds,
        source=EdgeSource(int(streets.source[edge])).name.lower(),
        outcome=outcome,
    )


def _effort(path: Sequence[Piece], verdict: Verdict) -> int:
    """Tenths of a felt second of a whole walk."""
    total = 0
    for piece in path:
        if piece.edge < 0:
            total += 10 * piece.seconds
        else:
            share = piece.last - piece.first
            total += round(share * int(verdict.effort[piece.edge]))
    return total


def _steps(streets: Streets, verdict: Verdict, on: np.ndarray) -> int:
    climbed = on[verdict.by_foot[on]]
    return int(np.maximum(streets.steps[climbed], 0).sum())


def _longest_stretch(path: Sequence[Piece]) -> float:
    longest = stretch = 0.0
    for piece in path:
        stretch += piece.metres
        longest = max(longest, stretch)
        if piece.rest_seconds:
            stretch = 0.0
    return longest


def _oldest(streets: Streets, on: np.ndarray) -> date | None:
    days = streets.dated[on]
    days = days[days > 0]
    return date.fromordinal(int(days.min())) if len(days) else None


def _once(found: Sequence[UnknownFact]) -> Iterator[UnknownFact]:
    """Yield each test of each way once, the first of them, up to a number."""
    seen: set[tuple[str, str | None]] = set()
    for fact in found:
        if (fact.test, fact.osm) not in seen and len(seen) < MOST_UNKNOWN:
            seen.add((fact.test, fact.osm))
            yield fact


def _known(value: np.floating) -> float | None:
    number = float(value)
    return None if math.isnan(number) else round(number, 2)


def _largest(values: np.ndarray) -> float | None:
    known = values[~np.isnan(values)]
    return round(float(known.max()), 2) if len(known) else None


def _smallest(values: np.ndarray) -> float | None:
    known = values[~np.isnan(values)]
    return round(float(known.min()), 2) if len(known) else None
