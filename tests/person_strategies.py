"""Strategies for made-up towns, made to break planners for one person.

Numbers are taken from small sets, those of the people beside them: so that a kerb is
just as high as somebody can climb or a little higher, walks end in the very second in
which a bus leaves, and several ways are equal. All numbers of edges are exact in 32 bits.

    @given(st.data())
    def test(data):
        case = data.draw(cases(ALL))
        question = data.draw(questions(case))
        assert planner_of(case.town).ask(question) == ask(case.town, question)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import nan
from typing import Any

from hypothesis import strategies as st

from maas.streets.graph import Crossing, EdgeKind, Smoothness, Surface

from .oracle_feed import Row, second_0
from .person_oracle_edges import UNREADABLE, Edge
from .person_strategies_profile import Difficulties, some_of
from .person_towns import Closure, Town, edge, town
from .strategies import Case as FeedCase
from .strategies import cases as feed_cases
from .strategies_trips import GRID, TripDraft

DAY = 86_400
METRES = (120.0, 300.0, 60.0, 240.0, 600.0, 62.5, 12.25, 900.0, 0.0)
FAR_METRES = 3000.0
STEEP = (4.0, 5.0, 4.25, 8.0, 2.5)
Columns = dict[str, Any]

UNKNOWN: tuple[Columns, ...] = (
    {"width_cm": nan},
    {"surface": Surface.UNKNOWN, "smoothness": Smoothness.UNKNOWN},
    {"surface": Surface.OTHER, "smoothness": Smoothness.UNKNOWN},
    {"lit": 0},
    {"tactile_paving": 0},
    {"wheelchair": 3},
    {"mean_slope": nan, "steepest_up": nan, "steepest_down": nan},
    {"width_cm": nan, "wheelchair": 1},
    {"cross_slope_percent": nan},
    {"hours": UNREADABLE},
)
"""What is not known of a stretch, if there is anybody to ask."""


@dataclass(frozen=True)
class Case:
    """A town, the days and trips of its timetable, and the difficulties it may have."""

    town: Town
    days: tuple[date, ...]
    trips: tuple[TripDraft, ...]
    difficulties: Difficulties


@st.composite
def cases(draw: st.DrawFn, difficulties: Difficulties) -> Case:
    """A town with some of the difficulties; which, the case says."""
    may = draw(some_of(difficulties))
    feed = draw(feed_cases(may.of_feed()))
    tables = dict(feed.tables)
    if may.step_free:
        tables["stops.txt"] = draw(with_facts(tables["stops.txt"], STOP_FACT))
        tables["trips.txt"] = draw(with_facts(tables["trips.txt"], TRIP_FACT))
    if "transfers.txt" in tables and (may.closures or may.hours) and not may.contested:
        # How long a vehicle waits for somebody before a closed door is open.
        rows = [row for row in tables["transfers.txt"] if row["transfer_type"] != "1"]
        tables["transfers.txt"] = rows
    tables = {name: rows for name, rows in tables.items() if rows}
    crossroads = [f"x{n}" for n in range(draw(st.integers(1, may.crossroads)))]
    nodes = stops_on_streets(feed) + crossroads
    edges = draw(stretches(may, nodes))
    resting = draw(rests(may, nodes)) | dict.fromkeys(crossroads, 0)
    closed = draw(closures(may, feed, len(edges)))
    place = town(tables, edges, closed, resting, feed.timezone)
    return Case(place, feed.days, feed.trips, may)


STOP_FACT, TRIP_FACT = "wheelchair_boarding", "wheelchair_accessible"


@st.composite
def with_facts(draw: st.DrawFn, rows: Sequence[Row], column: str) -> list[Row]:
    """Rows with what is known of their step-free access."""
    fact = st.sampled_from(["1", "1", "0", "2", ""])
    return [{**row, column: draw(fact)} for row in rows]


def stops_on_streets(feed: FeedCase) -> list[str]:
    """Return the stops at which trips may call: stations have no edges."""
    rows = feed.tables["stops.txt"]
    return [row["stop_id"] for row in rows if row["location_type"] == "0"]


@st.composite
def rests(draw: st.DrawFn, may: Difficulties, nodes: Sequence[str]) -> dict[str, int]:
    """The bits of what there is to rest at some nodes."""
    if not may.rests:
        return {}
    bits = st.sampled_from([0, 0, 1, 4, 0, 8])
    return {node: draw(bits) for node in nodes}


@st.composite
def stretches(draw: st.DrawFn, may: Difficulties, nodes: Sequence[str]) -> list[Edge]:
    """Edges that join the nodes of each district, and a few more between any two.

    From district to district it is far, or there is no way but to ride.
    """
    edges: list[Edge] = []
    for a, b, far in draw(pairs(may, nodes)):
        columns = draw(of_a_stretch(may))
        if far:
            columns["metres"] += FAR_METRES
        one_way = draw(st.sampled_from([False, False, False, True]))
        first = len(edges)
        if one_way:
            edges.append(edge(a, b, **columns))
            continue
        edges.append(edge(a, b, **columns, twin=first + 1))
        edges.append(edge(b, a, **the_other_way(columns), twin=first))
    return edges


@st.composite
def pairs(
    draw: st.DrawFn, may: Difficulties, nodes: Sequence[str]
) -> list[tuple[str, str, bool]]:
    """The ends of stretches, and whether they are in two districts."""
    order = draw(st.permutations(nodes))
    number = draw(st.sampled_from([2, 3, 1]))
    district = {node: n % number for n, node in enumerate(order)}
    found = []
    for n, node in enumerate(order[number:], start=number):
        near = [one for one in order[:n] if district[one] == district[node]]
        # One node in eight is left to itself.
        if draw(st.integers(0, 7)) < 7:
            found.append((draw(st.sampled_from(near[-3:])), node, False))
    node = st.sampled_from(order)
    for a, b in draw(st.lists(st.tuples(node, node), max_size=may.shortcuts)):
        if a != b:
            found.append((a, b, district[a] != district[b]))
    return found


@st.composite
def of_a_stretch(draw: st.DrawFn, may: Difficulties) -> Columns:
    """What is special about a stretch, in the direction in which it is drawn."""
    columns: Columns = {"metres": draw(st.sampled_from(METRES))}
    columns |= draw(st.sampled_from(kinds(may)))
    special = features(may)
    if special:
        for one in draw(st.lists(st.sampled_from(special), max_size=2)):
            columns |= one
    if may.unknowns and draw(st.booleans()):
        columns |= draw(st.sampled_from(UNKNOWN))
    if may.hours and draw(st.sampled_from([False, False, True])):
        columns["hours"] = draw(opening_hours())
    return columns


def the_other_way(columns: Mapping[str, Any]) -> Columns:
    """Return a stretch's columns backwards: what rises, falls."""
    turned = dict(columns)
    if "mean_slope" in columns:
        turned["mean_slope"] = -columns["mean_slope"]
    for a, b in (("steepest_up", "steepest_down"), ("steepest_down", "steepest_up")):
        if a in columns:
            turned[b] = columns[a]
        elif b in columns:
            del turned[b]
    if "rises" in columns:
        turned["rises"] = {0: 0, 1: 2, 2: 1}[columns["rises"]]
    return turned


def kinds(may: Difficulties) -> list[Columns]:
    """Return what stretches are, the plain first and oftenest."""
    found: list[Columns] = [{}, {"kind": EdgeKind.SIDEWALK}, {"kind": EdgeKind.STREET}]
    if not may.barriers:
        return found
    found += [
        {"kind": EdgeKind.STEPS, "steps": 12, "rises": 1},
        {"kind": EdgeKind.STEPS, "steps": 20, "rises": 2, "ramp": 1},
        {"kind": EdgeKind.STEPS, "steps": 20, "rises": 0, "ramp_stroller": 1},
        {"kind": EdgeKind.STEPS, "steps": 0, "metres": 6.5, "rises": 1},
        {"kind": EdgeKind.LIFT, "seconds": 60.0, "metres": 0.0},
        {"kind": EdgeKind.LIFT},
        {"kind": EdgeKind.ESCALATOR, "seconds": 30.5},
        {"kind": EdgeKind.MOVING_WALKWAY, "seconds": 31.5},
        {
            "kind": EdgeKind.CROSSING,
            "crossing": Crossing.MARKED,
            "crossing_metres": 9.0,
        },
        {
            "kind": EdgeKind.CROSSING,
            "crossing": Crossing.UNMARKED,
            "crossing_metres": 9.5,
        },
        {
            "kind": EdgeKind.CROSSING,
            "crossing": Crossing.SIGNALS,
            "crossing_metres": 12.0,
            "signal_sound": 1,
        },
        {
            "kind": EdgeKind.CROSSING,
            "crossing": Crossing.SIGNALS,
            "crossing_metres": 6.0,
            "signal_sound": 2,
        },
        {"kind": EdgeKind.PLAZA},
        {"kind": EdgeKind.CORRIDOR},
        {"kind": EdgeKind.WALKWAY, "seconds": 120.0},
        {"kind": EdgeKind.GATE, "seconds": 30.0, "metres": 0.0},
        {"kind": EdgeKind.LINK, "metres": 30.0},
    ]
    if may.unknowns:
        found += [
            {"kind": EdgeKind.STEPS, "steps": -1, "metres": 9.0, "handrail": 0},
            {"kind": EdgeKind.CROSSING, "crossing": Crossing.UNKNOWN},
            {
                "kind": EdgeKind.CROSSING,
                "crossing": Crossing.SIGNALS,
                "kerb_cm": nan,
                "signal_sound": 0,
            },
            {"kind": EdgeKind.STRAIGHT},
            {"kind": EdgeKind.LINK, "metres": 30.5, "width_cm": nan},
        ]
    return found


def features(may: Difficulties) -> list[Columns]:
    """Return what stretches may have besides."""
    found: list[Columns] = []
    if may.slopes:
        found += [slope(g) for g in STEEP] + [slope(-g) for g in STEEP]
        found += [{"cross_slope_percent": 2.0}, {"cross_slope_percent": 2.5}]
        # Steep on the way, though not in the mean.
        found += [{"mean_slope": 0.0, "steepest_up": 8.0, "steepest_down": 8.0}]
    if may.barriers:
        found += [{"kerb_cm": cm} for cm in (3.0, 2.0, 3.5, 2.5)]
        found += [{"width_cm": cm} for cm in (90.0, 89.5, 60.0)]
        found += [{"surface": one} for one in (Surface.GRAVEL, Surface.SAND)]
        found += [{"smoothness": one} for one in (Smoothness.BAD, Smoothness.VERY_BAD)]
        found += [{"wheelchair": 1}, {"wheelchair": 2}]
        found += [{"tactile_paving": 2}, {"handrail": 2}, {"seconds": 200.5}]
    if may.barriers or may.effort:
        found += [{"lit": 2}, {"lit": 2, "metres": 60.0}]
    return found


def slope(percent: float) -> Columns:
    """Return an even slope."""
    return {
        "mean_slope": percent,
        "steepest_up": max(percent, 0.0),
        "steepest_down": max(-percent, 0.0),
    }


@st.composite
def opening_hours(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    """Hours near those of the trips: on every day, on Tuesday only, or never."""
    start = 8 * 3600 + GRID * draw(st.integers(-6, 18))
    length = GRID * draw(st.sampled_from([2, 1, 4, 8, 24, 100]))
    days = draw(st.sampled_from([range(7), range(7), range(7), [1], []]))
    return tuple((DAY * day + start, DAY * day + start + length) for day in days)


@st.composite
def closures(
    draw: st.DrawFn, may: Difficulties, feed: FeedCase, count: int
) -> list[Closure]:
    """Edges that are closed for a while near the hours of the trips."""
    if not may.closures or not count:
        return []
    found = []
    for _ in range(draw(st.integers(1, 5))):
        day = draw(st.sampled_from(feed.days))
        start = second_0(day, feed.timezone) + 8 * 3600
        start += GRID * draw(st.integers(-6, 18)) + draw(st.sampled_from([0, 0, 1, 60]))
        end = start + draw(st.sampled_from([GRID, 2 * GRID, 60, 6 * GRID, 3 * DAY]))
        found.append((draw(st.integers(0, count - 1)), start, end))
    return found
